/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-train-report.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-input.h"
#include "mix-output.h"


/* The word for a script. */
static const char *
why_stopped (const MixTrainer *trainer, gboolean interrupted)
{
  if (mix_trainer_get_state (trainer) == MIX_RUN_DIVERGED)
    return "diverged";
  if (interrupted)
    return "interrupted";
  return mix_trainer_stopped_early (trainer) ? "patience" : "epochs";
}

static const char *
describe_stop (const MixTrainer *trainer, gboolean interrupted)
{
  if (mix_trainer_get_state (trainer) == MIX_RUN_DIVERGED)
    return _ ("diverged");
  if (interrupted)
    return _ ("interrupted");
  return mix_trainer_stopped_early (trainer) ? _ ("out of patience") : _ ("all epochs");
}

static guint
most (const MixEnsemble *ensemble, guint (*get) (const MixTrainer *))
{
  guint top = 0;
  for (guint i = 0; i < mix_ensemble_get_n_members (ensemble); i++)
    top = MAX (top, get (mix_ensemble_get_member (ensemble, i)));
  return top;
}

/* The member that says how the whole run ended: the one that went wrong, or that took longest. */
static const MixTrainer *
last_member (const MixEnsemble *ensemble)
{
  const MixTrainer *last = mix_ensemble_get_diverged (ensemble, NULL);
  guint epochs = most (ensemble, mix_trainer_get_epoch);

  for (guint i = 0; last == NULL; i++)
    if (mix_trainer_get_epoch (mix_ensemble_get_member (ensemble, i)) == epochs)
      last = mix_ensemble_get_member (ensemble, i);
  return last;
}

static void
add_losses (JsonBuilder *builder, const MixEnsemble *ensemble, MixDesign *design)
{
  MixLossPoint best = mix_ensemble_measure (ensemble);
  double optimal = mix_design_get_optimal_nll (design);

  mix_json_add_number (builder, "train_nll", best.train_nll);
  mix_json_add_number (builder, "validation_nll", best.validation_nll);
  mix_json_add_number (builder, "validation_rmse", best.validation_rmse);
  mix_json_add_number (builder, "plain_train_nll", best.plain_train_nll);
  mix_json_add_number (builder, "plain_validation_nll", best.plain_validation_nll);
  mix_json_add_number (builder, "plain_validation_rmse", best.plain_validation_rmse);
  mix_json_add_number (builder, "optimal_nll", optimal);
}

