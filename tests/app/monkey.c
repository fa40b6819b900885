/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A monkey at the window and those that it opens: random but repeatable actions, options, keys,
 * pointers, sizes, files, projects. Every warning is fatal, so is what a sanitizer finds. What it
 * does is in the log, one line an action.
 *
 *   MIX_MONKEY_ACTIONS=10000   how many (300)
 *   MIX_MONKEY_SEED=7          which (1) */
#include "gui.h"

#include <string.h>

#include <glib/gstdio.h>

#define MOST_ROWS 600 /* of a table: the monkey tests the window, not the mathematics */
#define MOST_WINDOWS 4

typedef struct
{
  MixWindow *window;
  GRand *random;
  char *folder; /* for projects */
  GHashTable *seen; /* the types of the widgets that were reached, for the log */
} Monkey;

static guint64
number_from (const char *name, guint64 otherwise)
{
  const char *text = g_getenv (name);
  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static guint
below (Monkey *monkey, guint n)
{
  return (guint) g_rand_int_range (monkey->random, 0, (gint32) MAX (n, 1));
}

static double
between (Monkey *monkey, double a, double b)
{
  return g_rand_double_range (monkey->random, a, b);
}

/* Actions of the window without a parameter, but for those that end it or wait for a dialog. */
static gboolean
is_left_out (const char *action)
{
  static const char *const left_out[]
    = { "open",   "save",       "export",     "dialog",    "close", "minimize",
        "choose", "fullscreen", "toggle-max", "show-help", "copy" };

  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++)
    if (strstr (action, left_out[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
activate_something (Monkey *monkey)
{
  GtkWidgetClass *klass = GTK_WIDGET_GET_CLASS (monkey->window);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const GVariantType *type;
  const char *name, *property;
  GType owner;

  for (guint i = 0; gtk_widget_class_query_action (klass, i, &owner, &name, &type, &property); i++)
    if (type == NULL && g_str_has_prefix (name, "win.") && !is_left_out (name))
      g_ptr_array_add (names, (gpointer) name);
  name = g_ptr_array_index (names, below (monkey, names->len));
  g_test_message ("action %s", name);
  gtk_widget_activate_action (GTK_WIDGET (monkey->window), name, NULL);
}

static char *
random_layers (Monkey *monkey)
{
  static const char *const layers[] = { "none", "4", "8,8", "16", "32,16,8", "2,2,2,2", "1" };
  return g_strdup (layers[below (monkey, G_N_ELEMENTS (layers))]);
}

static guint
n_choices (const MixOption *option)
{
  guint n = 0;

  while (option->choices[n].nick != NULL)
    n++;
  return n;
}

static char *
random_value (Monkey *monkey, const MixOption *option)
{
  switch (option->kind)
    {
    case MIX_OPTION_SWITCH:
      return g_strdup (below (monkey, 2) == 0 ? "on" : "off");
    case MIX_OPTION_CHOICE:
      return g_strdup (option->choices[below (monkey, n_choices (option))].nick);
    case MIX_OPTION_LAYERS:
      return random_layers (monkey);
    case MIX_OPTION_NUMBER:
      return g_strdup_printf ("%.3g", below (monkey, 4) == 0
                                        ? option->min
                                        : between (monkey, option->min, MIN (option->max, 1)));
    case MIX_OPTION_INTEGER:
    case MIX_OPTION_LONG:
    default:
      return g_strdup_printf ("%.0f", between (monkey, option->min, MIN (option->max, 12)));
    }
}

static void
change_option (Monkey *monkey)
{
  guint n;
  const MixOption *options = mix_options (&n);
  const MixOption *option = &options[below (monkey, n)];
  g_autofree char *value = random_value (monkey, option);
  g_autoptr (GError) error = NULL;

  g_test_message ("option %s = %s", option->name, value);
  if (!mix_lab_set_option (mix_window_get_lab (monkey->window), option->name, value, &error))
    g_assert_cmpstr (error->message, !=, "");
}

static void
generate_data (Monkey *monkey)
{
  guint n = 0;
  g_autoptr (GError) error = NULL;

  while (mix_generators[n].id != NULL)
    n++;
  const MixGenerator *generator = &mix_generators[below (monkey, n)];
  guint rows = 1 + below (monkey, MOST_ROWS);
  g_test_message ("generate %s, %u rows", generator->id, rows);
  if (!mix_lab_generate (mix_window_get_lab (monkey->window), generator, rows,
                         between (monkey, 0, 3), below (monkey, 100), &error))
    g_assert_cmpstr (error->message, !=, "");
}

static void
open_file (Monkey *monkey)
{
  static const char *const names[]
    = { "engel.csv", "geyser.csv", "mcycle.csv", "penguins.csv", "quakes.csv", "README.md",
        "is-not-there.csv" };
  const char *name = names[below (monkey, G_N_ELEMENTS (names))];
  g_autofree char *path = g_build_filename (g_getenv ("MIX_SAMPLES_DIR"), name, NULL);

  g_test_message ("open %s", name);
  mix_window_open (monkey->window, path);
}

/* What was saved some time ago, or what is there now. */
static void
save_or_open_project (Monkey *monkey)
{
  g_autofree char *path = g_build_filename (monkey->folder, "monkey" MIX_PROJECT_SUFFIX, NULL);
  gboolean opens = below (monkey, 2) == 0 && g_file_test (path, G_FILE_TEST_EXISTS);

  g_test_message ("%s a project", opens ? "open" : "save");
  if (opens)
    mix_window_open (monkey->window, path);
  else if (mix_lab_get_snapshot (mix_window_get_lab (monkey->window)) != NULL)
    mix_window_save_as (monkey->window, path);
}

/* Windows that the window opened: tables, samples, imports, preferences, questions. */
static GPtrArray *
list_others (Monkey *monkey)
{
  GListModel *all = gtk_window_get_toplevels ();
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);
      if (window != GTK_WINDOW (monkey->window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        g_ptr_array_add (others, window);
    }
  return others;
}

static void
close_another (Monkey *monkey)
{
  g_autoptr (GPtrArray) others = list_others (monkey);

  if (others->len == 0)
    return;
  GtkWindow *window = g_ptr_array_index (others, below (monkey, others->len));
  g_test_message ("close %s", G_OBJECT_TYPE_NAME (window));
  gtk_window_close (window);
}

static void
show_preferences (Monkey *monkey)
{
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "preferences",
                                  NULL);
}

/* Widgets: those that a person could reach now. */

/* Where a button opens a menu or a list, the X server of the tests has no monitor to place it on;
 * what is in them is chosen otherwise. */
static gboolean
is_out_of_reach (GtkWidget *widget)
{
  return GTK_IS_WINDOW_CONTROLS (widget) || GTK_IS_POPOVER (widget) || GTK_IS_MENU_BUTTON (widget)
         || GTK_IS_SCROLLBAR (widget)
         || (GTK_IS_TOGGLE_BUTTON (widget) && GTK_IS_DROP_DOWN (gtk_widget_get_parent (widget)));
}

static void
gather (GtkWidget *widget, GType type, GPtrArray *found)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (!gtk_widget_get_mapped (widget))
    return;
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_is_sensitive (widget))
    g_ptr_array_add (found, widget);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!is_out_of_reach (child))
      gather (child, type, found);
}

