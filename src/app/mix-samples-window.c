/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-samples-window.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-dialog.h"

static const struct
{
  const char *file, *title, *shows;
} samples[] = {
  { "geyser.csv", N_ ("Old Faithful"),
    N_ ("After a long wait an eruption is short or long, hardly ever in between: two branches.") },
  { "engel.csv", N_ ("Income and Food"),
    N_ ("The more a household earns, the less its neighbour tells about what it spends: the spread "
        "fans out.") },
  { "mcycle.csv", N_ ("Motorcycle Impact"),
    N_ ("A head is still, is thrown back and returns: a curve that bends, with noise that comes and "
        "goes.") },
  { "quakes.csv", N_ ("Earthquakes near Fiji"),
    N_ ("At one longitude, quakes are shallow or deep: two plates meet.") },
  { "penguins.csv", N_ ("Palmer Penguins"),
    N_ ("Words and missing cells beside numbers, and two groups of species in one cloud.") },
};

/* Beside a program that was not installed, where the desktop says, or where we were installed. */
static char *
find_sample (const char *file)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : g_strdup (".");
  char *places[] = {
    g_getenv ("MIX_SAMPLES_DIR") != NULL ? g_build_filename (g_getenv ("MIX_SAMPLES_DIR"), file, NULL)
                                         : g_strdup (""),
    g_build_filename (folder, "..", "..", "..", "data", "samples", file, NULL),
    g_build_filename (MIX_DATADIR, "mixture-lab", "samples", file, NULL),
  };
  char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      if (found == NULL && g_file_test (places[i], G_FILE_TEST_EXISTS))
        found = g_canonicalize_filename (places[i], NULL);
      g_free (places[i]);
    }
  return found;
}

static void
activated_cb (GtkListBox *list, GtkListBoxRow *row, GtkWindow *window)
{
  GtkWindow *parent = gtk_window_get_transient_for (window);
  const char *file = samples[gtk_list_box_row_get_index (row)].file;
  g_autofree char *path = find_sample (file);

  if (path != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.open-recent", "s", path);
  else
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.say", "s",
                                _ ("The sample tables were not installed"));
  gtk_window_close (window);
}

static GtkWidget *
make_list (GtkWindow *window)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  mix_accessible_name (list, gtk_window_get_title (window), NULL);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      GtkWidget *row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (samples[i].title));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (samples[i].shows));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  g_signal_connect (list, "row-activated", G_CALLBACK (activated_cb), window);
  return list;
}

/* Returns: (transfer none): a modal window; GTK owns it until it is closed. */
GtkWindow *
mix_samples_window_new (GtkWindow *parent)
{
  GtkWidget *clamp = adw_clamp_new (), *scroller = gtk_scrolled_window_new ();
  GtkWindow *window = mix_dialog_new (_ ("Sample Tables"), 460, 500, scroller);

  adw_clamp_set_child (ADW_CLAMP (clamp), make_list (window));
  gtk_widget_set_margin_top (clamp, 12);
  gtk_widget_set_margin_bottom (clamp, 18);
  gtk_widget_set_margin_start (clamp, 12);
  gtk_widget_set_margin_end (clamp, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_window_set_transient_for (window, parent);
  gtk_window_set_modal (window, TRUE);
  return window;
}
