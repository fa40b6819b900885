/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static char *
text_of (const MixScene *scene, double value, double parts,
         char *(*format) (double value, const MixNumberStyle *style))
{
  double low, high;

  mix_scene_get_y_range (scene, &low, &high);
  MixNumberStyle style = mix_time_style_for_range (mix_figure_y_time (scene), low, high, parts);
  g_autofree char *number = format (value, &style);
  if (style.exponent == 0)
    return g_steal_pointer (&number);
  g_autofree char *power = mix_format_power (style.exponent);
  return g_strconcat (number, power, NULL);
}

static char *
value_text (const MixScene *scene, double value, double parts)
{
  return text_of (scene, value, parts, mix_format_styled);
}

/**
 * mix_figure_describe_pieces:
 *
 * Returns: (transfer full): where most of the probability is, in one sentence
 */
char *
mix_figure_describe_pieces (const MixScene *scene, const MixSlice *slice)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < slice->n_pieces; i++)
    {
      g_autofree char *low = value_text (scene, slice->pieces[i].low, 300);
      g_autofree char *high = value_text (scene, slice->pieces[i].high, 300);
      if (i > 0)
        g_string_append (list, i + 1 == slice->n_pieces ? _ (" and ") : ", ");
      g_string_append_printf (list, _ ("%s to %s"), low, high);
    }
  g_autofree char *percent = mix_format_percent (mix_scene_get_view (scene)->level);
  return g_strdup_printf (_ ("%s of the probability lies in %s."), percent, list->str);
}

static void
describe_components (GString *out, const MixScene *scene, const MixMixture *m)
{
  for (guint k = 0; k < m->k; k++)
    {
      g_autofree char *pi = mix_format_number (m->pi[k], 2);
      g_autofree char *mu = value_text (scene, mix_mixture_component_at (m, k, 0), 1000);
      g_autofree char *sigma = text_of (scene, mix_figure_half_width (m, k), 1000, mix_format_span);
      g_string_append_printf (out, _ ("%s component %u has weight %s, mean %s, sigma %s"),
                              k > 0 ? ";" : "", k + 1, pi, mu, sigma);
    }
  g_string_append (out, ".");
}

/* How far apart the two heaviest components are, in their common sigma. */
static void
describe_distance (GString *out, const MixMixture *m)
{
  guint first = 0, second = 1;

  if (m->k < 2)
    return;
  if (m->pi[second] > m->pi[first])
    {
      first = 1;
      second = 0;
    }
  for (guint k = 2; k < m->k; k++)
    if (m->pi[k] > m->pi[first])
      {
        second = first;
        first = k;
      }
    else if (m->pi[k] > m->pi[second])
      second = k;
  double sigma = hypot (m->sigma[first], m->sigma[second]) / M_SQRT2;
  g_autofree char *distance = mix_format_number (fabs (m->mu[first] - m->mu[second]) / sigma, 1);
  g_string_append_printf (out, _ (" Components %u and %u are %s σ apart."), MIN (first, second) + 1,
                          MAX (first, second) + 1, distance);
}

/**
 * mix_figure_describe_slice:
 *
 * Returns: (transfer full): the distribution at x0 in words; empty before training
 */
char *
mix_figure_describe_slice (MixScene *scene)
{
  const MixSlice *slice = mix_scene_get_slice (scene);
  GString *out = g_string_new (NULL);

  if (slice == NULL)
    return g_string_free (out, FALSE);
  g_autofree char *name = mix_figure_x_name (scene, 40);
  g_autofree char *at = mix_figure_x0_text (scene, name);
  g_autofree char *mean = value_text (scene, slice->mean, 1000);
  g_autofree char *median = value_text (scene, slice->median, 1000);
  g_autofree char *pieces = mix_figure_describe_pieces (scene, slice);
  g_string_append_printf (out, _ ("At %s:"), at);
  describe_components (out, scene, &slice->mixture);
  describe_distance (out, &slice->mixture);
  g_string_append_printf (out, _ (" The mixture’s mean is %s and its median %s."), mean, median);
  if (slice->has_plain)
    {
      g_autofree char *plain = value_text (scene, slice->plain, 1000);
      g_string_append_printf (out, _ (" The plain network predicts %s."), plain);
    }
  g_string_append_printf (out, " %s", pieces);
  return g_string_free (out, FALSE);
}

/**
 * mix_figure_describe_moment:
 *
 * Returns: (transfer full): which network, and when in its training
 */
char *
mix_figure_describe_moment (const MixScene *scene)
{
  MixSnapshot *snapshot = mix_scene_get_snapshot (scene);

  if (!mix_scene_is_trained (scene))
    return g_strdup (_ ("No network has been trained yet."));
  guint k = mix_model_get_components (snapshot->model);
  if (snapshot->step == 0)
    return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "A trained mixture of %u Gaussian.",
                   "A trained mixture of %u Gaussians.", k), k);
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "A mixture of %u Gaussian after %u epochs.",
                 "A mixture of %u Gaussians after %u epochs.", k), k, snapshot->epoch);
}
