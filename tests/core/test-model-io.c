/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-model-io.h"

#include <float.h>
#include <math.h>

#include "mix-model-same.h"

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

/* A target that is a date is one again; a file that says nothing has numbers. */
static void
test_target_time (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixModel) model = example_pair ();
  g_autofree char *plain = mix_model_to_json (model);

  g_assert_null (strstr (plain, "\"time\""));
  mix_model_set_target_time (model, MIX_TIME_DAYS);
  g_autofree char *text = mix_model_to_json (model);
  g_autoptr (MixModel) back = mix_model_from_json (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mix_model_get_target_time (back), ==, MIX_TIME_DAYS);
  char *word = strstr (text, "\"days\"");
  memcpy (word, "\"dais\"", 6);
  g_assert_null (mix_model_from_json (text, -1, &error));
  g_assert_error (error, MIX_MODEL_ERROR, MIX_MODEL_ERROR_VALUE);
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

static void
test_ensemble_round_trip (void)
{
  MixNetworkSpec spec = example_spec (3, MIX_HEAD_MIXTURE, 2);
  MixNetworkSpec plain = example_spec (3, MIX_HEAD_POINT, 1);
  g_autoptr (GHashTable) settings = example_settings ();
  g_autoptr (MixModel) companion = example_model (&plain, &example_target, 0.3, NULL, NULL);
  g_autoptr (MixModel) model = example_ensemble (&spec, &example_target, 3, settings, companion);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-io/target-time", test_target_time);
  g_test_add_func ("/model-io/round-trip", test_round_trip);
  g_test_add_func ("/model-io/levels", test_levels);
  g_test_add_func ("/model-io/every-kind-of-number", test_every_kind_of_number);
  g_test_add_func ("/model-io/ensemble", test_ensemble_round_trip);
  return g_test_run ();
}
