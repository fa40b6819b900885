/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mix-pinned-run.h"

G_BEGIN_DECLS

/* The runs that a person pinned, in that order: a GListModel of MixPinnedRun, which says that an
 * item changed when its exact snapshot is there. Immutable lists go in and out, so that undo can
 * keep them. */
#define MIX_TYPE_RUN_SHELF (mix_run_shelf_get_type ())
G_DECLARE_FINAL_TYPE (MixRunShelf, mix_run_shelf, MIX, RUN_SHELF, GObject)

#define MIX_RUN_SHELF_MOST 12

MixRunShelf *mix_run_shelf_new (void);

MixPinnedRun *mix_run_shelf_peek (MixRunShelf *self, guint index);
guint mix_run_shelf_get_n (MixRunShelf *self);
guint mix_run_shelf_next_number (MixRunShelf *self);
GPtrArray *mix_run_shelf_list (MixRunShelf *self);
void mix_run_shelf_set (MixRunShelf *self, GPtrArray *runs);
void mix_run_shelf_refresh (MixRunShelf *self);

G_END_DECLS
