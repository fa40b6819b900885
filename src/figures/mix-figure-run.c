/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-run.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-figure-private.h"
#include "mix-scene-curves.h"
#include "mix-scene-rows.h"

#define THUMBNAIL_ROWS 260
#define OVERLAY_ROWS 3000
#define BAND 0.9
#define BAND_ALPHA 0.10

/* μ of each component, faint where it weighs little. color: (nullable): of all; NULL for each its
 * own. */
static void
add_components (MixPlot *plot, const MixCurves *curves, const MixColor *color, double width,
                double casing, const MixPalette *palette)
{
  g_autofree double *mu = g_new (double, curves->n), *weight = g_new (double, curves->n);

  for (guint k = 0; k < curves->k; k++)
    {
      MixLineStyle style = { .color = color != NULL ? *color : *mix_palette_component (palette, k),
                             .width = width, .casing = casing };
      for (guint i = 0; i < curves->n; i++)
        {
          mu[i] = curves->mu[i * curves->k + k];
          weight[i] = mix_figure_fair_share (curves->pi[i * curves->k + k], curves->k);
        }
      mix_plot_take_layer (plot, mix_layer_line_new (curves->x, mu, weight, curves->n, &style));
    }
}

static void
add_rows (MixPlot *plot, MixDesign *design, guint most, const MixColor *color, double alpha)
{
  if (!mix_design_has_target (design))
    return;
  g_autoptr (MixCloud) cloud
    = mix_cloud_of_design (design, 0, most, mix_color_to_rgb (color), alpha, 1.1);
  mix_plot_take_layer (plot, mix_layer_points_new (cloud));
}

/* A scene that shows a run from afar. */
static MixScene *
scene_of (MixSnapshot *snapshot)
{
  MixScene *scene = mix_scene_new ();

  mix_scene_set_design (scene, snapshot->design);
  mix_scene_set_snapshot (scene, snapshot);
  return scene;
}

static void
set_axes (MixPlot *plot, MixScene *scene, MixAxis *x, MixAxis *y)
{
  double low, high;

  mix_scene_get_x_range (scene, &low, &high);
  mix_scale_init (&x->scale, low, high);
  mix_scene_get_y_range (scene, &low, &high);
  mix_scale_init (&y->scale, low, high);
  x->time = mix_figure_x_time (scene);
  y->time = mix_figure_y_time (scene);
  mix_plot_set_axes (plot, x, y);
}

/**
 * mix_figure_build_run_thumbnail:
 *
 * Returns: (transfer full): rows and components along the first feature, without words
 */
MixPlot *
mix_figure_build_run_thumbnail (MixSnapshot *snapshot, const MixPalette *palette)
{
  static const MixInsets insets = { 5, 5, 5, 5 };
  MixPlot *plot = mix_plot_new (palette);
  g_autoptr (MixScene) scene = scene_of (snapshot);
  MixAxis x = { 0 }, y = { 0 };

  mix_plot_set_bare (plot, TRUE);
  mix_plot_set_insets (plot, &insets, &insets);
  set_axes (plot, scene, &x, &y);
  add_rows (plot, snapshot->design, THUMBNAIL_ROWS, &palette->rows, 0.5);
  const MixCurves *curves = mix_scene_get_curves (scene);
  if (curves != NULL)
    add_components (plot, curves, NULL, 3, 0, palette);
  return plot;
}

typedef struct
{
  char *name[2];
  MixLineStyle style[2];
} OverlayLegend;

static void
overlay_legend_free (gpointer data)
{
  OverlayLegend *legend = data;

  g_free (legend->name[0]);
  g_free (legend->name[1]);
  g_free (legend);
}

static void
arrange_overlay (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  const OverlayLegend *legend = data;
  MixLegendEntry entries[2] = { 0 };

  for (guint i = 0; i < 2; i++)
    entries[i] = (MixLegendEntry){ .swatch = MIX_SWATCH_LINE, .style = legend->style[i],
                                   .text = legend->name[i] };
  mix_legend_strip (live, frame, entries, 2, frame->area.x, frame->width - 8 * frame->unit,
                    frame->area.y + frame->area.height + 36 * frame->unit);
}

/* "Run 2, validation NLL 3.972" */
static char *
name_of (const MixNamedRun *run)
{
  const MixLossPoint *point = mix_snapshot_get_point (run->snapshot);

  if (point == NULL)
    return g_strdup (run->name);
  gboolean validates = isfinite (point->validation_nll);
  g_autofree char *nll
    = mix_format_number (validates ? point->validation_nll : point->train_nll, 3);
  return g_strdup_printf (validates ? _ ("%s, validation NLL %s") : _ ("%s, training NLL %s"),
                          run->name, nll);
}

