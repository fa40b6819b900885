/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

#include <glib/gi18n-lib.h>

#include "mix-component-split.h"
#include "mix-csv.h"
#include "mix-settings.h"

/* MixLab is what a window works on: a table, which of its columns, the options, and the session
 * that learns them. It knows no widget. Who shows it calls mix_lab_poll() once a frame while
 * "busy".
 *
 * Signals: "data-changed" (another design), "config-changed" (some option), "snapshot-changed", and
 * "moment-changed" for what is read rather than watched: after a snapshot, but while training no
 * more often than somebody can read. */

#define MOST_THREADS 256 /* that the option allows; one processor is left to the window */

#define READING_INTERVAL_US (G_USEC_PER_SEC / 10)

/* By MixPace: the least time of a whole run. */
static const double least_seconds[] = {
  [MIX_PACE_WATCH] = 8,
  [MIX_PACE_FAST] = 2,
  [MIX_PACE_FULL] = 0,
};

enum
{
  PROP_BUSY = 1,
  PROP_RUNNING,
  PROP_READOUT,
  PROP_PACE,
  PROP_UNDO,
  N_PROPS
};

enum
{
  DATA_CHANGED,
  CONFIG_CHANGED,
  SNAPSHOT_CHANGED,
  MOMENT_CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixLab, mix_lab, G_TYPE_OBJECT)

static void
set_flag (MixLab *self, gboolean *flag, gboolean value, int prop)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static gboolean
is_over (const MixSnapshot *snapshot)
{
  return snapshot != NULL
         && (snapshot->state == MIX_RUN_FINISHED || snapshot->state == MIX_RUN_DIVERGED);
}

/* The flags follow the session. */
void
mix_lab_update (MixLab *self)
{
  set_flag (self, &self->running,
            mix_session_is_running (self->session), PROP_RUNNING);
  set_flag (self, &self->busy, mix_session_is_busy (self->session), PROP_BUSY);
}

static gboolean
is_running (const MixSnapshot *snapshot)
{
  return snapshot != NULL && snapshot->state == MIX_RUN_RUNNING;
}

static void
take_snapshot (MixLab *self, MixSnapshot *snapshot)
{
  gint64 now = g_get_monotonic_time ();
  gboolean goes_on = is_running (self->snapshot) && is_running (snapshot);

  g_clear_pointer (&self->snapshot, mix_snapshot_unref);
  self->snapshot = snapshot;
  g_signal_emit (self, signals[SNAPSHOT_CHANGED], 0);
  if (goes_on && now - self->read_at < READING_INTERVAL_US)
    return;
  self->read_at = now;
  if (self->canvas == NULL)
    mix_readout_show (self->readout, snapshot);
  g_signal_emit (self, signals[MOMENT_CHANGED], 0);
}

/* What is in effect, borrowed. */
MixLabState
mix_lab_now (MixLab *self)
{
  return (MixLabState){ .config = self->config,
                        .design = self->design,
                        .canvas = self->canvas,
                        .run = mix_session_get_run (self->session),
                        .snapshot = self->snapshot,
                        .all_others = self->all_others,
                        .components_chosen = self->components_chosen };
}

/* What the networks know that a run with other rows starts from. */
static MixSnapshot *
warm_start (MixLab *self, MixLabHow how)
{
  gboolean learnt = self->snapshot != NULL && mix_snapshot_has_learnt (self->snapshot)
                    && self->snapshot->state != MIX_RUN_DIVERGED;

  return (how & MIX_LAB_WARM) && learnt ? self->snapshot : NULL;
}

/* Takes over a state whose run the session has. meanwhile: (transfer full) (nullable): what is
 * shown until the session answers, which it may have done already. */
static void
follow_session (MixLab *self, const MixLabState *to, MixSnapshot *meanwhile)
{
  gboolean new_design = to->design != self->design;
  gboolean new_config = !mix_config_equal (&to->config, &self->config);

  self->config = to->config;
  self->all_others = to->all_others;
  self->components_chosen = to->components_chosen;
  if (new_design)
    {
      g_clear_pointer (&self->design, mix_design_unref);
      self->design = mix_design_ref (to->design);
      g_signal_emit (self, signals[DATA_CHANGED], 0);
    }
  if (meanwhile != NULL)
    take_snapshot (self, meanwhile);
  mix_lab_poll (self);
  if (new_config || new_design) /* what is chosen automatically depends on the rows */
    g_signal_emit (self, signals[CONFIG_CHANGED], 0);
}

