/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From exec to the first frame that is painted: the application's window, and an empty one of
 * libadwaita, in turns. A line of JSON, in milliseconds.
 *
 *   bench-start [ROUNDS]
 *
 * Each start is a process of its own, which runs this program again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mix-application.h"

#define MOST_ROUNDS 1000

static gint64 started; /* microseconds of the monotonic clock, which all processes share */

static void
painted_cb (GdkFrameClock *clock, GtkWidget *window)
{
  if (!gtk_widget_get_mapped (window))
    return;
  printf ("%.3f\n", (double) (g_get_monotonic_time () - started) / 1000);
  fflush (stdout);
  _Exit (0);
}

static void
realized_cb (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb),
                    window);
}

static void
added_cb (GtkApplication *application, GtkWindow *window)
{
  g_signal_connect_after (window, "realize", G_CALLBACK (realized_cb), NULL);
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
}

/* One start; it does not return before it is killed by its first frame. */
static int
start (const char *kind, char *program)
{
  GApplication *application;

  if (g_str_equal (kind, "empty"))
    {
      application = G_APPLICATION (adw_application_new (NULL, G_APPLICATION_NON_UNIQUE));
      g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
    }
  else
    application = G_APPLICATION (mix_application_new (G_APPLICATION_NON_UNIQUE));
  g_signal_connect (application, "window-added", G_CALLBACK (added_cb), NULL);
  return g_application_run (application, 1, (char *[]){ program, NULL });
}

/* Returns: how long one took. */
static double
time_start (const char *program, const char *kind)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
    = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                        program, kind, now, NULL);

  if (process == NULL
      || !g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error))
    g_error ("%s", error->message);
  if (!g_subprocess_get_successful (process) || out == NULL || *out == '\0')
    g_error ("%s showed no frame", kind);
  return g_ascii_strtod (out, NULL);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

int
main (int argc, char **argv)
{
  static const char *const kinds[] = { "window", "empty" };
  double ms[G_N_ELEMENTS (kinds)][MOST_ROUNDS];

  if (argc == 3)
    {
      started = g_ascii_strtoll (argv[2], NULL, 10);
      return start (argv[1], argv[0]);
    }
  guint rounds = argc > 1 ? (guint) CLAMP (atoi (argv[1]), 1, MOST_ROUNDS) : 15;
  for (guint round = 0; round < rounds; round++)
    for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
      ms[kind][round] = time_start (argv[0], kinds[kind]);
  printf ("{\"rounds\": %u", rounds);
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      qsort (ms[kind], rounds, sizeof (double), compare);
      printf (", \"%s_ms\": %.0f, \"%s_worst_ms\": %.0f", kinds[kind], ms[kind][rounds / 2],
              kinds[kind], ms[kind][rounds - 1]);
    }
  printf ("}\n");
  return 0;
}
