/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Cards of one width in rows: as many beside each other as there is room for. */
guint mix_card_layout_columns (int width, guint n_cards, double unit);

void mix_card_layout_set_wide (GtkWidget *card, gboolean wide);
void mix_card_layout_measure_width (GPtrArray *cards, int *minimum, int *natural);
int mix_card_layout_place (GPtrArray *cards, int width, int height, gboolean allocate);

G_END_DECLS
