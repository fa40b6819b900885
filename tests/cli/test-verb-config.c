/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <string.h>

#include "mix-config.h"
#include "mix-preset.h"

static const char *const type_names[] = {
  [MIX_OPTION_INTEGER] = "integer", [MIX_OPTION_LONG] = "integer",
  [MIX_OPTION_NUMBER] = "number",   [MIX_OPTION_SWITCH] = "switch",
  [MIX_OPTION_CHOICE] = "choice",   [MIX_OPTION_LAYERS] = "layers",
};

static void
check_choices (const MixOption *option, JsonObject *object)
{
  JsonArray *choices = json_object_get_array_member (object, "choices");
  guint n = 0;
  for (; option->choices[n].nick != NULL; n++)
    g_assert_cmpstr (json_array_get_string_element (choices, n), ==, option->choices[n].nick);
  g_assert_cmpuint (json_array_get_length (choices), ==, n);
}

/* The default goes through JSON and back into a configuration, unchanged. */
static void
check_default (const MixOption *option, JsonObject *object)
{
  MixConfig initial, config;
  g_autofree char *text = NULL;
  GError *error = NULL;
  JsonNode *value = json_object_get_member (object, "default");

  if (json_node_get_value_type (value) == G_TYPE_STRING)
    text = json_node_dup_string (value);
  else
    text = json_to_string (value, FALSE);
  mix_config_init (&initial);
  config = initial;
  mix_config_set (&config, option->name, text, &error);
  g_assert_no_error (error);
  g_assert_true (mix_config_equal (&config, &initial));
}

static void
test_json_is_the_table (Cli *cli, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  guint n;
  const MixOption *table = mix_options (&n);

  cli_run (cli, "config", "--json");
  cli_assert_status (cli, 0);
  JsonArray *options =
    json_object_get_array_member (cli_parse_object (cli->out, parser), "options");
  g_assert_cmpuint (json_array_get_length (options), ==, n);
  g_assert_cmpuint (n, >, 10);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = json_array_get_object_element (options, i);
      g_assert_cmpstr (json_object_get_string_member (object, "name"), ==, table[i].name);
      g_assert_cmpstr (json_object_get_string_member (object, "type"), ==,
                       type_names[table[i].kind]);
      g_assert_cmpstr (json_object_get_string_member (object, "help"), ==, table[i].help);
      if (table[i].kind == MIX_OPTION_CHOICE)
        check_choices (&table[i], object);
      if (table[i].kind == MIX_OPTION_NUMBER || table[i].kind == MIX_OPTION_INTEGER)
        g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "max"),
                                        table[i].max, 1e-9);
      check_default (&table[i], object);
    }
}

/* Each preset with its settings, all of which are options. */
static void
test_presets (Cli *cli, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  guint n;
  const MixPreset *table = mix_presets (&n);

  cli_run (cli, "config", "--json");
  JsonArray *presets =
    json_object_get_array_member (cli_parse_object (cli->out, parser), "presets");
  g_assert_cmpuint (json_array_get_length (presets), ==, n);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = json_array_get_object_element (presets, i);
      JsonObject *settings = json_object_get_object_member (object, "settings");
      g_assert_cmpstr (json_object_get_string_member (object, "name"), ==, table[i].name);
      g_assert_cmpuint (json_object_get_size (settings), ==, table[i].n_settings);
    }
  cli_run (cli, "config");
  cli_assert_contains (cli->out, "--preset article");
  cli_assert_contains (cli->out, "--mixing gumbel-softmax");
}

static void
test_text (Cli *cli, gconstpointer data)
{
  guint n;
  const MixOption *table = mix_options (&n);

  cli_run (cli, "config");
  cli_assert_status (cli, 0);
  g_autofree char *text = g_strdup (cli->out);
  cli_run (cli, "train", "--help");
  cli_assert_status (cli, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strconcat ("--", table[i].name, NULL);
      cli_assert_contains (text, name);
      cli_assert_contains (text, table[i].help);
      cli_assert_contains (cli->out, name);
    }
}

static void
test_full_disk (Cli *cli, gconstpointer data)
{
  cli_run_full (cli, CLI_WORDS ("config", "--json"), NULL, "/dev/full");
  cli_assert_fails (cli, 1, "No space left on device");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/verb-config/json-is-the-table", test_json_is_the_table);
  cli_add_test ("/verb-config/presets", test_presets);
  cli_add_test ("/verb-config/text", test_text);
  cli_add_test ("/verb-config/full-disk", test_full_disk);
  return g_test_run ();
}
