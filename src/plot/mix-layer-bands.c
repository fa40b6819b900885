/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-layer-bands.h"

#include <math.h>

#include "mix-layer-area.h"

#define N_VEILS 4
#define VEIL_STEP 0.5 /* spreads */

typedef struct
{
  MixLayer layer;
  double *x;                         /* [n] */
  double *centre, *spread, *weight;  /* [n × k] */
  guint n, k;
  MixBandsMap map; /* NULL: the axis has their units */
  gpointer map_data;
  GDestroyNotify free_map_data;

  cairo_surface_t *image; /* of the area, for image_scale; NULL until painted */
  double image_scale;
  guint image_focus;
} BandsLayer;

/* One column of pixels, before it is rounded to eight bits: premultiplied, 0 … 1. */
typedef struct
{
  int height;
  float *red, *green, *blue, *alpha; /* [height] */
  float *pass;                       /* [height] what one component lets through */
} Column;

static void
bands_layout (MixLayer *layer, const MixFrame *frame)
{
  BandsLayer *bands = (BandsLayer *) layer;

  g_clear_pointer (&bands->image, cairo_surface_destroy);
}

static Column
column_new (int height)
{
  float *all = g_new (float, 5 * (gsize) height);

  return (Column){ height, all, all + height, all + 2 * height, all + 3 * height,
                   all + 4 * height };
}

static void
add_pass (Column *column, int from, int to, float pass)
{
  for (int y = MAX (from, 0); y < MIN (to, column->height); y++)
    column->pass[y] *= pass;
}

/* A veil from top to bottom, in pixels; the two rows at its ends are covered in part. */
static void
add_veil (Column *column, double top, double bottom, double alpha)
{
  top = CLAMP (top, -1, column->height);
  bottom = CLAMP (bottom, -1, column->height);
  int first = (int) floor (top), last = (int) floor (bottom);

  if (first == last)
    {
      add_pass (column, first, first + 1, (float) (1 - alpha * (bottom - top)));
      return;
    }
  add_pass (column, first, first + 1, (float) (1 - alpha * (first + 1 - top)));
  add_pass (column, first + 1, last, (float) (1 - alpha));
  add_pass (column, last, last + 1, (float) (1 - alpha * (bottom - last)));
}

static void
blend_component (Column *column, int from, int to, const MixColor *color)
{
  float red = (float) color->red, green = (float) color->green, blue = (float) color->blue;

  for (int y = MAX (from, 0); y < MIN (to, column->height); y++)
    {
      float pass = column->pass[y], ink = 1 - pass;
      column->red[y] = column->red[y] * pass + red * ink;
      column->green[y] = column->green[y] * pass + green * ink;
      column->blue[y] = column->blue[y] * pass + blue * ink;
      column->alpha[y] = column->alpha[y] * pass + ink;
      column->pass[y] = 1;
    }
}

static guint32
rounded (float value, float threshold)
{
  return (guint32) MIN ((int) (255 * value + threshold), 255);
}

/* Rounding a faint slope leaves stripes; thresholds that are spread evenly (Roberts' R2 sequence)
 * hide them. One for all four channels keeps them premultiplied. */
static void
store_column (const Column *column, int from, int to, guint8 *data, int stride, int x)
{
  guint8 *place = data + (gsize) from * (gsize) stride + 4 * (gsize) x;
  double start = 0.7548776662 * x + 0.5698402910 * from;
  float t = (float) (start - floor (start));

  for (int y = from; y < to; y++, place += stride)
    {
      *(guint32 *) (gpointer) place
        = (rounded (column->alpha[y], t) << 24) | (rounded (column->red[y], t) << 16)
          | (rounded (column->green[y], t) << 8) | rounded (column->blue[y], t);
      t += 0.5698402910f;
      t -= t >= 1 ? 1 : 0;
    }
}

static double
dimmed (const MixFrame *frame, guint component)
{
  return frame->focus.component == 0 || frame->focus.component == component + 1 ? 1 : MIX_DIMMED;
}

static double
mixed (const double *values, guint k, guint i, double share)
{
  return values[i * k] + share * (values[(i + 1) * k] - values[i * k]);
}

static double
place_of (const BandsLayer *bands, double value)
{
  return bands->map != NULL ? bands->map (bands->map_data, value) : value;
}

