/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layout, initialisation, invariances and extremes of a network. */
#include <string.h>

#include "mix-head.h"
#include "mix-kernels.h"
#include "network-fixture.h"

static const MixLoss plain_loss = { .temperature = 1 };

static MixNetworkSpec
spec_of (guint components)
{
  return (MixNetworkSpec){ .n_features = 2,
                           .hidden = { 2, { 24, 12 } },
                           .components = components,
                           .sigma_bias = TRUE,
                           .sigma_epsilon = 1e-15 };
}

/* Layout and initialisation */

static void
test_layout (void)
{
  const char *names[] = { "layers.0.W",   "layers.0.b", "layers.1.W", "layers.1.b",   "head.pi.W",
                          "head.sigma.W", "head.mu.W",  "head.pi.b",  "head.sigma.b", "head.mu.b" };
  MixNetworkSpec spec = spec_of (3);
  g_autoptr (MixNetwork) network = mix_network_new (&spec);
  guint n_views;
  const MixParamView *views = mix_network_get_views (network, &n_views);
  gsize offset = 0;

  g_assert_cmpuint (n_views, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < n_views; i++)
    {
      g_assert_cmpstr (views[i].name, ==, names[i]);
      g_assert_cmpuint (views[i].offset, ==, offset);
      g_assert_true (mix_network_find_view (network, names[i]) == &views[i]);
      offset += views[i].rows * views[i].cols;
    }
  g_assert_cmpuint (mix_network_n_params (network), ==, offset);
  g_assert_cmpuint (mix_network_n_trainable (network), ==, 24 * 2 + 24 + 12 * 24 + 12 + 9 * 12 + 9);
  g_assert_cmpuint (mix_network_n_outputs (network), ==, 9);
  g_assert_null (mix_network_find_view (network, "head.mean.W"));
  g_assert_cmpuint (mix_network_get_spec (network)->hidden.units[1], ==, 12);
}

static void
test_layout_of_point_head (void)
{
  MixNetworkSpec spec = spec_of (1);
  spec.head = MIX_HEAD_POINT;
  g_autoptr (MixNetwork) network = mix_network_new (&spec);
  const MixParamView *weights = mix_network_find_view (network, "head.mean.W");

  g_assert_nonnull (weights);
  g_assert_cmpuint (weights->rows, ==, 1);
  g_assert_cmpuint (weights->cols, ==, 12);
  g_assert_nonnull (mix_network_find_view (network, "head.mean.b"));
  g_assert_null (mix_network_find_view (network, "head.pi.W"));
  g_assert_cmpuint (mix_network_n_outputs (network), ==, 1);
}

/* The biases of sigma that are off keep their place, are no view, and never get a gradient. */
static void
test_without_sigma_bias (void)
{
  MixNetworkSpec spec = spec_of (3);
  Problem p;
  spec.sigma_bias = FALSE;
  problem_init (&p, &spec, &plain_loss, 40, 1);

  g_assert_null (mix_network_find_view (p.network, "head.sigma.b"));
  g_assert_cmpuint (mix_network_n_trainable (p.network), ==, p.n_params - 3);
  problem_fast (&p);
  gsize slot = mix_network_find_view (p.network, "head.pi.b")->offset + 3;
  for (gsize i = slot; i < slot + 3; i++)
    g_assert_cmpfloat (fabs ((double) p.gradient[i]), <=, 0);
  g_assert_cmpfloat (fabs ((double) p.gradient[slot - 1]), >, 0);
  problem_clear (&p);
}

static double
sd_of (const MixNetwork *network, const float *params, const char *name)
{
  const MixParamView *view = mix_network_find_view (network, name);
  gsize n = view->rows * view->cols;
  double squares = 0;

  for (gsize i = 0; i < n; i++)
    squares += (double) params[view->offset + i] * (double) params[view->offset + i];
  return sqrt (squares / (double) n);
}

