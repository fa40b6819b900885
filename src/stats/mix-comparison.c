/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-comparison.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-chance.h"

#define SEED 1          /* of the resamples */
#define LEVEL 2         /* of mix_coverage_levels: 90 % */
#define ROWS_PER_BIN 20
#define CLEAR_ERRORS 2  /* that a difference must be to count */
#define COVERAGE_P 0.01 /* below: chance does not explain the coverage along x */

/* Those that are there go through the bootstrap together. */
static gboolean
estimate (MixComparison *comparison, GCancellable *cancellable)
{
  const MixRowScores *there[MIX_N_SIDES];
  MixEstimate estimates[MIX_N_SIDES * MIX_N_STATISTICS], worse[MIX_N_SIDES * MIX_N_STATISTICS];
  const MixEstimate none = { (double) NAN, (double) NAN };
  guint n = 0, from = 0;

  for (guint side = 0; side < MIX_N_SIDES; side++)
    if (comparison->scores[side] != NULL)
      there[n++] = comparison->scores[side];
  if (!mix_statistics_compare (there, n, 0, SEED, cancellable, estimates, worse))
    return FALSE;
  for (guint side = 0; side < MIX_N_SIDES; side++)
    {
      gboolean has = comparison->scores[side] != NULL;
      for (guint s = 0; s < MIX_N_STATISTICS; s++)
        {
          comparison->estimate[side][s] = has ? estimates[from + s] : none;
          comparison->worse[side][s] = has ? worse[from + s] : none;
        }
      from += has ? MIX_N_STATISTICS : 0;
    }
  return TRUE;
}

/* Coverage in all may be right by being too high here and too low there. */
static void
fill_bins (MixComparison *comparison, MixDesign *design)
{
  const MixStatRows *rows = comparison->scores[MIX_SIDE_MODEL]->rows;
  g_autofree double *by = g_new (double, rows->n);

  for (gsize i = 0; i < rows->n; i++)
    by[i] = mix_design_get_x (design, rows->rows[i], 0);
  for (guint side = 0; side < MIX_N_SIDES; side++)
    if (comparison->scores[side] != NULL)
      comparison->n_bins
        = mix_row_bins_compute (comparison->scores[side], by, LEVEL,
                                (guint) CLAMP (rows->n / ROWS_PER_BIN, 1, MIX_COMPARISON_BINS),
                                comparison->bins[side]);
}

/**
 * mix_comparison_new:
 * @other: (nullable): the other side; NULL for the model's companion
 * @design: with the columns of both, in the order of both
 * @rows: (transfer full): which rows, at least one
 * @cancellable: (nullable)
 *
 * A plain network has as its uncertainty one constant sigma, the root mean square residual of its
 * training rows: the best that it can say.
 *
 * Returns: (transfer full) (nullable): both sides and the truth, where it is known, on the same
 *   rows and with the same resamples; NULL where cancelled
 */
MixComparison *
mix_comparison_new (const MixModel *model, const MixModel *other, MixDesign *design,
                    MixStatRows *rows, GCancellable *cancellable)
{
  g_autoptr (MixComparison) comparison = g_new0 (MixComparison, 1);
  const MixModel *plain = other != NULL ? other : mix_model_get_companion (model);

  comparison->scores[MIX_SIDE_MODEL] = mix_row_scores_new (model, design, rows, NULL, NULL);
  if (plain != NULL)
    comparison->scores[MIX_SIDE_PLAIN]
      = mix_row_scores_new (plain, design, mix_stat_rows_copy (rows), NULL, NULL);
  comparison->scores[MIX_SIDE_TRUTH] = mix_row_scores_new_truth (design, rows);
  fill_bins (comparison, design);
  return estimate (comparison, cancellable) ? g_steal_pointer (&comparison) : NULL;
}

void
mix_comparison_free (MixComparison *comparison)
{
  if (comparison == NULL)
    return;
  for (guint side = 0; side < MIX_N_SIDES; side++)
    mix_row_scores_free (comparison->scores[side]);
  g_free (comparison);
}

/**
 * mix_comparison_judge:
 *
 * Returns: which side is better by more than two standard errors of the paired difference
 */
MixVerdict
mix_comparison_judge (const MixComparison *comparison, MixStatistic statistic)
{
  const MixEstimate *worse = &comparison->worse[MIX_SIDE_PLAIN][statistic];

  if (mix_statistics[statistic].better == MIX_BETTER_NEITHER || isnan (worse->value))
    return MIX_VERDICT_NONE;
  if (fabs (worse->value) <= CLEAR_ERRORS * worse->error)
    return MIX_VERDICT_TIE;
  return worse->value > 0 ? MIX_VERDICT_MODEL : MIX_VERDICT_PLAIN;
}

/* How far the coverage in bins along x is from the level, against chance. */
static double
coverage_chi_square (const MixComparison *comparison, MixSide side)
{
  double sum = 0, level = mix_coverage_levels[LEVEL];

  for (guint i = 0; i < comparison->n_bins; i++)
    {
      const MixRowBin *bin = &comparison->bins[side][i];
      double n = (double) bin->n, away = (double) bin->hits - level * n;
      sum += away * away / (n * level * (1 - level));
    }
  return sum;
}

/**
 * mix_comparison_judge_coverage:
 *
 * Coverage in all may tie where one is right everywhere, and the other too wide here and too narrow
 * there.
 *
 * Returns: which side's 90 % interval holds 90 % along x as well as chance allows where the other's
 *   does not
 */
