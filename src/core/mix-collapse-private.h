/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-collapse-kernels.h"
#include "mix-collapse-rows.h"
#include "mix-collapse.h"

G_BEGIN_DECLS

struct _MixCollapse
{
  gsize n_units, n_next;
  gsize lanes; /* n_next, rounded up to whole vectors: the length of a line's array */

  /* of the parameters that were folded */
  const float *weights, *bias;
  float *columns;         /* [n_units × lanes]: the next layer's weights, transposed */
  float *kink_of;         /* [n_units] */
  MixCollapseKinks kinks; /* of units with a weight that is not 0 */
  guint32 *order;         /* [n_units]: which unit a kink belongs to */
  MixCollapseStep *steps; /* [n_units + 1] */

  /* of the rows of one block, and their lines: slope and level [(n_units + 1) × lanes] are A and
   * Z of each segment; sum and moment are those of all rows since the fold */
  MixCollapseRows rows;
  gint32 *segment; /* [MIX_COLLAPSE_WINDOW] */
  float *distance; /* [MIX_COLLAPSE_WINDOW] */
  gint32 *found_segment;  /* the same, as mix_collapse_arrange() found them */
  float *found_distance;
  guint32 *place;         /* [n_units + 2]: where the rows of a segment begin */
  float *slope, *level;
  float *deltas;    /* [max_rows × lanes] */

  double *line;     /* [2 × lanes]: scratch */
  double *totals;   /* [2 × lanes]: both sums over all rows */
  double *products; /* [n_units × MIX_COLLAPSE_PRODUCTS]: scratch */
  float *dcolumns;  /* [n_units × lanes]: the gradient by columns */

  MixCollapseHead head; /* that follows; 0 outputs: none */
};

G_END_DECLS
