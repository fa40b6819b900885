/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv-cell.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "mix-decimal.h"

#define MAX_SHOWN 30 /* characters */

const char mix_csv_missing_words[] = "?,NA,N/A,#N/A,NaN,-NaN,+NaN,null";

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* Spaces of word processors and web pages, which do not break or are thin. */
static const char *const wide_blanks[] = { "\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf" };

/* A blank at the beginning of text [length], or at its end: its bytes; 0: none. */
static gsize
match_blank (const char *text, gsize length, gboolean at_end)
{
  char c = at_end ? text[length - 1] : *text;

  if (is_blank (c))
    return 1;
  for (guint i = 0; (guchar) c >= 0x80 && i < G_N_ELEMENTS (wide_blanks); i++)
    {
      gsize n = strlen (wide_blanks[i]);
      if (n <= length && memcmp (at_end ? text + length - n : text, wide_blanks[i], n) == 0)
        return n;
    }
  return 0;
}

static gboolean
is_missing_word (const MixCellFormat *format, const char *text, gsize length)
{
  for (char **word = format->missing; *word != NULL; word++)
    if (strlen (*word) == length && g_ascii_strncasecmp (*word, text, length) == 0)
      return TRUE;
  return FALSE;
}

/**
 * mix_csv_cell_match_grouping:
 *
 * Returns: the length of a mark between groups of digits that begins at text, or 0
 */
gsize
mix_csv_cell_match_grouping (MixGrouping grouping, const char *text, const char *end)
{
  static const char *const marks[][5] = {
    [MIX_GROUPING_COMMA] = { "," },
    [MIX_GROUPING_POINT] = { "." },
    [MIX_GROUPING_SPACE] = { " ", "\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf" },
    [MIX_GROUPING_APOSTROPHE] = { "'", "\xe2\x80\x99" },
  };

  if (grouping <= MIX_GROUPING_NONE)
    return 0;
  for (const char *const *mark = marks[grouping]; *mark != NULL; mark++)
    {
      gsize n = strlen (*mark);
      if (n <= (gsize) (end - text) && memcmp (text, *mark, n) == 0)
        return n;
    }
  return 0;
}

/* The whole part, its marks left out: one to three digits, and then groups of exactly three. NULL
 * where the groups are not such. */
static const char *
copy_groups (MixGrouping grouping, const char *c, const char *end, GString *plain)
{
  gsize n_digits = 0, n_groups = 0, n;

  for (; c < end; c += n)
    {
      n = 1;
      if (g_ascii_isdigit (*c))
        {
          g_string_append_c (plain, *c);
          n_digits++;
          continue;
        }
      n = mix_csv_cell_match_grouping (grouping, c, end);
      if (n == 0)
        break;
      if (n_groups > 0 ? n_digits != 3 : n_digits < 1 || n_digits > 3)
        return NULL;
      n_groups++;
      n_digits = 0;
    }
  return n_groups > 0 && n_digits != 3 ? NULL : c;
}

static const char *
copy_sign (const char *c, const char *end, GString *plain)
{
  gsize n_minus = mix_csv_match_wide_minus (c, (gsize) (end - c));

  if (n_minus > 0)
    {
      g_string_append_c (plain, '-');
      return c + n_minus;
    }
  if (c < end && (*c == '-' || *c == '+'))
    g_string_append_c (plain, *c++);
  return c;
}

/* The number as it would be without groups and with a point. */
static MixDecimalKind
parse_formatted (const MixCellFormat *format, const char *text, gsize length, double *value)
{
  const char *end = text + length;
  g_autoptr (GString) plain = g_string_sized_new (length);
  const char *c = copy_groups (format->grouping, copy_sign (text, end, plain), end, plain);

  if (c == NULL)
    return MIX_DECIMAL_NONE;
  if (c < end && *c == (format->decimal == MIX_DECIMAL_MARK_COMMA ? ',' : '.'))
    {
      g_string_append_c (plain, '.');
      c++;
    }
  else if (c < end && (*c == ',' || *c == '.'))
    return MIX_DECIMAL_NONE;
  g_string_append_len (plain, c, end - c);
  return mix_decimal_parse (plain->str, plain->len, value);
}

static MixDecimalKind
parse (const MixCellFormat *format, const char *text, gsize length, double *value)
{
  gboolean is_usual
      = format->decimal == MIX_DECIMAL_MARK_POINT && format->grouping <= MIX_GROUPING_NONE;

  if (is_usual && *text != '\xe2')
    return mix_decimal_parse (text, length, value);
  return parse_formatted (format, text, length, value);
}

