/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "mix-risk.h"
#include "mix-stock.h"
#include "mix-undo.h"

G_BEGIN_DECLS

#define MIX_TYPE_DECIDE_FORM (mix_decide_form_get_type ())
G_DECLARE_FINAL_TYPE (MixDecideForm, mix_decide_form, MIX, DECIDE_FORM, GtkWidget)

void mix_decide_form_set_undo (MixDecideForm *self, MixUndo *undo);
void mix_decide_form_set_signed (MixDecideForm *self, gboolean is_signed);
const MixStock *mix_decide_form_get_stock (MixDecideForm *self);
const MixRisk *mix_decide_form_get_risk (MixDecideForm *self);
gboolean mix_decide_form_is_service (MixDecideForm *self);

G_END_DECLS
