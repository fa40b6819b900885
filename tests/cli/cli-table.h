/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A table as the program wrote it: names, and rows of text cells. */
typedef struct
{
  GStrv names;
  GPtrArray *rows; /* GStrv */
} CliTable;

static inline CliTable
cli_parse_table (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  CliTable table = { g_strsplit (lines[0], ",", -1),
                     g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev) };

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_ptr_array_add (table.rows, g_strsplit (lines[i], ",", -1));
      g_assert_cmpuint (g_strv_length (table.rows->pdata[i - 1]), ==, g_strv_length (table.names));
    }
  return table;
}

static inline void
cli_table_clear (CliTable *table)
{
  g_clear_pointer (&table->names, g_strfreev);
  g_clear_pointer (&table->rows, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliTable, cli_table_clear)

static inline double
cli_cell (const CliTable *table, guint row, const char *name)
{
  for (guint i = 0; table->names[i] != NULL; i++)
    if (g_str_equal (table->names[i], name))
      return g_ascii_strtod (((GStrv) table->rows->pdata[row])[i], NULL);
  g_error ("no column “%s”", name);
}
