/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-readout.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-dataset-edit.h"
#include "mix-format.h"

/* MixReadout is a snapshot in words: one read-only string a property, for labels to bind to. */

typedef char *(*MixPhrase) (const MixSnapshot *snapshot);

typedef enum
{
  TITLE,
  SUMMARY,
  BRIEF,
  STATE,
  EPOCH,
  MOMENT,
  MIXTURE,
  PLAIN,
  SPEED,
  ROWS,
  ACTIVITY,
  SEED,
  N_TEXTS
} MixText;

struct _MixReadout
{
  GObject parent_instance;
  char *text[N_TEXTS];
};

static GParamSpec *props[N_TEXTS + 1];

G_DEFINE_FINAL_TYPE (MixReadout, mix_readout, G_TYPE_OBJECT)

/* "epoch 042", and whose network is on show where that is an earlier one's. */
static char *
moment_text (const MixSnapshot *snapshot, const MixLossPoint *point)
{
  if (mix_snapshot_shows_best (snapshot) && point != NULL && point->epoch != snapshot->epoch)
    return g_strdup_printf (_ ("epoch %03u · best %u"), snapshot->epoch, point->epoch);
  return g_strdup_printf (_ ("epoch %03u"), snapshot->epoch);
}

static char *
title_text (const MixSnapshot *snapshot)
{
  return g_strdup (_ (mix_dataset_get_title (mix_design_get_dataset (snapshot->design))));
}

/* Whether it is of a canvas that there is nothing to learn from yet. */
static gboolean
needs_rows (const MixSnapshot *snapshot)
{
  return mix_dataset_is_canvas (mix_design_get_dataset (snapshot->design))
         && mix_design_get_n_rows (snapshot->design) < MIX_CANVAS_ROWS;
}

static char *
distance_text (double nll, double best)
{
  if (!isfinite (nll) || !isfinite (best))
    return g_strdup ("");
  double above = nll - best;
  g_autofree char *number = mix_format_number (ABS (above), 2);
  if (above >= 0)
    return g_strdup_printf (_ (" · %s above the best possible"), number);
  return g_strdup_printf (_ (" · %s below the best possible"), number);
}

static char *
summary_text (const MixSnapshot *snapshot)
{
  const MixLossPoint *point = mix_snapshot_get_point (snapshot);

  if (needs_rows (snapshot))
    return g_strdup_printf (_ ("draw %d rows or more"), MIX_CANVAS_ROWS);
  if (snapshot->state == MIX_RUN_READY)
    return g_strdup (snapshot->is_warm ? _ ("press Space to train on")
                                       : _ ("press Space to train"));
  g_autofree char *moment = moment_text (snapshot, point);
  if (point == NULL)
    return g_steal_pointer (&moment);
  gboolean validates = isfinite (point->validation_nll);
  double nll = validates ? point->validation_nll : point->train_nll;
  g_autofree char *number = mix_format_number (nll, 2);
  g_autofree char *distance = distance_text (nll, mix_design_get_optimal_nll (snapshot->design));
  return g_strdup_printf (validates ? _ ("%s · validation NLL %s%s") : _ ("%s · training NLL %s%s"),
                          moment, number, distance);
}

static char *
brief_text (const MixSnapshot *snapshot)
{
  const MixLossPoint *point = mix_snapshot_get_point (snapshot);

  if (needs_rows (snapshot))
    return g_strdup (_ ("draw rows"));
  if (snapshot->state == MIX_RUN_READY || point == NULL)
    return g_strdup (_ ("press Space"));
  g_autofree char *number = mix_format_number (
    isfinite (point->validation_nll) ? point->validation_nll : point->train_nll, 2);
  guint epoch = mix_snapshot_shows_best (snapshot) ? point->epoch : snapshot->epoch;
  return g_strdup_printf (_ ("epoch %03u · NLL %s"), epoch, number);
}

