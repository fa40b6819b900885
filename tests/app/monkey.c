/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A monkey at the window and those that it opens: random but repeatable actions, options, keys,
 * pointers, sizes, files, projects. Every warning is fatal, so is what a sanitizer finds. What it
 * does is in the log, one line an action.
 *
 *   MIX_MONKEY_ACTIONS=10000   how many (300)
 *   MIX_MONKEY_SEED=7          which (1) */
#include "monkey.h"

#include <string.h>

#include <glib/gstdio.h>

#define MOST_ROWS 600 /* of a table: the monkey tests the window, not the mathematics */
#define MOST_WINDOWS 4

static guint64
number_from (const char *name, guint64 otherwise)
{
  const char *text = g_getenv (name);
  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : otherwise;
}

guint
monkey_below (Monkey *monkey, guint n)
{
  return (guint) g_rand_int_range (monkey->random, 0, (gint32) MAX (n, 1));
}

double
monkey_between (Monkey *monkey, double a, double b)
{
  return g_rand_double_range (monkey->random, a, b);
}

/* Actions of the window without a parameter, but for those that end it or wait for a dialog. */
gboolean
monkey_is_left_out (const char *action)
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
    if (type == NULL && g_str_has_prefix (name, "win.") && !monkey_is_left_out (name))
      g_ptr_array_add (names, (gpointer) name);
  name = g_ptr_array_index (names, monkey_below (monkey, names->len));
  g_test_message ("action %s", name);
  gtk_widget_activate_action (GTK_WIDGET (monkey->window), name, NULL);
}

static char *
random_layers (Monkey *monkey)
{
  static const char *const layers[] = { "none", "4", "8,8", "16", "32,16,8", "2,2,2,2", "1" };
  return g_strdup (layers[monkey_below (monkey, G_N_ELEMENTS (layers))]);
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
      return g_strdup (monkey_below (monkey, 2) == 0 ? "on" : "off");
    case MIX_OPTION_CHOICE:
      return g_strdup (option->choices[monkey_below (monkey, n_choices (option))].nick);
    case MIX_OPTION_LAYERS:
      return random_layers (monkey);
    case MIX_OPTION_NUMBER:
      return g_strdup_printf (
        "%.3g", monkey_below (monkey, 4) == 0
                  ? option->min
                  : monkey_between (monkey, option->min, MIN (option->max, 1)));
    case MIX_OPTION_INTEGER:
    case MIX_OPTION_LONG:
    default:
      return g_strdup_printf ("%.0f", monkey_between (monkey, option->min, MIN (option->max, 12)));
    }
}

static void
change_option (Monkey *monkey)
{
  guint n;
  const MixOption *options = mix_options (&n);
  const MixOption *option = &options[monkey_below (monkey, n)];
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
  const MixGenerator *generator = &mix_generators[monkey_below (monkey, n)];
  guint rows = 1 + monkey_below (monkey, MOST_ROWS);
  g_test_message ("generate %s, %u rows", generator->id, rows);
  if (!mix_lab_generate (mix_window_get_lab (monkey->window), generator, rows,
                         monkey_between (monkey, 0, 3), monkey_below (monkey, 100), &error))
    g_assert_cmpstr (error->message, !=, "");
}

static void
open_file (Monkey *monkey)
{
  static const char *const names[]
    = { "engel.csv", "geyser.csv", "mcycle.csv", "penguins.csv", "quakes.csv", "README.md",
        "is-not-there.csv" };
  const char *name = names[monkey_below (monkey, G_N_ELEMENTS (names))];
  g_autofree char *path = g_build_filename (g_getenv ("MIX_SAMPLES_DIR"), name, NULL);

  g_test_message ("open %s", name);
  mix_window_open (monkey->window, path);
}

/* What was saved some time ago, or what is there now. */
static void
save_or_open_project (Monkey *monkey)
{
  g_autofree char *path = g_build_filename (monkey->folder, "monkey" MIX_PROJECT_SUFFIX, NULL);
  gboolean opens = monkey_below (monkey, 2) == 0 && g_file_test (path, G_FILE_TEST_EXISTS);

  g_test_message ("%s a project", opens ? "open" : "save");
  if (opens)
    mix_window_open (monkey->window, path);
  else if (mix_lab_get_snapshot (mix_window_get_lab (monkey->window)) != NULL)
    mix_window_save_as (monkey->window, path);
}

/* Windows that the window opened: tables, samples, imports, preferences, questions. */
GPtrArray *
monkey_list_others (Monkey *monkey)
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
  g_autoptr (GPtrArray) others = monkey_list_others (monkey);

  if (others->len == 0)
    return;
  GtkWindow *window = g_ptr_array_index (others, monkey_below (monkey, others->len));
  g_test_message ("close %s", G_OBJECT_TYPE_NAME (window));
  gtk_window_close (window);
}

static void
show_preferences (Monkey *monkey)
{
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "preferences",
                                  NULL);
}

static void
resize (Monkey *monkey)
{
  int width = (int) monkey_between (monkey, 360, 1500);
  int height = (int) monkey_between (monkey, 300, 950);

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
  const char *style = styles[monkey_below (monkey, G_N_ELEMENTS (styles))];

  g_action_group_change_action_state (G_ACTION_GROUP (g_application_get_default ()), "style",
                                      g_variant_new_string (style));
}

/* After the pointer's and the sidebar's odder moves GTK may keep a widget a while longer, and with
 * it the laboratory: that the window goes is enough here. */
static void
close_window (Monkey *monkey)
{
  MixWindow *window = monkey->window;
  g_autoptr (GPtrArray) others = monkey_list_others (monkey);

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
  { activate_something, 20 },    { change_option, 12 },        { generate_data, 4 },
  { open_file, 4 },              { monkey_press_button, 14 },  { monkey_turn_switch, 2 },
  { monkey_spin, 8 },            { monkey_choose_from_list, 6 }, { monkey_slide, 4 },
  { monkey_type_text, 4 },       { monkey_activate_row, 5 },   { monkey_move_pointer, 10 },
  { monkey_drag, 8 },            { monkey_press_key, 8 },      { monkey_scroll, 5 },
  { monkey_move_focus, 3 },      { monkey_choose_page, 4 },    { monkey_choose_from_menu, 8 },
  { resize, 3 },                 { change_style, 1 },          { open_window, 1 },
  { close_another, 4 },          { show_preferences, 1 },      { save_or_open_project, 2 },
};

static void
act (Monkey *monkey)
{
  guint total = 0, i = 0;

  for (guint j = 0; j < G_N_ELEMENTS (acts); j++)
    total += acts[j].weight;
  guint ticket = monkey_below (monkey, total);
  for (; ticket >= acts[i].weight; i++)
    ticket -= acts[i].weight;
  acts[i].act (monkey);
}

static void
keep_few_windows (Monkey *monkey)
{
  g_autoptr (GPtrArray) others = monkey_list_others (monkey);

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
      if (monkey_below (&monkey, 3) == 0)
        gui_turn (monkey_below (&monkey, 12));
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
