/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Networks whose outputs, loss and gradients an automatic-differentiation library has computed. */
#pragma once

#include <json-glib/json-glib.h>

#include <math.h>
#include <string.h>

#include "mix-network.h"

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

/* Reading */

static inline gsize
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
static inline double *
read_numbers (JsonObject *object, const char *member, gsize *n)
{
  JsonNode *node = json_object_get_member (object, member);
  g_assert_nonnull (node);
  *n = 0;
  if (JSON_NODE_HOLDS_NULL (node))
    return NULL;

  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (double));
  *n = append_numbers (node, numbers);
  return (double *) (gpointer) g_array_free (numbers, FALSE);
}

static inline int
read_choice (JsonObject *object, const char *member, const MixChoice *choices)
{
  int value;
  g_assert_true (
      mix_choice_parse (choices, json_object_get_string_member (object, member), &value));
  return value;
}

static inline MixNetworkSpec
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

static inline MixLoss
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
static inline JsonObject *
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

static inline void
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

static inline void
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

static inline void
golden_clear (Golden *golden)
{
  g_free (golden->params);
  g_free (golden->x);
  g_free (golden->y);
  g_free (golden->gumbel);
  mix_network_unref (golden->network);
  g_object_unref (golden->parser);
}

/* Comparing */

/* Relative errors. What can be nearly 0 by cancellation (a logit, a mean) is measured against the
 * root mean square of its array instead, where that is more. */
static inline void
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

/* Each tensor's distance from the expected one, relative to the tensor's norm. */
static inline void
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

static inline void
assert_number (const Golden *golden, const char *name, double actual, double tolerance)
{
  double expected = json_object_get_double_member (golden->expect, name);
  assert_each_close (name, &actual, &expected, 1, FALSE, tolerance);
}

/* Finding */

static inline int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Their paths, sorted; at least one. */
static inline GPtrArray *
golden_files (void)
{
  g_autoptr (GError) error = NULL;
  const char *folder = g_getenv ("MIX_GOLDEN_DIR");
  g_autoptr (GDir) dir = g_dir_open (folder == NULL ? MIX_GOLDEN_SOURCE_DIR : folder, 0, &error);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (paths, g_build_filename (folder == NULL ? MIX_GOLDEN_SOURCE_DIR : folder,
                                                name, NULL));
  g_ptr_array_sort (paths, compare_names);
  g_assert_cmpuint (paths->len, >, 0);
  return paths;
}
