/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MIX_TRUTH_GAUSSIAN, /* spread is the standard deviation */
  MIX_TRUTH_UNIFORM,  /* spread is the whole width */
} MixTruthShape;

#define MIX_TRUTH_MAX_BRANCHES 2

/* p(y | x) at one x: a few branches of one shape and one spread. A plain value. Where spread is 0,
 * a branch is a point mass: it has a cdf but no density (given as 0). */
typedef struct
{
  MixTruthShape shape;
  double spread; /* ≥ 0 */
  guint n;
  double centre[MIX_TRUTH_MAX_BRANCHES]; /* [n] */
  double weight[MIX_TRUTH_MAX_BRANCHES]; /* [n], ≥ 0, they sum to 1 */
} MixTruth;

double mix_truth_density (const MixTruth *truth, double y);
double mix_truth_cdf (const MixTruth *truth, double y);
double mix_truth_quantile (const MixTruth *truth, double q);
double mix_truth_crps (const MixTruth *truth, double y);
double mix_truth_mean (const MixTruth *truth);
double mix_truth_sd (const MixTruth *truth);

/* ∫ f over [low, high], f smooth inside; panels of equal width, ten Gauss-Legendre points each. */
double mix_integrate (double (*f) (double x, double argument), double argument, double low,
                      double high, guint panels);

G_END_DECLS
