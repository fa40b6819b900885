/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-collapse.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "mix-collapse-kernels.h"

/* A kink further out than this is beyond any scaled x: no float within reach passes it. */
#define FARTHEST 1e30f

struct _MixCollapse
{
  gsize n_units, n_next;
  gsize lanes; /* n_next, rounded up to whole vectors: the length of a line's array */

  /* of the parameters that were folded */
  const float *weights, *bias;
  float *columns;   /* [n_units × lanes]: the next layer's weights, transposed */
  float *kinks;     /* [n_units, rounded up]: ascending; +∞ beyond the last */
  guint32 *order;   /* [n_units]: which unit a kink belongs to */
  gsize n_kinks;
  float *slope, *level; /* [(n_units + 1) × lanes]: A and Z of each segment */
  float *centre;        /* [n_units + 1]: c */
  MixCollapseStep *steps; /* [n_units + 1] */

  /* of the rows of one block */
  guint32 *segment; /* [max_rows] */
  float *rows;      /* [max_rows × lanes] */
  float *deltas;    /* [max_rows × lanes] */

  /* of all rows since the fold */
  float *sum, *moment;                /* [(n_units + 1) × lanes]: Σ dz and Σ (x − c)·dz */
  double *line;     /* [2 × lanes]: scratch */
  double *totals;   /* [2 × lanes]: both sums over all rows */
  double *products; /* [n_units × MIX_COLLAPSE_PRODUCTS]: scratch */
  float *dcolumns;              /* [n_units × lanes]: the gradient by columns */
};

static gsize
whole_vectors (gsize n)
{
  return (n + MIX_COLLAPSE_LANES - 1) / MIX_COLLAPSE_LANES * MIX_COLLAPSE_LANES;
}

static gpointer
vectors_alloc (gsize n, gsize size)
{
  gpointer memory = g_aligned_alloc (n, size, 64);
  memset (memory, 0, n * size);
  return memory;
}

/**
 * mix_collapse_new:
 * @n_units: of the first layer
 * @n_next: of the second: a hidden layer, or the head
 * @max_rows: of a block
 *
 * Returns: (transfer full): memory for it
 */
MixCollapse *
mix_collapse_new (gsize n_units, gsize n_next, gsize max_rows)
{
  MixCollapse *c = g_new0 (MixCollapse, 1);
  gsize lanes = whole_vectors (n_next);

  c->n_units = n_units;
  c->n_next = n_next;
  c->lanes = lanes;
  c->columns = vectors_alloc (n_units * lanes, sizeof (float));
  c->kinks = vectors_alloc (whole_vectors (n_units), sizeof (float));
  c->order = g_new (guint32, n_units);
  c->slope = vectors_alloc ((n_units + 1) * lanes, sizeof (float));
  c->level = vectors_alloc ((n_units + 1) * lanes, sizeof (float));
  c->centre = g_new0 (float, n_units + 1);
  c->segment = g_new (guint32, max_rows);
  c->rows = vectors_alloc (whole_vectors (max_rows) * lanes, sizeof (float));
  c->deltas = vectors_alloc (whole_vectors (max_rows) * lanes, sizeof (float));
  c->sum = vectors_alloc ((n_units + 1) * lanes, sizeof (float));
  c->moment = vectors_alloc ((n_units + 1) * lanes, sizeof (float));
  c->line = vectors_alloc (4 * lanes, sizeof (double));
  c->totals = c->line + 2 * lanes;
  c->products = vectors_alloc (n_units * MIX_COLLAPSE_PRODUCTS, sizeof (double));
  c->steps = g_new (MixCollapseStep, n_units + 1);
  c->dcolumns = vectors_alloc (n_units * lanes, sizeof (float));
  for (gsize i = 0; i < n_units; i++)
    c->order[i] = (guint32) i;
  return c;
}

void
mix_collapse_free (MixCollapse *c)
{
  if (c == NULL)
    return;
  g_aligned_free (c->columns);
  g_aligned_free (c->kinks);
  g_free (c->order);
  g_aligned_free (c->slope);
  g_aligned_free (c->level);
  g_free (c->centre);
  g_free (c->segment);
  g_aligned_free (c->rows);
  g_aligned_free (c->deltas);
  g_aligned_free (c->sum);
  g_aligned_free (c->moment);
  g_aligned_free (c->line);
  g_aligned_free (c->products);
  g_free (c->steps);
  g_aligned_free (c->dcolumns);
  g_free (c);
}

/* The next float towards −∞; for a 0, the smallest normal number, as denormals may count as 0. */
static float
just_below (float v)
{
  gint32 bits;

  if (fabsf (v) < FLT_MIN)
    return -FLT_MIN;
  memcpy (&bits, &v, sizeof bits);
  bits += v > 0 ? -1 : 1;
  memcpy (&v, &bits, sizeof v);
  return v;
}

