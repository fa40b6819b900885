/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "mix-pinned-run.h"

G_BEGIN_DECLS

#define MIX_TYPE_RUN_WINDOW (mix_run_window_get_type ())
G_DECLARE_FINAL_TYPE (MixRunWindow, mix_run_window, MIX, RUN_WINDOW, AdwWindow)

MixRunWindow *mix_run_window_new (GtkWindow *parent);
void mix_run_window_show (MixRunWindow *self, MixPinnedRun *first, MixPinnedRun *second);

G_END_DECLS
