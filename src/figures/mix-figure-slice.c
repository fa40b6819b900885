/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-slice-extras.h"
#include "mix-slice-labels.h"

/* The highest peak takes about this share of the width, so that words fit beside it. */
#define PEAK_SHARE 0.68
/* A density below this share of the width is drawn as the axis alone. */
#define LEAST_SHARE 0.004
/* Inside the highest-density set an area is darker by this much of its alpha. */
#define SET_SHARE 0.66

/* The part of a component's area that is inside one piece. */
static void
add_inside (MixPlot *plot, const MixSliceGrid *grid, guint component, const double *zero,
            const MixInterval *piece, const MixPalette *palette)
{
  const double *density = grid->component + component * grid->n;
  const MixColor *color = mix_palette_component (palette, component);
  guint start = 0, end = grid->n;
  MixAreaStyle style = { *color, SET_SHARE * palette->area_alpha, -1 };

  while (start < grid->n && grid->y[start] < piece->low)
    start++;
  while (end > start && grid->y[end - 1] > piece->high)
    end--;
  if (end - start >= 2)
    mix_plot_take_tagged (plot, mix_layer_area_new (MIX_ALONG_Y, grid->y + start, zero,
                                                    density + start, NULL, end - start, &style),
                          MIX_SHOW_COMPONENTS + 1, component + 1);
}

/* Ends a line at the end of the axis; it goes on where it comes back. */
static void
cut_off (double *density, double *y, guint n, double top)
{
  gboolean was_beyond = FALSE;

  for (guint i = 0; i < n; i++)
    {
      gboolean beyond = density[i] > top;
      guint inside = i > 0 && !was_beyond ? i - 1 : i + 1;
      was_beyond = beyond;
      if (!beyond)
        continue;
      if (inside < n && density[inside] < top)
        {
          double share = (top - density[inside]) / (density[i] - density[inside]);
          y[i] = y[inside] + share * (y[i] - y[inside]);
          density[i] = top;
        }
      else
        density[i] = (double) NAN;
    }
}

/* A line along a density, left out where it would only thicken the axis. */
static void
add_outline (MixPlot *plot, const MixSliceGrid *grid, const double *density, double top,
             const MixLineStyle *style, const MixTag *tag)
{
  g_autofree double *shown = g_memdup2 (density, grid->n * sizeof (double));
  g_autofree double *y = g_memdup2 (grid->y, grid->n * sizeof (double));

  for (guint i = 0; i < grid->n; i++)
    {
      double before = density[MAX (i, 1) - 1], after = density[MIN (i + 1, grid->n - 1)];
      if (!(fmax (density[i], fmax (before, after)) >= LEAST_SHARE * top))
        shown[i] = (double) NAN;
    }
  cut_off (shown, y, grid->n, top);
  mix_plot_take_tagged (plot, mix_layer_line_new (shown, y, NULL, grid->n, style), tag->item,
                        tag->component);
}

static void
add_component (MixPlot *plot, const MixSliceGrid *grid, const MixSlice *slice, guint c,
               double top, gboolean with_set, const MixPalette *palette)
{
  const double *density = grid->component + c * grid->n;
  const MixColor *color = mix_palette_component (palette, c);
  g_autofree double *zero = g_new0 (double, grid->n);
  MixAreaStyle area = { *color, palette->area_alpha, (int) c };
  MixLineStyle edge = { .color = *color, .width = 1.25, .alpha = 0.8 };
  const MixTag tag = { MIX_SHOW_COMPONENTS + 1, (guint8) MIN (c + 1, MIX_TAG_EVERY) };

  mix_plot_take_tagged (plot, mix_layer_area_new (MIX_ALONG_Y, grid->y, zero, density, NULL,
                                                  grid->n, &area), tag.item, tag.component);
  for (guint p = 0; with_set && p < slice->n_pieces; p++)
    add_inside (plot, grid, c, zero, &slice->pieces[p], palette);
  if (grid->k > 1)
    add_outline (plot, grid, density, top, &edge, &tag);
}

