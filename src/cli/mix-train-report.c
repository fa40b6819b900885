/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-train-report.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-generators.h"
#include "mix-output.h"

#define FEW_VALUES 10

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

/* The losses of the weights that were kept; all NaN before the first epoch. */
static MixLossPoint
best_point (const MixTrainer *trainer)
{
  const MixLossPoint *best = mix_history_get_best (mix_trainer_get_history (trainer));
  const double nan = (double) NAN;

  return best != NULL ? *best
                      : (MixLossPoint){ .train_nll = nan,
                                        .validation_nll = nan,
                                        .plain_train_nll = nan,
                                        .plain_validation_nll = nan,
                                        .validation_rmse = nan,
                                        .plain_validation_rmse = nan };
}

static void
add_losses (JsonBuilder *builder, const MixTrainer *trainer, MixDesign *design)
{
  MixLossPoint best = best_point (trainer);
  MixDataset *table = mix_design_get_dataset (design);
  const MixGenerator *generator = mix_dataset_get_generator (table);
  double optimal = generator != NULL ? generator->optimal_nll (mix_dataset_get_noise (table))
                                     : (double) NAN;

  mix_json_add_number (builder, "train_nll", best.train_nll);
  mix_json_add_number (builder, "validation_nll", best.validation_nll);
  mix_json_add_number (builder, "validation_rmse", best.validation_rmse);
  mix_json_add_number (builder, "plain_train_nll", best.plain_train_nll);
  mix_json_add_number (builder, "plain_validation_nll", best.plain_validation_nll);
  mix_json_add_number (builder, "plain_validation_rmse", best.plain_validation_rmse);
  mix_json_add_number (builder, "optimal_nll", optimal);
}

/**
 * mix_train_report_print_json:
 * @interrupted: whether the run was ended before its time
 *
 * Returns: FALSE with an error where standard output cannot be written
 */
gboolean
mix_train_report_print_json (const MixTrainer *trainer, MixDesign *design, gboolean interrupted,
                             GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint epochs = mix_trainer_get_epoch (trainer);
  double seconds = mix_trainer_get_seconds (trainer);
  const MixSplit *split = mix_trainer_get_split (trainer);

  json_builder_begin_object (builder);
  mix_json_add_integer (builder, "epochs", epochs);
  mix_json_add_integer (builder, "best_epoch", mix_trainer_get_best_epoch (trainer));
  mix_json_add_string (builder, "stopped", why_stopped (trainer, interrupted));
  add_losses (builder, trainer, design);
  mix_json_add_number (builder, "seconds", seconds);
  mix_json_add_number (builder, "ms_per_epoch", epochs > 0 ? 1000 * seconds / epochs : (double) NAN);
  mix_json_add_integer (builder, "rows", (gint64) mix_design_get_n_rows (design));
  mix_json_add_integer (builder, "train_rows", (gint64) split->n_train);
  mix_json_add_integer (builder, "validation_rows", (gint64) split->n_validation);
  mix_json_add_integer (builder, "dropped_rows", (gint64) mix_design_get_n_dropped (design));
  mix_json_add_integer (builder, "parameters", (gint64) mix_trainer_get_n_parameters (trainer));
  mix_json_add_integer (builder, "threads", mix_trainer_get_threads (trainer));
  mix_json_add_string (builder, "engine",
                       mix_choice_nick (mix_engine_choices, mix_trainer_get_engine (trainer)));
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
mix_train_report_line (const MixTrainer *trainer, MixDesign *design, gboolean interrupted)
{
  MixLossPoint best = best_point (trainer);
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, _ ("%s: %u epochs in %.2f s (%s; best %u)"),
                          mix_dataset_get_title (mix_design_get_dataset (design)),
                          mix_trainer_get_epoch (trainer), mix_trainer_get_seconds (trainer),
                          describe_stop (trainer, interrupted),
                          mix_trainer_get_best_epoch (trainer));
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
    if (mix_dataset_get_column (table, i)->kind == MIX_COLUMN_TEXT)
      g_string_append_printf (left_out, "%s%s", left_out->len > 0 ? ", " : "",
                              mix_dataset_get_column (table, i)->name);
  if (left_out->len > 0)
    mix_output_note (_ ("columns without numbers are left out: %s"), left_out->str);
}

/**
 * mix_train_report_notes:
 * @features_chosen: whether a person named the features, and needs not be told what is left out
 */
void
mix_train_report_notes (MixDesign *design, gboolean features_chosen)
{
  gsize dropped = mix_design_get_n_dropped (design);
  gsize rows = mix_design_get_n_rows (design);
  gsize distinct = mix_design_target_n_distinct (design, FEW_VALUES + 1);

  if (!features_chosen)
    note_text_columns (mix_design_get_dataset (design));
  if (dropped > 0)
    mix_output_note (ngettext ("%zu row of %zu is left out: it misses a value",
                               "%zu rows of %zu are left out: they miss a value", dropped),
                     dropped, dropped + rows);
  if (distinct <= FEW_VALUES && rows > 2 * distinct)
    mix_output_note (
      ngettext ("“%s” has only %zu distinct value; a density may shrink to a spike there",
                "“%s” has only %zu distinct values; a density may shrink to spikes there",
                distinct),
      mix_design_get_target_name (design), distinct);
}
