/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One choice of an enumeration: its value, the word used on the command line and in files, and the
 * words that a person reads. A table of them ends with a NULL nick. */
typedef struct
{
  int value;
  const char *nick;
  const char *label; /* untranslated; pass through gettext to show */
} MixChoice;

typedef enum
{
  MIX_ACTIVATION_RELU,
  MIX_ACTIVATION_TANH,
  MIX_ACTIVATION_ELU,
  MIX_ACTIVATION_SILU,
  MIX_ACTIVATION_GELU,
  MIX_ACTIVATION_SIGMOID,
} MixActivation;

typedef enum
{
  MIX_SIGMA_ELU1,
  MIX_SIGMA_EXP,
  MIX_SIGMA_SOFTPLUS,
} MixSigmaActivation;

typedef enum
{
  MIX_MIXING_SOFTMAX,
  MIX_MIXING_GUMBEL_SOFTMAX,
} MixMixing;

typedef enum
{
  MIX_PENALTY_L1,
  MIX_PENALTY_L2,
} MixPenalty;

typedef enum
{
  MIX_HEAD_MIXTURE,
  MIX_HEAD_POINT,
} MixHeadKind;

/* Two ways of the same mathematics; MATH.md has the second. */
typedef enum
{
  MIX_ENGINE_AUTO,
  MIX_ENGINE_DENSE,
  MIX_ENGINE_COLLAPSED,
} MixEngine;

extern const MixChoice mix_activation_choices[];
extern const MixChoice mix_sigma_activation_choices[];
extern const MixChoice mix_mixing_choices[];
extern const MixChoice mix_penalty_choices[];
extern const MixChoice mix_head_choices[];
extern const MixChoice mix_engine_choices[];
extern const MixChoice mix_time_choices[]; /* of MixTimeUnit */

const char *mix_choice_nick (const MixChoice *choices, int value);
gboolean mix_choice_parse (const MixChoice *choices, const char *nick, int *value);

#define MIX_MAX_HIDDEN 16        /* hidden layers */
#define MIX_MAX_UNITS 4096       /* units in a hidden layer */
#define MIX_MAX_COMPONENTS 32    /* Gaussians of a network */
#define MIX_MAX_MEMBERS 32       /* networks of an ensemble */
#define MIX_MAX_POOLED 128       /* Gaussians in a mixture, those of an ensemble pooled */

/* The sizes of the hidden layers, first to last; n is 0 for a network without any. */
typedef struct
{
  guint n;
  guint units[MIX_MAX_HIDDEN];
} MixLayers;

gboolean mix_layers_parse (const char *text, MixLayers *layers);
char *mix_layers_to_string (const MixLayers *layers);
gboolean mix_layers_equal (const MixLayers *a, const MixLayers *b);

/* What a network is: everything that fixes its parameters' layout and its forward pass. A plain
 * value, copied freely. */
typedef struct
{
  guint n_features;
  MixLayers hidden;
  MixActivation activation;
  MixHeadKind head;
  guint components; /* K; 1 for the point head */
  MixSigmaActivation sigma_activation;
  gboolean sigma_bias;
  double sigma_epsilon; /* added to sigma: the article's 1e-15 */
  double sigma_floor;   /* in units of the scaled target; sigma = hypot (raw, floor); 0: off */
} MixNetworkSpec;

gboolean mix_network_spec_equal (const MixNetworkSpec *a, const MixNetworkSpec *b);

G_END_DECLS