/* Why no more is trained; nobody knows that of a model from a file. */
static char *
end_text (const MixSnapshot *snapshot)
{
  guint epochs = (guint) MAX (snapshot->config.epochs, 0);
  const MixLossPoint *best = mix_history_get_best (snapshot->history);
  guint patience = (guint) MAX (snapshot->config.patience, 0);

  if (best == NULL)
    return g_strdup (_ ("Finished"));
  if (snapshot->epoch >= epochs)
    return g_strdup_printf (ngettext ("Finished: the one epoch", "Finished: all %u epochs", epochs),
                            epochs);
  if (patience > 0)
    return g_strdup_printf (ngettext ("Finished: no better for %u epoch",
                                      "Finished: no better for %u epochs", patience), patience);
  return g_strdup (_ ("Finished"));
}

static char *
state_text (const MixSnapshot *snapshot)
{
  switch (snapshot->state)
    {
    case MIX_RUN_READY:
      return g_strdup (_ ("Ready"));
    case MIX_RUN_RUNNING:
      return g_strdup (_ ("Training"));
    case MIX_RUN_PAUSED:
      return g_strdup (_ ("Paused"));
    case MIX_RUN_FINISHED:
      return end_text (snapshot);
    case MIX_RUN_DIVERGED:
      return g_strdup (_ ("Diverged"));
    }
  g_return_val_if_reached (g_strdup (""));
}

static char *
epoch_text (const MixSnapshot *snapshot)
{
  g_autofree char *epoch = mix_format_count (snapshot->epoch);
  gsize whole = snapshot->is_past ? snapshot->newest_epoch : (gsize) MAX (snapshot->config.epochs, 0);
  g_autofree char *epochs = mix_format_count (whole);
  const MixLossPoint *point = mix_snapshot_get_point (snapshot);

  if (mix_snapshot_shows_best (snapshot) && point != NULL && point->epoch != snapshot->epoch)
    {
      g_autofree char *best = mix_format_count (point->epoch);
      return g_strdup_printf (_ ("epoch %s of %s, showing the best, %s"), epoch, epochs, best);
    }
  return g_strdup_printf (_ ("epoch %s of %s"), epoch, epochs);
}

/* "62/100", where there is room for nothing else. */
static char *
moment_short_text (const MixSnapshot *snapshot)
{
  guint whole = snapshot->is_past ? snapshot->newest_epoch
                                  : (guint) MAX (snapshot->config.epochs, 0);

  return g_strdup_printf ("%u/%u", snapshot->epoch, whole);
}

static char *
mixture_text (const MixSnapshot *snapshot)
{
  const MixLossPoint *point = mix_snapshot_get_point (snapshot);

  if (point == NULL)
    return g_strdup ("");
  g_autofree char *train = mix_format_number (point->train_nll, 2);
  g_autofree char *validation = mix_format_number (point->validation_nll, 2);
  return g_strdup_printf (_ ("NLL train %s, validation %s"), train, validation);
}

static char *
plain_text (const MixSnapshot *snapshot)
{
  const MixLossPoint *point = mix_snapshot_get_point (snapshot);

  if (point == NULL || snapshot->plain == NULL)
    return g_strdup ("");
  g_autofree char *train = mix_format_number (point->plain_train_nll, 2);
  g_autofree char *validation = mix_format_number (point->plain_validation_nll, 2);
  return g_strdup_printf (_ ("plain network %s, %s"), train, validation);
}

static char *
speed_text (const MixSnapshot *snapshot)
{
  double speed = snapshot->rows_per_second;

  if (!isfinite (speed) || speed < 1)
    return g_strdup ("");
  if (speed >= 1e6)
    {
      g_autofree char *millions = mix_format_number (speed / 1e6, 1);
      return g_strdup_printf (_ ("%s M rows/s"), millions);
    }
  g_autofree char *count = mix_format_count ((gsize) speed);
  return g_strdup_printf (_ ("%s rows/s"), count);
}

