/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-scaler.h"

#include <math.h>

#include "mix-design-private.h"

#define ROWS_AHEAD 24

/* A standard deviation below this is none: its inverse would overflow. */
#define MIN_SCALE 1e-300

/* Mean and standard deviation in one pass over values less the first of them: a constant column has
 * then exactly no deviation, and nothing cancels that is not as large as the spread itself. long
 * double, where it is longer, keeps squares of huge values from overflowing. */
static MixScaling
measure (const double *values, const guint32 *map, const guint32 *rows, gsize n)
{
  double first = values[map != NULL ? map[rows[0]] : rows[0]];
  long double sum = 0, squares = 0;

  for (gsize i = 0; i < n; i++)
    {
      guint32 row = map != NULL ? map[rows[i]] : rows[i];
      long double difference = (long double) values[row] - (long double) first;
      sum += difference;
      squares += difference * difference;
    }

  long double mean = sum / n;
  long double variance = squares / n - mean * mean;
  double sd = variance > 0 ? (double) sqrtl (variance) : 0;
  return (MixScaling){ .shift = (double) ((long double) first + mean), .scale = sd > MIN_SCALE ? sd : 1 };
}

/**
 * mix_scaler_new:
 * @design: the rows in data units
 * @rows: [n], numbers of complete rows: those that train
 * @n: at least 1
 *
 * Returns: (transfer full): for each feature and the target, shift = mean and scale = standard
 * deviation (over n, not n − 1); scale 1 for a constant column, shift 0 and scale 1 for a target
 * that is not there
 */
MixScaler *
mix_scaler_new (const MixDesign *design, const guint32 *rows, gsize n)
{
  g_return_val_if_fail (design != NULL && rows != NULL && n > 0, NULL);

  MixScaler *scaler = g_new (MixScaler, 1);
  scaler->n_features = design->n_features;
  scaler->features = g_new (MixScaling, design->n_features);
  for (guint i = 0; i < design->n_features; i++)
    scaler->features[i] = measure (design->features[i].seen, design->rows, rows, n);
  scaler->target = (MixScaling){ .shift = 0, .scale = 1 };
  if (design->target.column != NULL)
    scaler->target = measure (design->target.seen, design->rows, rows, n);
  return scaler;
}

MixScaler *
mix_scaler_copy (const MixScaler *scaler)
{
  g_return_val_if_fail (scaler != NULL, NULL);

  MixScaler *copy = g_memdup2 (scaler, sizeof *scaler);
  copy->features = g_memdup2 (scaler->features, scaler->n_features * sizeof *scaler->features);
  return copy;
}

void
mix_scaler_free (MixScaler *scaler)
{
  if (scaler == NULL)
    return;
  g_free (scaler->features);
  g_free (scaler);
}

/* One column into every stride-th place of out. The mapped and the plain loop are apart, as this is
 * hot. */
static void
gather_column (const double *values, const guint32 *map, MixScaling scaling, const guint32 *rows,
               gsize n, float *out, gsize stride)
{
  double shift = scaling.shift, factor = 1 / scaling.scale;

  if (map != NULL)
    for (gsize i = 0; i < n; i++)
      out[i * stride] = (float) ((values[map[rows[i]]] - shift) * factor);
  else
    for (gsize i = 0; i < n; i++)
      {
        /* Shuffled rows of a large table are each a miss of the cache: ask for them in time. */
        if (i + ROWS_AHEAD < n)
          __builtin_prefetch (&values[rows[i + ROWS_AHEAD]]);
        out[i * stride] = (float) ((values[rows[i]] - shift) * factor);
      }
}

/**
 * mix_scaler_gather:
 * @design: the design that the scaler was made for, or one with the same columns
 * @rows: [n], numbers of complete rows, unchecked
 * @x: (out): [n × n_features], scaled
 * @y: (out) (nullable): [n], scaled; NaN where the target is missing
 */
void
mix_scaler_gather (const MixScaler *scaler, const MixDesign *design, const guint32 *rows, gsize n,
                   float *x, float *y)
{
  guint n_features = scaler->n_features;

  for (guint i = 0; i < n_features; i++)
    gather_column (design->features[i].seen, design->rows, scaler->features[i], rows, n,
                   x + i, n_features);
  if (y == NULL)
    return;
  if (design->target.column != NULL)
    gather_column (design->target.seen, design->rows, scaler->target, rows, n, y, 1);
  else
    for (gsize i = 0; i < n; i++)
      y[i] = NAN;
}

/**
 * mix_scaler_log_jacobian:
 *
 * With scaled = (raw − shift) / scale, p_raw = p_scaled / scale.
 *
 * Returns: ln scale of the target, to be added to an NLL of the scaled target; where the target has
 *   a transform, mix_design_mean_log_slope() is to be subtracted
 */
double
mix_scaler_log_jacobian (const MixScaler *scaler)
{
  g_return_val_if_fail (scaler != NULL, 0);
  return log (scaler->target.scale);
}
