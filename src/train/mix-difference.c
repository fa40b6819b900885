/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-difference.h"

#include <glib/gi18n-lib.h>

#include "mix-generators.h"

static void
difference_free (gpointer data)
{
  MixDifference *difference = data;

  g_free (difference->label);
  g_free (difference->value[0]);
  g_free (difference->value[1]);
  g_free (difference);
}

/* Takes the values over; a pair that reads the same is no difference. */
static void
add (GPtrArray *list, const char *label, char *a, char *b)
{
  if (g_strcmp0 (a, b) == 0)
    {
      g_free (a);
      g_free (b);
      return;
    }
  MixDifference *difference = g_new (MixDifference, 1);
  *difference = (MixDifference){ g_strdup (label), { a, b } };
  g_ptr_array_add (list, difference);
}

/* What 0 stands for depends on the rows. */
static char *
number_text (const MixOption *option, const MixSnapshot *snapshot)
{
  const MixConfig *config = &snapshot->config;

  if (option->offset == offsetof (MixConfig, learning_rate))
    return g_strdup_printf ("%.3g", mix_config_learning_rate (config, snapshot->n_train));
  if (option->offset == offsetof (MixConfig, batch_size))
    return g_strdup_printf ("%d", mix_config_batch_size (config, snapshot->n_train));
  return mix_config_get (config, option->name);
}

static char *
value_text (const MixOption *option, const MixSnapshot *snapshot)
{
  g_autofree char *text = number_text (option, snapshot);
  int value;

  if (option->kind == MIX_OPTION_SWITCH)
    return g_strdup (g_str_equal (text, "on") ? _ ("on") : _ ("off"));
  if (option->kind == MIX_OPTION_CHOICE && mix_choice_parse (option->choices, text, &value))
    for (const MixChoice *choice = option->choices; choice->nick != NULL; choice++)
      if (choice->value == value)
        return g_strdup (_ (choice->label));
  return g_steal_pointer (&text);
}

/* "Two branches, 10000 rows, noise 1, seed 1" */
static char *
rows_text (const MixSnapshot *snapshot)
{
  MixDataset *dataset = mix_design_get_dataset (snapshot->design);
  const char *title = mix_dataset_get_title (dataset);
  gsize n = mix_dataset_get_n_rows (dataset);

  if (mix_dataset_get_generator (dataset) == NULL)
    return g_strdup_printf (_ ("%s, %zu rows"), title, n);
  return g_strdup_printf (_ ("%s, %zu rows, noise %.3g, seed %.0f"), _ (title), n,
                          mix_dataset_get_noise (dataset), (double) mix_dataset_get_seed (dataset));
}

/* "y from x, z" */
static char *
columns_text (const MixSnapshot *snapshot)
{
  g_auto (GStrv) features = mix_design_list_columns (snapshot->design);
  g_autofree char *names = g_strjoinv (", ", features);
  const char *target = mix_design_get_target_name (snapshot->design);

  return g_strdup_printf (_ ("%s from %s"), target != NULL ? target : "–", names);
}

/**
 * mix_snapshot_list_differences:
 *
 * Compares what two networks were trained on, and with which options; those that say how to compute
 * and not what are left out.
 *
 * Returns: (transfer full) (element-type MixDifference): the data first, then the options in the
 *   order of their table; empty where the settings are the same
 */
GPtrArray *
mix_snapshot_list_differences (const MixSnapshot *a, const MixSnapshot *b)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (difference_free);
  guint n;
  const MixOption *options = mix_options (&n);

  if (a->design != b->design)
    {
      add (list, _ ("Data"), rows_text (a), rows_text (b));
      add (list, _ ("Columns"), columns_text (a), columns_text (b));
    }
  for (guint i = 0; i < n; i++)
    if (!options[i].unsaved)
      add (list, _ (options[i].label), value_text (&options[i], a), value_text (&options[i], b));
  return list;
}
