/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-layer-line.h"

#include <math.h>

#include "mix-ribbon.h"

/* What is left of the width and of the opacity of a line whose weight is 0. */
#define THIN_SHARE 0.45
#define FAINT_SHARE 0.22

/* Above so many points a column the line is thinned. A column is half as wide as the line, at least
 * a pixel: within it nobody sees where the line turns. */
#define POINTS_A_COLUMN 3

#define STRAIGHT 0.06    /* pixels from a line that is drawn without what is between */
#define MOST_LEFT_OUT 64 /* vertices in a row */

typedef struct
{
  MixLayer layer;
  MixLineStyle style;
  double *x, *y, *weight; /* [n] data */
  guint n;

  GArray *vertices;  /* MixVertex; a NaN parts two runs */
  GPtrArray *casing; /* MixRibbon, for a weighted line */
  GPtrArray *ribbon;
  GPtrArray *underlay;
} LineLayer;

static void
add_vertex (LineLayer *line, const MixFrame *frame, guint i)
{
  MixVertex v = { mix_scale_to_pixel (&frame->x, line->x[i]),
                  mix_scale_to_pixel (&frame->y, line->y[i]),
                  line->weight != NULL ? line->weight[i] : 1 };

  if (isnan (v.x) || isnan (v.y))
    v.x = v.y = (double) NAN;
  g_array_append_val (line->vertices, v);
}

/* Of all points in one column the first, the lowest, the highest and the last draw the
 * same line as all of them. */
static void
add_column (LineLayer *line, const MixFrame *frame, guint start, guint end)
{
  guint low = start, high = start;

  for (guint i = start; i < end; i++)
    {
      if (line->y[i] < line->y[low])
        low = i;
      if (line->y[i] > line->y[high])
        high = i;
    }
  guint picks[] = { start, MIN (low, high), MAX (low, high), end - 1 };
  for (guint p = 0; p < G_N_ELEMENTS (picks); p++)
    if (p == 0 || picks[p] != picks[p - 1])
      add_vertex (line, frame, picks[p]);
}

static double
column_of (const LineLayer *line, const MixFrame *frame, guint i, double width)
{
  return floor (mix_scale_to_pixel (&frame->x, line->x[i]) / width);
}

static void
add_vertices (LineLayer *line, const MixFrame *frame)
{
  double width = MAX (line->style.width * frame->ink / 2, 1);

  if (line->n < POINTS_A_COLUMN * frame->area.width / width)
    {
      for (guint i = 0; i < line->n; i++)
        add_vertex (line, frame, i);
      return;
    }
  for (guint start = 0; start < line->n;)
    {
      guint end = start + 1;
      double column = column_of (line, frame, start, width);
      while (end < line->n && fabs (column_of (line, frame, end, width) - column) < 0.5)
        end++;
      add_column (line, frame, start, end);
      start = end;
    }
}

/* Whether what is between two vertices is on the line through them, as far as an eye can tell. */
static gboolean
is_straight (const MixVertex *v, guint from, guint to)
{
  double dx = v[to].x - v[from].x, dy = v[to].y - v[from].y, length = hypot (dx, dy);

  if (!(length > 0) || to - from > MOST_LEFT_OUT)
    return FALSE;
  for (guint i = from + 1; i < to; i++)
    {
      double px = v[i].x - v[from].x, py = v[i].y - v[from].y;
      double along = (px * dx + py * dy) / (length * length);
      double weight = v[from].weight + along * (v[to].weight - v[from].weight);
      if (!(fabs (px * dy - py * dx) < STRAIGHT * length) || !(along > 0 && along < 1)
          || !(fabs (v[i].weight - weight) < 0.01))
        return FALSE;
    }
  return TRUE;
}

/* Networks of rectifiers draw few bends: leaves out the vertices between, which cost as much. */
static void
leave_out_straight (GArray *vertices)
{
  MixVertex *v = (MixVertex *) (gpointer) vertices->data;
  guint kept = 0;

  for (guint from = 0, to; from < vertices->len; from = to)
    {
      to = from + 1;
      while (to + 1 < vertices->len && is_straight (v, from, to + 1))
        to++;
      v[kept++] = v[from];
    }
  g_array_set_size (vertices, kept);
}

static guint
end_of_run (const GArray *vertices, guint start)
{
  guint end = start;

  while (end < vertices->len && !isnan (g_array_index (vertices, MixVertex, end).x))
    end++;
  return end;
}

