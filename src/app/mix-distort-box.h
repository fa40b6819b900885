/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-diagnostics.h"
#include "mix-undo.h"

G_BEGIN_DECLS

#define MIX_TYPE_DISTORT_BOX (mix_distort_box_get_type ())
G_DECLARE_FINAL_TYPE (MixDistortBox, mix_distort_box, MIX, DISTORT_BOX, GtkWidget)

MixDistortBox *mix_distort_box_new (void);
void mix_distort_box_set_undo (MixDistortBox *self, MixUndo *undo);

/* For another target: how far mu can be shifted to either side, in its units. */
void mix_distort_box_set_target (MixDistortBox *self, double most_shift);
void mix_distort_box_set_words (MixDistortBox *self, const char *words); /* what the repair does */
MixDistortion mix_distort_box_get_distortion (MixDistortBox *self);
gboolean mix_distort_box_get_repaired (MixDistortBox *self);
void mix_distort_box_reset (MixDistortBox *self);

G_END_DECLS
