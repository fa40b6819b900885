/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "mix-explore-page.h"

G_BEGIN_DECLS

#define MIX_TYPE_PAGE_SLOT (mix_page_slot_get_type ())
G_DECLARE_FINAL_TYPE (MixPageSlot, mix_page_slot, MIX, PAGE_SLOT, AdwBin)

void mix_page_slot_fill (MixPageSlot *self);

G_END_DECLS
