/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-ticks.h"

#include <math.h>

#define T MIX_THIN_SPACE

static void
assert_labels (const MixTicks *ticks, const char *wanted)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < ticks->n; i++)
    {
      g_autofree char *label = mix_tick_label (ticks, i);
      g_string_append_printf (all, "%s%s", i > 0 ? " " : "", label);
    }
  g_assert_cmpstr (all->str, ==, wanted);
}

static void
test_labels (void)
{
  const struct
  {
    double low, high;
    guint most;
    const char *labels;
  } cases[] = {
    { -160, 160, 7, "−150 −100 −50 0 50 100 150" },
    { -10, 10, 5, "−10 −5 0 5 10" },
    { 0, 1, 3, "0 0.5 1" },
    { 0, 0.022, 5, "0 0.005 0.010 0.015 0.020" },
    { 1200, 5400, 5, "2" T "000 3" T "000 4" T "000 5" T "000" },
    { 0, 4.6e6, 5, "0 1 2 3 4" },
    { 0, 4.6e-6, 5, "0 1 2 3 4" },
    { 0, 130, 3, "0 50 100" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MixTicks ticks;
      mix_ticks_linear (&ticks, cases[i].low, cases[i].high, cases[i].most);
      assert_labels (&ticks, cases[i].labels);
    }
}

static void
test_any_range (void)
{
  const double ends[][2] = { { 3, 3 }, { 0, 0 }, { 1e9, 1e9 + 1 }, { -1e-12, 1e-12 },
                             { -1e300, 1e300 }, { 5, -5 }, { (double) NAN, 2 }, { 0.1, 0.7 } };
  guint checked = 0;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    for (guint most = 1; most <= 12; most++, checked++)
      {
        MixTicks ticks;
        mix_ticks_linear (&ticks, ends[i][0], ends[i][1], most);
        g_assert_cmpuint (ticks.n, <=, most + 1);
        for (guint t = 1; t < ticks.n; t++)
          {
            g_autofree char *a = mix_tick_label (&ticks, t - 1), *b = mix_tick_label (&ticks, t);
            g_assert_cmpfloat (ticks.values[t], >, ticks.values[t - 1]);
            g_assert_cmpstr (a, !=, b);
          }
        if (most >= 3)
          g_assert_cmpuint (ticks.n, >=, 2);
      }
  g_assert_cmpuint (checked, ==, 12 * G_N_ELEMENTS (ends));
}

static void
test_step (void)
{
  g_assert_cmpfloat_with_epsilon (mix_tick_step (320, 7), 50, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_tick_step (10, 10), 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_tick_step (0.022, 5), 0.005, 1e-12);
}

static void
test_above (void)
{
  MixScale scale;
  MixTicks ticks;

  mix_scale_init_above (&scale, 3.954, 3.953, 3.954 + 1.5);
  mix_scale_set_pixels (&scale, 140, 0);
  mix_ticks_above (&ticks, &scale, 20);
  assert_labels (&ticks, "+0.01 +0.03 +0.1 +0.3 +1");
  mix_ticks_above (&ticks, &scale, 40);
  assert_labels (&ticks, "+0.01 +0.1 +1");

  mix_scale_init_above (&scale, -1, -1.2, -1 + 20);
  mix_scale_set_pixels (&scale, 300, 0);
  mix_ticks_above (&ticks, &scale, 20);
  assert_labels (&ticks, "−0.1 −0.03 −0.01 +0.01 +0.03 +0.1 +0.3 +1 +3 +10");
  for (guint i = 1; i < ticks.n; i++)
    g_assert_cmpfloat (mix_scale_to_pixel (&scale, ticks.values[i - 1])
                         - mix_scale_to_pixel (&scale, ticks.values[i]), >=, 20 - 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ticks/labels", test_labels);
  g_test_add_func ("/ticks/any-range", test_any_range);
  g_test_add_func ("/ticks/step", test_step);
  g_test_add_func ("/ticks/above-the-best", test_above);
  return g_test_run ();
}
