/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-chance.h"

#include <float.h>
#include <math.h>

#define MAX_TERMS 10000

/* ln of the probability of k hits in n. */
static double
log_binomial (gsize n, double p, gsize k)
{
  double a = (double) n, b = (double) k;

  return lgamma (a + 1) - lgamma (b + 1) - lgamma (a - b + 1) + b * log (p) + (a - b) * log1p (-p);
}

/**
 * mix_binomial_quantile:
 * @n: tries, each a hit with probability @p, which is between 0 and 1
 * @q: between 0 and 1
 *
 * Returns: the least k with P(hits ≤ k) ≥ q, exactly: probabilities are summed from 12 standard
 *   deviations below the mean, where there is nothing left
 */
gsize
mix_binomial_quantile (gsize n, double p, double q)
{
  double mean = (double) n * p, sd = sqrt (mean * (1 - p)), sum = 0;
  double from = floor (mean - 12 * sd - 12);
  gsize k = from > 0 ? (gsize) from : 0;

  g_return_val_if_fail (p > 0 && p < 1 && q > 0 && q < 1, 0);
  for (; k < n; k++)
    {
      sum += exp (log_binomial (n, p, k));
      if (sum >= q)
        break;
    }
  return k;
}

/**
 * mix_binomial_interval:
 * @z: how many standard errors to either side; 1.96 for 95 %
 *
 * The interval of a share of hits by E. B. Wilson (1927), which stays within 0 and 1 and says
 * something even where all are hits; NaN without tries.
 */
void
mix_binomial_interval (gsize hits, gsize n, double z, double *low, double *high)
{
  double size = (double) n, share = (double) hits / size, z2 = z * z / size;
  double centre = (share + 0.5 * z2) / (1 + z2);
  double half = sqrt (z2 * (share * (1 - share) + 0.25 * z2)) / (1 + z2);

  *low = MAX (centre - half, 0);
  *high = MIN (centre + half, 1);
  if (n == 0)
    *low = *high = (double) NAN;
}

/* The regularised upper incomplete gamma function by its series below a + 1, by Lentz's continued
 * fraction above (Press et al., Numerical Recipes, 6.2). */
static double
gamma_q (double a, double x)
{
  double front = exp (a * log (x) - x - lgamma (a));

  if (x < a + 1)
    {
      double term = 1 / a, sum = term;
      for (guint i = 1; i < MAX_TERMS && term > DBL_EPSILON * sum; i++)
        {
          term *= x / (a + i);
          sum += term;
        }
      return 1 - front * sum;
    }
  double b = x + 1 - a, c = 1 / DBL_MIN, d = 1 / b, fraction = d;
  for (guint i = 1; i < MAX_TERMS; i++)
    {
      double numerator = -(double) i * ((double) i - a);
      b += 2;
      d = 1 / (numerator * d + b);
      c = b + numerator / c;
      fraction *= d * c;
      if (fabs (d * c - 1) < DBL_EPSILON)
        break;
    }
  return front * fraction;
}

/**
 * mix_chi_square_p:
 * @degrees: of freedom, at least 1
 *
 * Returns: the probability that chance alone makes a chi-square statistic at least as large
 */
double
mix_chi_square_p (double statistic, guint degrees)
{
  return statistic > 0 ? gamma_q (0.5 * degrees, 0.5 * statistic) : 1;
}
