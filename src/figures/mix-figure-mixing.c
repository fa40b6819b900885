/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BOUNDARY_SHIFT 1.6 /* the two lines of a boundary are 3.2 apart */
#define FADE_BELOW 0.03    /* an area thinner than this has no edge */
#define NUMBER_ROOM 17.0   /* what a number needs of an area's height, in design pixels */

typedef struct
{
  guint k;
  double *end;  /* [k] π at the right end */
  double *at_x0; /* [k] */
  gboolean show_x0, linked;
  double x0;
} MixingLabels;

static void
mixing_labels_free (gpointer data)
{
  MixingLabels *labels = data;

  g_free (labels->end);
  g_free (labels->at_x0);
  g_free (labels);
}

/* stack [(k + 1) × n]: 1 at the top, then what is below each component. */
static double *
stack_of (const MixCurves *curves)
{
  guint n = curves->n, k = curves->k;
  double *stack = g_new (double, (k + 1) * n);

  for (guint i = 0; i < n; i++)
    {
      double left = 1;
      stack[i] = 1;
      for (guint c = 0; c < k; c++)
        {
          left -= curves->pi[i * k + c];
          stack[(c + 1) * n + i] = c + 1 == k ? 0 : CLAMP (left, 0, 1);
        }
    }
  return stack;
}

static void
add_stack (MixPlot *plot, const MixCurves *curves, const MixPalette *palette)
{
  guint n = curves->n, k = curves->k;
  g_autofree double *stack = stack_of (curves);

  for (guint c = 0; c < k; c++)
    {
      MixAreaStyle area = { *mix_palette_component (palette, c), palette->mixing_alpha, (int) c };
      mix_plot_take_layer (plot, mix_layer_area_new (MIX_ALONG_X, curves->x, stack + (c + 1) * n,
                                                     stack + c * n, NULL, n, &area));
    }
  g_autofree double *weight = g_new (double, n);
  for (guint c = 0; c + 1 < k; c++)
    for (guint side = 0; side < 2; side++)
      {
        for (guint i = 0; i < n; i++)
          weight[i] = CLAMP (curves->pi[i * k + c + side] / FADE_BELOW, 0, 1);
        MixLineStyle line = { .color = *mix_palette_component (palette, c + side), .width = 2,
                              .shift = side == 0 ? BOUNDARY_SHIFT : -BOUNDARY_SHIFT };
        line.dash = mix_palette_dash (c + side, &line.n_dashes);
        line.fade = MIX_FADE_OUT;
        mix_plot_take_layer (plot, mix_layer_line_new (curves->x, stack + (c + 1) * n, weight, n,
                                                       &line));
      }
}

/* Which component a branch of the truth is, by who is nearest to its centre over all x. */
static guint
component_of (const MixTruthCurves *truth, guint branch, const MixCurves *curves)
{
  g_autofree double *votes = g_new0 (double, curves->k);
  guint winner = 0;

  for (guint i = 0; i < curves->n; i++)
    {
      guint t = i * (truth->n - 1) / (curves->n - 1), nearest = 0;
      double centre = truth->centre[branch * truth->n + t], least = HUGE_VAL;
      if (isnan (centre))
        continue;
      for (guint c = 0; c < curves->k; c++)
        {
          double distance = fabs (curves->mu[i * curves->k + c] - centre);
          if (distance < least)
            {
              least = distance;
              nearest = c;
            }
        }
      votes[nearest] += truth->weight[branch * truth->n + t];
    }
  for (guint c = 1; c < curves->k; c++)
    if (votes[c] > votes[winner])
      winner = c;
  return winner;
}

