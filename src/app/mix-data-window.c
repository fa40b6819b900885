/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-data-window.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-format.h"
#include "mix-menu.h"
#include "mix-style.h"

/* MixDataWindow stands beside the plots and shows the rows that they are of: a table with what can
 * be done to its rows, how many there are, and the laboratory's undo. Escape closes it. */

struct _MixDataWindow
{
  AdwWindow parent_instance;

  MixLab *lab;
  MixDataTable *table;
  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkWidget *exclude; /* the button */
  GtkWidget *menu_button, *menu; /* of a row, under the pointer */
  GtkWidget *go_to; /* NULL: not open */
};

G_DEFINE_FINAL_TYPE (MixDataWindow, mix_data_window, ADW_TYPE_WINDOW)

static void
say_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwToast *toast = adw_toast_new (g_variant_get_string (parameter, NULL));

  adw_toast_set_timeout (toast, 4);
  adw_toast_overlay_add_toast (MIX_DATA_WINDOW (widget)->toasts, toast);
}

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_data_table_edit (MIX_DATA_WINDOW (widget)->table);
}

static void
exclude_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_data_table_exclude (MIX_DATA_WINDOW (widget)->table, TRUE);
}

static void
include_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_data_table_exclude (MIX_DATA_WINDOW (widget)->table, FALSE);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_data_table_copy (MIX_DATA_WINDOW (widget)->table, FALSE);
}

static void
copy_all_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_data_table_copy (MIX_DATA_WINDOW (widget)->table, TRUE);
}

static void
order_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_data_table_sort (MIX_DATA_WINDOW (widget)->table, NULL, FALSE);
}

static void
sort_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_data_table_sort_current (MIX_DATA_WINDOW (widget)->table,
                               g_str_equal (action, "data.sort-down"));
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_undo_undo (mix_lab_get_undo (MIX_DATA_WINDOW (widget)->lab));
}

static void
redo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_undo_redo (mix_lab_get_undo (MIX_DATA_WINDOW (widget)->lab));
}

/* Going to a row */

static void
went_cb (MixDataWindow *self, GtkEntry *entry)
{
  gulong number = strtoul (gtk_editable_get_text (GTK_EDITABLE (entry)), NULL, 10);

  gtk_popover_popdown (GTK_POPOVER (self->go_to));
  if (number > 0)
    mix_data_table_go_to (self->table, number);
}

static gboolean
has_lines (MixDataWindow *self)
{
  MixDataset *dataset = mix_design_get_dataset (mix_data_table_get_design (self->table));

  return mix_dataset_get_lines (dataset) != NULL;
}

static void
go_to_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MixDataWindow *self = MIX_DATA_WINDOW (widget);
  GtkWidget *entry = gtk_entry_new ();
  const char *what = has_lines (self) ? _ ("Go to line") : _ ("Go to row");

  g_clear_pointer (&self->go_to, gtk_widget_unparent);
  self->go_to = gtk_popover_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), what);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  mix_accessible_name (entry, what, NULL);
  g_signal_connect_object (entry, "activate", G_CALLBACK (went_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (self->go_to), entry);
  gtk_widget_set_parent (self->go_to, self->menu_button);
  gtk_popover_popup (GTK_POPOVER (self->go_to));
  gtk_widget_grab_focus (entry);
}

/* What it shows */

/* "272 rows, 3 excluded, 2 selected" */
static char *
describe (MixDataWindow *self, const MixDataset *dataset, gsize n_selected)
{
  gsize n = mix_dataset_get_n_rows (dataset), n_excluded = mix_dataset_get_n_excluded (dataset);
  guint first, last, n_with_cells, n_columns = mix_dataset_get_n_columns (dataset);
  g_autofree char *rows = mix_format_count (n), *excluded = mix_format_count (n_excluded);
  g_autofree char *selected = mix_format_count (n_selected);
  GString *text = g_string_new (NULL);

  g_string_printf (text, ngettext ("%s row", "%s rows", n), rows);
  if (n_excluded > 0)
    g_string_append_printf (text, _ (", %s excluded"), excluded);
  if (n_selected > 1)
    g_string_append_printf (text, _ (", %s selected"), selected);
  mix_data_table_get_columns (self->table, &first, &last, &n_with_cells);
  if (last - first + 1 < n_with_cells)
    g_string_append_printf (text, _ (", columns %u to %u of %u"), first, last, n_with_cells);
  if (n_with_cells < n_columns)
    g_string_append_printf (text,
                            ngettext (", %u column not shown", ", %u columns not shown",
                                      n_columns - n_with_cells),
                            n_columns - n_with_cells);
  return g_string_free (text, FALSE);
}

