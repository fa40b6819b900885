/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-figure-grid.h"

G_BEGIN_DECLS

#define MIX_TYPE_DIAGNOSE_PAGE (mix_diagnose_page_get_type ())
G_DECLARE_FINAL_TYPE (MixDiagnosePage, mix_diagnose_page, MIX, DIAGNOSE_PAGE, GtkWidget)

G_END_DECLS
