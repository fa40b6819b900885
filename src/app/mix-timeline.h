/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-lab.h"

G_BEGIN_DECLS

#define MIX_TYPE_TIMELINE (mix_timeline_get_type ())
G_DECLARE_FINAL_TYPE (MixTimeline, mix_timeline, MIX, TIMELINE, GtkWidget)

GtkScale *mix_timeline_get_scale (MixTimeline *self);
void mix_timeline_play (MixTimeline *self);
gboolean mix_timeline_is_playing (MixTimeline *self);

G_END_DECLS
