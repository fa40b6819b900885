/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-design.h"
#include "mix-layer-density.h"
#include "mix-view.h"

G_BEGIN_DECLS

#define MIX_CENSUS_MARKS 5000 /* up to so many rows are listed */

/* Which rows of a design validate. */
typedef struct
{
  gboolean parted; /* FALSE: none, and the rest says nothing */
  double validation;
  int every;
  gint64 seed;
} MixParting;

gboolean mix_parting_equal (const MixParting *a, const MixParting *b);

/* What to count: rows over a feature, and which part of the plane a person looks at. */
typedef struct
{
  MixDesign *design;
  guint x_feature;
  MixParting parting;
  MixSpan x, y;
} MixCensusRequest;

/* A row whose colour stands for its tile. */
typedef struct
{
  guint32 row, tile;
} MixSample;

/* All rows of one part, those that train or those that validate, in the part of the plane. */
typedef struct
{
  gsize n_all;         /* in the whole table */
  gsize n_seen;        /* counted here */
  guint32 *marks;      /* [n_seen] their numbers, where they are few; else NULL */
  MixBins *bins;     /* where they are many; else NULL */
  MixSample *samples;  /* [n_samples], by tile; where they are many */
  guint n_samples;
} MixCensusPart;

/* All rows of a design counted, which takes some 20 ns each: from any thread, for any number of
 * rows. Immutable, reference-counted. */
typedef struct
{
  MixCensusRequest request; /* its own reference to the design */
  MixSpan x, y;             /* that are counted: a margin more than was asked for */
  guint tile_columns, tile_rows;
  MixCensusPart part[2];    /* [1]: rows that validate */
  guint8 *validates;        /* a bit for each row; NULL: none does */
} MixCensus;

/* before: of the same design, or NULL; what is known from it is not worked out again. */
MixCensus *mix_census_new (const MixCensusRequest *request, const MixCensus *before);
MixCensus *mix_census_ref (MixCensus *census);
void mix_census_unref (MixCensus *census);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixCensus, mix_census_unref)

/* Whether it is of the same rows over the same feature, and of all that is looked at. */
gboolean mix_census_covers (const MixCensus *census, const MixCensusRequest *request);
/* Whether it is as good as a new one. */
gboolean mix_census_serves (const MixCensus *census, const MixCensusRequest *request);

G_END_DECLS