/* A component whose veils are not as far up as down; reach: [2] (out): in pixels. */
static void
add_mapped_veils (const BandsLayer *bands, const MixFrame *frame, double scale, double centre,
                  double spread, double alpha, Column *column, double *reach)
{
  for (guint v = 1; v <= N_VEILS; v++)
    {
      double high = place_of (bands, centre + v * VEIL_STEP * spread);
      double low = place_of (bands, centre - v * VEIL_STEP * spread);
      reach[0] = (mix_scale_to_pixel (&frame->y, high) - frame->area.y) * scale;
      reach[1] = (mix_scale_to_pixel (&frame->y, low) - frame->area.y) * scale;
      add_veil (column, reach[0], reach[1], alpha);
    }
}

/* Draws every component at one x; returns the rows that were touched. */
static void
draw_column (const BandsLayer *bands, const MixFrame *frame, double scale, guint i, double share,
             Column *column, int *from, int *to)
{
  double unit = fabs (frame->y.to - frame->y.from) / (frame->y.high - frame->y.low) * scale;

  *from = column->height;
  *to = 0;
  for (guint c = 0; c < bands->k; c++)
    {
      double centre = mixed (bands->centre + c, bands->k, i, share);
      double wide = mixed (bands->spread + c, bands->k, i, share), spread = wide * unit;
      double weight = mixed (bands->weight + c, bands->k, i, share) * dimmed (frame, c);
      double y = (mix_scale_to_pixel (&frame->y, centre) - frame->area.y) * scale;
      double reach[2] = { y - N_VEILS * VEIL_STEP * spread, y + N_VEILS * VEIL_STEP * spread };
      double alpha = frame->palette->band_alpha * weight;
      if (isnan (y) || isnan (spread) || !(weight > 0.002))
        continue;
      if (bands->map != NULL)
        add_mapped_veils (bands, frame, scale, centre, wide, alpha, column, reach);
      else
        for (guint v = 1; v <= N_VEILS; v++)
          add_veil (column, y - v * VEIL_STEP * spread, y + v * VEIL_STEP * spread, alpha);
      int top = (int) CLAMP (floor (reach[0]), 0, column->height);
      int bottom = (int) CLAMP (floor (reach[1]) + 1, 0, column->height);
      blend_component (column, top, bottom, mix_palette_component (frame->palette, c));
      *from = MIN (*from, top);
      *to = MAX (*to, bottom);
    }
}

static void
clear_column (Column *column, int from, int to)
{
  for (int y = MAX (from, 0); y < MIN (to, column->height); y++)
    {
      column->red[y] = column->green[y] = column->blue[y] = column->alpha[y] = 0;
      column->pass[y] = 1;
    }
}

static void
draw_image (BandsLayer *bands, const MixFrame *frame, double scale)
{
  int width = (int) ceil (frame->area.width * scale);
  int height = (int) ceil (frame->area.height * scale);

  bands->image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  bands->image_scale = scale;
  bands->image_focus = frame->focus.component;
  if (cairo_surface_status (bands->image) != CAIRO_STATUS_SUCCESS || bands->n < 2)
    return;
  cairo_surface_flush (bands->image);

  Column column = column_new (height);
  guint8 *data = cairo_image_surface_get_data (bands->image);
  int stride = cairo_image_surface_get_stride (bands->image);
  guint i = 0;
  clear_column (&column, 0, height);
  for (int px = 0; px < width; px++)
    {
      double x = mix_scale_from_pixel (&frame->x, frame->area.x + (px + 0.5) / scale);
      if (x < bands->x[0] || x > bands->x[bands->n - 1])
        continue;
      while (i + 2 < bands->n && bands->x[i + 1] < x)
        i++;
      double share = (x - bands->x[i]) / (bands->x[i + 1] - bands->x[i]);
      int from, to;
      draw_column (bands, frame, scale, i, share, &column, &from, &to);
      store_column (&column, from, to, data, stride, px);
      clear_column (&column, from, to);
    }
  g_free (column.red);
  cairo_surface_mark_dirty (bands->image);
  cairo_surface_set_device_scale (bands->image, scale, scale);
}

