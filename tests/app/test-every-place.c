/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "gui.h"

#include "mix-data-window.h"
#include "mix-figure-grid.h"
#include "mix-help-window.h"
#include "mix-import-page.h"
#include "mix-preferences.h"
#include "mix-run-window.h"
#include "mix-samples-window.h"
#include "mix-settings.h"
#include "mix-table-window.h"

#define MOST_STOPS 400 /* of Tab, in one window */

/* Every page and every window of the application, one after the other: whoever hears it finds a
 * name and a role for all that can be used, whoever has no mouse comes to all of it, and what is
 * closed is gone. */

typedef struct
{
  const char *name;
  GtkWidget *(*open) (MixWindow *window); /* the page or the window */
  guint n_controls; /* at least: else nothing was looked at */
  gboolean expanded; /* all sections of the sidebar */
} Place;

/* Places */

static GtkWidget *
show_page (MixWindow *window, const char *name)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", name));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return GTK_WIDGET (window);
}

static gboolean
has_settled (gpointer grid)
{
  return mix_figure_grid_get_scene (grid) != NULL && !mix_figure_grid_get_working (grid);
}

static GtkWidget *
show_figures (MixWindow *window, const char *name)
{
  show_page (window, name);
  AdwViewStack *pages = ADW_VIEW_STACK (gui_find (GTK_WIDGET (window), "pages"));
  GtkWidget *grid = gui_find_type (adw_view_stack_get_visible_child (pages), MIX_TYPE_FIGURE_GRID);
  g_assert_true (gui_wait_until (has_settled, grid));
  return GTK_WIDGET (window);
}

static GtkWidget *
open_explore (MixWindow *window)
{
  return show_page (window, "explore");
}

/* The button that adds another can not be used. */
static GtkWidget *
open_most_layers (MixWindow *window)
{
  const char *layers = "4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4";

  g_assert_true (mix_lab_set_option (mix_window_get_lab (window), "hidden", layers, NULL));
  return show_page (window, "explore");
}

static GtkWidget *
open_compare (MixWindow *window)
{
  return show_figures (window, "compare");
}

static GtkWidget *
open_diagnose (MixWindow *window)
{
  return show_figures (window, "diagnose");
}

static GtkWidget *
open_decide (MixWindow *window)
{
  return show_figures (window, "decide");
}

static GtkWidget *
open_data (MixWindow *window)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.data", NULL));
  return gui_find_window (MIX_TYPE_DATA_WINDOW);
}

static GtkWidget *
open_table (MixWindow *window)
{
  show_page (window, "explore");
  GtkWidget *fit = gui_find (GTK_WIDGET (window), "fit");
  g_assert_true (gtk_widget_activate_action (fit, "view.table", "s", "slice"));
  return gui_find_window (MIX_TYPE_TABLE_WINDOW);
}

static GtkWidget *
open_help (MixWindow *window)
{
  return GTK_WIDGET (mix_help_window_new (GTK_APPLICATION (g_application_get_default ())));
}

static GtkWidget *
open_preferences (MixWindow *window)
{
  return GTK_WIDGET (mix_preferences_new (GTK_WINDOW (window)));
}

static GtkWidget *
open_samples (MixWindow *window)
{
  return GTK_WIDGET (mix_samples_window_new (GTK_WINDOW (window)));
}

static gboolean
has_read (gpointer page)
{
  return !mix_import_page_get_busy (page) && mix_import_page_get_preview (page) != NULL;
}

static GtkWidget *
read_file (MixWindow *window, const char *path)
{
  MixImportPage *page = mix_import_page_new (GTK_WINDOW (window), path, NULL);

  gtk_window_present (GTK_WINDOW (page));
  g_assert_true (gui_wait_until (has_read, page));
  return GTK_WIDGET (page);
}

static GtkWidget *
open_import (MixWindow *window)
{
  g_autofree char *path = g_build_filename (g_getenv ("MIX_SAMPLES_DIR"), "penguins.csv", NULL);

  return read_file (window, path);
}

