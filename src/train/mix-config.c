/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (mix-config-error-quark, mix_config_error)

/* Training rows up to which a table is small, and from which on it is large. */
#define SMALL_ROWS 300
#define LARGE_ROWS 10000

#define VALUE(config, option, type) G_STRUCT_MEMBER (type, config, (option)->offset)

/**
 * mix_config_init:
 * @config: (out caller-allocates): gets every option's default
 */
void
mix_config_init (MixConfig *config)
{
  guint n_options;
  const MixOption *options = mix_options (&n_options);

  memset (config, 0, sizeof *config);
  for (guint i = 0; i < n_options; i++)
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
  guint n_options;
  const MixOption *options = mix_options (&n_options);

  for (guint i = 0; i < n_options; i++)
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
  guint n_options;
  const MixOption *options = mix_options (&n_options);

  for (guint i = 0; i < n_options; i++)
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
  guint n_options;
  const MixOption *options = mix_options (&n_options);

  GHashTable *settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < n_options; i++)
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
  guint n_options;
  const MixOption *options = mix_options (&n_options);

  mix_config_init (config);
  for (guint i = 0; i < n_options; i++)
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

/* 1 up to SMALL_ROWS, and from there on as 1/rows. */
static double
smallness (gsize n_train)
{
  return MIN (1, SMALL_ROWS / (double) n_train);
}

/* The share of full regularisation: a large table needs none. */
static double
caution (gsize n_train)
{
  return n_train < LARGE_ROWS ? smallness (n_train) * smallness (n_train) : 0;
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
  /* With Adam a step's noise falls with the square root of the batch. Several components need
   * larger steps than one, to part from each other in time; and so does a small table, as it has
   * few. */
  double rate = config->components > 1 ? 4e-3 : 2e-3;
  rate *= sqrt (mix_config_batch_size (config, n_train) / 64.0);
  return CLAMP (rate * MAX (1, 4 * smallness (n_train)), 1e-3, 8e-3);
}

/**
 * mix_config_weight_decay:
 * @n_train: training rows
 *
 * Returns: as set, and what a small table gets beside it
 */
double
mix_config_weight_decay (const MixConfig *config, gsize n_train)
{
  return config->weight_decay + 0.1 * config->regularization * caution (n_train);
}

/**
 * mix_config_input_noise:
 * @n_train: training rows
 *
 * Returns: as set, and what a small table gets beside it, as the sd of their sum
 */
double
mix_config_input_noise (const MixConfig *config, gsize n_train)
{
  return hypot (config->input_noise, 0.05 * config->regularization * caution (n_train));
}

/**
 * mix_config_target_noise:
 * @n_train: training rows
 *
 * Returns: as set, and what a small table gets beside it, as the sd of their sum
 */
double
mix_config_target_noise (const MixConfig *config, gsize n_train)
{
  return hypot (config->target_noise, 0.03 * config->regularization * caution (n_train));
}

/**
 * mix_config_averaging:
 * @n_train: training rows
 *
 * Returns: as set, or what a small table gets if that is more
 */
double
mix_config_averaging (const MixConfig *config, gsize n_train)
{
  return MAX (config->averaging, MIN (0.2 * config->regularization * caution (n_train), 1));
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
