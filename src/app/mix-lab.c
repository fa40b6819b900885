/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-private.h"

#include "mix-settings.h"

/* MixLab is what a window works on: a table, which of its columns, the options, and the session
 * that learns them. It knows no widget. Who shows it calls mix_lab_poll() once a frame while
 * "busy".
 *
 * Signals: "data-changed" (another design), "config-changed" (some option), "snapshot-changed", and
 * "moment-changed" for what is read rather than watched: after a snapshot, but while training no
 * more often than somebody can read; "failed" with a message, where what was got ready in a thread
 * came to nothing. */

#define MOST_THREADS 256 /* that the option allows; one processor is left to the window */

#define READING_INTERVAL_US (G_USEC_PER_SEC / 8) /* of what is read, while training */

enum
{
  PROP_BUSY = 1,
  PROP_RUNNING,
  PROP_READOUT,
  PROP_PACE,
  PROP_UNDO,
  PROP_PENDING,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint signals[MIX_LAB_N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixLab, mix_lab, G_TYPE_OBJECT)

static void
set_flag (MixLab *self, gboolean *flag, gboolean value, int prop)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

/* The flags follow the session. */
void
mix_lab_update (MixLab *self)
{
  set_flag (self, &self->running, mix_session_is_running (self->session), PROP_RUNNING);
  set_flag (self, &self->busy, mix_session_is_busy (self->session), PROP_BUSY);
  set_flag (self, &self->was_pending, self->pending != NULL, PROP_PENDING);
}

void
mix_lab_emit (MixLab *self, MixLabSignal which)
{
  g_signal_emit (self, signals[which], 0);
}

static gboolean
is_running (const MixSnapshot *snapshot)
{
  return snapshot != NULL && snapshot->state == MIX_RUN_RUNNING;
}

/* snapshot: (transfer full) */
static void
say (MixLab *self, const MixSnapshot *snapshot)
{
  if (self->canvas == NULL)
    mix_readout_show (self->readout, snapshot);
  g_clear_pointer (&self->unsaid, mix_snapshot_unref);
}

void
mix_lab_take_snapshot (MixLab *self, MixSnapshot *snapshot)
{
  gint64 now = g_get_monotonic_time ();
  gboolean goes_on = is_running (self->snapshot) && is_running (snapshot);

  g_clear_pointer (&self->snapshot, mix_snapshot_unref);
  self->snapshot = snapshot;
  mix_lab_emit (self, MIX_LAB_SNAPSHOT_CHANGED);
  if (goes_on && now - self->read_at < READING_INTERVAL_US)
    return;
  self->read_at = now;
  /* While it learns the words of the moment come a frame after its losses: no frame pays for both. */
  if (!goes_on)
    say (self, snapshot);
  else if (self->unsaid == NULL)
    self->unsaid = mix_snapshot_ref (snapshot);
  mix_lab_emit (self, MIX_LAB_MOMENT_CHANGED);
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
    case PROP_PENDING:
      g_value_set_boolean (value, self->pending != NULL);
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

  mix_lab_end_pending (self);
  g_clear_object (&self->undo);
  g_clear_object (&self->shelf);
  g_clear_object (&self->session);
  g_clear_object (&self->readout);
  g_clear_pointer (&self->design, mix_design_unref);
  g_clear_pointer (&self->canvas, mix_design_unref);
  g_clear_pointer (&self->snapshot, mix_snapshot_unref);
  g_clear_pointer (&self->unsaid, mix_snapshot_unref);
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
  props[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE, flags);
  props[PROP_PACE] = g_param_spec_uint (
    "pace", NULL, NULL, MIX_PACE_WATCH, MIX_PACE_FULL, MIX_PACE_WATCH,
    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[MIX_LAB_DATA_CHANGED] = new_signal ("data-changed");
  signals[MIX_LAB_CONFIG_CHANGED] = new_signal ("config-changed");
  signals[MIX_LAB_SNAPSHOT_CHANGED] = new_signal ("snapshot-changed");
  signals[MIX_LAB_MOMENT_CHANGED] = new_signal ("moment-changed");
  g_signal_new ("failed", MIX_TYPE_LAB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
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
  mix_lab_use_pace (self, MIX_PACE_WATCH);
}

/* A laboratory without data yet. */
MixLab *
mix_lab_new (void)
{
  return g_object_new (MIX_TYPE_LAB, NULL);
}

static gboolean
set_option (MixLab *self, const char *name, const char *text, MixLabHow how, GError **error)
{
  MixLabState to = mix_lab_now (self);
  if (!mix_config_set (&to.config, name, text, error))
    return FALSE;
  if (mix_config_equal (&to.config, &self->config))
    return TRUE;
  to.components_chosen |= g_str_equal (name, "components");
  g_autofree char *value = mix_config_get (&to.config, name);
  g_autofree char *what = mix_lab_name_option (mix_option_find (name), value);
  return mix_lab_change (self, &to, how, what, name, error);
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

  return set_option (self, name, text, self->running ? MIX_LAB_RUN : 0, error);
}

/**
 * mix_lab_train_with:
 * @name: in the table of options
 * @text: its value as on the command line
 *
 * The same for a remedy, which nobody sees before the networks train with it: trains on, or from the
 * start where the option wants that or the run is over. One entry under undo.
 */
gboolean
mix_lab_train_with (MixLab *self, const char *name, const char *text, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);

  MixLabHow how = MIX_LAB_RUN | (mix_lab_is_over (self) ? MIX_LAB_RESTART : 0);
  if (!set_option (self, name, text, how, error))
    return FALSE;
  mix_lab_run (self);
  return TRUE;
}

const MixConfig *
mix_lab_get_config (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), NULL);
  return &self->config;
}

/* Takes the newest snapshot, if there is one, and says whether to ask again ("busy"). */
void
mix_lab_poll (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  if (self->unsaid != NULL)
    say (self, self->unsaid);
  MixSnapshot *snapshot = mix_session_take_snapshot (self->session);
  if (snapshot != NULL)
    mix_lab_take_snapshot (self, snapshot);
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
