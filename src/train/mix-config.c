/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (mix-config-error-quark, mix_config_error)

#define MIX_MAX_EPOCHS 1000000

static const MixChoice mu_init_choices[] = {
  { MIX_MU_INIT_NONE, "none", N_ ("None") },
  { MIX_MU_INIT_KMEANS, "kmeans", N_ ("k-means centres") },
  { MIX_MU_INIT_QUANTILES, "quantiles", N_ ("Quantiles") },
  { 0 },
};

static const MixChoice bias_init_choices[] = {
  { MIX_BIAS_INIT_DATA, "data", N_ ("Over the data") },
  { MIX_BIAS_INIT_ZERO, "zero", N_ ("Zero") },
  { 0 },
};

#define FIELD(name) G_STRUCT_OFFSET (MixConfig, name)

/* The one place that knows an option. Order: as a person reads them. */
static const MixOption options[] = {
  { .name = "head",
    .kind = MIX_OPTION_CHOICE,
    .group = MIX_GROUP_MODEL,
    .offset = FIELD (head),
    .initial = "mixture",
    .choices = mix_head_choices,
    .label = N_ ("Head"),
    .help = N_ ("What the network predicts: a whole distribution, or one number by squared error") },
  { .name = "components",
    .kind = MIX_OPTION_INTEGER,
    .group = MIX_GROUP_MODEL,
    .offset = FIELD (components),
    .min = 1,
    .max = MIX_MAX_COMPONENTS,
    .initial = "2",
    .label = N_ ("Components"),
    .help = N_ ("K, how many Gaussians the mixture has") },
  { .name = "hidden",
    .kind = MIX_OPTION_LAYERS,
    .group = MIX_GROUP_MODEL,
    .offset = FIELD (hidden),
    .initial = "128,64",
    .label = N_ ("Hidden layers"),
    .help = N_ ("Units of each hidden layer, with commas between, or none") },
  { .name = "activation",
    .kind = MIX_OPTION_CHOICE,
    .group = MIX_GROUP_MODEL,
    .offset = FIELD (activation),
    .initial = "relu",
    .choices = mix_activation_choices,
    .label = N_ ("Activation"),
    .help = N_ ("The function that follows each hidden layer") },
  { .name = "sigma-activation",
    .kind = MIX_OPTION_CHOICE,
    .group = MIX_GROUP_MODEL,
    .offset = FIELD (sigma_activation),
    .initial = "elu1",
    .choices = mix_sigma_activation_choices,
    .label = N_ ("σ activation"),
    .help = N_ ("What makes σ positive; ELU + 1 + ε grows slower than the exponential") },
  { .name = "sigma-bias",
    .kind = MIX_OPTION_SWITCH,
    .group = MIX_GROUP_MODEL,
    .offset = FIELD (sigma_bias),
    .initial = "on",
    .label = N_ ("σ bias"),
    .help = N_ ("Whether the σ layer has a bias") },
  { .name = "sigma-floor",
    .kind = MIX_OPTION_NUMBER,
    .group = MIX_GROUP_STABILITY,
    .offset = FIELD (sigma_floor),
    .min = 0,
    .max = 1,
    .initial = "0.0001",
    .label = N_ ("σ floor"),
    .help = N_ ("The smallest σ, as a share of the target's standard deviation; without one the "
                "likelihood has no upper bound") },
  { .name = "mixing",
    .kind = MIX_OPTION_CHOICE,
    .group = MIX_GROUP_MODEL,
    .offset = FIELD (mixing),
    .initial = "softmax",
    .choices = mix_mixing_choices,
    .label = N_ ("Mixing"),
    .help = N_ ("How training turns logits into mixing coefficients; Gumbel-softmax adds noise to "
                "them. Predictions always use softmax") },
  { .name = "temperature",
    .kind = MIX_OPTION_NUMBER,
    .group = MIX_GROUP_STABILITY,
    .live = TRUE,
    .offset = FIELD (temperature),
    .min = 0.01,
    .max = 100,
    .initial = "1",
    .label = N_ ("Temperature"),
    .help = N_ ("τ of Gumbel-softmax; lower is sharper") },
  { .name = "mu-init",
    .kind = MIX_OPTION_CHOICE,
    .group = MIX_GROUP_STABILITY,
    .offset = FIELD (mu_init),
    .initial = "kmeans",
    .choices = mu_init_choices,
    .label = N_ ("μ bias start"),
    .help = N_ ("Where the component means start: spread over the data they seldom collapse") },
  { .name = "head-scale",
    .kind = MIX_OPTION_NUMBER,
    .group = MIX_GROUP_STABILITY,
    .offset = FIELD (head_scale),
    .min = 0,
    .max = 10,
    .initial = "0.05",
    .label = N_ ("Head weights"),
    .help = N_ ("Standard deviation that the head's weights start with; 0 for the rule of the "
                "hidden layers") },
  { .name = "annealing",
    .kind = MIX_OPTION_NUMBER,
    .group = MIX_GROUP_STABILITY,
    .live = TRUE,
    .offset = FIELD (annealing),
    .min = 0,
    .max = 0.9,
    .initial = "0.2",
    .label = N_ ("Annealing"),
    .help = N_ ("How softly rows are shared among the components at the start, so that none is left "
                "out; it falls to 0 over the first fifth of the steps") },
  { .name = "bias-init",
    .kind = MIX_OPTION_CHOICE,
    .group = MIX_GROUP_STABILITY,
    .offset = FIELD (bias_init),
    .initial = "data",
    .choices = bias_init_choices,
    .label = N_ ("Hidden bias start"),
    .help = N_ ("Where the first layer's units bend at the start: each at a row of the data, or all "
                "at the mean") },
  { .name = "penalty",
    .kind = MIX_OPTION_CHOICE,
    .group = MIX_GROUP_STABILITY,
    .live = TRUE,
    .offset = FIELD (penalty),
    .initial = "l2",
    .choices = mix_penalty_choices,
    .label = N_ ("Penalty"),
    .help = N_ ("The norm of a head layer's parameters that each λ multiplies") },
  { .name = "lambda-pi",
    .kind = MIX_OPTION_NUMBER,
    .group = MIX_GROUP_STABILITY,
    .live = TRUE,
    .offset = FIELD (lambda_pi),
    .min = 0,
    .max = 1000,
    .initial = "0",
    .label = N_ ("λ of π"),
    .help = N_ ("Strength of the norm penalty on the π layer") },
  { .name = "lambda-sigma",
    .kind = MIX_OPTION_NUMBER,
    .group = MIX_GROUP_STABILITY,
    .live = TRUE,
    .offset = FIELD (lambda_sigma),
    .min = 0,
    .max = 1000,
    .initial = "0",
    .label = N_ ("λ of σ"),
    .help = N_ ("Strength of the norm penalty on the σ layer") },
  { .name = "lambda-mu",
    .kind = MIX_OPTION_NUMBER,
    .group = MIX_GROUP_STABILITY,
    .live = TRUE,
    .offset = FIELD (lambda_mu),
    .min = 0,
    .max = 1000,
    .initial = "0",
    .label = N_ ("λ of μ"),
    .help = N_ ("Strength of the norm penalty on the μ layer") },
  { .name = "optimizer",
    .kind = MIX_OPTION_CHOICE,
    .group = MIX_GROUP_TRAINING,
    .offset = FIELD (optimizer),
    .initial = "adamw",
    .choices = mix_optimizer_choices,
    .label = N_ ("Optimiser"),
    .help = N_ ("What turns gradients into steps; without weight decay Adam and AdamW are the same") },
  { .name = "learning-rate",
    .kind = MIX_OPTION_NUMBER,
    .group = MIX_GROUP_TRAINING,
    .live = TRUE,
    .offset = FIELD (learning_rate),
    .min = 0,
    .max = 10,
    .initial = "0",
    .label = N_ ("Learning rate"),
    .help = N_ ("η, the size of a step at the schedule's peak; 0 chooses it from the optimiser and the batch size") },
  { .name = "schedule",
    .kind = MIX_OPTION_CHOICE,
    .group = MIX_GROUP_TRAINING,
    .live = TRUE,
    .offset = FIELD (schedule),
    .initial = "cosine",
    .choices = mix_schedule_choices,
    .label = N_ ("Schedule"),
    .help = N_ ("How the learning rate goes from the first epoch to the last; reduce on plateau "
                "divides it by ten after four epochs without a better validation NLL") },
  { .name = "warmup",
    .kind = MIX_OPTION_NUMBER,
    .group = MIX_GROUP_TRAINING,
    .live = TRUE,
    .offset = FIELD (warmup),
    .min = 0,
    .max = 0.9,
    .initial = "0.05",
    .label = N_ ("Warm-up"),
    .help = N_ ("Share of all steps in which the learning rate rises from 0; one cycle has its own "
                "rise") },
  { .name = "batch-size",
    .kind = MIX_OPTION_INTEGER,
    .group = MIX_GROUP_TRAINING,
    .offset = FIELD (batch_size),
    .min = 0,
    .max = 1 << 20,
    .initial = "0",
    .label = N_ ("Batch size"),
    .help = N_ ("Rows of a mini-batch; 0 chooses it from the number of rows") },
  { .name = "epochs",
    .kind = MIX_OPTION_INTEGER,
    .group = MIX_GROUP_TRAINING,
    .offset = FIELD (epochs),
    .min = 1,
    .max = MIX_MAX_EPOCHS,
    .initial = "100",
    .label = N_ ("Epochs"),
    .help = N_ ("How often training passes over the rows") },
  { .name = "patience",
    .kind = MIX_OPTION_INTEGER,
    .group = MIX_GROUP_TRAINING,
    .live = TRUE,
    .offset = FIELD (patience),
    .min = 0,
    .max = MIX_MAX_EPOCHS,
    .initial = "40",
    .label = N_ ("Patience"),
    .help = N_ ("Epochs without a better validation NLL after which training stops; 0 never stops. "
                "The best weights are restored in either case") },
  { .name = "validation",
    .kind = MIX_OPTION_NUMBER,
    .group = MIX_GROUP_TRAINING,
    .offset = FIELD (validation),
    .min = 0,
    .max = 0.9,
    .initial = "0.2",
    .label = N_ ("Validation"),
    .help = N_ ("Share of the rows that are kept for validation; 0 for none") },
  { .name = "clip-norm",
    .kind = MIX_OPTION_NUMBER,
    .group = MIX_GROUP_STABILITY,
    .live = TRUE,
    .offset = FIELD (clip_norm),
    .min = 0,
    .max = 1e6,
    .initial = "5",
    .label = N_ ("Gradient clipping"),
    .help = N_ ("The largest norm that a gradient may have; 0 for no limit") },
  { .name = "weight-decay",
    .kind = MIX_OPTION_NUMBER,
    .group = MIX_GROUP_STABILITY,
    .live = TRUE,
    .offset = FIELD (weight_decay),
    .min = 0,
    .max = 10,
    .initial = "0",
    .label = N_ ("Weight decay"),
    .help = N_ ("How strongly weights are pulled to 0: with AdamW at each step, times the learning "
                "rate; with the other optimisers by the gradient of half their squares") },
  { .name = "input-noise",
    .kind = MIX_OPTION_NUMBER,
    .group = MIX_GROUP_STABILITY,
    .live = TRUE,
    .offset = FIELD (input_noise),
    .min = 0,
    .max = 10,
    .initial = "0",
    .label = N_ ("Input noise"),
    .help = N_ ("Noise on the features while training, against overfitting: its standard deviation as "
                "a share of each feature's") },
  { .name = "target-noise",
    .kind = MIX_OPTION_NUMBER,
    .group = MIX_GROUP_STABILITY,
    .live = TRUE,
    .offset = FIELD (target_noise),
    .min = 0,
    .max = 10,
    .initial = "0",
    .label = N_ ("Target noise"),
    .help = N_ ("Noise on the target while training, which widens σ: its standard deviation as a "
                "share of the target's") },
  { .name = "ensemble",
    .kind = MIX_OPTION_INTEGER,
    .group = MIX_GROUP_MODEL,
    .offset = FIELD (ensemble),
    .min = 1,
    .max = MIX_MAX_MEMBERS,
    .initial = "1",
    .label = N_ ("Ensemble"),
    .help = N_ ("How many networks are trained from different starts; their mixtures are pooled with "
                "equal weights") },
  { .name = "plain-network",
    .kind = MIX_OPTION_SWITCH,
    .group = MIX_GROUP_MODEL,
    .offset = FIELD (plain_network),
    .initial = "off",
    .label = N_ ("Plain network beside it"),
    .help = N_ ("Trains a feedforward network with squared error on the same rows and batches") },
  { .name = "plain-hidden",
    .kind = MIX_OPTION_LAYERS,
    .group = MIX_GROUP_MODEL,
    .offset = FIELD (plain_hidden),
    .initial = "16,8",
    .label = N_ ("Its hidden layers"),
    .help = N_ ("Units of each hidden layer of the plain network, with commas between, or none") },
  { .name = "seed",
    .kind = MIX_OPTION_LONG,
    .group = MIX_GROUP_TRAINING,
    .offset = FIELD (seed),
    .min = 0,
    .max = 9007199254740991.0,
    .initial = "1",
    .label = N_ ("Seed"),
    .help = N_ ("Fixes the split, the first weights and the order of the rows") },
  { .name = "engine",
    .kind = MIX_OPTION_CHOICE,
    .group = MIX_GROUP_TRAINING,
    .offset = FIELD (engine),
    .initial = "auto",
    .choices = mix_engine_choices,
    .label = N_ ("Engine"),
    .help = N_ ("Which of two exact algorithms computes the gradient: dense for every network, or "
                "collapsed for one feature and ReLU, which is much faster") },
  { .name = "threads",
    .kind = MIX_OPTION_INTEGER,
    .group = MIX_GROUP_TRAINING,
    .unsaved = TRUE,
    .offset = FIELD (threads),
    .min = 0,
    .max = 256,
    .initial = "0",
    .label = N_ ("Threads"),
    .help = N_ ("How many threads share a batch, 0 for one on each processor; the result is the same "
                "to the last bit") },
};

