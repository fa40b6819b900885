/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWindow *mix_help_window_new (GtkApplication *application);

G_END_DECLS
