/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-dataset-cell.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "mix-csv-cell.h"
#include "mix-dataset-edit.h"
#include "mix-decimal.h"

#define MOST_WORDS 8 /* of a category, in a message */

/* What a cell is to become. */
typedef struct
{
  double value; /* NaN: missing, or a word */
  guint8 code;  /* of a word, from 1; 0: missing */
} Cell;

/* How dates of a column are written; MIX_DATE_NONE: it has none, or nobody knows their unit. */
static MixDateKind
date_kind_of (const MixDataset *dataset, guint column)
{
  const MixImportReport *report = mix_dataset_get_import (dataset);
  MixTimeUnit time = mix_dataset_get_column (dataset, column)->time;

  if (time == MIX_TIME_NONE || report == NULL || report->settings.date_unit == MIX_IMPORT_AUTO)
    return MIX_DATE_NONE;
  return mix_time_is_clock (time) ? MIX_DATE_TIME : MIX_DATE_DATE;
}

/**
 * mix_dataset_has_cells:
 *
 * Returns: whether there is something to show of a column: numbers, or words that were kept
 */
gboolean
mix_dataset_has_cells (const MixDataset *dataset, guint column)
{
  const MixColumn *c = mix_dataset_get_column (dataset, column);

  return c->kind != MIX_COLUMN_TEXT || (c->levels != NULL && c->codes != NULL);
}


/**
 * mix_dataset_format_cell:
 *
 * Returns: (transfer full) (nullable): the cell as mix_dataset_set_cell() takes it: a word, a date
 *   or time, or the shortest decimal that reads back as the same number; NULL where it is missing
 */
char *
mix_dataset_format_cell (const MixDataset *dataset, guint column, gsize row)
{
  g_return_val_if_fail (row < mix_dataset_get_n_rows (dataset), NULL);

  const MixColumn *c = mix_dataset_get_column (dataset, column);
  char number[MIX_DECIMAL_SIZE];

  if (c->kind == MIX_COLUMN_TEXT)
    return g_strdup (mix_column_get_word (c, row));
  if (isnan (c->values[row]))
    return NULL;
  if (date_kind_of (dataset, column) == MIX_DATE_NONE)
    return g_strdup (mix_decimal_format (c->values[row], number));
  char moment[MIX_TIME_SIZE];
  gsize n = mix_time_print (c->values[row], c->time, moment);
  return n > 0 ? g_strndup (moment, n) : g_strdup (mix_decimal_format (c->values[row], number));
}

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, MIX_DATA_ERROR, MIX_DATA_ERROR_VALUE, message);
  return FALSE;
}

static gboolean
refuse_word (const MixColumn *column, const char *shown, GError **error)
{
  guint n = g_strv_length (column->levels);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, MOST_WORDS); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", column->levels[i]);
  if (n > MOST_WORDS)
    g_string_append (list, ", …");
  return refuse (error, _ ("“%s” is none of the words of “%s”: %s"), shown, column->name, list->str);
}

static gboolean
equals_loosely (const char *a, const char *b)
{
  g_autofree char *one = g_utf8_casefold (a, -1), *other = g_utf8_casefold (b, -1);
  return strcmp (one, other) == 0;
}

/* One of the column's words, in capitals or not where that is not asked for. */
static gboolean
read_word (const MixColumn *column, const char *text, Cell *cell, GError **error)
{
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; column->levels[i] != NULL; i++)
      if (pass == 0 ? strcmp (column->levels[i], text) == 0
                    : equals_loosely (column->levels[i], text))
        {
          cell->code = (guint8) (i + 1);
          return TRUE;
        }
  g_autofree char *shown = mix_csv_cell_shorten (text, strlen (text));
  return refuse_word (column, shown, error);
}

static gboolean
read_date (const MixCellFormat *format, MixDateKind wanted, const char *text, Cell *cell,
           GError **error)
{
  g_autofree char *shown = mix_csv_cell_shorten (text, strlen (text));
  MixDate date;

  if (!mix_date_parse (text, strlen (text), format->dates, &date))
    return refuse (error,
                   wanted == MIX_DATE_TIME ? _ ("“%s” is no time of day: 13:45 is one")
                                           : _ ("“%s” is no date: 2020-07-31 is one, or "
                                                "2020-07-31 13:45"),
                   shown);
  if ((date.kind == MIX_DATE_TIME) != (wanted == MIX_DATE_TIME))
    return refuse (error,
                   wanted == MIX_DATE_TIME ? _ ("“%s” is a date, and the column has times of day")
                                           : _ ("“%s” is a time of day, and the column has dates"),
                   shown);
  cell->value = mix_date_to_unit (&date, format->date_unit);
  return TRUE;
}

