/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void mix_tooltips_yield_to_popovers (void);

G_END_DECLS