/* The truth's weights, stacked in the order of the components that stand for its branches. */
static void
add_truth (MixPlot *plot, const MixTruthCurves *truth, const MixCurves *curves,
           const MixPalette *palette)
{
  MixLineStyle style = mix_figure_truth_style (palette);
  guint order[4] = { 0, 1, 2, 3 }, place[4] = { 0 };
  g_autofree double *below = g_new (double, truth->n);

  for (guint b = 0; curves != NULL && b < truth->n_branches; b++)
    place[b] = component_of (truth, b, curves);
  for (guint i = 1; i < truth->n_branches; i++)
    for (guint j = i; j > 0 && place[order[j]] < place[order[j - 1]]; j--)
      {
        guint swap = order[j];
        order[j] = order[j - 1];
        order[j - 1] = swap;
      }
  for (guint i = 0; i < truth->n; i++)
    below[i] = 1;
  for (guint b = 0; b + 1 < truth->n_branches; b++)
    {
      for (guint i = 0; i < truth->n; i++)
        below[i] -= truth->weight[order[b] * truth->n + i];
      mix_plot_take_layer (plot, mix_layer_line_new (truth->x, below, NULL, truth->n, &style));
      if (b == 0)
        mix_plot_set_message_share (plot, mix_figure_clear_share (below, truth->n, 0, 1));
    }
}

static void
arrange_ends (const MixingLabels *labels, const MixFrame *frame, MixMarks *live)
{
  g_autofree MixLabelSlot *slots = g_new0 (MixLabelSlot, labels->k);
  MixTextStyle style = mix_figure_label_style (frame->palette, &frame->palette->text);
  double unit = frame->unit, right = frame->area.x + frame->area.width, above = 1;

  for (guint c = 0; c < labels->k; c++)
    {
      slots[c] = (MixLabelSlot){
        .wanted = mix_scale_to_pixel (&frame->y, above - labels->end[c] / 2),
        .height = 17 * unit, .priority = labels->end[c] };
      above -= labels->end[c];
    }
  mix_labels_spread (slots, labels->k, frame->area.y - 4 * unit,
                     frame->area.y + frame->area.height + 4 * unit);
  for (guint c = 0; c < labels->k; c++)
    {
      if (!slots[c].shown)
        continue;
      g_autofree char *index = mix_format_subscript (c + 1);
      g_autofree char *text = g_strconcat ("π", index, NULL);
      mix_marks_badge (live, frame, right + 14 * unit, slots[c].at, c);
      if (!frame->narrow)
        mix_marks_text (live, frame, &style, right + 26 * unit, slots[c].at, text);
    }
}

static void
arrange_numbers (const MixingLabels *labels, const MixFrame *frame, MixMarks *live, double x)
{
  double unit = frame->unit, above = 1;
  gboolean leftward = x > frame->area.x + 44 * unit;
  MixTextStyle style = { .size = 13, .bold = TRUE, .color = frame->palette->text, .halo = TRUE,
                         .xalign = leftward ? 1 : 0, .yalign = 0.5 };
  MixShapeStyle dot = { .fill = frame->palette->selection_fill, .stroke = frame->palette->card,
                        .width = 1.5 * unit };

  for (guint c = 0; c < labels->k; c++)
    {
      double pi = labels->at_x0[c];
      double top = mix_scale_to_pixel (&frame->y, above);
      double bottom = mix_scale_to_pixel (&frame->y, above - pi);
      g_autofree char *text = mix_format_number (pi, 2);
      if (bottom - top >= NUMBER_ROOM * unit)
        mix_marks_text (live, frame, &style, x + (leftward ? -9 : 9) * unit, (top + bottom) / 2,
                        text);
      if (c + 1 < labels->k && pi > 0.01 && above - pi > 0.01)
        mix_marks_circle (live, &dot, x, bottom, 4.5 * unit);
      above -= pi;
    }
}

static void
arrange_mixing (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  const MixingLabels *labels = data;

  if (labels->k > 0)
    arrange_ends (labels, frame, live);
  if (labels->show_x0)
    {
      double x = mix_scale_to_pixel (&frame->x, labels->x0);
      mix_figure_add_x0_line (live, frame, x, labels->linked ? 0 : frame->area.y,
                              frame->area.y + frame->area.height);
      arrange_numbers (labels, frame, live, x);
    }
}