/* from: (nullable): what the networks start from; NULL: as how says */
gboolean
mix_lab_start_over (MixLab *self, const MixLabState *to, MixLabHow how, const MixSnapshot *from,
            GError **error)
{
  if (from == NULL)
    from = warm_start (self, how);
  g_autoptr (MixDesign) fitted = mix_design_fit (to->design, to->config.validation,
                                                 to->config.validation_every,
                                                 (guint64) to->config.seed, error);
  if (fitted == NULL || !mix_session_load_warm (self->session, &to->config, fitted, from, error))
    return FALSE;
  MixLabState state = *to;
  state.design = fitted;
  follow_session (self, &state, NULL);
  if (how & MIX_LAB_RUN)
    mix_session_run (self->session);
  mix_lab_update (self);
  return TRUE;
}

/* Starts over, paused, with a trainer that is there already, which it takes. */
void
mix_lab_start_with (MixLab *self, const MixLabState *to, MixTrainer *trainer)
{
  mix_session_load_trainer (self->session, trainer);
  follow_session (self, to, NULL);
  mix_lab_update (self);
}

/* Goes back to a run that was there before, or as_copy to one that stays as it is. What it showed
 * is shown until the session has it again. */
void
mix_lab_take_up (MixLab *self, const MixLabState *to, gboolean as_copy)
{
  MixSnapshot *snapshot = mix_snapshot_ref (to->snapshot);

  if (as_copy)
    mix_session_take_up_copy (self->session, to->run, &to->config);
  else
    mix_session_take_up (self->session, to->run, &to->config);
  follow_session (self, to, snapshot);
  mix_lab_update (self);
}

/* Takes up a run, or starts one over, or changes what is live; on failure nothing has changed. */
static gboolean
put_into_effect (MixLab *self, const MixLabState *to, MixLabHow how, GError **error)
{
  if (to->run != NULL && to->run != mix_session_get_run (self->session))
    {
      mix_lab_take_up (self, to, FALSE);
      return TRUE;
    }
  if (to->design != NULL
      && ((how & MIX_LAB_RESTART) || to->design != self->design
          || mix_config_needs_restart (&self->config, &to->config)))
    return mix_lab_start_over (self, to, how, NULL, error);

  self->components_chosen = to->components_chosen;
  if (mix_config_equal (&to->config, &self->config))
    return TRUE;
  self->config = to->config;
  mix_session_set_config (self->session, &to->config);
  g_signal_emit (self, signals[CONFIG_CHANGED], 0);
  return TRUE;
}

static void
set_canvas (MixLab *self, MixDesign *canvas)
{
  MixDesign *before = self->canvas;

  self->canvas = canvas != NULL ? mix_design_ref (canvas) : NULL;
  g_clear_pointer (&before, mix_design_unref);
}

/* What stands in words: of the canvas, or of the run again. */
static void
show_readout (MixLab *self)
{
  g_autoptr (MixSnapshot) drawn = mix_snapshot_new ();

  drawn->config = self->config;
  drawn->state = MIX_RUN_READY;
  drawn->history = mix_history_new ();
  if (self->canvas != NULL)
    drawn->design = mix_design_ref (self->canvas);
  if (self->canvas != NULL || self->snapshot != NULL)
    mix_readout_show (self->readout, self->canvas != NULL ? drawn : self->snapshot);
}

/* What was drawn gives way to what is in effect. */
void
mix_lab_leave_canvas (MixLab *self)
{
  if (self->canvas == NULL)
    return;
  set_canvas (self, NULL);
  show_readout (self);
  g_signal_emit (self, signals[DATA_CHANGED], 0);
}

