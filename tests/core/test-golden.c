/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Networks whose outputs, loss and gradients an automatic-differentiation library has computed. */
#include <json-glib/json-glib.h>

#include <math.h>
#include <string.h>

#include "mix-mixture.h"
#include "mix-network-private.h"
#include "mix-oracle.h"

typedef struct
{
  JsonObject *root, *expect; /* borrowed from the parser */
  JsonParser *parser;
  MixNetwork *network;
  MixLoss loss;
  gsize n_rows;
  double *params, *x, *y, *gumbel; /* gumbel NULL: plain softmax */
  gboolean extreme; /* the numbers are extreme on purpose: float32 is worse at them */
} Golden;

/* ---- Reading ------------------------------------------------------------------------------- */

static gsize
append_numbers (JsonNode *node, GArray *numbers)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (array); i++)
        append_numbers (json_array_get_element (array, i), numbers);
    }
  else
    {
      double value = json_node_get_double (node);
      g_array_append_val (numbers, value);
    }
  return numbers->len;
}

/* The numbers of a member, nested arrays flattened; NULL where it is null. */
static double *
read_numbers (JsonObject *object, const char *member, gsize *n)
{
  JsonNode *node = json_object_get_member (object, member);
  g_assert_nonnull (node);
  if (JSON_NODE_HOLDS_NULL (node))
    return NULL;

  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (double));
  *n = append_numbers (node, numbers);
  return (double *) (gpointer) g_array_free (numbers, FALSE);
}

static int
read_choice (JsonObject *object, const char *member, const MixChoice *choices)
{
  int value;
  g_assert_true (
      mix_choice_parse (choices, json_object_get_string_member (object, member), &value));
  return value;
}

static MixNetworkSpec
read_spec (JsonObject *root)
{
  MixNetworkSpec spec = { .head = MIX_HEAD_MIXTURE };
  gsize n_hidden;
  g_autofree double *hidden = read_numbers (root, "hidden", &n_hidden);

  spec.hidden.n = (guint) n_hidden;
  for (gsize i = 0; i < n_hidden; i++)
    spec.hidden.units[i] = (guint) hidden[i];
  spec.n_features = (guint) json_object_get_int_member (root, "features");
  spec.components = (guint) json_object_get_int_member (root, "components");
  spec.activation = (MixActivation) read_choice (root, "activation", mix_activation_choices);
  spec.sigma_activation
      = (MixSigmaActivation) read_choice (root, "sigma_activation", mix_sigma_activation_choices);
  spec.sigma_epsilon = json_object_get_double_member (root, "sigma_epsilon");
  spec.sigma_bias = json_object_get_boolean_member (root, "sigma_bias");
  return spec;
}

static MixLoss
read_loss (JsonObject *root)
{
  MixLoss loss = { .temperature = json_object_get_double_member (root, "temperature") };

  loss.mixing = (MixMixing) read_choice (root, "mixing", mix_mixing_choices);
  if (json_object_get_null_member (root, "regularization"))
    return loss;

  JsonObject *penalty = json_object_get_object_member (root, "regularization");
  loss.penalty
      = json_object_get_int_member (penalty, "norm") == 1 ? MIX_PENALTY_L1 : MIX_PENALTY_L2;
  loss.lambda_pi = json_object_get_double_member (penalty, "lambda_pi");
  loss.lambda_sigma = json_object_get_double_member (penalty, "lambda_sigma");
  loss.lambda_mu = json_object_get_double_member (penalty, "lambda_mu");
  return loss;
}

/* Where a file keeps the tensor of that name: under layers and head, or their gradients. Returns
 * the object with W and b, and the one of them that is meant. */
static JsonObject *
locate (JsonObject *parent, const char *prefix, const char *name, const char **member)
{
  g_auto (GStrv) path = g_strsplit (name, ".", 3); /* layers.0.W, head.pi.b */
  g_autofree char *root = g_strconcat (prefix, path[0], NULL);

  *member = g_str_equal (path[2], "W") ? "W" : "b";
  if (g_str_equal (path[0], "layers"))
    return json_array_get_object_element (json_object_get_array_member (parent, root),
                                          (guint) g_ascii_strtoull (path[1], NULL, 10));
  return json_object_get_object_member (json_object_get_object_member (parent, root), path[1]);
}

static void
read_params (Golden *golden)
{
  guint n_views;
  const MixParamView *views = mix_network_get_views (golden->network, &n_views);

  golden->params = g_new0 (double, mix_network_n_params (golden->network));
  for (guint i = 0; i < n_views; i++)
    {
      const char *member;
      gsize n;
      JsonObject *object = locate (golden->root, "", views[i].name, &member);
      g_autofree double *values = read_numbers (object, member, &n);
      g_assert_cmpuint (n, ==, views[i].rows * views[i].cols);
      memcpy (golden->params + views[i].offset, values, n * sizeof *values);
    }
}

