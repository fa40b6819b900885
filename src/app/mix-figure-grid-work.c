/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-grid-private.h"

#include "mix-style.h"

/* Figures are worked out in a thread, on a copy of the scene: one at a time, the newest wins. */

#define INTERVAL G_USEC_PER_SEC /* between two looks at a network that trains */
#define QUICK_ROWS 2000
#define QUICK_RESAMPLES 60
#define MOST_ROWS 20000

typedef struct
{
  MixScene *scene;
  const MixPalette *palette;
  GPtrArray *figures; /* const MixFigure * */
  GPtrArray *plots;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_pointer (&work->scene, mix_scene_free);
  g_ptr_array_unref (work->figures);
  g_ptr_array_unref (work->plots);
  g_free (work);
}

static void
work_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;

  for (guint i = 0; i < work->figures->len; i++)
    g_ptr_array_add (work->plots, mix_figure_build (g_ptr_array_index (work->figures, i),
                                                    work->scene, work->palette));
  g_task_return_boolean (task, TRUE);
}

static gboolean
is_training (MixFigureGrid *self)
{
  MixSnapshot *snapshot = mix_lab_get_snapshot (self->lab);

  return snapshot != NULL && snapshot->state == MIX_RUN_RUNNING;
}

static void
show (MixFigureGrid *self, Work *work)
{
  g_clear_pointer (&self->scene, mix_scene_free);
  self->scene = g_steal_pointer (&work->scene);
  for (guint i = 0; i < self->cards->len; i++)
    {
      MixPlotView *view = g_array_index (self->cards, MixFigureCard, i).view;
      mix_plot_view_set_plot (view, g_ptr_array_index (work->plots, i));
      if (!is_training (self))
        mix_plot_view_describe (view);
    }
  g_signal_emit_by_name (self, "shown");
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MixFigureGrid *self = MIX_FIGURE_GRID (source);
  Work *work = g_task_get_task_data (G_TASK (result));

  self->working = FALSE;
  if (self->lab == NULL || work->plots->len != self->cards->len) /* disposed, or other figures */
    return;
  show (self, work);
  if (self->again)
    mix_figure_grid_refresh (self);
}

/* How closely to look: what trains on is about to be another anyway. */
static MixScene *
make_scene (MixFigureGrid *self)
{
  MixScene *scene = mix_scene_copy (mix_explore_page_get_scene (self->explore));
  gboolean quick = is_training (self);
  MixDiagnosticsOptions how = { .most_rows = quick ? QUICK_ROWS : MOST_ROWS,
                                .n_resamples = quick ? QUICK_RESAMPLES : 0 };

  mix_scene_set_linked (scene, FALSE);
  mix_scene_set_accompanied (scene, TRUE);
  mix_scene_set_snapshot (scene, mix_lab_get_snapshot (self->lab));
  mix_scene_set_diagnosis (scene, &how);
  g_signal_emit_by_name (self, "prepare", scene);
  return scene;
}

static void
work (MixFigureGrid *self)
{
  Work *work = g_new0 (Work, 1);
  g_autoptr (GTask) task = g_task_new (self, NULL, worked_cb, NULL);

  self->working = TRUE;
  self->again = self->stale = FALSE;
  self->started = g_get_monotonic_time ();
  work->scene = make_scene (self);
  work->palette = mix_style_palette ();
  work->figures = g_ptr_array_new ();
  work->plots = g_ptr_array_new_with_free_func ((GDestroyNotify) mix_plot_unref);
  for (guint i = 0; i < self->cards->len; i++)
    g_ptr_array_add (work->figures,
                     (gpointer) g_array_index (self->cards, MixFigureCard, i).figure);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, work_thread);
}

static gboolean
timer_cb (gpointer data)
{
  MixFigureGrid *self = data;

  self->timer = 0;
  mix_figure_grid_refresh (self);
  return G_SOURCE_REMOVE;
}

/* What rests is looked at at once; what trains, when it is time. */
void
mix_figure_grid_changed (MixFigureGrid *self)
{
  gint64 wait = self->started + INTERVAL - g_get_monotonic_time ();

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->stale = TRUE;
  else if (!is_training (self) || wait <= 0)
    mix_figure_grid_refresh (self);
  else if (self->timer == 0)
    self->timer = g_timeout_add ((guint) (wait / 1000) + 1, timer_cb, self);
}

/* Works the figures out anew: at once, or when what is being worked out is done. One that is not on
 * the screen waits until it is. */
void
mix_figure_grid_refresh (MixFigureGrid *self)
{
  g_return_if_fail (MIX_IS_FIGURE_GRID (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->working)
    self->again = TRUE;
  else if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || self->lab == NULL || self->explore == NULL)
    self->stale = TRUE;
  else
    work (self);
}

/* Whether something is being worked out, or waits for it. */
gboolean
mix_figure_grid_get_working (MixFigureGrid *self)
{
  g_return_val_if_fail (MIX_IS_FIGURE_GRID (self), FALSE);
  return self->working || self->again;
}
