/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-slice-labels-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BRACKET_X 9.0  /* left of the axis, design pixels */
#define BRACKET_END 5.0

/* show: what its word shows and hides; where that is hidden the word is crossed out. */
static MixSliceLabel *
add_label (MixSliceLabels *labels, MixSliceLabelKind kind, MixShow show, double y, double priority,
           char *text)
{
  MixSliceLabel *label = &labels->labels[labels->n++];

  g_assert (labels->n <= MIX_MOST_SLICE_LABELS);
  *label = (MixSliceLabel){ .kind = kind, .y = y, .lines = { text },
                    .off = !mix_view_shows (&labels->view, show) };
  label->priority = label->off ? priority / 10 : priority;
  return label;
}

static void
add_components (MixSliceLabels *labels, const MixMixture *m, const MixNumberStyle *style)
{
  for (guint k = 0; k < m->k; k++)
    {
      double centre = mix_mixture_component_at (m, k, 0);
      g_autofree char *mu = mix_format_styled (centre, style);
      g_autofree char *sigma = mix_format_span (mix_figure_half_width (m, k), style);
      if (m->pi[k] <= 0.005 || !mix_view_shows (&labels->view, MIX_SHOW_COMPONENTS))
        continue;
      MixSliceLabel *label
        = add_label (labels, MIX_SLICE_LABEL_COMPONENT, MIX_SHOW_COMPONENTS, centre, m->pi[k],
                     g_strdup_printf ("μ %s", mu));
      label->component = k;
      label->off = !mix_view_shows_component (&labels->view, k);
      if (!label->off)
        label->lines[1] = g_strdup_printf ("σ %s", sigma);
    }
}

static void
add_middles (MixSliceLabels *labels, const MixSlice *slice, const MixNumberStyle *style,
             double height)
{
  g_autofree char *mean = mix_format_styled (slice->mean, style);
  g_autofree char *median = mix_format_styled (slice->median, style);
  gboolean both = mix_view_shows (&labels->view, MIX_SHOW_MEAN)
                  && mix_view_shows (&labels->view, MIX_SHOW_SLICE_MEDIAN);

  if (both && fabs (slice->mean - slice->median) * 200 < height)
    {
      add_label (labels, MIX_SLICE_LABEL_MEAN, MIX_SHOW_MEAN, slice->mean, 0.3,
                 g_strdup_printf (_ ("mean, median %s"), mean));
      return;
    }
  add_label (labels, MIX_SLICE_LABEL_MEAN, MIX_SHOW_MEAN, slice->mean, 0.3,
             g_strdup_printf (_ ("mean %s"), mean));
  add_label (labels, MIX_SLICE_LABEL_MEDIAN, MIX_SHOW_SLICE_MEDIAN, slice->median, 0.2,
             g_strdup_printf (_ ("median %s"), median));
}

static void
add_labels (MixSliceLabels *labels, MixScene *scene, const MixSlice *slice)
{
  MixNumberStyles styles;
  double low, high;

  mix_figure_number_styles (scene, &styles);
  mix_scene_get_y_range (scene, &low, &high);
  add_components (labels, &slice->mixture, &styles.y);
  add_middles (labels, slice, &styles.y, high - low);
  for (guint i = 0; i < slice->n_modes && mix_view_lists (&labels->view, MIX_SHOW_MODES); i++)
    {
      g_autofree char *mode = mix_format_styled (slice->modes[i], &styles.y);
      add_label (labels, MIX_SLICE_LABEL_MODE, MIX_SHOW_MODES, slice->modes[i], 0.15,
                 g_strdup_printf (_ ("mode %s"), mode));
    }
  if (slice->has_plain)
    {
      g_autofree char *plain = mix_format_styled (slice->plain, &styles.y);
      add_label (labels, MIX_SLICE_LABEL_PLAIN, MIX_SHOW_PLAIN, slice->plain, 0.25,
                 g_strdup_printf (_ ("plain network %s"), plain));
    }
}

