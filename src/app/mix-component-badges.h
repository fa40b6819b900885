/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIX_TYPE_COMPONENT_BADGES (mix_component_badges_get_type ())
G_DECLARE_FINAL_TYPE (MixComponentBadges, mix_component_badges, MIX, COMPONENT_BADGES, GtkWidget)

GtkWidget *mix_component_badges_new (void);
void mix_component_badges_set_n (MixComponentBadges *self, guint n);

G_END_DECLS
