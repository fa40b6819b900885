/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-progress.h"

#include <stdio.h>
#include <unistd.h>

#define CELLS 30
#define INTERVAL (100 * G_TIME_SPAN_MILLISECOND)

/**
 * mix_progress_start:
 * @wanted: FALSE: it never shows
 */
void
mix_progress_start (MixProgress *progress, gboolean wanted)
{
  progress->shown = wanted && isatty (STDERR_FILENO);
  progress->next = 0;
}

gboolean
mix_progress_is_due (const MixProgress *progress)
{
  return progress->shown && g_get_monotonic_time () >= progress->next;
}

/**
 * mix_progress_draw:
 * @share: done, 0 to 1
 * @words: what stands behind the bar, short
 */
void
mix_progress_draw (MixProgress *progress, double share, const char *words)
{
  int full = (int) (CLAMP (share, 0, 1) * CELLS);

  fputs ("\r[", stderr);
  for (int i = 0; i < CELLS; i++)
    fputc (i < full ? '#' : '.', stderr);
  fprintf (stderr, "] %s\033[K", words);
  fflush (stderr);
  progress->next = g_get_monotonic_time () + INTERVAL;
}

/**
 * mix_progress_end:
 *
 * Takes the bar away, so that what is printed next starts a line.
 */
void
mix_progress_end (MixProgress *progress)
{
  if (progress->shown)
    fputs ("\r\033[K", stderr);
  progress->shown = FALSE;
}
