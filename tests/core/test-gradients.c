/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The oracle against finite differences, and the fast path against the oracle. */
#include "network-fixture.h"

#define STEP 1e-4
#define N_ACTIVATIONS 6
#define N_SIGMA_ACTIVATIONS 3

static MixNetworkSpec
small_spec (MixActivation activation, MixSigmaActivation sigma_activation, guint components)
{
  return (MixNetworkSpec){ .n_features = 2,
                           .hidden = { 2, { 5, 4 } },
                           .activation = activation,
                           .components = components,
                           .sigma_activation = sigma_activation,
                           .sigma_bias = TRUE,
                           .sigma_epsilon = 1e-15 };
}

/* A fourth-order difference of the oracle's loss by one parameter. */
static double
difference (Problem *p, gsize parameter)
{
  const double steps[] = { -2 * STEP, -STEP, STEP, 2 * STEP }, weights[] = { 1, -8, 8, -1 };
  double kept = p->params2[parameter], sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      p->params2[parameter] = kept + steps[i];
      sum += weights[i] * problem_oracle (p, FALSE);
    }
  p->params2[parameter] = kept;
  return sum / (12 * STEP);
}

/* Each tensor of the gradient against differences, by the norm of what is wrong, so that a flipped
 * sign is seen, with a guard against a gradient that is nothing at all. */
static void
assert_matches_differences (Problem *p, const char *what)
{
  guint n_views;
  const MixParamView *views = mix_network_get_views (p->network, &n_views);
  gboolean single = mix_network_get_spec (p->network)->components == 1 && p->loss.lambda_pi <= 0;

  problem_oracle (p, TRUE);
  for (guint i = 0; i < n_views; i++)
    {
      double wrong = 0, norm = 0;
      for (gsize j = views[i].offset; j < views[i].offset + views[i].rows * views[i].cols; j++)
        {
          double expected = difference (p, j);
          wrong = hypot (wrong, p->gradient2[j] - expected);
          norm = hypot (norm, expected);
        }
      if (single && g_str_has_prefix (views[i].name, "head.pi")) /* π is 1 whatever its logit */
        {
          g_assert_cmpfloat (wrong, <, 1e-9);
          continue;
        }
      if (norm < 1e-3 || wrong > 1e-6 * norm)
        g_error ("%s, %s: off by %g of %g", what, views[i].name, wrong, norm);
    }
}

static gboolean
has_both_signs_of_s (const Problem *p)
{
  guint k = mix_network_get_spec (p->network)->components;
  g_autofree float *outputs = g_new (float, p->n_rows * 3 * k);
  guint below = 0, above = 0;

  mix_network_outputs (p->network, p->params, p->x, p->n_rows, p->workspace, outputs);
  for (gsize row = 0; row < p->n_rows; row++)
    for (guint c = k; c < 2 * k; c++)
      {
        below += outputs[row * 3 * k + c] < 0;
        above += outputs[row * 3 * k + c] > 0;
      }
  return below > 0 && above > 0;
}

/* Every activation, sigma activation and K, and in turn the floor, the penalties, Gumbel noise and
 * a missing sigma bias. */
static void
test_differences (void)
{
  guint round = 0, with_both_signs = 0;

  for (guint activation = 0; activation < N_ACTIVATIONS; activation++)
    for (guint sigma_activation = 0; sigma_activation < N_SIGMA_ACTIVATIONS; sigma_activation++)
      for (guint k = 1; k <= 5; k++, round++)
        {
          MixNetworkSpec spec = small_spec (activation, sigma_activation, k);
          MixLoss loss = { .temperature = 0.6 };
          g_autofree char *what = g_strdup_printf ("round %u", round);
          Problem p;

          spec.sigma_floor = round % 2 == 0 ? 0 : 0.4;
          spec.sigma_bias = round % 3 != 0;
          loss.mixing = round % 4 < 2 ? MIX_MIXING_SOFTMAX : MIX_MIXING_GUMBEL_SOFTMAX;
          loss.penalty = round % 7 < 3 ? MIX_PENALTY_L1 : MIX_PENALTY_L2;
          if (round % 7 < 5)
            {
              loss.lambda_pi = 0.3;
              loss.lambda_sigma = 0.2;
              loss.lambda_mu = 0.1;
            }
          problem_init (&p, &spec, &loss, 7, 100 + round);
          with_both_signs += has_both_signs_of_s (&p);
          assert_matches_differences (&p, what);
          problem_clear (&p);
        }
  g_assert_cmpuint (with_both_signs, >, round / 2);
}

