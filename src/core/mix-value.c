/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-value.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-file.h"

/**
 * mix_value_read_file:
 * @length: (out): bytes
 * @error: MIX_MODEL_ERROR_READ, beginning with the path
 *
 * Returns: (transfer full): what a file of at most MIX_VALUE_MAX_BYTES holds
 */
char *
mix_value_read_file (const char *path, gsize *length, GError **error)
{
  g_autoptr (GError) reason = NULL;
  char *text = mix_file_read (path, MIX_VALUE_MAX_BYTES, length, &reason);

  if (text == NULL)
    g_set_error_literal (error, MIX_MODEL_ERROR, MIX_MODEL_ERROR_READ, reason->message);
  return text;
}

/**
 * mix_value_write_file:
 * @length: at most MIX_VALUE_MAX_BYTES, or it could not be read back
 * @error: MIX_MODEL_ERROR_WRITE, beginning with the path
 *
 * Returns: whether the file is there as a whole; where not, an old one is as it was
 */
gboolean
mix_value_write_file (const char *path, const char *text, gsize length, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (mix_file_write (path, text, length, &reason))
    return TRUE;
  g_set_error_literal (error, MIX_MODEL_ERROR, MIX_MODEL_ERROR_WRITE, reason->message);
  return FALSE;
}

/**
 * mix_value_fail:
 * @format: what is wrong, translated
 *
 * Sets the error.
 */
void
mix_value_fail (GError **error, MixModelError code, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  GError *made = g_error_new_valist (MIX_MODEL_ERROR, (int) code, format, arguments);
  va_end (arguments);
  g_propagate_error (error, made);
}

/* Before parsing */

#define MAX_DEPTH 64
#define MAX_CONTAINERS 200000
#define MAX_VALUES (24 << 20)
#define MAX_SETTINGS 10000

/* The four digits behind \u at text [length]; −1 where it is no such escape. */
static int
read_unit (const char *text, gsize length)
{
  int unit = 0;

  if (length < 6 || text[0] != '\\' || text[1] != 'u')
    return -1;
  for (gsize i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);
      if (digit < 0)
        return -1;
      unit = 16 * unit + digit;
    }
  return unit;
}

/* The parser knows more escapes than JSON has, "\256" among them, and makes bytes of them that are
 * no UTF-8; so are halves of surrogate pairs. Returns the length of an escape; 0: it is none. */
static gsize
match_escape (const char *text, gsize length)
{
  int unit = read_unit (text, length);

  if (unit >= 0xd800 && unit < 0xdc00)
    {
      int low = read_unit (text + 6, length - 6);
      return low >= 0xdc00 && low < 0xe000 ? 12 : 0;
    }
  if (unit >= 0)
    return unit >= 0xdc00 && unit < 0xe000 ? 0 : 6;
  return length >= 2 && text[1] != '\0' && strchr ("\"\\/bfnrt", text[1]) != NULL ? 2 : 0;
}

static gboolean
check_escapes (const char *text, gsize length, GError **error)
{
  const char *end = text + length, *c = text;
  gsize n;

  while (c < end && (c = memchr (c, '\\', (gsize) (end - c))) != NULL)
    {
      n = match_escape (c, (gsize) (end - c));
      if (n == 0)
        {
          mix_value_fail (error, MIX_MODEL_ERROR_FORMAT,
                          _ ("a backslash with what is no escape of JSON behind it"));
          return FALSE;
        }
      c += n;
    }
  return TRUE;
}

/* The parser calls itself for every level and makes an object of every value: a small text may ask
 * for a lot of both. */
