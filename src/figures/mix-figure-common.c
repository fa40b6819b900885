/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define N_TRUTH 512
#define HINT_ALPHA 0.3
#define MOST_BRIEF (300.0 * MIX_SECONDS_OF_DAY) /* beyond, an axis of dates may hold a day twice */
#define CLEAR_BAND 0.08 /* of the height of an axis, to each side of a sentence */

void
mix_figure_number_styles (const MixScene *scene, MixNumberStyles *styles)
{
  double low, high;

  mix_scene_get_x_range (scene, &low, &high);
  styles->x = mix_time_style_for_range (mix_figure_x_time (scene), low, high, 1000);
  mix_scene_get_y_range (scene, &low, &high);
  styles->y = mix_time_style_for_range (mix_figure_y_time (scene), low, high, 1000);
  styles->y_coarse = mix_time_style_for_range (mix_figure_y_time (scene), low, high, 300);
  styles->y_coarse.brief = styles->y_coarse.grain < MOST_BRIEF / 300;
}

MixTimeUnit
mix_figure_x_time (const MixScene *scene)
{
  MixDesign *design = mix_scene_get_design (scene);

  return design != NULL ? mix_design_get_feature_time (design, mix_scene_get_x_feature (scene))
                        : MIX_TIME_NONE;
}

MixTimeUnit
mix_figure_y_time (const MixScene *scene)
{
  MixDesign *design = mix_scene_get_design (scene);

  return design != NULL ? mix_design_get_target_time (design) : MIX_TIME_NONE;
}

/* At most so many characters, the middle left out. */
static char *
shorten (const char *name, guint most)
{
  glong length = g_utf8_strlen (name, -1);

  if (length <= (glong) most)
    return g_strdup (name);
  glong head = (most - 1) * 2 / 3, tail = most - 1 - head;
  g_autofree char *start = g_utf8_substring (name, 0, head);
  g_autofree char *end = g_utf8_substring (name, length - tail, length);
  return g_strconcat (g_strchomp (start), "…", g_strchug (end), NULL);
}

char *
mix_figure_x_name (const MixScene *scene, guint most)
{
  MixDesign *design = mix_scene_get_design (scene);

  if (design == NULL)
    return g_strdup ("x");
  return shorten (mix_design_get_feature_label (design, mix_scene_get_x_feature (scene)), most);
}

char *
mix_figure_y_name (const MixScene *scene, guint most)
{
  MixDesign *design = mix_scene_get_design (scene);

  if (design == NULL || mix_design_get_target_name (design) == NULL)
    return g_strdup ("y");
  return shorten (mix_design_get_target_label (design), most);
}

char *
mix_figure_with_power (const char *name, const MixNumberStyle *style)
{
  if (style->exponent == 0)
    return g_strdup (name);
  g_autofree char *power = mix_format_power (style->exponent);
  return g_strdup_printf ("%s (%s)", name, power);
}

char *
mix_figure_held_note (const MixScene *scene)
{
  MixDesign *design = mix_scene_get_design (scene);
  guint n = design != NULL ? mix_design_get_n_features (design) : 0;

  if (n < 2)
    return NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint f = 0; f < n; f++)
    {
      const MixFeatureLevel *level = mix_design_get_feature_level (design, f);
      if (f == mix_scene_get_x_feature (scene)
          || (level != NULL && mix_scene_get_held (scene, f) < 0.5))
        continue;
      if (level != NULL)
        {
          g_string_append_printf (list, "%s%s %s", list->len > 0 ? ", " : "", level->column,
                                  level->level != NULL ? level->level : _ ("other"));
          continue;
        }
      double low, high;
      mix_design_feature_range (design, f, &low, &high);
      MixNumberStyle style
        = mix_time_style_for_range (mix_design_get_feature_time (design, f), low, high, 100);
      style.decimals = MAX (style.decimals + style.exponent, 0);
      style.exponent = 0;
      g_autofree char *name = shorten (mix_design_get_feature_label (design, f), 18);
      g_autofree char *value = mix_format_styled (mix_scene_get_held (scene, f), &style);
      g_string_append_printf (list, "%s%s %s", list->len > 0 ? ", " : "", name, value);
    }
  return g_strdup_printf (_ ("the others held at %s"), list->str);
}

char *
mix_figure_x0_text (const MixScene *scene, const char *name)
{
  MixNumberStyles styles;

  mix_figure_number_styles (scene, &styles);
  g_autofree char *value = mix_format_styled (mix_scene_get_x0 (scene), &styles.x);
  return g_strdup_printf ("%s = %s", name, value);
}

