/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "mix-lab.h"

G_BEGIN_DECLS

#define MIX_TYPE_WINDOW (mix_window_get_type ())
G_DECLARE_FINAL_TYPE (MixWindow, mix_window, MIX, WINDOW, AdwApplicationWindow)

MixWindow *mix_window_new (GtkApplication *application);

MixLab *mix_window_get_lab (MixWindow *self);
void mix_window_open (MixWindow *self, const char *name);
void mix_window_save_as (MixWindow *self, const char *path);
void mix_window_say (MixWindow *self, const char *text);
gboolean mix_window_save_data (MixWindow *self, const char *path, GError **error);
gboolean mix_window_export (MixWindow *self, const char *figure, const char *path, GError **error);

G_END_DECLS
