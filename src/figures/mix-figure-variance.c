/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-decide.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-chart.h"
#include "mix-figure-private.h"
#include "mix-variance.h"

#define THIN 0.1 /* of the rows that an even spread would put into a stretch */
#define N_STRETCHES 40

/* Both parts along the scene's x; n of the curves. */
typedef struct
{
  double *aleatoric, *total; /* [n] */
  double most, share;        /* the highest total; the epistemic share of all */
} Parts;

static void
parts_clear (Parts *parts)
{
  g_free (parts->aleatoric);
  g_free (parts->total);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static void
fill_parts (Parts *parts, const MixCurves *curves, guint n_members)
{
  double epistemic = 0, all = 0;

  parts->aleatoric = g_new (double, curves->n);
  parts->total = g_new (double, curves->n);
  for (guint i = 0; i < curves->n; i++)
    {
      MixMixture pooled = mix_curves_get_mixture (curves, i);
      MixVarianceSplit split = mix_variance_split (&pooled, n_members);
      parts->aleatoric[i] = split.aleatoric;
      parts->total[i] = split.aleatoric + split.epistemic;
      parts->most = MAX (parts->most, parts->total[i]);
      epistemic += split.epistemic;
      all += parts->total[i];
    }
  parts->share = all > 0 ? epistemic / all : 0;
}

/* Stretches of x with hardly a row in them. */
static void
add_thin (MixChart *chart, MixScene *scene, double low, double high, double most,
          const MixPalette *palette)
{
  MixDesign *design = mix_scene_get_design (scene);
  gsize n = mix_design_get_n_rows (design), counts[N_STRETCHES] = { 0 };
  double width = (high - low) / N_STRETCHES;

  for (gsize i = 0; i < n; i++)
    {
      double x = mix_design_get_x (design, i, mix_scene_get_x_feature (scene));
      if (x >= low && x <= high)
        counts[MIN ((guint) ((x - low) / width), N_STRETCHES - 1)]++;
    }
  for (guint i = 0; i < N_STRETCHES; i++)
    if ((double) counts[i] < THIN * (double) n / N_STRETCHES)
      mix_chart_add_bar (chart, low + i * width, low + (i + 1) * width, 0, most,
                         &palette->axis_text, 0.14);
}

static MixPlot *
say (const MixPalette *palette, const char *message)
{
  MixChart *chart = mix_chart_new (palette, _ ("Variance"));

  mix_chart_set_message (chart, message);
  return mix_chart_finish (chart);
}

/* The same look at an ensemble that was set; NULL: none was. */
MixScene *
mix_scene_of_ensemble (MixScene *scene)
{
  MixSnapshot *ensemble = mix_scene_get_ensemble (scene);

  if (ensemble == NULL)
    return NULL;
  MixScene *of = mix_scene_copy (scene);
  mix_scene_set_snapshot (of, ensemble);
  return of;
}

/**
 * mix_figure_build_variance:
 *
 * The variance of an ensemble along x: what its members say that the data scatter, and on top of it
 * what they disagree about; grey where there are hardly any rows.
 */
MixPlot *
mix_figure_build_variance (MixScene *scene, const MixPalette *palette)
{
  g_autoptr (MixScene) of = mix_scene_of_ensemble (scene);
  scene = of != NULL ? of : scene;
  MixSnapshot *snapshot = mix_scene_get_snapshot (scene);
  const char *missing = mix_figure_missing (scene);
  guint n_members
    = missing == NULL ? mix_model_get_n_members (snapshot->model) : 0;

  if (missing != NULL)
    return say (palette, missing);
  if (n_members < 2)
    return say (palette, _ ("One network knows of no disagreement: train an ensemble"));

  const MixCurves *curves = mix_scene_get_curves (scene);
  g_auto (Parts) parts = { NULL };
  fill_parts (&parts, curves, n_members);
  MixChart *chart = mix_chart_new (palette, _ ("Variance"));
  g_autofree char *x_name = mix_figure_x_name (scene, 24);
  g_autofree char *sentence
    = g_strdup_printf (_ ("%.1f %% of the variance is what the %u networks disagree about, which more "
                          "data would shrink; the rest is the scatter of the data."),
                       100 * parts.share, n_members);
  g_autofree double *zero = g_new0 (double, curves->n);
  MixAreaStyle aleatoric = { .color = palette->axis_text, .alpha = 0.45, .pattern = -1 };
  MixAreaStyle epistemic = { .color = palette->selection, .alpha = 0.7, .pattern = -1 };
  MixLineStyle line = { .color = palette->mean, .width = 2 };
  double low = curves->x[0], high = curves->x[curves->n - 1], top = 1.2 * parts.most;

  mix_chart_set_words (chart, _ ("epistemic on aleatoric, grey where data are thin"), sentence);
  mix_chart_set_x (chart, low, high, x_name);
  mix_chart_set_times (chart, mix_figure_x_time (scene), MIX_TIME_NONE);
  mix_chart_set_y (chart, 0, top);
  add_thin (chart, scene, low, high, top, palette);
  mix_chart_take_layer (chart, mix_layer_area_new (MIX_ALONG_X, curves->x, zero, parts.aleatoric,
                                                   NULL, curves->n, &aleatoric));
  mix_chart_take_layer (chart, mix_layer_area_new (MIX_ALONG_X, curves->x, parts.aleatoric,
                                                   parts.total, NULL, curves->n, &epistemic));
  mix_chart_take_layer (chart,
                        mix_layer_line_new (curves->x, parts.total, NULL, curves->n, &line));
  mix_chart_add_word (chart, low + 0.5 * (high - low), top, 0.5, 8, &palette->selection,
                      _ ("above: epistemic, Var[E]"));
  mix_chart_add_word (chart, low + 0.5 * (high - low), top, 0.5, 25, &palette->axis_text,
                      _ ("below: aleatoric, E[Var]"));
  return mix_chart_finish (chart);
}
