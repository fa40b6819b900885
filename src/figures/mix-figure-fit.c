/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BADGE_X 14.0 /* from the area to the middle of a badge, in design pixels */
#define WORD_X 6.0   /* to a label without one */
#define KNOB_RADIUS 8.0

/* What the labels need once the size is known. */
typedef struct
{
  guint k;
  double *pi, *mu; /* [k] at the right end of x */
  gboolean trained, has_plain, has_truth, show_x0, linked, has_rings, has_rows;
  double mean, plain;
  double x0;
  char *x0_text;
  guint n_pieces;
  MixInterval pieces[8];
} FitLabels;

static void
fit_labels_free (gpointer data)
{
  FitLabels *labels = data;

  g_free (labels->pi);
  g_free (labels->mu);
  g_free (labels->x0_text);
  g_free (labels);
}

static void
add_bands (MixPlot *plot, const MixCurves *curves)
{
  guint n = curves->n * curves->k;
  g_autofree double *weight = g_new (double, n);

  for (guint i = 0; i < n; i++)
    weight[i] = mix_figure_fair_share (curves->pi[i], curves->k);
  mix_plot_take_layer (plot, mix_layer_bands_new (curves->x, curves->mu, curves->sigma, weight,
                                                  curves->n, curves->k));
}

static void
add_component (MixPlot *plot, const MixCurves *curves, guint k, const MixPalette *palette)
{
  guint n = curves->n;
  g_autofree double *mu = g_new (double, n), *weight = g_new (double, n);
  MixLineStyle style = { .color = *mix_palette_component (palette, k), .width = 3, .casing = 5.5 };

  style.dash = mix_palette_dash (k, &style.n_dashes);
  style.underlay = style.n_dashes > 0 ? 0.32 : 0;
  for (guint i = 0; i < n; i++)
    {
      mu[i] = curves->mu[i * curves->k + k];
      weight[i] = mix_figure_fair_share (curves->pi[i * curves->k + k], curves->k);
    }
  mix_plot_take_layer (plot, mix_layer_line_new (curves->x, mu, weight, n, &style));
}

static void
add_networks (MixPlot *plot, const MixCurves *curves, const MixPalette *palette)
{
  MixLineStyle mean = { .color = palette->mean, .width = 1.25 };
  MixLineStyle plain = mix_figure_plain_style (palette);

  add_bands (plot, curves);
  if (curves->plain != NULL)
    mix_plot_take_layer (plot, mix_layer_line_new (curves->x, curves->plain, NULL, curves->n,
                                                   &plain));
  if (curves->k > 1)
    mix_plot_take_layer (plot, mix_layer_line_new (curves->x, curves->mean, NULL, curves->n,
                                                   &mean));
  for (guint k = 0; k < curves->k; k++)
    add_component (plot, curves, k, palette);
}

static void
add_truth (MixPlot *plot, const MixTruthCurves *truth, const MixPalette *palette)
{
  MixLineStyle style = mix_figure_truth_style (palette);

  for (guint b = 0; b < truth->n_branches; b++)
    mix_plot_take_layer (plot, mix_layer_line_new (truth->x, truth->centre + b * truth->n, NULL,
                                                   truth->n, &style));
}

static void
arrange_ends (const FitLabels *labels, const MixFrame *frame, MixMarks *live)
{
  guint n = labels->k + 2;
  g_autofree MixLabelSlot *slots = g_new0 (MixLabelSlot, n);
  double unit = frame->unit, right = frame->area.x + frame->area.width;
  double low = frame->area.y - 4 * unit, high = frame->area.y + frame->area.height + 4 * unit;
  gboolean mean = labels->k > 1;

  for (guint i = 0; i < n; i++)
    {
      double y = i < labels->k ? labels->mu[i] : i == labels->k ? labels->mean : labels->plain;
      gboolean wanted = i < labels->k || (i == labels->k ? mean : labels->has_plain);
      slots[i] = (MixLabelSlot){
        .wanted = CLAMP (mix_scale_to_pixel (&frame->y, y), low, high),
        .height = wanted ? (i < labels->k ? 17 : MIX_LABEL_GAP) * unit : 0,
        .priority = i < labels->k ? labels->pi[i] : 0.2,
      };
    }
  mix_labels_spread (slots, n, low, high);

  MixTextStyle style = mix_figure_label_style (frame->palette, &frame->palette->text);
  MixTextStyle quiet = mix_figure_label_style (frame->palette, &frame->palette->axis_text);
  for (guint k = 0; k < labels->k; k++)
    {
      if (!slots[k].shown)
        continue;
      mix_marks_badge (live, frame, right + BADGE_X * unit, slots[k].at, k);
      g_autofree char *index = mix_format_subscript (k + 1);
      g_autofree char *pi = mix_format_number (labels->pi[k], 2);
      g_autofree char *text = g_strdup_printf ("π%s %s", index, pi);
      if (!frame->narrow)
        mix_marks_text (live, frame, &style, right + (BADGE_X + 12) * unit, slots[k].at, text);
    }
  if (mean && slots[labels->k].shown)
    mix_marks_text (live, frame, &style, right + WORD_X * unit, slots[labels->k].at, _ ("mean"));
  if (labels->has_plain && slots[labels->k + 1].shown)
    mix_marks_text (live, frame, &quiet, right + WORD_X * unit, slots[labels->k + 1].at,
                    _ ("plain"));
}

