/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-dataset-edit.h"
#include "mix-fit-labels.h"
#include "mix-heat.h"
#include "mix-marginal.h"

static double
inverse (gconstpointer transform, double z)
{
  return mix_transform_inverse (transform, z);
}

static void
add_bands (MixPlot *plot, MixScene *scene, const MixCurves *curves)
{
  const MixView *view = mix_scene_get_view (scene);
  guint n = curves->n * curves->k;
  g_autofree double *weight = g_new (double, n);

  for (guint i = 0; i < n; i++)
    weight[i] = mix_view_shows_component (view, i % curves->k)
                  ? mix_figure_fair_share (curves->pi[i], curves->k) : 0;
  MixLayer *bands = mix_layer_bands_new (curves->x, curves->mu, curves->sigma, weight, curves->n,
                                         curves->k);
  if (curves->transform != NULL)
    mix_layer_bands_set_map (bands, inverse, mix_transform_ref (curves->transform),
                             (GDestroyNotify) mix_transform_unref);
  mix_plot_take_tagged (plot, bands, MIX_SHOW_BANDS + 1, MIX_TAG_EVERY);
}

static void
add_component (MixPlot *plot, const MixCurves *curves, guint k, const MixPalette *palette)
{
  guint n = curves->n;
  g_autofree double *mu = g_new (double, n), *weight = g_new (double, n);
  MixLineStyle style = { .color = *mix_palette_component (palette, k), .width = 3, .casing = 5.5 };

  style.dash = mix_palette_dash (k, &style.n_dashes);
  style.underlay = style.n_dashes > 0 ? 0.32 : 0;
  for (guint i = 0; i < n; i++)
    {
      mu[i] = curves->centre[i * curves->k + k];
      weight[i] = mix_figure_fair_share (curves->pi[i * curves->k + k], curves->k);
    }
  mix_plot_take_tagged (plot, mix_layer_line_new (curves->x, mu, weight, n, &style),
                        MIX_SHOW_COMPONENTS + 1, k + 1);
}

static void
add_line (MixPlot *plot, MixScene *scene, const double *y, MixShow show, const MixLineStyle *style)
{
  const MixCurves *curves = mix_scene_get_curves (scene);

  mix_plot_take_tagged (plot, mix_layer_line_new (curves->x, y, NULL, curves->n, style), show + 1u,
                        0);
}

/* An area with an edge on either side. */
static void
add_strip (MixPlot *plot, MixScene *scene, const double *low, const double *high, MixShow show,
           const MixLineStyle *edge, double alpha)
{
  const MixCurves *curves = mix_scene_get_curves (scene);
  MixAreaStyle style = { edge->color, alpha, -1 };
  MixLayer *area = mix_layer_area_new (MIX_ALONG_X, curves->x, low, high, NULL, curves->n, &style);

  mix_plot_take_tagged (plot, area, show + 1u, 0);
  add_line (plot, scene, low, show, edge);
  add_line (plot, scene, high, show, edge);
}

static void
add_quantiles (MixPlot *plot, MixScene *scene, const MixPalette *palette)
{
  static const double dash[] = { 2, 2 };
  const MixQuantileCurves *quantiles = mix_scene_get_quantiles (scene);
  MixLineStyle edge = { .color = palette->text, .width = 1, .alpha = 0.7, .dash = dash,
                        .n_dashes = 2 };

  add_strip (plot, scene, quantiles->low, quantiles->high, MIX_SHOW_QUANTILES, &edge, 0.08);
}

static void
add_residual (MixPlot *plot, MixScene *scene, const MixPalette *palette)
{
  const MixCurves *curves = mix_scene_get_curves (scene);
  MixLineStyle edge = { .color = palette->plain, .width = 1 };

  add_strip (plot, scene, curves->plain_low, curves->plain_high, MIX_SHOW_RESIDUAL, &edge, 0.16);
}

