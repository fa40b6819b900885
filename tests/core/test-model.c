/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-model-example.h"

#include <math.h>
#include <string.h>

static const MixScaling plain = { 10, 4 };

typedef struct
{
  gsize n_rows;
  guint k;
  double *pi, *mu, *sigma;
} Prediction;

static Prediction
predict (const MixModel *model, const double *x, gsize n_rows)
{
  guint k = mix_model_get_components (model);
  gsize size = n_rows * k;
  Prediction p = { n_rows, k, g_new0 (double, size + 1), g_new0 (double, size + 1),
                   g_new0 (double, size + 1) };

  mix_model_predict (model, x, n_rows, p.pi, p.mu, p.sigma);
  return p;
}

static void
prediction_clear (Prediction *p)
{
  g_free (p->pi);
  g_free (p->mu);
  g_free (p->sigma);
}

static double *
random_rows (gsize n_rows, guint n_features)
{
  double *x = g_new (double, n_rows * n_features);
  MixRng rng;

  mix_rng_init (&rng, 5);
  for (gsize i = 0; i < n_rows * n_features; i++)
    x[i] = mix_rng_normal (&rng);
  return x;
}

static void
test_scaling_around_the_network (void)
{
  MixNetworkSpec spec = example_spec (2, MIX_HEAD_MIXTURE, 3);
  g_autoptr (MixModel) model = example_model (&spec, &plain, 0, NULL, NULL);
  const double x[] = { 1.3, -2 };
  const float scaled[] = { (float) ((1.3 - 0.1) / 2), (float) ((-2 + 3) / 0.7) };
  g_autoptr (MixWorkspace) workspace = mix_workspace_new (mix_model_get_network (model), 1);
  float pi[3], mu[3], sigma[3];
  double sum = 0;

  mix_network_predict (mix_model_get_network (model), mix_model_get_params (model), scaled, 1,
                       workspace, pi, mu, sigma);
  Prediction p = predict (model, x, 1);
  for (guint k = 0; k < 3; k++)
    {
      g_assert_cmpfloat_with_epsilon (p.pi[k], (double) pi[k], 2e-7);
      g_assert_cmpfloat_with_epsilon (p.mu[k], 10 + 4 * (double) mu[k], 1e-12);
      g_assert_cmpfloat_with_epsilon (p.sigma[k], 4 * (double) sigma[k], 1e-12);
      g_assert_cmpfloat (p.sigma[k], >, 0);
      sum += p.pi[k];
    }
  g_assert_cmpfloat_with_epsilon (sum, 1, 4e-16);
  prediction_clear (&p);
}

/* y → a y + b in the scaling moves means and widths and nothing else. */
static void
test_change_of_units (void)
{
  const double a = 2.5, b = -100;
  const MixScaling moved = { a * plain.shift + b, a * plain.scale };
  MixNetworkSpec spec = example_spec (3, MIX_HEAD_MIXTURE, 4);
  g_autoptr (MixModel) before = example_model (&spec, &plain, 0, NULL, NULL);
  g_autoptr (MixModel) after = example_model (&spec, &moved, 0, NULL, NULL);
  g_autofree double *x = random_rows (50, 3);
  Prediction p = predict (before, x, 50), q = predict (after, x, 50);

  for (gsize i = 0; i < 50 * 4; i++)
    {
      g_assert_cmpfloat_with_epsilon (q.pi[i], p.pi[i], 1e-15);
      g_assert_cmpfloat_with_epsilon (q.mu[i], a * p.mu[i] + b, 1e-11);
      g_assert_cmpfloat_with_epsilon (q.sigma[i], a * p.sigma[i], 1e-11);
    }
  prediction_clear (&p);
  prediction_clear (&q);
}

