/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the window does not answer while a large table is read, cancelled, read again, trained,
 * scrubbed, looked at, started over with, saved and opened as a project: a line of JSON for each of
 * these.
 *
 *   bench-load FILE.csv
 *
 * longest_ms is the longest time between two turns of the main loop, mean_ms the mean of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gui.h"
#include "mix-import-page.h"

#define PATIENCE (300 * G_USEC_PER_SEC)

typedef struct
{
  gint64 last, longest, begin; /* µs */
  guint64 n;
} Turns;

static Turns turns;

static gboolean
turn_cb (gpointer data)
{
  gint64 now = g_get_monotonic_time ();

  turns.longest = MAX (turns.longest, now - turns.last);
  turns.last = now;
  turns.n++;
  return G_SOURCE_CONTINUE;
}

/* Of this process so far, MB. */
static long
peak_memory (void)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  const char *line = strstr (text, "VmHWM:");
  return line != NULL ? strtol (line + strlen ("VmHWM:"), NULL, 10) / 1024 : 0;
}

static void
begin (void)
{
  turns = (Turns){ .last = g_get_monotonic_time (), .begin = g_get_monotonic_time () };
}

static void
end (const char *what)
{
  gint64 now = g_get_monotonic_time ();

  turns.longest = MAX (turns.longest, now - turns.last);
  printf ("{\"what\": \"%s\", \"seconds\": %.2f, \"longest_ms\": %.1f, \"mean_ms\": %.2f, "
          "\"peak_mb\": %ld}\n",
          what, 1e-6 * (double) (now - turns.begin), 1e-3 * (double) turns.longest,
          1e-3 * (double) (now - turns.begin) / (double) MAX (turns.n, 1), peak_memory ());
  fflush (stdout);
}

static void
wait_until (gboolean (*condition) (gpointer data), gpointer data)
{
  gint64 last = g_get_monotonic_time () + PATIENCE;

  while (!condition (data) && g_get_monotonic_time () < last)
    g_main_context_iteration (NULL, TRUE);
  if (!condition (data))
    g_error ("it did not come to an end");
}

static void
turn_for (double seconds)
{
  gint64 last = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  while (g_get_monotonic_time () < last)
    g_main_context_iteration (NULL, TRUE);
}

static MixImportPage *
find_page (void)
{
  GtkWidget *page = gui_find_window (MIX_TYPE_IMPORT_PAGE);

  return page != NULL ? MIX_IMPORT_PAGE (page) : NULL;
}

static gboolean
is_halfway (gpointer data)
{
  MixImportPage *page = find_page ();
  GtkWidget *progress = page != NULL ? gui_find (GTK_WIDGET (page), "progress") : NULL;

  return progress != NULL && gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (progress)) > 0.5;
}

static gboolean
has_read (gpointer data)
{
  MixImportPage *page = find_page ();

  return page != NULL && !mix_import_page_get_busy (page)
         && mix_import_page_get_preview (page) != NULL;
}

static gboolean
is_open (gpointer window)
{
  MixDesign *design = mix_lab_get_design (mix_window_get_lab (window));

  return find_page () == NULL && mix_dataset_get_path (mix_design_get_dataset (design)) != NULL;
}

static gboolean
has_second_epoch (gpointer window)
{
  return mix_lab_get_snapshot (mix_window_get_lab (window))->epoch >= 2;
}

static gboolean
is_past (gpointer window)
{
  return mix_lab_get_snapshot (mix_window_get_lab (window))->is_past;
}

static gboolean
is_idle (gpointer window)
{
  MixLab *lab = mix_window_get_lab (window);

  return !mix_lab_get_busy (lab) && !mix_lab_get_pending (lab);
}

static void
read_table (MixWindow *window, const char *path)
{
  begin ();
  mix_window_open (window, path);
  wait_until (is_halfway, NULL);
  gtk_window_destroy (GTK_WINDOW (find_page ()));
  turn_for (1);
  end ("cancelled at half");

  begin ();
  mix_window_open (window, path);
  wait_until (has_read, NULL);
  turn_for (0.5);
  end ("read");

  begin ();
  g_signal_emit_by_name (gui_find (GTK_WIDGET (find_page ()), "import_button"), "clicked");
  wait_until (is_open, window);
  turn_for (1);
  end ("shown");
}