static gboolean
check_size_of_tree (const char *text, gsize length, GError **error)
{
  guint depth = 0, containers = 0, values = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];
      if (quoted && c == '\\')
        i++;
      else if (c == '"')
        quoted = !quoted;
      else if (quoted)
        continue;
      else if (c == '[' || c == '{')
        {
          depth++;
          containers++;
        }
      else if ((c == ']' || c == '}') && depth > 0)
        depth--;
      else if (c == ',')
        values++;
      if (depth > MAX_DEPTH || containers > MAX_CONTAINERS || values > MAX_VALUES)
        {
          mix_value_fail (error, MIX_MODEL_ERROR_FORMAT,
                          _ ("the file is too deeply nested, or too long"));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_text (const char *text, gsize length, GError **error)
{
  if (length == 0)
    mix_value_fail (error, MIX_MODEL_ERROR_FORMAT, _ ("the file is empty"));
  else if (length > MIX_VALUE_MAX_BYTES)
    mix_value_fail (error, MIX_MODEL_ERROR_READ, _ ("the file is too large"));
  else if (!g_utf8_validate_len (text, length, NULL))
    mix_value_fail (error, MIX_MODEL_ERROR_FORMAT, _ ("the file is not text in UTF-8"));
  else
    return check_escapes (text, length, error) && check_size_of_tree (text, length, error);
  return FALSE;
}

/**
 * mix_value_parse:
 * @text: [length] of a file that nobody trusts
 *
 * Returns: (transfer full): a parser whose root is an object; NULL with an error that has line and
 * column
 */
JsonParser *
mix_value_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) reason = NULL;

  if (!check_text (text, length, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text, (gssize) length, &reason))
    {
      /* It quotes bytes of the file, and may cut a character in two. */
      g_autofree char *why = g_utf8_make_valid (reason->message, -1);
      mix_value_fail (error, MIX_MODEL_ERROR_FORMAT, _ ("the file is not whole: %s"), why);
      return NULL;
    }
  JsonNode *root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return g_steal_pointer (&parser);
  mix_value_fail (error, MIX_MODEL_ERROR_FORMAT, _ ("the file holds no object"));
  return NULL;
}

/* Values */

static JsonNode *
find (JsonObject *object, const char *key, GError **error)
{
  JsonNode *node = json_object_get_member (object, key);

  if (node == NULL)
    mix_value_fail (error, MIX_MODEL_ERROR_FORMAT,
                    _ ("the key “%s” is missing: the file is not whole"), key);
  return node;
}

/**
 * mix_value_wrong_kind:
 * @wanted: what there should be, with its article, translated
 *
 * Returns: FALSE, with MIX_MODEL_ERROR_FORMAT
 */
gboolean
mix_value_wrong_kind (const char *key, const char *wanted, GError **error)
{
  mix_value_fail (error, MIX_MODEL_ERROR_FORMAT, _ ("the key “%s” is not %s"), key, wanted);
  return FALSE;
}

/**
 * mix_value_get_object:
 *
 * Returns: (transfer none): the object at the key; NULL with an error
 */
JsonObject *
mix_value_get_object (JsonObject *object, const char *key, GError **error)
{
  JsonNode *node = find (object, key, error);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  mix_value_wrong_kind (key, _ ("an object"), error);
  return NULL;
}

/**
 * mix_value_get_array:
 *
 * Returns: (transfer none): the list at the key; NULL with an error
 */
JsonArray *
mix_value_get_array (JsonObject *object, const char *key, GError **error)
{
  JsonNode *node = find (object, key, error);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  mix_value_wrong_kind (key, _ ("a list"), error);
  return NULL;
}

/**
 * mix_value_holds:
 * @type: G_TYPE_INT64, G_TYPE_DOUBLE, G_TYPE_STRING or G_TYPE_BOOLEAN
 *
 * Returns: whether it is a value of exactly that type
 */
