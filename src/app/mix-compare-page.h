/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-figure-grid.h"
#include "mix-study.h"

G_BEGIN_DECLS

#define MIX_TYPE_COMPARE_PAGE (mix_compare_page_get_type ())
G_DECLARE_FINAL_TYPE (MixComparePage, mix_compare_page, MIX, COMPARE_PAGE, GtkWidget)

MixStudy *mix_compare_page_get_study (MixComparePage *self, MixStudyKind kind);
const char *mix_compare_page_get_verdict (MixComparePage *self);
void mix_compare_page_choose (MixComparePage *self, guint left, guint right);

G_END_DECLS
