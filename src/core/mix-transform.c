/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-transform.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-math.h"
#include "mix-normal.h"

const MixChoice mix_transform_choices[] = {
  { MIX_TRANSFORM_NONE, "none", N_ ("None") },
  { MIX_TRANSFORM_LOG, "log", N_ ("Logarithm") },
  { MIX_TRANSFORM_LOG1P, "log1p", N_ ("Logarithm of 1 + y") },
  { MIX_TRANSFORM_SQRT, "sqrt", N_ ("Square root") },
  { MIX_TRANSFORM_RANK, "rank", N_ ("Rank to normal") },
  { 0 },
};

/* What a kind does; one line of the table below for each. Places are of the segment of a rank. */
typedef struct
{
  double least;      /* what it takes is above this … */
  gboolean or_equal; /* … or is this */
  const char *complaint;
  double (*forward) (const MixTransform *t, double y);
  double (*inverse) (const MixTransform *t, double z);
  double (*log_slope) (const MixTransform *t, double y);
  double (*inverse_slope) (const MixTransform *t, double z);
  void (*moments) (const MixTransform *t, double mu, double sigma, double *mean, double *variance);
} Kind;

/* The identity */

static double
same (const MixTransform *t, double v)
{
  return v;
}

static double
zero (const MixTransform *t, double v)
{
  return 0;
}

static double
one (const MixTransform *t, double v)
{
  return 1;
}

static void
moments_same (const MixTransform *t, double mu, double sigma, double *mean, double *variance)
{
  *mean = mu;
  *variance = sigma * sigma;
}

/* Logarithms */

static double
forward_log (const MixTransform *t, double y)
{
  return log (y);
}

static double
inverse_log (const MixTransform *t, double z)
{
  return exp (z);
}

static double
log_slope_log (const MixTransform *t, double y)
{
  return -log (y);
}

static double
forward_log1p (const MixTransform *t, double y)
{
  return log1p (y);
}

static double
inverse_log1p (const MixTransform *t, double z)
{
  return expm1 (z);
}

static double
log_slope_log1p (const MixTransform *t, double y)
{
  return -log1p (y);
}

/* Of a log-normal: exp (mu + sigma²/2), and that squared times (exp (sigma²) − 1). */
static void
moments_log (const MixTransform *t, double mu, double sigma, double *mean, double *variance)
{
  *mean = exp (mu + 0.5 * sigma * sigma);
  *variance = *mean * *mean * expm1 (sigma * sigma);
}

static void
moments_log1p (const MixTransform *t, double mu, double sigma, double *mean, double *variance)
{
  moments_log (t, mu, sigma, mean, variance);
  *mean = expm1 (mu + 0.5 * sigma * sigma);
}

/* The square root: below z = 0 there is no square, and y is 0 */

static double
forward_sqrt (const MixTransform *t, double y)
{
  return sqrt (y);
}

static double
inverse_sqrt (const MixTransform *t, double z)
{
  return z <= 0 ? 0 : z * z;
}

static double
log_slope_sqrt (const MixTransform *t, double y)
{
  return -M_LN2 - 0.5 * log (y);
}

static double
inverse_slope_sqrt (const MixTransform *t, double z)
{
  return z > 0 ? 2 * z : 0;
}

/* I_n = E[Zⁿ; Z > 0] by I_n = mu I_{n−1} + (n − 1) sigma² I_{n−2}, from integration by parts. */
static void
moments_sqrt (const MixTransform *t, double mu, double sigma, double *mean, double *variance)
{
  double v = sigma * sigma, score = mu / sigma;

  if (score > 9)
    {
      *mean = mu * mu + v;
      *variance = 2 * v * v + 4 * mu * mu * v;
      return;
    }
  double i0 = mix_normal_cdf (score), i1 = mu * i0 + sigma * mix_normal_density (score);
  double i2 = mu * i1 + v * i0, i3 = mu * i2 + 2 * v * i1, i4 = mu * i3 + 3 * v * i2;
  *mean = MAX (i2, 0);
  *variance = MAX (i4 - i2 * i2, 0);
}

/* Ranks */