#define VALUE(config, option, type) G_STRUCT_MEMBER (type, config, (option)->offset)

/**
 * mix_options:
 * @n_options: (out): how many there are
 *
 * Returns: the table of options, static
 */
const MixOption *
mix_options (guint *n_options)
{
  *n_options = G_N_ELEMENTS (options);
  return options;
}

/**
 * mix_option_find:
 *
 * Returns: (nullable): the option of that name, static
 */
const MixOption *
mix_option_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (g_str_equal (options[i].name, name))
      return &options[i];
  return NULL;
}

/**
 * mix_config_init:
 * @config: (out caller-allocates): gets every option's default
 */
void
mix_config_init (MixConfig *config)
{
  memset (config, 0, sizeof *config);
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (!mix_config_set (config, options[i].name, options[i].initial, NULL))
      g_assert_not_reached ();
}

static gboolean
option_differs (const MixOption *option, const MixConfig *a, const MixConfig *b)
{
  switch (option->kind)
    {
    case MIX_OPTION_INTEGER:
    case MIX_OPTION_SWITCH:
    case MIX_OPTION_CHOICE:
      return VALUE (a, option, int) != VALUE (b, option, int);
    case MIX_OPTION_LONG:
      return VALUE (a, option, gint64) != VALUE (b, option, gint64);
    case MIX_OPTION_NUMBER:
      return memcmp (&VALUE (a, option, double), &VALUE (b, option, double), sizeof (double)) != 0;
    case MIX_OPTION_LAYERS:
      return !mix_layers_equal (&VALUE (a, option, MixLayers), &VALUE (b, option, MixLayers));
    default:
      g_assert_not_reached ();
    }
}

