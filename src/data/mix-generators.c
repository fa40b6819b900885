/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-generators.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "mix-math.h"
#include "mix-truth.h"

/* ½ ln 2πe: the entropy of a standard Gaussian, in nats. */
#define GAUSSIAN_ENTROPY 1.4189385332046727

/* Where the article's ratio sin x + 3x cos x is largest on (0, 1), and its value there, which
 * scales it to at most 1. */
#define RATIO_PEAK 0.951155627955093
#define RATIO_MAXIMUM 2.4712172205714356

/* Every function of the truth follows from the distribution at x, which NAME_truth() gives. */
#define DEFINE_TRUTH(name)                                                                         \
  static double name##_density (double x, double y, double noise)                                  \
  {                                                                                                \
    MixTruth truth = name##_truth (x, noise);                                                      \
    return mix_truth_density (&truth, y);                                                          \
  }                                                                                                \
  static double name##_cdf (double x, double y, double noise)                                      \
  {                                                                                                \
    MixTruth truth = name##_truth (x, noise);                                                      \
    return mix_truth_cdf (&truth, y);                                                              \
  }                                                                                                \
  static double name##_quantile (double x, double q, double noise)                                 \
  {                                                                                                \
    MixTruth truth = name##_truth (x, noise);                                                      \
    return mix_truth_quantile (&truth, q);                                                         \
  }                                                                                                \
  static double name##_crps (double x, double y, double noise)                                     \
  {                                                                                                \
    MixTruth truth = name##_truth (x, noise);                                                      \
    return mix_truth_crps (&truth, y);                                                             \
  }                                                                                                \
  static double name##_mean (double x, double noise)                                               \
  {                                                                                                \
    MixTruth truth = name##_truth (x, noise);                                                      \
    return mix_truth_mean (&truth);                                                                \
  }                                                                                                \
  static double name##_sd (double x, double noise)                                                 \
  {                                                                                                \
    MixTruth truth = name##_truth (x, noise);                                                      \
    return mix_truth_sd (&truth);                                                                  \
  }                                                                                                \
  static guint name##_branches (double x, double noise, double *centre, double *weight)            \
  {                                                                                                \
    MixTruth truth = name##_truth (x, noise);                                                      \
    memcpy (centre, truth.centre, truth.n * sizeof *centre);                                       \
    memcpy (weight, truth.weight, truth.n * sizeof *weight);                                       \
    return truth.n;                                                                                \
  }

#define TRUTH_OF(name)                                                                             \
  .draw = name##_draw, .density = name##_density, .cdf = name##_cdf, .quantile = name##_quantile,  \
  .crps = name##_crps, .mean = name##_mean, .sd = name##_sd, .branches = name##_branches,          \
  .optimal_nll = name##_optimal_nll

/* Linear: y = 5x + x²·ε, ε ~ N(0, noise²). */

static MixTruth
linear_truth (double x, double noise)
{
  return (MixTruth){ .spread = noise * x * x, .n = 1, .centre = { 5 * x }, .weight = { 1 } };
}

static void
linear_draw (MixRng *rng, double noise, double *x, double *y)
{
  *x = mix_rng_uniform (rng);
  *y = 5 * *x + *x * *x * noise * mix_rng_normal (rng);
}

/* E[ln σ] = ln noise + E[ln x²], and the latter is −2 for x ~ U(0, 1). */
static double
linear_optimal_nll (double noise)
{
  return GAUSSIAN_ENTROPY + log (noise) - 2;
}

DEFINE_TRUTH (linear)

/* Two branches: y = ±x² + 2·ε, ε ~ N(0, (noise·x)²), x ~ U(−10, 10). Each row tosses a coin for its
 * sign, so that rows are independent and have exactly the density that is stated. */

static MixTruth
two_branch_truth (double x, double noise)
{
  return (MixTruth){
    .spread = 2 * noise * fabs (x), .n = 2, .centre = { -x * x, x * x }, .weight = { 0.5, 0.5 }
  };
}

static void
two_branch_draw (MixRng *rng, double noise, double *x, double *y)
{
  double u = mix_rng_uniform (rng);
  double sign = mix_rng_next (rng) >> 63 ? 1 : -1;
  *x = -10 + 20 * u;
  *y = sign * *x * *x + 2 * noise * *x * mix_rng_normal (rng);
}

