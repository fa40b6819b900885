/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a frame costs the main thread while both networks train, at 1280 × 800: processor time, which
 * a busy machine changes little. */
#include <stdio.h>
#include <sys/resource.h>

#include "gui.h"

#define MEASURED_MS 3000

static double
main_thread_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_THREAD, &usage);
  return 1e3 * (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + 1e-3 * (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static void
measure (gsize rows)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  mix_lab_set_pace (lab, MIX_PACE_WATCH);
  mix_lab_generate (lab, mix_generator_find ("two-branch"), rows, 1, 1, NULL);
  gui_turn (500);
  mix_lab_run (lab);
  gui_turn (1500);
  double start = main_thread_ms ();
  gint64 first = gdk_frame_clock_get_frame_counter (clock);
  gui_turn (MEASURED_MS);
  double spent = main_thread_ms () - start;
  gint64 frames = gdk_frame_clock_get_frame_counter (clock) - first;
  printf ("%8zu rows: %5.1f frames/s, %5.1f ms of the main thread each\n", rows,
          1e3 * (double) frames / MEASURED_MS, spent / (double) MAX (frames, 1));
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  measure (10000);
  measure (100000);
  return 0;
}
