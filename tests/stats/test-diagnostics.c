/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-stats-fixture.h"

#include <string.h>

#include "mix-train-fixture.h"

/* The PIT of the true model is uniform: over 100 seeds, a test at 5 % rejects it about five
 * times. */
static void
test_truth_is_flat (void)
{
  guint rejected = 0, named = 0;

  for (guint64 seed = 1; seed <= 100; seed++)
    {
      g_autoptr (MixRowScores) scores = truth_scores (400, seed, 1, 0);
      MixPit pit;
      mix_pit_compute (&pit, scores, 10);
      rejected += pit.p < 0.05;
      named += pit.shape != MIX_PIT_FLAT;
    }
  /* P(more than 12 of 100 at 5 %) is 0.0015; P(none) is 0.006. */
  g_assert_cmpuint (rejected, >=, 1);
  g_assert_cmpuint (rejected, <=, 12);
  g_assert_cmpuint (named, <=, 5);
}

/* Each fault has its shape. */
static void
test_distortions_have_shapes (void)
{
  const struct
  {
    double scale, shift;
    MixPitShape shape;
  } faults[] = { { 0.5, 0, MIX_PIT_CUP },
                 { 2, 0, MIX_PIT_CAP },
                 { 1, -0.4, MIX_PIT_RISING },
                 { 1, 0.4, MIX_PIT_FALLING } };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    for (guint64 seed = 1; seed <= 20; seed++)
      {
        g_autoptr (MixRowScores) scores
          = normal_scores (400, seed, faults[i].scale, faults[i].shift);
        MixPit pit;
        mix_pit_compute (&pit, scores, 10);
        g_assert_cmpint (pit.shape, ==, faults[i].shape);
      }
}

/* 95 of 100 bins are within the band of a flat histogram. */
static void
test_band (void)
{
  guint outside = 0;

  for (guint64 seed = 1; seed <= 100; seed++)
    {
      g_autoptr (MixRowScores) scores = normal_scores (300, seed, 1, 0);
      MixPit pit;
      gsize sum = 0;
      mix_pit_compute (&pit, scores, 10);
      for (guint i = 0; i < 10; i++)
        {
          sum += pit.count[i];
          outside += pit.count[i] < pit.low || pit.count[i] > pit.high;
        }
      g_assert_cmpuint (sum, ==, 300);
      g_assert_cmpuint (pit.low, <, 30);
      g_assert_cmpuint (pit.high, >, 30);
    }
  g_assert_cmpuint (outside, >, 15);
  g_assert_cmpuint (outside, <, 65);
}

static void
test_bins (void)
{
  g_autoptr (MixRowScores) scores = normal_scores (200, 1, 1, 0);
  double by[200];
  MixRowBin bins[10];
  gsize sum = 0, hits = 0;

  for (guint i = 0; i < 200; i++)
    by[i] = (i * 37) % 200;
  /* The rows from 60 to 79 have been forecast far too low. */
  for (guint i = 0; i < 200; i++)
    if (by[i] >= 60 && by[i] < 80)
      scores->score[i].y = 50;
  guint n = mix_row_bins_compute (scores, by, 2, 10, bins);
  g_assert_cmpuint (n, ==, 10);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (bins[i].n, ==, 20);
      g_assert_cmpfloat_with_epsilon (bins[i].low, 20 * i, 1e-12);
      g_assert_cmpfloat_with_epsilon (bins[i].high, 20 * i + 19, 1e-12);
      sum += bins[i].n;
      hits += bins[i].hits;
    }
  g_assert_cmpuint (sum, ==, 200);
  g_assert_cmpuint (hits, >, 150);
  g_assert_cmpuint (bins[3].hits, ==, 0);
  g_assert_cmpuint (mix_row_bins_worst (bins, n, 0.9), ==, 3);
  g_assert_cmpfloat (bins[3].rms, >, 45);

  /* Equal values stay together: three species are three bins. */
  for (guint i = 0; i < 200; i++)
    by[i] = i % 3;
  n = mix_row_bins_compute (scores, by, 2, 10, bins);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (bins[0].n, ==, 67);
  g_assert_cmpuint (bins[2].n, ==, 66);
}