static char *
rows_text (const MixSnapshot *snapshot)
{
  gsize n_dropped = mix_design_get_n_dropped (snapshot->design);
  gsize n_excluded = mix_dataset_get_n_excluded (mix_design_get_dataset (snapshot->design));
  g_autofree char *rows = mix_format_count (mix_design_get_n_rows (snapshot->design));

  g_autofree char *split
    = mix_design_describe_split (snapshot->design, snapshot->config.validation_every);
  const char *comma = split != NULL ? ", " : "", *how = split != NULL ? split : "";

  g_autoptr (GString) text = g_string_new (NULL);
  g_string_printf (text, _ ("%s rows"), rows);
  if (n_dropped > 0)
    {
      g_autofree char *count = mix_format_count (n_dropped);
      g_string_append_printf (text, _ (", %s incomplete left out"), count);
    }
  if (n_excluded > 0)
    {
      g_autofree char *count = mix_format_count (n_excluded);
      g_string_append_printf (text, _ (", %s excluded"), count);
    }
  g_string_append_printf (text, "%s%s", comma, how);
  return g_strdup (text->str);
}

/* "Paused, 3.0 M rows/s"; once it is over, why counts, and not how fast: the timeline has the room. */
static char *
activity_text (const MixSnapshot *snapshot)
{
  g_autofree char *state = state_text (snapshot), *speed = speed_text (snapshot);

  if (*speed == '\0' || snapshot->state == MIX_RUN_FINISHED)
    return g_steal_pointer (&state);
  return g_strdup_printf (_ ("%s, %s"), state, speed);
}

static char *
seed_text (const MixSnapshot *snapshot)
{
  g_autofree char *seed = mix_format_count ((gsize) snapshot->config.seed);

  return g_strdup_printf (_ ("seed %s"), seed);
}

static const struct
{
  const char *name;
  MixPhrase phrase;
} texts[N_TEXTS] = {
  [TITLE] = { "title", title_text },       [SUMMARY] = { "summary", summary_text },
  [BRIEF] = { "brief", brief_text },       [STATE] = { "state", state_text },
  [EPOCH] = { "epoch", epoch_text },       [MOMENT] = { "moment", moment_short_text },
  [MIXTURE] = { "mixture", mixture_text },
  [PLAIN] = { "plain", plain_text },       [SPEED] = { "speed", speed_text },
  [ROWS] = { "rows", rows_text },          [ACTIVITY] = { "activity", activity_text },
  [SEED] = { "seed", seed_text },
};

static void
mix_readout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MixReadout *self = MIX_READOUT (object);

  g_value_set_string (value, self->text[prop_id - 1]);
}

static void
mix_readout_finalize (GObject *object)
{
  MixReadout *self = MIX_READOUT (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->text[i]);
  G_OBJECT_CLASS (mix_readout_parent_class)->finalize (object);
}

static void
mix_readout_class_init (MixReadoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mix_readout_get_property;
  object_class->finalize = mix_readout_finalize;
  for (guint i = 0; i < N_TEXTS; i++)
    props[i + 1] = g_param_spec_string (texts[i].name, NULL, NULL, "",
                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_TEXTS + 1, props);
}

static void
mix_readout_init (MixReadout *self)
{
  for (guint i = 0; i < N_TEXTS; i++)
    self->text[i] = g_strdup ("");
}

MixReadout *
mix_readout_new (void)
{
  return g_object_new (MIX_TYPE_READOUT, NULL);
}

/* Puts a snapshot into words; notifies what reads differently now. */
void
mix_readout_show (MixReadout *self, const MixSnapshot *snapshot)
{
  g_return_if_fail (MIX_IS_READOUT (self));
  g_return_if_fail (snapshot != NULL);

  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < N_TEXTS; i++)
    {
      char *text = texts[i].phrase (snapshot);
      if (!g_str_equal (text, self->text[i]))
        g_object_notify_by_pspec (G_OBJECT (self), props[i + 1]);
      g_free (self->text[i]);
      self->text[i] = text;
    }
  g_object_thaw_notify (G_OBJECT (self));
}
