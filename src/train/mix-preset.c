/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-preset.h"

#include <glib/gi18n-lib.h>

/* What the article's library and its tutorial do for the two branches: two components, and the
 * penalties that the tutorial needs there. A standardised target takes the place of a scaling to
 * [0, 1]. */
static const MixPresetSetting article[] = {
  { "head", "mixture" },
  { "hidden", "128,64" },
  { "activation", "relu" },
  { "sigma-activation", "elu1" },
  { "sigma-bias", "off" },
  { "sigma-floor", "0" },
  { "mixing", "gumbel-softmax" },
  { "temperature", "1" },
  { "mu-init", "none" },
  { "head-scale", "1" },
  { "hold-mixing", "0" },
  { "prune", "0" },
  { "bias-init", "zero" },
  { "penalty", "l2" },
  { "lambda-pi", "5" },
  { "lambda-sigma", "0.1" },
  { "lambda-mu", "10" },
  { "optimizer", "adam" },
  { "learning-rate", "0.001" },
  { "schedule", "plateau" },
  { "warmup", "0" },
  { "batch-size", "2048" },
  { "epochs", "200" },
  { "patience", "5" },
  { "validation", "0.5" },
  { "clip-norm", "0" },
  { "weight-decay", "0" },
  { "regularization", "0" },
  { "input-noise", "0" },
  { "target-noise", "0" },
  { "averaging", "0" },
};

static const MixPreset presets[] = {
  { .name = "careful",
    .label = N_ ("Careful"),
    .help = N_ ("The defaults: small head weights, μ spread over the data, a warm-up and a cosine") },
  { .name = "article",
    .label = N_ ("As in the article"),
    .help = N_ ("Gumbel-softmax, norm penalties, heads from N(0, 1), no σ bias and no σ floor, and a "
                "rate that is reduced on a plateau"),
    .settings = article,
    .n_settings = G_N_ELEMENTS (article) },
};

/**
 * mix_presets:
 * @n_presets: (out): how many there are
 *
 * Returns: the table of presets, static; the first is what training does unless told otherwise
 */
const MixPreset *
mix_presets (guint *n_presets)
{
  *n_presets = G_N_ELEMENTS (presets);
  return presets;
}

/**
 * mix_preset_find:
 *
 * Returns: (nullable): the preset of that name, static
 */
const MixPreset *
mix_preset_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (g_str_equal (presets[i].name, name))
      return &presets[i];
  return NULL;
}

/**
 * mix_preset_apply:
 * @config: gets the preset's values; options that it does not name stay as they are
 */
void
mix_preset_apply (const MixPreset *preset, MixConfig *config)
{
  for (guint i = 0; i < preset->n_settings; i++)
    if (!mix_config_set (config, preset->settings[i].option, preset->settings[i].value, NULL))
      g_assert_not_reached ();
}
