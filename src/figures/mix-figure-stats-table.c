/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-stats-table.h"

#include <math.h>
#include <stdlib.h>

#include "mix-normal.h"
#include "mix-figure-private.h"
#include "mix-variance.h"

#define MOST_COLUMNS 8
#define N_CURVE 201

/* Some columns of one length. */
typedef struct
{
  gsize n_rows;
  guint n;
  MixColumn columns[MOST_COLUMNS];
} Table;

static double *
add_column (Table *table, const char *name)
{
  MixColumn *column = &table->columns[table->n++];

  g_assert (table->n <= MOST_COLUMNS);
  *column = (MixColumn){ .name = g_strdup (name), .values = g_new (double, table->n_rows) };
  return column->values;
}

static MixDataset *
finish (const Table *table, const char *title)
{
  return mix_dataset_new (title, table->n_rows,
                          g_memdup2 (table->columns, table->n * sizeof *table->columns), table->n);
}

MixDataset *
mix_figure_table_pit (MixScene *scene)
{
  const MixDiagnostics *d = mix_scene_get_diagnostics (scene);

  if (d == NULL)
    return NULL;
  Table table = { d->pit.n_bins };
  double *from = add_column (&table, "from"), *to = add_column (&table, "to");
  double *rows = add_column (&table, "rows");
  double *low = add_column (&table, "band_low"), *high = add_column (&table, "band_high");

  for (guint i = 0; i < d->pit.n_bins; i++)
    {
      from[i] = (double) i / d->pit.n_bins;
      to[i] = (i + 1.0) / d->pit.n_bins;
      rows[i] = (double) d->pit.count[i];
      low[i] = (double) d->pit.low;
      high[i] = (double) d->pit.high;
    }
  return finish (&table, "PIT");
}

MixDataset *
mix_figure_table_reliability (MixScene *scene)
{
  const MixDiagnostics *d = mix_scene_get_diagnostics (scene);

  if (d == NULL)
    return NULL;
  Table table = { MIX_N_RELIABILITY };
  double *predicted = add_column (&table, "predicted"), *share = add_column (&table, "observed");

  for (guint j = 0; j < MIX_N_RELIABILITY; j++)
    {
      predicted[j] = j / 100.0;
      share[j] = d->reliability[j];
    }
  return finish (&table, "Reliability");
}

static MixDataset *
table_of_bins (const MixRowBin *bins, guint n, const char *title)
{
  Table table = { n };
  double *from = add_column (&table, "from"), *to = add_column (&table, "to");
  double *rows = add_column (&table, "rows"), *share = add_column (&table, "coverage");
  double *low = add_column (&table, "coverage_low"), *high = add_column (&table, "coverage_high");
  double *sd = add_column (&table, "sd"), *rms = add_column (&table, "rms_residual");

  for (guint i = 0; i < n; i++)
    {
      from[i] = bins[i].low;
      to[i] = bins[i].high;
      rows[i] = (double) bins[i].n;
      share[i] = (double) bins[i].hits / (double) bins[i].n;
      low[i] = bins[i].lower;
      high[i] = bins[i].upper;
      sd[i] = bins[i].sd;
      rms[i] = bins[i].rms;
    }
  return finish (&table, title);
}

MixDataset *
mix_figure_table_coverage (MixScene *scene)
{
  const MixDiagnostics *d = mix_scene_get_diagnostics (scene);

  if (d == NULL)
    return NULL;
  return table_of_bins (d->by_x, d->n_by_x, "Coverage");
}

MixDataset *
mix_figure_table_spread (MixScene *scene)
{
  const MixDiagnostics *d = mix_scene_get_diagnostics (scene);

  if (d == NULL)
    return NULL;
  return table_of_bins (d->by_sd, d->n_by_sd, "Residuals");
}

