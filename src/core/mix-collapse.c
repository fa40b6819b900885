/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-collapse-private.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "mix-mlp.h"

/* A kink further out than this is beyond any scaled x: no float within reach passes it. */
#define FARTHEST 1e30f

static gsize
whole_vectors (gsize n)
{
  return (n + MIX_COLLAPSE_LANES - 1) / MIX_COLLAPSE_LANES * MIX_COLLAPSE_LANES;
}

/**
 * mix_collapse_new:
 * @n_units: of the first layer
 * @n_next: of the second: a hidden layer, or the head
 * @n_outputs: of a head after the second layer, for mix_collapse_fold_head(); 0 without
 * @max_rows: of a block
 *
 * Returns: (transfer full): memory for it
 */
MixCollapse *
mix_collapse_new (gsize n_units, gsize n_next, gsize n_outputs, gsize max_rows)
{
  MixCollapse *c = g_new0 (MixCollapse, 1);
  gsize lanes = whole_vectors (n_next), rows = whole_vectors (max_rows);

  c->n_units = n_units;
  c->n_next = n_next;
  c->lanes = lanes;
  c->columns = mix_panel_alloc (n_units * lanes);
  c->kink_of = mix_panel_alloc (n_units);
  c->kinks.kinks = mix_panel_alloc (whole_vectors (n_units + 1) + MIX_COLLAPSE_LANES);
  c->kinks.coarse = mix_panel_alloc (whole_vectors (n_units / MIX_COLLAPSE_LANES + 1));
  c->kinks.centre = mix_panel_alloc (n_units + 1);
  c->order = g_new (guint32, n_units);
  c->steps = g_new0 (MixCollapseStep, n_units + 1);
  c->segment = g_new (gint32, MIX_COLLAPSE_WINDOW);
  c->distance = g_new (float, MIX_COLLAPSE_WINDOW);
  c->found_segment = g_new (gint32, MIX_COLLAPSE_WINDOW);
  c->found_distance = g_new (float, MIX_COLLAPSE_WINDOW);
  c->place = g_new (guint32, n_units + 2);
  c->slope = mix_panel_alloc ((n_units + 1) * lanes);
  c->level = mix_panel_alloc ((n_units + 1) * lanes);
  c->rows = (MixCollapseRows){ 0, lanes, c->segment, c->distance, c->slope, c->level,
                               mix_panel_alloc ((n_units + 1) * lanes),
                               mix_panel_alloc ((n_units + 1) * lanes),
                               mix_panel_alloc (rows * lanes) };
  c->deltas = mix_panel_alloc (rows * lanes);
  c->line = g_new0 (double, 4 * lanes);
  c->totals = c->line + 2 * lanes;
  c->products = g_new0 (double, n_units * MIX_COLLAPSE_PRODUCTS);
  c->dcolumns = mix_panel_alloc (n_units * lanes);
  c->head.n_outputs = n_outputs;
  c->head.weights = mix_panel_alloc (n_outputs * lanes);
  c->head.dweights = mix_panel_alloc (n_outputs * lanes);
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
  g_aligned_free (c->kink_of);
  g_aligned_free (c->kinks.kinks);
  g_aligned_free (c->kinks.coarse);
  g_aligned_free (c->kinks.centre);
  g_free (c->order);
  g_free (c->steps);
  g_free (c->segment);
  g_free (c->distance);
  g_free (c->found_segment);
  g_free (c->found_distance);
  g_free (c->place);
  g_aligned_free (c->slope);
  g_aligned_free (c->level);
  g_aligned_free (c->rows.sum);
  g_aligned_free (c->rows.moment);
  g_aligned_free (c->rows.values);
  g_aligned_free (c->deltas);
  g_free (c->line);
  g_free (c->products);
  g_aligned_free (c->dcolumns);
  g_aligned_free (c->head.weights);
  g_aligned_free (c->head.dweights);
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

/* Where a unit turns on or off. A row is past the kink where kink < x; for a unit that turns off
 * this has to hold at the kink itself too, where ReLU has slope 0. */
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
    c->kink_of[i] = kink_of (c->weights[i], c->bias[i]);
  for (gsize i = 0; i < n; i++)
    {
      guint32 unit = c->order[i];
      float kink = c->kink_of[unit];
      gsize at = i;
      for (; at > 0 && c->kinks.kinks[at - 1] > kink; at--)
        {
          c->kinks.kinks[at] = c->kinks.kinks[at - 1];
          c->order[at] = c->order[at - 1];
        }
      c->kinks.kinks[at] = kink;
      c->order[at] = unit;
    }
  for (c->kinks.n = n; c->kinks.n > 0 && c->kinks.kinks[c->kinks.n - 1] > FARTHEST; c->kinks.n--)
    ;
  for (gsize i = n; i < whole_vectors (n + 1) + MIX_COLLAPSE_LANES; i++)
    c->kinks.kinks[i] = HUGE_VALF;
  for (gsize b = 0; b < whole_vectors (n / MIX_COLLAPSE_LANES + 1); b++)
    c->kinks.coarse[b] = (b + 1) * MIX_COLLAPSE_LANES <= n
                           ? c->kinks.kinks[(b + 1) * MIX_COLLAPSE_LANES - 1]
                           : HUGE_VALF;
}