static void
arrange_legend (const FitLabels *labels, const MixFrame *frame, MixMarks *live)
{
  MixLegendEntry entries[5];
  guint n = 0;
  const MixPalette *palette = frame->palette;
  double y = frame->area.y + frame->area.height + (labels->linked ? 14 : 35) * frame->unit;

  if (y + 6 * frame->unit > frame->height)
    return;
  if (labels->trained)
    entries[n++] = (MixLegendEntry){ .swatch = MIX_SWATCH_BANDS, .text = _ ("½σ bands to 2σ") };
  if (labels->has_truth)
    entries[n++] = (MixLegendEntry){ .style = mix_figure_truth_style (palette),
                                     .text = _ ("truth") };
  if (labels->has_rows && labels->trained)
    entries[n++] = (MixLegendEntry){ .swatch = MIX_SWATCH_ROWS, .n_colors = labels->k,
                                     .text = labels->k > 1 ? _ ("rows, by responsibility")
                                                           : _ ("rows") };
  if (labels->has_rows && !labels->trained)
    entries[n++] = (MixLegendEntry){ .swatch = MIX_SWATCH_DISC, .style = { .color = palette->rows },
                                     .text = _ ("rows") };
  if (labels->has_rings)
    entries[n++] = (MixLegendEntry){ .swatch = MIX_SWATCH_RING,
                                     .style = { .color = palette->validation_rows },
                                     .text = _ ("validation rows") };
  mix_legend_strip (live, frame, entries, n, frame->area.x, frame->width - 8 * frame->unit, y);
}

static void
arrange_knob (const MixFrame *frame, MixMarks *live, double x, double y)
{
  double unit = frame->unit;
  MixShapeStyle disc = { .fill = frame->palette->selection_fill, .stroke = frame->palette->card,
                         .width = 1.5 * unit };
  MixShapeStyle arrow = { .stroke = frame->palette->selection_text, .width = 1.5 * unit,
                          .round = TRUE };

  mix_marks_circle (live, &disc, x, y, KNOB_RADIUS * unit);
  for (int side = -1; side <= 1; side += 2)
    {
      double tip = x + side * 4 * unit, back = x + side * 1.6 * unit, half = 2.6 * unit;
      double xy[] = { back, y - half, tip, y, back, y + half };
      mix_marks_shape (live, &arrow, xy, 3);
    }
}

static void
arrange_x0 (const FitLabels *labels, const MixFrame *frame, MixMarks *live)
{
  double unit = frame->unit, x = mix_scale_to_pixel (&frame->x, labels->x0);
  double top = frame->area.y, bottom = frame->area.y + frame->area.height;
  MixShapeStyle set = { .stroke = frame->palette->selection, .width = 4.5 * unit,
                        .casing = 7 * unit, .round = TRUE };

  mix_figure_add_x0_line (live, frame, x, top, labels->linked ? frame->height : bottom);
  for (guint i = 0; i < labels->n_pieces; i++)
    {
      double y1 = mix_scale_to_pixel (&frame->y, labels->pieces[i].low);
      double y2 = mix_scale_to_pixel (&frame->y, labels->pieces[i].high);
      y1 = CLAMP (y1, top, bottom);
      y2 = CLAMP (y2, top, bottom);
      if (y1 - y2 > 0.5)
        mix_marks_line (live, &set, x, y1, x, y2);
    }
  arrange_knob (frame, live, x, bottom);
  mix_marks_chip (live, frame, x, top + 4 * unit, labels->x0_text);
}

static void
arrange_fit (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  const FitLabels *labels = data;

  if (labels->trained)
    arrange_ends (labels, frame, live);
  if (labels->show_x0 && labels->has_rows)
    arrange_x0 (labels, frame, live);
  arrange_legend (labels, frame, live);
}

static FitLabels *
fit_labels_new (MixScene *scene)
{
  FitLabels *labels = g_new0 (FitLabels, 1);
  const MixCurves *curves = mix_scene_get_curves (scene);
  const MixSlice *slice = mix_scene_get_slice (scene);
  MixRowCounts counts;

  mix_scene_get_row_counts (scene, &counts);
  labels->has_rows = counts.n_training > 0;
  labels->has_rings = counts.n_validation > 0;
  labels->show_x0 = mix_scene_get_show_x0 (scene);
  labels->linked = mix_scene_get_linked (scene);
  labels->has_truth = mix_scene_get_truth (scene, NULL) != NULL;
  labels->x0 = mix_scene_get_x0 (scene);
  labels->x0_text = mix_figure_x0_text (scene, "x₀");
  if (slice != NULL)
    {
      labels->n_pieces = slice->n_pieces;
      memcpy (labels->pieces, slice->pieces, sizeof labels->pieces);
    }
  if (curves == NULL || slice == NULL)
    return labels;
  guint last = curves->n - 1;
  labels->trained = TRUE;
  labels->k = curves->k;
  labels->pi = g_memdup2 (curves->pi + last * curves->k, curves->k * sizeof (double));
  labels->mu = g_memdup2 (curves->mu + last * curves->k, curves->k * sizeof (double));
  labels->mean = curves->mean[last];
  labels->has_plain = curves->plain != NULL;
  labels->plain = labels->has_plain ? curves->plain[last] : 0;
  return labels;
}