/* Puts a state into effect; on failure nothing has changed. */
gboolean
mix_lab_apply (MixLab *self, const MixLabState *to, MixLabHow how, GError **error)
{
  g_autoptr (MixDesign) before = self->canvas != NULL ? mix_design_ref (self->canvas) : NULL;

  set_canvas (self, to->canvas);
  if (!put_into_effect (self, to, how, error))
    {
      set_canvas (self, before);
      return FALSE;
    }
  if (self->canvas == before)
    return TRUE;
  show_readout (self);
  g_signal_emit (self, signals[DATA_CHANGED], 0);
  return TRUE;
}

/* The same for what a person does, so that it can be undone. Before there are data nothing can. */
gboolean
mix_lab_change (MixLab *self, const MixLabState *to, MixLabHow how, const char *name,
                const char *merge, GError **error)
{
  g_autoptr (MixLabState) before = mix_lab_keep (self);

  if (!mix_lab_apply (self, to, how, error))
    return FALSE;
  if (before->design != NULL)
    mix_lab_note (self, g_steal_pointer (&before), name, merge);
  return TRUE;
}

/**
 * mix_lab_split_largest:
 * @usage: of the model on show, with a component to spare
 *
 * Starts over, running, from what has been learnt, the largest component in two halves.
 */
void
mix_lab_split_largest (MixLab *self, const MixUsage *usage)
{
  g_return_if_fail (MIX_IS_LAB (self));
  g_return_if_fail (self->snapshot != NULL);

  g_autoptr (GError) error = NULL;
  g_autoptr (MixLabState) before = mix_lab_keep (self);
  g_autoptr (MixSnapshot) from = mix_snapshot_new ();
  MixLabState same = mix_lab_now (self);

  from->model = mix_model_split_largest (self->snapshot->model, usage);
  from->plain = self->snapshot->plain != NULL ? mix_model_ref (self->snapshot->plain) : NULL;
  if (mix_lab_start_over (self, &same, MIX_LAB_RUN, from, &error))
    mix_lab_note (self, g_steal_pointer (&before), _ ("split the largest component"), NULL);
  else
    g_warning ("the same data and options did not load again: %s", error->message);
}

static void
restart (MixLab *self, MixLabHow how, const char *name)
{
  g_autoptr (GError) error = NULL;
  MixLabState same = mix_lab_now (self);

  if (self->design != NULL && !mix_lab_change (self, &same, how | MIX_LAB_RESTART, name, NULL, &error))
    g_warning ("the same data and options did not load again: %s", error->message);
}

