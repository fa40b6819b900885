/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-config.h"

#include <string.h>

static void
test_table_is_whole (void)
{
  guint n;
  const MixOption *options = mix_options (&n);

  g_assert_cmpuint (n, >, 20);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (mix_option_find (options[i].name) == &options[i]);
      g_assert_cmpuint (options[i].offset, <, sizeof (MixConfig));
      g_assert_nonnull (options[i].label);
      g_assert_cmpuint (strlen (options[i].help), >, 10);
      for (guint j = 0; j < i; j++)
        g_assert_cmpuint (options[i].offset, !=, options[j].offset);
    }
  g_assert_null (mix_option_find ("no-such-option"));
}

static void
test_text_round_trip (void)
{
  MixConfig config, back;
  mix_config_init (&config);
  const char *pairs[][2] = {
    { "components", "7" },           { "hidden", "3,200,1" },     { "activation", "silu" },
    { "learning-rate", "0.00123" },  { "seed", "9007199254740991" }, { "sigma-bias", "off" },
    { "plain-hidden", "none" },      { "sigma-floor", "0.1" },    { "lambda-mu", "1e-05" },
    { "validation", "0.30000000000000004" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_assert_true (mix_config_set (&config, pairs[i][0], pairs[i][1], NULL));
      g_autofree char *text = mix_config_get (&config, pairs[i][0]);
      g_assert_cmpstr (text, ==, pairs[i][1]);
    }

  g_autoptr (GHashTable) settings = mix_config_to_settings (&config);
  g_hash_table_insert (settings, g_strdup ("from-the-future"), g_strdup ("1"));
  g_assert_true (mix_config_from_settings (&back, settings, NULL));
  g_assert_true (mix_config_equal (&config, &back));
  mix_config_init (&back);
  g_assert_false (mix_config_equal (&config, &back));
}

static void
test_bad_values_say_what_is_allowed (void)
{
  const struct { const char *name, *text, *says; } cases[] = {
    { "components", "0", "from 1 to 32" },
    { "components", "33", "from 1 to 32" },
    { "components", "2.5", "whole number" },
    { "components", "", "whole number" },
    { "learning-rate", "nan", "from 0 to 10" },
    { "learning-rate", "-1", "from 0 to 10" },
    { "learning-rate", "0x1p-3", "a number" },
    { "learning-rate", "1e999", "a number" },
    { "validation", "1", "from 0 to 0.9" },
    { "activation", "swish", "relu, tanh, elu, silu, gelu, sigmoid" },
    { "sigma-bias", "yes", "on or off" },
    { "hidden", "128,,64", "128,64" },
    { "hidden", "1000000000", "128,64" },
    { "seed", "-1", "from 0" },
    { "lerning-rate", "1", "no option" },
  };
  MixConfig config, before;
  mix_config_init (&config);
  before = config;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (mix_config_set (&config, cases[i].name, cases[i].text, &error));
      g_assert_error (error, mix_config_error_quark (), 0);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_nonnull (strstr (error->message, cases[i].name));
      g_assert_true (mix_config_equal (&config, &before));
    }
}

static void
test_restart (void)
{
  MixConfig a, b;
  mix_config_init (&a);
  b = a;
  g_assert_false (mix_config_needs_restart (&a, &b));
  b.learning_rate = 0.1;
  b.lambda_pi = 1;
  g_assert_false (mix_config_needs_restart (&a, &b));
  b.components = 3;
  g_assert_true (mix_config_needs_restart (&a, &b));
}

static void
test_small_tables_are_regularised (void)
{
  MixConfig config;

  mix_config_init (&config);
  g_assert_cmpfloat_with_epsilon (mix_config_weight_decay (&config, 100), 0.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_config_weight_decay (&config, 600), 0.1 / 4, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_config_weight_decay (&config, 10000), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_config_input_noise (&config, 300), 0.05, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_config_input_noise (&config, 1000000), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_config_target_noise (&config, 300), 0.03, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_config_averaging (&config, 600), 0.2 / 4, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_config_averaging (&config, 10000), 0, 1e-12);
  config.weight_decay = 1;
  config.input_noise = 0.12;
  config.averaging = 0.25;
  g_assert_cmpfloat_with_epsilon (mix_config_weight_decay (&config, 100), 1.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_config_input_noise (&config, 100), 0.13, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_config_averaging (&config, 100), 0.25, 1e-12);
  config.regularization = 0;
  g_assert_cmpfloat_with_epsilon (mix_config_weight_decay (&config, 100), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_config_input_noise (&config, 100), 0.12, 1e-12);
}

static void
test_automatic_batch_and_rate (void)
{
  MixConfig config;
  mix_config_init (&config);

  g_assert_cmpint (mix_config_batch_size (&config, 5), ==, 5);
  g_assert_cmpint (mix_config_batch_size (&config, 240), ==, 16);
  g_assert_cmpint (mix_config_batch_size (&config, 10000000), ==, 1024);
  g_assert_cmpfloat (mix_config_learning_rate (&config, 240), >, 0);
  config.batch_size = 100;
  config.learning_rate = 0.25;
  g_assert_cmpint (mix_config_batch_size (&config, 50), ==, 50);
  g_assert_cmpint (mix_config_batch_size (&config, 5000), ==, 100);
  g_assert_cmpfloat_with_epsilon (mix_config_learning_rate (&config, 50), 0.25, 1e-15);
}

static void
test_network_spec (void)
{
  MixConfig config;
  mix_config_init (&config);
  config.components = 5;

  MixNetworkSpec mixture = mix_config_network_spec (&config, 3, MIX_HEAD_MIXTURE);
  MixNetworkSpec plain = mix_config_network_spec (&config, 3, MIX_HEAD_POINT);
  g_assert_cmpuint (mixture.components, ==, 5);
  g_assert_cmpuint (mixture.hidden.units[0], ==, 128);
  g_assert_cmpuint (plain.components, ==, 1);
  g_assert_cmpuint (plain.hidden.units[0], ==, 16);

  config.head = MIX_HEAD_POINT;
  plain = mix_config_network_spec (&config, 3, MIX_HEAD_POINT);
  g_assert_cmpuint (plain.hidden.units[0], ==, 128);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/small-tables", test_small_tables_are_regularised);
  g_test_add_func ("/config/table-is-whole", test_table_is_whole);
  g_test_add_func ("/config/text-round-trip", test_text_round_trip);
  g_test_add_func ("/config/bad-values", test_bad_values_say_what_is_allowed);
  g_test_add_func ("/config/restart", test_restart);
  g_test_add_func ("/config/automatic", test_automatic_batch_and_rate);
  g_test_add_func ("/config/network-spec", test_network_spec);
  return g_test_run ();
}
