/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-study.h"

G_BEGIN_DECLS

#define MIX_TYPE_STUDY_CARD (mix_study_card_get_type ())
G_DECLARE_FINAL_TYPE (MixStudyCard, mix_study_card, MIX, STUDY_CARD, GtkWidget)

MixStudyCard *mix_study_card_new (MixStudy *study, const char *title, const char *text,
                                  const char *start);
void mix_study_card_set_result (MixStudyCard *self, const char *words, const char *button);

G_END_DECLS
