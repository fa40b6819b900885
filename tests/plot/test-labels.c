/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-labels.h"

#include <math.h>

#define GAP 14.0

static void
assert_apart (const MixLabelSlot *slots, guint n, double low, double high)
{
  for (guint i = 0; i < n; i++)
    {
      if (!slots[i].shown)
        continue;
      g_assert_cmpfloat (slots[i].at, >=, low + slots[i].height / 2 - 1e-9);
      g_assert_cmpfloat (slots[i].at, <=, high - slots[i].height / 2 + 1e-9);
      for (guint j = 0; j < i; j++)
        if (slots[j].shown)
          g_assert_cmpfloat (fabs (slots[i].at - slots[j].at), >=,
                             (slots[i].height + slots[j].height) / 2 - 1e-9);
    }
}

static void
test_left_alone (void)
{
  MixLabelSlot slots[] = { { .wanted = 100, .height = GAP }, { .wanted = 40, .height = GAP } };

  mix_labels_spread (slots, 2, 0, 200);
  g_assert_cmpfloat_with_epsilon (slots[0].at, 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (slots[1].at, 40, 1e-9);
}

static void
test_heavy_stays (void)
{
  MixLabelSlot slots[] = { { .wanted = 100, .height = GAP },
                           { .wanted = 104, .height = GAP, .weight = 1e9 },
                           { .wanted = 106, .height = GAP } };

  mix_labels_spread (slots, 3, 0, 200);
  g_assert_cmpfloat_with_epsilon (slots[0].at, 104 - GAP, 1e-6);
  g_assert_cmpfloat_with_epsilon (slots[1].at, 104, 1e-6);
  g_assert_cmpfloat_with_epsilon (slots[2].at, 104 + GAP, 1e-6);
}

static void
test_shares_the_way (void)
{
  MixLabelSlot slots[] = { { .wanted = 100, .height = GAP }, { .wanted = 104, .height = GAP } };

  mix_labels_spread (slots, 2, 0, 200);
  g_assert_cmpfloat_with_epsilon (slots[0].at, 95, 1e-9);
  g_assert_cmpfloat_with_epsilon (slots[1].at, 109, 1e-9);
}

static void
test_chain_and_edges (void)
{
  MixLabelSlot slots[6];

  for (guint i = 0; i < 6; i++)
    slots[i] = (MixLabelSlot){ .wanted = 190 + i, .height = GAP + i, .priority = i };
  mix_labels_spread (slots, 6, 0, 200);
  assert_apart (slots, 6, 0, 200);
  for (guint i = 1; i < 6; i++)
    g_assert_cmpfloat (slots[i].at, >, slots[i - 1].at);
}

static void
test_too_many (void)
{
  MixLabelSlot slots[8];
  guint shown = 0;

  for (guint i = 0; i < 8; i++)
    slots[i] = (MixLabelSlot){ .wanted = 30, .height = GAP, .priority = i % 2 ? 1 : 0.1 * i };
  mix_labels_spread (slots, 8, 0, 72);
  assert_apart (slots, 8, 0, 72);
  for (guint i = 0; i < 8; i++)
    {
      shown += slots[i].shown;
      if (i % 2)
        g_assert_true (slots[i].shown);
    }
  g_assert_cmpuint (shown, ==, 5);
  mix_labels_spread (slots, 8, 0, 5);
  for (guint i = 0; i < 8; i++)
    g_assert_false (slots[i].shown);
  mix_labels_spread (slots, 0, 0, 5);
}

static void
test_many_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint moved = 0;

  for (guint round = 0; round < 200; round++)
    {
      MixLabelSlot slots[12];
      guint n = (guint) g_rand_int_range (random, 1, 13);
      for (guint i = 0; i < n; i++)
        slots[i] = (MixLabelSlot){ .wanted = g_rand_double_range (random, -50, 450),
                                   .height = g_rand_double_range (random, 10, 30),
                                   .priority = g_rand_double (random) };
      mix_labels_spread (slots, n, 0, 400);
      assert_apart (slots, n, 0, 400);
      for (guint i = 0; i < n; i++)
        moved += fabs (slots[i].at - slots[i].wanted) > 1;
    }
  g_assert_cmpuint (moved, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labels/left-alone", test_left_alone);
  g_test_add_func ("/labels/shares-the-way", test_shares_the_way);
  g_test_add_func ("/labels/heavy-stays", test_heavy_stays);
  g_test_add_func ("/labels/chain-and-edges", test_chain_and_edges);
  g_test_add_func ("/labels/too-many", test_too_many);
  g_test_add_func ("/labels/many-random", test_many_random);
  return g_test_run ();
}
