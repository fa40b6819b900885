/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a figure takes: built from a new snapshot, laid out, painted, at the size that it has in
 * a window of 1280 × 800. */
#include <math.h>
#include <stdio.h>

#include "mix-figure.h"
#include "mix-generators.h"
#include "mix-trainer.h"

#define REPEATS 10

static MixSnapshot *
make_snapshot (gsize rows)
{
  MixConfig config;

  mix_config_init (&config);
  mix_config_set (&config, "plain-network", "on", NULL);
  g_autoptr (MixDataset) table =
    mix_generator_make (mix_generator_find ("two-branch"), rows, 1, 1);
  g_autoptr (MixDesign) design = mix_design_new (table, NULL, NULL, NULL);
  g_autoptr (MixTrainer) trainer = mix_trainer_new (&config, design, NULL);
  mix_trainer_run_epoch (trainer);
  return mix_trainer_make_snapshot (trainer);
}

typedef struct
{
  double build, still, live; /* ms, the quickest of all */
} Times;

/* The time since the last lap, where it is the quickest. */
static void
lap (gint64 *since, double *quickest)
{
  gint64 now = g_get_monotonic_time ();
  double ms = (double) (now - *since) / 1000;
  *quickest = MIN (*quickest, ms);
  *since = now;
}

static void
draw_once (const MixFigure *figure, MixScene *scene, cairo_t *cr, Times *times)
{
  gint64 since = g_get_monotonic_time ();
  g_autoptr (MixPlot) plot = mix_figure_build (figure, scene, mix_palette_get (MIX_SCHEME_LIGHT));
  mix_plot_layout (plot, 628, 444, NULL);
  lap (&since, &times->build);
  mix_plot_paint (plot, cr, 1, MIX_PLOT_STILL);
  lap (&since, &times->still);
  mix_plot_paint (plot, cr, 1, MIX_PLOT_LIVE);
  lap (&since, &times->live);
}

static void
measure (const MixFigure *figure, MixSnapshot *snapshot, gsize size)
{
  Times times = { HUGE_VAL, HUGE_VAL, HUGE_VAL };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 628, 444);
  cairo_t *cr = cairo_create (surface);

  for (int i = 0; i < REPEATS; i++)
    {
      g_autoptr (MixScene) scene = mix_scene_new ();
      mix_scene_set_design (scene, snapshot->design);
      mix_scene_set_snapshot (scene, snapshot);
      draw_once (figure, scene, cr, &times);
    }
  printf ("%-8s %8zu %10.2f %10.2f %10.2f\n", figure->id, size, times.build, times.still,
          times.live);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* A ragged way down. */
static void
add_epochs (MixHistory *history, guint n)
{
  for (guint i = 1; i <= n; i++)
    {
      double train = 4 + exp (-0.01 * i) + 0.02 * sin (i), validation = train + 0.01 * cos (7 * i);
      MixLossPoint point = { .epoch = i, .train_nll = train, .validation_nll = validation,
                             .plain_train_nll = 5.2, .plain_validation_nll = 5.3 };
      mix_history_add (history, &point);
    }
}

static void
measure_epochs (guint n)
{
  g_autoptr (MixSnapshot) snapshot = make_snapshot (1000);

  add_epochs (snapshot->history, n);
  measure (mix_figure_find ("loss"), snapshot, n);
}

int
main (void)
{
  const gsize rows[] = { 1000, 20000, 100000 };
  const guint epochs[] = { 10, 100, 1000, 10000 };

  printf ("%-8s %8s %10s %10s %10s   (ms)\n", "figure", "rows", "build", "still", "live");
  for (const MixFigure *figure = mix_figures; figure->id != NULL; figure++)
    for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
      {
        g_autoptr (MixSnapshot) snapshot = make_snapshot (rows[i]);
        measure (figure, snapshot, rows[i]);
      }
  printf ("%-8s %8s\n", "", "epochs");
  for (guint i = 0; i < G_N_ELEMENTS (epochs); i++)
    measure_epochs (epochs[i]);
  return 0;
}