static void
test_init (void)
{
  MixNetworkSpec spec = { .n_features = 30, .hidden = { 1, { 400 } }, .components = 3 };
  MixInit init = { .head_scale = 0.05 };

  for (int kind = MIX_ACTIVATION_RELU; kind <= MIX_ACTIVATION_SIGMOID; kind++)
    {
      spec.activation = (MixActivation) kind;
      g_autoptr (MixNetwork) network = mix_network_new (&spec);
      g_autofree float *params = g_new (float, mix_network_n_params (network));
      gboolean xavier = kind == MIX_ACTIVATION_TANH || kind == MIX_ACTIVATION_SIGMOID;
      MixRng rng;

      mix_rng_init (&rng, 1);
      mix_network_init_params (network, &init, &rng, params);
      /* Five standard errors of a standard deviation of n numbers: 5/√(2n). */
      g_assert_cmpfloat_with_epsilon (sd_of (network, params, "layers.0.W")
                                          / sqrt (xavier ? 2.0 / 430 : 2.0 / 30),
                                      1, 5 / sqrt (2 * 12000));
      g_assert_cmpfloat_with_epsilon (sd_of (network, params, "head.mu.W") / 0.05, 1,
                                      5 / sqrt (2 * 1200));
      g_assert_cmpfloat (sd_of (network, params, "layers.0.b"), <=, 0);
      g_assert_cmpfloat (sd_of (network, params, "head.mu.b"), <=, 0);

      init.head_scale = 0;
      mix_network_init_params (network, &init, &rng, params);
      g_assert_cmpfloat_with_epsilon (sd_of (network, params, "head.pi.W")
                                          / sqrt (xavier ? 2.0 / 409 : 2.0 / 400),
                                      1, 5 / sqrt (2 * 1200));
      init.head_scale = 0.05;
    }
}

/* What a network predicts before training is what init asked for, whatever the sigma activation. */
static void
test_init_of_head (void)
{
  const double mu_bias[] = { -1.5, 0.25, 2 }, starts[] = { 0.01, 0.5, 1, 3 };
  const float x[] = { 0, 0 };
  float pi[3], mu[3], sigma[3];

  for (guint i = 0; i < 3 * G_N_ELEMENTS (starts); i++)
    {
      double start = starts[i / 3];
      MixNetworkSpec spec = spec_of (3);
      MixInit init = { 0.05, mu_bias, log (start) };
      MixRng rng;
      spec.sigma_activation = (MixSigmaActivation) (i % 3);
      spec.sigma_floor = i % 2 == 0 ? 0 : 0.005;
      g_autoptr (MixNetwork) network = mix_network_new (&spec);
      g_autoptr (MixWorkspace) workspace = mix_workspace_new (network, 1);
      g_autofree float *params = g_new (float, mix_network_n_params (network));

      mix_rng_init (&rng, i);
      mix_network_init_params (network, &init, &rng, params);
      mix_network_predict (network, params, x, 1, workspace, pi, mu, sigma); /* biases are 0 */
      for (guint k = 0; k < 3; k++)
        {
          g_assert_cmpfloat_with_epsilon ((double) pi[k], 1.0 / 3, 1e-6);
          g_assert_cmpfloat_with_epsilon ((double) mu[k], mu_bias[k], 1e-6);
          g_assert_cmpfloat_with_epsilon ((double) sigma[k] / start, 1, 1e-5);
        }
    }
}

static void
test_point_prediction (void)
{
  MixNetworkSpec spec = spec_of (1);
  MixRng rng;
  const double bias = 0.75;
  MixInit init = { .mu_bias = &bias };
  const float x[] = { 0, 0, 1, 1 };
  float pi[2], mu[2], sigma[2];
  spec.head = MIX_HEAD_POINT;
  g_autoptr (MixNetwork) network = mix_network_new (&spec);
  g_autoptr (MixWorkspace) workspace = mix_workspace_new (network, 5);
  g_autofree float *params = g_new (float, mix_network_n_params (network));

  mix_rng_init (&rng, 1);
  mix_network_init_params (network, &init, &rng, params);
  mix_network_predict (network, params, x, 2, workspace, pi, mu, sigma);
  g_assert_cmpfloat_with_epsilon ((double) mu[0], 0.75, 1e-9);
  g_assert_cmpfloat (fabs ((double) mu[1] - 0.75), >, 1e-3);
  g_assert_cmpfloat_with_epsilon ((double) pi[1], 1, 1e-9);
  g_assert_cmpfloat_with_epsilon ((double) sigma[1], 0, 1e-9);
}

