/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-verbs.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-csv.h"
#include "mix-evidence-file.h"
#include "mix-figure-table.h"
#include "mix-history-file.h"
#include "mix-input.h"
#include "mix-model-io.h"
#include "mix-output.h"
#include "mix-plot-export.h"
#include "mix-stock-options.h"

#define MAX_VIEW_OPTIONS 16
#define MAX_PIXELS 32767 /* what a Cairo image can have on a side */

typedef struct
{
  MixInputOptions input;
  char *figure_id, *output, *table, *size_text, *scale_text, *x, *x0_text, *history;
  char *evidence;
  MixStockOptions stock;
  gboolean list, dark, high_contrast;
  char *view_texts[MAX_VIEW_OPTIONS]; /* one for each of mix_view_options, or NULL */

  /* What the text says. */
  const MixFigure *figure;
  double width, height, scale, x0;
} PlotOptions;

static void
plot_options_clear (PlotOptions *options)
{
  mix_input_options_clear (&options->input);
  g_free (options->figure_id);
  g_free (options->output);
  g_free (options->table);
  g_free (options->size_text);
  g_free (options->scale_text);
  g_free (options->x);
  g_free (options->x0_text);
  g_free (options->history);
  g_free (options->evidence);
  mix_stock_options_clear (&options->stock);
  for (guint i = 0; i < MAX_VIEW_OPTIONS; i++)
    g_free (options->view_texts[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlotOptions, plot_options_clear)

static gboolean
print_list (GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (const MixFigure *f = mix_figures; f->id != NULL; f++)
    g_string_append_printf (text, "%-12s %s\n", f->id, _ (f->summary));
  g_string_append_printf (text, "\n%s\n", _ ("What --show and --hide know (+: shown at first):"));
  for (guint i = 0; i < MIX_N_SHOWS; i++)
    g_string_append_printf (text, "%c %-11s %s (%s)\n", mix_shows[i].initially ? '+' : ' ',
                            mix_shows[i].id, _ (mix_shows[i].label), mix_shows[i].figures);
  return mix_output_print (text->str, error);
}

G_GNUC_PRINTF (2, 3)
static gboolean
fail_usage (GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE, text);
  return FALSE;
}

static gboolean
parse_figure (PlotOptions *options, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (const MixFigure *f = mix_figures; f->id != NULL; f++)
    g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", f->id);
  if (options->figure_id == NULL)
    return fail_usage (error, _ ("give --figure with one of %s"), known->str);
  options->figure = mix_figure_find (options->figure_id);
  if (options->figure == NULL)
    return fail_usage (error, _ ("there is no figure “%s”; there are %s"), options->figure_id,
                       known->str);
  if (g_str_equal (options->figure_id, "loss") && options->history == NULL)
    return fail_usage (error, _ ("the loss figure shows the losses of training: give --history "
                                 "with the file that “train --history” wrote"));
  if (g_str_equal (options->figure_id, "evidence") && options->evidence == NULL)
    return fail_usage (error, _ ("the evidence figure shows many trainings: give --evidence with the "
                                 "file that “choose-components --table” wrote"));
  return TRUE;
}

static gboolean
parse_output (PlotOptions *options, GError **error)
{
  const char *endings[] = { ".png", ".svg", ".pdf" };

  if (options->table != NULL && !mix_output_check (options->table, error))
    return FALSE;
  if (options->output == NULL && options->table != NULL)
    return TRUE;
  if (options->output == NULL)
    return fail_usage (error, _ ("give --output with a file that ends in .png, .svg or .pdf"));
  g_autofree char *lower = g_ascii_strdown (options->output, -1);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return mix_output_check (options->output, error);
  return fail_usage (error, _ ("--output: “%s” does not end in .png, .svg or .pdf"),
                     options->output);
}

static gboolean
parse_size (PlotOptions *options, GError **error)
{
  const char *text = options->size_text != NULL ? options->size_text : "960x640";
  const char *cross = strchr (text, 'x');
  gint64 width = 0, height = 0;

  if (cross != NULL)
    {
      g_autofree char *left = g_strndup (text, (gsize) (cross - text));
      if (!mix_parse_whole ("size", left, 100, MAX_PIXELS, &width, NULL)
          || !mix_parse_whole ("size", cross + 1, 100, MAX_PIXELS, &height, NULL))
        width = 0;
    }
  if (width == 0)
    return fail_usage (error, _ ("--size: “%s” is not WIDTHxHEIGHT, each from 100 to %d"), text,
                       MAX_PIXELS);
  options->width = (double) width;
  options->height = (double) height;
  options->scale = 1;
  if (!mix_parse_number ("scale", options->scale_text, 0.25, 16, &options->scale, error))
    return FALSE;
  if (MAX (options->width, options->height) * options->scale > MAX_PIXELS)
    return fail_usage (error, _ ("--size times --scale is more than %d pixels"), MAX_PIXELS);
  return TRUE;
}

static gboolean
choose_x (MixScene *scene, const PlotOptions *options, GError **error)
{
  MixDesign *design = mix_scene_get_design (scene);
  guint n = mix_design_get_n_features (design);
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const char *name = mix_design_get_feature_name (design, i);
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", name);
      if (options->x != NULL && g_str_equal (options->x, name))
        {
          mix_scene_set_x_feature (scene, i);
          return TRUE;
        }
    }
  return options->x == NULL
         || fail_usage (error, _ ("--x: the model has no feature “%s”; it has %s"), options->x,
                        known->str);
}

