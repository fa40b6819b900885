/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-prune.h"

#include <math.h>
#include <string.h>

/* The logit of a component that is out of use: e^−30 is too little for Adam to bring it back. */
#define UNUSED_LOGIT (-30)
/* Standard errors that a cost has to be below what is allowed by. */
#define CERTAINTY 2
/* A mean mixing coefficient below which a component is out of use already. */
#define UNUSED_PI 1e-6

/* The component that is most like another in a row: the smallest Bhattacharyya distance. Itself
 * where no other is in use. */
static guint
nearest (const MixPruneRows *rows, gsize row, guint component)
{
  const float *pi = rows->pi + row * rows->k, *mu = rows->mu + row * rows->k;
  const float *sigma = rows->sigma + row * rows->k;
  double least = HUGE_VAL, s = (double) sigma[component];
  guint best = component;

  for (guint c = 0; c < rows->k; c++)
    {
      double t = (double) sigma[c], d = (double) mu[c] - (double) mu[component];
      double distance = 0.25 * d * d / (s * s + t * t) + 0.5 * log ((s * s + t * t) / (2 * s * t));
      if (c != component && (double) pi[c] > UNUSED_PI && distance < least)
        {
          least = distance;
          best = c;
        }
    }
  return best;
}

static double
density (const MixPruneRows *rows, gsize row, guint c)
{
  double sigma = (double) rows->sigma[row * rows->k + c];
  double z = ((double) rows->y[row] - (double) rows->mu[row * rows->k + c]) / sigma;

  return exp (-0.5 * z * z) / sigma;
}

/* [n_rows × k], of every component at the row's target, but for 1/√2π. (transfer full) */
static double *
list_densities (const MixPruneRows *rows)
{
  double *densities = g_new (double, rows->n_rows * rows->k);

  for (gsize row = 0; row < rows->n_rows; row++)
    for (guint c = 0; c < rows->k; c++)
      densities[row * rows->k + c] = density (rows, row, c);
  return densities;
}

/* mix_prune_cost(), with the densities as they are for every component. */
static double
cost_of (const MixPruneRows *rows, const double *densities, guint component, double *received,
         double *error)
{
  double n = (double) rows->n_rows, cost = 0, squares = 0;

  memset (received, 0, rows->k * sizeof *received);
  for (gsize row = 0; row < rows->n_rows; row++)
    {
      const float *pi = rows->pi + row * rows->k;
      const double *p = densities + row * rows->k;
      guint heir = nearest (rows, row, component);
      double moved = (double) pi[component], sum = G_MINDOUBLE; /* far from all, neither matters */

      for (guint c = 0; c < rows->k; c++)
        sum += (double) pi[c] * p[c];
      double change = moved * (p[heir] - p[component]);
      double rise = -log (MAX (1 + change / sum, G_MINDOUBLE));
      cost += rise / n;
      squares += rise * rise / n;
      received[heir] += moved / n;
    }
  *error = sqrt (MAX (squares - cost * cost, 0) / n);
  return cost;
}

/**
 * mix_prune_cost:
 * @received: (out): [k], the mean mixing coefficient that each of the others takes over
 * @error: (out): standard error of the cost
 *
 * What the mean NLL of the rows would rise by if a component gave its mixing coefficient, in every
 * row, to the one that is most like it there.
 *
 * Returns: nats per row, may be negative
 */
double
mix_prune_cost (const MixPruneRows *rows, guint component, double *received, double *error)
{
  g_autofree double *densities = list_densities (rows);

  return cost_of (rows, densities, component, received, error);
}

static double
mean_pi (const MixPruneRows *rows, guint component)
{
  double sum = 0;

  for (gsize row = 0; row < rows->n_rows; row++)
    sum += (double) rows->pi[row * rows->k + component];
  return sum / (double) rows->n_rows;
}

/**
 * mix_prune_find:
 * @most: nats per row that a component may be worth
 * @component: (out): the one that is worth least
 * @received: (out): [k], as in mix_prune_cost()
 *
 * Returns: whether a component in use is, for all that the rows can tell, worth less than that, and
 * others take its place
 */
gboolean
mix_prune_find (const MixPruneRows *rows, double most, guint *component, double *received)
{
  g_autofree double *shares = g_new (double, rows->k), *densities = list_densities (rows);
  gboolean found = FALSE;

  for (guint c = 0; c < rows->k; c++)
    {
      if (mean_pi (rows, c) <= UNUSED_PI)
        continue;
      double error, cost = cost_of (rows, densities, c, shares, &error);
      cost += CERTAINTY * error;
      if (cost >= most || shares[c] > 0)
        continue;
      found = TRUE;
      most = cost;
      *component = c;
      memcpy (received, shares, rows->k * sizeof *received);
    }
  return found;
}

/**
 * mix_prune_apply:
 * @weights: (inout): [k × n_inputs], of the logits
 * @biases: (inout): [k]
 *
 * Takes a component out of use. The biases of its heirs rise by what they take over on average;
 * where exactly they take it over is left to training.
 */
void
mix_prune_apply (const MixPruneRows *rows, guint component, const double *received, float *weights,
                 gsize n_inputs, float *biases)
{
  for (guint c = 0; c < rows->k; c++)
    if (received[c] > 0)
      biases[c] += (float) log1p (received[c] / MAX (mean_pi (rows, c), UNUSED_PI));
  memset (weights + component * n_inputs, 0, n_inputs * sizeof *weights);
  biases[component] = UNUSED_LOGIT;
}