static void
test_point_head_differences (void)
{
  for (guint activation = 0; activation < N_ACTIVATIONS; activation++)
    {
      MixNetworkSpec spec = small_spec (activation, MIX_SIGMA_ELU1, 1);
      MixLoss loss = { .temperature = 1 };
      Problem p;

      spec.head = MIX_HEAD_POINT;
      problem_init (&p, &spec, &loss, 9, 7 + activation);
      assert_matches_differences (&p, "point head");
      problem_clear (&p);
    }
}

/* The two paths on one problem: the loss, and each tensor of the gradient by its norm. */
static void
assert_fast_matches_oracle (const MixNetworkSpec *spec, const MixLoss *loss, gsize n_rows,
                            guint64 seed)
{
  guint n_views;
  Problem p;
  problem_init (&p, spec, loss, n_rows, seed);

  double expected = problem_oracle (&p, TRUE), actual = problem_fast (&p);
  const MixParamView *views = mix_network_get_views (p.network, &n_views);
  g_assert_cmpfloat (fabs (actual - expected), <=, 1e-6 * fabs (expected) + 1e-6);
  for (guint i = 0; i < n_views; i++)
    {
      double wrong = 0, norm = 0;
      for (gsize j = views[i].offset; j < views[i].offset + views[i].rows * views[i].cols; j++)
        {
          wrong = hypot (wrong, (double) p.gradient[j] - p.gradient2[j]);
          norm = hypot (norm, p.gradient2[j]);
        }
      /* Measured: 2e-6 where the processor has fused multiply-add, 5e-6 where it has not. */
      if (wrong > 1e-5 * MAX (norm, 0.05))
        g_error ("seed %" G_GUINT64_FORMAT ", %s: off by %g of %g", seed, views[i].name, wrong,
                 norm);
    }
  problem_clear (&p);
}

static void
test_fast_path (void)
{
  const gsize rows[] = { 1, 15, 96, 97, 250 };
  const MixLayers shapes[] = { { 0 }, { 1, { 7 } }, { 2, { 128, 64 } }, { 3, { 20, 31, 17 } } };
  guint round = 0;

  for (guint activation = 0; activation < N_ACTIVATIONS; activation++)
    for (guint shape = 0; shape < G_N_ELEMENTS (shapes); shape++)
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++, round++)
        {
          MixNetworkSpec spec = small_spec (activation, round % N_SIGMA_ACTIVATIONS, 1 + round % 5);
          MixLoss loss = { .temperature = 0.8, .lambda_pi = 0.1, .lambda_mu = 0.2 };

          spec.hidden = shapes[shape];
          spec.n_features = 1 + round % 3;
          spec.sigma_bias = round % 4 != 0;
          spec.sigma_floor = round % 2 == 0 ? 0 : 0.05;
          loss.mixing = round % 7 < 5 ? MIX_MIXING_SOFTMAX : MIX_MIXING_GUMBEL_SOFTMAX;
          loss.penalty = round % 2 == 0 ? MIX_PENALTY_L1 : MIX_PENALTY_L2;
          if (round % 6 == 5)
            {
              spec.head = MIX_HEAD_POINT;
              spec.components = 1;
              loss.mixing = MIX_MIXING_SOFTMAX;
            }
          assert_fast_matches_oracle (&spec, &loss, rows[i], 1000 + round);
        }
  g_assert_cmpuint (round, ==, 120);
}

/* A norm has no gradient at 0: nothing is pulled anywhere. */
static void
test_penalty_at_zero (void)
{
  MixNetworkSpec spec = small_spec (MIX_ACTIVATION_TANH, MIX_SIGMA_ELU1, 2);
  MixLoss loss = { .temperature = 1, .lambda_pi = 1, .lambda_sigma = 2, .lambda_mu = 3 };

  for (int penalty = MIX_PENALTY_L1; penalty <= MIX_PENALTY_L2; penalty++)
    {
      Problem p;
      loss.penalty = (MixPenalty) penalty;
      problem_init (&p, &spec, &loss, 3, 1);
      memset (p.params, 0, p.n_params * sizeof *p.params);
      g_assert_cmpfloat (mix_network_penalty (p.network, p.params, &p.loss, p.gradient), <=, 0);
      for (gsize i = 0; i < p.n_params; i++)
        g_assert_cmpfloat (fabs ((double) p.gradient[i]), <=, 0);
      problem_clear (&p);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gradients/differences", test_differences);
  g_test_add_func ("/gradients/point-head-differences", test_point_head_differences);
  g_test_add_func ("/gradients/fast-path", test_fast_path);
  g_test_add_func ("/gradients/penalty-at-zero", test_penalty_at_zero);
  return g_test_run ();
}
