/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"
#include "cli-table.h"

#include <math.h>
#include <string.h>

#include "mix-calendar.h"

static void
train_two_branches (Cli *cli)
{
  cli_run (cli, "train", "@two-branch", "--rows", "1500", "--components", "2", "--hidden", "16",
           "--epochs", "8", "--seed", "3", "--model", "m.json", "--quiet");
  cli_assert_status (cli, 0);
}

static void
test_columns (Cli *cli, gconstpointer data)
{
  train_two_branches (cli);
  cli_run (cli, "predict", "m.json", "@two-branch", "--rows", "5000");
  cli_assert_status (cli, 0);
  g_assert_true (g_str_has_prefix (cli->out, "x,y,mean,sd,q0.05,q0.5,q0.95\n"));
  g_auto (CliTable) table = cli_parse_table (cli->out);
  g_assert_cmpuint (table.rows->len, ==, 5000);

  /* The number as it was given, in the order in which it was given. */
  cli_run (cli, "predict", "m.json", "@two-branch", "--rows", "1", "--quantiles", ".50, 0.250,1e-3",
           "--components", "--samples", "2");
  cli_assert_status (cli, 0);
  g_assert_true (g_str_has_prefix (cli->out,
                                   "x,y,mean,sd,q.50,q0.250,q1e-3,pi_1,pi_2,mu_1,mu_2,sigma_1,"
                                   "sigma_2,sample_1,sample_2\n"));
}

static void
test_rows_are_mixtures (Cli *cli, gconstpointer data)
{
  double sum_mu[2] = { 0 };

  train_two_branches (cli);
  cli_run (cli, "predict", "m.json", "@two-branch", "--rows", "300", "--seed", "9", "--components",
           "--quantiles", "0.1,0.5,0.9");
  cli_assert_status (cli, 0);
  g_auto (CliTable) table = cli_parse_table (cli->out);
  for (guint i = 0; i < table.rows->len; i++)
    {
      double pi = cli_cell (&table, i, "pi_1"), rest = cli_cell (&table, i, "pi_2");
      double mu = cli_cell (&table, i, "mu_1"), other = cli_cell (&table, i, "mu_2");
      double sigma = cli_cell (&table, i, "sigma_1"), wide = cli_cell (&table, i, "sigma_2");
      double mean = pi * mu + rest * other, sd = cli_cell (&table, i, "sd");
      const char *const names[] = { "q0.1", "q0.5", "q0.9" };
      const double levels[] = { 0.1, 0.5, 0.9 };

      g_assert_cmpfloat_with_epsilon (pi + rest, 1, 1e-12);
      g_assert_cmpfloat_with_epsilon (cli_cell (&table, i, "mean"), mean, 1e-9);
      g_assert_cmpfloat_with_epsilon (sd * sd + mean * mean,
                                      pi * (sigma * sigma + mu * mu)
                                          + rest * (wide * wide + other * other),
                                      1e-8 * (1 + sd * sd + mean * mean));
      for (guint j = 0; j < 3; j++)
        {
          double q = cli_cell (&table, i, names[j]);
          double f = 0.5 * pi * erfc ((mu - q) / sigma / M_SQRT2)
                     + 0.5 * rest * erfc ((other - q) / wide / M_SQRT2);
          g_assert_cmpfloat_with_epsilon (f, levels[j], 1e-12);
        }
      sum_mu[0] += mu;
      sum_mu[1] += other;
    }
  g_assert_cmpfloat (sum_mu[0], <, sum_mu[1]);
}

static void
test_samples (Cli *cli, gconstpointer data)
{
  double sum = 0, expected = 0, variance = 0;

  train_two_branches (cli);
  cli_run (cli, "predict", "m.json", "@two-branch", "--rows", "50", "--samples", "100", "--seed",
           "5");
  cli_assert_status (cli, 0);
  g_autofree char *first = g_strdup (cli->out);
  g_auto (CliTable) table = cli_parse_table (first);
  for (guint i = 0; i < 50; i++)
    {
      double sd = cli_cell (&table, i, "sd");
      expected += cli_cell (&table, i, "mean");
      variance += sd * sd / 100;
      for (guint j = 1; j <= 100; j++)
        {
          g_autofree char *name = g_strdup_printf ("sample_%u", j);
          sum += cli_cell (&table, i, name) / 100;
        }
    }
  g_assert_cmpfloat (variance, >, 0);
  g_assert_cmpfloat (fabs (sum - expected), <, 5 * sqrt (variance));

  cli_run (cli, "predict", "m.json", "@two-branch", "--rows", "50", "--samples", "100", "--seed",
           "5");
  g_assert_cmpstr (cli->out, ==, first);
  cli_run (cli, "predict", "m.json", "@two-branch", "--rows", "50", "--samples", "100", "--seed",
           "6");
  g_assert_cmpstr (cli->out, !=, first);
}

