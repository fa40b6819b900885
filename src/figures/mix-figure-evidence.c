/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-chart.h"
#include "mix-figure-decide.h"

static char *
say_evidence (const MixEvidence *evidence)
{
  const MixEvidencePoint *best = &evidence->point[evidence->best];
  guint n_known = mix_evidence_n_known (evidence);

  if (evidence->is_partial)
    return g_strdup_printf (_ ("%u of %u K are known; the lowest NLL of them is %.3f ± %.3f at "
                               "K = %u."),
                            n_known, evidence->n, best->nll, best->error, best->components);
  return g_strdup_printf (_ ("K = %u is the simplest within one standard error of the lowest NLL, "
                             "%.3f ± %.3f at K = %u."),
                          evidence->point[evidence->chosen].components, best->nll, best->error,
                          best->components);
}

/**
 * mix_figure_new_evidence:
 *
 * The cross-validated NLL of every K with its standard error, and the K that the one-standard-error
 * rule takes.
 */
MixPlot *
mix_figure_new_evidence (const MixEvidence *evidence, const MixPalette *palette)
{
  const MixEvidencePoint *best = &evidence->point[evidence->best];
  const MixEvidencePoint *chosen = &evidence->point[evidence->chosen];
  MixChart *chart = mix_chart_new (palette, _ ("K by evidence"));
  gboolean all = !evidence->is_partial;
  g_autofree char *sentence = say_evidence (evidence);
  g_autofree char *reading = g_strdup_printf (_ ("lower predicts unseen rows better, %u folds"),
                                              evidence->n_folds);
  double low = HUGE_VAL, high = -HUGE_VAL;

  mix_chart_set_words (chart, reading, sentence);
  for (guint i = 0; i < evidence->n; i++)
    if (isfinite (evidence->point[i].nll))
      {
        low = MIN (low, evidence->point[i].nll - evidence->point[i].error);
        high = MAX (high, evidence->point[i].nll + evidence->point[i].error);
      }
  mix_range_round_out (&low, &high, 0.08);
  mix_chart_set_x (chart, 0.5, evidence->n + 0.5, "K");
  mix_chart_set_y (chart, low, high);
  mix_chart_add_line (chart, -HUGE_VAL, best->nll + best->error, HUGE_VAL,
                      best->nll + best->error, &palette->axis_text, 1.5, TRUE);
  mix_chart_add_word (chart, evidence->n + 0.5, best->nll + best->error, 1, -9,
                      &palette->axis_text, _ ("lowest + one standard error"));
  for (guint i = 0; i < evidence->n; i++)
    {
      const MixEvidencePoint *point = &evidence->point[i];
      if (isfinite (point->nll))
        mix_chart_add_point (chart, point->components, point->nll - point->error, point->nll,
                             point->nll + point->error,
                             all && i == evidence->chosen ? &palette->selection
                                                          : &palette->axis_text,
                             !all || i != evidence->chosen);
    }
  if (all)
    mix_chart_add_word (chart, chosen->components, chosen->nll - chosen->error, 0.5, 11,
                        &palette->selection, _ ("chosen"));
  return mix_chart_finish (chart);
}

/* What was set on the scene. */
MixPlot *
mix_figure_build_evidence (MixScene *scene, const MixPalette *palette)
{
  const MixEvidence *evidence = mix_scene_get_evidence (scene);

  if (evidence != NULL && mix_evidence_n_known (evidence) > 0)
    return mix_figure_new_evidence (evidence, palette);
  MixChart *chart = mix_chart_new (palette, _ ("K by evidence"));
  mix_chart_set_message (chart, _ ("Trains every K on most of the rows and judges it by the others, "
                                   "in turn: none is done yet"));
  return mix_chart_finish (chart);
}
