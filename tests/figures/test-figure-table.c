/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-table.h"

#include <math.h>
#include <string.h>

#include "mix-figure-fixture.h"

static const MixColumn *
column (MixDataset *table, const char *name)
{
  int index = mix_dataset_find_column (table, name);

  g_assert_cmpint (index, >=, 0);
  return mix_dataset_get_column (table, (guint) index);
}

/* Every figure that draws numbers gives them; one that has none yet gives none. */
static void
test_every_figure (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 300);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, 3, 5);
  g_autoptr (MixScene) empty = mix_scene_new ();
  MixEvidence evidence = { .n = 3, .point = { { 1, 9, 3, 0.1 }, { 2, 9, 2, 0.1 }, { 3, 9, 2, 0.1 } } };

  mix_scene_set_evidence (scene, &evidence);
  for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++)
    {
      g_autoptr (MixDataset) table = mix_figure_table (figure, scene);
      g_assert_nonnull (table);
      g_assert_cmpuint (mix_dataset_get_n_rows (table), >=, 2);
      g_assert_null (mix_figure_table (figure, empty));
      g_autofree char *text = mix_table_to_text (table);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
      g_assert_cmpuint (g_strv_length (lines), ==, mix_dataset_get_n_rows (table) + 2);
      g_auto (GStrv) cells = g_strsplit (lines[1], "\t", -1);
      g_assert_cmpuint (g_strv_length (cells), ==, mix_dataset_get_n_columns (table));
    }
}

/* The numbers are those on the screen: weights sum to one, the mean is the mixture's, a zoom
 * narrows x, a density is positive and adds up. */
static void
test_numbers (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 300);
  g_autoptr (MixScene) scene = mix_fixture_scene (design, 2, 3, 5);
  MixView view = *mix_scene_get_view (scene);

  view.x = (MixSpan){ 1, 2 };
  mix_scene_set_view (scene, &view);
  g_autoptr (MixDataset) fit = mix_figure_table (mix_figure_find ("fit"), scene);
  const double *pi[] = { column (fit, "pi_1")->values, column (fit, "pi_2")->values };
  const double *mu[] = { column (fit, "mu_1")->values, column (fit, "mu_2")->values };
  g_assert_cmpfloat_with_epsilon (column (fit, "x")->values[0], 1, 1e-9);
  for (gsize i = 0; i < mix_dataset_get_n_rows (fit); i += 50)
    {
      g_assert_cmpfloat_with_epsilon (pi[0][i] + pi[1][i], 1, 1e-5);
      g_assert_cmpfloat_with_epsilon (column (fit, "mean")->values[i],
                                      pi[0][i] * mu[0][i] + pi[1][i] * mu[1][i], 1e-4);
      g_assert_cmpfloat (column (fit, "q0.1")->values[i], <, column (fit, "q0.9")->values[i]);
    }
  g_autoptr (MixDataset) slice = mix_figure_table (mix_figure_find ("slice"), scene);
  const double *total = column (slice, "density")->values;
  for (gsize i = 0; i < mix_dataset_get_n_rows (slice); i += 20)
    g_assert_cmpfloat_with_epsilon (
      total[i], column (slice, "density_1")->values[i] + column (slice, "density_2")->values[i],
      1e-9);
  g_autoptr (MixDataset) loss = mix_figure_table (mix_figure_find ("loss"), scene);
  g_assert_true (isfinite (column (loss, "validation_nll")->values[1]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-table/every-figure", test_every_figure);
  g_test_add_func ("/figure-table/numbers", test_numbers);
  return g_test_run ();
}
