/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"
#include "cli-table.h"

#include <math.h>
#include <string.h>

static void
train_two_branches (Cli *cli)
{
  cli_run (cli, "train", "@two-branch", "--rows", "1500", "--components", "2", "--hidden", "16",
           "--epochs", "8", "--seed", "3", "--model", "m.json", "--quiet");
  cli_assert_status (cli, 0);
}

/* A component of a row of predict --components. */
typedef struct
{
  double pi[2], mu[2], sigma[2];
} Row;

static Row
row_of (const CliTable *table, guint row)
{
  return (Row){ { cli_cell (table, row, "pi_1"), cli_cell (table, row, "pi_2") },
                { cli_cell (table, row, "mu_1"), cli_cell (table, row, "mu_2") },
                { cli_cell (table, row, "sigma_1"), cli_cell (table, row, "sigma_2") } };
}

static double
cdf (const Row *row, double y)
{
  double sum = 0;
  for (guint k = 0; k < 2; k++)
    sum += 0.5 * row->pi[k] * erfc ((row->mu[k] - y) / row->sigma[k] / M_SQRT2);
  return sum;
}

/* ∫ F from low to high, by Simpson's rule. */
static double
integral_of_cdf (const Row *row, double low, double high)
{
  const guint steps = 4000;
  double h = (high - low) / steps, sum = cdf (row, low) + cdf (row, high);

  for (guint i = 1; i < steps; i++)
    sum += (i % 2 == 1 ? 4 : 2) * cdf (row, low + i * h);
  return sum * h / 3;
}

/* Everything that decide writes, worked out anew from what predict writes: E (q − D)⁺ is the
 * integral of F up to q. */
static void
test_against_predict (Cli *cli, gconstpointer data)
{
  train_two_branches (cli);
  cli_run (cli, "predict", "m.json", "@two-branch", "--rows", "60", "--seed", "9", "--components");
  cli_assert_status (cli, 0);
  g_auto (CliTable) rows = cli_parse_table (cli->out);
  cli_run (cli, "decide", "m.json", "@two-branch", "--rows", "60", "--seed", "9", "--cost", "4",
           "--price", "10", "--salvage", "1", "--above", "20", "--between", "-10,30", "--risk",
           "0.05");
  cli_assert_status (cli, 0);
  g_assert_true (g_str_has_prefix (cli->out,
                                   "x,y,order,expected_profit,p_stockout,expected_lost_sales,"
                                   "expected_left_over,p_below_0,forecast,forecast_costs,p_above,"
                                   "p_between,value_at_risk,expected_shortfall\n"));
  g_auto (CliTable) plans = cli_parse_table (cli->out);
  g_assert_cmpuint (plans.rows->len, ==, 60);
  for (guint i = 0; i < 60; i++)
    {
      Row row = row_of (&rows, i);
      double order = cli_cell (&plans, i, "order"), top = 900;
      double left_over = integral_of_cdf (&row, 0, order);
      double lost = top - order - integral_of_cdf (&row, order, top);

      if (order > 0)
        g_assert_cmpfloat_with_epsilon (cdf (&row, order), 6.0 / 9, 1e-9);
      else
        g_assert_cmpfloat (cdf (&row, 0), >=, 6.0 / 9 - 1e-9);
      g_assert_cmpfloat_with_epsilon (cli_cell (&plans, i, "p_stockout"), 1 - cdf (&row, order),
                                      1e-9);
      g_assert_cmpfloat_with_epsilon (cli_cell (&plans, i, "expected_left_over"), left_over, 1e-5);
      g_assert_cmpfloat_with_epsilon (cli_cell (&plans, i, "expected_lost_sales"), lost, 1e-4);
      g_assert_cmpfloat_with_epsilon (cli_cell (&plans, i, "expected_profit"),
                                      6 * order - 9 * left_over, 1e-4);
      g_assert_cmpfloat_with_epsilon (cli_cell (&plans, i, "p_below_0"), cdf (&row, 0), 1e-9);
      g_assert_cmpfloat_with_epsilon (cli_cell (&plans, i, "p_above"), 1 - cdf (&row, 20), 1e-9);
      g_assert_cmpfloat_with_epsilon (cli_cell (&plans, i, "p_between"),
                                      cdf (&row, 30) - cdf (&row, -10), 1e-9);
      double risk = cli_cell (&plans, i, "value_at_risk");
      g_assert_cmpfloat_with_epsilon (cdf (&row, risk), 0.05, 1e-9);
      g_assert_cmpfloat_with_epsilon (cli_cell (&plans, i, "expected_shortfall"),
                                      risk - integral_of_cdf (&row, -900, risk) / 0.05, 1e-3);

      /* The plain network's number instead. */
      double forecast = MAX (cli_cell (&plans, i, "forecast"), 0);
      double loses = 6 * order - 9 * left_over
                     - (6 * forecast - 9 * integral_of_cdf (&row, 0, forecast));
      g_assert_cmpfloat (cli_cell (&plans, i, "forecast_costs"), >=, 0);
      g_assert_cmpfloat_with_epsilon (cli_cell (&plans, i, "forecast_costs"), loses, 1e-4);
    }
  /* Half of the data are below 0. */
  cli_assert_contains (cli->err, "below 0");
}