/* Invariances */

/* The row losses of a problem, one call a row. */
static double *
row_losses (const Problem *p)
{
  const MixNetworkSpec *spec = mix_network_get_spec (p->network);
  double *losses = g_new (double, p->n_rows);

  for (gsize row = 0; row < p->n_rows; row++)
    losses[row] = mix_network_loss_gradient (
        p->network, p->params, p->x + row * spec->n_features, p->y + row, 1, &p->loss,
        p->gumbel == NULL ? NULL : p->gumbel + row * spec->components, 1, p->workspace, NULL);
  return losses;
}

static void
copy_tensor (Problem *to, const Problem *from, const char *name)
{
  const MixParamView *a = mix_network_find_view (to->network, name);
  const MixParamView *b = mix_network_find_view (from->network, name);
  memcpy (to->params + a->offset, from->params + b->offset, b->rows * b->cols * sizeof (float));
}

static float *
head_row (Problem *p, const char *layer, const char *part, guint component)
{
  g_autofree char *name = g_strdup_printf ("head.%s.%s", layer, part);
  const MixParamView *view = mix_network_find_view (p->network, name);
  return p->params + view->offset + component * view->cols;
}

/* The head's component @to of @p becomes component @from of @other. */
static void
copy_component (Problem *p, guint to, Problem *other, guint from)
{
  const char *layers[] = { "pi", "sigma", "mu" };

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      memcpy (head_row (p, layers[i], "W", to), head_row (other, layers[i], "W", from),
              12 * sizeof (float));
      *head_row (p, layers[i], "b", to) = *head_row (other, layers[i], "b", from);
    }
}

static void
assert_same_losses (const Problem *a, const Problem *b)
{
  g_autofree double *first = row_losses (a), *second = row_losses (b);
  for (gsize i = 0; i < a->n_rows; i++)
    g_assert_cmpfloat (fabs (first[i] - second[i]), <, 2e-6 * (1 + fabs (first[i])));
}

static void
test_component_order (void)
{
  const guint order[] = { 2, 0, 3, 1 };
  MixNetworkSpec spec = spec_of (4);
  Problem p, permuted;

  problem_init (&p, &spec, &plain_loss, 50, 2);
  problem_init (&permuted, &spec, &plain_loss, 50, 2);
  for (guint k = 0; k < 4; k++)
    copy_component (&permuted, k, &p, order[k]);
  assert_same_losses (&p, &permuted);
  g_assert_cmpfloat_with_epsilon (problem_fast (&p), problem_fast (&permuted), 1e-6);
  for (guint k = 0; k < 4; k++)
    {
      gsize a = (gsize) (head_row (&permuted, "mu", "b", k) - permuted.params);
      gsize b = (gsize) (head_row (&p, "mu", "b", order[k]) - p.params);
      g_assert_cmpfloat_with_epsilon ((double) permuted.gradient[a], (double) p.gradient[b], 1e-6);
    }
  problem_clear (&p);
  problem_clear (&permuted);
}

static void
test_constant_on_logits (void)
{
  MixNetworkSpec spec = spec_of (3);
  Problem p, shifted;

  problem_init (&p, &spec, &plain_loss, 50, 3);
  problem_init (&shifted, &spec, &plain_loss, 50, 3);
  for (guint k = 0; k < 3; k++)
    *head_row (&shifted, "pi", "b", k) += 8;
  assert_same_losses (&p, &shifted);
  problem_clear (&p);
  problem_clear (&shifted);
}

