/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "mix-column-names.h"
#include "mix-levels.h"

#define FIRST_CAPACITY 64 /* rows */
#define MAX_LISTED MIX_MAX_LISTED_LINES /* in the description of a fault */

typedef struct
{
  char *name;
  double *values; /* [capacity] */
  gsize n_missing;
  gulong missing_lines[MAX_LISTED]; /* of the first of them */
  gsize n_numbers;
  gsize n_unusable; /* infinite, too large */
  gsize n_texts;

  MixCellKind last; /* of the cell in the open row */

  MixColumnForm form;
  MixDateKind date_kind;
  MixCellUnit unit;
  MixTransformKind transform;
  gboolean marks_validation;
  MixLevels levels; /* the words of a column of words */

  /* The first cell that is neither a number nor missing, and the lines of all such. */
  char *fault_text; /* NULL: none yet */
  MixCellKind fault_kind;
  gsize n_faults, n_other_faults; /* of another kind than the first */
  gulong fault_lines[MAX_LISTED];
} Column;

struct _MixCsvTable
{
  const MixCellFormat *format;
  MixImportReport *report;
  GArray *columns; /* Column */
  gsize n_rows;
  gsize capacity;
  gsize max_cells; /* that there may be */
  guint n_blank;           /* cells of the open row without anything in them */
  gsize n_accounting;      /* cells such as (5) */
  gulong accounting_line;  /* of the first, … */
  char *accounting;        /* … as it is */
  char *sum;               /* the last cell with a word for a sum, … */
  gsize sum_row;           /* … and where it is */
  gulong sum_line;
};

static void
clear_column (gpointer data)
{
  Column *column = data;
  g_free (column->name);
  g_free (column->values);
  g_free (column->fault_text);
  mix_levels_clear (&column->levels);
}

MixCsvTable *
mix_csv_table_new (const MixCellFormat *format, MixImportReport *report, gsize max_bytes)
{
  MixCsvTable *table = g_new0 (MixCsvTable, 1);

  table->format = format;
  table->report = report;
  table->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (table->columns, clear_column);
  table->capacity = FIRST_CAPACITY;
  table->max_cells = max_bytes / sizeof (double);
  return table;
}

void
mix_csv_table_free (MixCsvTable *table)
{
  if (table == NULL)
    return;
  g_array_unref (table->columns);
  g_free (table->accounting);
  g_free (table->sum);
  g_free (table);
}

guint
mix_csv_table_get_n_columns (const MixCsvTable *table)
{
  return table->columns->len;
}

gsize
mix_csv_table_get_n_rows (const MixCsvTable *table)
{
  return table->n_rows;
}

/**
 * mix_csv_table_add_column:
 * @name: [length]: as the header has it; empty where it has none
 */
void
mix_csv_table_add_column (MixCsvTable *table, const char *name, gsize length)
{
  Column column = { .name = g_strndup (name, length), .values = g_new (double, table->capacity) };
  guint place = table->columns->len;
  const MixImportReport *report = table->report;

  column.form = mix_import_form_of (&report->settings, column.name, place + 1);
  column.transform = mix_import_transform_of (&report->settings, column.name, place + 1);
  column.marks_validation
    = mix_import_marks_validation (&report->settings, column.name, place + 1);
  if (mix_import_ignores (&report->settings, column.name, place + 1))
    column.form = MIX_FORM_TEXT;
  else if (place < report->forms->len)
    {
      if (column.form == MIX_FORM_AUTO)
        column.form = g_array_index (report->forms, MixColumnForm, place);
      column.date_kind = g_array_index (report->date_kinds, MixDateKind, place);
      if (column.form <= MIX_FORM_NUMBER)
        column.unit = g_array_index (report->units, MixCellUnit, place);
    }
  g_array_append_val (table->columns, column);
}

static void
count_cell (Column *column, MixCellKind kind, int by)
{
  gsize *counts[] = {
    [MIX_CELL_MISSING] = &column->n_missing,    [MIX_CELL_NUMBER] = &column->n_numbers,
    [MIX_CELL_TEXT] = &column->n_texts,         [MIX_CELL_INFINITE] = &column->n_unusable,
    [MIX_CELL_TOO_LARGE] = &column->n_unusable, [MIX_CELL_NO_TRANSFORM] = &column->n_unusable,
    [MIX_CELL_NO_UNIT] = &column->n_unusable,
  };
  *counts[kind] += (gsize) by;
}

