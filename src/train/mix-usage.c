/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-usage.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-math.h"

#define MOST_ROWS 512
#define DEAD_PI 0.01     /* mean weight below which a component is not used */
#define TWIN_OVERLAP 0.9
#define SPIKE_FLOORS 1.5 /* times the floor */
#define NARROW 0.02      /* times the spread of y */
#define FEW_VALUES 3     /* of y: who is narrow about no more has shrunk onto them */
#define MANY_VALUES 8    /* who is narrow about more follows a line without noise */
#define SAME_VALUE 0.001 /* times the spread of y: values closer than this are one */

/* Bhattacharyya's coefficient of two Gaussians: ∫ √(p q), 1 where they are the same. */
static double
bhattacharyya (double mu1, double sigma1, double mu2, double sigma2)
{
  double variances = sigma1 * sigma1 + sigma2 * sigma2;

  return sqrt (2 * sigma1 * sigma2 / variances)
         * exp (-0.25 * (mu1 - mu2) * (mu1 - mu2) / variances);
}

/* The mixtures at rows that are spread evenly over the table: pi, mu, sigma [n × K], and y [n] in
 * their units. */
static void
predict (const MixModel *model, const MixDesign *design, gsize n, double *pi, double *mu,
         double *sigma, double *y)
{
  MixTransform *transform = mix_model_get_target_transform (model);
  guint n_features = mix_design_get_n_features (design);
  gsize n_rows = mix_design_get_n_rows (design);
  g_autofree double *x = g_new (double, n * n_features);

  for (gsize i = 0; i < n; i++)
    {
      gsize row = i * n_rows / n;
      y[i] = mix_transform_forward (transform, mix_design_get_y (design, row));
      for (guint f = 0; f < n_features; f++)
        x[i * n_features + f] = mix_design_get_x (design, row, f);
    }
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

/* The two that are most alike, and whether they are nearly the same. */
static void
find_twins (MixUsage *usage, gsize n, const double *pi, const double *mu, const double *sigma)
{
  guint twin = 0, other = 0;

  for (guint a = 0; a < usage->n_components; a++)
    for (guint b = a + 1; b < usage->n_components; b++)
      {
        double overlap = overlap_of (usage, a, b, n, pi, mu, sigma);
        if (overlap <= usage->overlap || MIN (usage->mean_pi[a], usage->mean_pi[b]) < DEAD_PI)
          continue;
        usage->overlap = overlap;
        twin = a;
        other = b;
      }
  if (usage->verdict != MIX_USAGE_FINE || usage->overlap <= TWIN_OVERLAP)
    return;
  usage->verdict = MIX_USAGE_TWIN;
  usage->component = twin;
  usage->other = other;
  usage->about = 1u << twin | 1u << other;
}

/* The rows that one component is the likeliest to have made. */
typedef struct
{
  gsize n_held, n_narrow; /* narrow: where its σ is, by the spread of y */
  GArray *values;         /* double: y of the latter */
} Holding;

static void
hold_rows (Holding *holdings, guint k, gsize n, const double *pi, const double *mu,
           const double *sigma, const double *y, double scale)
{
  for (gsize i = 0; i < n; i++)
    {
      guint best = 0;
      double most = -HUGE_VAL;
      for (guint c = 0; c < k; c++)
        {
          gsize at = i * k + c;
          double joint = log (pi[at]) + mix_gaussian_log_density (y[i], mu[at], log (sigma[at]));
          if (joint > most)
            {
              most = joint;
              best = c;
            }
        }
      if (!isfinite (most)) /* y is not known */
        continue;
      holdings[best].n_held++;
      if (sigma[i * k + best] >= NARROW * scale)
        continue;
      holdings[best].n_narrow++;
      g_array_append_val (holdings[best].values, y[i]);
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* How many values there are, those that are nearly the same taken as one. */
static guint
count_values (GArray *values, double same)
{
  guint n = 0;
  double last = -HUGE_VAL;

  g_array_sort (values, compare);
  for (guint i = 0; i < values->len; i++)
    if (g_array_index (values, double, i) > last + same)
      {
        last = g_array_index (values, double, i);
        n++;
      }
  return n;
}

/* Whether a component has shrunk onto points. One that is narrow about many values follows a line
 * without noise: so narrow it is right. */
static gboolean
is_spike (const MixUsage *usage, guint c, const Holding *holding, guint n_values, double floor)
{
  if (usage->mean_pi[c] < DEAD_PI)
    return FALSE;
  if (usage->min_sigma[c] <= SPIKE_FLOORS * floor && n_values <= MANY_VALUES)
    return TRUE;
  return holding->n_narrow > 0 && 2 * holding->n_narrow >= holding->n_held
         && n_values <= FEW_VALUES;
}

static void
find_spikes (MixUsage *usage, gsize n, const double *pi, const double *mu, const double *sigma,
             const double *y, double scale, double floor)
{
  Holding holdings[MIX_MAX_COMPONENTS] = { 0 };

  for (guint c = 0; c < usage->n_components; c++)
    holdings[c].values = g_array_new (FALSE, FALSE, sizeof (double));
  hold_rows (holdings, usage->n_components, n, pi, mu, sigma, y, scale);
  for (guint c = usage->n_components; c-- > 0;)
    {
      guint n_values = count_values (holdings[c].values, SAME_VALUE * scale);
      if (is_spike (usage, c, &holdings[c], n_values, floor))
        {
          usage->about |= 1u << c;
          usage->component = c;
          usage->n_values = n_values;
        }
      g_array_unref (holdings[c].values);
    }
  if (usage->about != 0)
    usage->verdict = MIX_USAGE_SPIKE;
}

static void
find_dead (MixUsage *usage)
{
  for (guint c = usage->n_components; c-- > 0;)
    if (usage->mean_pi[c] < DEAD_PI)
      {
        usage->verdict = MIX_USAGE_DEAD;
        usage->about |= 1u << c;
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
  g_autofree double *sigma = g_new (double, n * k), *y = g_new (double, n);
  predict (model, design, n, pi, mu, sigma, y);
  sum_up (usage, n, pi, sigma);
  /* The worst first: a component on points makes the likelihood a lie, the others are only waste. */
  double scale = mix_model_get_target_scaling (model)->scale;
  find_spikes (usage, n, pi, mu, sigma, y, scale, spec->sigma_floor * scale);
  find_twins (usage, n, pi, mu, sigma);
  if (usage->verdict == MIX_USAGE_FINE)
    find_dead (usage);
  return TRUE;
}

/* "Component 2", "Components 1, 2 and 4" */
static char *
name_components (guint32 about)
{
  GString *names = g_string_new (NULL);
  guint n = 0;

  for (guint c = 0; c < MIX_MAX_COMPONENTS; c++)
    if (about & 1u << c)
      {
        gboolean last = about >> c == 1;
        if (n++ > 0)
          g_string_append (names, last ? _ (" and ") : _ (", "));
        g_string_append_printf (names, "%u", c + 1);
      }
  char *text = g_strdup_printf (ngettext ("Component %s", "Components %s", n), names->str);
  g_string_free (names, TRUE);
  return text;
}

static gboolean
is_several (guint32 about)
{
  return (about & (about - 1)) != 0;
}

static char *
describe_dead (const MixUsage *usage, const char *names)
{
  double weight = 0;

  for (guint c = 0; c < usage->n_components; c++)
    if (usage->about & 1u << c)
      weight += usage->mean_pi[c];
  if (is_several (usage->about))
    return weight < 1e-4
             ? g_strdup_printf (_ ("%s are not used: they weigh nothing anywhere."), names)
             : g_strdup_printf (_ ("%s are not used: their mean weight is %.2g\u202f%% in all."),
                                names, 100 * weight);
  return weight < 1e-4 ? g_strdup_printf (_ ("%s is not used: it weighs nothing anywhere."), names)
                       : g_strdup_printf (_ ("%s is not used: its mean weight is %.2g\u202f%%."),
                                          names, 100 * weight);
}

static char *
describe_spike (const MixUsage *usage, const char *names)
{
  double sigma = HUGE_VAL;

  for (guint c = 0; c < usage->n_components; c++)
    if (usage->about & 1u << c)
      sigma = MIN (sigma, usage->min_sigma[c]);
  if (is_several (usage->about))
    return g_strdup_printf (_ ("%s have shrunk onto points: their σ goes down to %.2g."), names, sigma);
  if (usage->n_values == 1)
    return g_strdup_printf (_ ("%s has shrunk onto points: its σ is %.2g, about a single value of y."),
                            names, sigma);
  if (usage->n_values > 1)
    return g_strdup_printf (_ ("%s has shrunk onto points: its σ is %.2g, about %u values of y."), names,
                            sigma, usage->n_values);
  return g_strdup_printf (_ ("%s has shrunk onto points: its σ is %.2g, as low as the floor allows."),
                          names, sigma);
}

/**
 * mix_usage_describe:
 *
 * Returns: (transfer full) (nullable): the verdict as a sentence; NULL where all is fine
 */
char *
mix_usage_describe (const MixUsage *usage)
{
  g_autofree char *names = name_components (usage->about);

  switch (usage->verdict)
    {
    case MIX_USAGE_DEAD:
      return describe_dead (usage, names);
    case MIX_USAGE_TWIN:
      return g_strdup_printf (_ ("%s are nearly the same: they overlap by %.0f\u202f%%."), names,
                              100 * usage->overlap);
    case MIX_USAGE_SPIKE:
      return describe_spike (usage, names);
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
  return g_strdup_printf (_ ("%.1f of %u in use, overlap %.0f\u202f%%, smallest σ %.3g"),
                          usage->effective, usage->n_components, 100 * usage->overlap, least);
}
