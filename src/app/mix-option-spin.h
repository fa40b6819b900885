/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-config.h"

G_BEGIN_DECLS

/* A spin button for one number of the table of options. Wide ranges go in equal ratios, narrow
 * ones in steps of one; where 0 means "choose it", the button then shows what is chosen. */
#define MIX_TYPE_OPTION_SPIN (mix_option_spin_get_type ())
G_DECLARE_FINAL_TYPE (MixOptionSpin, mix_option_spin, MIX, OPTION_SPIN, GtkWidget)

GtkWidget *mix_option_spin_new (const MixOption *option);

void mix_option_spin_show (MixOptionSpin *self, const char *text, double automatic);
gboolean mix_option_spin_is_automatic (MixOptionSpin *self);
GtkSpinButton *mix_option_spin_get_button (MixOptionSpin *self);

G_END_DECLS
