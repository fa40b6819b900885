/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-model-io.h"

#include <float.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "mix-model-example.h"

static const MixScaling target = { 1.0 / 3, 0.1 };

static GHashTable *
example_settings (void)
{
  const char *const settings[][2] = {
    { "epochs", "100" },
    { "activation", "tanh" },
    { "note", "a \"quote\", a \\ and\na new line\x01" },
    { "seed", "-9223372036854775808" },
  };
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    g_hash_table_insert (table, g_strdup (settings[i][0]), g_strdup (settings[i][1]));
  return table;
}

static MixModel *
example_pair (void)
{
  MixNetworkSpec spec = example_spec (3, MIX_HEAD_MIXTURE, 2);
  MixNetworkSpec plain = example_spec (3, MIX_HEAD_POINT, 1);
  g_autoptr (GHashTable) settings = example_settings ();
  g_autoptr (MixModel) companion = example_model (&plain, &target, 0.3, NULL, NULL);

  spec.sigma_bias = FALSE;
  return example_model (&spec, &target, 0, settings, companion);
}

static void
assert_same_bytes (gconstpointer a, gconstpointer b, gsize length)
{
  g_assert_true (memcmp (a, b, length) == 0);
}

static void
assert_same_model (const MixModel *a, const MixModel *b)
{
  const MixNetworkSpec *s = mix_model_get_spec (a), *t = mix_model_get_spec (b);
  gsize n_params = mix_network_n_params (mix_model_get_network (a));
  guint n = s->n_features;

  g_assert_cmpuint (n, ==, t->n_features);
  g_assert_true (mix_layers_equal (&s->hidden, &t->hidden));
  g_assert_cmpint ((int) s->activation, ==, (int) t->activation);
  g_assert_cmpint ((int) s->head, ==, (int) t->head);
  g_assert_cmpuint (s->components, ==, t->components);
  g_assert_cmpint ((int) s->sigma_activation, ==, (int) t->sigma_activation);
  g_assert_cmpint (s->sigma_bias, ==, t->sigma_bias);
  assert_same_bytes (&s->sigma_epsilon, &t->sigma_epsilon, sizeof (double));
  assert_same_bytes (&s->sigma_floor, &t->sigma_floor, sizeof (double));
  assert_same_bytes (mix_model_get_params (a), mix_model_get_params (b), n_params * sizeof (float));
  assert_same_bytes (mix_model_get_feature_scaling (a), mix_model_get_feature_scaling (b),
                     n * sizeof (MixScaling));
  assert_same_bytes (mix_model_get_target_scaling (a), mix_model_get_target_scaling (b),
                     sizeof (MixScaling));
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (mix_model_get_feature_name (a, i), ==, mix_model_get_feature_name (b, i));
  g_assert_cmpstr (mix_model_get_target_name (a), ==, mix_model_get_target_name (b));
}

static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) model = example_pair ();
  g_autofree char *text = mix_model_to_json (model);
  g_autofree char *again = mix_model_to_json (model);
  g_autoptr (MixModel) back = mix_model_from_json (text, -1, &error);

  g_assert_no_error (error);
  assert_same_model (model, back);
  assert_same_model (mix_model_get_companion (model), mix_model_get_companion (back));
  g_assert_cmpfloat_with_epsilon (mix_model_get_residual_sd (mix_model_get_companion (back)), 0.3,
                                  1e-16);
  GHashTable *settings = mix_model_get_settings (back);
  g_assert_cmpuint (g_hash_table_size (settings), ==, 4);
  g_assert_cmpstr (g_hash_table_lookup (settings, "note"), ==,
                   "a \"quote\", a \\ and\na new line\x01");

  g_autofree char *once_more = mix_model_to_json (back);
  g_assert_cmpstr (text, ==, again);
  g_assert_cmpstr (text, ==, once_more);
}

