/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-loss-curves.h"
#include "mix-loss-usage.h"
#include "mix-loss-words.h"

#define LATER_ALPHA 0.42 /* of the epochs after the one on show */

static void
add_floor (MixPlot *plot, const MixLossCurves *curves, const MixPalette *palette)
{
  MixLineStyle style = { .color = palette->truth, .width = 2.5, .dots = 7 };
  const double x[] = { 0, curves->x_high }, y[] = { curves->origin, curves->origin };

  if (curves->floor_drawn && (curves->truth_known || curves->n > 0))
    mix_plot_take_tagged (plot, mix_layer_line_new (x, y, NULL, 2, &style), MIX_SHOW_TRUTH + 1, 0);
}

static void
add_curves (MixPlot *plot, const MixLossCurves *curves, const MixPalette *palette)
{
  gboolean validates = isfinite (curves->last[MIX_SERIES_VALIDATION]);
  MixLineStyle plain = mix_figure_plain_style (palette);
  MixLineStyle train = { .color = validates ? palette->train_loss : palette->mean,
                         .width = validates ? 5 : 1.5 };
  MixLineStyle validation = { .color = palette->mean, .width = 1.5 };

  const struct
  {
    MixLossSeries series;
    const MixLineStyle *style;
  } lines[] = { { MIX_SERIES_PLAIN, &plain },
                { MIX_SERIES_TRAIN, &train },
                { MIX_SERIES_VALIDATION, &validation } };

  guint first = curves->moment >= 0 ? (guint) curves->moment : 0;
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const double *nll = curves->nll[lines[i].series];
      guint item = mix_loss_series_show (lines[i].series) + 1u;
      MixLineStyle later = *lines[i].style;
      if (!curves->drawn[lines[i].series])
        continue;
      if (curves->moment >= 0)
        later.color.alpha *= LATER_ALPHA;
      mix_plot_take_tagged (plot, mix_layer_line_new (curves->epoch + first, nll + first, NULL,
                                                      curves->n - first, &later), item, 0);
      if (first > 0)
        mix_plot_take_tagged (plot, mix_layer_line_new (curves->epoch, nll, NULL, first + 1,
                                                        lines[i].style), item, 0);
    }
}

/* "epoch 42: validation 3.971, train 3.969, plain 5.25": what gives way stands last. */
static char *
readout_of (const MixLossCurves *curves, guint i)
{
  static const struct
  {
    MixLossSeries series;
    const char *word;
  } parts[] = { { MIX_SERIES_VALIDATION, N_ ("validation") }, { MIX_SERIES_TRAIN, N_ ("train") },
                { MIX_SERIES_PLAIN, N_ ("plain") } };
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, _ ("epoch %.0f:"), curves->epoch[i]);
  for (guint p = 0, n = 0; p < G_N_ELEMENTS (parts); p++)
    {
      double nll = curves->nll[parts[p].series][i];
      g_autofree char *number = mix_format_number (nll, 3);
      if (isfinite (nll) && curves->drawn[parts[p].series])
        g_string_append_printf (out, "%s %s %s", n++ > 0 ? "," : "", _ (parts[p].word), number);
    }
  return g_string_free (out, FALSE);
}

static void
arrange_readout (const MixLossCurves *curves, const MixFrame *frame, MixMarks *live)
{
  int i = mix_loss_curves_pointed (curves);
  double unit = frame->unit, top = frame->area.y, bottom = top + frame->area.height;
  MixShapeStyle line = { .stroke = frame->palette->axis, .width = unit };

  if (i < 0)
    return;
  double x = mix_scale_to_pixel (&frame->x, curves->epoch[i]);
  if (x < frame->area.x - 1 || x > frame->area.x + frame->area.width + 1)
    return;
  mix_marks_line (live, &line, x, top, x, bottom);
  for (guint s = 0; s < MIX_N_SERIES; s++)
    {
      const MixPalette *palette = frame->palette;
      MixShapeStyle dot = { .fill = s == MIX_SERIES_PLAIN ? palette->plain : palette->mean,
                            .stroke = frame->palette->card, .width = 1.5 * unit };
      double y = mix_scale_to_pixel (&frame->y, curves->nll[s][i]);
      if (curves->drawn[s] && y >= top && y <= bottom)
        mix_marks_circle (live, &dot, x, y, 3.5 * unit);
    }
}

/* The cursor at an earlier moment. */
static void
arrange_moment (const MixLossCurves *curves, const MixFrame *frame, MixMarks *live)
{
  MixShapeStyle line = { .stroke = frame->palette->selection, .width = 1.5 * frame->unit };

  if (curves->moment < 0)
    return;
  double x = mix_scale_to_pixel (&frame->x, curves->epoch[curves->moment]);
  mix_marks_line (live, &line, x, frame->area.y, x, frame->area.y + frame->area.height);
}

