/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-slice-extras.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-near.h"

#define NEAR_SHARE 0.025 /* of the x axis, to each side of x0 */
#define LINE 14.5        /* from one line of the formula to the next, design pixels */
#define MOST_TERMS 8
#define GRIP 7.0
#define LEAST_SHARE 0.004 /* of the axis: an outline below it would only thicken the axis */

struct _MixSliceExtras
{
  double threshold;
  char *threshold_text;
  gboolean has_interval;
  MixInterval interval;
  char *interval_text;
  guint n_lines;
  char *lines[MOST_TERMS + 2];
  int components[MOST_TERMS + 2]; /* whose colour a line has; −1: nobody's */
  char *pinned[2];                /* what x0 and the pin say */
  char *near_text;
};

void
mix_slice_extras_free (MixSliceExtras *extras)
{
  g_free (extras->threshold_text);
  g_free (extras->interval_text);
  for (guint i = 0; i < extras->n_lines; i++)
    g_free (extras->lines[i]);
  g_free (extras->near_text);
  g_free (extras->pinned[0]);
  g_free (extras->pinned[1]);
  g_free (extras);
}

/**
 * mix_slice_threshold_text:
 *
 * Returns: (transfer full) (nullable): how probable more than the threshold is; NULL without one
 */
char *
mix_slice_threshold_text (MixScene *scene)
{
  double threshold = mix_scene_get_view (scene)->threshold, noise = 1;
  const MixSlice *slice = mix_scene_get_slice (scene);
  const MixGenerator *truth = mix_scene_get_truth (scene, &noise);
  MixNumberStyles styles;

  if (slice == NULL || !isfinite (threshold))
    return NULL;
  mix_figure_number_styles (scene, &styles);
  g_autofree char *y = mix_format_styled (threshold, &styles.y_coarse);
  g_autofree char *p = mix_format_percent (mix_mixture_survival (&slice->mixture, threshold));
  if (truth == NULL || !mix_scene_shows (scene, MIX_SHOW_TRUTH))
    return g_strdup_printf (_ ("P(y > %s) = %s"), y, p);
  double above = 1 - truth->cdf (mix_scene_get_x0 (scene), threshold, noise);
  g_autofree char *really = mix_format_percent (above);
  return g_strdup_printf (_ ("P(y > %s) = %s, truth %s"), y, p, really);
}

static void
take_line (MixSliceExtras *extras, int component, char *line)
{
  extras->components[extras->n_lines] = component;
  extras->lines[extras->n_lines++] = line;
}

/* Σ π N (y | μ, σ) with its numbers, a term a line; of many terms the heaviest. */
static void
take_formula (MixSliceExtras *extras, MixScene *scene, const MixSlice *slice)
{
  const MixMixture *m = &slice->mixture;
  MixNumberStyles styles;
  guint n = 0;

  mix_figure_number_styles (scene, &styles);
  const MixNumberStyle seen = { .decimals = 3 }; /* the transform's units are no dates */
  const MixNumberStyle *style = m->transform != NULL ? &seen : &styles.y;
  take_line (extras, -1,
             g_strdup (m->transform != NULL ? "p(y | x₀) = dz/dy Σ πₖ N(z | μₖ, σₖ), z = T(y)"
                                            : "p(y | x₀) = Σ πₖ N(y | μₖ, σₖ)"));
  for (guint k = 0; k < m->k; k++)
    {
      g_autofree char *pi = mix_format_number (m->pi[k], 2);
      g_autofree char *mu = mix_format_styled (m->mu[k], style);
      g_autofree char *sigma = mix_format_span (m->sigma[k], style);
      if (m->k > MOST_TERMS && m->pi[k] < 0.5 / m->k)
        continue;
      if (n++ == MOST_TERMS)
        {
          take_line (extras, -1, g_strdup ("+ …"));
          break;
        }
      take_line (extras, (int) k,
                 g_strdup_printf ("%s %s · N(%s | %s, %s)", n == 1 ? "=" : "+", pi,
                                  m->transform != NULL ? "z" : "y", mu, sigma));
    }
}