/* Its page has no heads of columns. */
static GtkWidget *
open_faulty_import (MixWindow *window)
{
  g_autofree char *folder = g_dir_make_tmp ("mixture-lab-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "faulty.csv", NULL);

  g_assert_true (g_file_set_contents (path, "x,y\n1,2\n3,4,5\n6,7\n", -1, NULL));
  GtkWidget *page = read_file (window, path);
  g_unlink (path);
  g_rmdir (folder);
  return page;
}

static GtkWidget *
open_runs (MixWindow *window)
{
  MixLab *lab = mix_window_get_lab (window);
  MixRunShelf *shelf = mix_lab_get_shelf (lab);

  while (mix_run_shelf_get_n (shelf) < 2)
    g_assert_true (mix_lab_pin (lab, NULL));
  g_assert_true (gui_wait_idle (window));
  MixRunWindow *runs = mix_run_window_new (GTK_WINDOW (window));
  mix_run_window_show (runs, mix_run_shelf_peek (shelf, 0), mix_run_shelf_peek (shelf, 1));
  return GTK_WIDGET (runs);
}

static const Place places[] = {
  { "explore", open_explore, 70, TRUE },
  { "folded-sections", open_explore, 40 },
  { "most-layers", open_most_layers, 40 },
  { "compare", open_compare, 40 },
  { "diagnose", open_diagnose, 50 },
  { "decide", open_decide, 40 },
  { "data", open_data, 2 },
  { "table", open_table, 1 },
  { "help", open_help, 0 },
  { "preferences", open_preferences, 1 },
  { "samples", open_samples, 5 },
  { "import", open_import, 30 },
  { "faulty-import", open_faulty_import, 10 },
  { "runs", open_runs, 1 },
};

/* A window that has learnt a little. */
static MixWindow *
open_window (gboolean expanded)
{
  g_auto (GStrv) all = g_strsplit ("model training stability comparison", " ", -1);

  gui_forget_settings ();
  if (expanded)
    g_settings_set_strv (mix_settings_get (), "expanded", (const char *const *) all);
  MixWindow *window = gui_window ("@two-branch");
  gui_train (window, 2);
  return window;
}

static GtkWidget *
open_place (MixWindow *window, const Place *place)
{
  GtkWidget *root = place->open (window);

  g_assert_true (GTK_IS_WINDOW (root));
  gtk_window_present (GTK_WINDOW (root));
  gtk_test_widget_wait_for_draw (root);
  gui_turn (50);
  return root;
}

/* Names */

static gboolean
is_control (GtkWidget *widget)
{
  static GType (*const types[]) (void)
    = { gtk_button_get_type,  gtk_menu_button_get_type, gtk_switch_get_type,
        gtk_drop_down_get_type, gtk_spin_button_get_type, gtk_scale_get_type,
        gtk_entry_get_type,   gtk_search_entry_get_type, gtk_check_button_get_type,
        gtk_list_box_row_get_type,
        gtk_separator_get_type, gtk_column_view_get_type, gtk_list_view_get_type,
        gtk_text_view_get_type, mix_plot_view_get_type };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_type_is_a (G_OBJECT_TYPE (widget), types[i] ()))
      return !GTK_IS_SEPARATOR (widget) || gtk_widget_get_focusable (widget);
  return FALSE;
}

/* What is inside these is GTK's. */
static gboolean
is_whole (GtkWidget *widget)
{
  return is_control (widget) || GTK_IS_WINDOW_CONTROLS (widget) || GTK_IS_SCROLLBAR (widget)
         || ADW_IS_VIEW_SWITCHER (widget) || ADW_IS_COMBO_ROW (widget);
}