gboolean
mix_value_holds (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/**
 * mix_value_get_text:
 *
 * Returns: (transfer none): the text at the key; NULL with an error
 */
const char *
mix_value_get_text (JsonObject *object, const char *key, GError **error)
{
  JsonNode *node = find (object, key, error);

  if (node == NULL)
    return NULL;
  if (mix_value_holds (node, G_TYPE_STRING))
    return json_node_get_string (node);
  mix_value_wrong_kind (key, _ ("a text"), error);
  return NULL;
}

/**
 * mix_value_read_whole:
 * @key: what the error calls the node
 * @value: (out)
 *
 * Returns: whether the node is a whole number from low to high; FALSE with an error
 */
gboolean
mix_value_read_whole (JsonNode *node, const char *key, gint64 low, gint64 high, guint *value,
                      GError **error)
{
  if (!mix_value_holds (node, G_TYPE_INT64))
    return mix_value_wrong_kind (key, _ ("a whole number"), error);
  gint64 found = json_node_get_int (node);
  if (found >= low && found <= high)
    {
      *value = (guint) found;
      return TRUE;
    }
  mix_value_fail (error, MIX_MODEL_ERROR_VALUE,
                  _ ("the key “%s” is %lld, and must be from %lld to %lld"), key, (long long) found,
                  (long long) low, (long long) high);
  return FALSE;
}

/**
 * mix_value_get_whole:
 * @value: (out)
 *
 * Returns: whether there is a whole number from low to high at the key; FALSE with an error
 */
gboolean
mix_value_get_whole (JsonObject *object, const char *key, gint64 low, gint64 high, guint *value,
                     GError **error)
{
  JsonNode *node = find (object, key, error);

  return node != NULL && mix_value_read_whole (node, key, low, high, value, error);
}

/**
 * mix_value_get_number:
 * @value: (out)
 *
 * Returns: whether there is a finite number of that sign at the key; FALSE with an error
 */
gboolean
mix_value_get_number (JsonObject *object, const char *key, MixSign sign, double *value,
                      GError **error)
{
  JsonNode *node = find (object, key, error);

  if (node == NULL)
    return FALSE;
  if (!mix_value_holds (node, G_TYPE_INT64) && !mix_value_holds (node, G_TYPE_DOUBLE))
    return mix_value_wrong_kind (key, _ ("a number"), error);
  *value = json_node_get_double (node);
  if (isfinite (*value)
      && (sign == MIX_SIGN_ANY || *value > 0 || (sign != MIX_SIGN_POSITIVE && *value >= 0)))
    return TRUE;
  mix_value_fail (error, MIX_MODEL_ERROR_VALUE,
                  _ ("the key “%s” is %g, which is not a possible value"), key, *value);
  return FALSE;
}

/**
 * mix_value_get_switch:
 * @value: (out)
 *
 * Returns: whether there is true or false at the key; FALSE with an error
 */
gboolean
mix_value_get_switch (JsonObject *object, const char *key, gboolean *value, GError **error)
{
  JsonNode *node = find (object, key, error);

  if (node == NULL)
    return FALSE;
  if (!mix_value_holds (node, G_TYPE_BOOLEAN))
    return mix_value_wrong_kind (key, _ ("true or false"), error);
  *value = json_node_get_boolean (node);
  return TRUE;
}

/**
 * mix_value_get_choice:
 * @value: (out)
 *
 * Returns: whether there is one of the table's words at the key; FALSE with an error
 */
gboolean
mix_value_get_choice (JsonObject *object, const char *key, const MixChoice *choices, int *value,
                      GError **error)
{
  const char *nick = mix_value_get_text (object, key, error);

  if (nick == NULL)
    return FALSE;
  if (mix_choice_parse (choices, nick, value))
    return TRUE;
  mix_value_fail (error, MIX_MODEL_ERROR_VALUE, _ ("the key “%s” is “%s”, which is unknown here"),
                  key, nick);
  return FALSE;
}

/**
 * mix_value_get_settings:
 *
 * Returns: (transfer full): the texts of the object at the key, char* → char*; NULL with an error
 */
GHashTable *
mix_value_get_settings (JsonObject *object, const char *key, GError **error)
{
  JsonObject *member = mix_value_get_object (object, key, error);
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (member == NULL)
    return NULL;
  if (json_object_get_size (member) > MAX_SETTINGS)
    {
      mix_value_fail (error, MIX_MODEL_ERROR_VALUE, _ ("too many settings"));
      return NULL;
    }
  g_autoptr (GList) names = json_object_get_members (member);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *text = mix_value_get_text (member, l->data, error);
      if (text == NULL)
        return NULL;
      g_hash_table_insert (settings, g_strdup (l->data), g_strdup (text));
    }
  return g_steal_pointer (&settings);
}

/**
 * mix_value_check_keys:
 * @known: ends with NULL
 *
 * Returns: whether the object has no other keys; FALSE with an error
 */
gboolean
mix_value_check_keys (JsonObject *object, const char *const *known, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      {
        mix_value_fail (error, MIX_MODEL_ERROR_FORMAT, _ ("the key “%s” is unknown here"),
                        (const char *) l->data);
        return FALSE;
      }
  return TRUE;
}
