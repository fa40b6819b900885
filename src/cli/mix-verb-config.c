/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-verbs.h"

#include <glib/gi18n-lib.h>

#include "mix-config.h"
#include "mix-output.h"
#include "mix-preset.h"

static const char *const kind_names[] = {
  [MIX_OPTION_INTEGER] = "integer", [MIX_OPTION_LONG] = "integer",
  [MIX_OPTION_NUMBER] = "number",   [MIX_OPTION_SWITCH] = "switch",
  [MIX_OPTION_CHOICE] = "choice",   [MIX_OPTION_LAYERS] = "layers",
};

static const char *const group_names[] = {
  [MIX_GROUP_MODEL] = "model",
  [MIX_GROUP_STABILITY] = "stability",
  [MIX_GROUP_TRAINING] = "training",
};

static gboolean
has_range (const MixOption *option)
{
  return option->kind == MIX_OPTION_INTEGER || option->kind == MIX_OPTION_LONG
         || option->kind == MIX_OPTION_NUMBER;
}

/* What a value may be, in the words of a person: "1 … 32", "on, off". */
static char *
describe_range (const MixOption *option)
{
  if (has_range (option))
    return g_strdup_printf ("%.16g … %.16g", option->min, option->max);
  if (option->kind == MIX_OPTION_SWITCH)
    return g_strdup ("on, off");
  if (option->kind == MIX_OPTION_LAYERS)
    return g_strdup_printf (_ ("none, or up to %d of 1 … %d"), MIX_MAX_HIDDEN, MIX_MAX_UNITS);

  GString *text = g_string_new (NULL);
  for (const MixChoice *c = option->choices; c->nick != NULL; c++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", c->nick);
  return g_string_free (text, FALSE);
}

static void
add_default (JsonBuilder *builder, const MixOption *option)
{
  double value = g_ascii_strtod (option->initial, NULL);

  if (option->kind == MIX_OPTION_NUMBER)
    mix_json_add_number (builder, "default", value);
  else if (has_range (option))
    mix_json_add_integer (builder, "default", (gint64) value);
  else
    mix_json_add_string (builder, "default", option->initial);
}

static void
add_limits (JsonBuilder *builder, const MixOption *option)
{
  if (option->kind == MIX_OPTION_NUMBER)
    {
      mix_json_add_number (builder, "min", option->min);
      mix_json_add_number (builder, "max", option->max);
    }
  else if (has_range (option))
    {
      mix_json_add_integer (builder, "min", (gint64) option->min);
      mix_json_add_integer (builder, "max", (gint64) option->max);
    }
  else if (option->kind == MIX_OPTION_CHOICE)
    {
      json_builder_set_member_name (builder, "choices");
      json_builder_begin_array (builder);
      for (const MixChoice *c = option->choices; c->nick != NULL; c++)
        json_builder_add_string_value (builder, c->nick);
      json_builder_end_array (builder);
    }
}

static void
add_presets (JsonBuilder *builder)
{
  guint n;
  const MixPreset *presets = mix_presets (&n);

  json_builder_set_member_name (builder, "presets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      mix_json_add_string (builder, "name", presets[i].name);
      mix_json_add_string (builder, "label", _ (presets[i].label));
      mix_json_add_string (builder, "help", _ (presets[i].help));
      json_builder_set_member_name (builder, "settings");
      json_builder_begin_object (builder);
      for (guint j = 0; j < presets[i].n_settings; j++)
        mix_json_add_string (builder, presets[i].settings[j].option, presets[i].settings[j].value);
      json_builder_end_object (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
append_presets (GString *text)
{
  guint n;
  const MixPreset *presets = mix_presets (&n);

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text, "--preset %s\n%20s%s\n", presets[i].name, "",
                              _ (presets[i].help));
      for (guint j = 0; j < presets[i].n_settings; j++)
        g_string_append_printf (text, "%20s--%s %s\n", "", presets[i].settings[j].option,
                                presets[i].settings[j].value);
    }
}

static gboolean
print_json (GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint n_options;
  const MixOption *options = mix_options (&n_options);

  json_builder_begin_object (builder);
  mix_json_add_string (builder, "version", MIX_VERSION);
  json_builder_set_member_name (builder, "options");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_options; i++)
    {
      json_builder_begin_object (builder);
      mix_json_add_string (builder, "name", options[i].name);
      mix_json_add_string (builder, "type", kind_names[options[i].kind]);
      add_limits (builder, &options[i]);
      add_default (builder, &options[i]);
      mix_json_add_string (builder, "group", group_names[options[i].group]);
      mix_json_add_boolean (builder, "live", options[i].live);
      mix_json_add_string (builder, "label", _ (options[i].label));
      mix_json_add_string (builder, "help", _ (options[i].help));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_presets (builder);
  json_builder_end_object (builder);
  return mix_output_print_json (builder, error);
}

static gboolean
print_text (GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_options;
  const MixOption *options = mix_options (&n_options);

  for (guint i = 0; i < n_options; i++)
    {
      g_autofree char *range = describe_range (&options[i]);
      g_string_append_printf (text, "--%-17s %s [%s]\n%20s%s\n", options[i].name,
                              options[i].initial, range, "", _ (options[i].help));
    }
  append_presets (text);
  return mix_output_print (text->str, error);
}

static gboolean
run (MixCommand *command, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("As JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  mix_command_add_options (command, entries);
  if (!mix_command_parse (command, error) || !mix_command_expect (command, 0, error))
    return FALSE;
  return json ? print_json (error) : print_text (error);
}

const MixVerb mix_verb_config = {
  .name = "config",
  .arguments = "",
  .summary = N_ ("Print the options of training: type, range, default and meaning; and the presets"),
  .run = run,
};
