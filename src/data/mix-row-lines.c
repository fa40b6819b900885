/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-row-lines.h"

/* A file with so many breaks between lines is one without numbers: its memory stays bounded. */
#define MOST_RUNS 262144

/* Rows that begin step lines apart, up to the next run. */
typedef struct
{
  guint32 row; /* the first of them */
  guint32 step; /* 0: of one row, as yet */
  guint64 line; /* of the first */
} Run;

struct _MixRowLines
{
  GArray *runs; /* of Run, in order of their rows; NULL: given up */
  gsize n_rows;
};

MixRowLines *
mix_row_lines_new (void)
{
  MixRowLines *lines = g_atomic_rc_box_new0 (MixRowLines);

  lines->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  return lines;
}

MixRowLines *
mix_row_lines_ref (MixRowLines *lines)
{
  return g_atomic_rc_box_acquire (lines);
}

static void
clear (gpointer data)
{
  g_clear_pointer (&((MixRowLines *) data)->runs, g_array_unref);
}

void
mix_row_lines_unref (MixRowLines *lines)
{
  g_atomic_rc_box_release_full (lines, clear);
}

/* Whether a row continues the run, whose step the second row tells. */
static gboolean
continues (Run *run, gsize row, gulong line)
{
  guint64 n = row - run->row;

  if (n == 1 && line > run->line && line - run->line <= G_MAXUINT32)
    run->step = (guint32) (line - run->line);
  return run->step > 0 && line == run->line + n * run->step;
}

/**
 * mix_row_lines_add:
 * @line: from 1, of the row after the last one; beyond that one's
 */
void
mix_row_lines_add (MixRowLines *lines, gulong line)
{
  gsize row = lines->n_rows++;

  if (lines->runs == NULL)
    return;
  if (lines->runs->len > 0
      && continues (&g_array_index (lines->runs, Run, lines->runs->len - 1), row, line))
    return;
  if (lines->runs->len == MOST_RUNS)
    {
      g_clear_pointer (&lines->runs, g_array_unref);
      return;
    }
  Run run = { .row = (guint32) row, .line = line };
  g_array_append_val (lines->runs, run);
}

gsize
mix_row_lines_get_n_rows (const MixRowLines *lines)
{
  return lines->n_rows;
}

/* The last run that begins with a row, or on a line, at or before one; NULL: none. */
static const Run *
find_run (const MixRowLines *lines, guint64 wanted, gboolean by_line)
{
  guint low = 0, high = lines->runs != NULL ? lines->runs->len : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Run *run = &g_array_index (lines->runs, Run, middle);
      if ((by_line ? run->line : run->row) <= wanted)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? &g_array_index (lines->runs, Run, low - 1) : NULL;
}

/**
 * mix_row_lines_get:
 * @row: counted from 0
 *
 * Returns: the line on which the row begins, from 1; 0 where the row is not from the file, or its
 *   line was not kept
 */
gulong
mix_row_lines_get (const MixRowLines *lines, gsize row)
{
  const Run *run = row < lines->n_rows ? find_run (lines, row, FALSE) : NULL;

  return run != NULL ? (gulong) (run->line + (guint64) (row - run->row) * run->step) : 0;
}

/**
 * mix_row_lines_find:
 * @line: from 1
 *
 * Returns: the row that begins on the line, or last before it; −1 where there is none
 */
gssize
mix_row_lines_find (const MixRowLines *lines, gulong line)
{
  const Run *run = find_run (lines, line, TRUE);

  if (run == NULL)
    return -1;
  gsize index = (gsize) (run - (const Run *) (gpointer) lines->runs->data);
  gsize end = index + 1 < lines->runs->len ? g_array_index (lines->runs, Run, index + 1).row
                                           : lines->n_rows;
  gsize row = run->row + (run->step > 0 ? (gsize) ((line - run->line) / run->step) : 0);
  return (gssize) MIN (row, end - 1);
}