static gpointer
find_any (Monkey *monkey, GType type)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new (), others = list_others (monkey);
  guint which = below (monkey, 2 * others->len + 1);
  gpointer root = which < others->len ? g_ptr_array_index (others, which) : monkey->window;

  gather (root, type, found);
  gpointer widget = found->len > 0 ? g_ptr_array_index (found, below (monkey, found->len)) : NULL;
  if (widget != NULL)
    g_hash_table_add (monkey->seen, g_strdup_printf ("%s in %s", G_OBJECT_TYPE_NAME (widget),
                                                     G_OBJECT_TYPE_NAME (root)));
  return widget;
}

static void
press_button (Monkey *monkey)
{
  GtkButton *button = find_any (monkey, GTK_TYPE_BUTTON);
  const char *action = button != NULL ? gtk_actionable_get_action_name (GTK_ACTIONABLE (button))
                                      : NULL;

  if (button == NULL || (action != NULL && is_left_out (action)))
    return;
  g_test_message ("button %s %s", gtk_buildable_get_buildable_id (GTK_BUILDABLE (button)),
                  gtk_widget_get_tooltip_text (GTK_WIDGET (button)));
  g_signal_emit_by_name (button, "clicked");
}

static void
turn_switch (Monkey *monkey)
{
  GtkSwitch *control = find_any (monkey, GTK_TYPE_SWITCH);

  if (control != NULL)
    gtk_switch_set_active (control, !gtk_switch_get_active (control));
}

