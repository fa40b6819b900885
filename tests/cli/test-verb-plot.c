/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <string.h>

static const char *const figures[] = { "fit", "mixing", "slice", "loss" };

static void
train (Cli *cli)
{
  cli_run (cli, "train", "@two-branch", "--rows", "300", "--hidden", "16", "--epochs", "5",
           "--plain-network", "on", "--model", "m.json", "--history", "h.csv");
  cli_assert_status (cli, 0);
}

static void
test_list (Cli *cli, gconstpointer data)
{
  cli_run (cli, "plot", "--list");
  cli_assert_status (cli, 0);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    cli_assert_contains (cli->out, figures[i]);
}

static void
check_start (Cli *cli, const char *name, const char *start)
{
  gsize length;
  g_autofree char *text = cli_read (cli, name, &length);
  g_assert_cmpuint (length, >, 1000);
  g_assert_true (memcmp (text, start, strlen (start)) == 0);
}

static void
test_every_figure_in_every_format (Cli *cli, gconstpointer data)
{
  const char *starts[][2] = { { "png", "\x89PNG\r\n" }, { "svg", "<?xml" }, { "pdf", "%PDF-" } };

  train (cli);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    for (guint j = 0; j < G_N_ELEMENTS (starts); j++)
      {
        g_autofree char *name = g_strdup_printf ("%s.%s", figures[i], starts[j][0]);
        cli_run (cli, "plot", "m.json", "@two-branch", "--rows", "300", "--figure", figures[i],
                 "--output", name, "--history", "h.csv");
        cli_assert_status (cli, 0);
        g_assert_cmpstr (cli->err, ==, "");
        check_start (cli, name, starts[j][1]);
      }
}

/* Width and height stand in a PNG's first chunk, big-endian, from byte 16 on. */
static void
assert_png_size (Cli *cli, const char *name, guint width, guint height)
{
  gsize length;
  g_autofree char *text = cli_read (cli, name, &length);
  guint32 size[2];
  g_assert_cmpuint (length, >, 24);
  memcpy (size, text + 16, sizeof size);
  g_assert_cmpuint (GUINT32_FROM_BE (size[0]), ==, width);
  g_assert_cmpuint (GUINT32_FROM_BE (size[1]), ==, height);
}

static void
test_size_and_colours (Cli *cli, gconstpointer data)
{
  gsize n, m;

  train (cli);
  cli_run (cli, "plot", "m.json", "@two-branch", "-f", "fit", "-o", "a.png", "--size", "300x200",
           "--scale", "2");
  cli_assert_status (cli, 0);
  assert_png_size (cli, "a.png", 600, 400);
  cli_run (cli, "plot", "m.json", "@two-branch", "-f", "fit", "-o", "b.png", "--size", "300x200",
           "--scale", "2", "--dark");
  cli_assert_status (cli, 0);
  g_autofree char *light = cli_read (cli, "a.png", &n);
  g_autofree char *dark = cli_read (cli, "b.png", &m);
  g_assert_false (n == m && memcmp (light, dark, n) == 0);
}

static void
test_view (Cli *cli, gconstpointer data)
{
  g_autofree char *quakes = cli_sample ("quakes.csv");

  cli_run (cli, "train", quakes, "--hidden", "8", "--epochs", "2", "--features", "lat,long",
           "--target", "depth", "--model", "m.json");
  cli_assert_status (cli, 0);
  cli_run (cli, "plot", "m.json", quakes, "-f", "fit", "-o", "f.svg", "--x", "long", "--x0",
           "180");
  cli_assert_status (cli, 0);
  cli_run (cli, "plot", "m.json", quakes, "-f", "slice", "-o", "s.svg", "--x0", "-20");
  cli_assert_status (cli, 0);
  cli_run (cli, "plot", "m.json", quakes, "-f", "fit", "-o", "g.svg", "--x", "mag");
  cli_assert_fails (cli, 2, "lat, long");
  cli_run (cli, "plot", "m.json", quakes, "-f", "fit", "-o", "g.svg", "--x0", "1e6");
  cli_assert_fails (cli, 2, "--x0");
  g_assert_false (cli_has_file (cli, "g.svg"));
}

/* Each thing that can be shown makes another picture; what is not known is named. */
static void
test_show (Cli *cli, gconstpointer data)
{
  static const char *const shown[][2] = {
    { "fit", "heat" }, { "fit", "median" }, { "fit", "quantiles" }, { "fit", "residual" },
    { "fit", "outcomes" }, { "mixing", "entropy" },
  };

  train (cli);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      gsize n, m;
      cli_run (cli, "plot", "m.json", "@two-branch", "--rows", "300", "-f", shown[i][0], "-o",
               "a.png");
      cli_assert_status (cli, 0);
      cli_run (cli, "plot", "m.json", "@two-branch", "--rows", "300", "-f", shown[i][0], "-o",
               "b.png", "--show", shown[i][1]);
      cli_assert_status (cli, 0);
      g_autofree char *without = cli_read (cli, "a.png", &n);
      g_autofree char *with = cli_read (cli, "b.png", &m);
      g_assert_false (n == m && memcmp (without, with, n) == 0);
    }
  cli_run (cli, "plot", "m.json", "@two-branch", "-f", "fit", "--table", "t.csv");
  cli_assert_status (cli, 0);
  gsize length;
  g_autofree char *table = cli_read (cli, "t.csv", &length);
  cli_assert_contains (table, "sigma_2");
  cli_run (cli, "plot", "m.json", "@two-branch", "-f", "fit", "-o", "c.png", "--hide", "hat");
  cli_assert_fails (cli, 2, "--hide");
  cli_run (cli, "plot", "--list");
  cli_assert_contains (cli->out, "quantiles");
}

