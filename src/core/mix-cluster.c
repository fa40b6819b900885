/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-cluster.h"

#include <math.h>

#include "mix-types.h"

#define MAX_ROUNDS 200

/**
 * mix_cluster_quantiles:
 * @sorted: [n], ascending; n ≥ 1
 * @k: from 1 to MIX_MAX_COMPONENTS
 * @centres: (out): [k], ascending: the quantiles at (i + ½) / k
 */
void
mix_cluster_quantiles (const double *sorted, gsize n, guint k, double *centres)
{
  for (guint i = 0; i < k; i++)
    {
      double at = (i + 0.5) / k * (double) n - 0.5;
      gsize low = (gsize) MAX (at, 0);
      double part = MAX (at, 0) - (double) low;
      centres[i] = low + 1 < n ? sorted[low] + part * (sorted[low + 1] - sorted[low]) : sorted[n - 1];
    }
}

/* The end of the numbers that are nearer to centres[i] than to the next: their first index not in
 * it. */
static gsize
cluster_end (const double *sorted, gsize n, gsize from, guint i, guint k, const double *centres)
{
  if (i + 1 == k)
    return n;
  double border = 0.5 * (centres[i] + centres[i + 1]);
  gsize low = from, high = n;
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      if (sorted[middle] < border)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* One round of Lloyd's algorithm over prefix sums. Returns the largest move of a centre. */
static double
lloyd_round (const double *sorted, gsize n, guint k, const double *sums, double *centres)
{
  double old[MIX_MAX_COMPONENTS], moved = 0;

  for (guint i = 0; i < k; i++)
    old[i] = centres[i];
  gsize from = 0;
  for (guint i = 0; i < k; i++)
    {
      gsize to = cluster_end (sorted, n, from, i, k, old);
      if (to > from)
        centres[i] = (sums[to] - sums[from]) / (double) (to - from);
      moved = MAX (moved, fabs (centres[i] - old[i]));
      from = to;
    }
  return moved;
}

static double
within_sd (const double *sorted, gsize n, guint k, const double *centres)
{
  double squares = 0;
  gsize from = 0;
  for (guint i = 0; i < k; i++)
    {
      gsize to = cluster_end (sorted, n, from, i, k, centres);
      for (gsize j = from; j < to; j++)
        squares += (sorted[j] - centres[i]) * (sorted[j] - centres[i]);
      from = to;
    }
  return sqrt (squares / (double) n);
}

/**
 * mix_cluster_kmeans:
 * @sorted: [n], ascending; n ≥ 1
 * @k: from 1 to MIX_MAX_COMPONENTS
 * @centres: (out): [k], ascending
 *
 * k-means in one dimension (Lloyd 1982), from the quantiles: always the same answer, and no cluster
 * is far from the data. Centres may coincide where fewer than k values are distinct.
 *
 * Returns: the root mean square distance to the own centre
 */
double
mix_cluster_kmeans (const double *sorted, gsize n, guint k, double *centres)
{
  g_autofree double *sums = g_new (double, n + 1);

  sums[0] = 0;
  for (gsize i = 0; i < n; i++)
    sums[i + 1] = sums[i] + sorted[i];
  mix_cluster_quantiles (sorted, n, k, centres);

  double enough = 1e-9 * (sorted[n - 1] - sorted[0]);
  for (guint round = 0; round < MAX_ROUNDS; round++)
    if (lloyd_round (sorted, n, k, sums, centres) <= enough)
      break;
  return within_sd (sorted, n, k, centres);
}