gboolean
mix_config_equal (const MixConfig *a, const MixConfig *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (option_differs (&options[i], a, b))
      return FALSE;
  return TRUE;
}

/**
 * mix_config_needs_restart:
 *
 * Returns: whether a run with options a has to start over to have options b: whether they differ in
 * one that is not live
 */
gboolean
mix_config_needs_restart (const MixConfig *a, const MixConfig *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (!options[i].live && option_differs (&options[i], a, b))
      return TRUE;
  return FALSE;
}

static gboolean
fail (const MixOption *option, const char *text, const char *allowed, GError **error)
{
  g_set_error (error, mix_config_error_quark (), 0, _ ("%s: “%s” is not possible; give %s"),
               option->name, text, allowed);
  return FALSE;
}

static gboolean
fail_range (const MixOption *option, const char *text, GError **error)
{
  gboolean whole = option->kind != MIX_OPTION_NUMBER;
  g_autofree char *allowed =
    g_strdup_printf (whole ? _ ("a whole number from %.0f to %.0f") : _ ("a number from %g to %g"),
                     option->min, option->max);
  return fail (option, text, allowed, error);
}

static gboolean
fail_choice (const MixOption *option, const char *text, GError **error)
{
  GString *allowed = g_string_new (_ ("one of"));
  for (const MixChoice *c = option->choices; c->nick != NULL; c++)
    g_string_append_printf (allowed, " %s%s", c->nick, c[1].nick != NULL ? "," : "");
  fail (option, text, allowed->str, error);
  g_string_free (allowed, TRUE);
  return FALSE;
}