static char *
set_text_of (const MixSlice *slice, double level)
{
  static const char *const numbers[] = { N_ ("one piece"), N_ ("two pieces"), N_ ("three pieces"),
                                         N_ ("four pieces"), N_ ("five pieces"),
                                         N_ ("six pieces"), N_ ("seven pieces"),
                                         N_ ("eight pieces") };
  g_autofree char *percent = mix_format_percent (level);

  return g_strdup_printf (_ ("%s lies in %s"), percent,
                          _ (numbers[CLAMP (slice->n_pieces, 1, 8) - 1]));
}

static void
add_pieces (MixSliceLabels *labels, MixScene *scene, const MixSlice *slice)
{
  MixNumberStyles styles;

  labels->set_text = set_text_of (slice, mix_scene_get_view (scene)->level);
  if (!mix_scene_shows (scene, MIX_SHOW_SET))
    return;
  mix_figure_number_styles (scene, &styles);
  labels->n_pieces = slice->n_pieces;
  for (guint i = 0; i < slice->n_pieces; i++)
    labels->pieces[i] = (MixSlicePiece){ slice->pieces[i].low, slice->pieces[i].high,
                                 mix_format_styled (slice->pieces[i].low, &styles.y_coarse),
                                 mix_format_styled (slice->pieces[i].high, &styles.y_coarse),
                                 mix_format_percent (slice->pieces[i].mass) };
}

MixSliceLabels *
mix_slice_labels_new (MixScene *scene, const MixSliceGrid *grid)
{
  MixSliceLabels *labels = g_new0 (MixSliceLabels, 1);
  const MixSlice *slice = mix_scene_get_slice (scene);
  const MixSlice *pinned = mix_scene_get_pinned_slice (scene);

  labels->view = *mix_scene_get_view (scene);
  labels->picked = mix_figure_picked_y (scene);
  if (grid != NULL)
    {
      labels->n_grid = grid->n;
      labels->y = g_memdup2 (grid->y, grid->n * sizeof (double));
      labels->extent = g_memdup2 (grid->total, grid->n * sizeof (double));
      labels->has_truth = grid->truth != NULL;
      labels->has_total = grid->k > 0;
      for (guint i = 0; grid->truth != NULL && i < grid->n; i++)
        labels->extent[i] = MAX (labels->extent[i], grid->truth[i]);
      for (guint i = 0; pinned != NULL && i < grid->n; i++)
        labels->extent[i]
          = fmax (labels->extent[i], mix_mixture_density (&pinned->mixture, grid->y[i]));
    }
  if (slice != NULL)
    {
      add_labels (labels, scene, slice);
      add_pieces (labels, scene, slice);
    }
  return labels;
}

void
mix_slice_labels_free (gpointer data)
{
  MixSliceLabels *labels = data;

  for (guint i = 0; i < labels->n; i++)
    {
      g_free (labels->labels[i].lines[0]);
      g_free (labels->labels[i].lines[1]);
    }
  for (guint i = 0; i < labels->n_pieces; i++)
    {
      g_free (labels->pieces[i].low_text);
      g_free (labels->pieces[i].high_text);
      g_free (labels->pieces[i].mass_text);
    }
  g_free (labels->set_text);
  g_free (labels->y);
  g_free (labels->extent);
  g_free (labels);
}

double
mix_slice_labels_reach (const MixSliceLabels *labels, const MixFrame *frame, double top,
                        double bottom)
{
  double most = frame->area.x;

  for (guint i = 0; i < labels->n_grid; i++)
    {
      double y = mix_scale_to_pixel (&frame->y, labels->y[i]);
      if (y >= top && y <= bottom && !isnan (labels->extent[i]))
        most = MAX (most, mix_scale_to_pixel (&frame->x, labels->extent[i]));
    }
  return MIN (most, frame->area.x + frame->area.width);
}