static void
fail_for (const Place *place, GtkWidget *widget, const char *what)
{
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);
  GString *path = g_string_new (NULL);

  for (GtkWidget *w = gtk_widget_get_parent (widget); w != NULL; w = gtk_widget_get_parent (w))
    g_string_append_printf (path, " < %s", G_OBJECT_TYPE_NAME (w));
  g_test_message ("%s: %s %s in “%s” %s%s", place->name, G_OBJECT_TYPE_NAME (widget),
                  id != NULL ? id : "",
                  row != NULL ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : "",
                  what, path->str);
  g_string_free (path, TRUE);
  g_test_fail ();
}

/* Whoever turns the wheel over a page changes no number by it. */
static gboolean
takes_wheel_from_page (GtkWidget *widget)
{
  GtkEventController *scroll = gui_controller (widget, GTK_TYPE_EVENT_CONTROLLER_SCROLL);

  return (GTK_IS_RANGE (widget) || GTK_IS_SPIN_BUTTON (widget))
         && gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW) != NULL && scroll != NULL
         && gtk_event_controller_get_propagation_phase (scroll) != GTK_PHASE_NONE;
}

static void
check_control (const Place *place, GtkWidget *widget)
{
  const char *fault = gui_name_fault (widget);

  if (fault != NULL)
    fail_for (place, widget, fault);
  if (MIX_IS_PLOT_VIEW (widget)
      && !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                            GTK_ACCESSIBLE_PROPERTY_DESCRIPTION))
    fail_for (place, widget, "has no description");
  if (takes_wheel_from_page (widget))
    fail_for (place, widget, "takes the wheel");
  if (GTK_ACCESSIBLE_ROLE_WIDGET == gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    fail_for (place, widget, "has no role");
}

static guint
check_names (const Place *place, GtkWidget *widget)
{
  guint n = is_control (widget) && gtk_widget_get_mapped (widget);

  if (n > 0 && !(MIX_IS_PLOT_VIEW (widget) && !gtk_widget_get_focusable (widget)))
    check_control (place, widget);
  if (GTK_IS_LIST_BOX (widget) && gui_name_fault (widget) != NULL)
    fail_for (place, widget, gui_name_fault (widget));
  if (is_whole (widget))
    return n;
  GtkWidget *child = gtk_widget_get_first_child (widget);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    n += check_names (place, child);
  return n;
}

/* The size of text */

static double
text_size (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  return (double) pango_font_description_get_size (pango_context_get_font_description (context));
}

/* Of every label in sight, by the label. */
static void
collect_sizes (GtkWidget *widget, GHashTable *sizes)
{
  if ((GTK_IS_LABEL (widget) || GTK_IS_TEXT (widget)) && gtk_widget_get_mapped (widget))
    {
      double *size = g_new (double, 1);
      *size = text_size (widget);
      g_hash_table_insert (sizes, g_object_ref (widget), size);
    }
  GtkWidget *child = gtk_widget_get_first_child (widget);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_sizes (child, sizes);
}

/* Sizes in points stayed as they were for whoever has chosen a larger font. */
static void
check_text_grows (const Place *place, GtkWidget *root)
{
  GtkSettings *settings = gtk_widget_get_settings (root);
  g_autoptr (GHashTable) sizes = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  g_autofree char *font = NULL;
  GHashTableIter iter;
  gpointer widget, size;

  g_object_get (settings, "gtk-font-name", &font, NULL);
  collect_sizes (root, sizes);
  g_assert_cmpuint (g_hash_table_size (sizes), >=, 1);
  g_object_set (settings, "gtk-font-name", "Cantarell 22", NULL);
  gui_turn (50);
  g_hash_table_iter_init (&iter, sizes);
  while (g_hash_table_iter_next (&iter, &widget, &size))
    if (gtk_widget_get_mapped (widget) && text_size (widget) < 1.9 * *(double *) size)
      fail_for (place, widget, "does not grow with the system's font");
  g_object_set (settings, "gtk-font-name", font, NULL);
  gui_turn (50);
}

/* Tab */

