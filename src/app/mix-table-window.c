/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-table-window.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-figure-table.h"
#include "mix-format.h"

/* MixTableWindow shows a table's numbers as they are read, and copies them as they are: all of
 * them, with tabs between, for a spreadsheet. Escape closes it. */

#define DIGITS "%.6g"

struct _MixTableWindow
{
  AdwWindow parent_instance;

  MixDataset *table;
  GtkWidget *view, *copy;
};

G_DEFINE_FINAL_TYPE (MixTableWindow, mix_table_window, ADW_TYPE_WINDOW)

static char *
cell_text (const MixColumn *column, gsize row)
{
  const char *word = mix_column_get_word (column, row);
  double value = column->values[row];
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (word != NULL)
    return g_strdup (word);
  if (!isfinite (value))
    return g_strdup ("–");
  if (column->time != MIX_TIME_NONE)
    return mix_time_format_iso (value, column->time);
  return g_strdup (g_ascii_formatd (text, sizeof text, DIGITS, value));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const MixColumn *column)
{
  g_autofree char *text = cell_text (column, gtk_list_item_get_position (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
add_column (GtkColumnView *view, const MixColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) column);
  g_autoptr (GtkColumnViewColumn) shown = gtk_column_view_column_new (column->name, factory);
  gtk_column_view_column_set_resizable (shown, TRUE);
  gtk_column_view_append_column (view, shown);
}

/* A list as long as the table: what is in a row its position says. */
static GListModel *
make_rows (gsize n_rows)
{
  GtkStringList *rows = gtk_string_list_new (NULL);

  for (gsize i = 0; i < n_rows; i++)
    gtk_string_list_append (rows, "");
  return G_LIST_MODEL (rows);
}

static GtkWidget *
make_view (MixTableWindow *self, MixDataset *table)
{
  GtkSelectionModel *rows
    = GTK_SELECTION_MODEL (gtk_single_selection_new (make_rows (mix_dataset_get_n_rows (table))));
  GtkWidget *view = gtk_column_view_new (rows), *scroller = gtk_scrolled_window_new ();

  self->view = view;
  mix_accessible_name (view, mix_dataset_get_title (table), NULL);
  gtk_column_view_set_show_column_separators (GTK_COLUMN_VIEW (view), TRUE);
  gtk_widget_add_css_class (view, "data-table");
  for (guint c = 0; c < mix_dataset_get_n_columns (table); c++)
    add_column (GTK_COLUMN_VIEW (view), mix_dataset_get_column (table, c));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_table_window_copy (MIX_TABLE_WINDOW (widget));
}

/* Tab goes between the table, in which arrows go from row to row, and the button. */
static gboolean
mix_table_window_focus (GtkWidget *widget, GtkDirectionType direction)
{
  MixTableWindow *self = MIX_TABLE_WINDOW (widget);
  gboolean in_view = gtk_widget_get_focus_child (self->view) != NULL;

  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return gtk_widget_grab_focus (in_view ? self->copy : self->view);
  return GTK_WIDGET_CLASS (mix_table_window_parent_class)->focus (widget, direction);
}

static void
mix_table_window_finalize (GObject *object)
{
  mix_dataset_unref (MIX_TABLE_WINDOW (object)->table);
  G_OBJECT_CLASS (mix_table_window_parent_class)->finalize (object);
}

static void
mix_table_window_class_init (MixTableWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mix_table_window_finalize;
  widget_class->focus = mix_table_window_focus;
  gtk_widget_class_install_action (widget_class, "table.copy", NULL, copy_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mix_table_window_init (MixTableWindow *self)
{
}

/**
 * mix_table_window_new:
 * @table: a reference is taken; its title becomes the window's
 *
 * A window over @parent; present it.
 */
MixTableWindow *
mix_table_window_new (GtkWindow *parent, MixDataset *table)
{
  g_autofree char *count = mix_format_count (mix_dataset_get_n_rows (table));
  g_autofree char *subtitle = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s row", "%s rows", (gulong) mix_dataset_get_n_rows (table)),
    count);
  MixTableWindow *self
    = g_object_new (MIX_TYPE_TABLE_WINDOW, "transient-for", parent, "default-width", 720,
                    "default-height", 480, "title", mix_dataset_get_title (table), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();

  self->table = mix_dataset_ref (table);
  self->copy = gtk_button_new_with_mnemonic (_ ("_Copy All"));
  mix_accessible_name_by_label (GTK_BUTTON (self->copy));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->copy), "table.copy");
  gtk_widget_set_tooltip_text (self->copy, _ ("Copy for a spreadsheet (Ctrl+C)"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->copy);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar),
                                   adw_window_title_new (mix_dataset_get_title (table), subtitle));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), make_view (self, table));
  adw_window_set_content (ADW_WINDOW (self), box);
  return self;
}

/* All of it goes to the clipboard. */
void
mix_table_window_copy (MixTableWindow *self)
{
  g_return_if_fail (MIX_IS_TABLE_WINDOW (self));

  g_autofree char *text = mix_table_to_text (self->table);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}
