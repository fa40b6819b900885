/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-fit-labels.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-marginal.h"
#include "mix-outcomes.h"

#define BADGE_X 14.0 /* from the area to the middle of a badge, in design pixels */
#define WORD_X 6.0   /* to a label without one */
#define KNOB_RADIUS 8.0
#define GRIP 7.0     /* to each side of a line that can be dragged */
#define MOST_ENTRIES 10
#define OUTCOME_RADIUS 3.4

/* A curve with a word at its right end. */
typedef struct
{
  MixShow show;
  const char *word; /* untranslated */
  double y;         /* NaN: there is none */
  gboolean on, quiet;
} End;

struct _MixFitLabels
{
  MixView view;
  guint k;
  double *pi, *mu; /* [k] at the right end of x */
  gboolean trained, has_truth, show_x0, linked, has_rows, has_rings, has_plain;
  End ends[3];
  double x0, pin;
  char *x0_text, *pin_text;
  guint n_pieces;
  MixInterval pieces[8];
  guint n_outcomes;
  MixOutcome outcomes[MIX_N_OUTCOMES];
  MixMarginal *marginal; /* NULL: not shown */
  double picked_x, picked_y; /* of the row that is picked; NaN: none */
  char *picked_name;
};

void
mix_fit_labels_free (gpointer data)
{
  MixFitLabels *labels = data;

  g_free (labels->pi);
  g_free (labels->mu);
  g_free (labels->x0_text);
  g_free (labels->pin_text);
  g_free (labels->picked_name);
  g_free (labels->marginal);
  g_free (labels);
}

static gboolean
shows (const MixFitLabels *labels, MixShow show)
{
  return mix_view_shows (&labels->view, show);
}

static void
arrange_badge (const MixFitLabels *labels, const MixFrame *frame, MixMarks *live, double y,
               guint component)
{
  double unit = frame->unit, right = frame->area.x + frame->area.width;
  gboolean on = mix_view_shows_component (&labels->view, component);
  MixTextStyle style = mix_figure_label_style (frame->palette, &frame->palette->text);
  g_autofree char *index = mix_format_subscript (component + 1);
  g_autofree char *pi = mix_format_number (labels->pi[component], 2);
  g_autofree char *text = g_strdup_printf ("π%s %s", index, pi);

  style.struck = !on;
  mix_marks_set_tag (live, 0, component + 1);
  mix_figure_add_badge (live, frame, right + BADGE_X * unit, y, component, on);
  if (!frame->narrow)
    mix_marks_text (live, frame, &style, right + (BADGE_X + 12) * unit, y, text);
  mix_marks_add_entry (live, &(MixRect){ right + 3 * unit, y - 9 * unit,
                                         frame->width - right - 4 * unit, 18 * unit });
}

static void
arrange_word (const End *end, const MixFrame *frame, MixMarks *live, double y)
{
  double x = frame->area.x + frame->area.width + WORD_X * frame->unit;
  const MixPalette *palette = frame->palette;
  MixTextStyle style
    = mix_figure_label_style (palette, end->quiet ? &palette->axis_text : &palette->text);

  style.struck = !end->on;
  mix_marks_set_tag (live, end->show + 1u, 0);
  MixRect rect = mix_marks_text (live, frame, &style, x, y, _ (end->word));
  mix_marks_add_entry (live, &(MixRect){ rect.x - 3, y - 8 * frame->unit, rect.width + 6,
                                         16 * frame->unit });
}

static void
arrange_ends (const MixFitLabels *labels, const MixFrame *frame, MixMarks *live)
{
  guint k = labels->k, n = k + G_N_ELEMENTS (labels->ends);
  g_autofree MixLabelSlot *slots = g_new0 (MixLabelSlot, n);
  double unit = frame->unit;
  double low = frame->area.y - 4 * unit, high = frame->area.y + frame->area.height + 4 * unit;

  for (guint i = 0; i < n; i++)
    {
      double y = i < k ? labels->mu[i] : labels->ends[i - k].y;
      slots[i] = (MixLabelSlot){
        .wanted = CLAMP (mix_scale_to_pixel (&frame->y, isnan (y) ? 0 : y), low, high),
        .height = isnan (y) ? 0 : (i < k ? 17 : MIX_LABEL_GAP) * unit,
        .priority = i < k ? labels->pi[i] : 0.2,
      };
    }
  mix_labels_spread (slots, n, low, high);
  for (guint i = 0; i < n; i++)
    {
      if (!slots[i].shown || !(slots[i].height > 0))
        continue;
      if (i < k)
        arrange_badge (labels, frame, live, slots[i].at, i);
      else
        arrange_word (&labels->ends[i - k], frame, live, slots[i].at);
    }
  mix_marks_set_tag (live, 0, 0);
}