/* The dot is where the network is that all figures show. */
static void
arrange_loss (gpointer data, const MixFrame *frame, MixMarks *still, MixMarks *live)
{
  const MixLossCurves *curves = data;
  guint shown = mix_loss_curves_on_show (curves);

  if (curves->snapshot != NULL)
    mix_loss_usage_arrange (curves->snapshot->history, &curves->view, frame, still, live);
  arrange_moment (curves, frame, live);
  arrange_readout (curves, frame, live); /* under the words: their halo keeps them clear of it */
  mix_loss_words_arrange (curves, frame, live);
  gboolean drawn = curves->drawn[MIX_SERIES_VALIDATION] || curves->drawn[MIX_SERIES_TRAIN];
  if (curves->n > 0 && drawn && isfinite (mix_loss_curves_criterion (curves, shown)))
    {
      MixShapeStyle dot = { .fill = frame->palette->mean, .stroke = frame->palette->card,
                            .width = 1.5 * frame->unit };
      mix_marks_circle (live, &dot, mix_scale_to_pixel (&frame->x, curves->epoch[shown]),
                        mix_scale_to_pixel (&frame->y, mix_loss_curves_criterion (curves, shown)),
                        4.5 * frame->unit);
    }
}

static char *
description_of (const MixLossCurves *curves)
{
  GString *out = g_string_new (NULL);
  const char *names[] = { N_ ("training"), N_ ("validation"), N_ ("plain network’s validation") };

  if (curves->n == 0)
    g_string_append (out, _ ("Loss: no epoch has been trained yet."));
  else
    {
      g_string_append_printf (out, _ ("Loss in nats per row over %.0f epochs:"),
                              curves->epoch[curves->n - 1]);
      for (guint s = 0, shown = 0; s < MIX_N_SERIES; s++)
        if (isfinite (curves->last[s]))
          {
            g_autofree char *now = mix_format_number (curves->last[s], 3);
            g_string_append_printf (out, _ ("%s %s loss is %s now"), shown++ > 0 ? ";" : "",
                                    _ (names[s]), now);
          }
      g_string_append (out, ".");
      if (curves->best >= 0)
        g_string_append_printf (out, _ (" The network of epoch %.0f, the best, is on show."),
                                curves->epoch[curves->best]);
      int pointed = mix_loss_curves_pointed (curves);
      g_autofree char *read = pointed >= 0 ? readout_of (curves, (guint) pointed) : NULL;
      if (read != NULL)
        g_string_append_printf (out, _ (" What is read there is %s."), read);
    }
  if (curves->truth_known || curves->n > 0)
    g_string_append_printf (out, " %c%s.", g_ascii_toupper (curves->floor_text[0]),
                            curves->floor_text + 1);
  return g_string_free (out, FALSE);
}

/* (transfer full): how far from the best possible, where that is known; else what the axis
 * shows. */
static char *
subtitle_of (const MixLossCurves *curves)
{
  if (curves->truth_known && curves->n > 0)
    {
      double nll = mix_loss_curves_criterion (curves, mix_loss_curves_on_show (curves));
      double above = nll - curves->origin;
      g_autofree char *number = mix_format_number (fabs (above), 3);
      return g_strdup_printf (above >= 0 ? _ ("%s nats above the best possible")
                                         : _ ("%s nats below the best possible"), number);
    }
  if (curves->linear)
    return g_strdup (_ ("NLL, nats per row"));
  return g_strdup (curves->truth_known ? _ ("nats per row, log above the best")
                                       : _ ("nats per row, log above the lowest"));
}

static const char *
missing (MixScene *scene, const MixLossCurves *curves)
{
  const MixSnapshot *snapshot = mix_scene_get_snapshot (scene);

  if (mix_scene_get_design (scene) == NULL)
    return _ ("No data yet: choose a data set, or open a table");
  if (curves->n > 0)
    return NULL;
  if (snapshot != NULL && snapshot->state == MIX_RUN_FINISHED)
    return _ ("No record of its training came with this model");
  return _ ("Appears with the first epoch of training");
}

/**
 * mix_figure_build_loss:
 *
 * Returns: (transfer full): the losses by epoch, on an axis that is logarithmic above the best
 * possible
 */
MixPlot *
mix_figure_build_loss (MixScene *scene, const MixPalette *palette)
{
  const MixInsets roomy = { 58, 16, 34, 30 }, tight = { 48, 12, 30, 26 };
  MixLossCurves *curves = mix_loss_curves_new (scene);
  MixPlot *plot = mix_plot_new (palette);
  MixAxis x = { .labels = TRUE, .line = TRUE, .name = _ ("epoch") };
  MixAxis y = { .labels = TRUE, .grid = TRUE };

  x.labels = y.labels = mix_scene_get_design (scene) != NULL;
  mix_scale_init (&x.scale, curves->shown.low, curves->shown.high);
  mix_loss_curves_get_scale (curves, &y.scale);
  mix_plot_set_title (plot, _ ("Loss"));
  int pointed = mix_loss_curves_pointed (curves);
  g_autofree char *subtitle
    = pointed >= 0 ? readout_of (curves, (guint) pointed) : subtitle_of (curves);
  mix_plot_set_subtitle (plot, subtitle, TRUE);
  mix_plot_set_insets (plot, &roomy, &tight);
  mix_plot_set_narrow (plot, 280);
  mix_plot_set_axes (plot, &x, &y);
  add_floor (plot, curves, palette);
  add_curves (plot, curves, palette);
  mix_plot_set_message (plot, missing (scene, curves));
  mix_plot_take_description (plot, description_of (curves));
  mix_plot_set_arrange (plot, arrange_loss, curves, mix_loss_curves_free);
  return plot;
}