/* One component as two of half its weight each is the same density. */
static void
test_split_component (void)
{
  MixNetworkSpec spec = spec_of (2), more = spec_of (3);
  const char *trunk[] = { "layers.0.W", "layers.0.b", "layers.1.W", "layers.1.b" };
  Problem p, split;

  problem_init (&p, &spec, &plain_loss, 50, 4);
  problem_init (&split, &more, &plain_loss, 50, 5);
  for (guint i = 0; i < G_N_ELEMENTS (trunk); i++)
    copy_tensor (&split, &p, trunk[i]);
  memcpy (split.x, p.x, 100 * sizeof (float));
  memcpy (split.y, p.y, 50 * sizeof (float));
  copy_component (&split, 0, &p, 0);
  copy_component (&split, 1, &p, 1);
  copy_component (&split, 2, &p, 1);
  *head_row (&split, "pi", "b", 1) -= (float) G_LN2;
  *head_row (&split, "pi", "b", 2) -= (float) G_LN2;
  assert_same_losses (&p, &split);
  problem_clear (&p);
  problem_clear (&split);
}

static void
test_row_order (void)
{
  const gsize n = 203;
  MixNetworkSpec spec = spec_of (3);
  Problem p, reversed;

  problem_init (&p, &spec, &plain_loss, n, 6);
  problem_init (&reversed, &spec, &plain_loss, n, 6);
  for (gsize row = 0; row < n; row++)
    {
      memcpy (reversed.x + 2 * row, p.x + 2 * (n - 1 - row), 2 * sizeof (float));
      reversed.y[row] = p.y[n - 1 - row];
    }
  g_assert_cmpfloat_with_epsilon (problem_fast (&p), problem_fast (&reversed), 1e-6);
  for (gsize i = 0; i < p.n_params; i++)
    g_assert_cmpfloat_with_epsilon ((double) p.gradient[i], (double) reversed.gradient[i], 1e-6);
  problem_clear (&p);
  problem_clear (&reversed);
}

/* Rows at once are rows one by one, on both sides of every block boundary and in a workspace that
 * is far too small; so are their predictions. */
static void
test_block_boundaries (void)
{
  const gsize sizes[] = { 1, 15, 16, 17, 95, 96, 97, 127, 128, 129, 192, 193, 1000 };
  MixNetworkSpec spec = spec_of (3);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (sizes); i++)
    {
      gsize n = sizes[i / 2];
      Problem p;
      problem_init (&p, &spec, &plain_loss, n, 7);
      g_autoptr (MixWorkspace) other = mix_workspace_new (p.network, i % 2 == 0 ? n + 1000 : 3);
      g_autofree double *losses = row_losses (&p);
      g_autofree float *pi = g_new (float, 3 * n), *mu = g_new (float, 3 * n);
      g_autofree float *sigma = g_new (float, 3 * n);
      double sum = 0;

      for (gsize row = 0; row < n; row++)
        sum += losses[row];
      g_assert_cmpfloat_with_epsilon (mix_network_loss_gradient (p.network, p.params, p.x, p.y, n,
                                                                 &plain_loss, NULL, 1, other, NULL)
                                          / sum,
                                      1, 1e-6);
      mix_network_predict (p.network, p.params, p.x, n, other, pi, mu, sigma);
      for (gsize row = 0; row < n; row++)
        {
          const double row_pi[]
              = { (double) pi[3 * row], (double) pi[3 * row + 1], (double) pi[3 * row + 2] };
          double density = 0;
          for (guint k = 0; k < 3; k++)
            {
              double s = (double) sigma[3 * row + k];
              double z = ((double) p.y[row] - (double) mu[3 * row + k]) / s;
              density += row_pi[k] * exp (-0.5 * z * z) / s * 0.3989422804014327;
            }
          g_assert_cmpfloat_with_epsilon (row_pi[0] + row_pi[1] + row_pi[2], 1, 1e-6);
          g_assert_cmpfloat (fabs (-log (density) - losses[row]), <,
                             1e-5 * (1 + fabs (losses[row])));
        }
      problem_clear (&p);
    }
}