static void
add_bracket (const MixFrame *frame, MixMarks *live, double x, double y1, double y2)
{
  double unit = frame->unit, end = BRACKET_END * unit;
  MixShapeStyle style = { .stroke = frame->palette->selection, .width = 2.25 * unit };
  double xy[] = { x + end, y1, x, y1, x, y2, x + end, y2 };

  mix_marks_shape (live, &style, xy, 4);
}

/* For each piece its upper end, its mass and its lower end, kept apart. */
static void
arrange_pieces (const MixSliceLabels *labels, const MixFrame *frame, MixMarks *live)
{
  MixLabelSlot slots[3 * G_N_ELEMENTS (labels->pieces)];
  const char *texts[3 * G_N_ELEMENTS (labels->pieces)];
  double unit = frame->unit, top = frame->area.y, bottom = top + frame->area.height;
  double x = frame->area.x - BRACKET_X * unit, width, height;
  guint n = 0;

  mix_marks_set_tag (live, MIX_SHOW_SET + 1, 0);
  for (guint i = 0; i < labels->n_pieces; i++)
    {
      const MixSlicePiece *piece = &labels->pieces[i];
      double y1 = CLAMP (mix_scale_to_pixel (&frame->y, piece->high), top, bottom);
      double y2 = CLAMP (mix_scale_to_pixel (&frame->y, piece->low), top, bottom);
      double y[] = { y1, (y1 + y2) / 2, y2 };
      const char *words[] = { piece->high_text, piece->mass_text, piece->low_text };
      if (y2 - y1 < 0.5)
        continue;
      add_bracket (frame, live, x, y1, y2);
      for (guint j = 0; j < 3; j++, n++)
        {
          /* a millionth of order, so that the three of a short piece keep theirs */
          slots[n] = (MixLabelSlot){ .wanted = y[j] + 1e-6 * j, .height = 13 * unit,
                                     .priority = j == 1 ? 1 : y2 - y1 > 26 * unit ? 0.5 : 0.1 };
          texts[n] = words[j];
        }
    }
  mix_labels_spread (slots, n, top - 6 * unit, bottom + 6 * unit);
  for (guint i = 0; i < n; i++)
    {
      gboolean mass = i % 3 == 1;
      MixTextStyle style = { .size = mass ? 12 : 11, .bold = mass, .xalign = 1, .yalign = 0.5,
                             .color = mass ? frame->palette->selection : frame->palette->text };
      if (!slots[i].shown)
        continue;
      mix_text_measure (frame, &style, texts[i], &width, &height);
      style.halo = width > x - 9 * unit; /* long numbers go over the bracket, not over the edge */
      mix_marks_text (live, frame, &style, MAX (x - 7 * unit, width + 2 * unit), slots[i].at,
                      texts[i]);
    }
  mix_marks_set_tag (live, 0, 0);
}

typedef struct
{
  double top, bottom;
} Strip;

/* Whether a corner at the right edge is free of density and of words. */
static gboolean
is_free (const MixSliceLabels *labels, const MixFrame *frame, const Strip *strip, double width)
{
  double left = frame->area.x + frame->area.width - width - 12 * frame->unit;

  if (mix_slice_labels_reach (labels, frame, strip->top - 4, strip->bottom + 4) > left)
    return FALSE;
  for (guint i = 0; i < labels->n; i++)
    {
      double y = mix_scale_to_pixel (&frame->y, labels->labels[i].y);
      double half = (labels->labels[i].lines[1] != NULL ? 22 : 16) * frame->unit;
      if (y + half > strip->top && y - half < strip->bottom)
        return FALSE;
    }
  return TRUE;
}

