/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-census.h"

#include <math.h>
#include <string.h>

#define COLUMNS 1120
#define ROWS 840
#define TILE_COLUMNS 140
#define TILE_ROWS 105
#define MARGIN 0.15      /* beyond what is looked at, so that a small move needs no new one */
#define MOST_COARSE 1.7  /* lengths of the axis that is looked at */
#define MOST_SAMPLES 6000 /* about: what colours cost while a network learns */
#define MOST_OF_TILE 4

/* What is gathered of a part, row by row. */
typedef struct
{
  MixCensusPart *part;
  guint32 *marks;             /* [MIX_CENSUS_MARKS] the first */
  guint32 *of_tile;           /* [tiles] rows */
  guint32 *chosen;            /* [tiles × MOST_OF_TILE] a fair sample of them */
  guint32 random;
} Gatherer;

gboolean
mix_parting_equal (const MixParting *a, const MixParting *b)
{
  if (a->parted != b->parted || !a->parted)
    return a->parted == b->parted;
  return fabs (a->validation - b->validation) < 1e-12 && a->every == b->every && a->seed == b->seed;
}

static gboolean
validates (const guint8 *bits, gsize row)
{
  return bits != NULL && (bits[row / 8] >> (row % 8) & 1) != 0;
}

/* A bit for each row that validates. */
static guint8 *
mark_validation (const MixCensusRequest *request, const MixCensus *before)
{
  const MixParting *parting = &request->parting;

  if (!parting->parted)
    return NULL;
  if (before != NULL && before->validates != NULL && before->request.design == request->design
      && mix_parting_equal (&before->request.parting, parting))
    return g_atomic_rc_box_acquire (before->validates);

  g_autoptr (MixSplit) split = mix_design_split (request->design, parting->validation,
                                                 parting->every, (guint64) parting->seed);
  guint8 *bits = g_atomic_rc_box_alloc0 (mix_design_get_n_rows (request->design) / 8 + 1);
  for (gsize i = 0; i < split->n_validation; i++)
    bits[split->validation[i] / 8] |= (guint8) (1u << split->validation[i] % 8);
  return bits;
}

static MixSpan
with_margin (const MixSpan *span)
{
  double more = MARGIN * (span->high - span->low);

  return (MixSpan){ span->low - more, span->high + more };
}

static void
gatherer_init (Gatherer *gatherer, MixCensusPart *part, const MixCensus *census)
{
  gsize n_tiles = (gsize) census->tile_columns * census->tile_rows;

  gatherer->part = part;
  gatherer->random = 1;
  gatherer->marks = g_new (guint32, MIX_CENSUS_MARKS);
  gatherer->of_tile = g_new0 (guint32, n_tiles);
  gatherer->chosen = g_new (guint32, n_tiles * MOST_OF_TILE);
  part->bins = mix_bins_new (COLUMNS, ROWS, census->x.low, census->x.high, census->y.low,
                               census->y.high);
}

static guint32
next_random (Gatherer *gatherer)
{
  gatherer->random ^= gatherer->random << 13;
  gatherer->random ^= gatherer->random >> 17;
  gatherer->random ^= gatherer->random << 5;
  return gatherer->random;
}

/* Each row of a tile has the same chance to be among its samples (Vitter's algorithm R). */
static void
sample (Gatherer *gatherer, guint tile, guint32 row)
{
  guint32 *chosen = gatherer->chosen + (gsize) tile * MOST_OF_TILE;
  guint32 n = gatherer->of_tile[tile]++;

  if (n >= MOST_OF_TILE)
    n = (guint32) (((guint64) next_random (gatherer) * (n + 1)) >> 32);
  if (n < MOST_OF_TILE)
    chosen[n] = row;
}

/* The place of a value among n steps of a span; n or more, or no number: outside. */
static guint
step_of (const MixSpan *span, double value, guint n)
{
  double step = (value - span->low) / (span->high - span->low) * n;

  return step >= 0 && step < n ? (guint) step : n;
}

static void
count (const MixCensus *census, Gatherer *gatherers)
{
  const MixDesign *design = census->request.design;
  gsize n = mix_design_get_n_rows (design);

  for (gsize row = 0; row < n; row++)
    {
      Gatherer *gatherer = &gatherers[validates (census->validates, row) ? 1 : 0];
      MixCensusPart *part = gatherer->part;
      part->n_all++;
      guint column = step_of (&census->x, mix_design_get_x (design, row, census->request.x_feature),
                              COLUMNS);
      guint line = step_of (&census->y, mix_design_get_y (design, row), ROWS);
      if (column >= COLUMNS || line >= ROWS)
        continue;
      line = ROWS - 1 - line;
      if (part->n_seen < MIX_CENSUS_MARKS)
        gatherer->marks[part->n_seen] = (guint32) row;
      part->n_seen++;
      part->bins->counts[(gsize) line * COLUMNS + column]++;
      sample (gatherer, line * TILE_ROWS / ROWS * TILE_COLUMNS + column * TILE_COLUMNS / COLUMNS,
              (guint32) row);
    }
}

