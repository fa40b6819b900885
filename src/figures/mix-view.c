/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-view.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define LEAST_SHARE 1e-6 /* of the whole axis: as far in as a zoom goes */
#define MOST_SHARE 4.0   /* as far out */

const MixShowEntry mix_shows[MIX_N_SHOWS] = {
  [MIX_SHOW_ROWS] = { "rows", N_ ("Training rows"), "fit", TRUE },
  [MIX_SHOW_VALIDATION] = { "validation", N_ ("Validation rows"), "fit", TRUE },
  [MIX_SHOW_COMPONENTS]
  = { "components", N_ ("Components’ means μₖ"), "fit slice mixing", TRUE },
  [MIX_SHOW_BANDS] = { "bands", N_ ("σ bands"), "fit", TRUE },
  [MIX_SHOW_MEAN] = { "mean", N_ ("Mixture mean"), "fit slice", TRUE },
  [MIX_SHOW_MEDIAN] = { "median", N_ ("Median"), "fit", FALSE },
  [MIX_SHOW_QUANTILES] = { "quantiles", N_ ("Quantile band"), "fit", FALSE },
  [MIX_SHOW_HEAT] = { "heat", N_ ("Heat map of log p(y | x)"), "fit", FALSE },
  [MIX_SHOW_PLAIN] = { "plain", N_ ("Plain network"), "fit slice loss", TRUE },
  [MIX_SHOW_RESIDUAL] = { "residual", N_ ("Plain network ± residual σ"), "fit", FALSE },
  [MIX_SHOW_TRUTH] = { "truth", N_ ("Truth"), "fit slice mixing loss", TRUE },
  [MIX_SHOW_OUTCOMES] = { "outcomes", N_ ("Sampled outcomes"), "fit", FALSE },
  [MIX_SHOW_MARGINAL]
  = { "marginal", N_ ("Histogram of y, rows against model"), "fit", FALSE },
  [MIX_SHOW_MIXTURE] = { "mixture", N_ ("Mixture"), "slice", TRUE },
  [MIX_SHOW_SET] = { "set", N_ ("Highest-density set"), "slice", TRUE },
  [MIX_SHOW_INTERVAL] = { "interval", N_ ("Equal-tailed interval"), "slice", FALSE },
  [MIX_SHOW_MODES] = { "modes", N_ ("Modes"), "slice", FALSE },
  [MIX_SHOW_SLICE_MEDIAN] = { "slice-median", N_ ("Median at x₀"), "slice", TRUE },
  [MIX_SHOW_NEAR] = { "near", N_ ("Histogram of the rows near x₀"), "slice", FALSE },
  [MIX_SHOW_FORMULA] = { "formula", N_ ("Formula with today’s numbers"), "slice", FALSE },
  [MIX_SHOW_ENTROPY] = { "entropy", N_ ("Entropy of the mixing coefficients"), "mixing", FALSE },
  [MIX_SHOW_TRAIN] = { "train", N_ ("Training loss"), "loss", TRUE },
  [MIX_SHOW_VALIDATION_LOSS] = { "validation-loss", N_ ("Validation loss"), "loss", TRUE },
  [MIX_SHOW_USAGE] = { "usage", N_ ("Use of the components, epoch by epoch"), "loss", TRUE },
};

const MixChoice mix_coloring_choices[] = {
  { MIX_COLORING_PLAIN, "plain", N_ ("Rows in one colour") },
  { MIX_COLORING_RESPONSIBILITY, "responsibility", N_ ("Rows by responsibility") },
  { MIX_COLORING_LIKELIHOOD, "likelihood", N_ ("Rows by log-likelihood") },
  { 0 },
};

const MixChoice mix_mixing_style_choices[] = {
  { MIX_MIXING_STACKED, "stacked", N_ ("Stacked") },
  { MIX_MIXING_LINES, "lines", N_ ("Lines") },
  { 0 },
};

const MixChoice mix_loss_scale_choices[] = {
  { MIX_LOSS_ABOVE, "log", N_ ("Logarithmic above the best") },
  { MIX_LOSS_LINEAR, "linear", N_ ("Linear") },
  { 0 },
};

const MixViewOption mix_view_options[] = {
  { "show", N_ ("LIST"), N_ ("Show these too, with commas between; plot --list has them"), NULL },
  { "hide", N_ ("LIST"), N_ ("Leave these out"), NULL },
  { "color", N_ ("BY"), N_ ("Rows by responsibility (as at first), likelihood, or plain"),
    mix_coloring_choices },
  { "mixing-style", N_ ("STYLE"), N_ ("Mixing coefficients stacked (as at first), or lines"),
    mix_mixing_style_choices },
  { "loss-scale", N_ ("SCALE"), N_ ("log above the best possible (as at first), or linear"),
    mix_loss_scale_choices },
  { "level", N_ ("P"), N_ ("Probability of the highest-density set and the interval (0.9)"), NULL },
  { "band", N_ ("P"), N_ ("Probability within the quantile band (0.8)"), NULL },
  { "threshold", N_ ("Y"), N_ ("Read P(y > Y) in the slice"), NULL },
  { "pin", N_ ("X"), N_ ("Compare with a second x0 in the slice"), NULL },
  { "x-range", N_ ("LOW:HIGH"), N_ ("What the x axis shows"), NULL },
  { "y-range", N_ ("LOW:HIGH"), N_ ("What the y axis shows"), NULL },
  { NULL },
};

