/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MIX_CELL_MISSING,
  MIX_CELL_NUMBER,
  MIX_CELL_TEXT,
  MIX_CELL_INFINITE,  /* a number by name, but none to compute with */
  MIX_CELL_TOO_LARGE, /* a number beyond what a double holds */
} MixCellKind;

MixCellKind mix_csv_cell_read (const char *text, gsize length, double *value);
char *mix_csv_cell_shorten (const char *text, gsize length);
char *mix_csv_cell_complain (MixCellKind kind, const char *shortened);

/* The ends of lines inside a quoted cell. */
guint mix_csv_cell_count_lines (const char *text, gsize length);

G_END_DECLS
