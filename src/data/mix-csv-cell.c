/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv-cell.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "mix-decimal.h"

#define MAX_SHOWN 30 /* characters */

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static gboolean
is_missing_word (const char *text, gsize length)
{
  static const char *const words[] = { "?", "na", "n/a", "#n/a", "nan", "-nan", "+nan", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (words[i], text, length) == 0)
      return TRUE;
  return FALSE;
}

/**
 * mix_csv_cell_read:
 * @text: [length], the cell without its quotes
 * @value: (out): the number, NaN where the cell is none
 *
 * Missing are an empty or blank cell, ?, NA, N/A, #N/A, NaN and null, in capitals or not. Spaces
 * around do not count.
 *
 * Returns: what the cell is
 */
MixCellKind
mix_csv_cell_read (const char *text, gsize length, double *value)
{
  for (; length > 0 && is_blank (*text); length--)
    text++;
  while (length > 0 && is_blank (text[length - 1]))
    length--;

  *value = (double) NAN;
  if (length == 0)
    return MIX_CELL_MISSING;
  switch (mix_decimal_parse (text, length, value))
    {
    case MIX_DECIMAL_NUMBER:
      return MIX_CELL_NUMBER;
    case MIX_DECIMAL_INFINITE:
      return MIX_CELL_INFINITE;
    case MIX_DECIMAL_TOO_LARGE:
      return MIX_CELL_TOO_LARGE;
    case MIX_DECIMAL_NONE:
    default:
      return is_missing_word (text, length) ? MIX_CELL_MISSING : MIX_CELL_TEXT;
    }
}

/**
 * mix_csv_cell_shorten:
 * @text: [length], UTF-8
 *
 * Returns: (transfer full): the cell in one line of at most some thirty characters, for a message
 */
char *
mix_csv_cell_shorten (const char *text, gsize length)
{
  GString *shown = g_string_new (NULL);
  const char *end = text + length;
  guint n = 0;

  for (const char *c = text; c < end; c = g_utf8_next_char (c), n++)
    {
      gunichar character = g_utf8_get_char (c);
      if (n == MAX_SHOWN)
        {
          g_string_append (shown, "…");
          break;
        }
      if (g_unichar_isprint (character))
        g_string_append_unichar (shown, character);
      else
        g_string_append_printf (shown, character < 0x80 ? "\\x%02x" : "\\u%04x", character);
    }
  return g_string_free (shown, FALSE);
}

/* 1,5 or -0,25: what most of Europe writes, and what is not read. */
static gboolean
has_decimal_comma (const char *text)
{
  g_autofree char *copy = g_strdup (text);
  double value;

  return strchr (text, ',') != NULL && strchr (text, ',') == strrchr (text, ',')
         && mix_decimal_parse (g_strdelimit (copy, ",", '.'), strlen (copy), &value)
                == MIX_DECIMAL_NUMBER;
}

/**
 * mix_csv_cell_complain:
 * @kind: not a number, and not missing
 * @shortened: the cell as it is shown
 *
 * Returns: (transfer full): what is wrong with the cell in a column of numbers
 */
char *
mix_csv_cell_complain (MixCellKind kind, const char *shortened)
{
  if (kind == MIX_CELL_INFINITE)
    return g_strdup_printf (_ ("\"%s\" is not a finite number"), shortened);
  if (kind == MIX_CELL_TOO_LARGE)
    return g_strdup_printf (_ ("\"%s\" is too large a number"), shortened);
  if (has_decimal_comma (shortened))
    return g_strdup_printf (_ ("\"%s\" is not a number (decimals are written with a point)"),
                            shortened);
  return g_strdup_printf (_ ("\"%s\" is not a number"), shortened);
}

/**
 * mix_csv_cell_count_lines:
 *
 * Returns: the line ends in text, where CR LF is one
 */
guint
mix_csv_cell_count_lines (const char *text, gsize length)
{
  guint n = 0;

  if (memchr (text, '\n', length) == NULL && memchr (text, '\r', length) == NULL)
    return 0;
  for (gsize i = 0; i < length; i++)
    n += text[i] == '\n' || (text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n'));
  return n;
}
