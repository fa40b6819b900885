/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A bar on standard error, where that is a terminal; nothing elsewhere. A plain value. */
typedef struct
{
  gboolean shown;
  gint64 next; /* when it may be drawn again, µs of the monotonic clock */
} MixProgress;

void mix_progress_start (MixProgress *progress, gboolean wanted);
/* words is asked for only when a drawing is due. */
gboolean mix_progress_is_due (const MixProgress *progress);
void mix_progress_draw (MixProgress *progress, double share, const char *words);
void mix_progress_end (MixProgress *progress);

G_END_DECLS
