/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-cluster.h"

#include <math.h>

static void
test_kmeans_finds_two_heaps (void)
{
  const double y[] = { -1.1, -1, -0.9, 4.8, 5, 5.2 };
  double centres[2];
  double spread = mix_cluster_kmeans (y, G_N_ELEMENTS (y), 2, centres);

  g_assert_cmpfloat_with_epsilon (centres[0], -1, 1e-12);
  g_assert_cmpfloat_with_epsilon (centres[1], 5, 1e-12);
  g_assert_cmpfloat_with_epsilon (spread, sqrt ((2 * 0.01 + 2 * 0.04) / 6), 1e-12);
}

static void
test_one_cluster_is_the_mean (void)
{
  const double y[] = { 1, 2, 6 };
  double centre;
  double spread = mix_cluster_kmeans (y, 3, 1, &centre);

  g_assert_cmpfloat_with_epsilon (centre, 3, 1e-12);
  g_assert_cmpfloat_with_epsilon (spread, sqrt (14.0 / 3), 1e-12);
}

static void
test_fewer_values_than_clusters (void)
{
  const double y[] = { 2, 2, 2, 7 };
  double centres[5];
  double spread = mix_cluster_kmeans (y, 4, 5, centres);

  g_assert_cmpfloat_with_epsilon (spread, 0, 1e-12);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpfloat (centres[i], >=, 2);
      g_assert_cmpfloat (centres[i], <=, 7);
      if (i > 0)
        g_assert_cmpfloat (centres[i], >=, centres[i - 1]);
    }
}

static void
test_quantiles (void)
{
  const double y[] = { 0, 1, 2, 3 };
  double centres[2];

  mix_cluster_quantiles (y, 4, 2, centres);
  g_assert_cmpfloat_with_epsilon (centres[0], 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon (centres[1], 2.5, 1e-12);
  mix_cluster_quantiles (y, 1, 2, centres);
  g_assert_cmpfloat_with_epsilon (centres[0], 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (centres[1], 0, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cluster/two-heaps", test_kmeans_finds_two_heaps);
  g_test_add_func ("/cluster/mean", test_one_cluster_is_the_mean);
  g_test_add_func ("/cluster/few-values", test_fewer_values_than_clusters);
  g_test_add_func ("/cluster/quantiles", test_quantiles);
  return g_test_run ();
}