static char *
pinned_text (const MixSlice *slice, const MixNumberStyles *styles)
{
  g_autofree char *x = mix_format_styled (slice->x, &styles->x);
  g_autofree char *mean = mix_format_styled (slice->mean, &styles->y);
  g_autofree char *median = mix_format_styled (slice->median, &styles->y);
  g_autofree char *sd
    = mix_format_span (sqrt (mix_mixture_variance (&slice->mixture)), &styles->y);

  return g_strdup_printf (_ ("%s: mean %s, median %s, sd %s"), x, mean, median, sd);
}

static gboolean
shows_near (const MixScene *scene)
{
  MixDesign *design = mix_scene_get_design (scene);

  return design != NULL && mix_scene_shows (scene, MIX_SHOW_NEAR) && mix_design_has_target (design);
}

static char *
near_text (MixScene *scene, const MixNumberStyles *styles)
{
  MixNear near;

  mix_near_count (scene, NEAR_SHARE, &near);
  g_autofree char *count = mix_format_count (near.n_rows);
  g_autofree char *reach = mix_format_span (near.reach, &styles->x);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s row within ±%s of x₀",
                                       "%s rows within ±%s of x₀", (gulong) near.n_rows),
                          count, reach);
}

MixSliceExtras *
mix_slice_extras_new (MixScene *scene)
{
  MixSliceExtras *extras = g_new0 (MixSliceExtras, 1);
  const MixSlice *slice = mix_scene_get_slice (scene);
  const MixSlice *pinned = mix_scene_get_pinned_slice (scene);
  MixNumberStyles styles;

  mix_figure_number_styles (scene, &styles);
  extras->threshold = mix_scene_get_view (scene)->threshold;
  extras->threshold_text = mix_slice_threshold_text (scene);
  if (shows_near (scene))
    extras->near_text = near_text (scene, &styles);
  if (slice == NULL)
    return extras;
  if (mix_scene_shows (scene, MIX_SHOW_INTERVAL))
    {
      g_autofree char *low = mix_format_styled (slice->interval.low, &styles.y_coarse);
      g_autofree char *high = mix_format_styled (slice->interval.high, &styles.y_coarse);
      g_autofree char *percent = mix_format_percent (slice->interval.mass);
      extras->has_interval = TRUE;
      extras->interval = slice->interval;
      extras->interval_text
        = g_strdup_printf (_ ("%s, equal tails: %s to %s"), percent, low, high);
    }
  if (mix_scene_shows (scene, MIX_SHOW_FORMULA))
    take_formula (extras, scene, slice);
  if (pinned != NULL)
    {
      extras->pinned[0] = pinned_text (slice, &styles);
      extras->pinned[1] = pinned_text (pinned, &styles);
    }
  return extras;
}

/* Steps along y, two points a bin. */
static void
add_steps (MixPlot *plot, const MixNear *near, double top, const MixPalette *palette)
{
  double y[2 * MIX_NEAR_BINS], density[2 * MIX_NEAR_BINS], zero[2 * MIX_NEAR_BINS] = { 0 };
  MixAreaStyle style = { palette->rows, 0.32, -1 };
  MixLineStyle edge = { .color = palette->rows, .width = 1 };

  for (guint i = 0; i < MIX_NEAR_BINS; i++)
    for (guint end = 0; end < 2; end++)
      {
        y[2 * i + end] = near->low + (i + end) * near->width;
        density[2 * i + end] = MIN (near->density[i], top);
      }
  mix_plot_take_tagged (plot, mix_layer_area_new (MIX_ALONG_Y, y, zero, density, NULL,
                                                  2 * MIX_NEAR_BINS, &style),
                        MIX_SHOW_NEAR + 1, 0);
  mix_plot_take_tagged (plot, mix_layer_line_new (density, y, NULL, 2 * MIX_NEAR_BINS, &edge),
                        MIX_SHOW_NEAR + 1, 0);
}

