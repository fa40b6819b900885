/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-decide-page.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-decide-form.h"
#include "mix-decision.h"
#include "mix-focus.h"
#include "mix-format.h"
#include "mix-orders.h"
#include "mix-time-spin.h"

/* MixDecidePage asks how much to order at x0, which it shares with the page Explore, and shows what
 * comes of the best order, beside that of the forecast. Its numbers and its figures are of one
 * moment: the grid works them out, and says when they are there.
 *
 * Actions: decide.export asks for a file and writes an order for every row. */

#define STEPS 200 /* of the range of x */

struct _MixDecidePage
{
  GtkWidget parent_instance;

  MixFigureGrid *grid;
  MixDecideForm *form;
  GtkLabel *x_label;
  GtkAdjustment *x0;
  GtkSpinButton *x_spin;
  GtkGrid *lines;
  GtkWidget *export_button;

  MixLab *lab;
  MixExplorePage *explore;
  GtkFileChooserNative *chooser;
  MixDesign *design; /* that the form was made ready for */
  gboolean following; /* x0 follows Explore, not a hand */
};

enum
{
  PROP_LAB = 1,
  PROP_EXPLORE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixDecidePage, mix_decide_page, GTK_TYPE_WIDGET)

/* Orders */

static gboolean
write_orders (const MixOrders *orders, const char *path, GError **error)
{
  gsize n_negative;

  return mix_orders_write (orders, path, &n_negative, error);
}

/* The columns of a table that hold numbers. */
static GPtrArray *
list_columns (MixDataset *table)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < mix_dataset_get_n_columns (table); i++)
    if (mix_dataset_get_column (table, i)->kind == MIX_COLUMN_NUMBER)
      g_ptr_array_add (columns, (gpointer) mix_dataset_get_column (table, i));
  return columns;
}

/**
 * mix_decide_page_export:
 *
 * Writes the best order of every row as CSV, as the verb decide does.
 */
gboolean
mix_decide_page_export (MixDecidePage *self, const char *path, GError **error)
{
  g_return_val_if_fail (MIX_IS_DECIDE_PAGE (self), FALSE);

  MixSnapshot *snapshot = mix_lab_get_snapshot (self->lab);
  if (snapshot == NULL || snapshot->model == NULL)
    {
      g_set_error_literal (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_DATA,
                           _ ("There is no network yet: train first"));
      return FALSE;
    }
  g_autoptr (GPtrArray) columns = list_columns (mix_design_get_dataset (snapshot->design));
  MixOrders orders = { .model = snapshot->model,
                       .plain = snapshot->plain,
                       .design = snapshot->design,
                       .columns = columns,
                       .stock = *mix_decide_form_get_stock (self->form),
                       .is_service = mix_decide_form_is_service (self->form),
                       .risk = *mix_decide_form_get_risk (self->form) };
  return write_orders (&orders, path, error);
}

static void
response_cb (MixDecidePage *self, int response, GtkFileChooserNative *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->chooser);
  if (response != GTK_RESPONSE_ACCEPT || path == NULL)
    return;
  gboolean saved = mix_decide_page_export (self, path, &error);
  g_autofree char *text = saved ? g_strdup_printf (_ ("Saved %s"), path) : g_strdup (error->message);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", text);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MixDecidePage *self = MIX_DECIDE_PAGE (widget);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (
    _ ("Export Orders"), GTK_WINDOW (gtk_widget_get_root (widget)), GTK_FILE_CHOOSER_ACTION_SAVE,
    NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "orders.csv");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* Numbers */