static void
golden_init (Golden *golden, const char *path)
{
  g_autoptr (GError) error = NULL;
  gsize n;

  *golden = (Golden){ .parser = json_parser_new () };
  json_parser_load_from_file (golden->parser, path, &error);
  g_assert_no_error (error);
  golden->root = json_node_get_object (json_parser_get_root (golden->parser));
  golden->expect = json_object_get_object_member (golden->root, "expect");

  MixNetworkSpec spec = read_spec (golden->root);
  golden->network = mix_network_new (&spec);
  golden->loss = read_loss (golden->root);
  read_params (golden);
  golden->y = read_numbers (golden->root, "y", &golden->n_rows);
  golden->x = read_numbers (golden->root, "x", &n);
  g_assert_cmpuint (n, ==, golden->n_rows * spec.n_features);
  golden->gumbel = read_numbers (golden->root, "gumbel_noise", &n);
  g_assert_true (golden->gumbel == NULL || n == golden->n_rows * spec.components);
  g_assert_true ((golden->gumbel != NULL) == (golden->loss.mixing == MIX_MIXING_GUMBEL_SOFTMAX));

  const char *name = json_object_get_string_member (golden->root, "name");
  golden->extreme
      = g_str_equal (name, "tiny-sigma-elu1") || g_str_equal (name, "far-targets-need-logsumexp");
}

static void
golden_clear (Golden *golden)
{
  g_free (golden->params);
  g_free (golden->x);
  g_free (golden->y);
  g_free (golden->gumbel);
  mix_network_unref (golden->network);
  g_object_unref (golden->parser);
}

/* ---- Comparing ----------------------------------------------------------------------------- */

/* Relative errors. What can be nearly 0 by cancellation (a logit, a mean) is measured against the
 * root mean square of its array instead, where that is more. */
static void
assert_each_close (const char *what, const double *actual, const double *expected, gsize n,
                   gboolean cancels, double tolerance)
{
  double squares = 0;
  for (gsize i = 0; i < n; i++)
    squares += expected[i] * expected[i];

  double typical = cancels ? sqrt (squares / (double) n) : 0;
  g_assert_cmpuint (n, >, 0);
  for (gsize i = 0; i < n; i++)
    if (!(fabs (actual[i] - expected[i]) <= tolerance * MAX (fabs (expected[i]), typical)))
      {
        g_test_message ("%s[%" G_GSIZE_FORMAT "]: %.17g, expected %.17g", what, i, actual[i],
                        expected[i]);
        g_test_fail ();
        return;
      }
}

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

/* Each tensor's distance from the expected one, relative to the tensor's norm. */
static void
assert_gradient (const Golden *golden, const double *gradient, double tolerance)
{
  guint n_views;
  const MixParamView *views = mix_network_get_views (golden->network, &n_views);
  double whole = 0;

  for (guint i = 0; i < n_views; i++)
    {
      const char *member;
      gsize n;
      JsonObject *object = locate (golden->expect, "grad_", views[i].name, &member);
      g_autofree double *expected = read_numbers (object, member, &n);
      double distance = 0, norm = 0;
      g_assert_cmpuint (n, ==, views[i].rows * views[i].cols);
      for (gsize j = 0; j < n; j++)
        {
          distance = hypot (distance, gradient[views[i].offset + j] - expected[j]);
          norm = hypot (norm, expected[j]);
        }
      whole += norm;
      /* A layer of one logit has no gradient at all. */
      if (!(distance <= tolerance * norm))
        {
          g_test_message ("%s: off by %g of %g", views[i].name, distance, norm);
          g_test_fail ();
        }
    }
  g_assert_cmpfloat (whole, >, 0.01);
}

static void
assert_number (const Golden *golden, const char *name, double actual, double tolerance)
{
  double expected = json_object_get_double_member (golden->expect, name);
  assert_each_close (name, &actual, &expected, 1, FALSE, tolerance);
}

/* ---- The two paths ------------------------------------------------------------------------- */

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

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_files (const char *folder, GPtrArray *paths)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_names);
}

int
main (int argc, char **argv)
{
  const char *folder = g_getenv ("MIX_GOLDEN_DIR");
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, NULL);
  add_files (folder == NULL ? MIX_GOLDEN_SOURCE_DIR : folder, paths);
  g_assert_cmpuint (paths->len, >, 0);
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