static char *
subtitle_of (MixScene *scene, const MixNumberStyles *styles)
{
  MixRowCounts counts;
  g_autofree char *x_name = mix_figure_x_name (scene, 22), *y_name = mix_figure_y_name (scene, 22);
  g_autofree char *x = mix_figure_with_power (x_name, &styles->x);
  g_autofree char *y = mix_figure_with_power (y_name, &styles->y);

  mix_scene_get_row_counts (scene, &counts);
  gsize drawn = counts.n_training + counts.n_validation;
  g_autofree char *n_drawn = mix_format_count (drawn);
  g_autofree char *n_training = mix_format_count (counts.of_training);
  if (drawn == counts.of_training + counts.of_validation)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s against %s, %s row",
                                         "%s against %s, %s rows", (gulong) drawn),
                            y, x, n_drawn);
  if (drawn == counts.of_training)
    return g_strdup_printf (_ ("%s against %s, %s training rows"), y, x, n_drawn);
  if (counts.of_validation > 0)
    return g_strdup_printf (_ ("%s against %s, %s of %s training rows drawn"), y, x, n_drawn,
                            n_training);
  return g_strdup_printf (_ ("%s against %s, %s of %s rows drawn"), y, x, n_drawn, n_training);
}

static void
describe (MixPlot *plot, MixScene *scene, const char *subtitle)
{
  g_autofree char *moment = mix_figure_describe_moment (scene);
  g_autofree char *slice = mix_figure_describe_slice (scene);
  g_autofree char *note = mix_figure_held_note (scene);

  mix_plot_take_description (plot, g_strdup_printf ("%s: %s%s%s. %s%s%s", _ ("Fit"), subtitle,
                                                    note != NULL ? ", " : "",
                                                    note != NULL ? note : "", moment,
                                                    *slice != '\0' ? " " : "", slice));
}

/**
 * mix_figure_build_fit:
 *
 * Returns: (transfer full): the rows, and what both networks and the truth say of them
 */
MixPlot *
mix_figure_build_fit (MixScene *scene, const MixPalette *palette)
{
  gboolean linked = mix_scene_get_linked (scene);
  g_autofree char *note = mix_figure_held_note (scene);
  double top = note != NULL ? 48 : 32;
  const MixInsets roomy = { 46, 72, top, linked ? 28 : 50 }, tight = { 44, 42, 28, 24 };
  MixPlot *plot = mix_plot_new (palette);
  MixAxis x = { .grid = TRUE, .labels = !linked, .line = TRUE };
  MixAxis y = { .grid = TRUE, .labels = TRUE };
  MixNumberStyles styles;
  double low, high;

  mix_figure_number_styles (scene, &styles);
  g_autofree char *x_name = mix_figure_x_name (scene, 60);
  x.name = x_name;
  mix_scene_get_x_range (scene, &low, &high);
  mix_scale_init (&x.scale, low, high);
  mix_scene_get_y_range (scene, &low, &high);
  mix_scale_init (&y.scale, low, high);
  mix_plot_set_title (plot, _ ("Fit"));
  mix_plot_set_insets (plot, &roomy, &tight);
  if (mix_scene_get_design (scene) == NULL)
    {
      x.labels = y.labels = FALSE;
      mix_plot_set_axes (plot, &x, &y);
      mix_plot_set_message (plot, mix_figure_missing (scene));
      mix_plot_take_description (plot, g_strdup (mix_figure_missing (scene)));
      return plot;
    }
  g_autofree char *subtitle = subtitle_of (scene, &styles);
  mix_plot_set_subtitle (plot, subtitle, FALSE);
  mix_plot_set_note (plot, note);
  mix_plot_set_axes (plot, &x, &y);

  MixCloud *cloud = mix_scene_get_cloud (scene, palette);
  if (cloud != NULL)
    mix_plot_take_layer (plot, mix_layer_points_new (cloud));
  if (mix_scene_is_trained (scene) && mix_scene_get_slice (scene) != NULL)
    add_networks (plot, mix_scene_get_curves (scene), palette);
  g_autoptr (MixTruthCurves) truth = mix_figure_truth_curves (scene);
  if (truth != NULL)
    add_truth (plot, truth, palette);
  mix_plot_set_arrange (plot, arrange_fit, fit_labels_new (scene), fit_labels_free);
  describe (plot, scene, subtitle);
  return plot;
}
