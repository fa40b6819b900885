/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-row-colors.h"

#include <math.h>

#include "mix-blender.h"

#define SURPRISE 8.0 /* nats below the likeliest row, at which a row is as strong as can be */
#define N_SPREADS 3  /* tiles without a sample take the colour of others so far away */
#define N_QUICK_SPREADS 1 /* while the network learns */

/* What the network says of the rows of a cloud. */
typedef struct
{
  const MixModel *model;
  guint k;
  double *pi, *mu, *sigma; /* [n × k] */
} Said;

static Said
ask (const MixRowColors *colors, const guint32 *rows, gsize n)
{
  const MixModel *model = colors->trained->model;
  guint n_features = mix_design_get_n_features (colors->design);
  Said said = { .model = model, .k = mix_model_get_components (model) };
  g_autofree double *x = g_new (double, n * n_features + 1);

  said.pi = g_new (double, n * said.k + 1);
  said.mu = g_new (double, n * said.k + 1);
  said.sigma = g_new (double, n * said.k + 1);
  for (gsize i = 0; i < n; i++)
    mix_design_get_row (colors->design, rows[i], x + i * n_features);
  mix_model_predict (model, x, n, said.pi, said.mu, said.sigma);
  return said;
}

/* Counted from 1. */
static guint8
largest (const double *share, guint k)
{
  guint most = 0;

  for (guint c = 1; c < k; c++)
    if (share[c] > share[most])
      most = c;
  return (guint8) MIN (most + 1, MIX_TAG_EVERY - 1);
}

static void
colour_by_responsibility (const Said *said, const MixPalette *palette, MixPoint *points, gsize n)
{
  g_autofree double *share = g_new (double, said->k);
  guint k = said->k;
  MixBlender blender;

  mix_blender_init (&blender, palette);
  for (gsize i = 0; i < n; i++)
    {
      MixMixture m = mix_model_mixture (said->model, said->pi + i * k, said->mu + i * k,
                                        said->sigma + i * k);
      mix_mixture_responsibilities (&m, points[i].y, share);
      if (!isfinite (share[0]))
        continue;
      points[i].rgb = mix_blender_mix (&blender, share, k);
      points[i].component = largest (share, k);
    }
}

/* From the colour of rows to that of text: what the network thinks unlikely stands out. */
static void
colour_by_likelihood (const Said *said, const MixPalette *palette, MixPoint *points, gsize n)
{
  g_autofree double *density = g_new (double, n + 1);
  const MixColor *far = &palette->text, *near = &palette->faint_rows;
  double best = -HUGE_VAL;
  guint k = said->k;

  for (gsize i = 0; i < n; i++)
    {
      MixMixture m = mix_model_mixture (said->model, said->pi + i * k, said->mu + i * k,
                                        said->sigma + i * k);
      density[i] = mix_mixture_log_density (&m, points[i].y);
      if (isfinite (density[i]))
        best = MAX (best, density[i]);
    }
  for (gsize i = 0; i < n; i++)
    {
      double share = isfinite (density[i]) ? CLAMP ((best - density[i]) / SURPRISE, 0, 1) : 1;
      MixColor color = { near->red + share * (far->red - near->red),
                         near->green + share * (far->green - near->green),
                         near->blue + share * (far->blue - near->blue), 1 };
      points[i].rgb = mix_color_to_rgb (&color);
    }
}

/**
 * mix_row_colors_mark:
 * @rows: [n] complete-row numbers
 * @points: (inout): [n]
 */
void
mix_row_colors_mark (const MixRowColors *colors, const guint32 *rows, MixPoint *points, gsize n)
{
  const MixPalette *palette = colors->palette;
  guint32 rgb
    = mix_color_to_rgb (colors->validation ? &palette->validation_rows : &palette->rows);

  for (gsize i = 0; i < n; i++)
    points[i].rgb = rgb;
  if (colors->trained == NULL)
    return;
  Said said = ask (colors, rows, n);
  if (colors->coloring == MIX_COLORING_LIKELIHOOD)
    colour_by_likelihood (&said, palette, points, n);
  else
    colour_by_responsibility (&said, palette, points, n);
  g_free (said.pi);
  g_free (said.mu);
  g_free (said.sigma);
}

/* Colours on their way to a mean: the squares of their codes, which is nearly what light does. */
typedef struct
{
  guint32 red, green, blue, n;
  guint8 component;
} Mean;

static void
add_to_mean (Mean *mean, guint32 rgb, guint8 component)
{
  guint32 red = (rgb >> 16) & 0xff, green = (rgb >> 8) & 0xff, blue = rgb & 0xff;

  mean->red += red * red;
  mean->green += green * green;
  mean->blue += blue * blue;
  mean->n++;
  if (mean->component == 0)
    mean->component = component;
}

static guint32
channel_of (guint32 squares, guint32 n)
{
  return MIN ((guint32) lrint (sqrt ((double) squares / n)), 255u);
}