/* Tiles that have rows get as many samples as there is time for; where there are more tiles than
 * that, every so many of them, on a diagonal, has one. */
static void
take_samples (Gatherer *gatherer, guint columns, guint rows)
{
  MixCensusPart *part = gatherer->part;
  guint n_tiles = columns * rows, n_taken = 0;

  for (guint tile = 0; tile < n_tiles; tile++)
    n_taken += gatherer->of_tile[tile] > 0;
  guint most = CLAMP (MOST_SAMPLES / MAX (n_taken, 1), 1, MOST_OF_TILE);
  guint every = n_taken / MOST_SAMPLES + 1;
  part->samples = g_new (MixSample, (gsize) n_taken * most + 1);
  for (guint tile = 0; tile < n_tiles; tile++)
    for (guint i = 0; i < MIN (gatherer->of_tile[tile], most); i++)
      if ((tile % columns + tile / columns) % every == 0)
        part->samples[part->n_samples++]
          = (MixSample){ gatherer->chosen[tile * MOST_OF_TILE + i], tile };
}

/* Few rows are listed, many keep their bins. */
static void
finish (Gatherer *gatherer, const MixCensus *census)
{
  MixCensusPart *part = gatherer->part;

  if (part->n_seen <= MIX_CENSUS_MARKS)
    {
      part->marks = g_steal_pointer (&gatherer->marks);
      g_clear_pointer (&part->bins, mix_bins_unref);
    }
  else
    take_samples (gatherer, census->tile_columns, census->tile_rows);
  g_free (gatherer->marks);
  g_free (gatherer->of_tile);
  g_free (gatherer->chosen);
}

/**
 * mix_census_new:
 * @request: its design has a target
 *
 * Returns: (transfer full): all rows in what is looked at, and a margin around it
 */
MixCensus *
mix_census_new (const MixCensusRequest *request, const MixCensus *before)
{
  MixCensus *census = g_atomic_rc_box_new0 (MixCensus);
  Gatherer gatherers[2];

  census->request = *request;
  census->request.design = mix_design_ref (request->design);
  census->x = with_margin (&request->x);
  census->y = with_margin (&request->y);
  census->tile_columns = TILE_COLUMNS;
  census->tile_rows = TILE_ROWS;
  census->validates = mark_validation (request, before);
  guint n_parts = census->validates != NULL ? 2 : 1;
  for (guint i = 0; i < n_parts; i++)
    gatherer_init (&gatherers[i], &census->part[i], census);
  count (census, gatherers);
  for (guint i = 0; i < n_parts; i++)
    finish (&gatherers[i], census);
  return census;
}

MixCensus *
mix_census_ref (MixCensus *census)
{
  return g_atomic_rc_box_acquire (census);
}

static void
census_clear (gpointer data)
{
  MixCensus *census = data;

  for (guint i = 0; i < 2; i++)
    {
      g_free (census->part[i].marks);
      g_free (census->part[i].samples);
      g_clear_pointer (&census->part[i].bins, mix_bins_unref);
    }
  g_clear_pointer (&census->validates, g_atomic_rc_box_release);
  mix_design_unref (census->request.design);
}

void
mix_census_unref (MixCensus *census)
{
  g_atomic_rc_box_release_full (census, census_clear);
}

static gboolean
contains (const MixSpan *outer, const MixSpan *inner)
{
  return inner->low >= outer->low && inner->high <= outer->high;
}

gboolean
mix_census_covers (const MixCensus *census, const MixCensusRequest *request)
{
  return census->request.design == request->design
         && census->request.x_feature == request->x_feature && contains (&census->x, &request->x)
         && contains (&census->y, &request->y);
}

/* Rows that are listed are as sharp as can be, however near a person looks. */
static gboolean
is_sharp (const MixCensus *census, const MixCensusRequest *request)
{
  gboolean is_listed = census->part[0].bins == NULL && census->part[1].bins == NULL;
  double x = (census->x.high - census->x.low) / (request->x.high - request->x.low);
  double y = (census->y.high - census->y.low) / (request->y.high - request->y.low);

  return is_listed || MAX (x, y) <= MOST_COARSE;
}

gboolean
mix_census_serves (const MixCensus *census, const MixCensusRequest *request)
{
  return mix_census_covers (census, request) && is_sharp (census, request)
         && mix_parting_equal (&census->request.parting, &request->parting);
}