static void
spin (Monkey *monkey)
{
  static const GtkSpinType types[] = { GTK_SPIN_STEP_FORWARD, GTK_SPIN_STEP_BACKWARD, GTK_SPIN_HOME };
  GtkSpinButton *control = find_any (monkey, GTK_TYPE_SPIN_BUTTON);

  if (control == NULL)
    return;
  g_test_message ("spin “%s”", gtk_editable_get_text (GTK_EDITABLE (control)));
  gtk_spin_button_spin (control, types[below (monkey, G_N_ELEMENTS (types))], 1);
}

static void
choose_from_list (Monkey *monkey)
{
  GtkDropDown *control = find_any (monkey, GTK_TYPE_DROP_DOWN);
  GListModel *model = control != NULL ? gtk_drop_down_get_model (control) : NULL;

  if (model == NULL || g_list_model_get_n_items (model) == 0)
    return;
  guint item = below (monkey, g_list_model_get_n_items (model));
  g_test_message ("list, item %u", item);
  gtk_drop_down_set_selected (control, item);
}

static void
slide (Monkey *monkey)
{
  GtkRange *control = find_any (monkey, GTK_TYPE_RANGE);

  if (control == NULL)
    return;
  GtkAdjustment *adjustment = gtk_range_get_adjustment (control);
  gtk_range_set_value (control, between (monkey, gtk_adjustment_get_lower (adjustment),
                                         gtk_adjustment_get_upper (adjustment) + 1e-9));
}

static void
type_text (Monkey *monkey)
{
  static const char *const words[] = { "", "0", "-1", "7", "1e9", "x", "8,4", "0.01", "½", "π y", " " };
  GtkWidget *entry = find_any (monkey, GTK_TYPE_EDITABLE);

  if (entry == NULL)
    return;
  const char *word = words[below (monkey, G_N_ELEMENTS (words))];
  g_test_message ("type “%s” into %s", word, G_OBJECT_TYPE_NAME (entry));
  gtk_widget_grab_focus (entry);
  if (gtk_editable_get_editable (GTK_EDITABLE (entry)))
    gtk_editable_set_text (GTK_EDITABLE (entry), word);
  if (GTK_IS_ENTRY (entry) && below (monkey, 2) == 0)
    g_signal_emit_by_name (entry, "activate");
}

static void
activate_row (Monkey *monkey)
{
  GtkWidget *row = find_any (monkey, ADW_TYPE_ACTION_ROW);

  if (row == NULL || !gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row))
      || GTK_IS_DROP_DOWN (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row))))
    return;
  g_test_message ("row “%s”", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  g_signal_emit_by_name (row, "activate");
}

static void
move_pointer (Monkey *monkey)
{
  GtkWidget *view = find_any (monkey, MIX_TYPE_PLOT_VIEW);
  GtkEventController *motion
    = view != NULL ? gui_controller (view, GTK_TYPE_EVENT_CONTROLLER_MOTION) : NULL;

  if (motion == NULL)
    return;
  if (below (monkey, 5) == 0)
    g_signal_emit_by_name (motion, "leave");
  else
    g_signal_emit_by_name (motion, "motion", between (monkey, 0, gtk_widget_get_width (view) + 1),
                           between (monkey, 0, gtk_widget_get_height (view) + 1));
}

static void
drag (Monkey *monkey)
{
  GtkWidget *view = find_any (monkey, MIX_TYPE_PLOT_VIEW);
  GtkEventController *gesture
    = view != NULL ? gui_controller (view, GTK_TYPE_GESTURE_DRAG) : NULL;

  if (gesture == NULL)
    return;
  double x = between (monkey, 0, gtk_widget_get_width (view) + 1);
  double y = between (monkey, 0, gtk_widget_get_height (view) + 1);
  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  for (guint i = below (monkey, 5); i > 0; i--)
    g_signal_emit_by_name (gesture, "drag-update", between (monkey, -300, 300),
                           between (monkey, -200, 200));
  g_signal_emit_by_name (gesture, "drag-end", 0.0, 0.0);
}

