/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-explore-private.h"

#include "mix-figure.h"
#include "mix-panel-grid.h"
#include "mix-style.h"
#include "mix-template.h"

/* MixExplorePage shows a laboratory as four figures of one scene with a common x0: dragged in any
 * figure over x, or moved by keys from any figure. mix-explore-view.c is about how they are looked
 * at.
 *
 * Signals: "row-pointed" with the row of the design that the pointer is near to in the fit, −1 for
 * none; the fit is only searched while somebody listens. "look-changed" when x0, the features or what
 * is shown are others by undo. */

/* In the order of the fields of the template. */
const MixPanelKind mix_panel_kinds[MIX_N_VIEWS] = {
  [MIX_PANEL_FIT] = { "fit", .follows_x0 = TRUE, .zooms_x = TRUE, .zooms_y = TRUE },
  [MIX_PANEL_SLICE] = { "slice", .follows_x0 = TRUE, .zooms_y = TRUE },
  [MIX_PANEL_MIXING] = { "mixing", .follows_x0 = TRUE, .zooms_x = TRUE },
  [MIX_PANEL_LOSS] = { "loss", .zooms_epochs = TRUE },
};

enum
{
  PROP_LAB = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum
{
  ROW_POINTED,
  LOOK_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixExplorePage, mix_explore_page, GTK_TYPE_WIDGET)

static void count_rows (MixExplorePage *self);

static MixPlot *
build_plot (MixPlotView *view, gpointer data)
{
  MixExplorePage *self = data;
  guint panel = 0;

  while (self->view[panel] != view)
    panel++;
  MixPlot *plot = mix_figure_build (mix_figure_find (mix_panel_kinds[panel].figure), self->scene,
                                    mix_style_palette ());
  if (panel == MIX_PANEL_FIT)
    {
      mix_scene_set_thrifty (self->scene, FALSE);
      count_rows (self);
    }
  return plot;
}

/* By the next frame. */
void
mix_explore_page_build_panel (MixExplorePage *self, guint panel)
{
  mix_plot_view_outdate (self->view[panel]);
}

/* In the thread */
static void
count_thread (GTask *task, gpointer source, gpointer count, GCancellable *cancellable)
{
  mix_row_count_run (count);
  g_task_return_boolean (task, TRUE);
}

/* What was counted is shown; where a person has moved on meanwhile, there is more to count. */
static void
counted_cb (GObject *source, GAsyncResult *result, gpointer count)
{
  MixExplorePage *self = MIX_EXPLORE_PAGE (source);

  self->counting = FALSE;
  if (self->lab == NULL || !g_task_propagate_boolean (G_TASK (result), NULL))
    mix_row_count_free (count);
  else if (mix_scene_take_count (self->scene, count))
    mix_explore_page_build_panel (self, MIX_PANEL_FIT);
  else
    count_rows (self);
}

/* Very many rows are counted in a thread, one count at a time. */
static void
count_rows (MixExplorePage *self)
{
  MixRowCount *count = self->counting ? NULL : mix_scene_make_count (self->scene);

  if (count == NULL)
    return;
  self->counting = TRUE;
  g_autoptr (GTask) task = g_task_new (self, NULL, counted_cb, count);
  g_task_set_task_data (task, count, NULL);
  g_task_run_in_thread (task, count_thread);
}

void
mix_explore_page_build (MixExplorePage *self, gboolean only_x0)
{
  for (guint i = 0; i < MIX_N_VIEWS; i++)
    if (!only_x0 || mix_panel_kinds[i].follows_x0)
      mix_explore_page_build_panel (self, i);
}

/* A description that changes sixty times a second says nothing. */
void
mix_explore_page_describe (MixExplorePage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self))
      || (self->lab != NULL && mix_lab_get_running (self->lab)))
    return;
  for (guint i = 0; i < MIX_N_VIEWS; i++)
    mix_plot_view_describe (self->view[i]);
}

