/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-types.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-calendar.h"

const MixChoice mix_activation_choices[] = {
  { MIX_ACTIVATION_RELU, "relu", N_ ("ReLU") },
  { MIX_ACTIVATION_TANH, "tanh", N_ ("Tanh") },
  { MIX_ACTIVATION_ELU, "elu", N_ ("ELU") },
  { MIX_ACTIVATION_SILU, "silu", N_ ("SiLU") },
  { MIX_ACTIVATION_GELU, "gelu", N_ ("GELU") },
  { MIX_ACTIVATION_SIGMOID, "sigmoid", N_ ("Sigmoid") },
  { 0 },
};

const MixChoice mix_sigma_activation_choices[] = {
  { MIX_SIGMA_ELU1, "elu1", N_ ("ELU + 1 + ε") },
  { MIX_SIGMA_EXP, "exp", N_ ("Exponential") },
  { MIX_SIGMA_SOFTPLUS, "softplus", N_ ("Softplus") },
  { 0 },
};

const MixChoice mix_mixing_choices[] = {
  { MIX_MIXING_SOFTMAX, "softmax", N_ ("Softmax") },
  { MIX_MIXING_GUMBEL_SOFTMAX, "gumbel-softmax", N_ ("Gumbel-softmax") },
  { 0 },
};

const MixChoice mix_penalty_choices[] = {
  { MIX_PENALTY_L1, "l1", N_ ("L1 norm") },
  { MIX_PENALTY_L2, "l2", N_ ("L2 norm") },
  { 0 },
};

const MixChoice mix_head_choices[] = {
  { MIX_HEAD_MIXTURE, "mixture", N_ ("Mixture density") },
  { MIX_HEAD_POINT, "point", N_ ("Plain (point forecast)") },
  { 0 },
};

const MixChoice mix_engine_choices[] = {
  { MIX_ENGINE_AUTO, "auto", N_ ("Automatic") },
  { MIX_ENGINE_DENSE, "dense", N_ ("Dense") },
  { MIX_ENGINE_COLLAPSED, "collapsed", N_ ("Collapsed") },
  { 0 },
};

/* Words of files: nobody chooses them. */
const MixChoice mix_time_choices[] = {
  { MIX_TIME_NONE, "none", NULL },
  { MIX_TIME_YEARS, "years", NULL },
  { MIX_TIME_DAYS, "days", NULL },
  { MIX_TIME_HOURS, "hours", NULL },
  { MIX_TIME_SECONDS, "seconds", NULL },
  { MIX_TIME_CLOCK_HOURS, "clock-hours", NULL },
  { MIX_TIME_CLOCK_SECONDS, "clock-seconds", NULL },
  { 0 },
};

/**
 * mix_choice_nick:
 *
 * Returns: the word for value, static; NULL if the table does not have it.
 */
const char *
mix_choice_nick (const MixChoice *choices, int value)
{
  for (; choices->nick != NULL; choices++)
    if (choices->value == value)
      return choices->nick;
  return NULL;
}

/**
 * mix_choice_parse:
 * @value: (out): untouched when the word is unknown
 *
 * Returns: whether the table has the word
 */
gboolean
mix_choice_parse (const MixChoice *choices, const char *nick, int *value)
{
  for (; choices->nick != NULL; choices++)
    if (g_str_equal (choices->nick, nick))
      {
        *value = choices->value;
        return TRUE;
      }
  return FALSE;
}

/**
 * mix_layers_parse:
 * @text: unit counts with commas between, such as "128,64", or "none"
 * @layers: (out): untouched on failure
 *
 * Returns: FALSE where a count is not a whole number from 1 to MIX_MAX_UNITS, or where there are
 * more than MIX_MAX_HIDDEN of them
 */
gboolean
mix_layers_parse (const char *text, MixLayers *layers)
{
  MixLayers parsed = { 0 };

  if (g_str_equal (text, "none"))
    {
      *layers = parsed;
      return TRUE;
    }

  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  if (words[0] == NULL)
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint64 units;
      if (i == MIX_MAX_HIDDEN
          || !g_ascii_string_to_unsigned (g_strstrip (words[i]), 10, 1, MIX_MAX_UNITS, &units, NULL))
        return FALSE;
      parsed.units[parsed.n++] = (guint) units;
    }
  *layers = parsed;
  return TRUE;
}

/**
 * mix_layers_to_string:
 *
 * Returns: (transfer full): the text that mix_layers_parse() reads back
 */
char *
mix_layers_to_string (const MixLayers *layers)
{
  if (layers->n == 0)
    return g_strdup ("none");

  GString *text = g_string_new (NULL);
  for (guint i = 0; i < layers->n; i++)
    g_string_append_printf (text, i == 0 ? "%u" : ",%u", layers->units[i]);
  return g_string_free (text, FALSE);
}

gboolean
mix_layers_equal (const MixLayers *a, const MixLayers *b)
{
  if (a->n != b->n)
    return FALSE;
  for (guint i = 0; i < a->n; i++)
    if (a->units[i] != b->units[i])
      return FALSE;
  return TRUE;
}

static gboolean
same_number (double a, double b)
{
  return memcmp (&a, &b, sizeof a) == 0;
}

/**
 * mix_network_spec_equal:
 *
 * Returns: whether networks of the two have the same parameters and the same forward pass
 */
gboolean
mix_network_spec_equal (const MixNetworkSpec *a, const MixNetworkSpec *b)
{
  return a->n_features == b->n_features && mix_layers_equal (&a->hidden, &b->hidden)
         && a->activation == b->activation && a->head == b->head && a->components == b->components
         && a->sigma_activation == b->sigma_activation && a->sigma_bias == b->sigma_bias
         && same_number (a->sigma_epsilon, b->sigma_epsilon)
         && same_number (a->sigma_floor, b->sigma_floor);
}
