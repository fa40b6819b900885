/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-diagnose-page.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-chart.h"
#include "mix-distort-box.h"
#include "mix-worst-list.h"

/* MixDiagnosePage tells whether a network's distributions can be believed: a grid of figures, the
 * means to break and to repair the model, and the rows that cost most. While a slider moves few
 * rows answer at once; when it rests, all do. */

#define FIGURES "pit reliability coverage residuals sharpness intervals quantiles usage losses"
#define SETTLE_MS 400
#define QUICK_ROWS 1500
#define QUICK_RESAMPLES 40
#define SHIFT_SHARE 0.25 /* of the target's range: the most that mu is shifted by */
#define REACH 14.0       /* pixels from a row in the figure of losses to a click */

struct _MixDiagnosePage
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  MixFigureGrid *grid;
  MixDistortBox *distort;
  MixWorstList *worst;

  MixLab *lab;
  MixExplorePage *explore;
  char *target;
  double most_shift;
  guint settle; /* the source that waits for a slider to rest; 0: none */
};

enum
{
  PROP_LAB = 1,
  PROP_EXPLORE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixDiagnosePage, mix_diagnose_page, GTK_TYPE_WIDGET)

static void
prepare_cb (MixDiagnosePage *self, MixScene *scene)
{
  MixDiagnosticsOptions how = *mix_scene_get_diagnosis (scene);

  how.distortion = mix_distort_box_get_distortion (self->distort);
  how.repaired = mix_distort_box_get_repaired (self->distort);
  if (self->settle != 0)
    {
      how.most_rows = QUICK_ROWS;
      how.n_resamples = QUICK_RESAMPLES;
    }
  mix_scene_set_diagnosis (scene, &how);
}

static void
shown_cb (MixDiagnosePage *self)
{
  MixScene *scene = mix_figure_grid_get_scene (self->grid);
  const MixDiagnostics *d = mix_scene_get_diagnostics (scene);
  g_autofree char *words
    = d != NULL ? mix_diagnostics_say_repair (d)
                : g_strdup (_ ("Recalibrates by isotonic regression on half of the validation rows, and "
                               "judges on the other half."));

  g_autofree char *shown = mix_chart_with_minus (words);
  mix_distort_box_set_words (self->distort, shown);
  mix_worst_list_show (self->worst, d, mix_scene_get_design (scene), mix_scene_get_picked (scene));
}

static gboolean
settled_cb (gpointer data)
{
  MixDiagnosePage *self = data;

  self->settle = 0;
  mix_figure_grid_refresh (self->grid);
  return G_SOURCE_REMOVE;
}

static void
distorted_cb (MixDiagnosePage *self)
{
  g_clear_handle_id (&self->settle, g_source_remove);
  self->settle = g_timeout_add (SETTLE_MS, settled_cb, self);
  mix_figure_grid_refresh (self->grid);
}

/* Here, in the figure of losses and in the fit. */
static void
pick (MixDiagnosePage *self, gssize row)
{
  MixScene *scene = mix_figure_grid_get_scene (self->grid);

  if (scene == NULL || mix_scene_get_design (scene) != mix_lab_get_design (self->lab))
    return; /* of rows that are no longer those */
  mix_scene_set_picked (scene, row);
  mix_explore_page_pick (self->explore, row);
  mix_figure_grid_redraw (self->grid, "losses");
  mix_worst_list_pick (self->worst, row);
}

static void
picked_cb (MixDiagnosePage *self, gint64 row)
{
  pick (self, (gssize) row);
}

/* The nearest of the worst rows to a click on the figure of losses. */
static void
acted_cb (MixDiagnosePage *self, const MixAct *act, MixPlotView *view)
{
  MixScene *scene = mix_figure_grid_get_scene (self->grid);
  const MixDiagnostics *d = scene != NULL ? mix_scene_get_diagnostics (scene) : NULL;
  MixPlot *plot = mix_plot_view_get_plot (view);
  double least = REACH;
  gssize nearest = -1;

  if (act->kind != MIX_ACT_PICK || d == NULL || plot == NULL)
    return;
  double x = mix_plot_x_to_pixel (plot, act->x), y = mix_plot_y_to_pixel (plot, act->y);
  for (guint i = 0; i < d->n_worst; i++)
    {
      guint32 row = d->scores->rows->rows[d->worst[i]];
      double at = mix_design_get_x (mix_scene_get_design (scene), row, d->feature);
      double away = hypot (mix_plot_x_to_pixel (plot, at) - x,
                           mix_plot_y_to_pixel (plot, d->scores->score[d->worst[i]].nll) - y);
      if (away > least)
        continue;
      least = away;
      nearest = row;
    }
  pick (self, nearest);
}

