/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a window of 1280 × 800 keeps up while both networks train as fast as they go and the pointer
 * drags x0: a line of JSON for each number of rows.
 *
 *   bench-window [SECONDS [ROWS…]]
 *
 * frames are those that were painted; median, p95 and p99 are the milliseconds between two of them;
 * main_thread_ms is its processor time a frame, which a busy machine changes little, and
 * main_thread_p95_ms that of the dearest frames. rows_per_second counts the rows that the worker
 * has learnt from, alone_rows_per_second those of the same training without a window, before and
 * after. */
#include <math.h>
#include <stdio.h>
#include <sys/resource.h>

#include "gui.h"
#include "mix-figure.h"
#include "mix-trainer.h"

#define ALONE_US (3 * G_USEC_PER_SEC / 2) /* before a window, and after it */

typedef struct
{
  MixExplorePage *page;
  MixTrainer *trainer; /* of the same rows and options */
  GArray *times; /* gint64: µs at which a frame was painted */
  GArray *spent; /* double: the main thread's milliseconds until then */
  guint snapshots;
  gint64 since; /* µs */
  guint64 since_step;
  gsize n_train;
  double rows_per_second, alone_rows_per_second;
} Record;

static double
main_thread_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_THREAD, &usage);
  return 1e3 * (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + 1e-3 * (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static void
painted_cb (GdkFrameClock *clock, Record *record)
{
  gint64 now = g_get_monotonic_time ();

  double spent = main_thread_ms ();

  g_array_append_val (record->times, now);
  g_array_append_val (record->spent, spent);
}

static double
rows_a_second (const Record *record, guint64 steps, gint64 microseconds)
{
  double epochs = (double) steps / (double) mix_trainer_get_n_steps (record->trainer)
                  * mix_trainer_get_config (record->trainer)->epochs;

  return epochs * (double) record->n_train / (1e-6 * (double) microseconds);
}

/* The same training in this thread, with no window beside it. */
static void
train_alone (Record *record)
{
  MixTrainer *trainer = record->trainer;
  gint64 start = g_get_monotonic_time (), now = start;
  guint64 before = mix_trainer_get_step (trainer);

  for (; now - start < ALONE_US; now = g_get_monotonic_time ())
    mix_trainer_step (trainer);
  record->alone_rows_per_second
    += rows_a_second (record, mix_trainer_get_step (trainer) - before, now - start) / 2;
}

static void
snapshot_cb (MixLab *lab, Record *record)
{
  gint64 now = g_get_monotonic_time ();
  guint64 step = mix_lab_get_snapshot (lab)->step;

  if (record->snapshots++ == 0)
    {
      record->since = now;
      record->since_step = step;
    }
  else
    record->rows_per_second
      = rows_a_second (record, step - record->since_step, now - record->since);
}

/* The pointer goes to and fro, once in two seconds, holding x0. */
static gboolean
drag_cb (GtkWidget *fit, GdkFrameClock *clock, gpointer data)
{
  Record *record = data;
  double low, high, phase = (double) gdk_frame_clock_get_frame_time (clock) / G_USEC_PER_SEC;
  MixAct act = { .kind = MIX_ACT_HANDLE, .handle = MIX_HANDLE_X0 };

  mix_scene_get_x_range (mix_explore_page_get_scene (record->page), &low, &high);
  act.x = low + (high - low) * (0.5 + 0.45 * sin (G_PI * phase));
  g_signal_emit_by_name (fit, "acted", &act);
  return G_SOURCE_CONTINUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_record (const Record *record, gsize rows)
{
  guint n = record->times->len > 1 ? record->times->len - 1 : 0;
  g_autofree double *ms = g_new0 (double, n + 1), *spent = g_new0 (double, n + 1);
  const char *renderer = g_getenv ("GSK_RENDERER");
  double whole = 0;

  for (guint i = 0; i < n; i++)
    {
      ms[i] = 1e-3 * (double) (g_array_index (record->times, gint64, i + 1)
                               - g_array_index (record->times, gint64, i));
      spent[i] = g_array_index (record->spent, double, i + 1)
                 - g_array_index (record->spent, double, i);
      whole += spent[i];
    }
  qsort (ms, n, sizeof *ms, compare);
  qsort (spent, n, sizeof *spent, compare);
  printf ("{\"rows\": %zu, \"renderer\": \"%s\", \"frames\": %u, \"median_ms\": %.1f, "
          "\"p95_ms\": %.1f, \"p99_ms\": %.1f, \"snapshots\": %u, \"rows_per_second\": %.0f, "
          "\"alone_rows_per_second\": %.0f, "
          "\"main_thread_ms\": %.1f, \"main_thread_p95_ms\": %.1f}\n",
          rows, renderer != NULL ? renderer : "default", n, ms[n / 2], ms[n * 95 / 100],
          ms[n * 99 / 100], record->snapshots,
          record->rows_per_second, record->alone_rows_per_second, whole / MAX (n, 1),
          spent[n * 95 / 100]);
  fflush (stdout);
}

static void
measure (gsize rows, guint seconds)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);
  MixExplorePage *page = MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (window), "page"));
  GtkWidget *fit = GTK_WIDGET (mix_explore_page_get_view (page, "fit"));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  Record record = { .page = page,
                    .times = g_array_new (FALSE, FALSE, sizeof (gint64)),
                    .spent = g_array_new (FALSE, FALSE, sizeof (double)) };

  mix_lab_set_option (lab, "epochs", "100000", NULL);
  mix_lab_set_option (lab, "patience", "0", NULL);
  mix_lab_generate (lab, mix_generator_find ("two-branch"), rows, 1, 1, NULL);
  while (mix_lab_get_pending (lab))
    g_main_context_iteration (NULL, TRUE);
  gui_turn (300);
  record.trainer = mix_trainer_new (mix_lab_get_config (lab), mix_lab_get_design (lab), NULL);
  g_autoptr (MixSnapshot) before = mix_trainer_make_snapshot (record.trainer);
  record.n_train = before->n_train;
  train_alone (&record);
  mix_lab_run (lab);
  gui_turn (1000);
  guint tick = gtk_widget_add_tick_callback (fit, drag_cb, &record, NULL);
  gulong painted = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &record);
  gulong taken = g_signal_connect (lab, "snapshot-changed", G_CALLBACK (snapshot_cb), &record);
  gui_turn (1000 * seconds);
  g_signal_handler_disconnect (clock, painted);
  g_signal_handler_disconnect (lab, taken);
  gtk_widget_remove_tick_callback (fit, tick);
  mix_lab_pause (lab);
  gui_wait_idle (window);
  train_alone (&record);
  print_record (&record, rows);
  mix_trainer_free (record.trainer);
  g_array_unref (record.times);
  g_array_unref (record.spent);
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);
  guint seconds = argc > 1 ? (guint) CLAMP (g_ascii_strtoull (argv[1], NULL, 10), 1, 3600) : 3;

  if (argc <= 2)
    {
      measure (10000, seconds);
      measure (100000, seconds);
    }
  for (int i = 2; i < argc; i++)
    measure (MAX ((gsize) g_ascii_strtoull (argv[i], NULL, 10), 1), seconds);
  return 0;
}