/* φ(z)·ln(1 + exp(−2a(a + z))): what a row loses for not knowing its branch. */
static double
branch_doubt (double z, double a)
{
  double t = -2 * a * (a + z);
  double softplus = t > 0 ? t + log1p (exp (-t)) : log1p (exp (t));
  return mix_normal_density (z) * softplus;
}

/* The information in nats that y = ±a + N(0, 1) carries about its sign. */
static double
branch_information (double a, double unused)
{
  return G_LN2 - mix_integrate (branch_doubt, a, -9, 9, 24);
}

/* E[ln σ] = ln 2·noise + ln 10 − 1; in units of σ the branches lie at ±a, a = |x| / (2·noise), and
 * the entropy is that of a Gaussian and the information about the sign, averaged over a from 0 to
 * 5/noise. It is ln 2 to 1e-11 beyond a = 8. */
static double
two_branch_optimal_nll (double noise)
{
  if (!(noise > 0))
    return -HUGE_VAL;

  double top = 5 / noise, near = MIN (top, 8);
  double information = mix_integrate (branch_information, 0, 0, near, 4) + (top - near) * G_LN2;
  return GAUSSIAN_ENTROPY + log (2 * noise) + log (10) - 1 + information / top;
}

DEFINE_TRUTH (two_branch)

/* Gaussian mixture: y = 8x + ½·noise·U, or 2x + ½·noise·U with probability p(x). The tutorial
 * rounds p, so that there is one branch at a time; soft mixing tosses the coin. */

static double
mixing_ratio (double x)
{
  return CLAMP ((sin (x) + 3 * x * cos (x)) / RATIO_MAXIMUM, 0, 1);
}

static MixTruth
uniform_branches (double x, double noise, double p)
{
  double spread = 0.5 * noise;
  return (MixTruth){ .shape = MIX_TRUTH_UNIFORM,
                     .spread = spread,
                     .n = 2,
                     .centre = { 2 * x + 0.5 * spread, 8 * x + 0.5 * spread },
                     .weight = { p, 1 - p } };
}

static MixTruth
gaussian_mixture_truth (double x, double noise)
{
  return uniform_branches (x, noise, mixing_ratio (x) > 0.5 ? 1 : 0);
}

static void
gaussian_mixture_draw (MixRng *rng, double noise, double *x, double *y)
{
  *x = mix_rng_uniform (rng);
  *y = (mixing_ratio (*x) > 0.5 ? 2 : 8) * *x + 0.5 * noise * mix_rng_uniform (rng);
}

static double
gaussian_mixture_optimal_nll (double noise)
{
  return log (0.5 * noise);
}

DEFINE_TRUTH (gaussian_mixture)

static MixTruth
soft_mixture_truth (double x, double noise)
{
  return uniform_branches (x, noise, mixing_ratio (x));
}

static void
soft_mixture_draw (MixRng *rng, double noise, double *x, double *y)
{
  *x = mix_rng_uniform (rng);
  double slope = mix_rng_uniform (rng) < mixing_ratio (*x) ? 2 : 8;
  *y = slope * *x + 0.5 * noise * mix_rng_uniform (rng);
}

/* The entropy of the coin at x = t³ where the branches do not overlap, with dx = 3t² dt; the power
 * takes away the singularity of x ln x at 0. */
static double
apart_entropy (double t, double noise)
{
  double x = t * t * t, p = mixing_ratio (x);
  double coin = (p > 0 ? -p * log (p) : 0) + (p < 1 ? -(1 - p) * log1p (-p) : 0);
  double apart = noise > 0 ? MIN (1, 12 * x / noise) : 1;
  return 3 * t * t * apart * coin;
}

/* Both branches are ½·noise wide and 6x apart: the part of each that is 12x/noise long says which
 * branch it is, and costs the entropy of the coin; in the rest the density is flat whatever the
 * coin. The integrand is not smooth where the overlap ends and where the coin is certain. */