/* A map learnt from faulty probabilities, applied to others of the same fault, makes them flat. */
static void
test_recalibration (void)
{
  for (guint64 seed = 1; seed <= 10; seed++)
    {
      g_autoptr (MixRowScores) half = normal_scores (2000, seed, 0.6, 0.5);
      g_autoptr (MixRowScores) other = normal_scores (2000, seed + 50, 0.6, 0.5);
      g_autofree double *pit = g_new (double, 2000);
      MixRecalibration map;
      MixPit shape;

      for (guint i = 0; i < 2000; i++)
        pit[i] = half->score[i].pit;
      mix_recalibration_fit (&map, pit, 2000);
      for (guint i = 0; i < 2000; i++)
        other->score[i].pit = mix_recalibration_apply (&map, other->score[i].pit);
      mix_pit_compute (&shape, other, 10);
      g_assert_cmpfloat (shape.p, >, 1e-5);
      for (double p = 0.01; p < 1; p += 0.07)
        {
          double share = mix_recalibration_apply (&map, p);
          g_assert_cmpfloat_with_epsilon (mix_recalibration_invert (&map, share), p, 1e-9);
          g_assert_cmpfloat (mix_recalibration_slope (&map, p), >, 0);
          g_assert_cmpfloat_with_epsilon (
            (mix_recalibration_apply (&map, p + 1e-7) - share) / 1e-7,
            mix_recalibration_slope (&map, p + 1e-8), 1e-4 * mix_recalibration_slope (&map, p));
        }
      g_assert_cmpfloat_with_epsilon (mix_recalibration_apply (&map, 0), 0, 1e-15);
      g_assert_cmpfloat_with_epsilon (mix_recalibration_apply (&map, 1), 1, 1e-15);
    }
}

/* By hand: ∫ (R(F(t)) − 1{t ≥ y})² dt in small steps. */
static double
crps_by_steps (const MixRecalibration *map, const MixMixture *mixture, double y, double low,
               double high)
{
  const guint n = 400000;
  double step = (high - low) / n, sum = 0;

  for (guint i = 0; i < n; i++)
    {
      double t = low + (i + 0.5) * step;
      double g = mix_recalibration_apply (map, mix_mixture_cdf (mixture, t)) - (t >= y ? 1 : 0);
      sum += g * g * step;
    }
  return sum;
}

/* Without a map the score is that of the closed form; with one, that of the integral. */
static void
test_recalibrated_crps (void)
{
  const double pi[] = { 0.3, 0.5, 0.2 }, mu[] = { -4, 1, 30 }, sigma[] = { 0.2, 2, 0.05 };
  const MixMixture mixture = { 3, pi, mu, sigma };
  const double one = 1, zero = 0, ys[] = { -40, -4, -3.7, 0, 1.5, 12, 30, 31, 90 };
  const MixMixture standard = { 1, &one, &zero, &one };
  MixRecalibration none, map;
  double pit[500];

  mix_recalibration_fit (&none, NULL, 0);
  /* CRPS (N(0, 1), 0) = 2 φ(0) − 1/√π */
  g_assert_cmpfloat_with_epsilon (mix_recalibration_crps (&none, &standard, 0), 0.2336949772, 1e-6);
  for (guint i = 0; i < G_N_ELEMENTS (pit); i++)
    pit[i] = pow ((i + 0.5) / G_N_ELEMENTS (pit), 1.7);
  mix_recalibration_fit (&map, pit, G_N_ELEMENTS (pit));
  for (guint i = 0; i < G_N_ELEMENTS (ys); i++)
    {
      double exact = mix_mixture_crps (&mixture, ys[i]);
      g_assert_cmpfloat_with_epsilon (mix_recalibration_crps (&none, &mixture, ys[i]), exact,
                                      1e-5 * (1 + exact));
      double steps = crps_by_steps (&map, &mixture, ys[i], -50, 100);
      g_assert_cmpfloat_with_epsilon (mix_recalibration_crps (&map, &mixture, ys[i]), steps,
                                      1e-3 * (1 + steps));
    }
}

/* Extremes: nothing to learn from, and all the same. */
static void
test_recalibration_of_little (void)
{
  const double same[30] = { 0 };
  MixRecalibration map;

  mix_recalibration_fit (&map, NULL, 0);
  g_assert_cmpfloat_with_epsilon (mix_recalibration_apply (&map, 0.3), 0.3, 1e-15);
  mix_recalibration_fit (&map, same, 30);
  g_assert_cmpfloat_with_epsilon (mix_recalibration_apply (&map, 0.3), 0.3, 1e-15);
}

