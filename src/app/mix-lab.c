/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab.h"

#include <glib/gi18n-lib.h>

#include "mix-csv.h"

/* MixLab is what a window works on: a table, which of its columns, the options, and the session
 * that learns them. It knows no widget. Who shows it calls mix_lab_poll() once a frame while
 * "busy".
 *
 * Signals: "data-changed" (another design), "config-changed" (some option), "snapshot-changed". */

#define MOST_THREADS 256 /* that the option allows; one processor is left to the window */
#define READOUT_INTERVAL (G_USEC_PER_SEC / 10) /* words that change faster cannot be read */

/* By MixPace: the least time of a whole run. */
static const double least_seconds[] = {
  [MIX_PACE_WATCH] = 8,
  [MIX_PACE_FAST] = 2,
  [MIX_PACE_FULL] = 0,
};

struct _MixLab
{
  GObject parent_instance;

  MixSession *session;
  MixReadout *readout;
  MixConfig config;
  MixDesign *design;
  MixSnapshot *snapshot;
  gboolean all_others;        /* the network takes every other number column too */
  gboolean components_chosen; /* K is the person's, no longer the data set's */
  gboolean busy, running;
  MixPace pace;
  gint64 readout_time;
};

enum
{
  PROP_BUSY = 1,
  PROP_RUNNING,
  PROP_READOUT,
  PROP_PACE,
  N_PROPS
};

enum
{
  DATA_CHANGED,
  CONFIG_CHANGED,
  SNAPSHOT_CHANGED,
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

static void
update_flags (MixLab *self)
{
  set_flag (self, &self->running,
            mix_session_is_running (self->session) && !is_over (self->snapshot), PROP_RUNNING);
  set_flag (self, &self->busy, mix_session_is_busy (self->session), PROP_BUSY);
}

static void
update_readout (MixLab *self, gboolean state_changed)
{
  gint64 now = g_get_monotonic_time ();

  if (!state_changed && now - self->readout_time < READOUT_INTERVAL)
    return;
  self->readout_time = now;
  mix_readout_show (self->readout, self->snapshot);
}

static void
take_snapshot (MixLab *self, MixSnapshot *snapshot)
{
  gboolean state_changed = self->snapshot == NULL || self->snapshot->run_id != snapshot->run_id
                           || snapshot->state != MIX_RUN_RUNNING
                           || self->snapshot->state != MIX_RUN_RUNNING;

  g_clear_pointer (&self->snapshot, mix_snapshot_unref);
  self->snapshot = snapshot;
  update_readout (self, state_changed);
  g_signal_emit (self, signals[SNAPSHOT_CHANGED], 0);
}

/* Starts over with these; on failure nothing has changed. */
static gboolean
load (MixLab *self, const MixConfig *config, MixDesign *design, gboolean run, GError **error)
{
  gboolean new_design = design != self->design;
  gboolean new_config = !mix_config_equal (config, &self->config);

  if (!mix_session_load (self->session, config, design, error))
    return FALSE;
  self->config = *config;
  if (new_design)
    {
      g_clear_pointer (&self->design, mix_design_unref);
      self->design = mix_design_ref (design);
      g_signal_emit (self, signals[DATA_CHANGED], 0);
    }
  mix_lab_poll (self);
  if (new_config || new_design) /* what is chosen automatically depends on the rows */
    g_signal_emit (self, signals[CONFIG_CHANGED], 0);
  if (run)
    mix_session_run (self->session);
  update_flags (self);
  return TRUE;
}

static void
restart (MixLab *self, gboolean run)
{
  g_autoptr (GError) error = NULL;

  if (self->design != NULL && !load (self, &self->config, self->design, run, &error))
    g_warning ("the same data and options did not load again: %s", error->message);
}

/* The first number column that is not the target. */
static const char *
first_other (MixDataset *dataset, const char *target)
{
  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      if (column->kind == MIX_COLUMN_NUMBER && !g_str_equal (column->name, target))
        return column->name;
    }
  return NULL;
}

static const char *
last_number (MixDataset *dataset)
{
  for (guint i = mix_dataset_get_n_columns (dataset); i > 0; i--)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i - 1);
      if (column->kind == MIX_COLUMN_NUMBER)
        return column->name;
    }
  return NULL;
}

/* x first, so that it is the axis; then, where asked for, every other number column. */
static GPtrArray *
feature_names (MixDataset *dataset, const char *target, const char *x, gboolean all_others)
{
  GPtrArray *names = g_ptr_array_new ();

  g_ptr_array_add (names, (gpointer) x);
  for (guint i = 0; all_others && i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      if (column->kind == MIX_COLUMN_NUMBER && !g_str_equal (column->name, target)
          && !g_str_equal (column->name, x))
        g_ptr_array_add (names, column->name);
    }
  g_ptr_array_add (names, NULL);
  return names;
}

static MixDesign *
make_design (MixDataset *dataset, const char *target, const char *x, gboolean all_others,
             GError **error)
{
  g_autoptr (GPtrArray) names = feature_names (dataset, target, x, all_others);

  return mix_design_new (dataset, target, (const char *const *) names->pdata, error);
}

/* The last number column against the first; the library says what is wrong where there are no
 * two. */
