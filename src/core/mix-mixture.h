/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-rng.h"

G_BEGIN_DECLS

/* A Gaussian mixture p(y) = Σ pi_k N(y | mu_k, sigma_k²), borrowed: three arrays [k] that somebody
 * else owns. pi sums to 1, sigma > 0. Cheap to make on the stack for one row of a prediction. */
typedef struct
{
  guint k;
  const double *pi;
  const double *mu;
  const double *sigma;
} MixMixture;

double mix_mixture_density (const MixMixture *mixture, double y);
double mix_mixture_log_density (const MixMixture *mixture, double y);
double mix_mixture_cdf (const MixMixture *mixture, double y);
double mix_mixture_survival (const MixMixture *mixture, double y);
double mix_mixture_quantile (const MixMixture *mixture, double q);
/* Several at once, at little more than the price of one; quickest where q [n] ascends. */
void mix_mixture_quantiles (const MixMixture *mixture, const double *q, guint n, double *y);
/* The same of many mixtures: pi, mu, sigma [n_rows × k], y [n_rows × n]. Much quicker. */
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