static void
assert_level (const MixModel *model, guint feature, const char *column, const char *level)
{
  const MixFeatureLevel *found = mix_model_get_feature_level (model, feature);

  g_assert_nonnull (found);
  g_assert_cmpstr (found->column, ==, column);
  g_assert_cmpstr (found->level, ==, level);
}

/* The words that features stand for come back; a file without any has columns of numbers. */
static void
test_levels (void)
{
  g_autoptr (GError) error = NULL;
  MixNetworkSpec spec = example_spec (3, MIX_HEAD_MIXTURE, 2);
  const MixScaling scaling = { 0, 1 };
  g_autoptr (MixModel) model = example_model (&spec, &scaling, 0, NULL, NULL);
  char column[] = "Größe", level[] = "very \"large\"";

  mix_model_set_feature_level (model, 1, &(MixFeatureLevel){ column, level });
  mix_model_set_feature_level (model, 2, &(MixFeatureLevel){ column, NULL });
  g_autoptr (MixModel) pair = mix_model_new_ensemble (&model, 1, NULL, NULL);
  MixModel *const models[] = { model, pair };
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autofree char *text = mix_model_to_json (models[i]);
      g_autoptr (MixModel) back = mix_model_from_json (text, -1, &error);
      g_assert_no_error (error);
      g_assert_null (mix_model_get_feature_level (back, 0));
      assert_level (back, 1, column, level);
      assert_level (back, 2, column, NULL);
      g_autofree char *again = mix_model_to_json (back);
      g_assert_cmpstr (text, ==, again);
    }

  g_autofree char *text = mix_model_to_json (model);
  g_autoptr (GString) broken = g_string_new (text);
  g_assert_cmpuint (g_string_replace (broken, ": \"Größe\"", ": 3", 1), ==, 1);
  g_assert_null (mix_model_from_json (broken->str, -1, &error));
  g_assert_error (error, MIX_MODEL_ERROR, MIX_MODEL_ERROR_FORMAT);
}

/* The smallest, the largest, the least exact: every kind of float32 comes back bit for bit. */
static void
test_every_kind_of_number (void)
{
  const float special[] = { 0.0f, -0.0f, 1.0f, -1.0f, FLT_MIN, FLT_MAX, -FLT_MAX, FLT_EPSILON,
                            1e-45f, -1e-45f, 16777216.0f, 0.1f, 1.0f / 3, 1e10f, 123456.78f };
  MixNetworkSpec spec = example_spec (1, MIX_HEAD_MIXTURE, 4);
  spec.hidden = (MixLayers){ 1, { 1000 } };
  g_autofree float *params = example_params (&spec, 4);
  const char *const names[] = { "x" };
  const MixScaling scaling = { DBL_MAX, DBL_MIN };
  MixRng rng;

  mix_rng_init (&rng, 9);
  for (guint i = 0; i < 1000; i++)
    {
      guint32 bits = (guint32) mix_rng_next (&rng);
      float value;
      memcpy (&value, &bits, sizeof value);
      if (isfinite (value))
        params[i] = value;
    }
  memcpy (params, special, sizeof special);
  g_autoptr (MixModel) model
      = mix_model_new (&spec, params, names, &scaling, "y", &scaling, 0, NULL, NULL);
  g_autofree char *text = mix_model_to_json (model);
  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) back = mix_model_from_json (text, -1, &error);
  g_assert_no_error (error);
  assert_same_model (model, back);
}

/* Hostile texts */

#define SMALL_SPEC                                                                                 \
  "\"spec\": {\"hidden\": [], \"activation\": \"relu\", \"head\": \"point\", \"components\": 1, "  \
  "\"sigma_activation\": \"elu1\", \"sigma_bias\": true, \"sigma_epsilon\": 0, "                   \
  "\"sigma_floor\": 0}, "
#define SMALL_COLUMNS                                                                              \
  "\"features\": [{\"name\": \"x\", \"shift\": 0, \"scale\": 1}], "                                \
  "\"target\": {\"name\": \"y\", \"shift\": 0, \"scale\": 2}, "