static void
learn (MixWindow *window)
{
  MixLab *lab = mix_window_get_lab (window);
  MixExplorePage *page
    = MIX_EXPLORE_PAGE (gui_find_type (GTK_WIDGET (window), MIX_TYPE_EXPLORE_PAGE));

  begin ();
  mix_lab_run (lab);
  wait_until (has_second_epoch, window);
  end ("two epochs");
  begin ();
  for (guint i = 0; i < 60; i++)
    {
      mix_explore_page_set_x0 (page, 1 + 0.1 * i);
      turn_for (0.016);
    }
  end ("x0 dragged while training");
  begin ();
  mix_lab_pause (lab);
  wait_until (is_idle, window);
  turn_for (0.5);
  end ("paused");
  begin ();
  mix_lab_seek (lab, 1);
  wait_until (is_past, window);
  wait_until (is_idle, window);
  turn_for (0.5);
  end ("scrubbed");
}

/* What starts over with all of the rows. */
static void
start_over (MixWindow *window)
{
  MixLab *lab = mix_window_get_lab (window);
  MixDesign *design = mix_lab_get_design (lab);
  MixDataset *dataset = mix_design_get_dataset (design);
  guint n = mix_dataset_get_n_columns (dataset);
  g_autofree char *y = g_strdup (mix_design_get_target_name (design));
  g_autofree char *x = g_strdup (mix_design_get_feature_name (design, 0));

  begin ();
  for (guint i = 0; i < n; i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      if (column->kind != MIX_COLUMN_NUMBER || g_str_equal (column->name, y)
          || g_str_equal (column->name, x))
        continue;
      mix_lab_choose_columns (lab, y, column->name, FALSE, NULL);
      break;
    }
  wait_until (is_idle, window);
  turn_for (0.5);
  end ("another column");
  begin ();
  mix_lab_reset (lab);
  wait_until (is_idle, window);
  turn_for (0.5);
  end ("restarted");
  begin ();
  mix_lab_set_option (lab, "validation", "0.3", NULL);
  wait_until (is_idle, window);
  turn_for (0.5);
  end ("another split");
}

/* The transform that takes longest: it sorts. */
static void
transform (MixWindow *window)
{
  MixLab *lab = mix_window_get_lab (window);

  begin ();
  mix_lab_set_transform (lab, mix_design_get_target_name (mix_lab_get_design (lab)),
                         MIX_TRANSFORM_RANK, NULL);
  wait_until (is_idle, window);
  turn_for (0.5);
  end ("ranked");
}

static gboolean
is_project (gpointer window)
{
  g_autofree char *project = NULL;

  g_object_get (window, "project", &project, NULL);
  return project != NULL;
}

static void
save_and_open (MixWindow *window)
{
  g_autofree char *folder = g_dir_make_tmp ("mixture-lab-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bench.mixlab", NULL);

  begin ();
  mix_window_save_as (window, path);
  wait_until (is_project, window);
  turn_for (0.5);
  end ("project saved");
  mix_lab_generate (mix_window_get_lab (window), mix_generator_find ("linear"), 1000, 1, 1, NULL);
  begin ();
  mix_window_open (window, path);
  wait_until (is_open, window);
  turn_for (1);
  end ("project opened");
  unlink (path);
  rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  if (argc != 2)
    g_error ("usage: bench-load FILE.csv");
  MixWindow *window = gui_window ("@two-branch");
  g_timeout_add (2, turn_cb, NULL);
  turns.last = g_get_monotonic_time ();
  read_table (window, argv[1]);
  learn (window);
  start_over (window);
  save_and_open (window);
  transform (window);
  begin ();
  gtk_window_destroy (GTK_WINDOW (window));
  turn_for (0.5);
  end ("closed");
  return 0;
}