/* Where a unit turns on or off. A row is past the kink where kink < x; for a unit that turns off this
 * has to hold at the kink itself too, where ReLU has slope 0. */
static float
kink_of (float weight, float bias)
{
  if (!(fabsf (weight) > 0))
    return HUGE_VALF;
  float kink = CLAMP (-bias / weight, -FARTHEST, FARTHEST);
  return weight > 0 ? kink : just_below (kink);
}

/* Sorts the units by their kinks. They were nearly in this order at the step before. */
static void
sort_kinks (MixCollapse *c)
{
  gsize n = c->n_units;

  for (gsize i = 0; i < n; i++)
    {
      guint32 unit = c->order[i];
      float kink = kink_of (c->weights[unit], c->bias[unit]);
      gsize at = i;
      for (; at > 0 && c->kinks[at - 1] > kink; at--)
        {
          c->kinks[at] = c->kinks[at - 1];
          c->order[at] = c->order[at - 1];
        }
      c->kinks[at] = kink;
      c->order[at] = unit;
    }
  for (c->n_kinks = n; c->n_kinks > 0 && c->kinks[c->n_kinks - 1] > FARTHEST; c->n_kinks--)
    ;
  for (gsize i = n; i < whole_vectors (n); i++)
    c->kinks[i] = HUGE_VALF;
}

/* A point in or next to a segment, so that a line is used near to where it was worked out. */
static float
centre_of (const MixCollapse *c, gsize segment)
{
  float centre = c->n_kinks == 0 ? 0 : c->kinks[segment > 0 ? segment - 1 : 0];
  return fabsf (centre) < 1e4f ? centre : 0;
}

static MixCollapseStep
step_of (const MixCollapse *c, gsize unit)
{
  double sign = c->weights[unit] > 0 ? 1 : -1;
  return (MixCollapseStep){
    .column = c->columns + unit * c->lanes,
    .weight = sign * (double) c->weights[unit],
    .bias = sign * (double) c->bias[unit],
    .sign = sign,
    .right = sign > 0 ? 1 : 0,
    .unit = unit,
  };
}

/**
 * mix_collapse_fold:
 * @weights: [n_units]; kept by reference until mix_collapse_unfold()
 * @bias: [n_units]; the same
 * @next_weights: [n_next × n_units]
 * @next_bias: [n_next]
 *
 * Works out the lines of the parameters, and forgets the gradient sums.
 */
void
mix_collapse_fold (MixCollapse *c, const float *weights, const float *bias,
                   const float *next_weights, const float *next_bias)
{
  gsize lanes = c->lanes;
  double *slope = c->line, *level = c->line + lanes; /* A and B: z = B + A·x */

  c->weights = weights;
  c->bias = bias;
  sort_kinks (c);
  mix_collapse_kernel_transpose (next_weights, c->n_next, c->n_units, c->n_units, c->columns,
                                 lanes);
  memset (c->sum, 0, (c->n_kinks + 1) * lanes * sizeof *c->sum);
  memset (c->moment, 0, (c->n_kinks + 1) * lanes * sizeof *c->moment);

  memset (slope, 0, 2 * lanes * sizeof *slope);
  for (gsize u = 0; u < c->n_next; u++)
    level[u] = (double) next_bias[u];
  for (gsize j = 0; j < c->n_units; j++)
    if (weights[j] < 0 || (!(weights[j] > 0) && bias[j] > 0))
      mix_collapse_kernel_add_unit (c->columns + j * lanes, (double) weights[j], (double) bias[j],
                                    lanes, slope, level);

  c->steps[0] = (MixCollapseStep){ .column = c->columns };
  for (gsize s = 0; s <= c->n_kinks; s++)
    {
      c->centre[s] = centre_of (c, s);
      if (s > 0)
        c->steps[s] = step_of (c, c->order[s - 1]);
      c->steps[s].centre = (double) c->centre[s];
    }
  mix_collapse_kernel_lines_of_segments (c->steps, c->n_kinks + 1, lanes, slope, level, c->slope,
                                         c->level);
}

static void
find_lines (MixCollapse *c, const float *x, gsize n_rows, gboolean relu)
{
  mix_collapse_kernel_segments (c->kinks, whole_vectors (c->n_kinks), x, n_rows, c->segment);
  mix_collapse_kernel_lines (c->slope, c->level, c->centre, c->segment, x, n_rows, c->lanes, relu,
                             c->rows);
}

/**
 * mix_collapse_forward:
 * @x: [n_rows]
 * @values: (out): panel [n_next × stride]: what the second layer makes of the rows, its bias
 *   included
 */
