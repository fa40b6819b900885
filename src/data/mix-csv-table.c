/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv-table.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "mix-column-names.h"
#include "mix-csv-cell.h"

#define FIRST_CAPACITY 64 /* rows */

typedef struct
{
  char *name;
  double *values; /* [capacity] */
  gsize n_missing;
  gsize n_numbers;
  gsize n_unusable; /* infinite, too large */
  gsize n_texts;

  /* The first cell that is neither a number nor missing. */
  char *fault_text; /* NULL: none yet */
  MixCellKind fault_kind;
  gulong fault_line;
} Column;

struct _MixCsvTable
{
  GArray *columns; /* Column */
  gsize n_rows;
  gsize capacity;
  gsize max_cells; /* what the memory of this machine holds */
};

static void
clear_column (gpointer data)
{
  Column *column = data;
  g_free (column->name);
  g_free (column->values);
  g_free (column->fault_text);
}

/* Three quarters of the machine's memory: an endless pipe ends in a message and not in swap. */
static gsize
count_cells_that_fit (void)
{
  long pages = sysconf (_SC_PHYS_PAGES), page_size = sysconf (_SC_PAGESIZE);
  if (pages <= 0 || page_size <= 0)
    return G_MAXSIZE;
  return (gsize) pages / 4 * 3 * ((gsize) page_size / sizeof (double));
}

MixCsvTable *
mix_csv_table_new (void)
{
  MixCsvTable *table = g_new0 (MixCsvTable, 1);

  table->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (table->columns, clear_column);
  table->capacity = FIRST_CAPACITY;
  table->max_cells = count_cells_that_fit ();
  return table;
}

void
mix_csv_table_free (MixCsvTable *table)
{
  if (table == NULL)
    return;
  g_array_unref (table->columns);
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
  g_array_append_val (table->columns, column);
}

/**
 * mix_csv_table_set:
 * @text: [length]: a cell of the row that is not yet ended
 * @line: where the cell begins, for the column's fault
 *
 * Returns: whether the cell is a number
 */
gboolean
mix_csv_table_set (MixCsvTable *table, guint column, const char *text, gsize length, gulong line)
{
  Column *c = &g_array_index (table->columns, Column, column);
  MixCellKind kind = mix_csv_cell_read (text, length, &c->values[table->n_rows]);

  if (kind == MIX_CELL_NUMBER)
    {
      c->n_numbers++;
      return TRUE;
    }
  c->n_missing += kind == MIX_CELL_MISSING;
  c->n_texts += kind == MIX_CELL_TEXT;
  c->n_unusable += kind == MIX_CELL_INFINITE || kind == MIX_CELL_TOO_LARGE;
  if (kind != MIX_CELL_MISSING && c->fault_text == NULL)
    {
      c->fault_text = mix_csv_cell_shorten (text, length);
      c->fault_kind = kind;
      c->fault_line = line;
    }
  return FALSE;
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
 * mix_csv_table_end_row:
 *
 * Returns: FALSE where no further row fits into memory, or into 32 bits
 */
gboolean
mix_csv_table_end_row (MixCsvTable *table)
{
  table->n_rows++;
  if (table->n_rows < table->capacity)
    return TRUE;
  if (table->n_rows >= G_MAXUINT32 / 2 || table->n_rows >= table->max_cells / table->columns->len)
    return FALSE;
  return resize (table, 2 * table->capacity);
}

static MixColumnKind
find_kind (const Column *column)
{
  if (column->n_numbers > 0)
    return column->fault_text == NULL ? MIX_COLUMN_NUMBER : MIX_COLUMN_MIXED;
  return column->n_unusable > 0 && column->n_texts == 0 ? MIX_COLUMN_MIXED : MIX_COLUMN_TEXT;
}

static char *
describe_fault (const Column *column, const char *name, guint number, const char *place)
{
  if (column->fault_text == NULL)
    return column->n_numbers > 0
               ? NULL
               : g_strdup_printf (_ ("%s: column \"%s\": every cell is missing"), place, name);

  g_autofree char *complaint = mix_csv_cell_complain (column->fault_kind, column->fault_text);
  return g_strdup_printf (_ ("%s:%lu:%u: column \"%s\": %s"), place, column->fault_line, number,
                          name, complaint);
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
  mix_column_names_repair (names, n);
  for (guint i = 0; i < n; i++)
    {
      Column *column = &g_array_index (table->columns, Column, i);
      columns[i] = (MixColumn){
        .name = names[i],
        .kind = find_kind (column),
        .values = g_steal_pointer (&column->values),
        .n_missing = column->n_missing,
        .fault = describe_fault (column, names[i], i + 1, place),
      };
    }
  return mix_dataset_new (title, table->n_rows, columns, n);
}