static GtkWidget *
make_label (const char *text, float xalign, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  if (xalign > 0) /* a number, sign before it and unit after it */
    gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static void
attach_lines (GtkGrid *grid, GPtrArray *lines, int *row)
{
  for (guint i = 0; lines != NULL && i < lines->len; i++, (*row)++)
    {
      const MixDecisionLine *line = lines->pdata[i];
      GtkWidget *label = make_label (line->label, 0, NULL);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_grid_attach (grid, label, 0, *row, 1, 1);
      gtk_grid_attach (grid, make_label (line->best, 1, "best"), 1, *row, 1, 1);
      if (line->forecast != NULL)
        gtk_grid_attach (grid, make_label (line->forecast, 1, "forecast"), 2, *row, 1, 1);
    }
}

/* What the figures on show are of, in numbers. */
static void
shown_cb (MixDecidePage *self)
{
  MixScene *scene = mix_figure_grid_get_scene (self->grid);
  g_autoptr (GPtrArray) lines
    = mix_decision_list (scene, mix_decide_form_is_service (self->form));
  g_autoptr (GPtrArray) answers = mix_decision_list_risk (scene);
  GtkWidget *child;
  int row = 1;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))) != NULL)
    gtk_grid_remove (self->lines, child);
  gtk_widget_set_sensitive (self->export_button, lines != NULL);
  if (lines == NULL)
    {
      gtk_grid_attach (self->lines, make_label (_ ("Appears with the first step of training"), 0, NULL),
                       0, 0, 3, 1);
      return;
    }
  gtk_grid_attach (self->lines, make_label (_ ("Best order"), 1, "heading"), 1, 0, 1, 1);
  gtk_grid_attach (self->lines, make_label (_ ("Forecast"), 1, "dim-label"), 2, 0, 1, 1);
  attach_lines (self->lines, lines, &row);
  attach_lines (self->lines, answers, &row);
}

static void
prepare_cb (MixDecidePage *self, MixScene *scene)
{
  mix_scene_set_stock (scene, mix_decide_form_get_stock (self->form));
  mix_scene_set_risk (scene, mix_decide_form_get_risk (self->form));
}

/* x0 */

static void
x0_changed_cb (MixDecidePage *self)
{
  if (self->following)
    return;
  mix_explore_page_move_x0 (self->explore, gtk_adjustment_get_value (self->x0));
  mix_figure_grid_refresh (self->grid);
}

/* x0 may have been moved in Explore, or be another feature's. */
static void
follow_explore (MixDecidePage *self)
{
  MixScene *scene = mix_explore_page_get_scene (self->explore);
  MixDesign *design = mix_scene_get_design (scene);
  MixSpan all;

  if (design == NULL)
    return;
  mix_scene_get_all_x (scene, &all);
  self->following = TRUE;
  double step = (all.high - all.low) / STEPS;
  gtk_adjustment_configure (self->x0, mix_scene_get_x0 (scene), all.low, all.high, step, 10 * step,
                            0);
  gtk_spin_button_set_digits (self->x_spin, (guint) CLAMP (mix_format_decimals (step / 2), 0, 8));
  guint feature = mix_scene_get_x_feature (scene);
  const char *name = mix_design_get_feature_label (design, feature);
  mix_time_spin_set_unit (self->x_spin, mix_design_get_feature_time (design, feature));
  g_autofree char *text = g_strdup_printf (_ ("At %s ="), name);
  gtk_label_set_label (self->x_label, text);
  mix_accessible_name (GTK_WIDGET (self->x_spin), name, NULL);
  self->following = FALSE;
}

/* Other data: amounts below 0 count where there are some. */
static void
follow_design (MixDecidePage *self)
{
  MixDesign *design = mix_lab_get_design (self->lab);
  double low, high;

  if (design == NULL || design == self->design || !mix_design_has_target (design))
    return;
  g_clear_pointer (&self->design, mix_design_unref);
  self->design = mix_design_ref (design);
  mix_design_target_range (design, &low, &high);
  mix_decide_form_set_signed (self->form, low < 0);
}

/* By undo. */
static void
look_changed_cb (MixDecidePage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    follow_explore (self);
}

static void
mix_decide_page_map (GtkWidget *widget)
{
  MixDecidePage *self = MIX_DECIDE_PAGE (widget);

  if (self->explore != NULL && self->lab != NULL)
    {
      follow_design (self);
      follow_explore (self);
    }
  GTK_WIDGET_CLASS (mix_decide_page_parent_class)->map (widget);
}

static void
data_changed_cb (MixDecidePage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  follow_design (self);
  follow_explore (self);
}

/* Object */