/**
 * mix_cell_format_init:
 * @import: missing may be auto; what else matters here may not
 *
 * Takes what matters for a cell from the settings.
 */
void
mix_cell_format_init (MixCellFormat *format, const MixImport *import)
{
  gboolean is_auto = strcmp (import->missing, "auto") == 0;

  format->decimal = import->decimal;
  format->grouping = import->grouping;
  format->missing = g_strsplit (is_auto ? mix_csv_missing_words : import->missing, ",", -1);
  format->dates = import->dates;
  format->date_unit = import->date_unit;
  format->missing_numbers = FALSE;
  for (char **word = format->missing; *word != NULL; word++)
    {
      double value;
      g_strstrip (*word);
      format->missing_numbers |= parse (format, *word, strlen (*word), &value) == MIX_DECIMAL_NUMBER;
    }
}

void
mix_cell_format_clear (MixCellFormat *format)
{
  g_clear_pointer (&format->missing, g_strfreev);
}

/**
 * mix_csv_cell_trim:
 * @text: (inout): [length]
 *
 * Leaves out the blanks around a cell.
 */
void
mix_csv_cell_trim (const char **text, gsize *length)
{
  const char *c = *text;
  gsize n = *length, step;

  /* Nearly all cells have none, and are many. */
  if (n > 0 && (guchar) (*c - '!') < 0x5e && (guchar) (c[n - 1] - '!') < 0x5e)
    return;
  while (n > 0 && (step = match_blank (c, n, FALSE)) > 0)
    {
      c += step;
      n -= step;
    }
  while (n > 0 && (step = match_blank (c, n, TRUE)) > 0)
    n -= step;
  *text = c;
  *length = n;
}

static MixCellKind
kind_of (MixDecimalKind kind)
{
  static const MixCellKind kinds[] = { [MIX_DECIMAL_NONE] = MIX_CELL_TEXT,
                                       [MIX_DECIMAL_NUMBER] = MIX_CELL_NUMBER,
                                       [MIX_DECIMAL_INFINITE] = MIX_CELL_INFINITE,
                                       [MIX_DECIMAL_TOO_LARGE] = MIX_CELL_TOO_LARGE };
  return kinds[kind];
}

/* A number with a unit, in parentheses, or with a minus behind. text: [length], trimmed */
static MixCellKind
read_dressed (const MixCellFormat *format, MixCellUnit unit, const char *text, gsize length,
              double *value)
{
  MixDress dress;
  double bare = 0;

  if (!mix_csv_undress (&text, &length, &dress) && unit == MIX_CELL_UNIT_NONE)
    return MIX_CELL_TEXT;
  MixDecimalKind kind = parse (format, text, length, &bare);
  if (kind == MIX_DECIMAL_NONE || (dress.unit != unit && unit == MIX_CELL_UNIT_NONE))
    return MIX_CELL_TEXT;
  if (dress.unit != unit)
    return MIX_CELL_NO_UNIT;
  if (kind == MIX_DECIMAL_NUMBER)
    *value = dress.is_negative ? -bare : bare;
  return kind_of (kind);
}

/**
 * mix_csv_cell_read_in:
 * @unit: that each number of the column has
 * @text: [length], the cell without its quotes
 * @value: (out): the number, NaN where the cell is none
 *
 * Missing are an empty or blank cell and the format's words, in capitals or not. Blanks around do
 * not count. (5) and 5- are −5.
 *
 * Returns: what the cell is
 */
MixCellKind
mix_csv_cell_read_in (const MixCellFormat *format, MixCellUnit unit, const char *text, gsize length,
                      double *value)
{
  mix_csv_cell_trim (&text, &length);
  *value = (double) NAN;
  if (length == 0)
    return MIX_CELL_MISSING;
  MixDecimalKind kind
    = unit == MIX_CELL_UNIT_NONE ? parse (format, text, length, value) : MIX_DECIMAL_NONE;
  if ((kind != MIX_DECIMAL_NUMBER || format->missing_numbers || unit != MIX_CELL_UNIT_NONE)
      && is_missing_word (format, text, length))
    {
      *value = (double) NAN;
      return MIX_CELL_MISSING;
    }
  return kind == MIX_DECIMAL_NONE ? read_dressed (format, unit, text, length, value)
                                  : kind_of (kind);
}

/**
 * mix_csv_cell_read:
 *
 * Returns: as mix_csv_cell_read_in(), of a column without a unit
 */
MixCellKind
mix_csv_cell_read (const MixCellFormat *format, const char *text, gsize length, double *value)
{
  return mix_csv_cell_read_in (format, MIX_CELL_UNIT_NONE, text, length, value);
}