static gboolean
parse_number (const char *text, double *value)
{
  char *end;
  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*value) && strpbrk (text, "xX \t") == NULL;
}

static gboolean
set_number (MixConfig *config, const MixOption *option, const char *text, GError **error)
{
  double value;
  if (!parse_number (text, &value) || value < option->min || value > option->max)
    return fail_range (option, text, error);
  VALUE (config, option, double) = value;
  return TRUE;
}

static gboolean
set_whole (MixConfig *config, const MixOption *option, const char *text, GError **error)
{
  gint64 value;
  if (!g_ascii_string_to_signed (text, 10, (gint64) option->min, (gint64) option->max, &value, NULL))
    return fail_range (option, text, error);
  if (option->kind == MIX_OPTION_LONG)
    VALUE (config, option, gint64) = value;
  else
    VALUE (config, option, int) = (int) value;
  return TRUE;
}

static gboolean
set_switch (MixConfig *config, const MixOption *option, const char *text, GError **error)
{
  gboolean on = g_str_equal (text, "on");
  if (!on && !g_str_equal (text, "off"))
    return fail (option, text, _ ("on or off"), error);
  VALUE (config, option, gboolean) = on;
  return TRUE;
}

/**
 * mix_config_set:
 * @name: of an option
 * @text: its value, as mix_config_get() writes it
 *
 * Sets one option. A value outside of its range is an error that says what is allowed.
 *
 * Returns: FALSE with an error, and config as it was
 */
