/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Both paths, the plain and the fast, against what an automatic-differentiation library
 * computed. */
#include "golden-fixture.h"

#include "mix-mixture.h"
#include "mix-network-private.h"
#include "mix-oracle.h"

/* Comparing */

static void
assert_outputs (const Golden *golden, const MixOracleOutputs *actual, double tolerance)
{
  const char *names[] = { "logits", "pi", "sigma", "mu", "log_density" };
  const gboolean cancels[] = { TRUE, FALSE, FALSE, TRUE, FALSE };
  const double *arrays[]
      = { actual->logits, actual->pi, actual->sigma, actual->mu, actual->log_density };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize n;
      g_autofree double *expected = read_numbers (golden->expect, names[i], &n);
      assert_each_close (names[i], arrays[i], expected, n, cancels[i], tolerance);
    }
}

/* The mean and variance of each row's mixture, from the outputs. */
static void
assert_moments (const Golden *golden, const MixOracleOutputs *actual, double tolerance)
{
  guint k = mix_network_get_spec (golden->network)->components;
  g_autofree double *mean = g_new0 (double, golden->n_rows);
  g_autofree double *variance = g_new0 (double, golden->n_rows);
  gsize n_means, n_variances;
  g_autofree double *means = read_numbers (golden->expect, "mixture_mean", &n_means);
  g_autofree double *variances = read_numbers (golden->expect, "mixture_variance", &n_variances);

  for (gsize row = 0; row < golden->n_rows; row++)
    {
      const double *pi = actual->pi + row * k, *mu = actual->mu + row * k;
      for (guint c = 0; c < k; c++)
        mean[row] += pi[c] * mu[c];
      for (guint c = 0; c < k; c++)
        {
          double sigma = actual->sigma[row * k + c], away = mu[c] - mean[row];
          variance[row] += pi[c] * (sigma * sigma + away * away);
        }
    }
  g_assert_cmpuint (n_means, ==, golden->n_rows);
  g_assert_cmpuint (n_variances, ==, golden->n_rows);
  assert_each_close ("mixture_mean", mean, means, n_means, TRUE, tolerance);
  assert_each_close ("mixture_variance", variance, variances, n_variances, TRUE, tolerance);
}

/* The two paths */

static MixOracleOutputs
outputs_new (const Golden *golden)
{
  gsize n = golden->n_rows * mix_network_get_spec (golden->network)->components;
  MixOracleOutputs outputs = { g_new0 (double, n), g_new0 (double, n), g_new0 (double, n),
                               g_new0 (double, n), g_new0 (double, golden->n_rows) };
  return outputs;
}

static void
outputs_free (MixOracleOutputs *outputs)
{
  g_free (outputs->logits);
  g_free (outputs->pi);
  g_free (outputs->sigma);
  g_free (outputs->mu);
  g_free (outputs->log_density);
}

static void
test_oracle (gconstpointer path)
{
  Golden golden;
  golden_init (&golden, path);
  MixOracleOutputs outputs = outputs_new (&golden);
  g_autofree double *gradient = g_new0 (double, mix_network_n_params (golden.network));
  MixLoss plain = golden.loss;
  plain.lambda_pi = plain.lambda_sigma = plain.lambda_mu = 0;

  double nll = mix_oracle_loss (golden.network, golden.params, golden.x, golden.y, golden.n_rows,
                                &plain, golden.gumbel, &outputs, NULL);
  double loss = mix_oracle_loss (golden.network, golden.params, golden.x, golden.y, golden.n_rows,
                                 &golden.loss, golden.gumbel, NULL, gradient);
  assert_number (&golden, "nll", nll, 1e-10);
  assert_number (&golden, "loss", loss, 1e-10);
  assert_outputs (&golden, &outputs, 1e-10);
  assert_moments (&golden, &outputs, 1e-10);
  assert_gradient (&golden, gradient, 1e-8);
  outputs_free (&outputs);
  golden_clear (&golden);
}

static float *
to_float (const double *v, gsize n)
{
  float *f = g_new (float, n);
  for (gsize i = 0; i < n; i++)
    f[i] = (float) v[i];
  return f;
}

/* A golden file in single precision, as training sees it. */
typedef struct
{
  float *params, *x, *y, *gumbel, *gradient;
  MixWorkspace *workspace;
} Fast;

static void
fast_init (Fast *fast, const Golden *golden)
{
  const MixNetworkSpec *spec = mix_network_get_spec (golden->network);
  gsize n_params = mix_network_n_params (golden->network);

  fast->params = to_float (golden->params, n_params);
  fast->x = to_float (golden->x, golden->n_rows * spec->n_features);
  fast->y = to_float (golden->y, golden->n_rows);
  fast->gumbel = golden->gumbel == NULL
                     ? NULL
                     : to_float (golden->gumbel, golden->n_rows * spec->components);
  fast->gradient = g_new0 (float, n_params);
  fast->workspace = mix_workspace_new (golden->network, golden->n_rows);
}

