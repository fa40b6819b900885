/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-mixture.h"

#include <math.h>

#include "mix-mixture-through.h"
#include "mix-types.h"

#define MOST_STEPS 400
#define TOLERANCE 1e-7 /* of the narrowest sigma, per step */
#define APART 5e-2     /* of the narrowest sigma: nearer maxima are one */
#define LEAST_WEIGHT 1e-6

/* One step uphill: the mean of the components' means, each weighted by its responsibility over its
 * variance. It never goes down, and stands still at a maximum (Carreira-Perpiñán 2000). */
static double
step_from (const MixMixture *m, double y, double *responsibility)
{
  double above = 0, below = 0;

  mix_mixture_responsibilities (m, y, responsibility);
  for (guint k = 0; k < m->k; k++)
    {
      double weight = responsibility[k] / (m->sigma[k] * m->sigma[k]);
      above += weight * m->mu[k];
      below += weight;
    }
  return below > 0 && isfinite (above) ? above / below : y;
}

static double
climb (const MixMixture *m, double y, double narrowest, double *responsibility)
{
  for (guint i = 0; i < MOST_STEPS; i++)
    {
      double next = step_from (m, y, responsibility);
      gboolean there = fabs (next - y) < TOLERANCE * narrowest;
      y = next;
      if (there)
        break;
    }
  return y;
}

static guint
insert (double *modes, guint n, guint max, double y, double apart)
{
  guint at = 0;

  while (at < n && modes[at] < y)
    at++;
  if ((at < n && modes[at] - y < apart) || (at > 0 && y - modes[at - 1] < apart) || n == max)
    return n;
  for (guint i = n; i > at; i--)
    modes[i] = modes[i - 1];
  modes[at] = y;
  return n + 1;
}

/**
 * mix_mixture_modes:
 * @modes: (out): [max] ascending
 *
 * A mixture of Gaussians in one dimension has no more maxima than components, and each is reached
 * uphill from one of their means. Where two join in a slope too flat to tell, they are one.
 *
 * Returns: how many there are, at most @max
 */
guint
mix_mixture_modes (const MixMixture *mixture, double *modes, guint max)
{
  double responsibility[MIX_MAX_POOLED], narrowest = HUGE_VAL;
  guint n = 0;

  g_return_val_if_fail (mixture->k <= MIX_MAX_POOLED, 0);
  if (mixture->transform != NULL)
    return mix_mixture_modes_through (mixture, modes, max);
  for (guint k = 0; k < mixture->k; k++)
    narrowest = MIN (narrowest, mixture->sigma[k]);
  for (guint k = 0; k < mixture->k; k++)
    if (mixture->pi[k] > LEAST_WEIGHT)
      n = insert (modes, n, max, climb (mixture, mixture->mu[k], narrowest, responsibility),
                  APART * narrowest);
  return n;
}