static void
add_networks (MixPlot *plot, MixScene *scene, const MixPalette *palette)
{
  static const double dash[] = { 6, 3 };
  const MixCurves *curves = mix_scene_get_curves (scene);
  MixLineStyle mean = { .color = palette->mean, .width = 1.25 };
  MixLineStyle median = { .color = palette->mean, .width = 1.5, .dash = dash, .n_dashes = 2 };
  MixLineStyle plain = mix_figure_plain_style (palette);

  if (mix_scene_shows (scene, MIX_SHOW_QUANTILES))
    add_quantiles (plot, scene, palette);
  if (curves->plain != NULL && mix_scene_shows (scene, MIX_SHOW_RESIDUAL))
    add_residual (plot, scene, palette);
  if (mix_scene_shows (scene, MIX_SHOW_BANDS))
    add_bands (plot, scene, curves);
  if (curves->plain != NULL && mix_scene_shows (scene, MIX_SHOW_PLAIN))
    add_line (plot, scene, curves->plain, MIX_SHOW_PLAIN, &plain);
  if (curves->k > 1 && mix_scene_shows (scene, MIX_SHOW_MEAN))
    add_line (plot, scene, curves->mean, MIX_SHOW_MEAN, &mean);
  if (mix_scene_shows (scene, MIX_SHOW_MEDIAN))
    add_line (plot, scene, mix_scene_get_quantiles (scene)->median, MIX_SHOW_MEDIAN, &median);
  for (guint k = 0; k < curves->k && mix_scene_shows (scene, MIX_SHOW_COMPONENTS); k++)
    if (mix_view_shows_component (mix_scene_get_view (scene), k))
      add_component (plot, curves, k, palette);
}

static void
add_rows (MixPlot *plot, MixScene *scene, const MixPalette *palette)
{
  static const MixShow shows[] = { MIX_SHOW_ROWS, MIX_SHOW_VALIDATION };

  for (guint i = 0; i < G_N_ELEMENTS (shows); i++)
    {
      MixLayer *layer
        = mix_scene_shows (scene, shows[i]) ? mix_scene_make_rows (scene, palette, i == 1) : NULL;
      if (layer != NULL)
        mix_plot_take_tagged (plot, layer, shows[i] + 1, MIX_TAG_EVERY);
    }
}

static void
add_truth (MixPlot *plot, const MixTruthCurves *truth, const MixPalette *palette)
{
  MixLineStyle style = mix_figure_truth_style (palette);

  for (guint b = 0; b < truth->n_branches; b++)
    mix_plot_take_tagged (plot, mix_layer_line_new (truth->x, truth->centre + b * truth->n, NULL,
                                                    truth->n, &style), MIX_SHOW_TRUTH + 1, 0);
}

static char *
subtitle_of (MixScene *scene, const MixNumberStyles *styles)
{
  MixRowCounts counts;
  g_autofree char *x_name = mix_figure_x_name (scene, 22), *y_name = mix_figure_y_name (scene, 22);
  g_autofree char *x = mix_figure_with_power (x_name, &styles->x);
  g_autofree char *y = mix_figure_with_power (y_name, &styles->y);

  mix_scene_get_row_counts (scene, &counts);
  gsize drawn = counts.n_training + counts.n_validation;
  g_autofree char *n_drawn = mix_format_count (drawn);
  g_autofree char *n_training = mix_format_count (counts.of_training);
  if (drawn == counts.of_training + counts.of_validation)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s against %s, %s row",
                                         "%s against %s, %s rows", (gulong) drawn),
                            y, x, n_drawn);
  if (drawn == counts.of_training)
    return g_strdup_printf (_ ("%s against %s, %s training rows"), y, x, n_drawn);
  if (counts.of_validation > 0)
    return g_strdup_printf (_ ("%s against %s, %s of %s training rows drawn"), y, x, n_drawn,
                            n_training);
  return g_strdup_printf (_ ("%s against %s, %s of %s rows drawn"), y, x, n_drawn, n_training);
}

static gboolean
is_bare_canvas (MixDesign *design)
{
  return mix_dataset_is_canvas (mix_design_get_dataset (design))
         && mix_design_get_n_rows (design) == 0;
}