static void
fast_clear (Fast *fast)
{
  g_free (fast->params);
  g_free (fast->x);
  g_free (fast->y);
  g_free (fast->gumbel);
  g_free (fast->gradient);
  mix_workspace_free (fast->workspace);
}

/* Raw outputs of the network → logits; pi, with the noise; the rest from the prediction. */
static void
fast_outputs (const Golden *golden, const Fast *fast, MixOracleOutputs *outputs)
{
  const MixNetworkSpec *spec = mix_network_get_spec (golden->network);
  gsize k = spec->components, n_features = spec->n_features, n = golden->n_rows * k;
  g_autofree float *raw = g_new (float, 3 * n), *pi = g_new (float, n);
  g_autofree float *mu = g_new (float, n), *sigma = g_new (float, n);

  mix_network_outputs (golden->network, fast->params, fast->x, golden->n_rows, fast->workspace,
                       raw);
  mix_network_predict (golden->network, fast->params, fast->x, golden->n_rows, fast->workspace, pi,
                       mu, sigma);
  for (gsize row = 0; row < golden->n_rows; row++)
    for (gsize c = 0; c < k; c++)
      {
        gsize i = row * k + c;
        outputs->logits[i] = (double) raw[row * 3 * k + c];
        outputs->mu[i] = (double) mu[i];
        outputs->sigma[i] = (double) sigma[i];
        outputs->pi[i] = (double) pi[i];
        g_assert_cmpfloat_with_epsilon (mu[i], raw[row * 3 * k + 2 * k + c], 1e-6);
      }
  for (gsize row = 0; row < golden->n_rows; row++)
    outputs->log_density[row] = -mix_network_loss_gradient (
        golden->network, fast->params, fast->x + row * n_features, fast->y + row, 1, &golden->loss,
        fast->gumbel == NULL ? NULL : fast->gumbel + row * k, 1, fast->workspace, NULL);
}

/* A prediction has no noise, but what a file expects: softmax ((logits + noise) / temperature). */
static void
mix_noise_in (const Golden *golden, MixOracleOutputs *outputs)
{
  guint k = mix_network_get_spec (golden->network)->components;

  for (gsize row = 0; golden->gumbel != NULL && row < golden->n_rows; row++)
    {
      double total = 0;
      for (gsize i = row * k; i < (row + 1) * k; i++)
        {
          outputs->pi[i]
              = exp ((outputs->logits[i] + golden->gumbel[i]) / golden->loss.temperature);
          total += outputs->pi[i];
        }
      for (gsize i = row * k; i < (row + 1) * k; i++)
        outputs->pi[i] /= total;
    }
}

static void
test_network (gconstpointer path)
{
  Golden golden;
  Fast fast;
  golden_init (&golden, path);
  fast_init (&fast, &golden);
  MixOracleOutputs outputs = outputs_new (&golden);
  double tolerance = golden.extreme ? 2e-4 : 1e-5;
  gsize n_params = mix_network_n_params (golden.network);

  double nll = mix_network_loss_gradient (golden.network, fast.params, fast.x, fast.y,
                                          golden.n_rows, &golden.loss, fast.gumbel,
                                          1 / (double) golden.n_rows, fast.workspace, fast.gradient)
               / (double) golden.n_rows;
  double penalty = mix_network_penalty (golden.network, fast.params, &golden.loss, fast.gradient);
  assert_number (&golden, "nll", nll, tolerance);
  assert_number (&golden, "loss", nll + penalty, tolerance);

  fast_outputs (&golden, &fast, &outputs);
  mix_noise_in (&golden, &outputs);
  assert_outputs (&golden, &outputs, tolerance);
  assert_moments (&golden, &outputs, tolerance);

  g_autofree double *gradient = g_new (double, n_params);
  for (gsize i = 0; i < n_params; i++)
    gradient[i] = (double) fast.gradient[i];
  assert_gradient (&golden, gradient, golden.extreme ? 1e-3 : 1e-4);
  outputs_free (&outputs);
  fast_clear (&fast);
  golden_clear (&golden);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) paths = golden_files ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *name = g_path_get_basename (paths->pdata[i]);
      g_autofree char *oracle = g_strdup_printf ("/golden/oracle/%s", name);
      g_autofree char *network = g_strdup_printf ("/golden/network/%s", name);
      g_test_add_data_func (oracle, paths->pdata[i], test_oracle);
      g_test_add_data_func (network, paths->pdata[i], test_network);
    }
  return g_test_run ();
}