/* With the column's unit, or without. */
static MixCellKind
read_in_unit (const MixCellFormat *format, const MixColumn *column, const char *text, double *value)
{
  for (MixCellUnit unit = MIX_CELL_UNIT_NONE + 1; unit < MIX_N_CELL_UNITS; unit++)
    if (g_strcmp0 (mix_cell_unit_sign (unit), column->unit) == 0
        && mix_csv_cell_read_in (format, unit, text, strlen (text), value) == MIX_CELL_NUMBER)
      return MIX_CELL_NUMBER;
  return mix_csv_cell_read (format, text, strlen (text), value);
}

/* As numbers are shown, with a point; or else as those in the file are written. */
static gboolean
read_number (const MixCellFormat *format, const MixColumn *column, const char *text, Cell *cell,
             GError **error)
{
  g_autofree char *shown = mix_csv_cell_shorten (text, strlen (text));
  MixCellKind kind = MIX_CELL_NUMBER;

  if (mix_decimal_parse (text, strlen (text), &cell->value) != MIX_DECIMAL_NUMBER)
    kind = read_in_unit (format, column, text, &cell->value);
  if (kind == MIX_CELL_INFINITE)
    return refuse (error, _ ("“%s” is not a finite number"), shown);
  if (kind == MIX_CELL_TOO_LARGE)
    return refuse (error, _ ("“%s” is too large a number"), shown);
  if (kind != MIX_CELL_NUMBER)
    return refuse (error, _ ("“%s” is not a number: write it as 1234.5, or nothing where it is missing"),
                   shown);
  if (!mix_transform_takes (column->transform, cell->value))
    return refuse (error, "“%s”: %s", shown, mix_transform_complain (column->transform));
  return TRUE;
}

/* Nothing, or a word for it, is a missing cell. */
static gboolean
read_cell (const MixDataset *dataset, guint column, const char *text, Cell *cell, GError **error)
{
  const MixColumn *c = mix_dataset_get_column (dataset, column);
  const MixImportReport *report = mix_dataset_get_import (dataset);
  MixImport settings = { .decimal = MIX_DECIMAL_MARK_POINT, .grouping = MIX_GROUPING_NONE,
                         .missing = "auto" };
  MixCellFormat format;
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gboolean ok;

  *cell = (Cell){ .value = (double) NAN };
  if (report != NULL && report->settings.decimal != MIX_IMPORT_AUTO)
    settings = report->settings;
  mix_cell_format_init (&format, &settings);
  double ignored;
  if (mix_csv_cell_read (&format, trimmed, strlen (trimmed), &ignored) == MIX_CELL_MISSING)
    ok = TRUE;
  else if (c->kind == MIX_COLUMN_TEXT)
    ok = read_word (c, trimmed, cell, error);
  else if (date_kind_of (dataset, column) != MIX_DATE_NONE)
    ok = read_date (&format, date_kind_of (dataset, column), trimmed, cell, error);
  else
    ok = read_number (&format, c, trimmed, cell, error);
  mix_cell_format_clear (&format);
  return ok;
}

static gboolean
is_same (const MixColumn *column, gsize row, const Cell *cell)
{
  if (column->codes != NULL)
    return column->codes[row] == cell->code;
  double before = column->values[row];
  if (isnan (before) != 0 || isnan (cell->value) != 0)
    return isnan (before) != 0 && isnan (cell->value) != 0;
  return !(fabs (before - cell->value) > 0);
}

/**
 * mix_dataset_set_cell:
 * @column: one that mix_dataset_has_cells()
 * @text: a number with a decimal point or written as those of the file are, a date or time of day,
 *   one of a category's words; nothing, or a word for it, where the cell is missing
 *
 * Returns: (transfer full): a table with the cell, or the same one where the cell says that
 *   already; NULL with MIX_DATA_ERROR_VALUE that says what was expected
 */
MixDataset *
mix_dataset_set_cell (MixDataset *dataset, guint column, gsize row, const char *text, GError **error)
{
  g_return_val_if_fail (column < mix_dataset_get_n_columns (dataset), NULL);
  g_return_val_if_fail (mix_dataset_has_cells (dataset, column), NULL);
  g_return_val_if_fail (row < mix_dataset_get_n_rows (dataset) && text != NULL, NULL);

  const MixColumn *c = mix_dataset_get_column (dataset, column);
  Cell cell;

  if (c->kind == MIX_COLUMN_MIXED)
    {
      refuse (error, _ ("“%s” has cells that are no numbers, and is not used: correct them in the file, "
                        "or import the column as a category"), c->name);
      return NULL;
    }
  if (!read_cell (dataset, column, text, &cell, error))
    return NULL;
  if (is_same (c, row, &cell))
    return mix_dataset_ref (dataset);
  return mix_dataset_replace_cell (dataset, column, row, cell.value, cell.code);
}