/* The segment that a value is in, by its left knot; the outer two go on for ever. */
static guint
find_segment (const double *knots, guint n, double value)
{
  guint low = 0, high = n - 1;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;
      if (knots[middle] <= value)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static double
segment_slope (const MixTransform *t, guint i)
{
  return (t->z[i + 1] - t->z[i]) / (t->y[i + 1] - t->y[i]);
}

static double
forward_rank (const MixTransform *t, double y)
{
  guint i = find_segment (t->y, t->n, y);
  return t->z[i] + (y - t->y[i]) * segment_slope (t, i);
}

static double
inverse_rank (const MixTransform *t, double z)
{
  guint i = find_segment (t->z, t->n, z);
  return t->y[i] + (z - t->z[i]) / segment_slope (t, i);
}

static double
log_slope_rank (const MixTransform *t, double y)
{
  return log (segment_slope (t, find_segment (t->y, t->n, y)));
}

static double
inverse_slope_rank (const MixTransform *t, double z)
{
  return 1 / segment_slope (t, find_segment (t->z, t->n, z));
}

/* Over each segment y = a + b s with s = (z − mu) / sigma, of which the partial moments up to the
 * second are known: ∫φ, ∫sφ = −φ|, ∫s²φ = Φ| − sφ|. About the middle knot, so that little
 * cancels. */
static void
moments_rank (const MixTransform *t, double mu, double sigma, double *mean, double *variance)
{
  double pivot = inverse_rank (t, mu), first = 0, second = 0;
  double low = -HUGE_VAL, low_cdf = 0, low_density = 0, low_moment = 0;

  for (guint i = 0; i + 1 < t->n; i++)
    {
      gboolean last = i + 2 == t->n;
      double high = last ? HUGE_VAL : (t->z[i + 1] - mu) / sigma;
      double cdf = last ? 1 : mix_normal_cdf (high);
      double density = last ? 0 : mix_normal_density (high);
      double moment = last ? 0 : high * density;
      double slope = segment_slope (t, i);
      double a = t->y[i] + (mu - t->z[i]) / slope - pivot, b = sigma / slope;
      double m0 = cdf - low_cdf, m1 = low_density - density, m2 = m0 - (moment - low_moment);
      first += a * m0 + b * m1;
      second += a * a * m0 + 2 * a * b * m1 + b * b * m2;
      low = high;
      low_cdf = cdf;
      low_density = density;
      low_moment = moment;
    }
  (void) low;
  *mean = pivot + first;
  *variance = MAX (second - first * first, 0);
}

static const Kind kinds[] = {
  [MIX_TRANSFORM_NONE]
  = { -HUGE_VAL, FALSE, "", same, same, zero, one, moments_same },
  [MIX_TRANSFORM_LOG]
  = { 0, FALSE, N_ ("a logarithm needs a number above 0"), forward_log, inverse_log, log_slope_log,
      inverse_log, moments_log },
  [MIX_TRANSFORM_LOG1P]
  = { -1, FALSE, N_ ("the logarithm of 1 + y needs a number above −1"), forward_log1p,
      inverse_log1p, log_slope_log1p, inverse_log, moments_log1p },
  [MIX_TRANSFORM_SQRT]
  = { 0, TRUE, N_ ("a square root needs a number that is not below 0"), forward_sqrt, inverse_sqrt,
      log_slope_sqrt, inverse_slope_sqrt, moments_sqrt },
  [MIX_TRANSFORM_RANK]
  = { -HUGE_VAL, FALSE, "", forward_rank, inverse_rank, log_slope_rank, inverse_slope_rank,
      moments_rank },
};

/**
 * mix_transform_new:
 * @kind: one without knots
 *
 * Returns: (transfer full) (nullable): the transform; NULL for MIX_TRANSFORM_NONE, which NULL
 *   stands for
 */
MixTransform *
mix_transform_new (MixTransformKind kind)
{
  g_return_val_if_fail (kind != MIX_TRANSFORM_RANK, NULL);
  if (kind == MIX_TRANSFORM_NONE)
    return NULL;
  MixTransform *transform = g_atomic_rc_box_new0 (MixTransform);
  transform->kind = kind;
  return transform;
}

/**
 * mix_transform_new_knots:
 * @y, @z: [n], both finite and ascending strictly
 *
 * Returns: (transfer full) (nullable): a rank transform; NULL where the knots are not such, or n is
 *   not from 2 to MIX_MAX_RANK_KNOTS
 */
MixTransform *
mix_transform_new_knots (const double *y, const double *z, guint n)
{
  if (n < 2 || n > MIX_MAX_RANK_KNOTS)
    return NULL;
  for (guint i = 0; i < n; i++)
    if (!isfinite (y[i]) || !isfinite (z[i]) || (i > 0 && !(y[i] > y[i - 1] && z[i] > z[i - 1])))
      return NULL;
  MixTransform *transform = g_atomic_rc_box_new0 (MixTransform);
  transform->kind = MIX_TRANSFORM_RANK;
  transform->n = n;
  memcpy (transform->y, y, n * sizeof *y);
  memcpy (transform->z, z, n * sizeof *z);
  for (guint i = 0; i + 1 < n; i++)
    if (!isfinite (segment_slope (transform, i)) || !(segment_slope (transform, i) > 0))
      {
        mix_transform_unref (transform);
        return NULL;
      }
  return transform;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

/* The middle of the places in the sorted values [n] that hold the same as place i. */
static double
middle_of_ties (const double *sorted, gsize n, gsize i)
{
  gsize low = i, high = i;

  while (low > 0 && !(sorted[low - 1] < sorted[i]))
    low--;
  while (high + 1 < n && !(sorted[high + 1] > sorted[i]))
    high++;
  return 0.5 * ((double) low + (double) high);
}

/**
 * mix_transform_new_rank:
 * @values: [n] finite
 *
 * The normal scores of ranks, z = Φ⁻¹ ((rank − ½) / n), ties at their middle rank (Blom 1958):
 * straight between at most MIX_MAX_RANK_KNOTS values that are spread evenly over the ranks, and on
 * beyond the outer ones.
 *
 * Returns: (transfer full) (nullable): the transform; NULL where all values are the same
 */
MixTransform *
mix_transform_new_rank (const double *values, gsize n)
{
  double y[MIX_MAX_RANK_KNOTS], z[MIX_MAX_RANK_KNOTS];
  guint n_knots = 0, most = (guint) MIN (n, MIX_MAX_RANK_KNOTS);
  g_autofree double *sorted = g_memdup2 (values, n * sizeof *values);

  if (n < 2)
    return NULL;
  qsort (sorted, n, sizeof *sorted, compare_numbers);
  for (guint i = 0; i < most; i++)
    {
      gsize place = (gsize) ((double) i * (double) (n - 1) / (most - 1) + 0.5);
      if (n_knots > 0 && !(sorted[place] > y[n_knots - 1]))
        continue;
      y[n_knots] = sorted[place];
      z[n_knots++] = mix_normal_quantile ((middle_of_ties (sorted, n, place) + 0.5) / (double) n);
    }
  return mix_transform_new_knots (y, z, n_knots);
}

MixTransform *
mix_transform_ref (MixTransform *transform)
{
  return g_atomic_rc_box_acquire (transform);
}

void
mix_transform_unref (MixTransform *transform)
{
  g_atomic_rc_box_release (transform);
}

gboolean
mix_transform_takes (MixTransformKind kind, double y)
{
  return y > kinds[kind].least || (kinds[kind].or_equal && y >= kinds[kind].least);
}

const char *
mix_transform_complain (MixTransformKind kind)
{
  return _ (kinds[kind].complaint);
}

/**
 * mix_transform_forward:
 * @transform: (nullable)
 *
 * Returns: T(y); −∞ where the transform is of numbers above y only
 */
double
mix_transform_forward (const MixTransform *transform, double y)
{
  if (transform == NULL)
    return y;
  const Kind *kind = &kinds[transform->kind];
  return y > kind->least ? kind->forward (transform, y)
         : isnan (y)     ? y
         : kind->or_equal && y >= kind->least ? kind->forward (transform, y)
                                              : -HUGE_VAL;
}

/**
 * mix_transform_inverse:
 * @transform: (nullable)
 *
 * Returns: T⁻¹(z), the least y there is where z is below all that T comes to
 */
double
mix_transform_inverse (const MixTransform *transform, double z)
{
  return transform != NULL ? kinds[transform->kind].inverse (transform, z) : z;
}

void
mix_transform_inverse_all (const MixTransform *transform, double *z, gsize n)
{
  for (gsize i = 0; transform != NULL && i < n; i++)
    z[i] = kinds[transform->kind].inverse (transform, z[i]);
}

/**
 * mix_transform_log_slope:
 * @y: one that the transform takes
 *
 * Returns: ln dT/dy, which is what a log density in data units has more than that of z
 */
double
mix_transform_log_slope (const MixTransform *transform, double y)
{
  return transform != NULL ? kinds[transform->kind].log_slope (transform, y) : 0;
}

/**
 * mix_transform_inverse_slope:
 *
 * Returns: dy/dz
 */
double
mix_transform_inverse_slope (const MixTransform *transform, double z)
{
  return transform != NULL ? kinds[transform->kind].inverse_slope (transform, z) : 1;
}

/**
 * mix_transform_moments:
 * @mu, @sigma: of Z
 * @mean, @variance: (out): of T⁻¹(Z), exact
 */
void
mix_transform_moments (const MixTransform *transform, double mu, double sigma, double *mean,
                       double *variance)
{
  kinds[transform != NULL ? transform->kind : MIX_TRANSFORM_NONE].moments (transform, mu, sigma,
                                                                           mean, variance);
}