static void
note_fault (Column *column, MixCellKind kind, const char *text, gsize length, gulong line)
{
  if (column->fault_text == NULL)
    {
      column->fault_text = mix_csv_cell_shorten (text, length);
      column->fault_kind = kind;
    }
  column->n_other_faults += kind != column->fault_kind;
  if (column->n_faults < MAX_LISTED)
    column->fault_lines[column->n_faults] = line;
  column->n_faults++;
}

static MixCellKind
read_cell (const MixCsvTable *table, Column *column, const char *text, gsize length)
{
  double *value = &column->values[table->n_rows];
  MixCellKind kind;

  if (column->form == MIX_FORM_DATE)
    return mix_csv_cell_read_date (table->format, text, length, value);
  kind = mix_csv_cell_read_in (table->format, column->unit, text, length, value);
  if (column->form <= MIX_FORM_NUMBER)
    return kind;
  *value = (double) NAN;
  return kind == MIX_CELL_MISSING ? MIX_CELL_MISSING : MIX_CELL_TEXT;
}

/* Words are kept, a few of them, as long as there are only words. */
static void
take_word (const MixCsvTable *table, Column *column, MixCellKind kind, const char *text,
           gsize length)
{
  if (column->form == MIX_FORM_AUTO && column->n_numbers + column->n_unusable > 0)
    mix_levels_give_up (&column->levels);
  else if (column->form == MIX_FORM_AUTO || column->form == MIX_FORM_CATEGORY)
    mix_levels_set (&column->levels, table->n_rows, kind == MIX_CELL_TEXT ? text : NULL, length);
}

/* A number below 0 by parentheses or a minus behind is told of. */
static void
note_negative (MixCsvTable *table, const char *text, gsize length, gulong line)
{
  mix_csv_cell_trim (&text, &length);
  char last = text[length - 1];
  if (last != ')' && last != '-' && last != '\x92')
    return;
  if (table->n_accounting++ > 0)
    return;
  table->accounting_line = line;
  table->accounting = mix_csv_cell_shorten (text, length);
}

/* A last row with the columns' sums is no row like the others. */
static void
look_for_sum (MixCsvTable *table, const char *text, gsize length, gulong line)
{
  static const char *const words[] = { "total", "totals", "grand total", "sum", "summe", "gesamt",
                                       "insgesamt", "somme", "totale", "suma", "totaal", "average",
                                       "mean", "mittelwert", "moyenne" };

  mix_csv_cell_trim (&text, &length);
  if (length == 0 || strchr ("TGSIAM", g_ascii_toupper (*text)) == NULL)
    return;
  length -= length > 0 && text[length - 1] == ':';
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (words[i], text, length) == 0)
      {
        g_free (table->sum);
        table->sum = g_strndup (text, length);
        table->sum_row = table->n_rows;
        table->sum_line = line;
        return;
      }
}

/**
 * mix_csv_table_set:
 * @text: [length]: a cell of the row that is not yet ended
 * @line: where the cell begins, for the column's fault
 */
void
mix_csv_table_set (MixCsvTable *table, guint column, const char *text, gsize length, gulong line)
{
  Column *c = &g_array_index (table->columns, Column, column);
  MixCellKind kind = read_cell (table, c, text, length);

  if (kind == MIX_CELL_NUMBER && c->transform != MIX_TRANSFORM_NONE
      && !mix_transform_takes (c->transform, c->values[table->n_rows]))
    kind = MIX_CELL_NO_TRANSFORM;
  c->last = kind;
  if (kind == MIX_CELL_NUMBER)
    {
      c->n_numbers++;
      if (c->values[table->n_rows] < 0 && !g_ascii_isdigit (text[length - 1]))
        note_negative (table, text, length, line);
      return;
    }
  table->n_blank += length == 0;
  if (kind == MIX_CELL_MISSING && c->n_missing < MAX_LISTED)
    c->missing_lines[c->n_missing] = line;
  count_cell (c, kind, 1);
  take_word (table, c, kind, text, length);
  if (kind == MIX_CELL_TEXT && length < 16)
    look_for_sum (table, text, length, line);
  if (kind != MIX_CELL_MISSING)
    note_fault (c, kind, text, length, line);
}

void
mix_csv_table_drop_row (MixCsvTable *table, guint n_cells)
{
  table->n_blank = 0;
  if (table->sum_row == table->n_rows)
    g_clear_pointer (&table->sum, g_free);
  for (guint i = 0; i < MIN (n_cells, table->columns->len); i++)
    {
      Column *column = &g_array_index (table->columns, Column, i);
      count_cell (column, column->last, -1);
      if (column->last == MIX_CELL_NUMBER || column->last == MIX_CELL_MISSING)
        continue;
      column->n_other_faults -= column->last != column->fault_kind;
      if (--column->n_faults == 0)
        g_clear_pointer (&column->fault_text, g_free);
    }
}