/* The figures about an order take it in any of the three ways, and the questions of risk. */
static void
test_orders (Cli *cli, gconstpointer data)
{
  static const char *const ways[][4] = { { "--cost", "4", "--price", "10" },
                                         { "--shortage", "6", "--holding", "3" },
                                         { "--service", "0.9", "--risk", "0.9" } };
  static const char *const ids[] = { "profit", "outcomes", "orders", "risk" };

  train (cli);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    for (guint j = 0; j < G_N_ELEMENTS (ids); j++)
      {
        cli_run (cli, "plot", "m.json", "@two-branch", "-f", ids[j], "-o", "o.svg", "--table",
                 "o.csv", "--above", "5", "--between=-3,4", ways[i][0], ways[i][1], ways[i][2],
                 ways[i][3]);
        cli_assert_status (cli, 0);
        check_start (cli, "o.csv", "");
      }
  cli_run (cli, "plot", "m.json", "@two-branch", "-f", "orders", "-o", "o.svg", "--cost", "4");
  cli_assert_fails (cli, 2, "--cost and --price");
  cli_run (cli, "plot", "m.json", "@two-branch", "-f", "risk", "-o", "o.svg", "--risk", "1");
  cli_assert_fails (cli, 2, "--risk");
}

static void
test_bad_options (Cli *cli, gconstpointer data)
{
  const char *sizes[] = { "300", "300x", "x200", "300x200x1", "1x1", "1e3x200", "99999x200" };

  cli_run (cli, "plot", "m.json", "@linear", "-f", "pie", "-o", "a.png");
  cli_assert_fails (cli, 2, "fit, mixing, slice, loss");
  cli_run (cli, "plot", "m.json", "@linear", "-f", "loss", "-o", "a.png");
  cli_assert_fails (cli, 2, "--history");
  cli_run (cli, "plot", "m.json", "@linear", "-f", "fit");
  cli_assert_fails (cli, 2, "--output");
  cli_run (cli, "plot", "m.json", "@linear", "-f", "fit", "-o", "a.bmp");
  cli_assert_fails (cli, 2, ".svg");
  cli_run (cli, "plot", "m.json", "@linear", "-f", "fit", "-o", "a.png", "--scale", "0");
  cli_assert_fails (cli, 2, "--scale");
  cli_run (cli, "plot", "-", "-", "-f", "fit", "-o", "a.png");
  cli_assert_fails (cli, 2, "standard input");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      cli_run (cli, "plot", "m.json", "@linear", "-f", "fit", "-o", "a.png", "--size", sizes[i]);
      cli_assert_fails (cli, 2, "--size");
    }
  cli_run (cli, "plot", "m.json", "@linear", "-f", "fit", "-o", "a.png", "--size", "20000x200",
           "--scale", "2");
  cli_assert_fails (cli, 2, "pixels");
}

static void
test_model_does_not_fit_data (Cli *cli, gconstpointer data)
{
  g_autofree char *geyser = cli_sample ("geyser.csv");

  train (cli);
  cli_run (cli, "plot", "m.json", geyser, "-f", "fit", "-o", "a.png");
  cli_assert_fails (cli, 1, "\"x\"");
  cli_run (cli, "plot", "m.json", "@two-branch", "-f", "loss", "-o", "a.png", "--history", geyser);
  cli_assert_fails (cli, 1, "epoch");
  g_assert_false (cli_has_file (cli, "a.png"));
}

static void
test_model_from_standard_input (Cli *cli, gconstpointer data)
{
  train (cli);
  g_autofree char *model = cli_read (cli, "m.json", NULL);
  cli_run_full (cli, CLI_WORDS ("plot", "-", "@two-branch", "-f", "fit", "-o", "a.png"), model,
                NULL);
  cli_assert_status (cli, 0);
  check_start (cli, "a.png", "\x89PNG");
}

static void
test_no_partial_file (Cli *cli, gconstpointer data)
{
  const char *names[] = { "a.png", "a.svg", "a.pdf" };

  train (cli);
  guint n = cli_count_files (cli);
  cli->file_limit = 1000;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      cli_run (cli, "plot", "m.json", "@two-branch", "-f", "fit", "-o", names[i]);
      cli_assert_fails (cli, 1, names[i]);
    }
  cli_run (cli, "plot", "m.json", "@two-branch", "-f", "fit", "-o", "nowhere/a.png");
  cli_assert_fails (cli, 1, "nowhere/a.png");
  g_assert_cmpuint (cli_count_files (cli), ==, n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cli_add_test ("/verb-plot/list", test_list);
  cli_add_test ("/verb-plot/every-figure-in-every-format", test_every_figure_in_every_format);
  cli_add_test ("/verb-plot/size-and-colours", test_size_and_colours);
  cli_add_test ("/verb-plot/view", test_view);
  cli_add_test ("/verb-plot/show", test_show);
  cli_add_test ("/verb-plot/orders", test_orders);
  cli_add_test ("/verb-plot/bad-options", test_bad_options);
  cli_add_test ("/verb-plot/model-does-not-fit-data", test_model_does_not_fit_data);
  cli_add_test ("/verb-plot/model-from-standard-input", test_model_from_standard_input);
  cli_add_test ("/verb-plot/no-partial-file", test_no_partial_file);
  return g_test_run ();
}