static void
mix_decide_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  MixDecidePage *self = MIX_DECIDE_PAGE (object);

  if (prop_id == PROP_LAB)
    {
      if (!g_set_object (&self->lab, g_value_get_object (value)) || self->lab == NULL)
        return;
      g_object_set (self->grid, "lab", self->lab, NULL);
      mix_decide_form_set_undo (self->form, mix_lab_get_undo (self->lab));
      g_signal_connect_object (self->lab, "data-changed", G_CALLBACK (data_changed_cb), self,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
    }
  else if (prop_id == PROP_EXPLORE)
    {
      if (!g_set_object (&self->explore, g_value_get_object (value)) || self->explore == NULL)
        return;
      g_object_set (self->grid, "explore", self->explore, NULL);
      g_signal_connect_object (self->explore, "look-changed", G_CALLBACK (look_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mix_decide_page_dispose (GObject *object)
{
  MixDecidePage *self = MIX_DECIDE_PAGE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->chooser);
  g_clear_object (&self->lab);
  g_clear_object (&self->explore);
  g_clear_pointer (&self->design, mix_design_unref);
  G_OBJECT_CLASS (mix_decide_page_parent_class)->dispose (object);
}

static void
mix_decide_page_class_init (MixDecidePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = mix_decide_page_set_property;
  object_class->dispose = mix_decide_page_dispose;
  widget_class->map = mix_decide_page_map;
  props[PROP_LAB] = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB, flags);
  props[PROP_EXPLORE] = g_param_spec_object ("explore", NULL, NULL, MIX_TYPE_EXPLORE_PAGE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_install_action (widget_class, "decide.export", NULL, export_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "decidepage");
}

static GtkWidget *
make_x0 (MixDecidePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *scale;
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->x0 = gtk_adjustment_new (0, 0, 1, 0.005, 0.05, 0);
  self->x_label = GTK_LABEL (make_label ("", 0, "heading"));
  gtk_label_set_wrap (self->x_label, FALSE);
  gtk_label_set_ellipsize (self->x_label, PANGO_ELLIPSIZE_END);
  self->x_spin = GTK_SPIN_BUTTON (gtk_spin_button_new (self->x0, 0, 2));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->x_spin), 6);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->x_spin), _ ("x₀, the same as in Explore"));
  mix_accessible_name (GTK_WIDGET (self->x_spin), _ ("x₀"), NULL);
  scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, self->x0);
  mix_focus_let_wheel_past (scale);
  mix_focus_let_wheel_past (GTK_WIDGET (self->x_spin));
  gtk_widget_set_hexpand (scale, TRUE);
  gtk_widget_set_size_request (scale, 60, -1);
  gtk_widget_set_tooltip_text (scale, _ ("x₀, the same as in Explore"));
  mix_accessible_name (scale, _ ("x₀"), NULL);
  g_signal_connect_object (self->x0, "value-changed", G_CALLBACK (x0_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (GTK_WIDGET (self->x_label), TRUE);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->x_label));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->x_spin));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), scale);
  return box;
}

static GtkWidget *
make_results (MixDecidePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10), *lines = gtk_grid_new ();

  self->lines = GTK_GRID (lines);
  self->export_button = gtk_button_new_with_mnemonic (_ ("E_xport Orders…"));
  mix_accessible_name_by_label (GTK_BUTTON (self->export_button));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->export_button), "decide.export");
  gtk_widget_set_tooltip_text (self->export_button, _ ("One order for every row, as CSV"));
  gtk_widget_set_halign (self->export_button, GTK_ALIGN_START);
  gtk_grid_set_column_spacing (self->lines, 14);
  gtk_grid_set_row_spacing (self->lines, 5);
  gtk_widget_set_vexpand (lines, TRUE);
  gtk_widget_add_css_class (lines, "numbers");
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "form-card");
  gtk_box_append (GTK_BOX (box), make_x0 (self));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_box_append (GTK_BOX (box), self->export_button);
  return box;
}

static void
mix_decide_page_init (MixDecidePage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *form = g_object_new (MIX_TYPE_DECIDE_FORM, NULL);

  self->form = MIX_DECIDE_FORM (form);
  gtk_widget_add_css_class (form, "card");
  gtk_widget_add_css_class (form, "form-card");
  self->grid = g_object_new (MIX_TYPE_FIGURE_GRID, "figures", "profit outcomes orders risk", NULL);
  mix_figure_grid_insert (self->grid, make_results (self), TRUE, FALSE);
  mix_figure_grid_insert (self->grid, form, TRUE, FALSE);
  g_signal_connect_object (self->grid, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "shown", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "changed", G_CALLBACK (mix_figure_grid_refresh), self->grid,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
}