/* A band from from to to spreads of one component, as a path that fades. */
static void
paint_ring (const BandsLayer *bands, const MixFrame *frame, cairo_t *cr, guint component,
            const double ends[2], double alpha)
{
  guint n = bands->n;
  g_autofree double *low = g_new (double, n), *high = g_new (double, n);
  g_autofree double *weight = g_new (double, n);
  MixAreaStyle style = { *mix_palette_component (frame->palette, component), alpha, -1 };

  for (guint i = 0; i < n; i++)
    {
      guint at = i * bands->k + component;
      low[i] = place_of (bands, bands->centre[at] + ends[0] * bands->spread[at]);
      high[i] = place_of (bands, bands->centre[at] + ends[1] * bands->spread[at]);
      weight[i] = bands->weight[at] * dimmed (frame, component);
    }
  MixLayer *area = mix_layer_area_new (MIX_ALONG_X, bands->x, low, high, weight, n, &style);
  area->class->layout (area, frame);
  area->class->paint (area, frame, cr, 1);
  mix_layer_free (area);
}

/* In a file of paths: each ring between two veils once, with the opacity that they have
 * together. */
static void
paint_paths (const BandsLayer *bands, const MixFrame *frame, cairo_t *cr)
{
  for (guint c = 0; c < bands->k; c++)
    for (int ring = N_VEILS; ring > 0; ring--)
      {
        double alpha = 1 - pow (1 - frame->palette->band_alpha, N_VEILS + 1 - ring);
        double inner = (ring - 1) * VEIL_STEP, outer = ring * VEIL_STEP;
        const double upper[] = { inner, outer }, lower[] = { -outer, -inner };
        const double middle[] = { -outer, outer };
        if (ring == 1)
          paint_ring (bands, frame, cr, c, middle, alpha);
        else
          {
            paint_ring (bands, frame, cr, c, upper, alpha);
            paint_ring (bands, frame, cr, c, lower, alpha);
          }
      }
}

static void
bands_paint (MixLayer *layer, const MixFrame *frame, cairo_t *cr, double scale)
{
  BandsLayer *bands = (BandsLayer *) layer;

  if (mix_layer_is_vector (cr))
    {
      paint_paths (bands, frame, cr);
      return;
    }
  if (bands->image != NULL
      && (fabs (bands->image_scale - scale) > 1e-9 || bands->image_focus != frame->focus.component))
    g_clear_pointer (&bands->image, cairo_surface_destroy);
  if (bands->image == NULL)
    draw_image (bands, frame, scale);
  cairo_set_source_surface (cr, bands->image, frame->area.x, frame->area.y);
  cairo_paint (cr);
}

static void
bands_free (MixLayer *layer)
{
  BandsLayer *bands = (BandsLayer *) layer;

  g_clear_pointer (&bands->image, cairo_surface_destroy);
  g_free (bands->x);
  g_free (bands->centre);
  g_free (bands->spread);
  g_free (bands->weight);
  if (bands->free_map_data != NULL)
    bands->free_map_data (bands->map_data);
  g_free (bands);
}

static const MixLayerClass bands_class = { bands_layout, bands_paint, NULL, bands_free, NULL };

MixLayer *
mix_layer_bands_new (const double *x, const double *centre, const double *spread,
                     const double *weight, guint n, guint k)
{
  BandsLayer *bands = g_new0 (BandsLayer, 1);
  gsize size = (gsize) n * k * sizeof (double);

  bands->layer.class = &bands_class;
  bands->layer.part = MIX_PLOT_LIVE;
  bands->x = g_memdup2 (x, n * sizeof (double));
  bands->centre = g_memdup2 (centre, size);
  bands->spread = g_memdup2 (spread, size);
  bands->weight = g_memdup2 (weight, size);
  bands->n = n;
  bands->k = k;
  return &bands->layer;
}

/**
 * mix_layer_bands_set_map:
 * @layer: of mix_layer_bands_new()
 * @data: (transfer full): given to map, and freed with the layer
 */
void
mix_layer_bands_set_map (MixLayer *layer, MixBandsMap map, gpointer data, GDestroyNotify free_data)
{
  BandsLayer *bands = (BandsLayer *) layer;

  g_return_if_fail (layer->class == &bands_class);
  bands->map = map;
  bands->map_data = data;
  bands->free_map_data = free_data;
}