static gboolean
resize (MixCsvTable *table, gsize capacity)
{
  for (guint i = 0; i < table->columns->len; i++)
    {
      Column *column = &g_array_index (table->columns, Column, i);
      double *values = g_try_renew (double, column->values, capacity);
      if (values == NULL)
        return FALSE;
      column->values = values;
    }
  table->capacity = capacity;
  return TRUE;
}

/**
 * mix_csv_table_is_blank:
 *
 * Returns: whether no cell of the row that is not yet ended has anything in it, as spreadsheets
 *   write rows that only look empty; a table of one column has no such rows
 */
gboolean
mix_csv_table_is_blank (const MixCsvTable *table)
{
  return table->columns->len > 1 && table->n_blank == table->columns->len;
}

/**
 * mix_csv_table_end_row:
 *
 * Returns: FALSE where no further row fits into memory, or into 32 bits
 */
gboolean
mix_csv_table_end_row (MixCsvTable *table)
{
  gsize most = MIN (table->max_cells / table->columns->len, G_MAXUINT32 / 2);

  table->n_rows++;
  table->n_blank = 0;
  if (table->n_rows < table->capacity)
    return TRUE;
  return table->n_rows < most && resize (table, MIN (2 * table->capacity, most));
}

static MixColumnKind
find_kind (const Column *column)
{
  if (column->form >= MIX_FORM_CATEGORY)
    return MIX_COLUMN_TEXT;
  if (column->form != MIX_FORM_AUTO)
    return column->fault_text == NULL && column->n_numbers > 0 ? MIX_COLUMN_NUMBER
           : column->fault_text != NULL                        ? MIX_COLUMN_MIXED
                                                               : MIX_COLUMN_TEXT;
  if (column->n_numbers > 0)
    return column->fault_text == NULL ? MIX_COLUMN_NUMBER : MIX_COLUMN_MIXED;
  return column->n_unusable > 0 && column->n_texts == 0 ? MIX_COLUMN_MIXED : MIX_COLUMN_TEXT;
}

/* Where else, in a column of numbers; in one of words each cell is such. */
static void
append_others (GString *text, const Column *column)
{
  if (column->n_faults < 2 || find_kind (column) != MIX_COLUMN_MIXED)
    return;

  gsize n_listed = MIN (column->n_faults, MAX_LISTED);
  gsize n = column->n_faults - 1;
  g_string_append_printf (text,
                          column->n_other_faults == 0
                            ? ngettext ("; so is %zu more cell, in line ",
                                        "; so are %zu more cells, in lines ", n)
                            : ngettext ("; %zu more cell cannot be used either, in line ",
                                        "; %zu more cells cannot be used either, in lines ", n),
                          n);
  for (gsize i = 1; i < n_listed; i++)
    g_string_append_printf (text, "%s%lu", i > 1 ? ", " : "", column->fault_lines[i]);
  if (column->n_faults > n_listed)
    g_string_append (text, ", …");
}

static char *
describe_fault (const MixCsvTable *table, const Column *column, const char *name, guint number,
                const char *place)
{
  if (column->fault_text == NULL)
    return column->n_numbers > 0
               ? NULL
               : g_strdup_printf (_ ("%s: column \"%s\": every cell is missing"), place, name);

  g_autofree char *complaint
        = column->fault_kind == MIX_CELL_NO_TRANSFORM
            ? g_strdup_printf ("\"%s\": %s", column->fault_text,
                               mix_transform_complain (column->transform))
        : column->form == MIX_FORM_DATE
            ? mix_csv_cell_complain_date (table->format, column->fault_text)
            : mix_csv_cell_complain (column->fault_kind, column->unit, column->fault_text);
  GString *text = g_string_new (NULL);
  g_string_printf (text, _ ("%s:%lu:%u: column \"%s\": %s"), place, column->fault_lines[0], number,
                   name, complaint);
  append_others (text, column);
  return g_string_free (text, FALSE);
}

/* Names that had to change are told of, a few of them. */
static void
repair_names (char **names, guint n, MixImportReport *report)
{
  g_autofree char **before = g_new (char *, n);
  guint n_changed = 0;

  for (guint i = 0; i < n; i++)
    before[i] = g_strdup (names[i]);
  mix_column_names_repair (names, n);
  for (guint i = 0; i < n; i++)
    {
      gboolean is_changed = strcmp (before[i], names[i]) != 0;
      if (is_changed && report->settings.header == MIX_HEADER_YES && n_changed++ < MAX_LISTED)
        mix_import_report_add_note (report,
                                    *before[i] == '\0'
                                        ? _ ("column %u has no name%s: it is called “%s”")
                                        : _ ("column %u, “%s”, is called “%s”"),
                                    i + 1, before[i], names[i]);
      g_free (before[i]);
    }
}

