/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Hidden layers as a row of chips, one a layer, that are added, removed and typed into. */
#define MIX_TYPE_LAYERS_EDIT (mix_layers_edit_get_type ())
G_DECLARE_FINAL_TYPE (MixLayersEdit, mix_layers_edit, MIX, LAYERS_EDIT, GtkWidget)

GtkWidget *mix_layers_edit_new (void);
void mix_layers_edit_show (MixLayersEdit *self, const char *text);
guint mix_layers_edit_get_n_chips (MixLayersEdit *self);
GtkEntry *mix_layers_edit_get_chip (MixLayersEdit *self, guint index);
GtkWidget *mix_layers_edit_get_add_button (MixLayersEdit *self);

G_END_DECLS