/* The bins are those of both sides, with as many rows. */
MixDataset *
mix_figure_table_both (MixScene *scene)
{
  static const char *const names[][3] = { { "model", "model_low", "model_high" },
                                          { "plain", "plain_low", "plain_high" } };
  const MixComparison *comparison = mix_scene_get_comparison (scene);

  if (comparison == NULL || comparison->scores[MIX_SIDE_MODEL] == NULL)
    return NULL;
  Table table = { comparison->n_bins };
  double *from = add_column (&table, "from"), *to = add_column (&table, "to");

  for (guint i = 0; i < comparison->n_bins; i++)
    {
      from[i] = comparison->bins[MIX_SIDE_MODEL][i].low;
      to[i] = comparison->bins[MIX_SIDE_MODEL][i].high;
    }
  for (guint side = MIX_SIDE_MODEL; side <= MIX_SIDE_PLAIN; side++)
    {
      if (comparison->scores[side] == NULL)
        continue;
      double *share = add_column (&table, names[side][0]);
      double *low = add_column (&table, names[side][1]);
      double *high = add_column (&table, names[side][2]);
      for (guint i = 0; i < comparison->n_bins; i++)
        {
          const MixRowBin *bin = &comparison->bins[side][i];
          share[i] = (double) bin->hits / (double) bin->n;
          low[i] = bin->lower;
          high[i] = bin->upper;
        }
    }
  return finish (&table, "Coverage of both");
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

MixDataset *
mix_figure_table_quantiles (MixScene *scene)
{
  const MixDiagnostics *d = mix_scene_get_diagnostics (scene);

  if (d == NULL)
    return NULL;
  Table table = { d->scores->n };
  double *normal = add_column (&table, "normal"), *residual = add_column (&table, "residual");

  for (gsize i = 0; i < table.n_rows; i++)
    {
      normal[i] = mix_normal_quantile (((double) i + 0.5) / (double) table.n_rows);
      residual[i] = d->scores->score[i].residual;
    }
  qsort (residual, table.n_rows, sizeof *residual, compare_numbers);
  return finish (&table, "Q–Q");
}

static double
number_of_row (MixScene *scene, const MixRowScores *scores, gsize i)
{
  return (double) mix_design_source_row (mix_scene_get_design (scene), scores->rows->rows[i]) + 1;
}

MixDataset *
mix_figure_table_intervals (MixScene *scene)
{
  const MixDiagnostics *d = mix_scene_get_diagnostics (scene);

  if (d == NULL)
    return NULL;
  Table table = { d->scores->n };
  double *row = add_column (&table, "row"), *outcome = add_column (&table, "outcome");
  double *low = add_column (&table, "q0.05"), *high = add_column (&table, "q0.95");
  double *nll = add_column (&table, "nll");

  for (gsize i = 0; i < table.n_rows; i++)
    {
      const MixRowScore *score = &d->scores->score[i];
      row[i] = number_of_row (scene, d->scores, i);
      outcome[i] = score->y;
      low[i] = score->low[2];
      high[i] = score->high[2];
      nll[i] = score->nll;
    }
  return finish (&table, "Intervals");
}

MixDataset *
mix_figure_table_losses (MixScene *scene)
{
  const MixDiagnostics *d = mix_scene_get_diagnostics (scene);

  if (d == NULL)
    return NULL;
  MixDesign *design = mix_scene_get_design (scene);
  Table table = { d->scores->n };
  double *row = add_column (&table, "row");
  double *x = add_column (&table, mix_design_get_feature_name (design, d->feature));
  double *outcome = add_column (&table, "outcome"), *nll = add_column (&table, "nll");

  for (gsize i = 0; i < table.n_rows; i++)
    {
      row[i] = number_of_row (scene, d->scores, i);
      x[i] = mix_design_get_x (design, d->scores->rows->rows[i], d->feature);
      outcome[i] = d->scores->score[i].y;
      nll[i] = d->scores->score[i].nll;
    }
  return finish (&table, "Losses");
}

MixDataset *
mix_figure_table_sharpness (MixScene *scene)
{
  const MixDiagnostics *d = mix_scene_get_diagnostics (scene);

  if (d == NULL)
    return NULL;
  Table table = { MIX_N_COVERAGE };
  double *level = add_column (&table, "level"), *width = add_column (&table, "mean_width");
  double *width_error = add_column (&table, "mean_width_error");
  double *share = add_column (&table, "coverage");
  double *share_error = add_column (&table, "coverage_error");

  for (guint i = 0; i < MIX_N_COVERAGE; i++)
    {
      level[i] = mix_coverage_levels[i];
      width[i] = d->estimate[MIX_STATISTIC_WIDTH_50 + i].value;
      width_error[i] = d->estimate[MIX_STATISTIC_WIDTH_50 + i].error;
      share[i] = d->estimate[MIX_STATISTIC_COVERAGE_50 + i].value;
      share_error[i] = d->estimate[MIX_STATISTIC_COVERAGE_50 + i].error;
    }
  return finish (&table, "Sharpness");
}

MixDataset *
mix_figure_table_usage (MixScene *scene)
{
  const MixDiagnostics *d = mix_scene_get_diagnostics (scene);

  if (d == NULL)
    return NULL;
  const MixRowScores *scores = d->scores;
  Table table = { scores->components };
  double *component = add_column (&table, "component"), *pi = add_column (&table, "mean_pi");
  double *claimed = add_column (&table, "rows_it_answers_for_most");

  for (guint k = 0; k < scores->components; k++)
    {
      guint at = scores->order[k];
      component[at] = at + 1;
      pi[at] = scores->mean_pi[k];
      claimed[at] = scores->claimed[k];
    }
  return finish (&table, "Component usage");
}

MixDataset *
mix_figure_table_variance (MixScene *scene)
{
  g_autoptr (MixScene) of = mix_scene_of_ensemble (scene);
  scene = of != NULL ? of : scene;
  const MixCurves *curves = mix_scene_get_curves (scene);
  guint n_members = MAX (mix_model_get_n_members (mix_scene_get_snapshot (scene)->model), 1);
  Table table = { curves->n };
  double *x = add_column (&table, mix_design_get_feature_name (mix_scene_get_design (scene),
                                                               mix_scene_get_x_feature (scene)));
  double *aleatoric = add_column (&table, "aleatoric");
  double *epistemic = add_column (&table, "epistemic");

  for (guint i = 0; i < curves->n; i++)
    {
      MixMixture pooled = mix_curves_get_mixture (curves, i);
      MixVarianceSplit split = mix_variance_split (&pooled, n_members);
      x[i] = curves->x[i];
      aleatoric[i] = split.aleatoric;
      epistemic[i] = split.epistemic;
    }
  return finish (&table, "Variance");
}

MixDataset *
mix_figure_table_profit (MixScene *scene)
{
  const MixMixture *demand = &mix_scene_get_slice (scene)->mixture;
  MixStock stock = mix_scene_get_stock (scene);
  double low = mix_stock_clamp (&stock, mix_mixture_quantile (demand, 0.002));
  double high = mix_stock_clamp (&stock, mix_mixture_quantile (demand, 0.998));
  Table table = { N_CURVE };
  double *order = add_column (&table, "order"), *expected = add_column (&table, "expected_profit");
  double *p_out = add_column (&table, "p_stockout");

  for (guint i = 0; i < N_CURVE; i++)
    {
      order[i] = low + (high - low) * i / (N_CURVE - 1);
      expected[i] = mix_stock_expected (&stock, demand, order[i]);
      p_out[i] = mix_mixture_survival (demand, order[i]);
    }
  return finish (&table, "Expected profit");
}

MixDataset *
mix_figure_table_outcomes (MixScene *scene)
{
  const MixSlice *slice = mix_scene_get_slice (scene);
  MixStock stock = mix_scene_get_stock (scene);
  double orders[2] = { mix_stock_order (&stock, &slice->mixture),
                       mix_stock_clamp (&stock, slice->has_plain ? slice->plain : slice->mean) };
  Table table = { N_CURVE };
  double *q = add_column (&table, "probability_of_less");
  double *amounts[2] = { add_column (&table, "best_order"), add_column (&table, "forecast") };

  for (guint i = 0; i < N_CURVE; i++)
    {
      q[i] = (i + 0.5) / N_CURVE;
      for (guint j = 0; j < 2; j++)
        amounts[j][i] = mix_stock_quantile (&stock, &slice->mixture, orders[j], q[i]);
    }
  return finish (&table, "Profit");
}

MixDataset *
mix_figure_table_orders (MixScene *scene)
{
  const MixMixture *demand = &mix_scene_get_slice (scene)->mixture;
  MixStock stock = mix_scene_get_stock (scene);
  Table table = { N_CURVE };
  double *ratio = add_column (&table, "critical_ratio"), *order = add_column (&table, "order");

  for (guint i = 0; i < N_CURVE; i++)
    {
      ratio[i] = (i + 0.5) / N_CURVE;
      order[i] = mix_stock_clamp (&stock, mix_mixture_quantile (demand, ratio[i]));
    }
  return finish (&table, "Orders");
}

MixDataset *
mix_figure_table_risk (MixScene *scene)
{
  const MixMixture *m = &mix_scene_get_slice (scene)->mixture;
  double low = mix_mixture_quantile (m, 0.001), high = mix_mixture_quantile (m, 0.999);
  Table table = { N_CURVE };
  double *y = add_column (&table, "y"), *density = add_column (&table, "density");
  double *below = add_column (&table, "p_below"), *above = add_column (&table, "p_above");

  for (guint i = 0; i < N_CURVE; i++)
    {
      y[i] = low + (high - low) * i / (N_CURVE - 1);
      density[i] = exp (mix_mixture_log_density (m, y[i]));
      below[i] = mix_mixture_cdf (m, y[i]);
      above[i] = mix_mixture_survival (m, y[i]);
    }
  return finish (&table, "Risk");
}

MixDataset *
mix_figure_table_evidence (MixScene *scene)
{
  const MixEvidence *evidence = mix_scene_get_evidence (scene);
  Table table = { evidence->n };
  double *components = add_column (&table, "components"), *nll = add_column (&table, "nll");
  double *error = add_column (&table, "error");

  for (guint i = 0; i < evidence->n; i++)
    {
      components[i] = evidence->point[i].components;
      nll[i] = evidence->point[i].nll;
      error[i] = evidence->point[i].error;
    }
  return finish (&table, "K by evidence");
}