gboolean
mix_config_set (MixConfig *config, const char *name, const char *text, GError **error)
{
  const MixOption *option = mix_option_find (name);
  if (option == NULL)
    {
      g_set_error (error, mix_config_error_quark (), 0, _ ("there is no option “%s”"), name);
      return FALSE;
    }

  switch (option->kind)
    {
    case MIX_OPTION_INTEGER:
    case MIX_OPTION_LONG:
      return set_whole (config, option, text, error);
    case MIX_OPTION_NUMBER:
      return set_number (config, option, text, error);
    case MIX_OPTION_SWITCH:
      return set_switch (config, option, text, error);
    case MIX_OPTION_CHOICE:
      return mix_choice_parse (option->choices, text, &VALUE (config, option, int))
             || fail_choice (option, text, error);
    case MIX_OPTION_LAYERS:
      return mix_layers_parse (text, &VALUE (config, option, MixLayers))
             || fail (option, text, _ ("unit counts such as 128,64, or none"), error);
    default:
      g_assert_not_reached ();
    }
}

/**
 * mix_config_get:
 * @name: of an option; one that is not there is a programming error
 *
 * Returns: (transfer full): its value as text, which mix_config_set() reads back to the last bit
 */
char *
mix_config_get (const MixConfig *config, const char *name)
{
  const MixOption *option = mix_option_find (name);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_val_if_fail (option != NULL, NULL);
  switch (option->kind)
    {
    case MIX_OPTION_INTEGER:
      return g_strdup_printf ("%d", VALUE (config, option, int));
    case MIX_OPTION_LONG:
      return g_strdup_printf ("%" G_GINT64_FORMAT, VALUE (config, option, gint64));
    case MIX_OPTION_NUMBER:
      for (int digits = 6; digits <= 17; digits++)
        {
          char format[8];
          g_snprintf (format, sizeof format, "%%.%dg", digits);
          g_ascii_formatd (buffer, sizeof buffer, format, VALUE (config, option, double));
          double back = g_ascii_strtod (buffer, NULL);
          if (memcmp (&back, &VALUE (config, option, double), sizeof back) == 0)
            break;
        }
      return g_strdup (buffer);
    case MIX_OPTION_SWITCH:
      return g_strdup (VALUE (config, option, gboolean) ? "on" : "off");
    case MIX_OPTION_CHOICE:
      return g_strdup (mix_choice_nick (option->choices, VALUE (config, option, int)));
    case MIX_OPTION_LAYERS:
      return mix_layers_to_string (&VALUE (config, option, MixLayers));
    default:
      g_assert_not_reached ();
    }
}