static gboolean
choose_x0 (MixScene *scene, const PlotOptions *options, GError **error)
{
  double low, high;

  if (options->x0_text == NULL)
    return TRUE;
  mix_scene_get_x_range (scene, &low, &high);
  if (options->x0 < low || options->x0 > high)
    return fail_usage (error, _ ("--x0: %g is outside of the x axis, which goes from %g to %g"),
                       options->x0, low, high);
  mix_scene_set_x0 (scene, options->x0);
  mix_scene_set_show_x0 (scene, TRUE);
  return TRUE;
}

static gboolean
choose_view (MixScene *scene, const PlotOptions *options, GError **error)
{
  MixView view = *mix_scene_get_view (scene);

  for (guint i = 0; mix_view_options[i].name != NULL; i++)
    {
      g_autoptr (GError) why = NULL;
      if (options->view_texts[i] != NULL
          && !mix_view_set (&view, mix_view_options[i].name, options->view_texts[i], &why))
        return fail_usage (error, "--%s: %s", mix_view_options[i].name, why->message);
    }
  mix_scene_set_view (scene, &view);
  return TRUE;
}

/* What the figures about an order and its risk are about; decide says more. */
static gboolean
choose_stock (MixScene *scene, const PlotOptions *options, GError **error)
{
  MixStock stock = mix_scene_get_stock (scene);
  gboolean is_signed = stock.is_signed;
  MixRisk risk = mix_scene_get_risk (scene);

  if (!mix_stock_options_parse_risk (&options->stock, &risk, error))
    return FALSE;
  mix_scene_set_risk (scene, &risk);
  if (!mix_stock_options_are_given (&options->stock))
    return TRUE;
  if (!mix_stock_options_parse (&options->stock, "plot", &stock, error))
    return FALSE;
  stock.is_signed |= is_signed;
  mix_scene_set_stock (scene, &stock);
  return TRUE;
}

static gboolean
choose_evidence (MixScene *scene, const PlotOptions *options, GError **error)
{
  MixEvidence evidence;

  if (options->evidence == NULL)
    return TRUE;
  if (!mix_evidence_read (&evidence, options->evidence, error))
    return FALSE;
  mix_scene_set_evidence (scene, &evidence);
  return TRUE;
}

static gboolean
write_table (const PlotOptions *options, MixScene *scene, GError **error)
{
  g_autoptr (MixDataset) table = mix_figure_table (options->figure, scene);

  if (table == NULL)
    {
      g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_FAILED, _ ("%s: the figure has no numbers"),
                   options->table);
      return FALSE;
    }
  return mix_csv_write (table, options->table, error);
}

static gboolean
draw (const PlotOptions *options, MixDesign *design, MixSnapshot *snapshot, GError **error)
{
  g_autoptr (MixScene) scene = mix_scene_new ();

  mix_scene_set_design (scene, design);
  mix_scene_set_snapshot (scene, snapshot);
  mix_scene_set_show_x0 (scene, FALSE);
  if (!choose_x (scene, options, error) || !choose_x0 (scene, options, error)
      || !choose_view (scene, options, error) || !choose_stock (scene, options, error)
      || !choose_evidence (scene, options, error))
    return FALSE;

  if (options->table != NULL && !write_table (options, scene, error))
    return FALSE;
  if (options->output == NULL)
    return TRUE;
  g_autoptr (MixPlot) plot =
    mix_figure_build (options->figure, scene, mix_palette_get (mix_scheme_choose (options->dark, options->high_contrast)));
  return mix_plot_export (plot, options->output, options->width, options->height, options->scale,
                          error);
}