const char *
mix_figure_missing (MixScene *scene)
{
  MixSnapshot *snapshot = mix_scene_get_snapshot (scene);

  if (mix_scene_get_design (scene) == NULL)
    return _ ("No data yet: choose a data set, or open a table");
  if (!mix_scene_is_trained (scene))
    return _ ("Appears with the first step of training");
  if (mix_scene_get_slice (scene) == NULL)
    return snapshot->reason != NULL ? snapshot->reason
                                    : _ ("The network’s output is not a finite number");
  return NULL;
}

double
mix_figure_clear_share (const double *value, guint n, double low, double high)
{
  const double shares[] = { 0.5, 0.16, 0.84 };

  for (guint s = 0; s < G_N_ELEMENTS (shares); s++)
    {
      gboolean clear = TRUE;
      for (guint i = 0; i < n && clear; i++)
        clear = !(fabs ((high - value[i]) / (high - low) - shares[s]) < CLEAR_BAND);
      if (clear)
        return shares[s];
    }
  return shares[1];
}

MixLineStyle
mix_figure_truth_style (const MixPalette *palette)
{
  return (MixLineStyle){ .color = palette->truth, .width = 2.3, .dots = 8 };
}

MixLineStyle
mix_figure_plain_style (const MixPalette *palette)
{
  static const double dash[] = { 9, 5 };

  return (MixLineStyle){ .color = palette->plain, .width = 3.5, .dash = dash, .n_dashes = 2 };
}

MixTextStyle
mix_figure_label_style (const MixPalette *palette, const MixColor *color)
{
  return (MixTextStyle){ .size = MIX_LABEL_SIZE, .color = *color, .halo = TRUE, .yalign = 0.5 };
}

double
mix_figure_fair_share (double pi, guint k)
{
  return isfinite (pi) ? CLAMP (k * pi, 0, 1) : 0;
}

/* From panel to panel; between the axes, where titles and legends are, it only hints at the way. */
static void
add_hand_line (MixMarks *marks, const MixFrame *frame, const MixShapeStyle *style, double x,
               double y1, double y2)
{
  double top = frame->area.y, bottom = top + frame->area.height;
  MixShapeStyle faint = *style;

  faint.stroke.alpha *= HINT_ALPHA;
  faint.casing = 0;
  if (y1 < top)
    mix_marks_line (marks, &faint, x, y1, x, top);
  if (y2 > bottom)
    mix_marks_line (marks, &faint, x, bottom, x, y2);
  mix_marks_line (marks, style, x, MAX (y1, top), x, MIN (y2, bottom));
}

void
mix_figure_add_x0_line (MixMarks *marks, const MixFrame *frame, double x, double y1, double y2)
{
  MixShapeStyle style = { .stroke = frame->palette->selection, .width = 1.75 * frame->unit,
                          .casing = 4 * frame->unit };

  add_hand_line (marks, frame, &style, x, y1, y2);
}

double
mix_figure_picked_x (MixScene *scene)
{
  MixDesign *design = mix_scene_get_design (scene);
  gssize row = mix_scene_get_picked (scene);

  if (design == NULL || row < 0)
    return (double) NAN;
  return mix_design_get_x (design, (gsize) row, mix_scene_get_x_feature (scene));
}

double
mix_figure_picked_y (MixScene *scene)
{
  MixDesign *design = mix_scene_get_design (scene);
  gssize row = mix_scene_get_picked (scene);

  return design != NULL && row >= 0 ? mix_design_get_y (design, (gsize) row) : (double) NAN;
}

/* A hairline through a panel at what a row has there. */
void
mix_figure_add_row_line (MixMarks *marks, const MixFrame *frame, double x1, double y1, double x2,
                         double y2)
{
  MixShapeStyle style = { .stroke = frame->palette->selection, .width = frame->ink,
                          .casing = 3 * frame->ink };

  mix_marks_line (marks, &style, x1, y1, x2, y2);
}

void
mix_figure_add_pin_line (MixMarks *marks, const MixFrame *frame, double x, double y1, double y2)
{
  static const double dash[] = { 5, 4 };
  MixShapeStyle style = { .stroke = frame->palette->selection, .width = 1.5 * frame->unit,
                          .casing = 4 * frame->unit, .dash = dash, .n_dashes = 2 };

  add_hand_line (marks, frame, &style, x, y1, y2);
}