/* Several blocks of rows, shared in every way. */
static void
test_same_for_any_threads (Cli *cli, gconstpointer data)
{
  g_autofree char *one = NULL;

  train_two_branches (cli);
  for (const char *const *n = CLI_WORDS ("1", "2", "7"); *n != NULL; n++)
    {
      cli_run (cli, "predict", "m.json", "@two-branch", "--rows", "9001", "--quantiles",
               "0.1,0.5,0.9", "--components", "--samples", "2", "--threads", *n);
      cli_assert_status (cli, 0);
      if (one == NULL)
        one = g_strdup (cli->out);
      g_assert_true (strcmp (cli->out, one) == 0);
    }
  g_auto (CliTable) table = cli_parse_table (one);
  g_assert_cmpuint (table.rows->len, ==, 9001);
  cli_run (cli, "predict", "m.json", "@two-branch", "--threads", "-1");
  cli_assert_fails (cli, 2, "--threads");
}

/* Columns in any order, others among them, the target not there, rows that miss something. */
static void
test_table_without_target (Cli *cli, gconstpointer data)
{
  train_two_branches (cli);
  cli_run_full (cli, CLI_WORDS ("predict", "m.json", "-", "--quantiles", "0.5"),
                "name,z,x\nanna,1,2.5\nbert,,3.5\ncleo,4,\n", NULL);
  cli_assert_status (cli, 0);
  g_auto (CliTable) table = cli_parse_table (cli->out);
  g_assert_true (g_str_has_prefix (cli->out, "z,x,mean,sd,q0.5\n1,2.5,"));
  g_assert_cmpuint (table.rows->len, ==, 2);
  g_assert_cmpstr (((GStrv) table.rows->pdata[1])[0], ==, "NA");
  cli_assert_contains (cli->err, "name");
  cli_assert_contains (cli->err, "1 row of 3");
}

static void
test_output_and_model_from_stdin (Cli *cli, gconstpointer data)
{
  train_two_branches (cli);
  cli_run (cli, "predict", "m.json", "@two-branch", "--rows", "20");
  g_autofree char *printed = g_strdup (cli->out);
  g_autofree char *model = cli_read (cli, "m.json", NULL);

  cli_run_full (cli, CLI_WORDS ("predict", "-", "@two-branch", "--rows", "20", "--output", "p.csv"),
                model, NULL);
  cli_assert_status (cli, 0);
  g_assert_cmpstr (cli->out, ==, "");
  g_autofree char *written = cli_read (cli, "p.csv", NULL);
  g_assert_cmpstr (written, ==, printed);
}

static void
test_bad_input (Cli *cli, gconstpointer data)
{
  train_two_branches (cli);
  cli_run (cli, "predict", "m.json");
  cli_assert_fails (cli, 2, "MODEL DATA");
  cli_run (cli, "predict", "m.json", "@two-branch", "--quantiles", "0.5,1");
  cli_assert_fails (cli, 2, "“1”");
  cli_run (cli, "predict", "m.json", "@two-branch", "--quantiles", "0.5,0.5");
  cli_assert_fails (cli, 2, "twice");
  cli_run (cli, "predict", "m.json", "@two-branch", "--quantiles", "");
  cli_assert_status (cli, 0);
  cli_run (cli, "predict", "m.json", "@two-branch", "--quantiles", "median");
  cli_assert_fails (cli, 2, "median");
  cli_run (cli, "predict", "m.json", "@two-branch", "--samples", "-1");
  cli_assert_fails (cli, 2, "--samples");
  cli_run (cli, "predict", "m.json", "@two-branch", "--seed", "x");
  cli_assert_fails (cli, 2, "--seed");
  cli_run (cli, "predict", "-", "-");
  cli_assert_fails (cli, 2, "standard input");
  cli_run (cli, "predict", "none.json", "@two-branch");
  cli_assert_fails (cli, 1, "none.json");
  cli_write (cli, "t.csv", "a,b\n1,2\n", -1);
  cli_run (cli, "predict", "m.json", "t.csv", "--output", "p.csv");
  cli_assert_fails (cli, 1, "x");
  g_assert_false (cli_has_file (cli, "p.csv"));
  cli_run (cli, "predict", "m.json", "@two-branch", "--output", "no/p.csv");
  cli_assert_fails (cli, 1, "no/p.csv");
  cli_run_full (cli, CLI_WORDS ("predict", "m.json", "@two-branch"), NULL, "/dev/full");
  cli_assert_fails (cli, 1, "No space left");
}

static void
test_damaged_model (Cli *cli, gconstpointer data)
{
  gsize length;

  train_two_branches (cli);
  g_autofree char *model = cli_read (cli, "m.json", &length);
  cli_write (cli, "half.json", model, (gssize) length / 2);
  cli_run (cli, "predict", "half.json", "@two-branch");
  cli_assert_fails (cli, 1, "half.json");
  cli_run (cli, "predict", ".", "@two-branch");
  cli_assert_fails (cli, 1, "directory");
}