static void
mix_lab_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MixLab *self = MIX_LAB (object);

  switch (prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_READOUT:
      g_value_set_object (value, self->readout);
      break;
    case PROP_PACE:
      g_value_set_uint (value, self->pace);
      break;
    case PROP_UNDO:
      g_value_set_object (value, self->undo);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mix_lab_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_PACE)
    mix_lab_set_pace (MIX_LAB (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mix_lab_dispose (GObject *object)
{
  MixLab *self = MIX_LAB (object);

  g_clear_object (&self->undo);
  g_clear_object (&self->shelf);
  g_clear_object (&self->session);
  g_clear_object (&self->readout);
  g_clear_pointer (&self->design, mix_design_unref);
  g_clear_pointer (&self->canvas, mix_design_unref);
  g_clear_pointer (&self->snapshot, mix_snapshot_unref);
  G_OBJECT_CLASS (mix_lab_parent_class)->dispose (object);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, MIX_TYPE_LAB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mix_lab_class_init (MixLabClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mix_lab_get_property;
  object_class->set_property = mix_lab_set_property;
  object_class->dispose = mix_lab_dispose;
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  props[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  props[PROP_READOUT] = g_param_spec_object ("readout", NULL, NULL, MIX_TYPE_READOUT, flags);
  props[PROP_UNDO] = g_param_spec_object ("undo", NULL, NULL, MIX_TYPE_UNDO, flags);
  props[PROP_PACE] = g_param_spec_uint (
    "pace", NULL, NULL, MIX_PACE_WATCH, MIX_PACE_FULL, MIX_PACE_WATCH,
    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[DATA_CHANGED] = new_signal ("data-changed");
  signals[CONFIG_CHANGED] = new_signal ("config-changed");
  signals[SNAPSHOT_CHANGED] = new_signal ("snapshot-changed");
  signals[MOMENT_CHANGED] = new_signal ("moment-changed");
}

/* As many as the person prefers; else one processor is left to the window. */
static int
initial_threads (void)
{
  GSettings *settings = mix_settings_get ();
  int preferred = settings != NULL ? g_settings_get_int (settings, "threads") : 0;

  return preferred > 0 ? preferred : CLAMP ((int) g_get_num_processors () - 1, 1, MOST_THREADS);
}

static void
mix_lab_init (MixLab *self)
{
  self->undo = mix_undo_new ();
  self->shelf = mix_run_shelf_new ();
  self->session = mix_session_new ();
  self->readout = mix_readout_new ();
  mix_config_init (&self->config);
  self->config.plain_network = TRUE; /* the comparison is the point of the page */
  self->config.threads = initial_threads ();
  mix_session_set_least_seconds (self->session, least_seconds[self->pace]);
}

/* A laboratory without data yet. */
MixLab *
mix_lab_new (void)
{
  return g_object_new (MIX_TYPE_LAB, NULL);
}

/**
 * mix_lab_set_option:
 * @name: in the table of options
 * @text: its value as on the command line
 *
 * A live option acts on the running networks; any other starts over, running if it was.
 */
gboolean
mix_lab_set_option (MixLab *self, const char *name, const char *text, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);

  MixLabState to = mix_lab_now (self);
  if (!mix_config_set (&to.config, name, text, error))
    return FALSE;
  if (mix_config_equal (&to.config, &self->config))
    return TRUE;
  to.components_chosen |= g_str_equal (name, "components");
  g_autofree char *value = mix_config_get (&to.config, name);
  g_autofree char *what = mix_lab_name_option (mix_option_find (name), value);
  return mix_lab_change (self, &to, self->running ? MIX_LAB_RUN : 0, what, name, error);
}

const MixConfig *
mix_lab_get_config (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), NULL);
  return &self->config;
}

/* Trains on; a run that is over starts anew. */
void
mix_lab_run (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  if (self->design == NULL || self->canvas != NULL)
    return;
  if (is_over (self->snapshot))
    restart (self, MIX_LAB_RUN, _ ("train again"));
  else
    mix_session_run (self->session);
  mix_lab_update (self);
}

void
mix_lab_pause (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  mix_session_pause (self->session);
  mix_lab_update (self);
}

void
mix_lab_toggle (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  if (self->running)
    mix_lab_pause (self);
  else
    mix_lab_run (self);
}

/* One mini-batch; where an earlier moment is on show, the one after it. */
void
mix_lab_step (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  if (self->design == NULL || self->canvas != NULL)
    return;
  if (is_over (self->snapshot))
    restart (self, 0, _ ("train again"));
  if (self->snapshot->is_past)
    mix_session_seek_by (self->session, 1);
  else
    mix_session_step (self->session);
  mix_lab_update (self);
}

/* The same data, options and seed again, before the first step. */
void
mix_lab_reset (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));
  restart (self, 0, _ ("reset"));
}

/* The same data and options from other first weights: the seed goes on by one. */
void
mix_lab_reset_anew (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  MixLabState to = mix_lab_now (self);
  const MixOption *seed = mix_option_find ("seed");
  if (self->design == NULL)
    return;
  to.config.seed = (double) to.config.seed < seed->max ? to.config.seed + 1 : 1;
  mix_lab_change (self, &to, self->running ? MIX_LAB_RUN : 0, _ ("start from other weights"), NULL,
                  NULL);
}

/* Pauses, and shows the kept moment that is nearest to an epoch. */
void
mix_lab_seek (MixLab *self, guint epoch)
{
  g_return_if_fail (MIX_IS_LAB (self));

  gboolean newest = self->snapshot != NULL && epoch >= self->snapshot->newest_epoch;
  mix_session_seek (self->session, newest ? G_MAXUINT : epoch);
  mix_lab_update (self);
}

/* The same for the moment so many places after the one on show, or before it where that is below
 * 0. */
void
mix_lab_seek_by (MixLab *self, int by)
{
  g_return_if_fail (MIX_IS_LAB (self));

  mix_session_seek_by (self->session, by);
  mix_lab_update (self);
}

/* Training goes on from the earlier moment on show; the run that went on from there before is kept
 * under undo. */