void
mix_figure_add_pin_chip (MixMarks *marks, const MixFrame *frame, double x, double y,
                         const char *text)
{
  const MixPalette *palette = frame->palette;
  double unit = frame->unit, width, height;
  MixTextStyle style = { .size = 12, .bold = TRUE, .color = palette->selection, .xalign = 0.5,
                         .yalign = 0.5 };
  MixShapeStyle pill = { .fill = palette->card, .stroke = palette->selection, .width = 1.5 * unit };

  mix_text_measure (frame, &style, text, &width, &height);
  width += 16 * unit;
  x = CLAMP (x, width / 2 + 2, MAX (frame->width - width / 2 - 2, width / 2 + 2));
  MixRect rect = { x - width / 2, y - 10 * unit, width, 20 * unit };
  mix_marks_rectangle (marks, &pill, &rect, 10 * unit);
  mix_marks_text (marks, frame, &style, x, y, text);
  mix_marks_add_handle (marks, &rect, MIX_HANDLE_PIN, FALSE);
}

char *
mix_figure_pin_text (const MixScene *scene)
{
  MixNumberStyles styles;

  mix_figure_number_styles (scene, &styles);
  return mix_format_styled (mix_scene_get_view (scene)->pin, &styles.x);
}

void
mix_figure_add_badge (MixMarks *marks, const MixFrame *frame, double x, double y, guint component,
                      gboolean on)
{
  if (on)
    {
      mix_marks_badge (marks, frame, x, y, component);
      return;
    }
  const MixColor *color = mix_palette_component (frame->palette, component);
  MixShapeStyle ring = { .stroke = *color, .width = 1.25 * frame->unit };
  MixTextStyle digit = { .size = component < 9 ? 11 : 9, .color = frame->palette->axis_text,
                         .bold = TRUE, .xalign = 0.5, .yalign = 0.5 };
  g_autofree char *number = g_strdup_printf ("%u", component + 1);

  mix_marks_circle (marks, &ring, x, y, 7.4 * frame->unit);
  mix_marks_text (marks, frame, &digit, x, y, number);
}

/* Dots would turn a jump into a ramp: where a centre leaps, the line is parted. */
static void
part_at_jumps (MixTruthCurves *curves)
{
  for (guint b = 0; b < curves->n_branches; b++)
    {
      double *centre = curves->centre + b * curves->n;
      double low = HUGE_VAL, high = -HUGE_VAL, before = centre[0];
      for (guint i = 0; i < curves->n; i++)
        if (isfinite (centre[i]))
          {
            low = MIN (low, centre[i]);
            high = MAX (high, centre[i]);
          }
      for (guint i = 1; i < curves->n; i++)
        {
          double here = centre[i];
          if (fabs (here - before) > 0.1 * (high - low))
            centre[i] = (double) NAN;
          before = here;
        }
    }
}

MixTruthCurves *
mix_figure_truth_curves (const MixScene *scene)
{
  double noise = 1, low, high;
  const MixGenerator *truth = mix_scene_get_truth (scene, &noise);

  if (truth == NULL || truth->branches == NULL)
    return NULL;

  MixTruthCurves *curves = g_new0 (MixTruthCurves, 1);
  curves->n = N_TRUTH;
  curves->x = g_new (double, N_TRUTH);
  curves->centre = g_new (double, MIX_MOST_BRANCHES * N_TRUTH);
  curves->weight = g_new0 (double, MIX_MOST_BRANCHES * N_TRUTH);
  for (guint i = 0; i < MIX_MOST_BRANCHES * N_TRUTH; i++)
    curves->centre[i] = (double) NAN;
  mix_scene_get_x_range (scene, &low, &high);
  for (guint i = 0; i < N_TRUTH; i++)
    {
      double centre[MIX_MOST_BRANCHES], weight[MIX_MOST_BRANCHES];
      curves->x[i] = low + (high - low) * i / (N_TRUTH - 1);
      guint n = truth->branches (curves->x[i], noise, centre, weight);
      curves->n_branches = MAX (curves->n_branches, MIN (n, MIX_MOST_BRANCHES));
      for (guint b = 0; b < MIN (n, MIX_MOST_BRANCHES); b++)
        {
          curves->weight[b * N_TRUTH + i] = weight[b];
          if (weight[b] > 0.005)
            curves->centre[b * N_TRUTH + i] = centre[b];
        }
    }
  part_at_jumps (curves);
  return curves;
}

void
mix_truth_curves_free (MixTruthCurves *curves)
{
  g_free (curves->x);
  g_free (curves->centre);
  g_free (curves->weight);
  g_free (curves);
}
