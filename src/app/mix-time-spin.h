/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-calendar.h"

G_BEGIN_DECLS

/* A spin button whose numbers are moments: it shows dates, and takes dates that are typed. May be
 * called again with another unit; MIX_TIME_NONE makes it one of numbers. */
void mix_time_spin_set_unit (GtkSpinButton *spin, MixTimeUnit unit);

G_END_DECLS