static void
rebuild (MixExplorePage *self)
{
  mix_explore_page_build (self, FALSE);
  mix_explore_page_describe (self);
}

static gboolean
stack_cb (gpointer data)
{
  MixExplorePage *self = data;
  GtkWidget *grid = gtk_widget_get_ancestor (GTK_WIDGET (self->view[0]), MIX_TYPE_PANEL_GRID);
  gboolean narrow;

  self->stack_idle = 0;
  g_object_get (grid, "narrow", &narrow, NULL);
  mix_scene_set_stacked (self->scene, narrow);
  mix_explore_page_build_panel (self, MIX_PANEL_SLICE);
  return G_SOURCE_REMOVE;
}

/* In one column the slice has an axis of its own; not within the layout that finds that out. */
static void
narrow_changed_cb (MixExplorePage *self)
{
  if (self->stack_idle == 0)
    self->stack_idle = g_idle_add (stack_cb, self);
}

/* How far apart the truth's branches are at x, those that weigh something. */
static double
branches_apart (const MixGenerator *generator, double noise, double x)
{
  double centre[4], weight[4], apart = 0;
  guint n = generator->branches (x, noise, centre, weight);

  for (guint i = 1; i < MIN (n, G_N_ELEMENTS (centre)); i++)
    apart = MAX (apart, MIN (weight[i], weight[0]) * ABS (centre[i] - centre[0]));
  return apart;
}

/* The first slice is where a mixture has most to say, where that is known: in the last of the axis
 * the line would stand in its corner. */
static void
choose_x0 (MixExplorePage *self)
{
  MixDataset *dataset = mix_design_get_dataset (mix_scene_get_design (self->scene));
  const MixGenerator *generator = mix_dataset_get_generator (dataset);
  double low, high, most = 0;

  mix_scene_get_x_range (self->scene, &low, &high);
  for (guint percent = 50; generator != NULL && percent <= 84; percent++)
    {
      double x = low + (high - low) * percent / 100;
      double apart = branches_apart (generator, mix_dataset_get_noise (dataset), x);
      if (!(apart > most))
        continue;
      most = apart;
      mix_scene_set_x0 (self->scene, x);
    }
}

/* Whether a design has other rows of the same thing: of one recipe, or by hand on the same axes. */
static gboolean
is_more_of (MixDesign *design, MixDesign *before)
{
  if (before == NULL || mix_design_get_n_features (design) != mix_design_get_n_features (before))
    return FALSE;
  MixDataset *dataset = mix_design_get_dataset (design);
  MixDataset *dataset_before = mix_design_get_dataset (before);
  if (mix_dataset_is_canvas (dataset) != mix_dataset_is_canvas (dataset_before)
      || mix_dataset_get_origin (dataset) != mix_dataset_get_origin (dataset_before))
    return FALSE;
  if (mix_dataset_get_origin (dataset) != NULL)
    return TRUE;
  return g_str_equal (mix_design_get_feature_name (design, 0),
                      mix_design_get_feature_name (before, 0))
         && g_strcmp0 (mix_design_get_target_name (design),
                       mix_design_get_target_name (before)) == 0;
}

/* Other rows of the same thing are looked at from where a person looked at those before. */
static void
keep_looking (MixExplorePage *self, MixDesign *design)
{
  MixScene *scene = self->scene;
  guint x_feature = mix_scene_get_x_feature (scene), n = mix_design_get_n_features (design);
  double x0 = mix_scene_get_x0 (scene);
  MixView before = *mix_scene_get_view (scene);
  g_autofree double *held = g_new (double, n);

  for (guint f = 0; f < n; f++)
    held[f] = mix_scene_get_held (scene, f);
  mix_scene_set_design (scene, design);
  mix_scene_set_x_feature (scene, x_feature);
  for (guint f = 0; f < n; f++)
    mix_scene_set_held (scene, f, held[f]);
  before.shown = mix_scene_get_view (scene)->shown; /* rings depend on how many rows there are */
  mix_scene_set_view (scene, &before);
  mix_scene_set_x0 (scene, x0);
}

