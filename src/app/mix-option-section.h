/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MIX_TYPE_OPTION_SECTION (mix_option_section_get_type ())
G_DECLARE_FINAL_TYPE (MixOptionSection, mix_option_section, MIX, OPTION_SECTION, GtkWidget)

G_END_DECLS