static void
add_densities (MixPlot *plot, const MixSliceGrid *grid, MixScene *scene, double top,
               const MixPalette *palette)
{
  const MixView *view = mix_scene_get_view (scene);
  MixLineStyle total = { .color = palette->total, .width = 3 };
  MixLineStyle truth = mix_figure_truth_style (palette);
  const MixTag mixture_tag = { MIX_SHOW_MIXTURE + 1, 0 }, truth_tag = { MIX_SHOW_TRUTH + 1, 0 };

  for (guint c = 0; c < grid->k && mix_view_shows (view, MIX_SHOW_COMPONENTS); c++)
    if (mix_view_shows_component (view, c))
      add_component (plot, grid, mix_scene_get_slice (scene), c, top,
                     mix_view_shows (view, MIX_SHOW_SET), palette);
  if (grid->k > 0 && mix_view_shows (view, MIX_SHOW_MIXTURE))
    add_outline (plot, grid, grid->total, top, &total, &mixture_tag);
  if (grid->truth != NULL && mix_view_shows (view, MIX_SHOW_TRUTH))
    add_outline (plot, grid, grid->truth, top, &truth, &truth_tag);
}

typedef struct
{
  MixSliceLabels *labels;
  MixSliceExtras *extras;
} SliceWords;

static void
slice_words_free (gpointer data)
{
  SliceWords *words = data;

  mix_slice_labels_free (words->labels);
  mix_slice_extras_free (words->extras);
  g_free (words);
}

static void
arrange_slice (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  const SliceWords *words = data;

  mix_slice_extras_arrange_under (words->extras, frame, live);
  mix_slice_labels_arrange (words->labels, frame, still, live);
  mix_slice_extras_arrange (words->extras, frame, live);
}

/* Off the truth, where it stands out from the axis. */
static double
message_share (MixScene *scene, const MixSliceGrid *grid, double top)
{
  double low, high;
  guint n = 0;

  mix_scene_get_y_range (scene, &low, &high);
  if (grid == NULL || grid->truth == NULL)
    return 0.5;
  g_autofree double *y = g_new (double, grid->n);
  for (guint i = 0; i < grid->n; i++)
    if (grid->truth[i] >= LEAST_SHARE * top)
      y[n++] = grid->y[i];
  return mix_figure_clear_share (y, n, low, high);
}

/* How high the slice at the pin stands, by its narrowest component. */
static double
pinned_peak (MixScene *scene)
{
  const MixSlice *pinned = mix_scene_get_pinned_slice (scene);
  double peak = 0;

  for (guint i = 0; pinned != NULL && i < pinned->n_modes; i++)
    peak = MAX (peak, mix_mixture_density (&pinned->mixture, pinned->modes[i]));
  return peak;
}

/* The density axis moves in steps: while x0 is dragged it mostly stays. A much sharper slice at the
 * pin is cut off rather than that x0's is lost. */
static double
top_of (MixScene *scene, const MixSliceGrid *grid)
{
  if (grid == NULL)
    return 1;
  double peak = grid->k > 0 ? grid->peak : grid->truth_peak;
  if (grid->k > 0 && grid->truth_peak < 2 * peak)
    peak = MAX (peak, grid->truth_peak);
  peak = MAX (peak, MIN (pinned_peak (scene), 3 * peak));
  return mix_range_step_up (peak / PEAK_SHARE);
}

static char *
subtitle_of (MixScene *scene)
{
  g_autofree char *y_name = mix_figure_y_name (scene, 16), *x_name = mix_figure_x_name (scene, 16);
  glong length = g_utf8_strlen (x_name, -1) + g_utf8_strlen (y_name, -1);
  gboolean too_long = length > 22, plain_x = too_long || g_strcmp0 (x_name, "x") == 0;
  const char *y = too_long ? "y" : y_name;
  g_autofree char *at = mix_figure_x0_text (scene, plain_x ? "x₀" : x_name);
  MixNumberStyles styles;

  mix_figure_number_styles (scene, &styles);
  g_autofree char *x_power = styles.x.exponent != 0 ? mix_format_power (styles.x.exponent)
                                                      : g_strdup ("");
  g_autofree char *y_power = styles.y.exponent != 0 ? mix_format_power (styles.y.exponent) : NULL;
  g_autofree char *density = g_strconcat ("p(", y, " | ", at, x_power, ")", NULL);
  if (y_power == NULL)
    return g_steal_pointer (&density);
  return g_strdup_printf ("%s, %s (%s)", density, y, y_power);
}