/* In a list arrows go from row to row. */
static gboolean
is_arrows (GtkWidget *widget)
{
  return GTK_IS_LIST_VIEW (widget) || GTK_IS_COLUMN_VIEW (widget) || ADW_IS_VIEW_SWITCHER (widget);
}

static void
check_reached (const Place *place, GtkWidget *widget, GHashTable *reached,
               guint *n)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget)
      || !gtk_widget_get_can_focus (widget) || GTK_IS_WINDOW_CONTROLS (widget))
    return;
  if (gtk_widget_get_focusable (widget) && !GTK_IS_WINDOW (widget) && !GTK_IS_LABEL (widget))
    {
      *n += 1;
      if (!g_hash_table_contains (reached, widget))
        fail_for (place, widget, "is not reached by Tab");
    }
  if (is_arrows (widget))
    return;
  GtkWidget *child = gtk_widget_get_first_child (widget);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    check_reached (place, child, reached, n);
}

/* Those around it are come to with it. */
static void
add_with_parents (GHashTable *reached, GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    g_hash_table_add (reached, widget);
}

/* Tab goes round. */
static void
check_tab (const Place *place, GtkWidget *root)
{
  g_autoptr (GHashTable) reached = g_hash_table_new (NULL, NULL);
  GtkWidget *start = gtk_window_get_focus (GTK_WINDOW (root)), *focus = NULL;
  gboolean moved;
  guint n = 0, steps;

  g_assert_nonnull (start);
  for (steps = 0; steps < MOST_STOPS && focus != start; steps++)
    {
      g_signal_emit_by_name (root, "move-focus", GTK_DIR_TAB_FORWARD, &moved);
      focus = gtk_window_get_focus (GTK_WINDOW (root));
      g_assert_nonnull (focus);
      add_with_parents (reached, focus);
    }
  if (focus != start)
    fail_for (place, focus, "keeps the focus");
  check_reached (place, root, reached, &n);
  g_test_message ("%u stops for %u controls", steps, n);
  g_assert_cmpuint (n, >=, 1);
}

static void
gone_cb (gpointer alive, GObject *widget)
{
  g_hash_table_remove (alive, widget);
}

/* A widget and what is in it, by address, with the names of their types; not the one tooltip that GTK
 * lends to whatever the pointer is on. */
static void
watch (GtkWidget *widget, GHashTable *alive)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkTooltipWindow"))
    return;
  if (g_hash_table_insert (alive, widget, g_strdup (G_OBJECT_TYPE_NAME (widget))))
    g_object_weak_ref (G_OBJECT (widget), gone_cb, alive);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    watch (child, alive);
}

static void
check_gone (GHashTable *alive)
{
  GHashTableIter iter;
  gpointer type;

  g_hash_table_iter_init (&iter, alive);
  while (g_hash_table_iter_next (&iter, NULL, &type))
    g_test_message ("left behind: %s", (const char *) type);
  g_assert_cmpuint (g_hash_table_size (alive), ==, 0);
}

/* What is closed is gone, every widget of it. */
static void
close_place (MixWindow *window, GtkWidget *root)
{
  g_autoptr (GHashTable) alive = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  watch (root, alive);
  if (root != GTK_WIDGET (window))
    {
      gtk_window_destroy (GTK_WINDOW (root));
      gui_turn (50);
      check_gone (alive);
      watch (GTK_WIDGET (window), alive);
    }
  gui_close (window);
  gui_turn (50);
  check_gone (alive);
}

static void
test_place (gconstpointer data)
{
  const Place *place = data;
  MixWindow *window = open_window (place->expanded);
  GtkWidget *root = open_place (window, place);

  guint n = check_names (place, root);
  g_test_message ("%u controls", n);
  g_assert_cmpuint (n, >=, place->n_controls);
  check_tab (place, root);
  check_text_grows (place, root);
  close_place (window, root);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_strconcat ("/every-place/", places[i].name, NULL);
      g_test_add_data_func (path, &places[i], test_place);
    }
  return g_test_run ();
}