static void
test_any_number_of_rows (void)
{
  const gsize counts[] = { 0, 1, 2, 127, 128, 129, 255, 256, 257, 511, 513, 1000 };
  MixNetworkSpec spec = example_spec (2, MIX_HEAD_MIXTURE, 2);
  g_autoptr (MixModel) model = example_model (&spec, &plain, 0, NULL, NULL);
  g_autofree double *x = random_rows (1000, 2);

  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    {
      Prediction all = predict (model, x, counts[c]);
      for (gsize i = 0; i < counts[c]; i++)
        {
          double pi[2], mu[2], sigma[2];
          mix_model_predict (model, x + 2 * i, 1, pi, mu, sigma);
          g_assert_cmpfloat_with_epsilon (all.pi[2 * i], pi[0], 1e-6);
          g_assert_cmpfloat_with_epsilon (all.mu[2 * i + 1], mu[1], 1e-4);
          g_assert_cmpfloat_with_epsilon (all.sigma[2 * i], sigma[0], 1e-4);
        }
      /* The element after the last was not touched. */
      g_assert_true (fabs (all.mu[2 * counts[c]]) <= 0);
      prediction_clear (&all);
    }
}

static void
test_point_model_is_one_gaussian (void)
{
  MixNetworkSpec spec = example_spec (2, MIX_HEAD_POINT, 1);
  g_autoptr (MixModel) model = example_model (&spec, &plain, 2.25, NULL, NULL);
  g_autoptr (MixModel) perfect = example_model (&spec, &plain, 0, NULL, NULL);
  const double x[] = { 0.3, 0.4, 7, 8 };
  Prediction p = predict (model, x, 2), q = predict (perfect, x, 2);

  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpfloat_with_epsilon (p.pi[i], 1, 1e-15);
      g_assert_cmpfloat_with_epsilon (p.sigma[i], 2.25, 1e-15);
      g_assert_cmpfloat (q.sigma[i], >, 0);
      g_assert_cmpfloat (q.sigma[i], <, 1e-12);
    }
  g_assert_cmpfloat (fabs (p.mu[0] - p.mu[1]), >, 1e-3);
  prediction_clear (&p);
  prediction_clear (&q);
}

static void
test_copies_what_it_is_given (void)
{
  MixNetworkSpec spec = example_spec (1, MIX_HEAD_MIXTURE, 2);
  g_autofree float *params = example_params (&spec, 3);
  g_autofree char *name = g_strdup ("a"), *target = g_strdup ("b");
  const char *names[] = { name };
  MixScaling scaling = { 1, 2 };
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (settings, g_strdup ("epochs"), g_strdup ("7"));
  MixNetworkSpec plain_spec = example_spec (1, MIX_HEAD_POINT, 1);
  g_autoptr (MixModel) companion = example_model (&plain_spec, &plain, 1, NULL, NULL);

  g_autoptr (MixModel) model = mix_model_new (&spec, params, names, &scaling, target, &scaling, 0,
                                              settings, companion);
  float first = params[0];
  params[0] += 1;
  name[0] = target[0] = 'z';
  scaling.scale = 99;
  g_hash_table_remove_all (settings);
  g_clear_pointer (&companion, mix_model_unref);

  g_assert_cmpmem (mix_model_get_params (model), sizeof first, &first, sizeof first);
  g_assert_cmpstr (mix_model_get_feature_name (model, 0), ==, "a");
  g_assert_cmpstr (mix_model_get_target_name (model), ==, "b");
  g_assert_cmpfloat_with_epsilon (mix_model_get_target_scaling (model)->scale, 2, 1e-15);
  g_assert_cmpfloat_with_epsilon (mix_model_get_feature_scaling (model)->scale, 2, 1e-15);
  g_assert_cmpstr (g_hash_table_lookup (mix_model_get_settings (model), "epochs"), ==, "7");
  g_assert_nonnull (mix_model_get_companion (model));
  g_assert_null (mix_model_get_companion (mix_model_get_companion (model)));
}

typedef struct
{
  MixModel *models[3];
  const double *x;
  const Prediction *expected; /* [3] */
  int mistakes;
} Shared;