/**
 * mix_config_to_settings:
 *
 * Returns: (transfer full): every option that a result depends on, name → text
 */
GHashTable *
mix_config_to_settings (const MixConfig *config)
{
  GHashTable *settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (!options[i].unsaved)
      g_hash_table_insert (settings, g_strdup (options[i].name),
                           mix_config_get (config, options[i].name));
  return settings;
}

/**
 * mix_config_from_settings:
 * @config: (out caller-allocates): defaults where settings are silent
 * @settings: name → text; names that no option has are passed over
 *
 * Returns: FALSE with an error where a value is out of its range
 */
gboolean
mix_config_from_settings (MixConfig *config, GHashTable *settings, GError **error)
{
  mix_config_init (config);
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      const char *text = g_hash_table_lookup (settings, options[i].name);
      if (text != NULL && !mix_config_set (config, options[i].name, text, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * mix_config_batch_size:
 * @n_train: training rows
 *
 * Returns: the rows of a mini-batch: as set, or a power of two from 16 to 1024 that makes some 200
 * batches of an epoch; never more than n_train
 */
int
mix_config_batch_size (const MixConfig *config, gsize n_train)
{
  gsize size = (gsize) config->batch_size;
  if (size == 0)
    for (size = 16; size < 1024 && size * 256 < n_train; size *= 2)
      ;
  return (int) MIN (size, n_train);
}

/**
 * mix_config_learning_rate:
 * @n_train: training rows
 *
 * Returns: the peak of the learning rate: as set, or one that goes with the optimiser and
 * the batch size
 */
double
mix_config_learning_rate (const MixConfig *config, gsize n_train)
{
  if (config->learning_rate > 0)
    return config->learning_rate;
  if (config->optimizer == MIX_OPTIMIZER_SGD)
    return 0.03;
  if (config->optimizer == MIX_OPTIMIZER_MOMENTUM)
    return 0.005;
  /* With Adam a step's noise falls with the square root of the batch. Several components need larger
   * steps than one, to part from each other in time. */
  double rate = config->components > 1 ? 4e-3 : 2e-3;
  return CLAMP (rate * sqrt (mix_config_batch_size (config, n_train) / 64.0), 1e-3, 8e-3);
}

/**
 * mix_config_threads:
 *
 * Returns: how many threads train: as set, or as many as there are processors
 */
int
mix_config_threads (const MixConfig *config)
{
  return config->threads > 0 ? config->threads : (int) g_get_num_processors ();
}

/**
 * mix_config_network_spec:
 * @head: MIX_HEAD_MIXTURE, or MIX_HEAD_POINT for the plain network
 *
 * Returns: the network that the options describe for n_features inputs
 */
MixNetworkSpec
mix_config_network_spec (const MixConfig *config, guint n_features, MixHeadKind head)
{
  gboolean plain = head == MIX_HEAD_POINT && config->head != MIX_HEAD_POINT;
  return (MixNetworkSpec){
    .n_features = n_features,
    .hidden = plain ? config->plain_hidden : config->hidden,
    .activation = (MixActivation) config->activation,
    .head = head,
    .components = head == MIX_HEAD_MIXTURE ? (guint) config->components : 1,
    .sigma_activation = (MixSigmaActivation) config->sigma_activation,
    .sigma_bias = config->sigma_bias,
    .sigma_epsilon = 1e-15,
    .sigma_floor = config->sigma_floor,
  };
}

/**
 * mix_config_loss:
 *
 * Returns: what the mixture network minimises; a point head has the squared error
 */
MixLoss
mix_config_loss (const MixConfig *config)
{
  return (MixLoss){
    .mixing = (MixMixing) config->mixing,
    .temperature = config->temperature,
    .penalty = (MixPenalty) config->penalty,
    .lambda_pi = config->lambda_pi,
    .lambda_sigma = config->lambda_sigma,
    .lambda_mu = config->lambda_mu,
  };
}
