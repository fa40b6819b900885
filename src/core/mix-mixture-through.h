/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-mixture.h"

G_BEGIN_DECLS

/* What the functions of a mixture are where it has a transform. */
double mix_mixture_density_through (const MixMixture *mixture, double y);
double mix_mixture_log_density_through (const MixMixture *mixture, double y);
double mix_mixture_cdf_through (const MixMixture *mixture, double y);
double mix_mixture_survival_through (const MixMixture *mixture, double y);
double mix_mixture_mean_through (const MixMixture *mixture);
double mix_mixture_variance_through (const MixMixture *mixture);
double mix_mixture_crps_through (const MixMixture *mixture, double y);
double mix_mixture_sample_through (const MixMixture *mixture, MixRng *rng);
double mix_mixture_excess_through (const MixMixture *mixture, double y);
double mix_mixture_shortfall_through (const MixMixture *mixture, double y);
guint mix_mixture_modes_through (const MixMixture *mixture, double *modes, guint max);
guint mix_mixture_highest_density_set_through (const MixMixture *mixture, double mass,
                                               MixInterval *intervals, guint max);

G_END_DECLS