static gsize
count_excluded (const MixDataset *dataset, const guint32 *rows, gsize n)
{
  const guint8 *excluded = mix_dataset_get_excluded (dataset);
  gsize n_excluded = 0;

  for (gsize i = 0; excluded != NULL && i < n; i++)
    n_excluded += excluded[rows[i]];
  return n_excluded;
}

static void
columns_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_data_table_turn_columns (MIX_DATA_WINDOW (widget)->table,
                               g_str_equal (action, "data.columns-after"));
}

static void
update_columns (MixDataWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint first, last, n;

  mix_data_table_get_columns (self->table, &first, &last, &n);
  gtk_widget_action_set_enabled (widget, "data.columns-after", last < n);
  gtk_widget_action_set_enabled (widget, "data.columns-before", first > 1);
}

/* The button takes back where all that is selected is excluded. */
static void
changed_cb (MixDataWindow *self)
{
  MixDataset *dataset = mix_design_get_dataset (mix_data_table_get_design (self->table));
  GtkWidget *widget = GTK_WIDGET (self);
  gsize n;
  g_autofree guint32 *rows = mix_data_table_get_selected (self->table, &n);
  gsize n_excluded = count_excluded (dataset, rows, n);
  gboolean back = n > 0 && n_excluded == n;
  g_autofree char *subtitle = describe (self, dataset, n);

  adw_window_title_set_title (self->title, mix_dataset_get_title (dataset));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), mix_dataset_get_title (dataset));
  gtk_button_set_label (GTK_BUTTON (self->exclude), back ? _ ("_Include") : _ ("E_xclude"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->exclude),
                                  back ? "data.include" : "data.exclude");
  gtk_widget_set_tooltip_text (self->exclude,
                               back ? _ ("Learn from the selected rows again (Shift+Delete)")
                                    : _ ("Leave the selected rows out; they stay in the table (Delete)"));
  gtk_widget_action_set_enabled (widget, "data.exclude", n > n_excluded);
  gtk_widget_action_set_enabled (widget, "data.include", n_excluded > 0);
  gtk_widget_action_set_enabled (widget, "data.copy", n > 0);
  gtk_widget_action_set_enabled (widget, "data.edit", n > 0);
  update_columns (self);
}

static void
add_items (GMenu *menu, const char *const (*items)[2], guint n)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < n; i++)
    g_menu_append (section, _ (items[i][0]), items[i][1]);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/* whole: with what is not about the selected rows */
static GMenuModel *
make_menu (gboolean whole)
{
  static const char *const rows[][2] = { { N_ ("_Edit Cell"), "data.edit" },
                                         { N_ ("E_xclude Rows"), "data.exclude" },
                                         { N_ ("_Include Rows"), "data.include" },
                                         { N_ ("_Copy Rows as CSV"), "data.copy" } };
  static const char *const all[][2] = { { N_ ("Copy _All as CSV"), "data.copy-all" },
                                        { N_ ("_Sort by This Column"), "data.sort" },
                                        { N_ ("Sort, _Largest First"), "data.sort-down" },
                                        { N_ ("Order of the _Table"), "data.order" },
                                        { N_ ("_Go to Row…"), "data.go-to" },
                                        { N_ ("_Next Columns"), "data.columns-after" },
                                        { N_ ("_Previous Columns"), "data.columns-before" } };
  GMenu *menu = g_menu_new ();

  add_items (menu, rows, G_N_ELEMENTS (rows));
  if (whole)
    add_items (menu, all, G_N_ELEMENTS (all));
  return G_MENU_MODEL (menu);
}

static void
secondary_cb (GtkGestureClick *gesture, int n_press, double x, double y, MixDataWindow *self)
{
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
add_row_menu (MixDataWindow *self)
{
  g_autoptr (GMenuModel) model = make_menu (FALSE);
  GtkGesture *click = gtk_gesture_click_new ();

  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self->toasts));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (secondary_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->toasts), GTK_EVENT_CONTROLLER (click));
}

static void
mix_data_window_dispose (GObject *object)
{
  MixDataWindow *self = MIX_DATA_WINDOW (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->go_to, gtk_widget_unparent);
  g_clear_object (&self->lab);
  G_OBJECT_CLASS (mix_data_window_parent_class)->dispose (object);
}