static void
press_key (Monkey *monkey)
{
  static const guint keys[] = { GDK_KEY_Left,  GDK_KEY_Right, GDK_KEY_Up,     GDK_KEY_Down,
                                GDK_KEY_Home,  GDK_KEY_End,   GDK_KEY_Return, GDK_KEY_Escape,
                                GDK_KEY_plus,  GDK_KEY_minus, GDK_KEY_Delete, GDK_KEY_Page_Up,
                                GDK_KEY_space, GDK_KEY_a,     GDK_KEY_0 };
  GtkWidget *view = find_any (monkey, MIX_TYPE_PLOT_VIEW);
  GtkEventController *controller
    = view != NULL ? gui_controller (view, GTK_TYPE_EVENT_CONTROLLER_KEY) : NULL;
  gboolean handled;

  if (controller == NULL)
    return;
  guint key = keys[below (monkey, G_N_ELEMENTS (keys))];
  GdkModifierType state = below (monkey, 3) == 0 ? GDK_SHIFT_MASK : 0;
  g_test_message ("key %s", gdk_keyval_name (key));
  g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
}

static void
scroll (Monkey *monkey)
{
  GtkWidget *view = find_any (monkey, MIX_TYPE_PLOT_VIEW);
  GtkEventController *controller
    = view != NULL ? gui_controller (view, GTK_TYPE_EVENT_CONTROLLER_SCROLL) : NULL;
  gboolean handled;

  if (controller != NULL)
    g_signal_emit_by_name (controller, "scroll", between (monkey, -2, 2), between (monkey, -3, 3),
                           &handled);
}

static void
gather_menus (GtkWidget *widget, GPtrArray *found)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (GTK_IS_MENU_BUTTON (widget)
      && gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (widget)) != NULL)
    g_ptr_array_add (found, widget);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    gather_menus (child, found);
}

/* A popover or a window of its own. */
static gboolean
opens_something (const char *action)
{
  return strstr (action, "explain") != NULL || strstr (action, "features") != NULL
         || strstr (action, "table") != NULL;
}

static void
choose_page (Monkey *monkey)
{
  AdwViewStack *pages = ADW_VIEW_STACK (gui_find (GTK_WIDGET (monkey->window), "pages"));
  g_autoptr (GtkSelectionModel) model = adw_view_stack_get_pages (pages);
  guint page = below (monkey, g_list_model_get_n_items (G_LIST_MODEL (model)));

  g_test_message ("page %u", page);
  gtk_selection_model_select_item (model, page, TRUE);
}

/* What the menus of the panels do. */
static void
choose_from_menu (Monkey *monkey)
{
  GtkWidget *page = gui_find_type (GTK_WIDGET (monkey->window), MIX_TYPE_EXPLORE_PAGE);
  GMenuModel *menu = NULL;
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  gather_menus (page, buttons);
  if (buttons->len == 0)
    return;
  menu = gtk_menu_button_get_menu_model (g_ptr_array_index (buttons, below (monkey, buttons->len)));
  while (menu != NULL && g_menu_model_get_n_items (menu) > 0)
    {
      int item = (int) below (monkey, (guint) g_menu_model_get_n_items (menu));
      g_autofree char *action = NULL;
      if (g_menu_model_get_item_attribute (menu, item, G_MENU_ATTRIBUTE_ACTION, "s", &action))
        {
          g_autoptr (GVariant) target
            = g_menu_model_get_item_attribute_value (menu, item, G_MENU_ATTRIBUTE_TARGET, NULL);
          g_test_message ("menu %s", action);
          if (!is_left_out (action) && !opens_something (action))
            gtk_widget_activate_action_variant (page, action, target);
          return;
        }
      GMenuModel *within = g_menu_model_get_item_link (menu, item, G_MENU_LINK_SECTION);
      if (within == NULL)
        within = g_menu_model_get_item_link (menu, item, G_MENU_LINK_SUBMENU);
      if (within != NULL)
        g_object_unref (within); /* its parent holds it */
      menu = within;
    }
}

