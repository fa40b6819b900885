/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "mix-palette.h"

G_BEGIN_DECLS

const MixPalette *mix_style_palette (void);
double mix_style_text_unit (GtkWidget *widget);
void mix_style_watch (GCallback callback, gpointer object);

G_END_DECLS
