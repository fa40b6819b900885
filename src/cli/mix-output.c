/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-output.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "mix-command.h"
#include "mix-csv.h"

static gboolean
fail_path (const char *path, const char *why, GError **error)
{
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_FAILED, _ ("%s: cannot be written: %s"), path,
               why);
  return FALSE;
}

/**
 * mix_output_check:
 * @path: (nullable): where a verb will write when it is done; "-" and NULL are fine
 *
 * Finds out what can be known before the work: a folder that is not there, a folder in place of a
 * file, no permission.
 *
 * Returns: FALSE with an error that names the path
 */
gboolean
mix_output_check (const char *path, GError **error)
{
  if (path == NULL || g_str_equal (path, "-"))
    return TRUE;
  if (*path == '\0')
    return fail_path ("“”", _ ("it is no name"), error);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return fail_path (path, g_strerror (EISDIR), error);

  g_autofree char *folder = g_path_get_dirname (path);
  if (access (folder, W_OK | X_OK) != 0)
    return fail_path (path, g_strerror (errno), error);
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return fail_path (path, g_strerror (ENOTDIR), error);
  if (g_file_test (path, G_FILE_TEST_EXISTS) && access (path, W_OK) != 0)
    return fail_path (path, g_strerror (errno), error);
  return TRUE;
}

/**
 * mix_output_print:
 * @text: UTF-8
 *
 * Writes a result to standard output, all of it.
 *
 * Returns: FALSE with an error where it cannot be, such as on a full disk
 */
gboolean
mix_output_print (const char *text, GError **error)
{
  if (fputs (text, stdout) >= 0 && fflush (stdout) == 0)
    return TRUE;
  return fail_path (_ ("standard output"), g_strerror (errno), error);
}

/* One line, whatever a file is called: no control character gets through. */
static void
print_line (const char *prefix, const char *text)
{
  g_autofree char *line = g_strdup (text);
  for (char *c = line; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = '?';
  fprintf (stderr, "mixture-lab-cli: %s%s\n", prefix, line);
}

/**
 * mix_output_note:
 * @format: what a person should know of a result that is right all the same
 *
 * Writes one line to standard error.
 */
void
mix_output_note (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  print_line (_ ("note: "), text);
}

/**
 * mix_output_error:
 *
 * Writes why a verb failed to standard error, in one line.
 */
void
mix_output_error (const GError *error)
{
  print_line ("", error->message);
}

/**
 * mix_json_add_number:
 * @builder: inside of an object
 * @name: of the member; like those of the functions below
 *
 * Adds a number, or null for NaN and the infinities, which JSON does not have.
 */
void
mix_json_add_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  if (isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
mix_json_add_integer (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
mix_json_add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

void
mix_json_add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
append_value (GString *text, JsonNode *node)
{
  char number[32];

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      g_string_append (text, mix_csv_format_number (json_node_get_double (node), number));
      return;
    }
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  json_generator_set_root (generator, node);
  g_autofree char *value = json_generator_to_data (generator, NULL);
  g_string_append (text, value);
}

static gboolean
is_flat (JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!JSON_NODE_HOLDS_VALUE (json_array_get_element (array, i))
        && !JSON_NODE_HOLDS_NULL (json_array_get_element (array, i)))
      return FALSE;
  return TRUE;
}

static void append_node (GString *text, JsonNode *node, int indent);

static void
append_break (GString *text, gboolean flat, int indent)
{
  if (!flat)
    g_string_append_printf (text, "\n%*s", indent, "");
}

static void
append_array (GString *text, JsonArray *array, int indent)
{
  gboolean flat = is_flat (array);

  g_string_append_c (text, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append (text, flat ? ", " : ",");
      append_break (text, flat, indent + 2);
      append_node (text, json_array_get_element (array, i), indent + 2);
    }
  append_break (text, flat || json_array_get_length (array) == 0, indent);
  g_string_append_c (text, ']');
}

static void
append_object (GString *text, JsonObject *object, int indent)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;
  gboolean first = TRUE;

  g_string_append_c (text, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      g_autoptr (JsonNode) key = json_node_init_string (json_node_alloc (), name);
      if (!first)
        g_string_append_c (text, ',');
      append_break (text, FALSE, indent + 2);
      append_value (text, key);
      g_string_append (text, ": ");
      append_node (text, member, indent + 2);
      first = FALSE;
    }
  append_break (text, first, indent);
  g_string_append_c (text, '}');
}

static void
append_node (GString *text, JsonNode *node, int indent)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (text, json_node_get_object (node), indent);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_array (text, json_node_get_array (node), indent);
  else
    append_value (text, node);
}

/**
 * mix_json_to_text:
 *
 * Indented JSON with numbers in the shortest decimals that read back as the same: 0.2, where
 * json-glib's own generator writes 0.20000000000000001.
 *
 * Returns: (transfer full): text that ends with a line break
 */
char *
mix_json_to_text (JsonNode *root)
{
  GString *text = g_string_new (NULL);
  append_node (text, root, 0);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

/**
 * mix_output_print_json:
 * @builder: complete
 *
 * Returns: FALSE with an error where standard output cannot be written
 */
gboolean
mix_output_print_json (JsonBuilder *builder, GError **error)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = mix_json_to_text (root);
  return mix_output_print (text, error);
}