void
mix_lab_branch (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  if (self->snapshot == NULL || !self->snapshot->is_past)
    return;
  g_autofree char *name = g_strdup_printf (_ ("branch from epoch %u"), self->snapshot->epoch);
  MixLabState *before = mix_lab_keep (self);
  mix_session_branch (self->session);
  mix_lab_note (self, before, name, NULL);
  mix_lab_update (self);
}

/* Branches from the best epoch with other live options, and trains on. */
static void
branch_from_best (MixLab *self, const MixConfig *config)
{
  mix_session_seek (self->session, mix_history_get_best (self->snapshot->history)->epoch);
  mix_session_branch (self->session);
  mix_session_set_config (self->session, config);
  self->config = *config;
  mix_session_run (self->session);
  g_signal_emit (self, signals[CONFIG_CHANGED], 0);
  mix_lab_update (self);
}

/* The way out of a run that diverged: back to its best moment, at half the rate; to the start where
 * there is none. */
void
mix_lab_halve_learning_rate (MixLab *self)
{
  char text[32];

  g_return_if_fail (MIX_IS_LAB (self));
  g_return_if_fail (self->snapshot != NULL);

  double rate = mix_config_learning_rate (&self->config, self->snapshot->n_train);
  mix_csv_format_number (rate / 2, text);
  MixLabState to = mix_lab_now (self);
  const char *name = _ ("go back and halve the learning rate");
  if (!mix_config_set (&to.config, "learning-rate", text, NULL))
    return;
  if (mix_history_get_best (self->snapshot->history) == NULL)
    {
      mix_lab_change (self, &to, MIX_LAB_RESTART | MIX_LAB_RUN, name, NULL, NULL);
      return;
    }
  MixLabState *before = mix_lab_keep (self);
  branch_from_best (self, &to.config);
  mix_lab_note (self, before, name, NULL);
}

static void
use_pace (MixLab *self, MixPace pace)
{
  self->pace = pace;
  mix_session_set_least_seconds (self->session, least_seconds[pace]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PACE]);
  mix_lab_update (self);
}

static gpointer
exchange_pace (gpointer owner, gpointer state)
{
  MixLab *self = owner;
  MixPace before = self->pace;

  use_pace (self, (MixPace) GPOINTER_TO_UINT (state));
  return GUINT_TO_POINTER (before);
}

static void
nothing_to_free (gpointer state)
{
}

static const MixUndoKind paces = { exchange_pace, nothing_to_free };

/* Acts at once, on a run too. The result of a run does not depend on it. */
void
mix_lab_set_pace (MixLab *self, MixPace pace)
{
  static const char *const names[] = { N_ ("change speed to watch"), N_ ("change speed to fast"),
                                       N_ ("change speed to full") };

  g_return_if_fail (MIX_IS_LAB (self));
  g_return_if_fail (pace <= MIX_PACE_FULL);

  MixPace before = self->pace;
  if (before == pace)
    return;
  use_pace (self, pace);
  if (self->design != NULL) /* before, it is only set up */
    mix_undo_add (self->undo, &paces, self, GUINT_TO_POINTER (before), _ (names[pace]), "pace");
}

MixPace
mix_lab_get_pace (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), MIX_PACE_WATCH);
  return self->pace;
}

/* Takes the newest snapshot, if there is one, and says whether to ask again ("busy"). */
void
mix_lab_poll (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  MixSnapshot *snapshot = mix_session_take_snapshot (self->session);
  if (snapshot != NULL)
    take_snapshot (self, snapshot);
  mix_lab_update (self);
  mix_run_shelf_refresh (self->shelf); /* after it: what it calls answered is there */
}

gboolean
mix_lab_get_busy (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  return self->busy;
}

gboolean
mix_lab_get_running (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  return self->running;
}

/* Returns: (transfer none) (nullable): the moment on show. */
MixSnapshot *
mix_lab_get_snapshot (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), NULL);
  return self->snapshot;
}

MixReadout *
mix_lab_get_readout (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), NULL);
  return self->readout;
}

/* Returns: (transfer none): the changes that a person made. */
MixUndo *
mix_lab_get_undo (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), NULL);
  return self->undo;
}