static void
install_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = { { GDK_KEY_z, GDK_CONTROL_MASK, "data.undo" },
               { GDK_KEY_Z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "data.redo" },
               { GDK_KEY_g, GDK_CONTROL_MASK, "data.go-to" },
               { GDK_KEY_Up, GDK_ALT_MASK, "data.sort" },
               { GDK_KEY_Down, GDK_ALT_MASK, "data.sort-down" },
               { GDK_KEY_Page_Down, GDK_CONTROL_MASK, "data.columns-after" },
               { GDK_KEY_Page_Up, GDK_CONTROL_MASK, "data.columns-before" },
               { GDK_KEY_w, GDK_CONTROL_MASK, "window.close" },
               { GDK_KEY_d, GDK_ALT_MASK, "window.close" },
               { GDK_KEY_Escape, 0, "window.close" } };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (klass, keys[i].key, keys[i].modifiers, keys[i].action,
                                         NULL);
}

static void
mix_data_window_class_init (MixDataWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mix_data_window_dispose;
  gtk_widget_class_install_action (widget_class, "data.say", "s", say_cb);
  gtk_widget_class_install_action (widget_class, "data.edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "data.exclude", NULL, exclude_cb);
  gtk_widget_class_install_action (widget_class, "data.include", NULL, include_cb);
  gtk_widget_class_install_action (widget_class, "data.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "data.copy-all", NULL, copy_all_cb);
  gtk_widget_class_install_action (widget_class, "data.order", NULL, order_cb);
  gtk_widget_class_install_action (widget_class, "data.sort", NULL, sort_cb);
  gtk_widget_class_install_action (widget_class, "data.sort-down", NULL, sort_cb);
  gtk_widget_class_install_action (widget_class, "data.go-to", NULL, go_to_cb);
  gtk_widget_class_install_action (widget_class, "data.columns-after", NULL, columns_cb);
  gtk_widget_class_install_action (widget_class, "data.columns-before", NULL, columns_cb);
  gtk_widget_class_install_action (widget_class, "data.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "data.redo", NULL, redo_cb);
  install_keys (widget_class);
}

static void
mix_data_window_init (MixDataWindow *self)
{
}

static GtkWidget *
make_bar (MixDataWindow *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  g_autoptr (GMenuModel) model = make_menu (TRUE);

  self->exclude = gtk_button_new_with_mnemonic ("");
  mix_accessible_name_by_label (GTK_BUTTON (self->exclude));
  self->menu_button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu_button), "open-menu-symbolic");
  mix_menu_hang (GTK_MENU_BUTTON (self->menu_button), model);
  gtk_widget_set_tooltip_text (self->menu_button, _ ("What to do with rows"));
  mix_accessible_name (self->menu_button, _ ("What to do with rows"), NULL);
  self->title = ADW_WINDOW_TITLE (adw_window_title_new (NULL, NULL));
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->exclude);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->menu_button);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), GTK_WIDGET (self->title));
  return bar;
}

/* As wide as the columns, as long as plots can be seen beside it. */
static int
width_for (GtkWidget *parent, MixLab *lab)
{
  double unit = mix_style_text_unit (parent);
  MixDataset *dataset = mix_design_get_dataset (mix_lab_get_design (lab));
  int n = (int) MIN (mix_dataset_get_n_columns (dataset), 100);

  return (int) (unit * CLAMP (100 + 215 * n, 400, 720)); /* 17 digits each */
}

/**
 * mix_data_window_new:
 * @lab: whose rows are shown; it has a design
 * @explore: whose fit points at rows, and is pointed at
 *
 * A window that goes with @parent; present it.
 */
MixDataWindow *
mix_data_window_new (GtkWindow *parent, MixLab *lab, MixExplorePage *explore)
{
  MixDataWindow *self
    = g_object_new (MIX_TYPE_DATA_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE,
                    "default-width", width_for (GTK_WIDGET (parent), lab), "default-height", 640,
                    NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->lab = g_object_ref (lab);
  self->table = mix_data_table_new (lab, explore);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->table));
  gtk_widget_set_vexpand (GTK_WIDGET (self->toasts), TRUE);
  gtk_box_append (GTK_BOX (box), make_bar (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toasts));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_widget_set_size_request (GTK_WIDGET (self), 300, 240);
  add_row_menu (self);
  g_signal_connect_object (self->table, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
  return self;
}

/* Returns: (transfer none): the table in it. */
MixDataTable *
mix_data_window_get_table (MixDataWindow *self)
{
  g_return_val_if_fail (MIX_IS_DATA_WINDOW (self), NULL);
  return self->table;
}