/* All of it for a model; a fault is repaired, and the same arguments give the same numbers. */
static void
test_of_a_model (void)
{
  g_autoptr (MixDesign) design = generated_design ("linear", 2000);
  MixConfig config = small_config ();
  config.epochs = 40;
  config.components = 1;
  config.validation = 0.5;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);
  while (mix_trainer_run_epoch (trainer) == MIX_RUN_RUNNING)
    ;
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  MixDiagnosticsOptions options = { .distortion = { 3, 0 } };
  g_autoptr (MixDiagnostics) d
    = mix_diagnostics_new (model, design, mix_stat_rows_new (model, design), &options, NULL);
  g_autoptr (MixDiagnostics) again
    = mix_diagnostics_new (model, design, mix_stat_rows_new (model, design), &options, NULL);

  g_assert_cmpuint (d->scores->n, ==, 1000);
  g_assert_cmpint (d->pit.shape, ==, MIX_PIT_CAP);
  g_assert_true (d->has_repair);
  g_assert_cmpuint (d->n_fit + d->n_judged, ==, 1000);
  g_assert_cmpfloat (d->after[MIX_STATISTIC_MISCALIBRATION].value, <,
                     0.4 * d->before[MIX_STATISTIC_MISCALIBRATION].value);
  g_assert_cmpfloat (d->after[MIX_STATISTIC_NLL].value, <, d->before[MIX_STATISTIC_NLL].value);
  g_assert_cmpfloat (d->after[MIX_STATISTIC_CRPS].value, <, d->before[MIX_STATISTIC_CRPS].value);
  g_assert_cmpfloat_with_epsilon (d->after[MIX_STATISTIC_COVERAGE_90].value, 0.9, 0.07);
  g_assert_cmpuint (d->n_worst, ==, 10);
  for (guint i = 1; i < d->n_worst; i++)
    g_assert_cmpfloat (d->scores->score[d->worst[i - 1]].nll, >=,
                       d->scores->score[d->worst[i]].nll);
  for (gsize i = 0, above = 0; i < d->scores->n; i++)
    {
      above += d->scores->score[i].nll > d->scores->score[d->worst[9]].nll;
      g_assert_cmpuint (above, <=, 9);
    }
  g_assert_cmpfloat_with_epsilon (d->reliability[100], 1, 1e-12);
  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    {
      g_assert_cmpfloat_with_epsilon (d->estimate[s].value, again->estimate[s].value, 1e-300);
      g_assert_cmpfloat_with_epsilon (d->estimate[s].error, again->estimate[s].error, 1e-300);
    }
  g_autofree char *pit = mix_diagnostics_say_pit (d), *spread = mix_diagnostics_say_spread (d);
  g_assert_nonnull (strstr (pit, "too wide"));
  g_assert_nonnull (strstr (spread, "smaller"));
}

/* What is repaired is judged on the half that did not learn how; few rows answer for many. */
static void
test_options (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 3000);
  MixConfig config = small_config ();
  config.components = 3;
  config.validation = 0.5;
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);
  for (guint i = 0; i < 6; i++)
    mix_trainer_run_epoch (trainer);
  g_autoptr (MixModel) model = mix_trainer_make_model (trainer);
  MixDiagnosticsOptions few = { .most_rows = 400, .n_resamples = 20 };
  g_autoptr (MixDiagnostics) quick
    = mix_diagnostics_new (model, design, mix_stat_rows_new (model, design), &few, NULL);
  MixDiagnosticsOptions repaired = { .repaired = TRUE, .distortion = { 2, 0 } };
  g_autoptr (MixDiagnostics) half
    = mix_diagnostics_new (model, design, mix_stat_rows_new (model, design), &repaired, NULL);
  guint seen = 0;

  g_assert_cmpuint (quick->scores->n, ==, 400);
  g_assert_cmpuint (quick->scores->rows->of, ==, 1500);
  g_autofree char *words = mix_stat_rows_describe (quick->scores->rows);
  g_assert_cmpstr (words, ==, "400 of 1500 validation rows");
  for (gsize i = 1; i < quick->scores->n; i++)
    g_assert_cmpuint (quick->scores->rows->rows[i], >, quick->scores->rows->rows[i - 1]);

  g_assert_cmpuint (half->scores->n, ==, half->n_judged);
  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    if (mix_statistic_is_of_quantiles (s))
      g_assert_cmpfloat_with_epsilon (half->estimate[s].value, half->after[s].value, 1e-9);

  /* Each component has one place. */
  for (guint i = 0; i < half->scores->components; i++)
    seen |= 1u << half->scores->order[i];
  g_assert_cmpuint (seen, ==, 7);
  g_autofree char *sharp = mix_diagnostics_say_sharpness (half);
  g_assert_nonnull (strstr (sharp, "90 % interval"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnostics/truth-is-flat", test_truth_is_flat);
  g_test_add_func ("/diagnostics/distortions-have-shapes", test_distortions_have_shapes);
  g_test_add_func ("/diagnostics/band", test_band);
  g_test_add_func ("/diagnostics/bins", test_bins);
  g_test_add_func ("/diagnostics/recalibration", test_recalibration);
  g_test_add_func ("/diagnostics/recalibrated-crps", test_recalibrated_crps);
  g_test_add_func ("/diagnostics/recalibration-of-little", test_recalibration_of_little);
  g_test_add_func ("/diagnostics/options", test_options);
  g_test_add_func ("/diagnostics/of-a-model", test_of_a_model);
  return g_test_run ();
}
