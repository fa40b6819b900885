/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-lab.h"

G_BEGIN_DECLS

#define MIX_TYPE_USAGE_BAR (mix_usage_bar_get_type ())
G_DECLARE_FINAL_TYPE (MixUsageBar, mix_usage_bar, MIX, USAGE_BAR, GtkWidget)

G_END_DECLS