/**
 * mix_view_init:
 *
 * The view that a person starts with.
 */
void
mix_view_init (MixView *view)
{
  const MixSpan all = { (double) NAN, (double) NAN };

  *view = (MixView){ .coloring = MIX_COLORING_RESPONSIBILITY, .level = 0.9, .band = 0.8,
                     .threshold = (double) NAN, .pin = (double) NAN, .seed = 1, .x = all,
                     .y = all, .epochs = all };
  for (guint i = 0; i < MIX_N_SHOWS; i++)
    mix_view_set_shown (view, (MixShow) i, mix_shows[i].initially);
}

static gboolean
same (double a, double b)
{
  return (isnan (a) && isnan (b)) || fabs (a - b) <= 0;
}

/* Two that are not set are equal. */
gboolean
mix_span_equal (const MixSpan *a, const MixSpan *b)
{
  return same (a->low, b->low) && same (a->high, b->high);
}

/* What a legend keeps of what was shown once makes no other view. */
gboolean
mix_view_equal (const MixView *a, const MixView *b)
{
  return a->shown == b->shown && a->hidden_components == b->hidden_components
         && a->coloring == b->coloring && a->mixing == b->mixing
         && a->loss_scale == b->loss_scale && same (a->level, b->level) && same (a->band, b->band)
         && same (a->threshold, b->threshold) && same (a->pin, b->pin) && a->seed == b->seed
         && mix_span_equal (&a->x, &b->x) && mix_span_equal (&a->y, &b->y)
         && mix_span_equal (&a->epochs, &b->epochs);
}

gboolean
mix_view_shows (const MixView *view, MixShow show)
{
  return (view->shown & (1u << show)) != 0;
}

/* Whether a legend has its word: it is shown, or was, and can come back. */
gboolean
mix_view_lists (const MixView *view, MixShow show)
{
  return ((view->shown | view->listed) & (1u << show)) != 0;
}

void
mix_view_set_shown (MixView *view, MixShow show, gboolean shown)
{
  view->listed |= view->shown;
  if (shown)
    view->shown |= 1u << show;
  else
    view->shown &= ~(1u << show);
}

/**
 * mix_view_shows_component:
 * @component: from 0; those from the 65th on are always shown
 */
gboolean
mix_view_shows_component (const MixView *view, guint component)
{
  return component >= 64 || (view->hidden_components & (G_GUINT64_CONSTANT (1) << component)) == 0;
}

void
mix_view_set_component_shown (MixView *view, guint component, gboolean shown)
{
  guint64 bit = component < 64 ? G_GUINT64_CONSTANT (1) << component : 0;

  view->hidden_components = shown ? view->hidden_components & ~bit : view->hidden_components | bit;
}

/**
 * mix_view_toggle:
 * @tag: what a word of a legend stands for: an item, or a component of all items
 *
 * Shows what is not shown, and hides what is.
 */
void
mix_view_toggle (MixView *view, const MixTag *tag)
{
  if (tag->item > 0 && tag->item <= MIX_N_SHOWS)
    {
      MixShow show = (MixShow) (tag->item - 1);
      mix_view_set_shown (view, show, !mix_view_shows (view, show));
    }
  else if (tag->component > 0 && tag->component != MIX_TAG_EVERY)
    {
      guint component = tag->component - 1u;
      mix_view_set_component_shown (view, component, !mix_view_shows_component (view, component));
    }
}

/**
 * mix_show_is_in:
 * @figure: the id of a figure
 *
 * Returns: whether @figure has it
 */
gboolean
mix_show_is_in (MixShow show, const char *figure)
{
  g_auto (GStrv) figures = g_strsplit (mix_shows[show].figures, " ", -1);

  return g_strv_contains ((const char *const *) figures, figure);
}

G_GNUC_PRINTF (2, 3)
static gboolean
fail (GError **error, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, text);
  return FALSE;
}

static int
find_show (const char *id)
{
  for (int i = 0; i < MIX_N_SHOWS; i++)
    if (g_str_equal (mix_shows[i].id, id))
      return i;
  return -1;
}

