/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-census.h"

#include <math.h>

#include "mix-figure-fixture.h"
#include "mix-scene-private.h"

static MixCensusRequest
request_for (MixDesign *design, double x_low, double x_high)
{
  return (MixCensusRequest){ .design = design, .x = { x_low, x_high }, .y = { -400, 400 },
                             .parting = { TRUE, 0.2, 0, 3 } };
}

static gsize
sum_of (const MixBins *bins)
{
  gsize sum = 0;

  for (gsize i = 0; i < (gsize) bins->columns * bins->rows; i++)
    sum += bins->counts[i];
  return sum;
}

/* Every row is counted once, in its part. */
static void
test_all (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 50000);
  MixCensusRequest request = request_for (design, -10, 10);
  g_autoptr (MixCensus) census = mix_census_new (&request, NULL);

  for (guint p = 0; p < 2; p++)
    {
      const MixCensusPart *part = &census->part[p];
      g_assert_cmpuint (part->n_all, ==, p == 0 ? 40000 : 10000);
      g_assert_cmpuint (part->n_seen, ==, part->n_all);
      g_assert_null (part->marks);
      g_assert_cmpuint (sum_of (part->bins), ==, part->n_all);
    }
}

/* Of the bins each has the rows that lie in it. */
static void
test_bins (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 8000);
  MixCensusRequest request = request_for (design, -10, 10);
  request.parting.parted = FALSE;
  g_autoptr (MixCensus) census = mix_census_new (&request, NULL);
  MixBins *bins = census->part[0].bins;
  double wide = (bins->x_high - bins->x_low) / bins->columns;
  double high = (bins->y_high - bins->y_low) / bins->rows;

  g_assert_cmpuint (census->part[1].n_all, ==, 0);
  for (gsize row = 0; row < 8000; row++)
    {
      guint column = (guint) ((mix_design_get_x (design, row, 0) - bins->x_low) / wide);
      guint line = (guint) ((bins->y_high - mix_design_get_y (design, row)) / high);
      g_assert_cmpuint (bins->counts[line * bins->columns + column]--, >, 0);
    }
  g_assert_cmpuint (sum_of (bins), ==, 0);
}

/* The rows whose colours stand for a tile lie in it, and the more there are the fewer are asked. */
static void
test_samples (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 60000);
  MixCensusRequest request = request_for (design, -10, 10);
  g_autoptr (MixCensus) census = mix_census_new (&request, NULL);
  const MixCensusPart *part = &census->part[0];
  double wide = (census->x.high - census->x.low) / census->tile_columns;

  g_assert_cmpuint (part->n_samples, >, 1000);
  g_assert_cmpuint (part->n_samples, <, 12000);
  for (guint i = 0; i < part->n_samples; i++)
    {
      double x = mix_design_get_x (design, part->samples[i].row, 0);
      guint column = part->samples[i].tile % census->tile_columns;
      g_assert_cmpfloat (fabs (census->x.low + (column + 0.5) * wide - x), <=, 0.5001 * wide);
      if (i > 0)
        g_assert_cmpuint (part->samples[i].tile, >=, part->samples[i - 1].tile);
    }
}

/* Where a person looks so near that few rows are left, these are listed. */
static void
test_few (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 50000);
  MixCensusRequest request = request_for (design, 4, 4.2);
  g_autoptr (MixCensus) census = mix_census_new (&request, NULL);
  const MixCensusPart *part = &census->part[0];

  g_assert_nonnull (part->marks);
  g_assert_null (part->bins);
  g_assert_cmpuint (part->n_seen, >, 100);
  for (gsize i = 0; i < part->n_seen; i++)
    {
      double x = mix_design_get_x (design, part->marks[i], 0);
      g_assert_cmpfloat (x, >=, census->x.low);
      g_assert_cmpfloat (x, <, census->x.high);
    }
}

static void
test_serves (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 50000);
  MixCensusRequest all = request_for (design, -10, 10), moved = request_for (design, -9, 11);
  MixCensusRequest near = request_for (design, 0, 2), far = request_for (design, -30, 30);
  g_autoptr (MixCensus) census = mix_census_new (&all, NULL);

  g_assert_true (mix_census_serves (census, &all));
  g_assert_true (mix_census_serves (census, &moved)); /* the margin is enough */
  g_assert_true (mix_census_covers (census, &near));
  g_assert_false (mix_census_serves (census, &near)); /* but coarse */
  g_assert_false (mix_census_covers (census, &far));
  all.parting.seed++;
  g_assert_true (mix_census_covers (census, &all));
  g_assert_false (mix_census_serves (census, &all));
  g_autoptr (MixCensus) other = mix_census_new (&all, census);
  g_assert_true (mix_census_serves (other, &all));
}

/* Who is patient sees some of very many rows, and all when they are counted, and does not wait. */
static void
test_patient (void)
{
  g_autoptr (MixDesign) design = mix_fixture_generated ("two-branch", 250000);
  g_autoptr (MixDesign) other = mix_fixture_generated ("linear", 250000);
  g_autoptr (MixScene) scene = mix_scene_new ();
  MixRowCounts counts;

  mix_scene_set_patient (scene, TRUE);
  mix_scene_set_design (scene, design);
  mix_scene_get_row_counts (scene, &counts);
  g_assert_cmpuint (counts.n_training, ==, 5000);
  g_assert_cmpuint (counts.of_training, ==, 250000);
  MixRowCount *count = mix_scene_make_count (scene);
  g_assert_nonnull (count);
  mix_row_count_run (count);
  g_assert_true (mix_scene_take_count (scene, count));
  g_assert_null (mix_scene_make_count (scene));
  mix_scene_get_row_counts (scene, &counts);
  g_assert_cmpuint (counts.n_training, ==, 250000);

  MixView view = *mix_scene_get_view (scene);
  view.x = (MixSpan){ 1, 2 };
  mix_scene_set_view (scene, &view);
  count = mix_scene_make_count (scene);
  g_assert_nonnull (count);
  mix_scene_get_row_counts (scene, &counts);
  g_assert_cmpuint (counts.n_training, ==, 250000); /* the coarser picture meanwhile */
  mix_scene_set_design (scene, other);
  mix_row_count_run (count);
  g_assert_false (mix_scene_take_count (scene, count)); /* too late */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/census/all", test_all);
  g_test_add_func ("/census/bins", test_bins);
  g_test_add_func ("/census/samples", test_samples);
  g_test_add_func ("/census/few", test_few);
  g_test_add_func ("/census/serves", test_serves);
  g_test_add_func ("/census/patient", test_patient);
  return g_test_run ();
}
