/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIX_TYPE_DATA_SECTION (mix_data_section_get_type ())
G_DECLARE_FINAL_TYPE (MixDataSection, mix_data_section, MIX, DATA_SECTION, GtkWidget)

G_END_DECLS