/* A point in or next to a segment, so that a line is used near to where it was worked out. */
static float
centre_of (const MixCollapse *c, gsize segment)
{
  float centre = c->kinks.n == 0 ? 0 : c->kinks.kinks[segment > 0 ? segment - 1 : 0];
  return fabsf (centre) < 1e4f ? centre : 0;
}

static void
fill_step (const MixCollapse *c, gsize unit, MixCollapseStep *step)
{
  gboolean turns_on = c->weights[unit] > 0;
  double sign = turns_on ? 1 : -1;

  step->column = c->columns + unit * c->lanes;
  step->weight = sign * (double) c->weights[unit];
  step->bias = sign * (double) c->bias[unit];
  step->left_weight = turns_on ? 0 : step->weight;
  step->left_bias = turns_on ? 0 : step->bias;
  step->sign = sign;
  step->right = turns_on ? 1 : 0;
  step->unit = unit;
}

static void
find_steps (MixCollapse *c)
{
  c->steps[0] = (MixCollapseStep){ .column = c->columns };
  for (gsize s = 0; s <= c->kinks.n; s++)
    {
      c->kinks.centre[s] = centre_of (c, s);
      if (s > 0)
        fill_step (c, c->order[s - 1], &c->steps[s]);
      c->steps[s].centre = (double) c->kinks.centre[s];
    }
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
  gsize lanes = c->lanes, size = 0;
  double *slope = c->line, *level = c->line + lanes; /* A and B: z = B + A·x */

  c->weights = weights;
  c->bias = bias;
  sort_kinks (c);
  mix_collapse_kernel_transpose (next_weights, c->n_next, c->n_units, c->n_units, c->columns,
                                 lanes);
  size = (c->kinks.n + 1) * lanes;
  memset (c->rows.sum, 0, size * sizeof *c->rows.sum);
  memset (c->rows.moment, 0, size * sizeof *c->rows.moment);

  memset (slope, 0, 2 * lanes * sizeof *slope);
  for (gsize u = 0; u < c->n_next; u++)
    level[u] = (double) next_bias[u];
  for (gsize s = c->kinks.n; s < c->n_units; s++) /* constant units, of which some are active */
    mix_collapse_kernel_add_unit (c->columns + c->order[s] * lanes, 0,
                                  MAX ((double) bias[c->order[s]], 0), lanes, slope, level);
  find_steps (c);
  mix_collapse_kernel_lines_of_segments (c->steps, c->kinks.n + 1, lanes, slope, level, c->slope,
                                         c->level);
}

/**
 * mix_collapse_forward:
 * @values: (out): panel [n_next × stride]: what the second layer makes of the rows, its bias
 *   included
 */
void
mix_collapse_forward (MixCollapse *c, gsize stride, float *values)
{
  mix_collapse_kernel_lines (&c->rows, FALSE);
  mix_collapse_kernel_transpose (c->rows.values, c->rows.n_rows, c->n_next, c->lanes, values,
                                 stride);
}

/**
 * mix_collapse_backward:
 * @deltas: panel [n_next × stride]: the gradient by the values of mix_collapse_forward()'s rows
 *
 * Adds the rows to the sums of their segments.
 */
void
mix_collapse_backward (MixCollapse *c, gsize stride, const float *deltas)
{
  mix_collapse_kernel_transpose (deltas, c->n_next, c->rows.n_rows, stride, c->deltas, c->lanes);
  mix_collapse_kernel_scatter (&c->rows, c->deltas, FALSE);
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
 *
 * Returns: (transfer none): [n_rows × lanes], row-major: the second layer's activations, until the
 * next call
 */
const float *
mix_collapse_forward_relu (MixCollapse *c)
{
  mix_collapse_kernel_lines (&c->rows, TRUE);
  return c->rows.values;
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
 *
 * Adds the rows of mix_collapse_forward_relu() to the sums of their segments.
 */
void
mix_collapse_backward_relu (MixCollapse *c)
{
  mix_collapse_kernel_scatter (&c->rows, c->deltas, TRUE);
}

/* Units without a kink have weight 0: they are active everywhere or nowhere. */
static void
unfold_constant_units (MixCollapse *c, float *dweights, float *dbias)
{
  gsize lanes = c->lanes;

  for (gsize s = c->kinks.n; s < c->n_units; s++)
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

  mix_collapse_kernel_totals (c->steps, c->kinks.n + 1, c->rows.sum, c->rows.moment, lanes,
                              c->totals);
  mix_collapse_kernel_units (c->steps, c->kinks.n, c->rows.sum, c->rows.moment, lanes, c->totals,
                             c->products, c->dcolumns, dweights, dbias);
  unfold_constant_units (c, dweights, dbias);
  mix_collapse_kernel_add_transposed (c->dcolumns, c->n_units, c->n_next, lanes, dnext_weights,
                                      c->n_units);
  for (gsize u = 0; dnext_bias != NULL && u < c->n_next; u++)
    dnext_bias[u] += (float) c->totals[u];
}