static double
soft_mixture_optimal_nll (double noise)
{
  double kink = cbrt (MIN (1, noise / 12)), peak = cbrt (RATIO_PEAK);
  double first = MIN (kink, peak), second = MAX (kink, peak);

  return log (0.5 * noise) + mix_integrate (apart_entropy, noise, 0, first, 32)
         + mix_integrate (apart_entropy, noise, first, second, 32)
         + mix_integrate (apart_entropy, noise, second, 1, 32);
}

DEFINE_TRUTH (soft_mixture)

/* Step: y = 5x + x²·ε below ½, 100x + x² + x²·ε from there on, ε ~ N(0, noise²). */

static double
step_centre (double x)
{
  return x < 0.5 ? 5 * x : 100 * x + x * x;
}

static MixTruth
step_truth (double x, double noise)
{
  double centre = step_centre (x);
  return (MixTruth){ .spread = noise * x * x, .n = 1, .centre = { centre }, .weight = { 1 } };
}

static void
step_draw (MixRng *rng, double noise, double *x, double *y)
{
  *x = mix_rng_uniform (rng);
  *y = step_centre (*x) + *x * *x * noise * mix_rng_normal (rng);
}

static double
step_optimal_nll (double noise)
{
  return linear_optimal_nll (noise);
}

DEFINE_TRUTH (step)

const MixGenerator mix_generators[] = {
  { .id = "linear", .title = N_ ("Linear"),
    .summary = N_ ("A straight line whose noise grows with x."),
    .x_low = 0, .x_high = 1, .components = 1, .rows = 2000, TRUTH_OF (linear) },
  { .id = "two-branch", .title = N_ ("Two branches"),
    .summary = N_ ("Every x has two likely answers; their mean is neither."),
    .x_low = -10, .x_high = 10, .components = 2, .rows = 2000, TRUTH_OF (two_branch) },
  { .id = "gaussian-mixture", .title = N_ ("Mixture"),
    .summary = N_ ("Two narrow bands that take over from each other at one x."),
    .x_low = 0, .x_high = 1, .components = 2, .rows = 2000, TRUTH_OF (gaussian_mixture) },
  { .id = "step", .title = N_ ("Step"),
    .summary = N_ ("A line that jumps, with noise far smaller than the jump."),
    .x_low = 0, .x_high = 1, .components = 2, .rows = 2000, TRUTH_OF (step) },
  { .id = "soft-mixture", .title = N_ ("Soft mixture"),
    .summary = N_ ("The same two bands, mixed in a ratio that changes with x."),
    .x_low = 0, .x_high = 1, .components = 2, .rows = 2000, TRUTH_OF (soft_mixture) },
  { 0 },
};

/**
 * mix_generator_find:
 * @id: as in the table
 *
 * Returns: (transfer none) (nullable): the generator, static
 */
const MixGenerator *
mix_generator_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (const MixGenerator *generator = mix_generators; generator->id != NULL; generator++)
    if (strcmp (generator->id, id) == 0)
      return generator;
  return NULL;
}

/**
 * mix_generator_make:
 * @generator: one of mix_generators
 * @rows: at least 1
 * @noise: at least 0, finite; multiplies the recipe's own noise
 * @seed: the same arguments give the same numbers
 *
 * Returns: (transfer full): a table of the columns x and y
 */
MixDataset *
mix_generator_make (const MixGenerator *generator, gsize rows, double noise, guint64 seed)
{
  g_return_val_if_fail (generator != NULL && generator->id != NULL, NULL);
  g_return_val_if_fail (rows >= 1 && noise >= 0 && isfinite (noise), NULL);

  MixColumn *columns = g_new0 (MixColumn, 2);
  MixRng rng;

  columns[0] = (MixColumn){ .name = g_strdup ("x"), .values = g_new (double, rows) };
  columns[1] = (MixColumn){ .name = g_strdup ("y"), .values = g_new (double, rows) };
  mix_rng_init (&rng, seed);
  for (gsize i = 0; i < rows; i++)
    generator->draw (&rng, noise, &columns[0].values[i], &columns[1].values[i]);

  MixDataset *dataset = mix_dataset_new (_ (generator->title), rows, columns, 2);
  mix_dataset_set_generator (dataset, generator, noise, seed);
  return dataset;
}