static void snapshot_changed_cb (MixExplorePage *self);

/* A canvas is shown instead of what the networks have, which is there again when it goes. */
static void
data_changed_cb (MixExplorePage *self)
{
  MixDesign *canvas = mix_lab_get_canvas (self->lab), *before = mix_scene_get_design (self->scene);
  MixDesign *design = canvas != NULL ? canvas : mix_lab_get_design (self->lab);
  MixSnapshot *snapshot = mix_lab_get_snapshot (self->lab);

  if (is_more_of (design, mix_scene_get_design (self->scene)))
    keep_looking (self, design);
  else
    {
      mix_explore_page_remember_look (self);
      mix_scene_set_design (self->scene, design);
      if (!mix_explore_page_recall_look (self))
        choose_x0 (self);
      mix_explore_page_forget_trail (self);
    }
  mix_explore_page_follow_design (self);
  if (canvas != NULL)
    rebuild (self);
  else if (snapshot != NULL && snapshot->design == design && design != before)
    snapshot_changed_cb (self);
}

/* What the network says of x is watched: at once. */
static void
snapshot_changed_cb (MixExplorePage *self)
{
  MixSnapshot *snapshot = mix_lab_get_snapshot (self->lab);

  if (mix_lab_get_canvas (self->lab) != NULL)
    return;
  mix_scene_set_snapshot (self->scene, snapshot);
  for (guint i = 0; i < MIX_N_VIEWS; i++)
    mix_plot_view_set_quick (self->view[i], snapshot->state == MIX_RUN_RUNNING);
  mix_explore_page_build (self, TRUE);
}

/* The losses are read, as the words of the window, and are of the same moment. New colours of the
 * rows wait for the next frame. */
static void
moment_changed_cb (MixExplorePage *self)
{
  mix_scene_set_thrifty (self->scene, TRUE);
  mix_explore_page_build_panel (self, MIX_PANEL_LOSS);
  mix_explore_page_describe (self);
  mix_explore_page_follow_outcomes (self);
}

double
mix_explore_page_get_x0 (MixExplorePage *self)
{
  return mix_scene_get_x0 (self->scene);
}

void
mix_explore_page_set_x0 (MixExplorePage *self, double x0)
{
  double before = mix_scene_get_x0 (self->scene);

  mix_scene_set_x0 (self->scene, x0);
  if (!(ABS (mix_scene_get_x0 (self->scene) - before) > 0))
    return;
  mix_explore_page_build (self, TRUE);
  mix_explore_page_show_brush (self);
  mix_explore_page_describe (self);
  mix_explore_page_follow_outcomes (self);
}

void
mix_explore_page_move_x0 (MixExplorePage *self, double x0)
{
  g_return_if_fail (MIX_IS_EXPLORE_PAGE (self));

  MixLook *before = mix_explore_page_keep_look (self);
  mix_explore_page_set_x0 (self, x0);
  mix_explore_page_note_look (self, before);
}

/* After undo. */
void
mix_explore_page_follow_look (MixExplorePage *self)
{
  mix_explore_page_follow_design (self);
  rebuild (self);
  mix_explore_page_show_brush (self);
  g_signal_emit (self, signals[LOOK_CHANGED], 0);
}

static void
acted_cb (MixExplorePage *self, const MixAct *act, MixPlotView *view)
{
  for (guint i = 0; i < MIX_N_VIEWS; i++)
    if (self->view[i] == view)
      mix_explore_page_act (self, i, act);
}

