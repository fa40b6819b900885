/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-figure-grid.h"

G_BEGIN_DECLS

#define MIX_TYPE_DECIDE_PAGE (mix_decide_page_get_type ())
G_DECLARE_FINAL_TYPE (MixDecidePage, mix_decide_page, MIX, DECIDE_PAGE, GtkWidget)

gboolean mix_decide_page_export (MixDecidePage *self, const char *path, GError **error);

G_END_DECLS