#define SMALL_REST                                                                                 \
  "\"residual_sd\": 0.5, \"settings\": {\"seed\": \"1\"}, "                                        \
  "\"parameters\": {\"head.mean.W\": [1.5], \"head.mean.b\": [2]}"
#define HEAD "{\"format\": \"mixture-lab-model\", \"version\": 1, "
#define SMALL                                                                                      \
  HEAD SMALL_SPEC SMALL_COLUMNS SMALL_REST "}"

/* In SMALL, the first `from` becomes `to`; the error must be of that code and say that. */
typedef struct
{
  const char *from, *to;
  MixModelError code;
  const char *says;
} Damage;

static const Damage damages[] = {
  { "mixture-lab-model", "something-else", MIX_MODEL_ERROR_FORMAT, "not a model" },
  { "\"mixture-lab-model\"", "3", MIX_MODEL_ERROR_FORMAT, "not a model" },
  { "\"version\": 1", "\"version\": 2", MIX_MODEL_ERROR_VERSION, "newer" },
  { "\"version\": 1", "\"version\": 99999999999", MIX_MODEL_ERROR_VALUE, "version" },
  { "\"version\": 1", "\"version\": 0", MIX_MODEL_ERROR_VALUE, "version" },
  { "\"version\": 1", "\"version\": \"1\"", MIX_MODEL_ERROR_FORMAT, "version" },
  { "\"version\": 1, ", "", MIX_MODEL_ERROR_FORMAT, "version" },
  { "\"spec\": {", "\"spec\": 7, \"else\": {", MIX_MODEL_ERROR_FORMAT, "spec" },
  { "\"spec\": {", "\"spec\": null, \"else\": {", MIX_MODEL_ERROR_FORMAT, "spec" },
  { "\"hidden\": []", "\"hidden\": [1000000000, 1000000000]", MIX_MODEL_ERROR_VALUE, "hidden" },
  { "\"hidden\": []", "\"hidden\": [4096, 4096, 4096]", MIX_MODEL_ERROR_FORMAT, "layers.0.W" },
  { "\"hidden\": []", "\"hidden\": [-1]", MIX_MODEL_ERROR_VALUE, "hidden" },
  { "\"hidden\": []", "\"hidden\": [2.5]", MIX_MODEL_ERROR_FORMAT, "hidden" },
  { "\"hidden\": []", "\"hidden\": [\"2\"]", MIX_MODEL_ERROR_FORMAT, "hidden" },
  { "\"hidden\": []", "\"hidden\": [[]]", MIX_MODEL_ERROR_FORMAT, "hidden" },
  { "\"hidden\": []", "\"hidden\": {}", MIX_MODEL_ERROR_FORMAT, "hidden" },
  { "\"hidden\": []", "\"hidden\": [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", MIX_MODEL_ERROR_VALUE,
    "17 hidden layers" },
  { "\"relu\"", "\"rele\"", MIX_MODEL_ERROR_VALUE, "rele" },
  { "\"relu\"", "true", MIX_MODEL_ERROR_FORMAT, "activation" },
  { "\"point\"", "\"mixture\"", MIX_MODEL_ERROR_FORMAT, "head.pi.W" },
  { "\"components\": 1", "\"components\": 2", MIX_MODEL_ERROR_VALUE, "components" },
  { "\"components\": 1", "\"components\": 18446744073709551617", MIX_MODEL_ERROR_VALUE,
    "components" },
  { "\"sigma_bias\": true", "\"sigma_bias\": 1", MIX_MODEL_ERROR_FORMAT, "sigma_bias" },
  { "\"sigma_floor\": 0", "\"sigma_floor\": -1", MIX_MODEL_ERROR_VALUE, "sigma_floor" },
  { "\"sigma_floor\": 0", "\"sigma_floor\": 1e999", MIX_MODEL_ERROR_VALUE, "sigma_floor" },
  { "\"features\": [{", "\"features\": [3, {", MIX_MODEL_ERROR_FORMAT, "features" },
  { "\"features\": [{", "\"features\": [], \"else\": [{", MIX_MODEL_ERROR_VALUE, "0 features" },
  { "\"features\"", "\"featured\"", MIX_MODEL_ERROR_FORMAT, "features" },
  { "\"name\": \"x\"", "\"name\": \"\"", MIX_MODEL_ERROR_VALUE, "name" },
  { "\"name\": \"x\"", "\"name\": \"y\"", MIX_MODEL_ERROR_VALUE, "twice" },
  { "\"name\": \"x\"", "\"name\": [\"x\"]", MIX_MODEL_ERROR_FORMAT, "name" },
  { "\"name\": \"x\"", "\"name\": \"\xff\"", MIX_MODEL_ERROR_FORMAT, "UTF-8" },
  { "\"scale\": 1", "\"scale\": 0", MIX_MODEL_ERROR_VALUE, "“x”" },
  { "\"scale\": 1", "\"scale\": NaN", MIX_MODEL_ERROR_FORMAT, "whole" },
  { "\"scale\": 1", "\"scale\": -1e999", MIX_MODEL_ERROR_VALUE, "scale" },
  { "\"shift\": 0", "\"shift\": null", MIX_MODEL_ERROR_FORMAT, "shift" },
  { "\"target\": {", "\"target\": [], \"else\": {", MIX_MODEL_ERROR_FORMAT, "target" },
  { "\"residual_sd\": 0.5", "\"residual_sd\": -0.5", MIX_MODEL_ERROR_VALUE, "residual_sd" },
  { "\"settings\": {", "\"settings\": [{", MIX_MODEL_ERROR_FORMAT, "whole" },
  { "\"seed\": \"1\"", "\"seed\": 1", MIX_MODEL_ERROR_FORMAT, "seed" },
  { "\"parameters\": {", "\"parameters\": [], \"else\": {", MIX_MODEL_ERROR_FORMAT, "parameters" },
  { "[1.5]", "[1.5, 2]", MIX_MODEL_ERROR_VALUE, "has 2 numbers" },
  { "[1.5]", "[]", MIX_MODEL_ERROR_VALUE, "has 0 numbers" },
  { "[1.5]", "1.5", MIX_MODEL_ERROR_FORMAT, "head.mean.W" },
  { "[1.5]", "[\"1.5\"]", MIX_MODEL_ERROR_FORMAT, "head.mean.W" },
  { "[1.5]", "[1e39]", MIX_MODEL_ERROR_VALUE, "head.mean.W" },
  { "[1.5]", "[1e999]", MIX_MODEL_ERROR_VALUE, "head.mean.W" },
  { "[1.5]", "[null]", MIX_MODEL_ERROR_FORMAT, "head.mean.W" },
  { "head.mean.b", "head.mean.c", MIX_MODEL_ERROR_FORMAT, "head.mean.b" },
  { "[2]}}", "[2]}, \"companion\": 3}", MIX_MODEL_ERROR_FORMAT, "companion" },
  { "[2]}}", "[2]}, \"companion\": {}}", MIX_MODEL_ERROR_FORMAT, "companion" },
  { "[2]}}", "[2]}, \"companion\": {\"companion\": {}}}", MIX_MODEL_ERROR_FORMAT, "companion" },
};