/* As the ratio passes the weight of the lower branch, the order leaps to the upper one. */
static void
test_order_jumps (Cli *cli, gconstpointer data)
{
  cli_run (cli, "train", "@two-branch", "--rows", "4000", "--components", "2", "--seed", "3",
           "--model", "m.json", "--quiet");
  cli_assert_status (cli, 0);
  cli_write (cli, "at.csv", "x\n9\n", -1);
  const char *const levels[] = { "0.2", "0.4", "0.6", "0.8" };
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      cli_run (cli, "decide", "m.json", "at.csv", "--service", levels[i], "--signed");
      cli_assert_status (cli, 0);
      g_assert_cmpstr (cli->err, ==, "");
      g_auto (CliTable) plan = cli_parse_table (cli->out);
      double order = cli_cell (&plan, 0, "order");
      g_assert_cmpfloat_with_epsilon (order, i < 2 ? -81 : 81, 35);
    }
}

static void
test_costs_and_service (Cli *cli, gconstpointer data)
{
  train_two_branches (cli);
  cli_run (cli, "decide", "m.json", "@two-branch", "--rows", "20", "--shortage", "3", "--holding",
           "1", "--signed", "--output", "o.csv");
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->out, ==, "");
  g_autofree char *text = cli_read (cli, "o.csv", NULL);
  g_assert_true (g_str_has_prefix (text, "x,y,order,expected_cost,p_stockout,"));
  g_auto (CliTable) costs = cli_parse_table (text);
  cli_run (cli, "decide", "m.json", "@two-branch", "--rows", "20", "--service", "0.75", "--signed");
  g_auto (CliTable) service = cli_parse_table (cli->out);
  for (guint i = 0; i < 20; i++)
    {
      g_assert_cmpfloat_with_epsilon (cli_cell (&costs, i, "order"),
                                      cli_cell (&service, i, "order"), 1e-9);
      g_assert_cmpfloat_with_epsilon (cli_cell (&costs, i, "p_stockout"), 0.25, 1e-9);
      g_assert_cmpfloat_with_epsilon (cli_cell (&costs, i, "expected_cost"),
                                      3 * cli_cell (&costs, i, "expected_lost_sales")
                                        + cli_cell (&costs, i, "expected_left_over"),
                                      1e-9);
    }
}

static void
test_bad_input (Cli *cli, gconstpointer data)
{
  train_two_branches (cli);
  cli_run (cli, "decide", "m.json");
  cli_assert_fails (cli, 2, "MODEL DATA");
  cli_run (cli, "decide", "m.json", "@two-branch");
  cli_assert_fails (cli, 2, "--cost and --price");
  cli_run (cli, "decide", "m.json", "@two-branch", "--cost", "3");
  cli_assert_fails (cli, 2, "--cost and --price");
  cli_run (cli, "decide", "m.json", "@two-branch", "--cost", "3", "--price", "5", "--service",
           "0.9");
  cli_assert_fails (cli, 2, "--service");
  cli_run (cli, "decide", "m.json", "@two-branch", "--cost", "five", "--price", "6");
  cli_assert_fails (cli, 2, "five");
  cli_run (cli, "decide", "m.json", "@two-branch", "--cost", "5", "--price", "5");
  cli_assert_fails (cli, 2, "not above the cost");
  cli_run (cli, "decide", "m.json", "@two-branch", "--cost", "5", "--price", "9", "--salvage", "5");
  cli_assert_fails (cli, 2, "not below the cost");
  cli_run (cli, "decide", "m.json", "@two-branch", "--shortage", "5", "--holding", "0");
  cli_assert_fails (cli, 2, "holding");
  cli_run (cli, "decide", "m.json", "@two-branch", "--service", "95");
  cli_assert_fails (cli, 2, "between 0 and 1");
  cli_run (cli, "decide", "m.json", "@two-branch", "--service", "0.9", "--between", "3,1");
  cli_assert_fails (cli, 2, "3,1");
  cli_run (cli, "decide", "m.json", "@two-branch", "--service", "0.9", "--risk", "1");
  cli_assert_fails (cli, 2, "--risk");
  cli_run (cli, "decide", "none.json", "@two-branch", "--service", "0.9");
  cli_assert_fails (cli, 1, "none.json");
  cli_write (cli, "t.csv", "a,b\n1,2\n", -1);
  cli_run (cli, "decide", "m.json", "t.csv", "--service", "0.9", "--output", "o.csv");
  cli_assert_fails (cli, 1, "x");
  g_assert_false (cli_has_file (cli, "o.csv"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/verb-decide/against-predict", test_against_predict);
  cli_add_test ("/verb-decide/order-jumps", test_order_jumps);
  cli_add_test ("/verb-decide/costs-and-service", test_costs_and_service);
  cli_add_test ("/verb-decide/bad-input", test_bad_input);
  return g_test_run ();
}