/* Under the title: what the other features are held at, or what a canvas still needs. */
static char *
note_of (MixScene *scene)
{
  MixDesign *design = mix_scene_get_design (scene);

  if (design == NULL || !mix_dataset_is_canvas (mix_design_get_dataset (design)))
    return mix_figure_held_note (scene);
  gsize n = mix_design_get_n_rows (design);
  if (n >= MIX_CANVAS_ROWS || mix_scene_get_snapshot (scene) != NULL)
    return NULL;
  return g_strdup_printf (ngettext ("%u more row, and the networks can learn",
                                    "%u more rows, and the networks can learn",
                                    (gulong) (MIX_CANVAS_ROWS - n)),
                          (guint) (MIX_CANVAS_ROWS - n));
}

static void
describe (MixPlot *plot, MixScene *scene, const char *subtitle)
{
  g_autofree char *moment = mix_figure_describe_moment (scene);
  g_autofree char *slice = mix_figure_describe_slice (scene);
  g_autofree char *note = note_of (scene);

  mix_plot_take_description (plot, g_strdup_printf ("%s: %s%s%s. %s%s%s", _ ("Fit"), subtitle,
                                                    note != NULL ? ", " : "",
                                                    note != NULL ? note : "", moment,
                                                    *slice != '\0' ? " " : "", slice));
}

/**
 * mix_figure_build_fit:
 *
 * Returns: (transfer full): the rows, and what both networks and the truth say of them
 */
MixPlot *
mix_figure_build_fit (MixScene *scene, const MixPalette *palette)
{
  gboolean linked = mix_scene_get_linked (scene);
  g_autofree char *note = note_of (scene);
  double top = note != NULL ? 48 : 32, aside = mix_marginal_room (scene);
  const MixInsets roomy = { 46 + aside, 72, top, linked ? 28 : 50 }, tight = { 44, 42, 28, 24 };
  MixPlot *plot = mix_plot_new (palette);
  MixAxis x = { .grid = TRUE, .labels = !linked, .line = TRUE, .time = mix_figure_x_time (scene) };
  MixAxis y = { .grid = TRUE, .labels = TRUE, .offset = aside > 0 ? aside + 8 : 0,
                .time = mix_figure_y_time (scene) };
  MixNumberStyles styles;
  double low, high;

  mix_figure_number_styles (scene, &styles);
  g_autofree char *x_name = mix_figure_x_name (scene, 60);
  x.name = x_name;
  mix_scene_get_x_range (scene, &low, &high);
  mix_scale_init (&x.scale, low, high);
  mix_scene_get_y_range (scene, &low, &high);
  mix_scale_init (&y.scale, low, high);
  mix_plot_set_title (plot, _ ("Fit"));
  mix_plot_set_insets (plot, &roomy, &tight);
  if (mix_scene_get_design (scene) == NULL)
    {
      x.labels = y.labels = FALSE;
      mix_plot_set_axes (plot, &x, &y);
      mix_plot_set_message (plot, mix_figure_missing (scene));
      mix_plot_take_description (plot, g_strdup (mix_figure_missing (scene)));
      return plot;
    }
  g_autofree char *subtitle = subtitle_of (scene, &styles);
  mix_plot_set_subtitle (plot, subtitle, FALSE);
  mix_plot_set_note (plot, note);
  mix_plot_set_axes (plot, &x, &y);
  if (is_bare_canvas (mix_scene_get_design (scene)))
    {
      mix_plot_set_message (plot,
                            _ ("Click to draw a row, drag to draw many, Shift and drag to erase"));
      mix_plot_set_message_share (plot, 0.35); /* the keyboard's brush is in the middle */
    }

  gboolean sound = mix_scene_is_trained (scene) && mix_scene_get_slice (scene) != NULL;
  if (sound && mix_scene_shows (scene, MIX_SHOW_HEAT))
    mix_plot_take_tagged (plot, mix_heat_new (scene, palette), MIX_SHOW_HEAT + 1, 0);
  add_rows (plot, scene, palette);
  if (sound)
    add_networks (plot, scene, palette);
  g_autoptr (MixTruthCurves) truth
    = mix_scene_shows (scene, MIX_SHOW_TRUTH) ? mix_figure_truth_curves (scene) : NULL;
  if (truth != NULL)
    add_truth (plot, truth, palette);
  mix_plot_set_arrange (plot, mix_fit_labels_arrange, mix_fit_labels_new (scene),
                        mix_fit_labels_free);
  describe (plot, scene, subtitle);
  return plot;
}
