/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-lab.h"

G_BEGIN_DECLS

#define MIX_TYPE_SIDEBAR (mix_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (MixSidebar, mix_sidebar, MIX, SIDEBAR, GtkBox)

G_END_DECLS
