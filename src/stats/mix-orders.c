/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-orders.h"

#include <math.h>

#include "mix-csv.h"
#include "mix-forecast.h"

#define WORTH_A_NOTE 0.01 /* of the probability, below 0 */
#define MOST_OWN 12       /* columns that are not the table's */

/* The name and the number of each column of one's own, in one go so that they cannot part. */
typedef struct
{
  guint n;
  const char *name[MOST_OWN];
  double value[MOST_OWN];
  MixTimeUnit time[MOST_OWN];
} Cells;

static void
add_cell (Cells *cells, gboolean wanted, const char *name, double value)
{
  if (!wanted)
    return;
  g_assert (cells->n < MOST_OWN);
  cells->name[cells->n] = name;
  cells->time[cells->n] = MIX_TIME_NONE;
  cells->value[cells->n++] = value;
}

/* A value of the target, which may be a date. */
static void
add_value (Cells *cells, gboolean wanted, const char *name, double value, MixTimeUnit time)
{
  if (!wanted)
    return;
  add_cell (cells, TRUE, name, mix_time_round (value, time));
  cells->time[cells->n - 1] = time;
}

static void
fill_cells (const MixOrders *orders, const MixMixture *demand, double forecast, Cells *cells,
            gboolean *is_negative)
{
  const MixStock *stock = &orders->stock;
  const MixRisk *risk = &orders->risk;
  gboolean money = !orders->is_service, profit = stock->margin > 0;
  MixTimeUnit time = mix_design_get_target_time (orders->design);
  MixStockPlan plan;
  MixRiskAnswer answer;

  mix_stock_plan (stock, demand, mix_stock_order (stock, demand), &plan);
  mix_risk_answer (risk, demand, &answer);
  *is_negative = plan.p_negative > WORTH_A_NOTE;
  cells->n = 0;
  add_value (cells, TRUE, "order", plan.order, time);
  add_cell (cells, money, profit ? "expected_profit" : "expected_cost",
            profit ? plan.expected : -plan.expected);
  add_cell (cells, TRUE, "p_stockout", plan.p_stockout);
  add_cell (cells, TRUE, "expected_lost_sales", plan.lost);
  add_cell (cells, TRUE, "expected_left_over", plan.left_over);
  add_cell (cells, TRUE, "p_below_0", plan.p_negative);
  add_value (cells, TRUE, "forecast", forecast, time);
  add_cell (cells, money, "forecast_costs",
            mix_stock_regret (stock, demand, mix_stock_clamp (stock, forecast)));
  add_cell (cells, !isnan (risk->above), "p_above", answer.p_above);
  add_cell (cells, !isnan (risk->low) && !isnan (risk->high), "p_between", answer.p_between);
  add_value (cells, !isnan (risk->level), "value_at_risk", answer.value_at_risk, time);
  add_value (cells, !isnan (risk->level), "expected_shortfall", answer.expected_shortfall, time);
}

static MixCsvWriter *
open_writer (const MixOrders *orders, const char *path, GError **error)
{
  const double one = 1, zero = 0;
  const MixMixture any = { 1, &one, &zero, &one };
  guint n = orders->columns->len;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree MixTimeUnit *times = g_new0 (MixTimeUnit, n + MOST_OWN);
  gboolean is_negative;
  Cells cells;

  fill_cells (orders, &any, 0, &cells, &is_negative);
  for (guint i = 0; i < n; i++)
    {
      const MixColumn *column = orders->columns->pdata[i];
      g_ptr_array_add (names, mix_column_get_label (column));
      times[i] = column->time;
    }
  for (guint i = 0; i < cells.n; i++)
    {
      g_ptr_array_add (names, g_strdup (cells.name[i]));
      times[n + i] = cells.time[i];
    }
  MixCsvWriter *writer
    = mix_csv_writer_new (path, (const char *const *) names->pdata, names->len, error);
  if (writer != NULL)
    mix_csv_writer_set_times (writer, times);
  return writer;
}

/* The plain network's number where there is one; else the mean of the mixture. */
static double
forecast_of (const MixForecast *plain, const MixMixture *demand, gsize row)
{
  if (plain->model == NULL)
    return mix_mixture_mean (demand);
  MixMixture point = mix_forecast_get (plain, row);
  return mix_mixture_mean (&point);
}

static gboolean
write_row (const MixOrders *orders, MixCsvWriter *writer, gsize source, const Cells *cells,
           double *row, GError **error)
{
  guint n = orders->columns->len;

  for (guint i = 0; i < n; i++)
    row[i] = ((const MixColumn *) orders->columns->pdata[i])->values[source];
  for (guint i = 0; i < cells->n; i++)
    row[n + i] = cells->value[i];
  return mix_csv_writer_add (writer, row, error);
}

/**
 * mix_orders_write:
 *
 * The best order of every complete row, with what comes of it, what it costs to order the forecast
 * instead, and what else was asked for.
 *
 * Returns: FALSE with an error that names the path; no part of a file is left then
 */
gboolean
mix_orders_write (const MixOrders *orders, const char *path, gsize *n_negative, GError **error)
{
  g_autofree double *row = g_new (double, orders->columns->len + MOST_OWN);
  g_auto (MixForecast) forecast = { NULL };
  g_auto (MixForecast) plain = { NULL };
  g_autoptr (MixCsvWriter) writer = open_writer (orders, path, error);
  gboolean is_negative;
  Cells cells;

  *n_negative = 0;
  if (writer == NULL)
    return FALSE;
  mix_forecast_init (&forecast, orders->model, orders->design);
  if (orders->plain != NULL)
    mix_forecast_init (&plain, orders->plain, orders->design);
  while (mix_forecast_next (&forecast) && (orders->plain == NULL || mix_forecast_next (&plain)))
    for (gsize i = 0; i < forecast.n_rows; i++)
      {
        MixMixture demand = mix_forecast_get (&forecast, i);
        gsize source = mix_design_source_row (orders->design, forecast.start + i);
        fill_cells (orders, &demand, forecast_of (&plain, &demand, i), &cells, &is_negative);
        *n_negative += is_negative;
        if (!write_row (orders, writer, source, &cells, row, error))
          return FALSE;
      }
  return mix_csv_writer_close (writer, error);
}
