/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-loss-usage.h"

/* How much each component is used, epoch after epoch: their mean weights, stacked, the first on
 * top, as a strip along the axis of epochs. */

#define HEIGHT 9.0 /* design pixels */
#define ALPHA 0.85
#define TEXT_SIZE 11.0
#define NAME "πₖ"

gboolean
mix_loss_usage_is_known (const MixHistory *history)
{
  return history != NULL && mix_history_get_n_usages (history) > 1
         && mix_history_get_n_components (history) > 1;
}

/* Where the weights of the components before one end, and its own: from the top, pixels. */
static void
add_band (const MixHistory *history, guint component, const MixFrame *frame, double top,
          double height, MixMarks *live)
{
  guint n = mix_history_get_n_usages (history), epoch;
  g_autofree double *xy = g_new (double, 4 * n);
  double left = frame->area.x, right = left + frame->area.width;
  MixShapeStyle style = { .fill = *mix_palette_component (frame->palette, component),
                          .closed = TRUE };

  style.fill.alpha *= ALPHA;
  for (guint i = 0; i < n; i++)
    {
      const float *usage = mix_history_get_usage (history, i, &epoch);
      double before = 0, x = CLAMP (mix_scale_to_pixel (&frame->x, epoch), left, right);
      for (guint c = 0; c < component; c++)
        before += (double) usage[c];
      guint back = 2 * n - 1 - i;
      xy[2 * i] = xy[2 * back] = x;
      xy[2 * i + 1] = top + height * before;
      xy[2 * back + 1] = top + height * (before + (double) usage[component]);
    }
  mix_marks_shape (live, &style, xy, 2 * n);
}

/* Pixels that the strip takes at the bottom of the axes. */
double
mix_loss_usage_height (const MixFrame *frame)
{
  return MIN (HEIGHT * frame->unit, 0.06 * frame->area.height);
}

/* Beside the strip, or as near to that as no number of the axes stands. */
static double
find_name_place (const MixFrame *frame, const MixTextStyle *style, double right, double wanted,
                 const MixMarks *still)
{
  double width, height;

  mix_text_measure (frame, style, NAME, &width, &height);
  for (guint i = 0; i <= 14; i++)
    for (int side = 1; side >= -1; side -= 2)
      {
        double y = wanted + side * (i * frame->unit);
        MixRect place = { right - width, y - 5 * frame->unit, width, 10 * frame->unit };
        if (mix_marks_is_free (still, &place))
          return y;
      }
  return wanted;
}

/* Its name, which shows and hides it. */
static void
add_name (const MixFrame *frame, double wanted, gboolean off, const MixMarks *still,
          MixMarks *live)
{
  MixTextStyle style = { .size = TEXT_SIZE, .color = frame->palette->axis_text, .xalign = 1,
                         .yalign = 0.5, .struck = off };
  double right = frame->area.x - 8 * frame->unit;
  double y = find_name_place (frame, &style, right, wanted, still);
  MixRect rect = mix_marks_text (live, frame, &style, right, y, NAME);

  mix_marks_add_entry (live, &(MixRect){ rect.x - 4, y - 7 * frame->unit, rect.width + 8,
                                         14 * frame->unit });
}

/**
 * mix_loss_usage_arrange:
 * @history: whose usage is known
 * @still: the numbers of the axes, which the name keeps off
 *
 * Adds the strip at the bottom of the axes, and its name beside it; where it is hidden its name
 * alone.
 */
void
mix_loss_usage_arrange (const MixHistory *history, const MixView *view, const MixFrame *frame,
                        const MixMarks *still, MixMarks *live)
{
  double height = mix_loss_usage_height (frame);
  double top = frame->area.y + frame->area.height - height;
  gboolean shown = mix_view_shows (view, MIX_SHOW_USAGE);

  for (guint c = 0; shown && c < mix_history_get_n_components (history); c++)
    {
      mix_marks_set_tag (live, MIX_SHOW_USAGE + 1, c + 1);
      if (mix_view_shows_component (view, c))
        add_band (history, c, frame, top, height, live);
    }
  mix_marks_set_tag (live, MIX_SHOW_USAGE + 1, 0);
  add_name (frame, top + height / 2, !shown, still, live);
  mix_marks_set_tag (live, 0, 0);
}