static char *
replace_first (const char *text, const char *from, const char *to)
{
  const char *found = strstr (text, from);

  g_assert_nonnull (found);
  return g_strdup_printf ("%.*s%s%s", (int) (found - text), text, to, found + strlen (from));
}

static void
assert_refused (const char *text, gssize length, MixModelError code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) model = mix_model_from_json (text, length, &error);

  g_assert_null (model);
  g_assert_error (error, MIX_MODEL_ERROR, (int) code);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_small_model_is_one (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) model = mix_model_from_json (SMALL, -1, &error);
  double x = 3, pi, mu, sigma;

  g_assert_no_error (error);
  mix_model_predict (model, &x, 1, &pi, &mu, &sigma);
  g_assert_cmpfloat_with_epsilon (mu, 2 * (1.5 * 3 + 2), 1e-6);

  /* Keys that nobody knows are passed over, and there need be no settings. */
  const char *const more[][2] = { { "{\"format\"", "{\"later\": [1, {}], \"format\"" },
                                  { "\"settings\"", "\"sittings\"" },
                                  { "[2]}}", "[2]}, \"companion\": null}" } };
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    {
      g_autofree char *text = replace_first (SMALL, more[i][0], more[i][1]);
      g_autoptr (MixModel) other = mix_model_from_json (text, -1, &error);
      g_assert_no_error (error);
      g_assert_nonnull (other);
    }
}

