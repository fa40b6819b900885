/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-usage.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define MOST_ROWS 512
#define DEAD_PI 0.01     /* mean weight below which a component is not used */
#define TWIN_OVERLAP 0.9
#define SPIKE_FLOORS 1.5 /* times the floor */

/* Bhattacharyya's coefficient of two Gaussians: ∫ √(p q), 1 where they are the same. */
static double
bhattacharyya (double mu1, double sigma1, double mu2, double sigma2)
{
  double variances = sigma1 * sigma1 + sigma2 * sigma2;

  return sqrt (2 * sigma1 * sigma2 / variances)
         * exp (-0.25 * (mu1 - mu2) * (mu1 - mu2) / variances);
}

/* The mixtures at rows that are spread evenly over the table: pi, mu, sigma [n × K]. */
static void
predict (const MixModel *model, const MixDesign *design, gsize n, double *pi, double *mu,
         double *sigma)
{
  guint n_features = mix_design_get_n_features (design);
  gsize n_rows = mix_design_get_n_rows (design);
  g_autofree double *x = g_new (double, n * n_features);

  for (gsize i = 0; i < n; i++)
    for (guint f = 0; f < n_features; f++)
      x[i * n_features + f] = mix_design_get_x (design, i * n_rows / n, f);
  mix_model_predict (model, x, n, pi, mu, sigma);
}

static void
sum_up (MixUsage *usage, gsize n, const double *pi, const double *sigma)
{
  guint k = usage->n_components;
  double entropy = 0;

  for (guint c = 0; c < k; c++)
    {
      double weighted = 0;
      usage->min_sigma[c] = HUGE_VAL;
      for (gsize i = 0; i < n; i++)
        {
          usage->mean_pi[c] += pi[i * k + c] / (double) n;
          weighted += pi[i * k + c] * sigma[i * k + c] / (double) n;
          usage->min_sigma[c] = MIN (usage->min_sigma[c], sigma[i * k + c]);
        }
      usage->mean_sigma[c] = usage->mean_pi[c] > 0 ? weighted / usage->mean_pi[c]
                                                   : usage->min_sigma[c];
      if (usage->mean_pi[c] > 0)
        entropy -= usage->mean_pi[c] * log (usage->mean_pi[c]);
    }
  usage->effective = exp (entropy);
}

/* The overlap of two components, where they weigh most. */
static double
overlap_of (const MixUsage *usage, guint a, guint b, gsize n, const double *pi, const double *mu,
            const double *sigma)
{
  guint k = usage->n_components;
  double sum = 0, weights = 0;

  for (gsize i = 0; i < n * k; i += k)
    {
      double weight = pi[i + a] + pi[i + b];
      sum += weight * bhattacharyya (mu[i + a], sigma[i + a], mu[i + b], sigma[i + b]);
      weights += weight;
    }
  return weights > 0 ? sum / weights : 0;
}

static void
find_twins (MixUsage *usage, gsize n, const double *pi, const double *mu, const double *sigma)
{
  for (guint a = 0; a < usage->n_components; a++)
    for (guint b = a + 1; b < usage->n_components; b++)
      {
        double overlap = overlap_of (usage, a, b, n, pi, mu, sigma);
        if (overlap <= usage->overlap || MIN (usage->mean_pi[a], usage->mean_pi[b]) < DEAD_PI)
          continue;
        usage->overlap = overlap;
        usage->component = a;
        usage->other = b;
      }
}

/* The worst first: a component on points makes the likelihood a lie, the others are only waste. */
static void
judge (MixUsage *usage, double floor)
{
  usage->verdict = usage->overlap > TWIN_OVERLAP ? MIX_USAGE_TWIN : MIX_USAGE_FINE;
  for (guint c = 0; c < usage->n_components; c++)
    if (usage->mean_pi[c] < DEAD_PI && usage->verdict != MIX_USAGE_TWIN)
      {
        usage->verdict = MIX_USAGE_DEAD;
        usage->component = c;
      }
  for (guint c = 0; c < usage->n_components; c++)
    if (usage->mean_pi[c] >= DEAD_PI && usage->min_sigma[c] <= SPIKE_FLOORS * floor)
      {
        usage->verdict = MIX_USAGE_SPIKE;
        usage->component = c;
      }
}

/**
 * mix_usage_measure:
 * @design: with the columns of the model
 * @usage: (out): on at most 512 rows, spread evenly over the table
 *
 * Returns: FALSE for a network without components, and for one of an ensemble's pooled many
 */
gboolean
mix_usage_measure (const MixModel *model, const MixDesign *design, MixUsage *usage)
{
  const MixNetworkSpec *spec = mix_model_get_spec (model);
  gsize n = MIN (mix_design_get_n_rows (design), MOST_ROWS);
  guint k = mix_model_get_components (model);

  *usage = (MixUsage){ 0 };
  if (spec->head != MIX_HEAD_MIXTURE || k > MIX_MAX_COMPONENTS || n == 0)
    return FALSE;
  usage->n_components = k;
  g_autofree double *pi = g_new (double, n * k), *mu = g_new (double, n * k);
  g_autofree double *sigma = g_new (double, n * k);
  predict (model, design, n, pi, mu, sigma);
  sum_up (usage, n, pi, sigma);
  find_twins (usage, n, pi, mu, sigma);
  judge (usage, spec->sigma_floor * mix_model_get_target_scaling (model)->scale);
  return TRUE;
}

/**
 * mix_usage_describe:
 *
 * Returns: (transfer full) (nullable): the verdict as a sentence; NULL where all is fine
 */
char *
mix_usage_describe (const MixUsage *usage)
{
  guint c = usage->component;

  switch (usage->verdict)
    {
    case MIX_USAGE_DEAD:
      if (usage->mean_pi[c] < 1e-4)
        return g_strdup_printf (_ ("Component %u is not used: it weighs nothing anywhere."), c + 1);
      return g_strdup_printf (_ ("Component %u is not used: its mean weight is %.2g %%."), c + 1,
                              100 * usage->mean_pi[c]);
    case MIX_USAGE_TWIN:
      return g_strdup_printf (_ ("Components %u and %u are nearly the same: they overlap by %.0f %%."), c + 1,
                              usage->other + 1, 100 * usage->overlap);
    case MIX_USAGE_SPIKE:
      return g_strdup_printf (_ ("Component %u has shrunk onto points: its σ is %.2g, as low as the "
                                 "floor allows."),
                              c + 1, usage->min_sigma[c]);
    case MIX_USAGE_FINE:
    default:
      return NULL;
    }
}

/**
 * mix_usage_summarize:
 *
 * Returns: (transfer full): "1.9 of 2 in use, overlap 12 %, smallest σ 0.43", whatever the verdict
 */
char *
mix_usage_summarize (const MixUsage *usage)
{
  double least = HUGE_VAL;

  for (guint c = 0; c < usage->n_components; c++)
    if (usage->mean_pi[c] >= DEAD_PI)
      least = MIN (least, usage->min_sigma[c]);
  if (usage->n_components < 2)
    return g_strdup_printf (_ ("smallest σ %.3g"), least);
  return g_strdup_printf (_ ("%.1f of %u in use, overlap %.0f %%, smallest σ %.3g"), usage->effective,
                          usage->n_components, 100 * usage->overlap, least);
}
