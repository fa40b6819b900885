/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include "mix-option-row.h"
#include "mix-settings.h"

#define GUI_ROWS 1000 /* of a generator: a sanitizer is slow */
#define PATIENCE (20 * G_USEC_PER_SEC) /* long enough for a sanitizer on a busy machine */

/* Registering the application loads its style sheets; it is never run: tests turn the main loop.
 * Every warning is fatal. */
MixApplication *
gui_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  MixApplication *application = mix_application_new (G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  return application;
}

/* As at the first start. */
void
gui_forget_settings (void)
{
  GSettings *settings = mix_settings_get ();
  g_autoptr (GSettingsSchema) schema = NULL;

  g_assert_nonnull (settings); /* found beside the program, though nothing is installed */
  g_object_get (settings, "settings-schema", &schema, NULL);
  g_auto (GStrv) keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/* A window of 1280 × 800 with data ("@two-branch", a path), on the screen and drawn; it trains as
 * fast as it goes. */
MixWindow *
gui_window (const char *data)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  MixWindow *window = mix_window_new (application);

  MixLab *lab = mix_window_get_lab (window);
  mix_lab_set_pace (lab, MIX_PACE_FULL);
  mix_window_open (window, data);
  if (data != NULL && *data == '@')
    g_assert_true (mix_lab_generate (lab, mix_generator_find (data + 1), GUI_ROWS, 1, 1, NULL));
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

/* Ends the window, and proves that nothing keeps it or its laboratory. */
void
gui_close (MixWindow *window)
{
  MixLab *lab = mix_window_get_lab (window);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_object_add_weak_pointer (G_OBJECT (lab), (gpointer *) &lab);
  gtk_window_destroy (GTK_WINDOW (window));
  gint64 end = g_get_monotonic_time () + PATIENCE;
  while ((window != NULL || lab != NULL) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (window);
  g_assert_null (lab);
}

GtkWidget *
gui_find (GtkWidget *root, const char *id)
{
  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (root)), id) == 0)
    return root;
  GtkWidget *child = gtk_widget_get_first_child (root);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gui_find (child, id);
      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
gui_find_type (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  GtkWidget *child = gtk_widget_get_first_child (root);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gui_find_type (child, type);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The newest window of a type; NULL without one. */
GtkWidget *
gui_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        found = window; /* the list keeps it */
    }
  return found;
}

GtkWidget *
gui_option_row (GtkWidget *root, const char *name)
{
  if (MIX_IS_OPTION_ROW (root)
      && g_str_equal (mix_option_row_get_option (MIX_OPTION_ROW (root))->name, name))
    return root;
  GtkWidget *child = gtk_widget_get_first_child (root);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gui_option_row (child, name);
      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkEventController *
gui_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (g_type_is_a (G_OBJECT_TYPE (controller), type))
        return controller; /* the widget keeps it */
    }
  return NULL;
}

/* What is wrong with the name of a control: GTK 4.8 says one twice that it has from two places, and
 * the type of a widget that has none. NULL where a screen reader says it once. */
const char *
gui_name_fault (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  gboolean named
    = gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL);
  gboolean icon = GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL;
  gboolean labelled
    = gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY) && !icon;

  if (named && labelled)
    return "is named twice";
  if (GTK_IS_DROP_DOWN (widget) && gui_name_fault (gtk_widget_get_first_child (widget)) != NULL)
    return "has no name where the focus is";
  return named || labelled ? NULL : "has no name";
}

/* The words of the toast on show; NULL without one. */
const char *
gui_toast (MixWindow *window)
{
  GtkWidget *overlay = gui_find (GTK_WIDGET (window), "toasts");
  GtkWidget *child = gtk_widget_get_first_child (overlay);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_str_equal (G_OBJECT_TYPE_NAME (child), "AdwToastWidget"))
      return gtk_label_get_text (GTK_LABEL (gui_find_type (child, GTK_TYPE_LABEL)));
  return NULL;
}

void
gui_turn (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + 1000 * (gint64) milliseconds;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (500);
}

/* Turns the main loop until a condition holds; FALSE when it does not come. */
gboolean
gui_wait_until (gboolean (*condition) (gpointer data), gpointer data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!condition (data))
    {
      if (g_get_monotonic_time () > end)
        return FALSE;
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
    }
  return TRUE;
}

static gboolean
is_idle (gpointer window)
{
  return !mix_lab_get_busy (mix_window_get_lab (window));
}

gboolean
gui_wait_idle (MixWindow *window)
{
  return gui_wait_until (is_idle, window);
}

typedef struct
{
  MixWindow *window;
  guint epoch;
} Goal;

static gboolean
is_reached (gpointer data)
{
  const Goal *goal = data;
  MixSnapshot *snapshot = mix_lab_get_snapshot (mix_window_get_lab (goal->window));

  return snapshot != NULL && snapshot->epoch >= goal->epoch;
}

gboolean
gui_wait_epoch (MixWindow *window, guint epoch)
{
  Goal goal = { window, epoch };
  return gui_wait_until (is_reached, &goal);
}

/* As a person does: Train, and Pause once an epoch is there. */
void
gui_train (MixWindow *window, guint epoch)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.train", NULL));
  g_assert_true (gui_wait_epoch (window, epoch));
  mix_lab_pause (mix_window_get_lab (window));
  g_assert_true (gui_wait_idle (window));
}