static void
move_focus (Monkey *monkey)
{
  gboolean moved;

  g_signal_emit_by_name (monkey->window, "move-focus",
                         below (monkey, 2) == 0 ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD, &moved);
}

static void
resize (Monkey *monkey)
{
  int width = (int) between (monkey, 360, 1500), height = (int) between (monkey, 300, 950);

  g_test_message ("size %d × %d", width, height);
  gtk_window_set_default_size (GTK_WINDOW (monkey->window), width, height);
}

static gboolean
is_gone (gpointer window)
{
  return *(MixWindow **) window == NULL;
}

static void
change_style (Monkey *monkey)
{
  static const char *const styles[] = { "default", "light", "dark" };
  const char *style = styles[below (monkey, G_N_ELEMENTS (styles))];

  g_action_group_change_action_state (G_ACTION_GROUP (g_application_get_default ()), "style",
                                      g_variant_new_string (style));
}

/* After the pointer's and the sidebar's odder moves GTK may keep a widget a while longer, and with
 * it the laboratory: that the window goes is enough here. */
static void
close_window (Monkey *monkey)
{
  MixWindow *window = monkey->window;
  g_autoptr (GPtrArray) others = list_others (monkey);

  for (guint i = 0; i < others->len; i++)
    gtk_window_close (g_ptr_array_index (others, i));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_true (gui_wait_until (is_gone, &window));
}

static void
open_window (Monkey *monkey)
{
  g_test_message ("close, and open");
  close_window (monkey);
  monkey->window = gui_window ("@two-branch");
}

/* What it does, and how often. */
static const struct
{
  void (*act) (Monkey *monkey);
  guint weight;
} acts[] = {
  { activate_something, 20 }, { change_option, 12 }, { generate_data, 4 }, { open_file, 4 },
  { press_button, 14 },       { turn_switch, 2 },    { spin, 8 },          { choose_from_list, 6 },
  { slide, 4 },               { type_text, 4 },      { activate_row, 5 },  { move_pointer, 10 },
  { drag, 8 },                { press_key, 8 },      { scroll, 5 },        { move_focus, 3 },
  { choose_page, 4 },         { choose_from_menu, 8 },
  { resize, 3 },              { change_style, 1 },   { open_window, 1 },
  { close_another, 4 },       { show_preferences, 1 }, { save_or_open_project, 2 },
};

static void
act (Monkey *monkey)
{
  guint total = 0, i = 0;

  for (guint j = 0; j < G_N_ELEMENTS (acts); j++)
    total += acts[j].weight;
  guint ticket = below (monkey, total);
  for (; ticket >= acts[i].weight; i++)
    ticket -= acts[i].weight;
  acts[i].act (monkey);
}

static void
keep_few_windows (Monkey *monkey)
{
  g_autoptr (GPtrArray) others = list_others (monkey);

  for (guint i = 0; i + MOST_WINDOWS < others->len; i++)
    gtk_window_close (g_ptr_array_index (others, i));
}

static void
tell_what_was_seen (Monkey *monkey)
{
  GHashTableIter iter;
  gpointer words;

  g_hash_table_iter_init (&iter, monkey->seen);
  while (g_hash_table_iter_next (&iter, &words, NULL))
    g_test_message ("reached %s", (const char *) words);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_remove (path);
    }
  g_rmdir (folder);
}

static void
test_monkey (void)
{
  guint64 n = number_from ("MIX_MONKEY_ACTIONS", 300), seed = number_from ("MIX_MONKEY_SEED", 1);
  Monkey monkey = { gui_window ("@two-branch"), g_rand_new_with_seed ((guint32) seed),
                    g_dir_make_tmp ("mix-XXXXXX", NULL),
                    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  g_assert_cmpuint (n, >, 0);
  for (guint64 i = 0; i < n; i++)
    {
      act (&monkey);
      keep_few_windows (&monkey);
      if (below (&monkey, 3) == 0)
        gui_turn (below (&monkey, 12));
    }
  gui_turn (50);
  close_window (&monkey);
  tell_what_was_seen (&monkey);
  g_rand_free (monkey.random);
  g_hash_table_unref (monkey.seen);
  remove_folder (monkey.folder);
  g_free (monkey.folder);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/monkey", test_monkey);
  return g_test_run ();
}