static void
remove_cb (MixDiagnosePage *self, gint64 row)
{
  MixScene *scene = mix_figure_grid_get_scene (self->grid);
  g_autoptr (GError) error = NULL;

  if (scene == NULL || mix_scene_get_design (scene) != mix_lab_get_design (self->lab))
    return;
  if (!mix_lab_remove_row (self->lab, (gsize) row, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", error->message);
}

/* Another target has another unit. */
static void
data_changed_cb (MixDiagnosePage *self)
{
  double low = 0, high = 1;

  if (self->scroller == NULL) /* disposed */
    return;
  MixDesign *design = mix_lab_get_design (self->lab);
  const char *target = mix_design_get_target_name (design);
  if (mix_design_has_target (design))
    mix_design_target_range (design, &low, &high);
  double most = SHIFT_SHARE * (high - low);
  if (g_strcmp0 (target, self->target) == 0 && most > 0.8 * self->most_shift
      && most < 1.25 * self->most_shift)
    return;
  g_free (self->target);
  self->target = g_strdup (target);
  self->most_shift = most;
  mix_distort_box_set_target (self->distort, most);
}

static void
set_lab (MixDiagnosePage *self, MixLab *lab)
{
  if (lab == NULL || !g_set_object (&self->lab, lab))
    return;
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (data_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (mix_lab_get_design (lab) != NULL)
    data_changed_cb (self);
  mix_distort_box_set_undo (self->distort, mix_lab_get_undo (lab));
  g_object_set (self->grid, "lab", lab, NULL);
}

static void
mix_diagnose_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MixDiagnosePage *self = MIX_DIAGNOSE_PAGE (object);

  if (prop_id == PROP_LAB)
    g_value_set_object (value, self->lab);
  else if (prop_id == PROP_EXPLORE)
    g_value_set_object (value, self->explore);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mix_diagnose_page_set_property (GObject *object, guint prop_id, const GValue *value,
                                GParamSpec *pspec)
{
  MixDiagnosePage *self = MIX_DIAGNOSE_PAGE (object);

  if (prop_id == PROP_LAB)
    set_lab (self, g_value_get_object (value));
  else if (g_set_object (&self->explore, g_value_get_object (value)))
    g_object_set (self->grid, "explore", self->explore, NULL);
}

static void
mix_diagnose_page_dispose (GObject *object)
{
  MixDiagnosePage *self = MIX_DIAGNOSE_PAGE (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->lab);
  g_clear_object (&self->explore);
  G_OBJECT_CLASS (mix_diagnose_page_parent_class)->dispose (object);
}

static void
mix_diagnose_page_finalize (GObject *object)
{
  g_free (MIX_DIAGNOSE_PAGE (object)->target);
  G_OBJECT_CLASS (mix_diagnose_page_parent_class)->finalize (object);
}

static void
mix_diagnose_page_class_init (MixDiagnosePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mix_diagnose_page_get_property;
  object_class->set_property = mix_diagnose_page_set_property;
  object_class->dispose = mix_diagnose_page_dispose;
  object_class->finalize = mix_diagnose_page_finalize;
  props[PROP_LAB] = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB, flags);
  props[PROP_EXPLORE] = g_param_spec_object ("explore", NULL, NULL, MIX_TYPE_EXPLORE_PAGE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
mix_diagnose_page_init (MixDiagnosePage *self)
{
  self->scroller = gtk_scrolled_window_new ();
  self->grid = g_object_new (MIX_TYPE_FIGURE_GRID, "figures", FIGURES, NULL);
  self->distort = mix_distort_box_new ();
  self->worst = mix_worst_list_new ();
  mix_figure_grid_insert (self->grid, GTK_WIDGET (self->distort), TRUE, TRUE);
  mix_figure_grid_insert (self->grid, GTK_WIDGET (self->worst), FALSE, FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->grid));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));

  g_signal_connect_object (self->grid, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "shown", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->distort, "changed", G_CALLBACK (distorted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->worst, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->worst, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (mix_figure_grid_get_view (self->grid, "losses"), "acted",
                           G_CALLBACK (acted_cb), self, G_CONNECT_SWAPPED);
}