static void
test_damages (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (damages), >=, 25);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *text = replace_first (SMALL, damages[i].from, damages[i].to);
      assert_refused (text, -1, damages[i].code, damages[i].says);
    }
}

static void
test_not_even_json (void)
{
  assert_refused ("", 0, MIX_MODEL_ERROR_FORMAT, "empty");
  assert_refused (" \n", -1, MIX_MODEL_ERROR_FORMAT, "not a");
  assert_refused ("x,y\n1,2\n", -1, MIX_MODEL_ERROR_FORMAT, "not a");
  assert_refused ("[]", -1, MIX_MODEL_ERROR_FORMAT, "not a model");
  assert_refused ("3", -1, MIX_MODEL_ERROR_FORMAT, "not a model");
  assert_refused ("null", -1, MIX_MODEL_ERROR_FORMAT, "not a model");
  assert_refused ("{}", -1, MIX_MODEL_ERROR_FORMAT, "not a model");
  assert_refused ("\x7f" "ELF\x02\x01\0\0\0\xff\xfe", 11, MIX_MODEL_ERROR_FORMAT, "UTF-8");
  assert_refused ("{\"format\": \"mixture\0lab\"}", 25, MIX_MODEL_ERROR_FORMAT, "UTF-8");
  assert_refused ("{\"format\": \"", -1, MIX_MODEL_ERROR_FORMAT, "whole");
  assert_refused ("/* ", -1, MIX_MODEL_ERROR_FORMAT, "not a");
}

static void
test_bombs (void)
{
  GString *deep = g_string_new (NULL), *wide = g_string_new ("[");

  for (guint i = 0; i < 1000000; i++)
    g_string_append (deep, i % 2 == 0 ? "[" : "{\"a\":");
  assert_refused (deep->str, (gssize) deep->len, MIX_MODEL_ERROR_FORMAT, "nested");
  for (guint i = 0; i < 1000000; i++)
    g_string_append (wide, "[],");
  g_string_append (wide, "0]");
  assert_refused (wide->str, (gssize) wide->len, MIX_MODEL_ERROR_FORMAT, "too long");
  g_string_free (deep, TRUE);
  g_string_free (wide, TRUE);
}

static void
test_a_companion_has_no_companion (void)
{
  g_autofree char *inner = replace_first (SMALL, "[2]}}", "[2]}, \"companion\": " SMALL "}");
  g_autofree char *nested = g_strdup_printf ("[2]}, \"companion\": %s}", inner);
  g_autofree char *text = replace_first (SMALL, "[2]}}", nested);
  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) one = mix_model_from_json (inner, -1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (mix_model_get_companion (one));
  assert_refused (text, -1, MIX_MODEL_ERROR_VALUE, "companion");

  g_autofree char *other = replace_first (
      inner, "[{\"name\": \"x\", \"shift\": 0, \"scale\": 1}]",
      "[{\"name\": \"x\", \"shift\": 0, \"scale\": 1}, "
      "{\"name\": \"z\", \"shift\": 0, \"scale\": 1}]");
  g_autofree char *wider = replace_first (other, "[1.5]", "[1.5, 1]");
  assert_refused (wider, -1, MIX_MODEL_ERROR_VALUE, "other features");
}

