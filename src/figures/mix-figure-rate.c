/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-rate.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-figure-private.h"

/* What the arranger needs once the test is gone. Rates as their decimal logarithms. */
typedef struct
{
  double low, high; /* of the axis */
  double suggested, suggested_loss;
  char *text;
} RateMarks;

static void
rate_marks_free (gpointer data)
{
  RateMarks *marks = data;

  g_free (marks->text);
  g_free (marks);
}

/* The logarithm of the suggested rate, and the smoothed loss nearest to it. */
static void
find_suggested (const MixRateTest *test, RateMarks *marks)
{
  guint at = 0;

  for (guint i = 1; i < test->n; i++)
    if (fabs (log (test->rate[i] / test->suggested)) < fabs (log (test->rate[at] / test->suggested)))
      at = i;
  marks->suggested = log10 (test->suggested);
  marks->suggested_loss = test->smoothed[at];
}

/* From the lowest loss to somewhat above the first; what diverges leaves the picture. */
static void
find_range (const MixRateTest *test, double *low, double *high)
{
  double first = test->loss[0], lowest = test->smoothed[test->lowest];
  double most = first + MAX (0.5 * (first - lowest), 0.1);

  *low = lowest;
  for (guint i = 0; i < test->n; i++)
    *low = MIN (*low, test->loss[i]);
  *high = most;
  mix_range_round_out (low, high, 0.05);
}

static void
add_curves (MixPlot *plot, const MixRateTest *test, double high, const MixPalette *palette)
{
  g_autofree double *x = g_new (double, test->n), *loss = g_new (double, test->n);
  g_autofree double *smoothed = g_new (double, test->n);
  MixLineStyle raw = { .color = palette->train_loss, .width = 1.5 };
  MixLineStyle line = { .color = palette->mean, .width = 2.5 };

  for (guint i = 0; i < test->n; i++)
    {
      x[i] = log10 (test->rate[i]);
      loss[i] = test->loss[i] <= high ? test->loss[i] : (double) NAN;
      smoothed[i] = test->smoothed[i] <= high ? test->smoothed[i] : (double) NAN;
    }
  mix_plot_take_layer (plot, mix_layer_line_new (x, loss, NULL, test->n, &raw));
  mix_plot_take_layer (plot, mix_layer_line_new (x, smoothed, NULL, test->n, &line));
}

/* A line and a power of ten for each decade. */
static void
arrange_decades (const RateMarks *marks, const MixFrame *frame, MixMarks *still)
{
  double bottom = frame->area.y + frame->area.height;
  MixShapeStyle grid = { .stroke = frame->palette->grid, .width = frame->unit };
  MixTextStyle style = { .size = MIX_LABEL_SIZE, .color = frame->palette->axis_text, .xalign = 0.5 };

  for (int decade = (int) ceil (marks->low); decade <= (int) floor (marks->high); decade++)
    {
      double x = mix_scale_to_pixel (&frame->x, decade);
      g_autofree char *power = mix_format_power (decade);
      mix_marks_line (still, &grid, x, frame->area.y, x, bottom);
      /* “×10⁻³”, without the sign */
      mix_marks_text (still, frame, &style, x, bottom + 5 * frame->unit, g_utf8_next_char (power));
    }
}

static void
arrange_rate (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  const RateMarks *marks = data;
  double x = mix_scale_to_pixel (&frame->x, marks->suggested);
  double y = mix_scale_to_pixel (&frame->y, marks->suggested_loss);
  gboolean left = x > frame->area.x + frame->area.width / 2;
  MixShapeStyle line = { .stroke = frame->palette->selection, .width = 1.5 * frame->unit };
  MixShapeStyle dot = { .fill = frame->palette->selection, .stroke = frame->palette->card,
                        .width = 1.5 * frame->unit };
  MixTextStyle style = { .size = MIX_LABEL_SIZE, .color = frame->palette->text, .bold = TRUE,
                         .halo = TRUE, .xalign = left ? 1 : 0, .yalign = 0.5 };

  arrange_decades (marks, frame, still);
  mix_marks_line (live, &line, x, frame->area.y, x, frame->area.y + frame->area.height);
  mix_marks_circle (live, &dot, x, y, 4.5 * frame->unit);
  mix_marks_text (live, frame, &style, x + (left ? -8 : 8) * frame->unit,
                  frame->area.y + 14 * frame->unit, marks->text);
}

static void
set_axes (MixPlot *plot, const RateMarks *marks, double low, double high)
{
  MixAxis x = { .line = TRUE };
  MixAxis y = { .grid = TRUE, .labels = TRUE, .offset = 8 };
  const MixInsets roomy = { 60, 24, 34, 30 }, tight = { 44, 10, 30, 26 };

  mix_scale_init (&x.scale, marks->low, marks->high);
  mix_scale_init (&y.scale, low, high);
  mix_plot_set_axes (plot, &x, &y);
  mix_plot_set_insets (plot, &roomy, &tight);
}

/**
 * mix_figure_build_rate:
 * @palette: static
 *
 * The loss against the rate, which rises by the same factor from step to step, and the rate that is
 * suggested.
 *
 * Returns: (transfer full): the picture
 */
MixPlot *
mix_figure_build_rate (const MixRateTest *test, const MixPalette *palette)
{
  MixPlot *plot = mix_plot_new (palette);
  double low, high;

  mix_plot_set_title (plot, _ ("Learning rate"));
  mix_plot_set_subtitle (plot, _ ("the loss from step to step while it rises"), FALSE);
  if (test->n < 2)
    {
      mix_plot_set_message (plot, _ ("The loss is infinite at the lowest rate"));
      return plot;
    }
  RateMarks *marks = g_new0 (RateMarks, 1);
  marks->low = log10 (test->rate[0]);
  marks->high = log10 (test->rate[test->n - 1]);
  find_suggested (test, marks);
  marks->text = g_strdup_printf (_ ("suggested %.2g"), test->suggested);
  find_range (test, &low, &high);
  set_axes (plot, marks, low, high);
  add_curves (plot, test, high, palette);
  mix_plot_take_description (
    plot, g_strdup_printf (_ ("The loss falls from %.3g at a learning rate of %.2g to its lowest, "
                              "%.3g, at %.2g. Suggested: %.2g."),
                           test->loss[0], test->rate[0], test->smoothed[test->lowest],
                           test->rate[test->lowest], test->suggested));
  mix_plot_set_arrange (plot, arrange_rate, marks, rate_marks_free);
  return plot;
}
