/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* On which line of its file each row of a table begins. Rows mostly follow each other line by line,
 * so that runs of them are kept and not numbers: a few bytes for a whole file. Built by whoever
 * reads the file; then immutable, reference-counted, read from any thread. */
typedef struct _MixRowLines MixRowLines;

MixRowLines *mix_row_lines_new (void);
MixRowLines *mix_row_lines_ref (MixRowLines *lines);
void mix_row_lines_unref (MixRowLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixRowLines, mix_row_lines_unref)

void mix_row_lines_add (MixRowLines *lines, gulong line); /* of the next row */
gsize mix_row_lines_get_n_rows (const MixRowLines *lines);
gulong mix_row_lines_get (const MixRowLines *lines, gsize row); /* 0: not known */
gssize mix_row_lines_find (const MixRowLines *lines, gulong line); /* −1: before the first row */

G_END_DECLS