/* x and a date that is 30 days later for each unit of it. */
static void
train_dates (Cli *cli)
{
  g_autoptr (GString) text = g_string_new ("x,when\n");

  for (int i = 0; i < 60; i++)
    {
      char moment[MIX_TIME_SIZE];
      gsize n = mix_time_print (18262 + 10 * i + 2 * (i % 3), MIX_TIME_DAYS, moment);
      g_string_append_printf (text, "%d,%.*s\n", i, (int) n, moment);
    }
  cli_write (cli, "dates.csv", text->str, -1);
  cli_run (cli, "train", "dates.csv", "--components", "2", "--hidden", "8", "--epochs", "5",
           "--model", "m.json", "--quiet", "--target", "when (days since 1970)");
  cli_assert_status (cli, 0);
}

/* A date that is predicted was printed as a bare number of days. */
static void
test_dates_are_printed_as_numbers (Cli *cli, gconstpointer data)
{
  train_dates (cli);
  cli_run (cli, "predict", "m.json", "dates.csv", "--components", "--samples", "1");
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->err, "when is a date or time, and so are its forecasts");
  cli_assert_contains (cli->err, "is in days");
  g_assert_true (g_str_has_prefix (cli->out, "x,when,mean,sd,q0.05,q0.5,q0.95,pi_1,"));
  g_assert_true (g_regex_match_simple ("\n0,2020-01-01,(\\d{4}-\\d\\d-\\d\\d[ :0-9]*),[.0-9]+,(?1),(?1),(?1),"
                                       "[-.e0-9]+,[-.e0-9]+,(?1),(?1),[.0-9]+,[.0-9]+,(?1)\n",
                                       cli->out, 0, 0));
  /* Also where the table has no target. */
  cli_write (cli, "x.csv", "x\n1\n2\n", -1);
  cli_run (cli, "predict", "m.json", "x.csv", "--quantiles", "0.5");
  cli_assert_status (cli, 0);
  g_assert_true (g_regex_match_simple ("^x,mean,sd,q0.5\n1,\\d{4}-", cli->out, 0, 0));
  cli_run (cli, "decide", "m.json", "x.csv", "--shortage", "2", "--holding", "1", "--risk", "0.1");
  cli_assert_status (cli, 0);
  g_assert_true (g_regex_match_simple ("\n1,\\d{4}-\\d\\d-[ :0-9]+,([^,]*,){5}\\d{4}-\\d\\d-[ :0-9]+,"
                                       "[^,]*,\\d{4}-\\d\\d-[ :0-9]+,\\d{4}-", cli->out, 0, 0));
  cli_run (cli, "diagnose", "m.json", "dates.csv");
  cli_assert_status (cli, 0);
  cli_assert_contains (cli->out, "                when                mean           sd");
}

/* One row with a date was read in hours, and the model of a year had no such column. */
static void
test_one_date_alone (Cli *cli, gconstpointer data)
{
  train_dates (cli);
  cli_run (cli, "train", "dates.csv", "--components", "1", "--hidden", "8", "--epochs", "5", "--model",
           "x.json", "--quiet", "--target", "x");
  cli_assert_status (cli, 0);
  cli_run (cli, "predict", "x.json", "dates.csv", "--quantiles", "0.5");
  cli_assert_status (cli, 0);
  g_auto (CliTable) all = cli_parse_table (cli->out);
  cli_write (cli, "one.csv", "when\n2020-01-01\n", -1);
  cli_run (cli, "predict", "x.json", "one.csv", "--quantiles", "0.5");
  cli_assert_status (cli, 0);
  g_auto (CliTable) one = cli_parse_table (cli->out);
  g_assert_cmpfloat_with_epsilon (cli_cell (&one, 0, "mean"), cli_cell (&all, 0, "mean"), 1e-4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/verb-predict/columns", test_columns);
  cli_add_test ("/verb-predict/rows-are-mixtures", test_rows_are_mixtures);
  cli_add_test ("/verb-predict/samples", test_samples);
  cli_add_test ("/verb-predict/same-for-any-threads", test_same_for_any_threads);
  cli_add_test ("/verb-predict/table-without-target", test_table_without_target);
  cli_add_test ("/verb-predict/output-and-stdin", test_output_and_model_from_stdin);
  cli_add_test ("/verb-predict/bad-input", test_bad_input);
  cli_add_test ("/verb-predict/damaged-model", test_damaged_model);
  cli_add_test ("/predict/dates-are-printed-as-numbers", test_dates_are_printed_as_numbers);
  cli_add_test ("/predict/one-date-alone", test_one_date_alone);
  return g_test_run ();
}