/* What each member came to by itself. */
static void
add_members (JsonBuilder *builder, const MixEnsemble *ensemble, gboolean interrupted)
{
  json_builder_set_member_name (builder, "members");
  json_builder_begin_array (builder);
  for (guint i = 0; i < mix_ensemble_get_n_members (ensemble); i++)
    {
      const MixTrainer *trainer = mix_ensemble_get_member (ensemble, i);
      const MixLossPoint *best = mix_history_get_best (mix_trainer_get_history (trainer));
      json_builder_begin_object (builder);
      mix_json_add_integer (builder, "epochs", mix_trainer_get_epoch (trainer));
      mix_json_add_integer (builder, "best_epoch", mix_trainer_get_best_epoch (trainer));
      mix_json_add_string (builder, "stopped", why_stopped (trainer, interrupted));
      mix_json_add_number (builder, "train_nll", best != NULL ? best->train_nll : (double) NAN);
      mix_json_add_number (builder, "validation_nll",
                           best != NULL ? best->validation_nll : (double) NAN);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/**
 * mix_train_report_print_json:
 * @interrupted: whether the run was ended before its time
 *
 * Returns: FALSE with an error where standard output cannot be written
 */
gboolean
mix_train_report_print_json (const MixEnsemble *ensemble, MixDesign *design, gboolean interrupted,
                             GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const MixTrainer *trainer = mix_ensemble_get_member (ensemble, 0);
  guint n_members = mix_ensemble_get_n_members (ensemble);
  guint epochs = most (ensemble, mix_trainer_get_epoch);
  double seconds = mix_ensemble_get_seconds (ensemble);
  const MixSplit *split = mix_trainer_get_split (trainer);

  json_builder_begin_object (builder);
  mix_json_add_integer (builder, "epochs", epochs);
  mix_json_add_integer (builder, "best_epoch",
                        most (ensemble, mix_trainer_get_best_epoch));
  mix_json_add_string (builder, "stopped", why_stopped (last_member (ensemble), interrupted));
  add_losses (builder, ensemble, design);
  mix_json_add_number (builder, "seconds", seconds);
  mix_json_add_number (builder, "ms_per_epoch", epochs > 0 ? 1000 * seconds / epochs : (double) NAN);
  mix_json_add_integer (builder, "rows", (gint64) mix_design_get_n_rows (design));
  mix_json_add_integer (builder, "train_rows", (gint64) split->n_train);
  mix_json_add_integer (builder, "validation_rows", (gint64) split->n_validation);
  mix_json_add_integer (builder, "dropped_rows", (gint64) mix_design_get_n_dropped (design));
  mix_json_add_integer (builder, "parameters", (gint64) (n_members * mix_trainer_get_n_parameters (trainer)));
  mix_json_add_integer (builder, "threads", mix_ensemble_get_threads (ensemble));
  mix_json_add_string (builder, "engine",
                       mix_choice_nick (mix_engine_choices, mix_trainer_get_engine (trainer)));
  if (n_members > 1)
    add_members (builder, ensemble, interrupted);
  json_builder_end_object (builder);
  return mix_output_print_json (builder, error);
}

/* Nothing where there is none. */
static void
append_nll (GString *line, const char *words, double nll)
{
  if (isfinite (nll))
    g_string_append_printf (line, ", %s %.4f", words, nll);
}

/**
 * mix_train_report_line:
 *
 * Returns: (transfer full): what came of the run, one line with its break
 */
char *
mix_train_report_line (const MixEnsemble *ensemble, MixDesign *design, gboolean interrupted)
{
  MixLossPoint best = mix_ensemble_measure (ensemble);
  guint n_members = mix_ensemble_get_n_members (ensemble);
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%s: ", mix_dataset_get_title (mix_design_get_dataset (design)));
  if (n_members > 1)
    g_string_append_printf (line, _ ("%u networks, "), n_members);
  g_string_append_printf (line, _ ("%u epochs in %.2f s (%s; best %u)"),
                          most (ensemble, mix_trainer_get_epoch),
                          mix_ensemble_get_seconds (ensemble),
                          describe_stop (last_member (ensemble), interrupted),
                          most (ensemble, mix_trainer_get_best_epoch));
  append_nll (line, _ ("train NLL"), best.train_nll);
  append_nll (line, _ ("validation NLL"), best.validation_nll);
  append_nll (line, _ ("of the plain network"), best.plain_validation_nll);
  g_string_append_c (line, '\n');
  return g_string_free (line, FALSE);
}

static void
note_text_columns (MixDataset *table)
{
  g_autoptr (GString) left_out = g_string_new (NULL);

  for (guint i = 0; i < mix_dataset_get_n_columns (table); i++)
    if (mix_dataset_get_column (table, i)->kind == MIX_COLUMN_TEXT
        && !mix_dataset_get_column (table, i)->marks_validation)
      g_string_append_printf (left_out, "%s%s", left_out->len > 0 ? ", " : "",
                              mix_dataset_get_column (table, i)->name);
  if (left_out->len > 0)
    mix_output_note (
      _ ("columns without numbers are left out: %s (categories can be named in --features)"),
      left_out->str);
}

/* A column that is the same in every row tells a network nothing. */
static void
note_constants (const MixDesign *design)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (mix_design_get_n_rows (design) < 2)
    return;
  for (guint i = 0; i < mix_design_get_n_features (design); i++)
    {
      double low, high;
      mix_design_feature_range (design, i, &low, &high);
      if (!(low < high))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                                mix_design_get_feature_label (design, i));
    }
  if (names->len > 0)
    mix_output_note (_ ("the same in every row, so that nothing follows from it: %s"), names->str);
}

/**
 * mix_train_report_notes:
 * @features_chosen: whether a person named the features, and needs not be told what is left out
 */
void
mix_train_report_notes (MixDesign *design, gboolean features_chosen)
{
  gsize distinct = mix_design_count_few_targets (design);

  if (!features_chosen)
    note_text_columns (mix_design_get_dataset (design));
  mix_input_note_dropped (design);
  note_constants (design);
  if (mix_design_get_validation_column (design) != NULL)
    {
      g_autofree char *split = mix_design_describe_split (design, 0);
      mix_output_note ("%s", split);
    }
  if (distinct > 0)
    mix_output_note (
      ngettext ("“%s” has only %zu distinct value; a density may shrink to a spike there",
                "“%s” has only %zu distinct values; a density may shrink to spikes there",
                distinct),
      mix_design_get_target_name (design), distinct);
}