static char *
description_of (MixScene *scene)
{
  if (mix_scene_get_slice (scene) == NULL)
    return g_strdup_printf ("%s. %s.", _ ("Slice"), mix_figure_missing (scene));
  g_autofree char *moment = mix_figure_describe_moment (scene);
  g_autofree char *words = mix_figure_describe_slice (scene);
  g_autofree char *held = mix_figure_held_note (scene);
  return g_strdup_printf (_ ("Slice: the predicted distribution at one x%s%s. %s %s"),
                          held != NULL ? ", " : "", held != NULL ? held : "", moment, words);
}

/**
 * mix_figure_whole_percent:
 *
 * Returns: the y nearest to @threshold whose probability to be exceeded is a whole percent, so that
 * a probability can be dragged and its quantile read; @threshold itself without a network
 */
double
mix_figure_whole_percent (MixScene *scene, double threshold)
{
  const MixSlice *slice = mix_scene_get_slice (scene);

  if (slice == NULL || !isfinite (threshold))
    return threshold;
  double below = rint (100 * mix_mixture_cdf (&slice->mixture, threshold)) / 100;
  return mix_mixture_quantile (&slice->mixture, CLAMP (below, 0.01, 0.99));
}

/**
 * mix_figure_build_slice:
 *
 * Returns: (transfer full): p(y | x0), standing on the y axis that the fit has
 */
MixPlot *
mix_figure_build_slice (MixScene *scene, const MixPalette *palette)
{
  gboolean linked = mix_scene_get_linked (scene);
  g_autofree char *note = mix_figure_held_note (scene);
  g_autoptr (MixSliceGrid) grid = mix_slice_grid_new (scene);
  double top = note != NULL ? 48 : 32;
  gboolean beside = linked && !mix_scene_get_stacked (scene); /* the fit's y axis is there */
  const MixInsets roomy = { beside ? 58 : 98, 16, top, linked ? 28 : 50 };
  const MixInsets tight = { beside ? 58 : 44, 12, 28, 24 };
  MixPlot *plot = mix_plot_new (palette);
  MixAxis x = { .grid = TRUE, .labels = grid != NULL, .line = FALSE, .name = _ ("density") };
  MixAxis y = { .grid = TRUE, .labels = !beside && mix_scene_get_design (scene) != NULL,
                .line = TRUE, .offset = 60, .time = mix_figure_y_time (scene) };
  double low, high;

  mix_scale_init (&x.scale, 0, top_of (scene, grid));
  mix_scene_get_y_range (scene, &low, &high);
  mix_scale_init (&y.scale, low, high);
  mix_plot_set_title (plot, _ ("Slice"));
  mix_plot_set_insets (plot, &roomy, &tight);
  mix_plot_set_narrow (plot, beside ? 200 : 280);
  mix_plot_set_axes (plot, &x, &y);
  if (mix_scene_get_design (scene) != NULL)
    {
      g_autofree char *subtitle = subtitle_of (scene);
      mix_plot_set_subtitle (plot, subtitle, TRUE);
    }
  if (!linked)
    mix_plot_set_note (plot, note);
  mix_slice_extras_add_under (plot, scene, x.scale.high, palette);
  if (grid != NULL)
    add_densities (plot, grid, scene, x.scale.high, palette);
  mix_slice_extras_add_over (plot, scene, x.scale.high, palette);
  mix_plot_set_message (plot, mix_figure_missing (scene));
  mix_plot_set_message_share (plot, message_share (scene, grid, x.scale.high));
  SliceWords *words = g_new (SliceWords, 1);
  *words = (SliceWords){ mix_slice_labels_new (scene, grid), mix_slice_extras_new (scene) };
  mix_plot_set_arrange (plot, arrange_slice, words, slice_words_free);
  mix_plot_take_description (plot, description_of (scene));
  return plot;
}