static void
test_ensemble_round_trip (void)
{
  MixNetworkSpec spec = example_spec (3, MIX_HEAD_MIXTURE, 2);
  MixNetworkSpec plain = example_spec (3, MIX_HEAD_POINT, 1);
  g_autoptr (GHashTable) settings = example_settings ();
  g_autoptr (MixModel) companion = example_model (&plain, &target, 0.3, NULL, NULL);
  g_autoptr (MixModel) model = example_ensemble (&spec, &target, 3, settings, companion);
  g_autofree char *text = mix_model_to_json (model);
  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) back = mix_model_from_json (text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (mix_model_get_n_members (back), ==, 3);
  g_assert_cmpuint (mix_model_get_components (back), ==, 6);
  for (guint i = 0; i < 3; i++)
    assert_same_model (mix_model_get_member (model, i), mix_model_get_member (back, i));
  assert_same_model (mix_model_get_companion (model), mix_model_get_companion (back));
  g_assert_cmpuint (g_hash_table_size (mix_model_get_settings (back)), ==, 4);
  g_autofree char *again = mix_model_to_json (back);
  g_assert_cmpstr (text, ==, again);

  for (gsize cut = 0; cut < strlen (text) - 1; cut += 7)
    {
      g_autoptr (GError) reason = NULL;
      g_assert_null (mix_model_from_json (text, (gssize) cut, &reason));
      g_assert_true (reason != NULL && reason->domain == MIX_MODEL_ERROR);
    }
}

#define ENSEMBLE(members) HEAD "\"members\": [" members "]}"