static gpointer
predict_over_and_over (gpointer data)
{
  Shared *shared = data;

  for (guint round = 0; round < 60; round++)
    {
      guint i = round % 3;
      Prediction p = predict (shared->models[i], shared->x, 300);
      gsize size = 300 * p.k * sizeof *p.mu;
      if (memcmp (p.mu, shared->expected[i].mu, size) != 0
          || memcmp (p.sigma, shared->expected[i].sigma, size) != 0)
        g_atomic_int_inc (&shared->mistakes);
      prediction_clear (&p);
    }
  return NULL;
}

/* Three models on four threads, each of which has room for two workspaces. */
static void
test_threads_do_not_disturb_each_other (void)
{
  const MixNetworkSpec specs[] = { example_spec (2, MIX_HEAD_MIXTURE, 2),
                                   example_spec (2, MIX_HEAD_MIXTURE, 5),
                                   example_spec (2, MIX_HEAD_POINT, 1) };
  g_autofree double *x = random_rows (300, 2);
  Prediction expected[3];
  Shared shared = { .x = x, .expected = expected };
  GThread *threads[4];

  for (guint i = 0; i < 3; i++)
    {
      shared.models[i] = example_model (&specs[i], &plain, 1, NULL, NULL);
      expected[i] = predict (shared.models[i], x, 300);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("predict", predict_over_and_over, &shared);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (shared.mistakes, ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      mix_model_unref (shared.models[i]);
      prediction_clear (&expected[i]);
    }
}

/* Not a test of anything but time: -m perf prints what one row costs alone. */
static void
test_speed_of_single_rows (void)
{
  enum { N = 100000 };
  MixNetworkSpec spec = example_spec (1, MIX_HEAD_MIXTURE, 2);
  g_autoptr (MixModel) model = example_model (&spec, &plain, 0, NULL, NULL);
  double pi[2], mu[2], sigma[2], x = 0;

  if (!g_test_perf ())
    {
      g_test_skip ("run with -m perf");
      return;
    }
  g_test_timer_start ();
  for (guint i = 0; i < N; i++, x += 1e-5)
    mix_model_predict (model, &x, 1, pi, mu, sigma);
  double nanoseconds = g_test_timer_elapsed () / N * 1e9;
  g_test_minimized_result (nanoseconds, "%.0f ns a row", nanoseconds);
}

/* The density of the pool is the mean of the members' densities, row by row, and over many
 * blocks. */
static void
test_ensemble_pools_its_members (void)
{
  MixNetworkSpec spec = example_spec (3, MIX_HEAD_MIXTURE, 4);
  g_autoptr (MixModel) model = example_ensemble (&spec, &plain, 5, NULL, NULL);
  const gsize n_rows = 1000;
  g_autofree double *x = random_rows (n_rows, 3);
  Prediction pooled = predict (model, x, n_rows);

  g_assert_cmpuint (pooled.k, ==, 20);
  g_assert_cmpuint (mix_model_get_n_members (model), ==, 5);
  g_assert_cmpuint (mix_model_get_n_trainable (model), ==,
                    5 * mix_model_get_n_trainable (mix_model_get_member (model, 0)));
  for (guint i = 0; i < 5; i++)
    {
      Prediction member = predict (mix_model_get_member (model, i), x, n_rows);
      for (gsize row = 0; row < n_rows; row++)
        for (guint k = 0; k < 4; k++)
          {
            gsize to = row * 20 + i * 4 + k, from = row * 4 + k;
            g_assert_cmpfloat_with_epsilon (5 * pooled.pi[to], member.pi[from], 1e-15);
            g_assert_cmpfloat_with_epsilon (pooled.mu[to], member.mu[from], 1e-12);
            g_assert_cmpfloat_with_epsilon (pooled.sigma[to], member.sigma[from], 1e-12);
          }
      prediction_clear (&member);
    }
  MixMixture first = { 20, pooled.pi, pooled.mu, pooled.sigma };
  g_assert_true (isfinite (mix_mixture_quantile (&first, 0.9)));
  prediction_clear (&pooled);
}

/* Point networks pool to one Gaussian each, of its own residuals' width. */
static void
test_ensemble_of_point_networks (void)
{
  MixNetworkSpec spec = example_spec (2, MIX_HEAD_POINT, 1);
  g_autoptr (MixModel) model = example_ensemble (&spec, &plain, 3, NULL, NULL);
  const double x[] = { 1, 2 };
  Prediction p = predict (model, x, 1);

  g_assert_cmpuint (p.k, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpfloat_with_epsilon (p.pi[i], 1 / 3.0, 1e-15);
      g_assert_cmpfloat_with_epsilon (p.sigma[i], 0.5 + i, 1e-15);
    }
  prediction_clear (&p);
}

/* Every function of mixtures takes the largest pool. */
static void
test_largest_ensemble (void)
{
  MixNetworkSpec spec = example_spec (2, MIX_HEAD_MIXTURE, MIX_MAX_POOLED / MIX_MAX_MEMBERS);
  g_autoptr (MixModel) model = example_ensemble (&spec, &plain, MIX_MAX_MEMBERS, NULL, NULL);
  const double x[] = { 1, 2 }, levels[] = { 0.1, 0.5, 0.9 };
  double quantiles[3];
  MixInterval pieces[MIX_MAX_POOLED];
  Prediction p = predict (model, x, 1);
  MixMixture mixture = { MIX_MAX_POOLED, p.pi, p.mu, p.sigma };

  g_assert_cmpuint (p.k, ==, MIX_MAX_POOLED);
  mix_mixture_quantiles (&mixture, levels, 3, quantiles);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat_with_epsilon (mix_mixture_cdf (&mixture, quantiles[i]), levels[i], 1e-9);
  g_assert_true (isfinite (mix_mixture_crps (&mixture, 3)));
  guint n = mix_mixture_highest_density_set (&mixture, 0.5, pieces, MIX_MAX_POOLED);
  double mass = 0;
  for (guint i = 0; i < n; i++)
    mass += mix_mixture_cdf (&mixture, pieces[i].high) - mix_mixture_cdf (&mixture, pieces[i].low);
  g_assert_cmpfloat_with_epsilon (mass, 0.5, 1e-6);
  prediction_clear (&p);
}

static void
test_what_cannot_pool (void)
{
  MixNetworkSpec spec = example_spec (2, MIX_HEAD_MIXTURE, 2), wider = spec;
  wider.hidden.units[1]++;
  g_autoptr (MixModel) a = example_ensemble (&spec, &plain, 1, NULL, NULL);
  g_autoptr (MixModel) b = example_ensemble (&wider, &plain, 1, NULL, NULL);
  MixModel *const members[] = { mix_model_get_member (a, 0), mix_model_get_member (b, 0), a };
  MixModel *const alike[] = { members[0], members[0] };
  MixModel *const nested[] = { a };

  g_assert_true (mix_model_can_pool (alike, 2));
  g_assert_false (mix_model_can_pool (alike, 0));
  g_assert_false (mix_model_can_pool (members, 2));
  g_assert_false (mix_model_can_pool (nested, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/scaling-around-the-network", test_scaling_around_the_network);
  g_test_add_func ("/model/change-of-units", test_change_of_units);
  g_test_add_func ("/model/any-number-of-rows", test_any_number_of_rows);
  g_test_add_func ("/model/point-model", test_point_model_is_one_gaussian);
  g_test_add_func ("/model/copies", test_copies_what_it_is_given);
  g_test_add_func ("/model/threads", test_threads_do_not_disturb_each_other);
  g_test_add_func ("/model/speed-of-single-rows", test_speed_of_single_rows);
  g_test_add_func ("/model/ensemble", test_ensemble_pools_its_members);
  g_test_add_func ("/model/ensemble-of-point-networks", test_ensemble_of_point_networks);
  g_test_add_func ("/model/largest-ensemble", test_largest_ensemble);
  g_test_add_func ("/model/what-cannot-pool", test_what_cannot_pool);
  return g_test_run ();
}