/* A gradient is added to what is there, and grows with the weight. */
static void
test_gradient_accumulates (void)
{
  MixNetworkSpec spec = spec_of (2);
  Problem p;
  problem_init (&p, &spec, &plain_loss, 130, 8);
  g_autofree float *twice = g_new0 (float, p.n_params);

  problem_fast (&p);
  for (guint i = 0; i < 2; i++)
    mix_network_loss_gradient (p.network, p.params, p.x, p.y, 130, &plain_loss, NULL, 3.0 / 130,
                               p.workspace, twice);
  for (gsize i = 0; i < p.n_params; i++)
    g_assert_cmpfloat_with_epsilon ((double) twice[i], 6 * (double) p.gradient[i], 1e-5);
  problem_clear (&p);
}

/* Extremes */

/* The loss and its gradient by the outputs of a head, for one row; gumbel [k] or NULL. */
static double
noisy_head_loss (MixSigmaActivation sigma_activation, guint k, double floor, const float *outputs,
                 float y, const MixLoss *loss, const float *gumbel, float *gradient)
{
  MixNetworkSpec spec = spec_of (k);
  float panel[3 * MIX_MAX_COMPONENTS], scratch[MIX_MDN_SCRATCH (MIX_MAX_COMPONENTS)];
  MixHeadBlock block = { 1, 1, panel, scratch, &y, gumbel };

  spec.sigma_activation = sigma_activation;
  spec.sigma_floor = floor;
  memcpy (panel, outputs, 3 * k * sizeof *panel);
  double sum = mix_head_mdn_loss (&spec, loss, 1, &block, TRUE);
  memcpy (gradient, panel, 3 * k * sizeof *panel);
  return sum;
}

static double
head_loss (MixSigmaActivation sigma_activation, guint k, double floor, const float *outputs,
           float y, float *gradient)
{
  return noisy_head_loss (sigma_activation, k, floor, outputs, y, &plain_loss, NULL, gradient);
}

static void
assert_sane_head (guint k, double loss, const float *gradient)
{
  double total = 0, size = 0;

  g_assert_true (isfinite (loss));
  for (guint i = 0; i < 3 * k; i++)
    g_assert_true (isfinite (gradient[i]));
  for (guint i = 0; i < k; i++)
    {
      total += (double) gradient[i];
      size += fabs ((double) gradient[i]);
    }
  g_assert_cmpfloat (fabs (total), <, 1e-6 * (size + 1));
}

static void
test_extreme_heads (void)
{
  const float sizes[] = { -1e4f, -100, -17.5f, -14.001f, -1, 0, 1, 14.001f, 88, 1e4f };
  const float targets[] = { 0, 1, -1e6f, 1e6f };
  float gradient[6];

  for (guint i = 0; i < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (sizes); i++)
    for (guint j = 0; j < 3 * 2 * G_N_ELEMENTS (targets); j++)
      {
        const float outputs[]
            = { -100,  100, sizes[i / G_N_ELEMENTS (sizes)], sizes[i % G_N_ELEMENTS (sizes)],
                -0.5f, 0.5f };
        double loss = head_loss ((MixSigmaActivation) (j % 3), 2, j % 2 == 0 ? 0 : 1e-4, outputs,
                                 targets[j / 6], gradient);
        assert_sane_head (2, loss, gradient);
      }
}

/* Outputs from 1e-3 to 1e9 in size, of either sign, drawn at random. */
static float
wild (MixRng *rng)
{
  double size = pow (10, 12 * mix_rng_uniform (rng) - 3);
  return (float) (mix_rng_uniform (rng) < 0.5 ? size : -size);
}

/* A million heads, a quarter of them with Gumbel noise at any temperature that the options
 * allow. */