/**
 * mix_csv_cell_read_date:
 * @value: (out): the date or time in the format's unit, NaN where the cell is none
 *
 * Returns: MIX_CELL_NUMBER for a date, MIX_CELL_MISSING as mix_csv_cell_read(), or MIX_CELL_TEXT
 */
MixCellKind
mix_csv_cell_read_date (const MixCellFormat *format, const char *text, gsize length, double *value)
{
  MixDate date;

  mix_csv_cell_trim (&text, &length);
  *value = (double) NAN;
  if (length == 0 || is_missing_word (format, text, length))
    return MIX_CELL_MISSING;
  if (!mix_date_parse (text, length, format->dates, &date))
    return MIX_CELL_TEXT;
  *value = mix_date_to_unit (&date, format->date_unit);
  return MIX_CELL_NUMBER;
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

/* Whether the cell would be a number if it were written with these marks. */
static gboolean
would_be (MixDecimalMark decimal, MixGrouping grouping, const char *text)
{
  const MixCellFormat format = { .decimal = decimal, .grouping = grouping };
  double value;

  return parse_formatted (&format, text, strlen (text), &value) == MIX_DECIMAL_NUMBER;
}

/* What to do about a number that is written in another way than the settings say. */
static const char *
find_hint (const char *text, MixCellUnit unit)
{
  gsize length = strlen (text);
  MixDress dress;

  if (would_be (MIX_DECIMAL_MARK_POINT, MIX_GROUPING_NONE, text))
    return _ ("decimals are read with a comma here; or set decimal to point");
  if (would_be (MIX_DECIMAL_MARK_COMMA, MIX_GROUPING_NONE, text))
    return _ ("decimals are read with a point here; or set decimal to comma");
  for (MixGrouping grouping = MIX_GROUPING_COMMA; grouping <= MIX_GROUPING_APOSTROPHE; grouping++)
    if (would_be (MIX_DECIMAL_MARK_POINT, grouping, text)
        || would_be (MIX_DECIMAL_MARK_COMMA, grouping, text))
      return _ ("its digits are in groups; set grouping and decimal to read it");
  if (unit == MIX_CELL_UNIT_NONE && mix_csv_undress (&text, &length, &dress)
      && dress.unit != MIX_CELL_UNIT_NONE)
    return _ ("most numbers of the column have no unit");
  return NULL;
}

/**
 * mix_csv_cell_complain:
 * @kind: not a number, and not missing
 * @unit: that each number of the column has
 * @shortened: the cell as it is shown
 *
 * Returns: (transfer full): what is wrong with the cell in a column of numbers
 */
char *
mix_csv_cell_complain (MixCellKind kind, MixCellUnit unit, const char *shortened)
{
  if (kind == MIX_CELL_INFINITE)
    return g_strdup_printf (_ ("\"%s\" is not a finite number"), shortened);
  if (kind == MIX_CELL_TOO_LARGE)
    return g_strdup_printf (_ ("\"%s\" is too large a number"), shortened);
  if (kind == MIX_CELL_NO_UNIT)
    return g_strdup_printf (_ ("\"%s\" is not in %s, as most numbers of the column are"), shortened,
                            mix_cell_unit_sign (unit));

  const char *hint = find_hint (shortened, unit);
  if (hint != NULL)
    return g_strdup_printf (_ ("\"%s\" is not a number (%s)"), shortened, hint);
  return g_strdup_printf (_ ("\"%s\" is not a number"), shortened);
}

/**
 * mix_csv_cell_complain_date:
 * @shortened: the cell as it is shown
 *
 * Returns: (transfer full): what is wrong with the cell in a column of dates
 */
char *
mix_csv_cell_complain_date (const MixCellFormat *format, const char *shortened)
{
  MixDate date;

  if (format->dates == MIX_DATE_ISO
      && mix_date_parse (shortened, strlen (shortened), MIX_DATE_DAY_FIRST, &date))
    return g_strdup_printf (_ ("\"%s\" is not a date or time (the day or the month may be first: set "
                               "dates to dmy or mdy)"), shortened);
  if (format->dates != MIX_DATE_ISO
      && mix_date_parse (shortened, strlen (shortened),
                         format->dates == MIX_DATE_DAY_FIRST ? MIX_DATE_MONTH_FIRST
                                                             : MIX_DATE_DAY_FIRST,
                         &date))
    return g_strdup_printf (format->dates == MIX_DATE_DAY_FIRST
                              ? _ ("\"%s\" is not a date (they are read with the day first here)")
                              : _ ("\"%s\" is not a date (they are read with the month first here)"),
                            shortened);
  return g_strdup_printf (_ ("\"%s\" is not a date or time"), shortened);
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