void
mix_slice_extras_add_under (MixPlot *plot, MixScene *scene, double top, const MixPalette *palette)
{
  MixNear near;

  if (!shows_near (scene))
    return;
  mix_near_count (scene, NEAR_SHARE, &near);
  add_steps (plot, &near, top, palette);
}

/* The slice at the pin is an outline where that at x0 is filled. */
void
mix_slice_extras_add_over (MixPlot *plot, MixScene *scene, double top, const MixPalette *palette)
{
  enum { N = 401 };
  static const double dash[] = { 5, 4 };
  const MixSlice *pinned = mix_scene_get_pinned_slice (scene);
  MixLineStyle style = { .color = palette->selection, .width = 2, .casing = 4, .dash = dash,
                         .n_dashes = 2 };
  double low, high, y[N], density[N];

  if (pinned == NULL)
    return;
  mix_scene_get_y_range (scene, &low, &high);
  for (guint i = 0; i < N; i++)
    {
      y[i] = low + (high - low) * i / (N - 1);
      density[i] = mix_mixture_density (&pinned->mixture, y[i]);
      if (!(density[i] >= LEAST_SHARE * top))
        density[i] = (double) NAN;
    }
  mix_plot_take_layer (plot, mix_layer_line_new (density, y, NULL, N, &style));
}

/* The middle of the threshold's words: beside its line, at the first place that is free of other
 * words. */
static double
find_place (const MixFrame *frame, const MixMarks *live, const MixTextStyle *style, double right,
            double y, const char *text)
{
  static const double places[] = { -11, 11, -25, 25, -39, 39, -53, 53, -67, 67 };
  double top = frame->area.y + 8 * frame->unit, width, height;
  double bottom = frame->area.y + frame->area.height - 8 * frame->unit;

  mix_text_measure (frame, style, text, &width, &height);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      double at = y + places[i] * frame->unit;
      MixRect place = { right - width, at - height / 2 + 2, width, height - 4 };
      if (at > top && at < bottom && mix_marks_is_free (live, &place))
        return at;
    }
  return y + (y - frame->area.y > 24 * frame->unit ? -11 : 11) * frame->unit;
}

/* Where the threshold is in sight: its height in pixels. */
static gboolean
find_threshold (const MixSliceExtras *extras, const MixFrame *frame, double *y)
{
  *y = mix_scale_to_pixel (&frame->y, extras->threshold);
  return extras->threshold_text != NULL && *y >= frame->area.y
         && *y <= frame->area.y + frame->area.height;
}

static void
arrange_threshold (const MixSliceExtras *extras, const MixFrame *frame, double y, MixMarks *live)
{
  const MixPalette *palette = frame->palette;
  const MixRect *area = &frame->area;
  double unit = frame->unit, right = area->x + area->width;
  MixShapeStyle knob = { .fill = palette->selection_fill, .stroke = palette->card,
                         .width = 1.5 * unit };
  MixShapeStyle ridge = { .stroke = palette->selection_text, .width = 1.5 * unit };
  MixTextStyle text = { .size = 11.5, .bold = TRUE, .color = palette->selection, .xalign = 1,
                        .yalign = 0.5, .halo = TRUE };

  MixRect grip = { right - 8 * unit, y - 8 * unit, 12 * unit, 16 * unit };
  mix_marks_rectangle (live, &knob, &grip, 6 * unit);
  for (int side = -1; side <= 1; side += 2)
    mix_marks_line (live, &ridge, right - 5 * unit, y + side * 2 * unit, right + unit,
                    y + side * 2 * unit);
  double at = find_place (frame, live, &text, right - 10 * unit, y, extras->threshold_text);
  mix_marks_text (live, frame, &text, right - 10 * unit, at, extras->threshold_text);
  mix_marks_add_handle (live, &(MixRect){ area->x, y - GRIP, frame->width - area->x, 2 * GRIP },
                        MIX_HANDLE_THRESHOLD, TRUE);
}