static void
shift_run (MixVertex *run, guint n, double by)
{
  g_autofree double *nx = g_new (double, n), *ny = g_new (double, n);

  mix_ribbon_normals (run, n, nx, ny);
  for (guint i = 0; i < n; i++)
    {
      run[i].x += by * nx[i];
      run[i].y += by * ny[i];
    }
}

static void
add_ribbons (LineLayer *line, const MixVertex *run, guint n, double unit)
{
  const MixLineStyle *style = &line->style;
  double wide = style->width * unit, thin = style->fade == MIX_FADE_THIN ? THIN_SHARE * wide : wide;
  double rim = MAX (style->casing * unit - wide, 0);
  double dash[8];

  for (int i = 0; i < style->n_dashes; i++)
    dash[i] = style->dash[i] * unit;
  if (rim > 0)
    g_ptr_array_add (line->casing, mix_ribbon_new (run, n, thin + rim, wide + rim, NULL, 0));
  if (style->underlay > 0)
    g_ptr_array_add (line->underlay, mix_ribbon_new (run, n, thin, wide, NULL, 0));
  g_ptr_array_add (line->ribbon, mix_ribbon_new (run, n, thin, wide, dash, style->n_dashes));
}

static void
line_layout (MixLayer *layer, const MixFrame *frame)
{
  LineLayer *line = (LineLayer *) layer;

  g_array_set_size (line->vertices, 0);
  g_ptr_array_set_size (line->casing, 0);
  g_ptr_array_set_size (line->underlay, 0);
  g_ptr_array_set_size (line->ribbon, 0);
  add_vertices (line, frame);
  leave_out_straight (line->vertices);
  for (guint start = 0; start < line->vertices->len;)
    {
      guint end = end_of_run (line->vertices, start);
      MixVertex *run = &g_array_index (line->vertices, MixVertex, start);
      if (end > start && fabs (line->style.shift) > 0)
        shift_run (run, end - start, line->style.shift * frame->ink);
      if (end > start && line->weight != NULL)
        add_ribbons (line, run, end - start, frame->ink);
      start = end + 1;
    }
}

static void
trace_line (const LineLayer *line, cairo_t *cr)
{
  cairo_new_path (cr);
  for (guint start = 0; start < line->vertices->len;)
    {
      guint end = end_of_run (line->vertices, start);
      cairo_new_sub_path (cr);
      for (guint i = start; i < end; i++)
        {
          const MixVertex *v = &g_array_index (line->vertices, MixVertex, i);
          cairo_line_to (cr, v->x, v->y);
        }
      start = end + 1;
    }
}

/**
 * mix_line_style_apply:
 * @unit: pixels per design pixel
 *
 * Sets the source, width, dash and ends of the line itself, without rim and underlay.
 */