/* An entry of the legend, where it is shown or was once. */
static void
add_entry (const MixFitLabels *labels, MixLegendEntry *entries, guint *n, MixShow show,
           MixSwatch swatch, const MixLineStyle *style, const char *text)
{
  gboolean on = shows (labels, show);

  if (!mix_view_lists (&labels->view, show))
    return;
  entries[*n] = (MixLegendEntry){ .swatch = swatch, .n_colors = labels->k, .text = text,
                                  .tag = { (guint8) (show + 1), 0 }, .off = !on };
  if (style != NULL)
    entries[*n].style = *style;
  (*n)++;
}

static const char *
rows_text (const MixFitLabels *labels)
{
  if (labels->trained && labels->view.coloring == MIX_COLORING_LIKELIHOOD)
    return _ ("rows, stronger where less likely");
  if (labels->trained && labels->view.coloring == MIX_COLORING_RESPONSIBILITY && labels->k > 1)
    return _ ("rows, by responsibility");
  return _ ("rows");
}

static void
add_row_entries (const MixFitLabels *labels, const MixPalette *palette, MixLegendEntry *entries,
                 guint *n)
{
  gboolean by_component
    = labels->trained && labels->view.coloring == MIX_COLORING_RESPONSIBILITY;
  MixLineStyle rows = { .color = palette->rows }, rings = { .color = palette->validation_rows };

  if (labels->has_rows)
    add_entry (labels, entries, n, MIX_SHOW_ROWS, by_component ? MIX_SWATCH_ROWS : MIX_SWATCH_DISC,
               &rows, rows_text (labels));
  if (labels->has_rings && shows (labels, MIX_SHOW_VALIDATION))
    add_entry (labels, entries, n, MIX_SHOW_VALIDATION, MIX_SWATCH_RING, &rings,
               _ ("validation rows"));
}

