/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-rng.h"
#include "mix-transform.h"

G_BEGIN_DECLS

/* A Gaussian mixture p(y) = Σ pi_k N(y | mu_k, sigma_k²), borrowed: three arrays [k] that somebody
 * else owns. pi sums to 1, sigma > 0. Cheap to make on the stack for one row of a prediction.
 *
 * With a transform T it is Z = T(Y) that is such a mixture; mu and sigma are in units of Z, and
 * every function below is about Y: y, quantiles, means and densities are in data units. */
typedef struct
{
  guint k;
  const double *pi;
  const double *mu;
  const double *sigma;
  const MixTransform *transform; /* NULL: none */
} MixMixture;

double mix_mixture_density (const MixMixture *mixture, double y);
double mix_mixture_log_density (const MixMixture *mixture, double y);
double mix_mixture_cdf (const MixMixture *mixture, double y);
double mix_mixture_survival (const MixMixture *mixture, double y);
double mix_mixture_quantile (const MixMixture *mixture, double q);
/* Several at once, at little more than the price of one; quickest where q [n] ascends. */
void mix_mixture_quantiles (const MixMixture *mixture, const double *q, guint n, double *y);
/* Where a component has its z-th standard deviation above its mean: its median at z = 0. */
static inline double
mix_mixture_component_at (const MixMixture *mixture, guint k, double z)
{
  return mix_transform_inverse (mixture->transform, mixture->mu[k] + z * mixture->sigma[k]);
}

/* The same of many mixtures, without a transform: pi, mu, sigma [n_rows × k], y [n_rows × n]. Much
 * quicker. */
void mix_mixture_quantiles_of_rows (guint k, const double *pi, const double *mu,
                                    const double *sigma, gsize n_rows, const double *q, guint n,
                                    double *y);
double mix_mixture_mean (const MixMixture *mixture);
double mix_mixture_variance (const MixMixture *mixture);
double mix_mixture_crps (const MixMixture *mixture, double y);
double mix_mixture_sample (const MixMixture *mixture, MixRng *rng);
void mix_mixture_responsibilities (const MixMixture *mixture, double y, double *responsibility);

/* Local maxima of the density, ascending; at most max. Returns how many. */
guint mix_mixture_modes (const MixMixture *mixture, double *modes, guint max);

/* One piece of a highest-density set. */
typedef struct
{
  double low, high; /* data units */
  double mass;      /* probability inside */
} MixInterval;

guint mix_mixture_highest_density_set (const MixMixture *mixture, double mass,
                                       MixInterval *intervals, guint max_intervals);

G_END_DECLS
