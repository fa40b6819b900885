/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mix-network.h"
#include "mix-optimizer.h"
#include "mix-schedule.h"

G_BEGIN_DECLS

typedef enum
{
  MIX_MU_INIT_NONE,
  MIX_MU_INIT_KMEANS,
  MIX_MU_INIT_QUANTILES,
} MixMuInit;

typedef enum
{
  MIX_BIAS_INIT_DATA,
  MIX_BIAS_INIT_ZERO,
} MixBiasInit;

/* Every hyper-parameter, a plain value. Each field has one entry in the table of options, which is
 * what the command line, the sidebar, the model file and the help are made from. */
typedef struct
{
  int head; /* MixHeadKind */
  int components;
  MixLayers hidden;
  int activation;       /* MixActivation */
  int sigma_activation; /* MixSigmaActivation */
  gboolean sigma_bias;
  double sigma_floor; /* share of sd (y) */
  int mixing;         /* MixMixing */
  double temperature;
  int mu_init; /* MixMuInit */
  double head_scale;
  double hold_mixing; /* share of all steps */
  double prune; /* nats; 0: off */
  int bias_init; /* MixBiasInit */
  int penalty; /* MixPenalty */
  double lambda_pi, lambda_sigma, lambda_mu;
  int optimizer;        /* MixOptimizerKind */
  double learning_rate; /* 0: from the number of rows */
  int schedule;         /* MixSchedule */
  double warmup;        /* share of all steps */
  int batch_size;       /* 0: from the number of rows */
  int epochs;
  int patience; /* epochs; 0: off */
  double validation;
  int validation_every; /* rows; below 2: by share */
  double clip_norm; /* 0: off */
  double weight_decay;
  double input_noise, target_noise; /* sd, scaled units */
  double averaging; /* share of the steps so far that weights are averaged over */
  double regularization; /* share of what a small table gets beside these four */
  int ensemble;           /* networks whose mixtures are pooled */
  gboolean plain_network; /* a point network beside the mixture */
  MixLayers plain_hidden;
  gint64 seed;
  int engine;  /* MixEngine */
  int threads; /* 0: one for each processor */
} MixConfig;

typedef enum
{
  MIX_OPTION_INTEGER, /* int */
  MIX_OPTION_LONG,    /* gint64 */
  MIX_OPTION_NUMBER,  /* double */
  MIX_OPTION_SWITCH,  /* gboolean: on, off */
  MIX_OPTION_CHOICE,  /* int, one of choices */
  MIX_OPTION_LAYERS,  /* MixLayers */
} MixOptionKind;

typedef enum
{
  MIX_GROUP_MODEL,
  MIX_GROUP_STABILITY,
  MIX_GROUP_TRAINING,
} MixOptionGroup;

typedef struct
{
  const char *name; /* "learning-rate": command line and files */
  MixOptionKind kind;
  MixOptionGroup group;
  gboolean live;  /* acts at once; otherwise a change restarts training */
  gboolean unsaved; /* says how to compute, not what: not part of a model's settings */
  gsize offset;   /* of the field in MixConfig */
  double min, max; /* of a number; a value outside is an error, never clamped in silence */
  const char *initial; /* the default, as text */
  const MixChoice *choices;
  const char *label; /* for the sidebar; untranslated */
  const char *help;  /* one sentence; untranslated */
} MixOption;

#define MIX_CONFIG_ERROR (mix_config_error_quark ())
GQuark mix_config_error_quark (void);

const MixOption *mix_options (guint *n_options);
const MixOption *mix_option_find (const char *name);

void mix_config_init (MixConfig *config); /* every default */
gboolean mix_config_equal (const MixConfig *a, const MixConfig *b);
/* Whether going from a to b needs a restart of training. */
gboolean mix_config_needs_restart (const MixConfig *a, const MixConfig *b);

/* One option from and to text. An error says what is allowed. */
gboolean mix_config_set (MixConfig *config, const char *name, const char *text, GError **error);
char *mix_config_get (const MixConfig *config, const char *name);

/* All of them, name → text, as a model file keeps them; unknown names are ignored. */
GHashTable *mix_config_to_settings (const MixConfig *config);
gboolean mix_config_from_settings (MixConfig *config, GHashTable *settings, GError **error);

/* The values that 0 ("from the number of rows") stands for. */
int mix_config_batch_size (const MixConfig *config, gsize n_train);
double mix_config_learning_rate (const MixConfig *config, gsize n_train);
/* With what “regularization” adds for so many rows. */
double mix_config_weight_decay (const MixConfig *config, gsize n_train);
double mix_config_input_noise (const MixConfig *config, gsize n_train);
double mix_config_target_noise (const MixConfig *config, gsize n_train);
double mix_config_averaging (const MixConfig *config, gsize n_train);

int mix_config_threads (const MixConfig *config);

/* What the options make of a table with n_features. head: MIX_HEAD_POINT for the plain network. */
MixNetworkSpec mix_config_network_spec (const MixConfig *config, guint n_features, MixHeadKind head);

/* The loss of training: mixing, and the penalties on the head. */
MixLoss mix_config_loss (const MixConfig *config);

G_END_DECLS