static MixTint
tint_of (const Mean *mean)
{
  return (MixTint){ (channel_of (mean->red, mean->n) << 16)
                      | (channel_of (mean->green, mean->n) << 8) | channel_of (mean->blue, mean->n),
                    mean->component };
}

/* A tile without a colour takes those of its neighbours that have one. Returns: whether any did */
static gboolean
spread (const MixCensus *census, MixTint *tints, guint8 *known)
{
  int columns = (int) census->tile_columns, rows = (int) census->tile_rows;
  gsize n = (gsize) columns * (gsize) rows;
  g_autofree guint8 *before = g_memdup2 (known, n);
  gboolean any = FALSE;

  for (gsize tile = 0; tile < n; tile++)
    {
      int row = (int) tile / columns, column = (int) tile % columns;
      Mean mean = { 0 };
      if (before[tile])
        continue;
      for (int r = MAX (row - 1, 0); r <= MIN (row + 1, rows - 1); r++)
        for (int c = MAX (column - 1, 0); c <= MIN (column + 1, columns - 1); c++)
          if (before[r * columns + c])
            add_to_mean (&mean, tints[r * columns + c].rgb, tints[r * columns + c].component);
      if (mean.n == 0)
        continue;
      tints[tile] = tint_of (&mean);
      known[tile] = 1;
      any = TRUE;
    }
  return any;
}

static gboolean
learns (const MixRowColors *colors)
{
  return colors->trained->state == MIX_RUN_RUNNING;
}

static gboolean
is_asked (const MixCensus *census, MixTiles tiles, guint tile)
{
  guint diagonal = tile / census->tile_columns + tile % census->tile_columns;

  return tiles == MIX_TILES_ALL || (diagonal % 2 == 0) == (tiles == MIX_TILES_WHITE);
}

/* The samples of the tiles that are asked: one a tile while the network learns and colours do not
 * last, all of them of one at rest. Samples are sorted by tile. Returns: how many */
static guint
choose_samples (const MixRowColors *colors, const MixCensus *census, MixTiles tiles,
                guint32 *chosen)
{
  const MixCensusPart *part = &census->part[colors->validation ? 1 : 0];
  gboolean one = learns (colors);
  guint n = 0;

  for (guint i = 0; i < part->n_samples; i++)
    {
      guint tile = part->samples[i].tile;
      if (is_asked (census, tiles, tile)
          && (!one || n == 0 || part->samples[chosen[n - 1]].tile != tile))
        chosen[n++] = i;
    }
  return n;
}

static void
tint_tiles (const MixCensusPart *part, const guint32 *chosen, guint n, const MixPoint *points,
            MixTint *tints, guint8 *known)
{
  for (guint i = 0; i < n;)
    {
      guint tile = part->samples[chosen[i]].tile;
      Mean mean = { 0 };
      for (; i < n && part->samples[chosen[i]].tile == tile; i++)
        add_to_mean (&mean, points[i].rgb, points[i].component);
      tints[tile] = tint_of (&mean);
      known[tile] = TRUE;
    }
}

/* All alike, until they are asked. */
static void
set_plain (const MixRowColors *colors, MixTint *tints, gsize n_tiles)
{
  const MixPalette *palette = colors->palette;
  guint32 rgb
    = mix_color_to_rgb (colors->validation ? &palette->validation_rows : &palette->rows);

  for (gsize tile = 0; tile < n_tiles; tile++)
    tints[tile] = (MixTint){ rgb, 0 };
}

/**
 * mix_row_colors_tint:
 * @census: which has counted many rows of the part
 * @tiles: that are asked; without a network all become alike
 * @tints: (inout): [tile_rows × tile_columns]; those that are not asked stay
 */
void
mix_row_colors_tint (const MixRowColors *colors, const MixCensus *census, MixTiles tiles,
                     MixTint *tints)
{
  const MixCensusPart *part = &census->part[colors->validation ? 1 : 0];
  gsize n_tiles = (gsize) census->tile_columns * census->tile_rows;

  if (tiles == MIX_TILES_ALL || colors->trained == NULL)
    set_plain (colors, tints, n_tiles);
  if (colors->trained == NULL)
    return;

  g_autofree guint8 *known = g_new0 (guint8, n_tiles);
  g_autofree guint32 *chosen = g_new (guint32, part->n_samples + 1u);
  guint n = choose_samples (colors, census, tiles, chosen);
  g_autofree guint32 *rows = g_new (guint32, n + 1);
  g_autofree MixPoint *points = g_new0 (MixPoint, n + 1);
  for (guint i = 0; i < n; i++)
    {
      rows[i] = part->samples[chosen[i]].row;
      points[i].y = mix_design_get_y (colors->design, rows[i]);
    }
  mix_row_colors_mark (colors, rows, points, n);
  tint_tiles (part, chosen, n, points, tints, known);
  guint n_spreads = tiles != MIX_TILES_ALL ? 0 : learns (colors) ? N_QUICK_SPREADS : N_SPREADS;
  for (guint i = 0; i < n_spreads && spread (census, tints, known); i++)
    ;
}