static MixTimeUnit
time_of (const MixCsvTable *table, const Column *column)
{
  return column->form == MIX_FORM_DATE
           ? mix_date_time_unit (table->format->date_unit, column->date_kind)
           : MIX_TIME_NONE;
}

/* Of a column of numbers, from a sign in its cells; NULL: none. */
static const char *
unit_of (const Column *column)
{
  return find_kind (column) != MIX_COLUMN_TEXT ? mix_cell_unit_sign (column->unit) : NULL;
}

static void
note_unit (const MixCsvTable *table, guint place, const char *unit, const char *before,
           const char *name)
{
  const char *scale = strcmp (unit, "%") == 0 ? _ (", and 12 % is the number 12, not 0.12") : "";

  if (strcmp (before, name) == 0)
    mix_import_report_add_note (table->report, _ ("column %u, “%s”, is in %s%s"), place + 1, name,
                                unit, scale);
  else
    mix_import_report_add_note (table->report, _ ("column %u, “%s”, is in %s: it is called “%s”%s"),
                                place + 1, before, unit, name, scale);
}

/* A unit stands behind its column's name: nobody takes days for years or per cent for shares, and a
 * table of another unit is not predicted from. */
static char *
name_with_unit (const MixCsvTable *table, guint place, char *name)
{
  const Column *column = &g_array_index (table->columns, Column, place);
  const char *unit = column->form == MIX_FORM_DATE
                       ? mix_date_unit_name (time_of (table, column)) : unit_of (column);

  if (unit == NULL)
    return name;
  char *named = column->form != MIX_FORM_DATE && strstr (name, unit) != NULL
                  ? g_strdup (name) : g_strdup_printf ("%s (%s)", name, unit);
  if (column->form != MIX_FORM_DATE)
    note_unit (table, place, unit, name, named);
  g_free (name);
  return named;
}

static void
doubt_sum (const MixCsvTable *table)
{
  if (table->sum != NULL && table->n_rows > 1 && table->sum_row == table->n_rows - 1)
    mix_import_report_add_doubt (table->report,
                                 _ ("“%s” in line %lu, the last, could be a sum of the others: read "
                                    "as a row"),
                                 table->sum, table->sum_line);
}

static void
note_accounting (const MixCsvTable *table)
{
  if (table->n_accounting > 0)
    mix_import_report_add_note (
      table->report,
      ngettext ("%zu number is below 0 by parentheses or a minus behind: “%s” in line %lu",
                "%zu numbers are below 0 by parentheses or a minus behind: first “%s” in line %lu",
                table->n_accounting),
      table->n_accounting, table->accounting, table->accounting_line);
}

/**
 * mix_csv_table_finish:
 * @place: what errors call the file
 * @title: what a person calls it
 *
 * Makes the table that is given out, of everything that was read; nothing is left here.
 *
 * Returns: (transfer full): the table; it has at least one column
 */
MixDataset *
mix_csv_table_finish (MixCsvTable *table, const char *place, const char *title)
{
  guint n = table->columns->len;
  MixColumn *columns = g_new0 (MixColumn, n);
  g_autofree char **names = g_new (char *, n);

  if (table->n_rows > 0)
    resize (table, table->n_rows);
  for (guint i = 0; i < n; i++)
    names[i] = g_steal_pointer (&g_array_index (table->columns, Column, i).name);
  repair_names (names, n, table->report);
  note_accounting (table);
  doubt_sum (table);
  for (guint i = 0; i < n; i++)
    names[i] = name_with_unit (table, i, names[i]);
  for (guint i = 0; i < n; i++)
    {
      Column *column = &g_array_index (table->columns, Column, i);
      columns[i] = (MixColumn){
        .name = names[i],
        .kind = find_kind (column),
        .values = g_steal_pointer (&column->values),
        .n_missing = column->n_missing,
        .fault = describe_fault (table, column, names[i], i + 1, place),
        .time = time_of (table, column),
        .unit = unit_of (column),
        .transform = column->transform,
        .marks_validation = column->marks_validation,
      };
      memcpy (columns[i].missing_lines, column->missing_lines, sizeof column->missing_lines);
      mix_levels_finish (&column->levels, table->n_rows, &columns[i].levels, &columns[i].codes);
    }
  return mix_dataset_new (title, table->n_rows, columns, n);
}