static void
test_hostile_ensembles (void)
{
  g_autofree char *renamed = replace_first (SMALL, "\"x\"", "\"w\"");
  g_autofree char *other_column = g_strdup_printf (ENSEMBLE (SMALL ", %s"), renamed);
  g_autofree char *tanh_one = replace_first (SMALL, "relu", "tanh");
  g_autofree char *other_layers = g_strdup_printf (ENSEMBLE (SMALL ", %s"), tanh_one);
  g_autoptr (GString) many = g_string_new (SMALL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) two = mix_model_from_json (ENSEMBLE (SMALL ", " SMALL), -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (mix_model_get_n_members (two), ==, 2);
  assert_refused (ENSEMBLE (""), -1, MIX_MODEL_ERROR_VALUE, "0 members");
  assert_refused (ENSEMBLE ("3"), -1, MIX_MODEL_ERROR_FORMAT, "members");
  assert_refused (ENSEMBLE (SMALL ", {}"), -1, MIX_MODEL_ERROR_FORMAT, "member 2");
  assert_refused (HEAD "\"members\": 3}", -1, MIX_MODEL_ERROR_FORMAT, "members");
  assert_refused (ENSEMBLE (ENSEMBLE (SMALL)), -1, MIX_MODEL_ERROR_VALUE, "ensemble itself");
  assert_refused (other_column, -1, MIX_MODEL_ERROR_VALUE, "same layers and columns");
  assert_refused (other_layers, -1, MIX_MODEL_ERROR_VALUE, "same layers and columns");
  for (guint i = 0; i < MIX_MAX_MEMBERS; i++)
    g_string_append (many, ", " SMALL);
  g_autofree char *too_many = g_strdup_printf (ENSEMBLE ("%s"), many->str);
  assert_refused (too_many, -1, MIX_MODEL_ERROR_VALUE, "33 members");

  g_autofree char *inside = replace_first (SMALL, "[2]}}", "[2]}, \"companion\": "
                                                           ENSEMBLE (SMALL) "}");
  assert_refused (inside, -1, MIX_MODEL_ERROR_VALUE, "ensemble itself");
}

/* Members that are each possible, and too many Gaussians together. */
static void
test_too_many_pooled (void)
{
  MixNetworkSpec spec = example_spec (3, MIX_HEAD_MIXTURE, MIX_MAX_COMPONENTS);
  g_autoptr (MixModel) model = example_ensemble (&spec, &target, 4, NULL, NULL);
  g_autofree char *text = mix_model_to_json (model);
  g_autofree char *member = mix_model_to_json (mix_model_get_member (model, 0));
  g_autofree char *members = g_strdup_printf ("\"members\": [%s, ", member);
  g_autofree char *more = replace_first (text, "\"members\": [", members);

  g_assert_cmpuint (mix_model_get_components (model), ==, MIX_MAX_POOLED);
  assert_refused (more, -1, MIX_MODEL_ERROR_VALUE, "128 components");
}

/* Cut at every byte: an error each time, for the last closing brace is part of a whole model. */
static void
test_cut_anywhere (void)
{
  g_autoptr (MixModel) model = example_pair ();
  g_autofree char *text = mix_model_to_json (model);
  gsize length = strlen (text);

  g_assert_cmpuint (length, >, 2000);
  for (gsize cut = 0; cut < length - 1; cut++)
    {
      g_autofree char *start = g_strndup (text, cut);
      g_autoptr (GError) error = NULL;
      g_autoptr (MixModel) part = mix_model_from_json (start, (gssize) cut, &error);
      g_assert_null (part);
      g_assert_true (error != NULL && error->domain == MIX_MODEL_ERROR);
    }
}

/* Bytes changed at random: a model or an error, and a model can predict. */
static void
test_changed_anywhere (void)
{
  const char *const bytes = "0123456789-+.eE,:[]{}\"\\ntfal\x7f\xc3";
  g_autofree char *text = g_strdup (SMALL);
  gsize length = strlen (text);
  guint n_models = 0, n_errors = 0;
  MixRng rng;

  mix_rng_init (&rng, 6);
  for (guint round = 0; round < 6000; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *changed = g_strdup (text);
      for (guint i = 0; i <= round % 3; i++)
        changed[mix_rng_below (&rng, length)] = bytes[mix_rng_below (&rng, strlen (bytes))];
      g_autoptr (MixModel) model = mix_model_from_json (changed, (gssize) length, &error);
      g_assert_true ((model == NULL) == (error != NULL));
      if (model == NULL)
        {
          n_errors++;
          continue;
        }
      double x = 1, pi, mu, sigma;
      mix_model_predict (model, &x, 1, &pi, &mu, &sigma);
      g_assert_true (pi > 0.99 && sigma > 0);
      n_models++;
    }
  g_assert_cmpuint (n_errors, >, 500);
  g_assert_cmpuint (n_models, >, 100);
}

/* Files */

typedef struct
{
  char *folder, *path;
  MixModel *model;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("mixture-lab-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->path = g_build_filename (fixture->folder, "model.json", NULL);
  fixture->model = example_pair ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_remove (path);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
  mix_model_unref (fixture->model);
}

static guint
n_files (const Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
test_save_and_load (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  mode_t mask = umask (022);
  GStatBuf info;

  g_assert_true (mix_model_save (fixture->model, fixture->path, &error));
  g_assert_no_error (error);
  umask (mask);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0644);
  g_autoptr (MixModel) back = mix_model_load (fixture->path, &error);
  g_assert_no_error (error);
  assert_same_model (fixture->model, back);

  /* Over an existing file that is somebody's own, through a link. */
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_assert_cmpint (g_chmod (fixture->path, 0600), ==, 0);
  g_assert_cmpint (symlink ("model.json", link), ==, 0);
  g_assert_true (mix_model_save (fixture->model, link, &error));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0600);
  g_assert_cmpuint (n_files (fixture), ==, 2);
}

static void
assert_not_saved (const MixModel *model, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (mix_model_save (model, path, &error));
  g_assert_error (error, MIX_MODEL_ERROR, MIX_MODEL_ERROR_WRITE);
  g_assert_true (g_str_has_prefix (error->message, path));
}

static void
test_save_to_impossible_places (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none", "model.json", NULL);
  g_autofree char *long_name = g_strnfill (300, 'a');
  g_autofree char *too_long = g_build_filename (fixture->folder, long_name, NULL);
  g_autofree char *below_a_file = g_build_filename (fixture->path, "model.json", NULL);
  g_autofree char *kept = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "old", -1, NULL));
  assert_not_saved (fixture->model, nowhere);
  assert_not_saved (fixture->model, too_long);
  assert_not_saved (fixture->model, below_a_file);
  assert_not_saved (fixture->model, fixture->folder);
  assert_not_saved (fixture->model, "");
  if (g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    assert_not_saved (fixture->model, "/dev/full");
  g_assert_true (g_file_get_contents (fixture->path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "old");
  g_assert_cmpuint (n_files (fixture), ==, 1);
}

static void
assert_not_loaded (const char *path, MixModelError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) model = mix_model_load (path, &error);

  g_assert_null (model);
  g_assert_error (error, MIX_MODEL_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, path));
}

