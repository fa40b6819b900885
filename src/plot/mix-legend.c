/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-legend.h"

#define TEXT_SIZE 11.0
#define GAP 7.0       /* between swatch and word */
#define SEPARATION 18.0 /* between entries */

static double
swatch_width (const MixLegendEntry *entry)
{
  switch (entry->swatch)
    {
    case MIX_SWATCH_LINE: return 28;
    case MIX_SWATCH_BANDS: return 36;
    case MIX_SWATCH_AREA: return 16;
    case MIX_SWATCH_ROWS: return entry->n_colors > 1 ? 20 : 6;
    case MIX_SWATCH_DISC:
    case MIX_SWATCH_RING:
    default: return 6;
    }
}

static MixTextStyle
text_style (const MixFrame *frame, gboolean off)
{
  return (MixTextStyle){ .size = TEXT_SIZE, .color = frame->palette->axis_text, .yalign = 0.5,
                         .halo = TRUE, .ground = TRUE, .struck = off };
}

static void
add_area (MixMarks *marks, const MixFrame *frame, const MixColor *color, double x, double y)
{
  double unit = frame->unit;
  MixShapeStyle style = { .fill = *color };
  MixRect rect = { x, y - 4.5 * unit, 16 * unit, 9 * unit };

  mix_marks_rectangle (marks, &style, &rect, 2 * unit);
}

static void
add_bands (MixMarks *marks, const MixFrame *frame, double x, double y)
{
  static const double steps[] = { 0.08, 0.16, 0.24, 0.32, 0.24, 0.16, 0.08 };
  double unit = frame->unit, width = swatch_width (&(MixLegendEntry){ MIX_SWATCH_BANDS });

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      MixShapeStyle style = { .fill = frame->palette->text };
      MixRect rect = { x + i * width / 7 * unit, y - 4.5 * unit, width / 7 * unit, 9 * unit };
      style.fill.alpha = steps[i];
      mix_marks_rectangle (marks, &style, &rect, 0);
    }
}

static void
add_line (MixMarks *marks, const MixFrame *frame, const MixLineStyle *line, double x, double y)
{
  double unit = frame->unit, width = swatch_width (&(MixLegendEntry){ MIX_SWATCH_LINE });
  MixShapeStyle style = { .stroke = line->color, .width = line->width * unit, .dash = line->dash,
                          .n_dashes = line->n_dashes };

  if (line->dots > 0)
    {
      MixShapeStyle dot = { .fill = line->color };
      for (double at = line->width / 2; at < width; at += line->dots * 0.9)
        mix_marks_circle (marks, &dot, x + at * unit, y, line->width / 2 * unit);
      return;
    }
  mix_marks_line (marks, &style, x, y, x + width * unit, y);
}

static void
add_discs (MixMarks *marks, const MixFrame *frame, const MixLegendEntry *entry, double x, double y)
{
  guint n = entry->swatch == MIX_SWATCH_ROWS ? CLAMP (entry->n_colors, 1, 3) : 1;

  for (guint i = 0; i < n; i++)
    {
      MixShapeStyle style = { 0 };
      if (entry->swatch == MIX_SWATCH_RING)
        {
          style.stroke = entry->style.color;
          style.width = frame->unit;
        }
      else
        style.fill = entry->swatch == MIX_SWATCH_ROWS ? *mix_palette_component (frame->palette, i)
                                                      : entry->style.color;
      mix_marks_circle (marks, &style, x + (3 + 7 * i) * frame->unit, y, 2.4 * frame->unit);
    }
}

double
mix_legend_entry_width (const MixFrame *frame, const MixLegendEntry *entry)
{
  MixTextStyle style = text_style (frame, FALSE);
  double width, height;

  mix_text_measure (frame, &style, entry->text, &width, &height);
  return (swatch_width (entry) + GAP) * frame->unit + width;
}

double
mix_legend_entry (MixMarks *marks, const MixFrame *frame, const MixLegendEntry *entry, double x,
                  double y)
{
  MixTextStyle style = text_style (frame, entry->off);
  double start = x;

  mix_marks_set_tag (marks, entry->tag.item, entry->tag.component);
  switch (entry->off ? MIX_N_SWATCHES : entry->swatch)
    {
    case MIX_N_SWATCHES: break;
    case MIX_SWATCH_AREA: add_area (marks, frame, &entry->style.color, x, y); break;
    case MIX_SWATCH_LINE: add_line (marks, frame, &entry->style, x, y); break;
    case MIX_SWATCH_BANDS: add_bands (marks, frame, x, y); break;
    case MIX_SWATCH_ROWS:
    case MIX_SWATCH_DISC:
    case MIX_SWATCH_RING:
    default: add_discs (marks, frame, entry, x, y); break;
    }
  x += (swatch_width (entry) + GAP) * frame->unit;
  MixRect text = mix_marks_text (marks, frame, &style, x, y, entry->text);
  double end = text.x + text.width;
  if (mix_tag_is_set (&entry->tag))
    mix_marks_add_entry (marks, &(MixRect){ start - 4 * frame->unit, y - 10 * frame->unit,
                                            end - start + 8 * frame->unit, 20 * frame->unit });
  mix_marks_set_tag (marks, 0, 0);
  return end;
}

guint
mix_legend_strip (MixMarks *marks, const MixFrame *frame, const MixLegendEntry *entries, guint n,
                  double x, double right, double y)
{
  for (guint i = 0; i < n; i++)
    {
      if (x + mix_legend_entry_width (frame, &entries[i]) > right)
        return i;
      x = mix_legend_entry (marks, frame, &entries[i], x, y) + SEPARATION * frame->unit;
    }
  return n;
}
