/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIX_TYPE_READING (mix_reading_get_type ())
G_DECLARE_FINAL_TYPE (MixReading, mix_reading, MIX, READING, GtkWidget)

GtkWidget *mix_reading_new (void);

void mix_reading_set_text (MixReading *self, const char *text);
const char *mix_reading_get_text (MixReading *self);

G_END_DECLS