/* x0, or in the losses the epoch that is read. */
static gboolean
x_moved_cb (MixExplorePage *self, double share, MixPlotView *view)
{
  double low, high;

  if (mix_scene_get_design (self->scene) == NULL)
    return FALSE;
  if (view == self->view[MIX_PANEL_LOSS])
    return mix_explore_page_read_by_key (self, share);
  mix_scene_get_x_range (self->scene, &low, &high);
  mix_explore_page_move_x0 (self, mix_scene_get_x0 (self->scene) + share * (high - low));
  return TRUE;
}

static void
set_lab (MixExplorePage *self, MixLab *lab)
{
  if (!g_set_object (&self->lab, lab))
    return;
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (data_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "snapshot-changed", G_CALLBACK (snapshot_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lab, "moment-changed", G_CALLBACK (moment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (mix_lab_get_design (lab) != NULL)
    data_changed_cb (self);
  if (mix_lab_get_snapshot (lab) == NULL)
    return;
  snapshot_changed_cb (self);
  moment_changed_cb (self);
}

static void
mix_explore_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MixExplorePage *self = MIX_EXPLORE_PAGE (object);

  if (prop_id == PROP_LAB)
    g_value_set_object (value, self->lab);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mix_explore_page_set_property (GObject *object, guint prop_id, const GValue *value,
                               GParamSpec *pspec)
{
  if (prop_id == PROP_LAB && g_value_get_object (value) != NULL)
    set_lab (MIX_EXPLORE_PAGE (object), g_value_get_object (value));
}

static void
mix_explore_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mix_explore_page_parent_class)->map (widget);
  mix_explore_page_describe (MIX_EXPLORE_PAGE (widget));
  mix_explore_page_follow_outcomes (MIX_EXPLORE_PAGE (widget));
}

static void
mix_explore_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mix_explore_page_parent_class)->unmap (widget);
  mix_explore_page_follow_outcomes (MIX_EXPLORE_PAGE (widget));
}

static void
mix_explore_page_dispose (GObject *object)
{
  MixExplorePage *self = MIX_EXPLORE_PAGE (object);

  g_clear_handle_id (&self->outcomes_timer, g_source_remove);
  g_clear_handle_id (&self->stack_idle, g_source_remove);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  mix_template_dispose (GTK_WIDGET (self), MIX_TYPE_EXPLORE_PAGE);
  g_clear_object (&self->actions);
  g_clear_object (&self->lab);
  G_OBJECT_CLASS (mix_explore_page_parent_class)->dispose (object);
}