void
mix_collapse_forward (MixCollapse *c, const float *x, gsize n_rows, gsize stride, float *values)
{
  find_lines (c, x, n_rows, FALSE);
  mix_collapse_kernel_transpose (c->rows, n_rows, c->n_next, c->lanes, values, stride);
}

/**
 * mix_collapse_backward:
 * @x: what mix_collapse_forward() just had
 * @deltas: panel [n_next × stride]: the gradient by its values
 *
 * Adds the rows to the sums of their segments.
 */
void
mix_collapse_backward (MixCollapse *c, const float *x, gsize n_rows, gsize stride,
                       const float *deltas)
{
  mix_collapse_kernel_transpose (deltas, c->n_next, n_rows, stride, c->rows, c->lanes);
  mix_collapse_kernel_scatter (c->rows, NULL, c->centre, c->segment, x, n_rows, c->lanes, c->sum,
                               c->moment);
}

/**
 * mix_collapse_get_lanes:
 *
 * Returns: the numbers between two rows of what follows: n_next, rounded up
 */
gsize
mix_collapse_get_lanes (const MixCollapse *c)
{
  return c->lanes;
}

/**
 * mix_collapse_forward_relu:
 * @x: [n_rows]
 *
 * Returns: (transfer none): [n_rows × lanes], row-major: the second layer's activations, until the
 * next call
 */
const float *
mix_collapse_forward_relu (MixCollapse *c, const float *x, gsize n_rows)
{
  find_lines (c, x, n_rows, TRUE);
  return c->rows;
}

/**
 * mix_collapse_get_deltas:
 *
 * Returns: (transfer none): [max_rows × lanes], row-major: where the gradient by the second layer's
 * activations goes, for mix_collapse_backward_relu(); lanes beyond n_next stay zero
 */
float *
mix_collapse_get_deltas (MixCollapse *c)
{
  return c->deltas;
}

/**
 * mix_collapse_backward_relu:
 * @x: what mix_collapse_forward_relu() just had
 *
 * Adds the rows to the sums of their segments.
 */
void
mix_collapse_backward_relu (MixCollapse *c, const float *x, gsize n_rows)
{
  mix_collapse_kernel_scatter (c->deltas, c->rows, c->centre, c->segment, x, n_rows, c->lanes,
                               c->sum, c->moment);
}

/* Units without a kink have weight 0: they are active everywhere or nowhere. */
static void
unfold_constant_units (MixCollapse *c, float *dweights, float *dbias)
{
  gsize lanes = c->lanes;

  for (gsize s = c->n_kinks; s < c->n_units; s++)
    {
      gsize unit = c->order[s];
      const float *column = c->columns + unit * lanes;
      double bias = MAX ((double) c->bias[unit], 0), dw = 0, db = 0;

      for (gsize u = 0; u < lanes; u++)
        {
          c->dcolumns[unit * lanes + u] = (float) (bias * c->totals[u]);
          dw += (double) column[u] * c->totals[lanes + u];
          db += (double) column[u] * c->totals[u];
        }
      dweights[unit] += bias > 0 ? (float) dw : 0;
      dbias[unit] += bias > 0 ? (float) db : 0;
    }
}

/**
 * mix_collapse_unfold:
 * @dweights: (inout): [n_units], added to
 * @dbias: (inout): [n_units], added to
 * @dnext_weights: (inout): [n_next × n_units], added to
 * @dnext_bias: (inout) (nullable): [n_next], added to
 *
 * The gradient of all rows since the fold.
 */
void
mix_collapse_unfold (MixCollapse *c, float *dweights, float *dbias, float *dnext_weights,
                     float *dnext_bias)
{
  gsize lanes = c->lanes;

  mix_collapse_kernel_totals (c->steps, c->n_kinks + 1, c->sum, c->moment, lanes, c->totals);
  mix_collapse_kernel_units (c->steps, c->n_kinks, c->sum, c->moment, lanes, c->totals,
                             c->products, c->dcolumns);
  for (gsize s = 0; s < c->n_kinks; s++)
    {
      const double *product = c->products + MIX_COLLAPSE_PRODUCTS * s;
      double db = 0, dw = 0;
      for (gsize u = 0; u < MIX_COLLAPSE_PRODUCTS / 2; u++)
        {
          db += product[u];
          dw += product[MIX_COLLAPSE_PRODUCTS / 2 + u];
        }
      dbias[c->order[s]] += (float) db;
      dweights[c->order[s]] += (float) dw;
    }
  unfold_constant_units (c, dweights, dbias);
  mix_collapse_kernel_add_transposed (c->dcolumns, c->n_units, c->n_next, lanes, dnext_weights,
                                      c->n_units);
  for (gsize u = 0; dnext_bias != NULL && u < c->n_next; u++)
    dnext_bias[u] += (float) c->totals[u];
}
