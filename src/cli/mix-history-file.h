/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mix-history.h"

G_BEGIN_DECLS

/* The losses of a run as a table, one row a point: what train --history writes and plot --history
 * reads. */
gboolean mix_history_write (const MixHistory *const *histories, guint n, const char *path,
                            GError **error);
/* Adds to history. */
gboolean mix_history_read (MixHistory *history, const char *path, GError **error);

G_END_DECLS
