/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-mixture.h"

#include <float.h>

#include "mix-math.h"
#include "mix-normal.h"
#include "mix-types.h"

/* A quantile is sought in the half of the distribution where it lies, by the probability beyond it:
 * below the median T(y) = F(y) rises to q, above it T(y) = 1 − F(y) falls to 1 − q, so that both
 * tails keep all their digits. */
typedef struct
{
  const MixMixture *mixture;
  gboolean upper;
  double target;      /* of T */
  double score;       /* Φ⁻¹ (q), roughly */
  double least_sigma; /* of the components that weigh anything */
  double low, high;   /* reached () is FALSE at low, TRUE at high */
} Search;

/* What one look at a place tells. */
typedef struct
{
  double tail;    /* T (y) */
  double density; /* p (y) */
  double slope;   /* p′ (y) */
} Look;

static Look
look (const Search *search, double y)
{
  const MixMixture *mixture = search->mixture;
  Look seen = { 0 };

  for (guint k = 0; k < mixture->k; k++)
    {
      if (!(mixture->pi[k] > 0))
        continue;
      double sigma = MAX (mixture->sigma[k], DBL_MIN);
      double z = (y - mixture->mu[k]) / sigma;
      seen.tail += mixture->pi[k] * mix_normal_cdf (search->upper ? -z : z);
      double density = mixture->pi[k] / sigma * mix_normal_density (z);
      seen.density += density;
      seen.slope -= density * z / sigma;
    }
  return seen;
}

/* Whether F(y) ≥ q. */
static gboolean
reached (const Search *search, Look seen)
{
  return search->upper ? seen.tail <= search->target : seen.tail >= search->target;
}

/* Between components that are far apart, the cdf is flat at a sum of weights. A q that is meant to
 * be that sum may miss it by a rounding error, and would then be found at the far end of the gap:
 * it is moved to the near side of the sum. */
static double
snap_to_weights (const MixMixture *mixture, gboolean upper, double target)
{
  guint order[MIX_MAX_POOLED];
  double sum = 0;

  for (guint k = 0; k < mixture->k; k++)
    {
      guint place = k;
      for (; place > 0 && (mixture->mu[order[place - 1]] > mixture->mu[k]) != upper; place--)
        order[place] = order[place - 1];
      order[place] = k;
    }
  double slack = 4 * DBL_EPSILON * (upper ? 1 : target);
  for (guint k = 0; k + 1 < mixture->k; k++)
    {
      sum += mixture->pi[order[k]];
      if (sum > 0 && fabs (sum - target) <= slack && sum > 1e6 * slack)
        return upper ? MAX (target, sum + slack) : MIN (target, sum - slack);
    }
  return target;
}

/* Every component has F_k = q at mu_k + sigma_k Φ⁻¹(q), so the mixture has it between the least and
 * the greatest of these. A little is added for rounding and for the rough Φ⁻¹. */
static void
bracket (Search *search)
{
  const MixMixture *mixture = search->mixture;
  double low = HUGE_VAL, high = -HUGE_VAL, margin = 0;

  for (guint k = 0; k < mixture->k; k++)
    if (mixture->pi[k] > 0)
      {
        double y = mixture->mu[k] + mixture->sigma[k] * search->score;
        low = MIN (low, y);
        high = MAX (high, y);
        margin = MAX (margin, 1e-6 * mixture->sigma[k] + 4 * DBL_EPSILON * fabs (y));
      }
  search->low = low - margin;
  search->high = high + margin;
}

static gboolean
search_init (Search *search, const MixMixture *mixture, double q)
{
  double weight = 0;

  *search = (Search){ .mixture = mixture, .upper = q > 0.5, .least_sigma = HUGE_VAL };
  for (guint k = 0; k < mixture->k; k++)
    {
      if (isnan (mixture->pi[k]) || !isfinite (mixture->mu[k]) || !(mixture->sigma[k] >= 0))
        return FALSE;
      weight += mixture->pi[k];
      if (mixture->pi[k] > 0)
        search->least_sigma = MIN (search->least_sigma, mixture->sigma[k]);
    }
  if (!(weight > 0) || !isfinite (search->least_sigma))
    return FALSE;
  search->target = weight * (search->upper ? 1 - q : q);
  search->target = snap_to_weights (mixture, search->upper, search->target);
  search->score = mix_normal_quantile_rough (q);
  bracket (search);
  return TRUE;
}

