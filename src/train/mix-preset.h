/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-config.h"

G_BEGIN_DECLS

typedef struct
{
  const char *option;
  const char *value; /* as on the command line */
} MixPresetSetting;

/* A recipe under one name: values of options, the others at their defaults. */
typedef struct
{
  const char *name;
  const char *label;                /* untranslated */
  const char *help;                 /* one sentence; untranslated */
  const MixPresetSetting *settings; /* [n_settings] */
  guint n_settings;
} MixPreset;

const MixPreset *mix_presets (guint *n_presets);
const MixPreset *mix_preset_find (const char *name);
void mix_preset_apply (const MixPreset *preset, MixConfig *config);

G_END_DECLS