static gboolean
set_list (MixView *view, const char *text, gboolean shown, GError **error)
{
  g_auto (GStrv) ids = g_strsplit (text, ",", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      int show = find_show (g_strstrip (ids[i]));
      if (show >= 0)
        {
          mix_view_set_shown (view, (MixShow) show, shown);
          continue;
        }
      g_autoptr (GString) known = g_string_new (NULL);
      for (guint s = 0; s < MIX_N_SHOWS; s++)
        g_string_append_printf (known, "%s%s", s > 0 ? ", " : "", mix_shows[s].id);
      return fail (error, _ ("there is no “%s” to show; there are %s"), ids[i], known->str);
    }
  return TRUE;
}

static gboolean
read_number (const char *text, double *value)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !isfinite (number))
    return FALSE;
  *value = number;
  return TRUE;
}

static gboolean
set_share (double *value, const char *text, GError **error)
{
  double share;

  if (!read_number (text, &share) || !(share >= 0.01 && share <= 0.999))
    return fail (error, _ ("“%s” is not a probability from 0.01 to 0.999"), text);
  *value = share;
  return TRUE;
}

static gboolean
set_number (double *value, const char *text, GError **error)
{
  return read_number (text, value) || fail (error, _ ("“%s” is not a number"), text);
}

static gboolean
set_span (MixSpan *span, const char *text, GError **error)
{
  g_auto (GStrv) ends = g_strsplit (text, ":", -1);
  MixSpan read;

  if (g_strv_length (ends) != 2 || !read_number (ends[0], &read.low)
      || !read_number (ends[1], &read.high) || !(read.low < read.high))
    return fail (error, _ ("“%s” is not LOW:HIGH, two numbers with the lower first"), text);
  *span = read;
  return TRUE;
}

static gboolean
set_choice (int *value, const MixChoice *choices, const char *text, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  if (mix_choice_parse (choices, text, value))
    return TRUE;
  for (const MixChoice *choice = choices; choice->nick != NULL; choice++)
    g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", choice->nick);
  return fail (error, _ ("“%s” is not one of %s"), text, known->str);
}

/**
 * mix_view_set:
 * @name: of mix_view_options
 * @text: as on the command line
 *
 * Errors (G_OPTION_ERROR) say what is allowed; the view is then what it was.
 */
gboolean
mix_view_set (MixView *view, const char *name, const char *text, GError **error)
{
  MixView changed = *view;
  gboolean done = FALSE;

  if (g_str_equal (name, "show") || g_str_equal (name, "hide"))
    done = set_list (&changed, text, g_str_equal (name, "show"), error);
  else if (g_str_equal (name, "color"))
    done = set_choice (&changed.coloring, mix_coloring_choices, text, error);
  else if (g_str_equal (name, "mixing-style"))
    done = set_choice (&changed.mixing, mix_mixing_style_choices, text, error);
  else if (g_str_equal (name, "loss-scale"))
    done = set_choice (&changed.loss_scale, mix_loss_scale_choices, text, error);
  else if (g_str_equal (name, "level"))
    done = set_share (&changed.level, text, error);
  else if (g_str_equal (name, "band"))
    done = set_share (&changed.band, text, error);
  else if (g_str_equal (name, "threshold"))
    done = set_number (&changed.threshold, text, error);
  else if (g_str_equal (name, "pin"))
    done = set_number (&changed.pin, text, error);
  else if (g_str_equal (name, "x-range"))
    done = set_span (&changed.x, text, error);
  else if (g_str_equal (name, "y-range"))
    done = set_span (&changed.y, text, error);
  else
    fail (error, _ ("a view has no “%s”"), name);
  if (done)
    *view = changed;
  return done;
}

gboolean
mix_span_is_set (const MixSpan *span)
{
  return isfinite (span->low) && isfinite (span->high);
}

/**
 * mix_span_zoom:
 * @span: set
 * @at: the value that stays where it is
 * @factor: of the length
 */
void
mix_span_zoom (MixSpan *span, double at, double factor)
{
  span->low = at - (at - span->low) * factor;
  span->high = at + (span->high - at) * factor;
}

void
mix_span_pan (MixSpan *span, double by)
{
  span->low += by;
  span->high += by;
}

/**
 * mix_span_confine:
 * @full: set, low < high
 *
 * At least a fifth of what is shown, or of all where that is less, stays within @full. A span that
 * shows all again becomes none.
 */
void
mix_span_confine (MixSpan *span, const MixSpan *full)
{
  double all = full->high - full->low, length = span->high - span->low;

  if (!mix_span_is_set (span))
    return;
  double middle = (span->low + span->high) / 2;
  double fitting = CLAMP (length, LEAST_SHARE * all, MOST_SHARE * all);
  double kept = MIN (fitting, all) / 5;
  double low = CLAMP (middle - fitting / 2, full->low + kept - fitting, full->high - kept);
  *span = (MixSpan){ low, low + fitting };
  if (fabs (span->low - full->low) < 1e-4 * all && fabs (span->high - full->high) < 1e-4 * all)
    *span = (MixSpan){ (double) NAN, (double) NAN };
}