void
mix_line_style_apply (const MixLineStyle *style, double unit, cairo_t *cr)
{
  double dash[8] = { 0 };

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  mix_color_set_source (&style->color, style->alpha > 0 ? style->alpha : 1, cr);
  cairo_set_line_width (cr, style->width * unit);
  if (style->dots > 0)
    {
      dash[1] = style->dots * unit;
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      cairo_set_dash (cr, dash, 2, 0);
      return;
    }
  for (int i = 0; i < style->n_dashes; i++)
    dash[i] = style->dash[i] * unit;
  cairo_set_line_cap (cr, style->n_dashes > 0 ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  cairo_set_dash (cr, dash, style->n_dashes, 0);
}

static void
paint_stroke (const LineLayer *line, const MixFrame *frame, cairo_t *cr)
{
  const MixLineStyle *style = &line->style;

  trace_line (line, cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (style->casing > 0)
    {
      cairo_set_dash (cr, NULL, 0, 0);
      mix_color_set_source (&frame->palette->card, 0.85, cr);
      cairo_set_line_width (cr, style->casing * frame->ink);
      cairo_stroke_preserve (cr);
    }
  if (style->underlay > 0)
    {
      cairo_set_dash (cr, NULL, 0, 0);
      mix_color_set_source (&style->color, style->underlay, cr);
      cairo_set_line_width (cr, style->width * frame->ink);
      cairo_stroke_preserve (cr);
    }
  mix_line_style_apply (style, frame->ink, cr);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
fill_ribbons (const GPtrArray *ribbons, cairo_pattern_t *source, cairo_t *cr)
{
  cairo_new_path (cr);
  for (guint i = 0; i < ribbons->len; i++)
    mix_ribbon_trace (g_ptr_array_index (ribbons, i), cr);
  cairo_set_source (cr, source);
  cairo_fill (cr);
}

static void
paint_ribbons (const LineLayer *line, const MixFrame *frame, cairo_t *cr, double scale)
{
  const MixLineStyle *style = &line->style;
  double faint = style->fade == MIX_FADE_THIN ? FAINT_SHARE : 0;
  guint n = line->vertices->len, kept = 0;
  g_autofree double *x = g_new (double, n + 1), *weight = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const MixVertex *v = &g_array_index (line->vertices, MixVertex, i);
      if (isnan (v->x) || (kept > 0 && v->x < x[kept - 1]))
        continue;
      x[kept] = v->x;
      weight[kept++] = faint + (1 - faint) * v->weight;
    }
  double alpha = style->alpha > 0 ? style->alpha : 1;
  cairo_pattern_t *rim = mix_layer_fade (&frame->palette->card, 0.85, x, weight, kept, scale);
  cairo_pattern_t *under = mix_layer_fade (&style->color, style->underlay, x, weight, kept, scale);
  cairo_pattern_t *ink = mix_layer_fade (&style->color, alpha, x, weight, kept, scale);
  fill_ribbons (line->casing, rim, cr);
  fill_ribbons (line->underlay, under, cr);
  fill_ribbons (line->ribbon, ink, cr);
  cairo_pattern_destroy (rim);
  cairo_pattern_destroy (under);
  cairo_pattern_destroy (ink);
}

static void
line_paint (MixLayer *layer, const MixFrame *frame, cairo_t *cr, double scale)
{
  const LineLayer *line = (const LineLayer *) layer;

  if (line->weight != NULL)
    paint_ribbons (line, frame, cr, mix_layer_is_vector (cr) ? 0 : scale);
  else
    paint_stroke (line, frame, cr);
}

static void
line_free (MixLayer *layer)
{
  LineLayer *line = (LineLayer *) layer;

  g_free (line->x);
  g_free (line->y);
  g_free (line->weight);
  g_array_unref (line->vertices);
  g_ptr_array_unref (line->casing);
  g_ptr_array_unref (line->underlay);
  g_ptr_array_unref (line->ribbon);
  g_free (line);
}

static double
distance_to_segment (const MixVertex *a, const MixVertex *b, double x, double y)
{
  double dx = b->x - a->x, dy = b->y - a->y, length = dx * dx + dy * dy;
  double share = length > 0 ? CLAMP (((x - a->x) * dx + (y - a->y) * dy) / length, 0, 1) : 0;

  return hypot (a->x + share * dx - x, a->y + share * dy - y);
}

static double
line_distance (const MixLayer *layer, const MixFrame *frame, double x, double y)
{
  const LineLayer *line = (const LineLayer *) layer;
  double least = HUGE_VAL;

  for (guint i = 1; i < line->vertices->len; i++)
    {
      const MixVertex *v = &g_array_index (line->vertices, MixVertex, i - 1);
      if (!isnan (v[0].x) && !isnan (v[1].x))
        least = MIN (least, distance_to_segment (&v[0], &v[1], x, y));
    }
  return least;
}

static GPtrArray *
ribbons_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) mix_ribbon_free);
}

static const MixLayerClass line_class = {
  line_layout, line_paint, NULL, line_free, line_distance,
};

MixLayer *
mix_layer_line_new (const double *x, const double *y, const double *weight, guint n,
                    const MixLineStyle *style)
{
  LineLayer *line = g_new0 (LineLayer, 1);
  gsize size = n * sizeof (double);

  g_return_val_if_fail (style->n_dashes <= 8, NULL);
  line->layer.class = &line_class;
  line->layer.part = MIX_PLOT_LIVE;
  line->style = *style;
  line->n = n;
  line->x = g_memdup2 (x, size);
  line->y = g_memdup2 (y, size);
  line->weight = weight != NULL ? g_memdup2 (weight, size) : NULL;
  line->vertices = g_array_new (FALSE, FALSE, sizeof (MixVertex));
  line->casing = ribbons_new ();
  line->underlay = ribbons_new ();
  line->ribbon = ribbons_new ();
  return &line->layer;
}
