/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-model-io.h"

#include "mix-model-same.h"

/* Texts that are no models, or damaged ones, or made to harm. */

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
  g_autoptr (MixModel) model = example_ensemble (&spec, &example_target, 4, NULL, NULL);
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
  g_test_add_func ("/model-io/small-model", test_small_model_is_one);
  g_test_add_func ("/model-io/damages", test_damages);
  g_test_add_func ("/model-io/not-even-json", test_not_even_json);
  g_test_add_func ("/model-io/bombs", test_bombs);
  g_test_add_func ("/model-io/hostile-ensembles", test_hostile_ensembles);
  g_test_add_func ("/model-io/too-many-pooled", test_too_many_pooled);
  g_test_add_func ("/model-io/companion-of-companion", test_a_companion_has_no_companion);
  g_test_add_func ("/model-io/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/model-io/changed-anywhere", test_changed_anywhere);
  g_test_add_func ("/model-io/message-is-utf8", test_message_is_utf8);
  return g_test_run ();
}