static void
arrange_legend (const MixFitLabels *labels, const MixFrame *frame, MixMarks *live)
{
  MixLegendEntry entries[MOST_ENTRIES];
  guint n = 0;
  const MixPalette *palette = frame->palette;
  MixLineStyle truth = mix_figure_truth_style (palette), heat = { .color = palette->axis_text };
  MixLineStyle band = { .color = palette->text }, residual = { .color = palette->plain };
  double y = frame->area.y + frame->area.height + (labels->linked ? 14 : 35) * frame->unit;
  g_autofree char *percent = mix_format_percent (labels->view.band);
  g_autofree char *band_text = g_strdup_printf (_ ("%s between quantiles"), percent);

  if (y + 6 * frame->unit > frame->height)
    return;
  band.color.alpha = 0.22;
  residual.color.alpha = 0.4;
  if (labels->trained)
    {
      add_entry (labels, entries, &n, MIX_SHOW_QUANTILES, MIX_SWATCH_AREA, &band, band_text);
      add_entry (labels, entries, &n, MIX_SHOW_HEAT, MIX_SWATCH_AREA, &heat, _ ("log p(y | x)"));
      if (labels->has_plain)
        add_entry (labels, entries, &n, MIX_SHOW_RESIDUAL, MIX_SWATCH_AREA, &residual,
                   _ ("plain ± residual σ"));
      add_entry (labels, entries, &n, MIX_SHOW_BANDS, MIX_SWATCH_BANDS, NULL,
                 frame->narrow ? _ ("σ bands") : _ ("bands ±½σ … ±2σ"));
    }
  if (labels->has_truth)
    add_entry (labels, entries, &n, MIX_SHOW_TRUTH, MIX_SWATCH_LINE, &truth, _ ("truth"));
  add_row_entries (labels, palette, entries, &n);
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
arrange_x0 (const MixFitLabels *labels, const MixFrame *frame, MixMarks *live)
{
  double unit = frame->unit, x = mix_scale_to_pixel (&frame->x, labels->x0);
  double top = frame->area.y, bottom = frame->area.y + frame->area.height;
  double end = labels->linked ? frame->height : bottom;
  MixShapeStyle set = { .stroke = frame->palette->selection, .width = 4.5 * unit,
                        .casing = 7 * unit, .round = TRUE };

  if (x < frame->area.x - 1 || x > frame->area.x + frame->area.width + 1)
    return;
  mix_figure_add_x0_line (live, frame, x, top, end);
  for (guint i = 0; shows (labels, MIX_SHOW_SET) && i < labels->n_pieces; i++)
    {
      double y1 = mix_scale_to_pixel (&frame->y, labels->pieces[i].low);
      double y2 = mix_scale_to_pixel (&frame->y, labels->pieces[i].high);
      y1 = CLAMP (y1, top, bottom);
      y2 = CLAMP (y2, top, bottom);
      if (y1 - y2 > 0.5)
        mix_marks_line (live, &set, x, y1, x, y2);
    }
  arrange_knob (frame, live, x, bottom);
  MixRect chip = mix_marks_chip (live, frame, x, top + 4 * unit, labels->x0_text);
  mix_marks_add_handle (live, &(MixRect){ x - GRIP, top, 2 * GRIP, end - top }, MIX_HANDLE_X0,
                        FALSE);
  mix_marks_add_handle (live, &(MixRect){ x - 12 * unit, bottom - 10 * unit, 24 * unit, 20 * unit },
                        MIX_HANDLE_X0, FALSE);
  mix_marks_add_handle (live, &chip, MIX_HANDLE_X0, FALSE);
}

static void
arrange_pin (const MixFitLabels *labels, const MixFrame *frame, MixMarks *live)
{
  double x = mix_scale_to_pixel (&frame->x, labels->pin), unit = frame->unit;
  double top = frame->area.y, end = labels->linked ? frame->height : top + frame->area.height;

  if (!(x >= frame->area.x - 1) || !(x <= frame->area.x + frame->area.width + 1))
    return;
  mix_figure_add_pin_line (live, frame, x, top, end);
  mix_figure_add_pin_chip (live, frame, x, top + 4 * unit, labels->pin_text);
  mix_marks_add_handle (live, &(MixRect){ x - GRIP, top, 2 * GRIP, end - top }, MIX_HANDLE_PIN,
                        FALSE);
}

static void
arrange_outcomes (const MixFitLabels *labels, const MixFrame *frame, MixMarks *live)
{
  const MixRect *area = &frame->area;

  for (guint i = 0; i < labels->n_outcomes; i++)
    {
      const MixOutcome *outcome = &labels->outcomes[i];
      MixShapeStyle disc = { .fill = *mix_palette_component (frame->palette, outcome->component),
                             .stroke = frame->palette->card, .width = 1.25 * frame->unit };
      double x = mix_scale_to_pixel (&frame->x, outcome->x);
      double y = mix_scale_to_pixel (&frame->y, outcome->y);
      if (y < area->y || y > area->y + area->height)
        continue;
      mix_marks_set_tag (live, MIX_SHOW_OUTCOMES + 1, outcome->component + 1);
      mix_marks_circle (live, &disc, x, y, OUTCOME_RADIUS * frame->ink);
    }
  mix_marks_set_tag (live, 0, 0);
}

/* The row that is picked: a ring in the colour of the hand, with its name. */
static void
arrange_picked (const MixFitLabels *labels, const MixFrame *frame, MixMarks *live)
{
  const MixColor *hand = &frame->palette->selection;
  MixShapeStyle ring = { .stroke = *hand, .width = 2 * frame->ink, .casing = 4.5 * frame->ink };
  MixTextStyle style = mix_figure_label_style (frame->palette, hand);
  double x = mix_scale_to_pixel (&frame->x, labels->picked_x);
  double y = mix_scale_to_pixel (&frame->y, labels->picked_y);
  const MixRect *area = &frame->area;

  if (x < area->x || x > area->x + area->width || y < area->y || y > area->y + area->height)
    return;
  gboolean left = x > area->x + area->width / 2;
  style.xalign = left ? 1 : 0;
  if (labels->marginal != NULL && !frame->narrow)
    mix_marginal_arrange_row (frame, live, labels->picked_y);
  mix_marks_circle (live, &ring, x, y, 6.5 * frame->unit);
  mix_marks_text (live, frame, &style, x + (left ? -11 : 11) * frame->unit, y,
                  labels->picked_name);
}

void
mix_fit_labels_arrange (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  const MixFitLabels *labels = data;

  if (labels->marginal != NULL && !frame->narrow)
    mix_marginal_arrange (labels->marginal, frame, live);
  arrange_outcomes (labels, frame, live);
  if (labels->picked_name != NULL)
    arrange_picked (labels, frame, live);
  if (labels->trained)
    arrange_ends (labels, frame, live);
  if (labels->show_x0 && isfinite (labels->pin))
    arrange_pin (labels, frame, live);
  if (labels->show_x0 && labels->has_rows)
    arrange_x0 (labels, frame, live);
  arrange_legend (labels, frame, live);
}

static void
take_picked (MixFitLabels *labels, MixScene *scene)
{
  MixDesign *design = mix_scene_get_design (scene);
  gssize row = mix_scene_get_picked (scene);

  if (row < 0 || !mix_design_has_target (design))
    return;
  labels->picked_x = mix_design_get_x (design, (gsize) row, mix_scene_get_x_feature (scene));
  labels->picked_y = mix_design_get_y (design, (gsize) row);
  labels->picked_name = mix_dataset_name_row (mix_design_get_dataset (design),
                                              mix_design_source_row (design, (gsize) row));
}

static void
take_curves (MixFitLabels *labels, MixScene *scene, const MixCurves *curves)
{
  guint last = curves->n - 1;
  gboolean median = shows (labels, MIX_SHOW_MEDIAN);

  labels->trained = TRUE;
  labels->k = curves->k;
  labels->has_plain = curves->plain != NULL;
  labels->pi = g_memdup2 (curves->pi + last * curves->k, curves->k * sizeof (double));
  labels->mu = g_memdup2 (curves->centre + last * curves->k, curves->k * sizeof (double));
  labels->ends[0].y = curves->k > 1 ? curves->mean[last] : (double) NAN;
  labels->ends[1].y = curves->plain != NULL ? curves->plain[last] : (double) NAN;
  if (median)
    labels->ends[2].y = mix_scene_get_quantiles (scene)->median[last];
  else /* its word, crossed out, near where it would be */
    labels->ends[2].y
      = mix_view_lists (&labels->view, MIX_SHOW_MEDIAN) ? curves->mean[last] : (double) NAN;
  if (shows (labels, MIX_SHOW_OUTCOMES))
    {
      labels->n_outcomes = MIX_N_OUTCOMES;
      mix_outcomes_sample (curves, labels->view.seed, labels->outcomes);
    }
}

MixFitLabels *
mix_fit_labels_new (MixScene *scene)
{
  static const End ends[] = { { MIX_SHOW_MEAN, N_ ("mean"), .quiet = FALSE },
                              { MIX_SHOW_PLAIN, N_ ("plain"), .quiet = TRUE },
                              { MIX_SHOW_MEDIAN, N_ ("median"), .quiet = FALSE } };
  MixFitLabels *labels = g_new0 (MixFitLabels, 1);
  const MixCurves *curves = mix_scene_get_curves (scene);
  const MixSlice *slice = mix_scene_get_slice (scene);
  MixRowCounts counts;

  labels->view = *mix_scene_get_view (scene);
  mix_scene_get_row_counts (scene, &counts);
  labels->has_rows = counts.of_training > 0;
  labels->has_rings = counts.of_validation > 0;
  labels->show_x0 = mix_scene_get_show_x0 (scene);
  labels->linked = mix_scene_get_linked (scene);
  labels->has_truth = mix_scene_get_truth (scene, NULL) != NULL;
  labels->x0 = mix_scene_get_x0 (scene);
  labels->x0_text = mix_figure_x0_text (scene, "x₀");
  labels->pin = labels->view.pin;
  labels->marginal = mix_marginal_new (scene);
  take_picked (labels, scene);
  labels->pin_text = mix_figure_pin_text (scene);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      labels->ends[i] = ends[i];
      labels->ends[i].on = shows (labels, ends[i].show);
    }
  if (slice != NULL)
    {
      labels->n_pieces = slice->n_pieces;
      memcpy (labels->pieces, slice->pieces, sizeof labels->pieces);
    }
  if (curves != NULL && slice != NULL)
    take_curves (labels, scene, curves);
  return labels;
}