static MixDesign *
first_design (MixDataset *dataset, GError **error)
{
  const char *target = last_number (dataset);
  const char *x = target != NULL ? first_other (dataset, target) : NULL;

  if (x == NULL)
    return mix_design_new (dataset, NULL, NULL, error);
  return make_design (dataset, target, x, FALSE, error);
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

  g_clear_object (&self->session);
  g_clear_object (&self->readout);
  g_clear_pointer (&self->design, mix_design_unref);
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
  props[PROP_PACE] = g_param_spec_uint (
    "pace", NULL, NULL, MIX_PACE_WATCH, MIX_PACE_FULL, MIX_PACE_WATCH,
    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[DATA_CHANGED] = new_signal ("data-changed");
  signals[CONFIG_CHANGED] = new_signal ("config-changed");
  signals[SNAPSHOT_CHANGED] = new_signal ("snapshot-changed");
}

static void
mix_lab_init (MixLab *self)
{
  self->session = mix_session_new ();
  self->readout = mix_readout_new ();
  mix_config_init (&self->config);
  self->config.plain_network = TRUE; /* the comparison is the point of the page */
  self->config.threads = CLAMP ((int) g_get_num_processors () - 1, 1, MOST_THREADS);
  mix_session_set_least_seconds (self->session, least_seconds[self->pace]);
}

/* A laboratory without data yet. */
MixLab *
mix_lab_new (void)
{
  return g_object_new (MIX_TYPE_LAB, NULL);
}

/**
 * mix_lab_generate:
 * @rows: at least 1
 * @noise: times the recipe's own, at least 0
 *
 * Makes a generator's table and starts over with it, running if it was. Another generator than
 * before brings its own K along, until the person has chosen one.
 */
gboolean
mix_lab_generate (MixLab *self, const MixGenerator *generator, gsize rows, double noise,
                  guint64 seed, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (generator != NULL, FALSE);

  g_autoptr (MixDataset) dataset = mix_generator_make (generator, rows, noise, seed);
  g_autoptr (MixDesign) design = mix_design_new (dataset, NULL, NULL, error);
  if (design == NULL)
    return FALSE;
  MixConfig config = self->config;
  if (!self->components_chosen)
    config.components = (int) generator->components;
  return load (self, &config, design, self->running, error);
}

/**
 * mix_lab_set_dataset:
 *
 * Starts over, paused, with a table's last number column against its first.
 */
gboolean
mix_lab_set_dataset (MixLab *self, MixDataset *dataset, GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);

  g_autoptr (MixDesign) design = first_design (dataset, error);
  if (design == NULL || !load (self, &self->config, design, FALSE, error))
    return FALSE;
  self->all_others = FALSE;
  return TRUE;
}

/**
 * mix_lab_choose_columns:
 * @target: the column to predict
 * @x: the column on the x axis
 * @all_others: whether the network takes every other number column too
 *
 * Starts over with other columns of the table, running if it was.
 */
gboolean
mix_lab_choose_columns (MixLab *self, const char *target, const char *x, gboolean all_others,
                        GError **error)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  g_return_val_if_fail (self->design != NULL, FALSE);

  g_autoptr (MixDesign) design
    = make_design (mix_design_get_dataset (self->design), target, x, all_others, error);
  if (design == NULL || !load (self, &self->config, design, self->running, error))
    return FALSE;
  self->all_others = all_others;
  return TRUE;
}

/* Returns: (transfer none) (nullable): what is learnt; NULL before there are data. */
MixDesign *
mix_lab_get_design (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), NULL);
  return self->design;
}

gboolean
mix_lab_get_all_others (MixLab *self)
{
  g_return_val_if_fail (MIX_IS_LAB (self), FALSE);
  return self->all_others;
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

  MixConfig config = self->config;
  if (!mix_config_set (&config, name, text, error))
    return FALSE;
  if (mix_config_equal (&config, &self->config))
    return TRUE;
  if (self->design != NULL && mix_config_needs_restart (&self->config, &config))
    {
      if (!load (self, &config, self->design, self->running, error))
        return FALSE;
    }
  else
    {
      self->config = config;
      mix_session_set_config (self->session, &config);
      g_signal_emit (self, signals[CONFIG_CHANGED], 0);
    }
  self->components_chosen |= g_str_equal (name, "components");
  return TRUE;
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

  if (self->design == NULL)
    return;
  if (is_over (self->snapshot))
    restart (self, TRUE);
  else
    mix_session_run (self->session);
  update_flags (self);
}

void
mix_lab_pause (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  mix_session_pause (self->session);
  update_flags (self);
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

/* One mini-batch. */
void
mix_lab_step (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));

  if (self->design == NULL)
    return;
  if (is_over (self->snapshot))
    restart (self, FALSE);
  mix_session_step (self->session);
  update_flags (self);
}

/* The same data, options and seed again, before the first step. */
void
mix_lab_reset (MixLab *self)
{
  g_return_if_fail (MIX_IS_LAB (self));
  restart (self, FALSE);
}

/* The way out of a run that diverged. */
void
mix_lab_halve_learning_rate (MixLab *self)
{
  char text[32];

  g_return_if_fail (MIX_IS_LAB (self));
  g_return_if_fail (self->snapshot != NULL);

  double rate = mix_config_learning_rate (&self->config, self->snapshot->n_train);
  mix_csv_format_number (rate / 2, text);
  if (mix_lab_set_option (self, "learning-rate", text, NULL))
    restart (self, TRUE);
}

/* Acts at once, on a run too. The result of a run does not depend on it. */
void
mix_lab_set_pace (MixLab *self, MixPace pace)
{
  g_return_if_fail (MIX_IS_LAB (self));
  g_return_if_fail (pace <= MIX_PACE_FULL);

  if (self->pace == pace)
    return;
  self->pace = pace;
  mix_session_set_least_seconds (self->session, least_seconds[pace]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PACE]);
  update_flags (self);
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
  update_flags (self);
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