static void
arrange_interval (const MixSliceExtras *extras, const MixFrame *frame, MixMarks *live)
{
  double unit = frame->unit, top = frame->area.y, bottom = top + frame->area.height;
  double x = frame->area.x - 4 * unit;
  double y1 = CLAMP (mix_scale_to_pixel (&frame->y, extras->interval.high), top, bottom);
  double y2 = CLAMP (mix_scale_to_pixel (&frame->y, extras->interval.low), top, bottom);
  MixShapeStyle bar = { .stroke = frame->palette->text, .width = 2 * unit };

  mix_marks_set_tag (live, MIX_SHOW_INTERVAL + 1, 0);
  mix_marks_line (live, &bar, x, y1, x, y2);
  mix_marks_line (live, &bar, x - 3 * unit, y1, x + 3 * unit, y1);
  mix_marks_line (live, &bar, x - 3 * unit, y2, x + 3 * unit, y2);
}

/* Lines at the foot of the axes, the last lowest; returns how high they stand. */
static double
arrange_lines (const MixSliceExtras *extras, const MixFrame *frame, MixMarks *live)
{
  double unit = frame->unit, right = frame->area.x + frame->area.width;
  double bottom = frame->area.y + frame->area.height - 8 * unit;

  for (guint i = 0; i < extras->n_lines; i++)
    {
      int component = extras->components[i];
      MixTextStyle style = { .size = 11.5, .color = frame->palette->text, .xalign = 1,
                             .yalign = 0.5, .halo = TRUE };
      if (component >= 0)
        {
          style.color = *mix_palette_component (frame->palette, (guint) component);
          style.bold = TRUE;
        }
      mix_marks_set_tag (live, 0, component >= 0 ? (guint) component + 1 : 0);
      mix_marks_text (live, frame, &style, right - 4 * unit,
                      bottom - (extras->n_lines - 1 - i) * LINE * unit, extras->lines[i]);
    }
  mix_marks_set_tag (live, 0, 0);
  return extras->n_lines * LINE * unit;
}

static void
arrange_notes (const MixSliceExtras *extras, const MixFrame *frame, MixMarks *live, double lift)
{
  const MixPalette *palette = frame->palette;
  double unit = frame->unit, right = frame->area.x + frame->area.width - 4 * unit;
  double y = frame->area.y + frame->area.height - 8 * unit - lift;
  const struct
  {
    const char *text;
    const MixColor *color;
    gboolean bold;
    guint item;
  } notes[] = { { extras->pinned[1], &palette->selection, FALSE, 0 },
                { extras->pinned[0], &palette->selection, TRUE, 0 },
                { extras->interval_text, &palette->text, FALSE, MIX_SHOW_INTERVAL + 1 },
                { extras->near_text, &palette->axis_text, FALSE, MIX_SHOW_NEAR + 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      MixTextStyle style = { .size = 11, .bold = notes[i].bold, .color = *notes[i].color,
                             .xalign = 1, .yalign = 0.5, .halo = TRUE };
      if (notes[i].text == NULL)
        continue;
      mix_marks_set_tag (live, notes[i].item, 0);
      mix_marks_text (live, frame, &style, right, y, notes[i].text);
      y -= LINE * unit;
    }
  mix_marks_set_tag (live, 0, 0);
}

/* What goes under the words: the threshold's line. */
void
mix_slice_extras_arrange_under (const MixSliceExtras *extras, const MixFrame *frame, MixMarks *live)
{
  static const double dash[] = { 2, 3 };
  double y, unit = frame->unit;
  MixShapeStyle line = { .stroke = frame->palette->selection, .width = 1.5 * unit,
                         .casing = 3.5 * unit, .dash = dash, .n_dashes = 2 };

  if (find_threshold (extras, frame, &y))
    mix_marks_line (live, &line, frame->area.x, y,
                    frame->area.x + frame->area.width - 8 * unit, y);
}

void
mix_slice_extras_arrange (const MixSliceExtras *extras, const MixFrame *frame, MixMarks *live)
{
  double y;

  if (extras->has_interval)
    arrange_interval (extras, frame, live);
  arrange_notes (extras, frame, live, arrange_lines (extras, frame, live));
  if (find_threshold (extras, frame, &y))
    arrange_threshold (extras, frame, y, live);
}