/* Far from the root, a step of Newton on Φ⁻¹(F(y)) = Φ⁻¹(q), which is a straight line for one
 * Gaussian and nearly one for most mixtures; near it, a step of Halley on F(y) = q itself, after
 * which an error of d sigmas is about d³. per_score is how far y moves as Φ⁻¹(q) moves by one. */
static double
root_step (const Search *search, Look seen, double *per_score)
{
  double z = mix_normal_quantile_rough (seen.tail);
  double miss = (search->upper ? -z : z) - search->score;

  *per_score = mix_normal_density (z) / seen.density;
  if (fabs (miss) > 1e-2)
    return -miss * *per_score;
  miss = (search->target - seen.tail) / seen.density;
  miss = search->upper ? -miss : miss;
  return miss / (1 + 0.5 * miss * seen.slope / seen.density);
}

/* Where the cdf climbs well above its rounding error within the narrowest sigma, a vanishing step
 * means that the root is found; in a gap it means nothing. */
static gboolean
is_steep (const Search *search, Look seen)
{
  return seen.density * search->least_sigma > 1e-7 * search->target;
}

static gboolean
is_inside (const Search *search, double y)
{
  return y > search->low && y < search->high;
}

static gboolean
is_narrow (const Search *search)
{
  double size = MAX (fabs (search->low), fabs (search->high));

  return !(search->high - search->low > 2 * DBL_EPSILON * size);
}

/* Newton inside a bracket that only shrinks; wherever Newton leaves it, or lags, it is halved. */
static double
search_run (Search *search, double start, double *per_score)
{
  double y = is_inside (search, start) ? start : 0.5 * search->low + 0.5 * search->high;
  double last_step = HUGE_VAL;

  for (guint i = 0; i < 2000 && !is_narrow (search); i++)
    {
      Look seen = look (search, y);
      if (reached (search, seen))
        search->high = y;
      else
        search->low = y;

      double step = HUGE_VAL;
      if (is_steep (search, seen))
        {
          step = root_step (search, seen, per_score);
          if (fabs (step) <= 1e-6 * search->least_sigma)
            return y + step;
        }
      gboolean newton = is_inside (search, y + step) && fabs (step) < 0.7 * last_step;
      last_step = newton ? fabs (step) : HUGE_VAL;
      y = newton ? y + step : 0.5 * search->low + 0.5 * search->high;
    }
  return search->high;
}

/**
 * mix_mixture_quantiles:
 * @q: probabilities [n], quickest in ascending order
 * @n: how many
 * @y: (out): [n]: inf {y: F(y) ≥ q}; −inf where q ≤ 0, +inf where q ≥ 1, NaN where q, or anything
 *   of the mixture, is NaN
 *
 * Exact quantiles: the root of the cdf itself, to rounding. Where the cdf is flat, between
 * components far apart, it is the left end of the flat stretch.
 */
void
mix_mixture_quantiles (const MixMixture *mixture, const double *q, guint n, double *y)
{
  double last_y = (double) NAN, last_score = 0, per_score = 0;

  g_return_if_fail (mixture->k >= 1 && mixture->k <= MIX_MAX_POOLED);
  for (guint i = 0; i < n; i++)
    {
      Search search;
      gboolean usable = search_init (&search, mixture, q[i]);
      if (!usable || !(q[i] > 0 && q[i] < 1))
        {
          y[i] = usable ? mix_normal_quantile_rough (q[i]) : (double) NAN;
          continue;
        }
      if (mixture->k == 1)
        y[i] = mixture->mu[0] + mixture->sigma[0] * mix_normal_quantile (q[i]);
      else
        y[i] = search_run (&search, last_y + (search.score - last_score) * per_score, &per_score);
      last_y = y[i];
      last_score = search.score;
    }
  mix_transform_inverse_all (mixture->transform, y, n);
}

/**
 * mix_mixture_quantile:
 *
 * Returns: one quantile, as mix_mixture_quantiles() has it
 */
double
mix_mixture_quantile (const MixMixture *mixture, double q)
{
  double y = (double) NAN;

  mix_mixture_quantiles (mixture, &q, 1, &y);
  return y;
}