static gboolean
plot (const PlotOptions *options, const char *model_path, const char *data, GError **error)
{
  if (!mix_input_check_stdin (model_path, data, error))
    return FALSE;
  g_autoptr (MixModel) model = mix_model_load (model_path, error);
  if (model == NULL)
    return FALSE;
  g_autoptr (MixDesign) design
    = mix_input_read_design (data, &options->input, model, TRUE, error);
  if (design == NULL)
    return FALSE;

  g_autoptr (MixSnapshot) snapshot = mix_snapshot_new_for_model (model, design);
  if (options->history != NULL && !mix_history_read (snapshot->history, options->history, error))
    return FALSE;
  return draw (options, design, snapshot, error);
}

/* One option for each of the view's. */
static void
add_view_options (MixCommand *command, PlotOptions *options)
{
  GOptionEntry entries[MAX_VIEW_OPTIONS + 1] = { { NULL } };

  for (guint i = 0; mix_view_options[i].name != NULL; i++)
    {
      g_return_if_fail (i < MAX_VIEW_OPTIONS);
      entries[i] = (GOptionEntry){ mix_view_options[i].name, 0, 0, G_OPTION_ARG_FILENAME,
                                   &options->view_texts[i], mix_view_options[i].help,
                                   mix_view_options[i].argument };
    }
  mix_command_add_options (command, entries);
}

static gboolean
parse (MixCommand *command, PlotOptions *options, GError **error)
{
  const GOptionEntry entries[] = {
    { "figure", 'f', 0, G_OPTION_ARG_FILENAME, &options->figure_id, N_ ("Which figure"),
      N_ ("ID") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
      N_ ("Where to write it; .png, .svg or .pdf"), N_ ("FILE") },
    { "table", 0, 0, G_OPTION_ARG_FILENAME, &options->table,
      N_ ("Write the figure's numbers as CSV, with or without a picture"), N_ ("FILE") },
    { "list", 0, 0, G_OPTION_ARG_NONE, &options->list, N_ ("List the figures"), NULL },
    { "size", 0, 0, G_OPTION_ARG_FILENAME, &options->size_text,
      N_ ("Width and height in pixels before scaling (960x640)"), N_ ("WxH") },
    { "scale", 0, 0, G_OPTION_ARG_FILENAME, &options->scale_text,
      N_ ("Device pixels per pixel of a PNG (1)"), N_ ("N") },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &options->dark, N_ ("Dark colours"), NULL },
    { "high-contrast", 0, 0, G_OPTION_ARG_NONE, &options->high_contrast,
      N_ ("Colours of high contrast"), NULL },
    { "x", 0, 0, G_OPTION_ARG_FILENAME, &options->x,
      N_ ("The feature on the x axis; the others are held at their medians"), N_ ("COLUMN") },
    { "x0", 0, 0, G_OPTION_ARG_FILENAME, &options->x0_text,
      N_ ("Where slice cuts, and the line in fit and mixing"), N_ ("V") },
    { "history", 0, 0, G_OPTION_ARG_FILENAME, &options->history,
      N_ ("The losses that train --history wrote, for the loss figure"), N_ ("FILE") },
    { "evidence", 0, 0, G_OPTION_ARG_FILENAME, &options->evidence,
      N_ ("What choose-components --table wrote, for the evidence figure"), N_ ("FILE") },
    G_OPTION_ENTRY_NULL,
  };

  mix_command_add_options (command, entries);
  add_view_options (command, options);
  mix_stock_options_add (&options->stock, command);
  mix_input_options_add (&options->input, command, TRUE);
  return mix_command_parse (command, error)
         && mix_command_expect (command, options->list ? 0 : 2, error);
}

static gboolean
run (MixCommand *command, GError **error)
{
  g_auto (PlotOptions) options = { { { NULL } } };

  if (!parse (command, &options, error))
    return FALSE;
  if (options.list)
    return print_list (error);
  return parse_figure (&options, error) && parse_size (&options, error)
         && mix_parse_number ("x0", options.x0_text, -1e300, 1e300, &options.x0, error)
         && parse_output (&options, error)
         && plot (&options, mix_command_get_argument (command, 0),
                  mix_command_get_argument (command, 1), error);
}

const MixVerb mix_verb_plot = {
  .name = "plot",
  .arguments = N_ ("MODEL DATA"),
  .summary = N_ ("Draw a figure of a model and a table as PNG, SVG or PDF"),
  .details = N_ ("DATA is a CSV file, - for standard input, or @ID for a generator (@two-branch)."),
  .run = run,
};
