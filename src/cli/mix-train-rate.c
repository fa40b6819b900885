/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-train-rate.h"

#include <glib/gi18n-lib.h>

#include "mix-command.h"
#include "mix-figure-rate.h"
#include "mix-output.h"
#include "mix-plot-export.h"

#define WIDTH 960
#define HEIGHT 640

/**
 * mix_train_check_picture:
 * @output: (nullable): a path
 *
 * Returns: FALSE with an error where no picture can go there
 */
gboolean
mix_train_check_picture (const char *output, GError **error)
{
  const char *endings[] = { ".png", ".svg", ".pdf" };

  if (output == NULL)
    return TRUE;
  g_autofree char *lower = g_ascii_strdown (output, -1);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return mix_output_check (output, error);
  g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
               _ ("--output: “%s” does not end in .png, .svg or .pdf"), output);
  return FALSE;
}

static void
add_numbers (JsonBuilder *builder, const char *name, const double *values, guint n)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_double_value (builder, values[i]);
  json_builder_end_array (builder);
}

static gboolean
print_json (const MixRateTest *test, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  mix_json_add_number (builder, "suggested_rate", test->suggested);
  mix_json_add_number (builder, "steepest_rate", test->rate[test->steepest]);
  mix_json_add_number (builder, "lowest_rate", test->rate[test->lowest]);
  mix_json_add_number (builder, "lowest_loss", test->smoothed[test->lowest]);
  mix_json_add_integer (builder, "steps", test->n);
  mix_json_add_boolean (builder, "diverged", test->diverged);
  add_numbers (builder, "rate", test->rate, test->n);
  add_numbers (builder, "loss", test->loss, test->n);
  add_numbers (builder, "smoothed_loss", test->smoothed, test->n);
  json_builder_end_object (builder);
  return mix_output_print_json (builder, error);
}

static gboolean
print_text (const MixRateTest *test, GError **error)
{
  g_autofree char *text = g_strdup_printf (
    _ ("--learning-rate %.2g (the loss falls fastest at %.2g, is lowest at %.2g%s)\n"),
    test->suggested, test->rate[test->steepest], test->rate[test->lowest],
    test->diverged ? _ (", and diverges beyond") : "");
  return mix_output_print (text, error);
}

/**
 * mix_train_find_rate:
 * @output: (nullable): where to draw the test
 *
 * Returns: FALSE with an error where the table cannot be trained on or a result not be written
 */
gboolean
mix_train_find_rate (const MixConfig *config, MixDesign *design, const char *output, gboolean json,
                     GError **error)
{
  g_autoptr (MixRateTest) test = mix_rate_test_new (config, design, error);
  if (test == NULL)
    return FALSE;
  if (test->n == 0)
    {
      g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_FAILED,
                   _ ("the loss is infinite at a learning rate of %g already; try a larger "
                      "--sigma-floor, or --head-scale 0.05"),
                   MIX_RATE_TEST_LOW);
      return FALSE;
    }
  if (output != NULL)
    {
      g_autoptr (MixPlot) plot
        = mix_figure_build_rate (test, mix_palette_get (MIX_SCHEME_LIGHT));
      if (!mix_plot_export (plot, output, WIDTH, HEIGHT, 1, error))
        return FALSE;
    }
  return json ? print_json (test, error) : print_text (test, error);
}
