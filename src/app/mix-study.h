/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mix-evidence.h"

G_BEGIN_DECLS

#define MIX_TYPE_STUDY (mix_study_get_type ())
G_DECLARE_FINAL_TYPE (MixStudy, mix_study, MIX, STUDY, GObject)

typedef enum
{
  MIX_STUDY_EVIDENCE, /* K by cross-validation */
  MIX_STUDY_ENSEMBLE, /* several networks on the same rows */
} MixStudyKind;

MixStudy *mix_study_new (MixStudyKind kind);

void mix_study_start (MixStudy *self, const MixConfig *config, MixDesign *design, guint n);
void mix_study_cancel (MixStudy *self);
void mix_study_forget (MixStudy *self);

gboolean mix_study_get_running (MixStudy *self);
double mix_study_get_share (MixStudy *self);
const char *mix_study_get_fault (MixStudy *self);
MixDesign *mix_study_get_design (MixStudy *self);
const MixEvidence *mix_study_get_evidence (MixStudy *self);
MixSnapshot *mix_study_get_ensemble (MixStudy *self);

G_END_DECLS