static void
test_load_what_is_no_model (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = mix_model_to_json (fixture->model);
  g_autofree char *nothing = g_build_filename (fixture->folder, "nothing", NULL);

  assert_not_loaded (nothing, MIX_MODEL_ERROR_READ);
  assert_not_loaded (fixture->folder, MIX_MODEL_ERROR_READ);
  assert_not_loaded ("", MIX_MODEL_ERROR_READ);
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  assert_not_loaded (fixture->path, MIX_MODEL_ERROR_FORMAT);
  g_assert_true (g_file_set_contents (fixture->path, text, (gssize) strlen (text) / 2, NULL));
  assert_not_loaded (fixture->path, MIX_MODEL_ERROR_FORMAT);
  g_assert_true (g_file_set_contents (fixture->path, "\0\0\0\0", 4, NULL));
  assert_not_loaded (fixture->path, MIX_MODEL_ERROR_FORMAT);

  /* A file of 300 MiB that takes no room. */
  g_assert_cmpint (truncate (fixture->path, 300 << 20), ==, 0);
  assert_not_loaded (fixture->path, MIX_MODEL_ERROR_READ);
}

/* A parser that quotes the file may cut a character in two. */
static void
test_message_is_utf8 (void)
{
  static const char text[] = "{\">f{{4{{*{{{{{{;{{{{{{{{{{{{{{{{{{{{T\xd2\xb5<{\"von\"baspec\"C {\"hidd\"[: nsn\" [:s";
  g_autoptr (GError) error = NULL;

  g_assert_null (mix_model_from_json (text, sizeof text - 1, &error));
  g_assert_error (error, MIX_MODEL_ERROR, MIX_MODEL_ERROR_FORMAT);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-io/round-trip", test_round_trip);
  g_test_add_func ("/model-io/levels", test_levels);
  g_test_add_func ("/model-io/every-kind-of-number", test_every_kind_of_number);
  g_test_add_func ("/model-io/small-model", test_small_model_is_one);
  g_test_add_func ("/model-io/damages", test_damages);
  g_test_add_func ("/model-io/not-even-json", test_not_even_json);
  g_test_add_func ("/model-io/bombs", test_bombs);
  g_test_add_func ("/model-io/ensemble", test_ensemble_round_trip);
  g_test_add_func ("/model-io/hostile-ensembles", test_hostile_ensembles);
  g_test_add_func ("/model-io/too-many-pooled", test_too_many_pooled);
  g_test_add_func ("/model-io/companion-of-companion", test_a_companion_has_no_companion);
  g_test_add_func ("/model-io/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/model-io/changed-anywhere", test_changed_anywhere);
  g_test_add ("/model-io/save-and-load", Fixture, NULL, set_up, test_save_and_load, tear_down);
  g_test_add ("/model-io/save-to-impossible-places", Fixture, NULL, set_up,
              test_save_to_impossible_places, tear_down);
  g_test_add ("/model-io/load-what-is-no-model", Fixture, NULL, set_up,
              test_load_what_is_no_model, tear_down);
  g_test_add_func ("/model-io/message-is-utf8", test_message_is_utf8);
  return g_test_run ();
}