static void
mix_explore_page_finalize (GObject *object)
{
  MixExplorePage *self = MIX_EXPLORE_PAGE (object);

  mix_scene_free (self->scene);
  mix_trail_free (self->trail);
  g_clear_pointer (&self->looks, g_ptr_array_unref);
  G_OBJECT_CLASS (mix_explore_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  g_type_ensure (MIX_TYPE_PANEL_GRID);
  g_type_ensure (MIX_TYPE_PLOT_VIEW);
  gtk_widget_class_set_template_from_resource (
    klass, "/io/github/mixturelab/MixtureLab/ui/mix-explore-page.ui");
  gtk_widget_class_bind_template_child (klass, MixExplorePage, scroller);
  for (guint i = 0; i < MIX_N_VIEWS; i++)
    {
      g_autofree char *menu = g_strconcat (mix_panel_kinds[i].figure, "_menu", NULL);
      gtk_widget_class_bind_template_child_full (
        klass, mix_panel_kinds[i].figure, FALSE,
        G_STRUCT_OFFSET (MixExplorePage, view) + (gssize) (i * sizeof (MixPlotView *)));
      gtk_widget_class_bind_template_child_full (
        klass, menu, FALSE,
        G_STRUCT_OFFSET (MixExplorePage, menu) + (gssize) (i * sizeof (GtkMenuButton *)));
    }
  gtk_widget_class_bind_template_callback (klass, acted_cb);
  gtk_widget_class_bind_template_callback (klass, x_moved_cb);
}

static void
mix_explore_page_class_init (MixExplorePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mix_explore_page_get_property;
  object_class->set_property = mix_explore_page_set_property;
  object_class->dispose = mix_explore_page_dispose;
  object_class->finalize = mix_explore_page_finalize;
  widget_class->map = mix_explore_page_map;
  widget_class->unmap = mix_explore_page_unmap;
  props[PROP_LAB] = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[ROW_POINTED] = g_signal_new ("row-pointed", MIX_TYPE_EXPLORE_PAGE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[LOOK_CHANGED] = g_signal_new ("look-changed", MIX_TYPE_EXPLORE_PAGE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
mix_explore_page_init (MixExplorePage *self)
{
  self->scene = mix_scene_new ();
  self->told_row = -1;
  self->trail = mix_trail_new ();
  mix_scene_set_show_x0 (self->scene, TRUE);
  mix_scene_set_linked (self->scene, TRUE);
  mix_scene_set_patient (self->scene, TRUE);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < MIX_N_VIEWS; i++)
    mix_plot_view_set_builder (self->view[i], build_plot, self);
  g_signal_connect_object (
    gtk_widget_get_ancestor (GTK_WIDGET (self->view[0]), MIX_TYPE_PANEL_GRID), "notify::narrow",
    G_CALLBACK (narrow_changed_cb), self, G_CONNECT_SWAPPED);
  mix_explore_page_add_view (self);
  mix_explore_page_add_brush (self);
  mix_style_watch (G_CALLBACK (rebuild), self);
}

/* Whether somebody wants to know which row is under the pointer. */
gboolean
mix_explore_page_is_watched (MixExplorePage *self)
{
  return g_signal_has_handler_pending (self, signals[ROW_POINTED], 0, FALSE);
}

void
mix_explore_page_tell_row (MixExplorePage *self, gssize row)
{
  if (self->told_row == row)
    return;
  self->told_row = row;
  g_signal_emit (self, signals[ROW_POINTED], 0, (gint64) row);
}

/* Returns: (transfer none): what is on show. */
MixScene *
mix_explore_page_get_scene (MixExplorePage *self)
{
  g_return_val_if_fail (MIX_IS_EXPLORE_PAGE (self), NULL);
  return self->scene;
}

/**
 * mix_explore_page_build_figure:
 * @figure: the id of a figure
 *
 * Returns: (transfer full): a figure as it is on show, but standing on its own, with all its labels
 */
MixPlot *
mix_explore_page_build_figure (MixExplorePage *self, const char *figure)
{
  g_return_val_if_fail (MIX_IS_EXPLORE_PAGE (self), NULL);

  mix_scene_set_linked (self->scene, FALSE);
  MixPlot *plot
    = mix_figure_build (mix_figure_find (figure), self->scene, mix_style_palette ());
  mix_scene_set_linked (self->scene, TRUE);
  return plot;
}

/* Returns: (transfer none) (nullable): the view of a figure. */
MixPlotView *
mix_explore_page_get_view (MixExplorePage *self, const char *figure)
{
  g_return_val_if_fail (MIX_IS_EXPLORE_PAGE (self), NULL);

  for (guint i = 0; i < MIX_N_VIEWS; i++)
    if (g_str_equal (mix_panel_kinds[i].figure, figure))
      return self->view[i];
  return NULL;
}

/* Returns: (nullable): the id of the figure that has the focus. */
const char *
mix_explore_page_get_focus_figure (MixExplorePage *self)
{
  g_return_val_if_fail (MIX_IS_EXPLORE_PAGE (self), NULL);

  for (guint i = 0; i < MIX_N_VIEWS; i++)
    if (gtk_widget_has_focus (GTK_WIDGET (self->view[i])))
      return mix_panel_kinds[i].figure;
  return NULL;
}

/* Gives the focus to the fit, where Space trains and the arrow keys move x0. */
void
mix_explore_page_focus (MixExplorePage *self)
{
  g_return_if_fail (MIX_IS_EXPLORE_PAGE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->view[MIX_PANEL_FIT]));
}