MixVerdict
mix_comparison_judge_coverage (const MixComparison *comparison)
{
  if (comparison->scores[MIX_SIDE_PLAIN] == NULL)
    return MIX_VERDICT_NONE;
  double model = coverage_chi_square (comparison, MIX_SIDE_MODEL);
  double other = coverage_chi_square (comparison, MIX_SIDE_PLAIN);
  if (mix_chi_square_p (MAX (model, other), comparison->n_bins) > COVERAGE_P
      || MAX (model, other) < 2 * MIN (model, other))
    return MIX_VERDICT_TIE;
  return model < other ? MIX_VERDICT_MODEL : MIX_VERDICT_PLAIN;
}

/* "RMSE, NLL and CRPS" */
static char *
join_words (GPtrArray *words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : i + 1 < words->len ? ", " : _ (" and "),
                            (const char *) words->pdata[i]);
  return g_string_free (text, FALSE);
}

/* The few that a person asks for first. */
static char *
list_verdicts (const MixComparison *comparison, MixVerdict verdict, guint *n)
{
  static const struct
  {
    MixStatistic statistic;
    const char *word;
  } asked[] = { { MIX_STATISTIC_RMSE, "RMSE" },
                { MIX_STATISTIC_MAE, "MAE" },
                { MIX_STATISTIC_NLL, "NLL" },
                { MIX_STATISTIC_CRPS, "CRPS" },
                { MIX_STATISTIC_MISCALIBRATION, N_ ("calibration") } };
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    if (mix_comparison_judge (comparison, asked[i].statistic) == verdict)
      g_ptr_array_add (words, (gpointer) _ (asked[i].word));
  if (mix_comparison_judge_coverage (comparison) == verdict)
    g_ptr_array_add (words, (gpointer) _ ("coverage along x"));
  *n = words->len;
  return join_words (words);
}

/**
 * mix_comparison_say_verdict:
 *
 * Returns: (transfer full): what ties and what does not, in a sentence
 */
char *
mix_comparison_say_verdict (const MixComparison *comparison)
{
  guint n_ties, n_won, n_lost;
  g_autofree char *ties = list_verdicts (comparison, MIX_VERDICT_TIE, &n_ties);
  g_autofree char *won = list_verdicts (comparison, MIX_VERDICT_MODEL, &n_won);
  g_autofree char *lost = list_verdicts (comparison, MIX_VERDICT_PLAIN, &n_lost);
  GString *text = g_string_new (NULL);

  if (comparison->scores[MIX_SIDE_PLAIN] == NULL)
    return g_strdup (_ ("There is no second network to compare with: train with a plain network "
                        "beside it, or choose another model."));
  if (n_ties > 0)
    g_string_append_printf (text, ngettext ("%s ties", "%s tie", n_ties), ties);
  if (n_ties > 0 && n_won + n_lost > 0)
    g_string_append_printf (text, ngettext (", while %s does not: ", ", while %s do not: ",
                                            n_won + n_lost),
                            n_lost == 0 ? won : n_won == 0 ? lost : _ ("the others"));
  if (n_won + n_lost == 0)
    g_string_append (text, _ (": on these rows the two cannot be told apart."));
  else if (n_ties > 0 && n_lost == 0)
    g_string_append (text, _ ("there the model is better."));
  else if (n_ties > 0 && n_won == 0)
    g_string_append (text, _ ("there the other is better."));
  else if (n_lost == 0)
    g_string_append_printf (text, _ ("The model is better in %s."), won);
  else if (n_won == 0)
    g_string_append_printf (text, _ ("The other is better in %s."), lost);
  else
    g_string_append_printf (text, _ ("the model is better in %s, the other in %s."), won, lost);
  return g_string_free (text, FALSE);
}

static void
find_coverage (const MixComparison *comparison, MixSide side, double *least, double *most)
{
  *least = 1;
  *most = 0;
  for (guint i = 0; i < comparison->n_bins; i++)
    {
      const MixRowBin *bin = &comparison->bins[side][i];
      double share = (double) bin->hits / (double) bin->n;
      *least = MIN (*least, share);
      *most = MAX (*most, share);
    }
}

static void
say_coverage (const MixComparison *comparison, GString *text)
{
  double low, high, other_low, other_high;

  find_coverage (comparison, MIX_SIDE_MODEL, &low, &high);
  find_coverage (comparison, MIX_SIDE_PLAIN, &other_low, &other_high);
  g_string_append_printf (text, _ (" Along x, the model’s 90 %% interval holds %.0f to %.0f %% of the "
                                   "rows, the other’s %.0f to %.0f %%."),
                          100 * low, 100 * high, 100 * other_low, 100 * other_high);
}

/**
 * mix_comparison_say:
 *
 * Returns: (transfer full): what ties and what does not, by how much the NLL differs, and where
 *   the coverage is, in a few sentences
 */
char *
mix_comparison_say (const MixComparison *comparison)
{
  const MixEstimate *nll = &comparison->worse[MIX_SIDE_PLAIN][MIX_STATISTIC_NLL];
  g_autofree char *verdict = mix_comparison_say_verdict (comparison);
  GString *text = g_string_new (verdict);

  if (isfinite (nll->value))
    g_string_append_printf (text,
                            _ (" The other’s NLL is %+.3f ± %.3f nats per row from the model’s."),
                            nll->value, nll->error);
  if (comparison->scores[MIX_SIDE_PLAIN] != NULL && comparison->n_bins > 1)
    say_coverage (comparison, text);
  return g_string_free (text, FALSE);
}