static MixingLabels *
mixing_labels_new (MixScene *scene, const MixCurves *curves)
{
  MixingLabels *labels = g_new0 (MixingLabels, 1);
  const MixSlice *slice = mix_scene_get_slice (scene);

  labels->linked = mix_scene_get_linked (scene);
  labels->show_x0 = mix_scene_get_show_x0 (scene) && mix_scene_get_design (scene) != NULL;
  labels->x0 = mix_scene_get_x0 (scene);
  if (curves == NULL || slice == NULL)
    return labels;
  labels->k = curves->k;
  labels->end = g_memdup2 (curves->pi + (curves->n - 1) * curves->k, curves->k * sizeof (double));
  labels->at_x0 = g_memdup2 (slice->mixture.pi, curves->k * sizeof (double));
  return labels;
}

static char *
description_of (MixScene *scene)
{
  const MixSlice *slice = mix_scene_get_slice (scene);
  g_autofree char *name = mix_figure_x_name (scene, 40);

  if (slice == NULL)
    return g_strdup_printf ("%s. %s.", _ ("Mixing"), mix_figure_missing (scene));
  g_autofree char *moment = mix_figure_describe_moment (scene);
  g_autofree char *at = mix_figure_x0_text (scene, name);
  GString *out = g_string_new (NULL);
  g_string_printf (out, _ ("Mixing: the weight of each component along %s. %s At %s:"), name,
                   moment, at);
  for (guint k = 0; k < slice->mixture.k; k++)
    {
      g_autofree char *pi = mix_format_number (slice->mixture.pi[k], 2);
      g_string_append_printf (out, _ ("%s component %u has weight %s"), k > 0 ? ";" : "", k + 1,
                              pi);
    }
  g_string_append (out, ".");
  return g_string_free (out, FALSE);
}

/**
 * mix_figure_build_mixing:
 *
 * Returns: (transfer full): the mixing coefficients along x, the first component on top
 */
MixPlot *
mix_figure_build_mixing (MixScene *scene, const MixPalette *palette)
{
  const MixInsets roomy = { 46, 72, 34, 30 }, tight = { 44, 42, 30, 26 };
  MixPlot *plot = mix_plot_new (palette);
  MixAxis x = { .line = TRUE, .labels = TRUE, .grid = TRUE };
  MixAxis y = { .labels = TRUE, .grid = TRUE };
  gboolean sound = mix_scene_get_slice (scene) != NULL;
  const MixCurves *curves = sound ? mix_scene_get_curves (scene) : NULL;
  MixNumberStyles styles;
  double low, high;

  mix_figure_number_styles (scene, &styles);
  mix_scene_get_x_range (scene, &low, &high);
  mix_scale_init (&x.scale, low, high);
  mix_scale_init (&y.scale, 0, 1);
  g_autofree char *short_name = mix_figure_x_name (scene, 60);
  g_autofree char *name = mix_figure_with_power (short_name, &styles.x);
  x.name = name;
  x.labels = y.labels = mix_scene_get_design (scene) != NULL;
  mix_plot_set_title (plot, _ ("Mixing"));
  mix_plot_set_subtitle (plot, _ ("πₖ(x), the weight of each component"), FALSE);
  mix_plot_set_insets (plot, &roomy, &tight);
  mix_plot_set_axes (plot, &x, &y);
  mix_plot_set_titles_on_top (plot, mix_scene_get_linked (scene) && mix_scene_get_show_x0 (scene));
  if (curves != NULL)
    add_stack (plot, curves, palette);
  g_autoptr (MixTruthCurves) truth = mix_figure_truth_curves (scene);
  if (truth != NULL && (curves == NULL || curves->k > 1))
    add_truth (plot, truth, curves, palette);
  mix_plot_set_message (plot, mix_figure_missing (scene));
  mix_plot_set_arrange (plot, arrange_mixing, mixing_labels_new (scene, curves),
                        mixing_labels_free);
  mix_plot_take_description (plot, description_of (scene));
  return plot;
}
