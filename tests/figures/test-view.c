/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-view.h"

#include <math.h>
#include <string.h>

#include "mix-figure.h"

/* Every row of the table has an id of its own, words, and figures that exist. */
static void
test_table (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < MIX_N_SHOWS; i++)
    {
      g_assert_true (g_hash_table_add (ids, (gpointer) mix_shows[i].id));
      g_assert_cmpuint (strlen (mix_shows[i].label), >, 3);
      g_auto (GStrv) figures = g_strsplit (mix_shows[i].figures, " ", -1);
      for (guint f = 0; figures[f] != NULL; f++)
        g_assert_nonnull (mix_figure_find (figures[f]));
    }
  g_assert_true (mix_show_is_in (MIX_SHOW_HEAT, "fit"));
  g_assert_false (mix_show_is_in (MIX_SHOW_HEAT, "loss"));
}

static void
test_toggles (void)
{
  MixView view, first;

  mix_view_init (&view);
  mix_view_init (&first);
  g_assert_true (mix_view_equal (&view, &first));
  for (guint i = 0; i < MIX_N_SHOWS; i++)
    {
      gboolean before = mix_view_shows (&view, (MixShow) i);
      g_assert_true (before == mix_shows[i].initially);
      mix_view_set_shown (&view, (MixShow) i, !before);
      g_assert_true (mix_view_shows (&view, (MixShow) i) == !before);
      g_assert_false (mix_view_equal (&view, &first));
      mix_view_set_shown (&view, (MixShow) i, before);
    }
  g_assert_true (mix_view_equal (&view, &first));
  mix_view_set_component_shown (&view, 63, FALSE);
  g_assert_false (mix_view_shows_component (&view, 63));
  g_assert_true (mix_view_shows_component (&view, 62));
  mix_view_set_component_shown (&view, 70, FALSE);
  g_assert_true (mix_view_shows_component (&view, 70));
}

static void
test_set_by_name (void)
{
  static const char *const good[][2] = {
    { "show", "heat, median" }, { "hide", "rows" }, { "color", "likelihood" },
    { "mixing-style", "lines" }, { "loss-scale", "linear" }, { "level", "0.5" },
    { "band", "0.9" }, { "threshold", "-70" }, { "pin", "1e3" }, { "x-range", "-1:2.5" },
    { "y-range", "-1e3:0" },
  };
  MixView view;

  mix_view_init (&view);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      MixView before = view;
      g_autoptr (GError) error = NULL;
      g_assert_true (mix_view_set (&view, good[i][0], good[i][1], &error));
      g_assert_no_error (error);
      g_assert_false (mix_view_equal (&before, &view));
      g_assert_cmpstr (mix_view_options[i].name, ==, good[i][0]);
    }
  g_assert_true (mix_view_shows (&view, MIX_SHOW_HEAT));
  g_assert_false (mix_view_shows (&view, MIX_SHOW_ROWS));
  g_assert_cmpfloat_with_epsilon (view.x.high, 2.5, 1e-12);
}

/* What is refused leaves the view as it was, and says what would do. */
static void
test_refused (void)
{
  static const char *const bad[][3] = {
    { "show", "heat,hat", "median" },     { "color", "blue", "responsibility" },
    { "level", "1.5", "0.999" },          { "level", "nan", "0.999" },
    { "threshold", "y", "number" },       { "x-range", "2:1", "LOW:HIGH" },
    { "x-range", "1:2:3", "LOW:HIGH" },   { "y-range", "0:inf", "LOW:HIGH" },
    { "colour", "plain", "colour" },
  };
  MixView view, first;

  mix_view_init (&view);
  mix_view_init (&first);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (mix_view_set (&view, bad[i][0], bad[i][1], &error));
      g_assert_nonnull (strstr (error->message, bad[i][2]));
      g_assert_true (mix_view_equal (&view, &first));
    }
}

static void
test_spans (void)
{
  const MixSpan full = { 0, 10 };
  MixSpan span = { 0, 10 };

  mix_span_zoom (&span, 2, 0.5);
  g_assert_cmpfloat_with_epsilon (span.low, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (span.high, 6, 1e-12);
  mix_span_pan (&span, 100);
  mix_span_confine (&span, &full);
  g_assert_cmpfloat_with_epsilon (span.low, 9, 1e-9); /* a fifth of five stays in sight */
  g_assert_cmpfloat_with_epsilon (span.high - span.low, 5, 1e-9);
  span = (MixSpan){ 5, 5 };
  mix_span_confine (&span, &full);
  g_assert_cmpfloat (span.high - span.low, >, 0);
  span = (MixSpan){ -1e9, 1e9 };
  mix_span_confine (&span, &full);
  g_assert_cmpfloat (span.high - span.low, <=, 40.001);
  span = (MixSpan){ 1e-5, 10 };
  mix_span_confine (&span, &full);
  g_assert_false (mix_span_is_set (&span));
  mix_span_confine (&span, &full);
  g_assert_false (mix_span_is_set (&span));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/table", test_table);
  g_test_add_func ("/view/toggles", test_toggles);
  g_test_add_func ("/view/set-by-name", test_set_by_name);
  g_test_add_func ("/view/refused", test_refused);
  g_test_add_func ("/view/spans", test_spans);
  return g_test_run ();
}
