/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-json.h"

#include <string.h>

/* Appends a string in quotes; what is not UTF-8 in it becomes a mark. */
void
mix_json_append_text (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  for (const char *c = valid; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (out, '\\');
      if ((guchar) *c < 0x20)
        g_string_append_printf (out, "\\u%04x", (guint) (guchar) *c);
      else
        g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}

/* A whole number gets a point, so that −0 keeps its sign on its way through a reader. */
void
mix_json_append_decimal (GString *out, const char *decimal)
{
  g_string_append (out, decimal);
  if (strpbrk (decimal, ".en") == NULL)
    g_string_append (out, ".0");
}

/* The fewest digits that read back as the same double. */
void
mix_json_append_number (GString *out, double value)
{
  char decimal[G_ASCII_DTOSTR_BUF_SIZE];
  const char *const formats[] = { "%.15g", "%.16g", "%.17g" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      double back = g_ascii_strtod (g_ascii_formatd (decimal, sizeof decimal, formats[i], value),
                                    NULL);
      if (memcmp (&back, &value, sizeof value) == 0)
        break;
    }
  mix_json_append_decimal (out, decimal);
}

/* An object of texts, char* → char*, in the order of their names. */
void
mix_json_append_settings (GString *out, GHashTable *settings)
{
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (settings), (GCompareFunc) strcmp);

  g_string_append_c (out, '{');
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_string_append (out, l == names ? "" : ", ");
      mix_json_append_text (out, l->data);
      g_string_append (out, ": ");
      mix_json_append_text (out, g_hash_table_lookup (settings, l->data));
    }
  g_string_append_c (out, '}');
}