static void
test_many_random_heads (void)
{
  float outputs[15], gradient[15], gumbel[5];
  MixRng rng;

  mix_rng_init (&rng, 1);
  for (guint i = 0; i < 750000; i++)
    {
      guint k = 1 + i % 5;
      for (guint j = 0; j < 3 * k; j++)
        outputs[j] = wild (&rng);
      double loss = head_loss ((MixSigmaActivation) (i % 3), k, i % 2 == 0 ? 0 : 1e-4, outputs,
                               wild (&rng), gradient);
      assert_sane_head (k, loss, gradient);
    }
  for (guint i = 0; i < 250000; i++)
    {
      guint k = 1 + i % 5;
      MixLoss noisy = { .mixing = MIX_MIXING_GUMBEL_SOFTMAX,
                        .temperature = pow (10, 4 * mix_rng_uniform (&rng) - 2) };
      for (guint j = 0; j < 3 * k; j++)
        outputs[j] = wild (&rng);
      for (guint j = 0; j < k; j++)
        gumbel[j] = (float) mix_rng_gumbel (&rng);
      double loss = noisy_head_loss ((MixSigmaActivation) (i % 3), k, i % 2 == 0 ? 0 : 1e-4,
                                     outputs, wild (&rng), &noisy, gumbel, gradient);
      for (guint j = 0; j < k; j++) /* to the size of the others, as 1/τ is a factor of them */
        gradient[j] *= (float) noisy.temperature;
      assert_sane_head (k, loss, gradient);
    }
}

/* A component that the mixing has all but given up still gets a gradient, so that it can return. */
static void
test_dead_component_returns (void)
{
  const float outputs[] = { 0, -60, 0, 0, 0, 5 };
  float gradient[6];

  head_loss (MIX_SIGMA_ELU1, 2, 0, outputs, 5, gradient);
  g_assert_cmpfloat ((double) gradient[1], <, 0);
  const float at_limit[] = { 0, -14.5f, 0 };
  head_loss (MIX_SIGMA_ELU1, 1, 0, at_limit, 1, gradient); /* far too narrow: wider, please */
  g_assert_cmpfloat ((double) gradient[1], <, -1);
  head_loss (MIX_SIGMA_ELU1, 1, 0, at_limit, 0, gradient); /* it would like to be narrower: no */
  g_assert_cmpfloat (fabs ((double) gradient[1]), <=, 0);
}

static void
test_not_finite_is_said (void)
{
  MixNetworkSpec spec = spec_of (2);
  Problem p;

  for (guint kind = 0; kind < 2; kind++)
    {
      spec.head = kind == 0 ? MIX_HEAD_MIXTURE : MIX_HEAD_POINT;
      spec.components = kind == 0 ? 2 : 1;
      problem_init (&p, &spec, &plain_loss, 200, 9);
      g_assert_true (isfinite (problem_fast (&p)));
      p.params[p.n_params - 1] = NAN;
      g_assert_true (isnan (problem_fast (&p)));
      p.params[p.n_params - 1] = INFINITY;
      g_assert_false (isfinite (problem_fast (&p)));
      problem_clear (&p);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/layout", test_layout);
  g_test_add_func ("/network/layout-of-point-head", test_layout_of_point_head);
  g_test_add_func ("/network/without-sigma-bias", test_without_sigma_bias);
  g_test_add_func ("/network/init", test_init);
  g_test_add_func ("/network/init-of-head", test_init_of_head);
  g_test_add_func ("/network/point-prediction", test_point_prediction);
  g_test_add_func ("/network/component-order", test_component_order);
  g_test_add_func ("/network/constant-on-logits", test_constant_on_logits);
  g_test_add_func ("/network/split-component", test_split_component);
  g_test_add_func ("/network/row-order", test_row_order);
  g_test_add_func ("/network/block-boundaries", test_block_boundaries);
  g_test_add_func ("/network/gradient-accumulates", test_gradient_accumulates);
  g_test_add_func ("/network/extreme-heads", test_extreme_heads);
  g_test_add_func ("/network/many-random-heads", test_many_random_heads);
  g_test_add_func ("/network/dead-component-returns", test_dead_component_returns);
  g_test_add_func ("/network/not-finite", test_not_finite_is_said);
  return g_test_run ();
}
