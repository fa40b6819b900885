/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-mixture.h"

G_BEGIN_DECLS

/* What lies beyond a number, and how far, under a mixture: closed forms. */
double mix_mixture_excess (const MixMixture *mixture, double y);    /* E (Y − y)⁺ */
double mix_mixture_shortfall (const MixMixture *mixture, double y); /* E (y − Y)⁺ */
double mix_mixture_between (const MixMixture *mixture, double low, double high);

/* The mean of the share q of outcomes that are lowest, or of the share 1 − q that are highest. */
double mix_mixture_mean_below (const MixMixture *mixture, double q);
double mix_mixture_mean_above (const MixMixture *mixture, double q);

G_END_DECLS
