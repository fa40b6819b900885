/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A list of the tables that come with the program, and what each shows. "win.open-recent" of the
 * parent opens the one that is chosen. */
GtkWindow *mix_samples_window_new (GtkWindow *parent);

G_END_DECLS