static gboolean
arrange_note (const MixSliceLabels *labels, const MixFrame *frame, MixMarks *live, gboolean at_top)
{
  double unit = frame->unit, right = frame->area.x + frame->area.width, width, height;
  MixTextStyle style = { .size = 11.5, .bold = TRUE, .color = frame->palette->selection,
                         .xalign = 1, .yalign = 0.5, .halo = TRUE,
                         .struck = !mix_view_shows (&labels->view, MIX_SHOW_SET) };

  if (labels->set_text == NULL)
    return TRUE;
  mix_text_measure (frame, &style, labels->set_text, &width, &height);
  double y = at_top ? frame->area.y + 14 * unit : frame->area.y + frame->area.height - 16 * unit;
  Strip strip = { y - height / 2, y + height / 2 };
  if (!is_free (labels, frame, &strip, width + 14 * unit))
    return FALSE;
  mix_marks_set_tag (live, MIX_SHOW_SET + 1, 0);
  mix_marks_text (live, frame, &style, right, y, labels->set_text);
  add_bracket (frame, live, right - width - 12 * unit, y - 5.5 * unit, y + 5.5 * unit);
  mix_marks_add_entry (live, &(MixRect){ right - width - 14 * unit, y - 9 * unit,
                                         width + 18 * unit, 18 * unit });
  mix_marks_set_tag (live, 0, 0);
  return TRUE;
}

/* Whether words that were asked for take the place of the legend. */
static gboolean
has_words_at_foot (const MixView *view)
{
  return mix_view_shows (view, MIX_SHOW_FORMULA) || mix_view_shows (view, MIX_SHOW_INTERVAL)
         || isfinite (view->pin);
}

static void
arrange_legend (const MixSliceLabels *labels, const MixFrame *frame, MixMarks *live,
                gboolean at_top)
{
  double unit = frame->unit, width = 0, right = frame->area.x + frame->area.width;
  MixLegendEntry entries[2];
  guint n = 0;

  if (labels->has_total)
    entries[n++] = (MixLegendEntry){ .style = { .color = frame->palette->total, .width = 3 },
                                     .text = _ ("mixture"), .tag = { MIX_SHOW_MIXTURE + 1, 0 },
                                     .off = !mix_view_shows (&labels->view, MIX_SHOW_MIXTURE) };
  if (labels->has_truth)
    entries[n++] = (MixLegendEntry){ .style = mix_figure_truth_style (frame->palette),
                                     .text = _ ("truth"), .tag = { MIX_SHOW_TRUTH + 1, 0 },
                                     .off = !mix_view_shows (&labels->view, MIX_SHOW_TRUTH) };
  for (guint i = 0; i < n; i++)
    width = MAX (width, mix_legend_entry_width (frame, &entries[i]));
  double top = at_top ? frame->area.y + 34 * unit
                      : frame->area.y + frame->area.height - (17 * n + 6) * unit;
  Strip strip = { top - 8 * unit, top + 17 * n * unit };
  if (!is_free (labels, frame, &strip, width))
    return;
  for (guint i = 0; i < n; i++)
    mix_legend_entry (live, frame, &entries[i], right - width, top + (17 * i) * unit);
}

static void
arrange_picked (const MixSliceLabels *labels, const MixFrame *frame, MixMarks *live)
{
  double y = mix_scale_to_pixel (&frame->y, labels->picked);
  const MixRect *area = &frame->area;

  if (y >= area->y && y <= area->y + area->height)
    mix_figure_add_row_line (live, frame, area->x, y, area->x + area->width, y);
}

void
mix_slice_labels_arrange (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  const MixSliceLabels *labels = data;

  arrange_picked (labels, frame, live);
  if (!frame->narrow || frame->area.x > 50 * frame->unit)
    arrange_pieces (labels, frame, live);
  mix_slice_words_arrange (labels, frame, live);
  if (frame->area.height < 150 * frame->unit || frame->area.width < 150 * frame->unit)
    return;
  gboolean top = arrange_note (labels, frame, live, TRUE);
  gboolean bottom = !top && arrange_note (labels, frame, live, FALSE);
  arrange_legend (labels, frame, live, bottom || has_words_at_foot (&labels->view));
}
