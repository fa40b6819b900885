/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-marginal.h"
#include "mix-usage.h"

#define BOUNDARY_SHIFT 1.6 /* the two lines of a boundary are 3.2 apart */
#define FADE_BELOW 0.03    /* an area thinner than this has no edge */
#define NUMBER_ROOM 17.0   /* what a number needs of an area's height, in design pixels */

typedef struct
{
  MixView view;
  guint k;
  double *end;  /* [k] π at the right end */
  double *at_x0; /* [k] */
  gboolean show_x0, linked;
  double x0;
  double picked; /* x of a row that somebody points at; NaN: none */
  char *entropy_text; /* NULL: not shown */
} MixingLabels;

static void
mixing_labels_free (gpointer data)
{
  MixingLabels *labels = data;

  g_free (labels->end);
  g_free (labels->at_x0);
  g_free (labels->entropy_text);
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

/* A component that is hidden leaves its place in the stack empty. */
static void
add_stack (MixPlot *plot, const MixView *view, const MixCurves *curves, const MixPalette *palette)
{
  guint n = curves->n, k = curves->k;
  g_autofree double *stack = stack_of (curves);

  for (guint c = 0; c < k; c++)
    {
      MixAreaStyle area = { *mix_palette_component (palette, c), palette->mixing_alpha, (int) c };
      if (!mix_view_shows_component (view, c))
        continue;
      mix_plot_take_tagged (plot, mix_layer_area_new (MIX_ALONG_X, curves->x, stack + (c + 1) * n,
                                                      stack + c * n, NULL, n, &area),
                            MIX_SHOW_COMPONENTS + 1, c + 1);
    }
  g_autofree double *weight = g_new (double, n);
  for (guint c = 0; c + 1 < k; c++)
    for (guint side = 0; side < 2; side++)
      {
        if (!mix_view_shows_component (view, c + side))
          continue;
        for (guint i = 0; i < n; i++)
          weight[i] = CLAMP (curves->pi[i * k + c + side] / FADE_BELOW, 0, 1);
        MixLineStyle line = { .color = *mix_palette_component (palette, c + side), .width = 2,
                              .shift = side == 0 ? BOUNDARY_SHIFT : -BOUNDARY_SHIFT };
        line.dash = mix_palette_dash (c + side, &line.n_dashes);
        line.fade = MIX_FADE_OUT;
        mix_plot_take_tagged (plot, mix_layer_line_new (curves->x, stack + (c + 1) * n, weight, n,
                                                        &line),
                              MIX_SHOW_COMPONENTS + 1, c + side + 1);
      }
}

static void
add_lines (MixPlot *plot, const MixView *view, const MixCurves *curves, const MixPalette *palette)
{
  guint n = curves->n, k = curves->k;
  g_autofree double *pi = g_new (double, n);

  for (guint c = 0; c < k; c++)
    {
      MixLineStyle line = { .color = *mix_palette_component (palette, c), .width = 2.5,
                            .casing = 4.5 };
      if (!mix_view_shows_component (view, c))
        continue;
      line.dash = mix_palette_dash (c, &line.n_dashes);
      line.underlay = line.n_dashes > 0 ? 0.32 : 0;
      for (guint i = 0; i < n; i++)
        pi[i] = curves->pi[i * k + c];
      mix_plot_take_tagged (plot, mix_layer_line_new (curves->x, pi, NULL, n, &line),
                            MIX_SHOW_COMPONENTS + 1, c + 1);
    }
}

/* In nats, −Σ π log π; its exponential is the effective number of components. */
double
mix_figure_entropy (const double *pi, guint k)
{
  double entropy = 0;

  for (guint c = 0; c < k; c++)
    if (pi[c] > 0)
      entropy -= pi[c] * log (pi[c]);
  return entropy;
}

/* As a share of the most that k components can have, log k. */
static void
add_entropy (MixPlot *plot, const MixCurves *curves, const MixPalette *palette)
{
  g_autofree double *share = g_new (double, curves->n);
  static const double dash[] = { 1, 3 };
  MixLineStyle line = { .color = palette->text, .width = 1.5, .casing = 3.5, .dash = dash,
                        .n_dashes = 2 };

  for (guint i = 0; i < curves->n; i++)
    share[i] = mix_figure_entropy (curves->pi + i * curves->k, curves->k) / log (curves->k);
  mix_plot_take_tagged (plot, mix_layer_line_new (curves->x, share, NULL, curves->n, &line),
                        MIX_SHOW_ENTROPY + 1, 0);
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
          double distance = fabs (curves->centre[i * curves->k + c] - centre);
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
add_truth (MixPlot *plot, const MixTruthCurves *truth, const MixCurves *curves, gboolean stacked,
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
  for (guint b = 0; b + (stacked ? 1 : 0) < truth->n_branches; b++)
    {
      for (guint i = 0; i < truth->n; i++)
        {
          double weight = truth->weight[order[b] * truth->n + i];
          below[i] = stacked ? below[i] - weight : weight;
        }
      mix_plot_take_tagged (plot, mix_layer_line_new (truth->x, below, NULL, truth->n, &style),
                            MIX_SHOW_TRUTH + 1, 0);
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
  gboolean stacked = labels->view.mixing == MIX_MIXING_STACKED;

  for (guint c = 0; c < labels->k; c++)
    {
      double middle = stacked ? above - labels->end[c] / 2 : labels->end[c];
      slots[c] = (MixLabelSlot){
        .wanted = mix_scale_to_pixel (&frame->y, middle),
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
      style.struck = !mix_view_shows_component (&labels->view, c);
      mix_marks_set_tag (live, 0, c + 1);
      mix_figure_add_badge (live, frame, right + 14 * unit, slots[c].at, c, !style.struck);
      if (!frame->narrow)
        mix_marks_text (live, frame, &style, right + 26 * unit, slots[c].at, text);
      mix_marks_add_entry (live, &(MixRect){ right + 3 * unit, slots[c].at - 9 * unit,
                                             frame->width - right - 4 * unit, 18 * unit });
    }
  mix_marks_set_tag (live, 0, 0);
}

/* Beside the lines, where they leave room: the largest first. */
static void
arrange_line_numbers (const MixingLabels *labels, const MixFrame *frame, MixMarks *live, double x)
{
  g_autofree MixLabelSlot *slots = g_new0 (MixLabelSlot, labels->k);
  double unit = frame->unit, top = frame->area.y, bottom = top + frame->area.height;
  gboolean leftward = x > frame->area.x + 44 * unit;
  MixTextStyle style = { .size = 12, .bold = TRUE, .color = frame->palette->text, .halo = TRUE,
                         .xalign = leftward ? 1 : 0, .yalign = 0.5 };

  for (guint c = 0; c < labels->k; c++)
    {
      gboolean on = mix_view_shows_component (&labels->view, c);
      slots[c] = (MixLabelSlot){ .wanted = mix_scale_to_pixel (&frame->y, labels->at_x0[c]),
                                 .height = on ? 15 * unit : 0, .priority = labels->at_x0[c] };
    }
  mix_labels_spread (slots, labels->k, top, bottom);
  for (guint c = 0; c < labels->k; c++)
    {
      MixShapeStyle dot = { .fill = *mix_palette_component (frame->palette, c),
                            .stroke = frame->palette->card, .width = 1.5 * unit };
      g_autofree char *text = mix_format_number (labels->at_x0[c], 2);
      if (!(slots[c].height > 0))
        continue;
      mix_marks_set_tag (live, 0, c + 1);
      mix_marks_circle (live, &dot, x, mix_scale_to_pixel (&frame->y, labels->at_x0[c]),
                        4.5 * unit);
      if (slots[c].shown)
        mix_marks_text (live, frame, &style, x + (leftward ? -9 : 9) * unit, slots[c].at, text);
    }
  mix_marks_set_tag (live, 0, 0);
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
      mix_marks_set_tag (live, 0, c + 1);
      if (bottom - top >= NUMBER_ROOM * unit)
        mix_marks_text (live, frame, &style, x + (leftward ? -9 : 9) * unit, (top + bottom) / 2,
                        text);
      if (c + 1 < labels->k && pi > 0.01 && above - pi > 0.01)
        mix_marks_circle (live, &dot, x, bottom, 4.5 * unit);
      above -= pi;
    }
  mix_marks_set_tag (live, 0, 0);
}

/* In the corner that x0 leaves free. */
static void
arrange_entropy (const MixingLabels *labels, const MixFrame *frame, MixMarks *live)
{
  double unit = frame->unit, middle = frame->area.x + frame->area.width / 2;
  gboolean at_left = mix_scale_to_pixel (&frame->x, labels->x0) > middle;
  MixTextStyle style = { .size = 11.5, .color = frame->palette->text, .halo = TRUE,
                         .xalign = at_left ? 0 : 1, .yalign = 0.5 };
  double x = at_left ? frame->area.x + 8 * unit
                     : frame->area.x + frame->area.width - 8 * unit;

  double y = frame->area.y + frame->area.height - 12 * unit;
  style.struck = !mix_view_shows (&labels->view, MIX_SHOW_ENTROPY);
  mix_marks_set_tag (live, MIX_SHOW_ENTROPY + 1, 0);
  MixRect rect = mix_marks_text (live, frame, &style, x, y, labels->entropy_text);
  mix_marks_add_entry (live, &(MixRect){ rect.x - 3, y - 8 * unit, rect.width + 6, 16 * unit });
  mix_marks_set_tag (live, 0, 0);
}

static void
arrange_x0 (const MixingLabels *labels, const MixFrame *frame, MixMarks *live)
{
  double x = mix_scale_to_pixel (&frame->x, labels->x0);
  double pin = mix_scale_to_pixel (&frame->x, labels->view.pin);
  double left = frame->area.x - 1, right = frame->area.x + frame->area.width + 1;
  double top = labels->linked ? 0 : frame->area.y, bottom = frame->area.y + frame->area.height;
  const double grip = 7;

  if (pin >= left && pin <= right)
    {
      mix_figure_add_pin_line (live, frame, pin, top, bottom);
      mix_marks_add_handle (live, &(MixRect){ pin - grip, 0, 2 * grip, bottom }, MIX_HANDLE_PIN,
                            FALSE);
    }
  if (x < left || x > right)
    return;
  mix_figure_add_x0_line (live, frame, x, top, bottom);
  mix_marks_add_handle (live, &(MixRect){ x - grip, 0, 2 * grip, bottom }, MIX_HANDLE_X0, FALSE);
  if (labels->view.mixing == MIX_MIXING_STACKED)
    arrange_numbers (labels, frame, live, x);
  else
    arrange_line_numbers (labels, frame, live, x);
}

static void
arrange_picked (const MixingLabels *labels, const MixFrame *frame, MixMarks *live)
{
  double x = mix_scale_to_pixel (&frame->x, labels->picked);
  const MixRect *area = &frame->area;

  if (x >= area->x && x <= area->x + area->width)
    mix_figure_add_row_line (live, frame, x, area->y, x, area->y + area->height);
}

static void
arrange_mixing (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  const MixingLabels *labels = data;

  if (labels->k > 0)
    arrange_ends (labels, frame, live);
  if (labels->entropy_text != NULL)
    arrange_entropy (labels, frame, live);
  arrange_picked (labels, frame, live);
  if (labels->show_x0)
    arrange_x0 (labels, frame, live);
}

static char *
entropy_text_of (MixScene *scene, const MixSlice *slice)
{
  double entropy = mix_figure_entropy (slice->mixture.pi, slice->mixture.k);
  g_autofree char *nats = mix_format_number (entropy, 2);
  g_autofree char *effective = mix_format_number (exp (entropy), 1);

  if (!mix_view_lists (mix_scene_get_view (scene), MIX_SHOW_ENTROPY) || slice->mixture.k < 2)
    return NULL;
  return g_strdup_printf (_ ("entropy %s nats: %s of %u components in effect"), nats, effective,
                          slice->mixture.k);
}

static MixingLabels *
mixing_labels_new (MixScene *scene, const MixCurves *curves)
{
  MixingLabels *labels = g_new0 (MixingLabels, 1);
  const MixSlice *slice = mix_scene_get_slice (scene);

  labels->view = *mix_scene_get_view (scene);
  labels->linked = mix_scene_get_linked (scene);
  labels->show_x0 = mix_scene_get_show_x0 (scene) && mix_scene_get_design (scene) != NULL;
  labels->x0 = mix_scene_get_x0 (scene);
  labels->picked = mix_figure_picked_x (scene);
  if (curves == NULL || slice == NULL)
    return labels;
  labels->k = curves->k;
  labels->end = g_memdup2 (curves->pi + (curves->n - 1) * curves->k, curves->k * sizeof (double));
  labels->entropy_text = entropy_text_of (scene, slice);
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

/* At rest, when there is time to read it, how the components are used over all rows. (transfer
 * full) */
static char *
subtitle_of (MixScene *scene)
{
  const MixSnapshot *snapshot = mix_scene_get_snapshot (scene);
  MixUsage usage;

  if (mix_scene_shows (scene, MIX_SHOW_ENTROPY))
    return g_strdup (_ ("πₖ(x), and the entropy’s share of log K dotted"));
  if (mix_scene_is_trained (scene) && snapshot->state != MIX_RUN_RUNNING
      && mix_scene_get_slice (scene) != NULL
      && mix_usage_measure (snapshot->model, snapshot->design, &usage) && usage.n_components > 1)
    {
      g_autofree char *summary = mix_usage_summarize (&usage);
      return g_strdup_printf (_ ("πₖ(x) · %s"), summary);
    }
  return g_strdup (_ ("πₖ(x), the weight of each component"));
}

/**
 * mix_figure_build_mixing:
 *
 * Returns: (transfer full): the mixing coefficients along x, the first component on top
 */
MixPlot *
mix_figure_build_mixing (MixScene *scene, const MixPalette *palette)
{
  double aside = mix_marginal_room (scene);
  const MixInsets roomy = { 46 + aside, 72, 34, 30 }, tight = { 44, 42, 30, 26 };
  MixPlot *plot = mix_plot_new (palette);
  MixAxis x = { .line = TRUE, .labels = TRUE, .grid = TRUE, .time = mix_figure_x_time (scene) };
  MixAxis y = { .labels = TRUE, .grid = TRUE, .offset = aside > 0 ? aside + 8 : 0 };
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
  g_autofree char *subtitle = subtitle_of (scene);
  mix_plot_set_subtitle (plot, subtitle, FALSE);
  mix_plot_set_insets (plot, &roomy, &tight);
  mix_plot_set_axes (plot, &x, &y);
  mix_plot_set_titles_on_top (plot, mix_scene_get_linked (scene) && mix_scene_get_show_x0 (scene));
  const MixView *view = mix_scene_get_view (scene);
  gboolean stacked = view->mixing == MIX_MIXING_STACKED;
  if (curves != NULL && stacked)
    add_stack (plot, mix_scene_get_view (scene), curves, palette);
  else if (curves != NULL)
    add_lines (plot, view, curves, palette);
  g_autoptr (MixTruthCurves) truth
    = mix_scene_shows (scene, MIX_SHOW_TRUTH) ? mix_figure_truth_curves (scene) : NULL;
  if (truth != NULL && (curves == NULL || curves->k > 1))
    add_truth (plot, truth, curves, stacked, palette);
  if (curves != NULL && curves->k > 1 && mix_scene_shows (scene, MIX_SHOW_ENTROPY))
    add_entropy (plot, curves, palette);
  mix_plot_set_message (plot, mix_figure_missing (scene));
  mix_plot_set_arrange (plot, arrange_mixing, mixing_labels_new (scene, curves),
                        mixing_labels_free);
  mix_plot_take_description (plot, description_of (scene));
  return plot;
}