/* What lies between the quantiles: an area for the one run, its edges for the other. */
static void
add_band (MixPlot *plot, const MixCurves *curves, const MixColor *color, gboolean filled)
{
  static const double dash[] = { 3, 3 };
  MixQuantileCurves *band = mix_quantile_curves_new (curves, BAND);
  MixAreaStyle area = { *color, BAND_ALPHA, -1 };
  MixLineStyle edge = { .color = *color, .width = 1, .alpha = 0.8, .dash = dash, .n_dashes = 2 };

  if (filled)
    mix_plot_take_layer (plot, mix_layer_area_new (MIX_ALONG_X, curves->x, band->low, band->high,
                                                   NULL, curves->n, &area));
  else
    {
      mix_plot_take_layer (plot, mix_layer_line_new (curves->x, band->low, NULL, band->n, &edge));
      mix_plot_take_layer (plot, mix_layer_line_new (curves->x, band->high, NULL, band->n, &edge));
    }
  mix_quantile_curves_free (band);
}

/* NULL before training, and where the other run knows other features. */
static MixCurves *
curves_in (MixScene *scene, MixSnapshot *snapshot)
{
  guint n = mix_design_get_n_features (mix_scene_get_design (scene));
  g_autofree double *held = g_new (double, n);
  double low, high;

  if (!mix_snapshot_has_learnt (snapshot))
    return NULL;
  for (guint f = 0; f < n; f++)
    held[f] = mix_scene_get_held (scene, f);
  mix_scene_get_x_range (scene, &low, &high);
  return mix_curves_new (snapshot, held, 0, low, high);
}

static gboolean
have_same_columns (const MixModel *a, const MixModel *b)
{
  if (mix_model_get_n_features (a) != mix_model_get_n_features (b)
      || g_strcmp0 (mix_model_get_target_name (a), mix_model_get_target_name (b)) != 0)
    return FALSE;
  for (guint f = 0; f < mix_model_get_n_features (a); f++)
    if (g_strcmp0 (mix_model_get_feature_name (a, f), mix_model_get_feature_name (b, f)) != 0)
      return FALSE;
  return TRUE;
}

static void
take_fits (MixPlot *plot, MixCurves *const *fits, const MixLineStyle *styles,
           const MixPalette *palette)
{
  for (guint i = 0; i < 2; i++)
    if (fits[i] != NULL)
      add_band (plot, fits[i], &styles[i].color, i == 0);
  for (guint i = 0; i < 2; i++)
    if (fits[i] != NULL)
      add_components (plot, fits[i], &styles[i].color, styles[i].width, 0, palette);
}

/**
 * mix_figure_build_overlay:
 *
 * The first run is a ribbon, the second a thread, so that both are seen where they coincide; rows,
 * axes and held features are the first one's.
 *
 * Returns: (transfer full): a plot that says so where the two cannot be laid over each other
 */
MixPlot *
mix_figure_build_overlay (const MixNamedRun *first, const MixNamedRun *second,
                          const MixPalette *palette)
{
  const MixInsets roomy = { 52, 24, 40, 56 }, tight = { 44, 12, 34, 52 };
  const MixLineStyle styles[] = { { .color = palette->total, .width = 6 },
                                  { .color = palette->mean, .width = 1.75 } };
  MixPlot *plot = mix_plot_new (palette);
  g_autoptr (MixScene) scene = scene_of (first->snapshot);
  MixAxis x = { .grid = TRUE, .labels = TRUE, .line = TRUE }, y = { .grid = TRUE, .labels = TRUE };
  OverlayLegend *legend = g_new0 (OverlayLegend, 1);
  g_autofree char *x_name = mix_figure_x_name (scene, 40), *note = mix_figure_held_note (scene);
  MixCurves *fits[2] = { NULL, NULL };

  *legend = (OverlayLegend){ { name_of (first), name_of (second) }, { styles[0], styles[1] } };
  mix_plot_set_title (plot, _ ("Both fits"));
  mix_plot_set_subtitle (plot, note != NULL ? note : _ ("μ of each component, 90 % between quantiles"),
                         FALSE);
  mix_plot_set_insets (plot, &roomy, &tight);
  x.name = x_name;
  set_axes (plot, scene, &x, &y);
  add_rows (plot, first->snapshot->design, OVERLAY_ROWS, &palette->faint_rows, 0.5);
  if (have_same_columns (first->snapshot->model, second->snapshot->model))
    {
      fits[0] = curves_in (scene, first->snapshot);
      fits[1] = curves_in (scene, second->snapshot);
      take_fits (plot, fits, styles, palette);
    }
  else
    mix_plot_set_message (plot, _ ("These runs predict from other columns, so their fits have no axis "
                                   "in common"));
  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&fits[i], mix_curves_free);
  mix_plot_take_description (plot, g_strdup_printf (_ ("Both fits: %s and %s."), legend->name[0],
                                                    legend->name[1]));
  mix_plot_set_arrange (plot, arrange_overlay, legend, overlay_legend_free);
  return plot;
}
