/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-panel-layout.h"

/* Logical pixels: the sizes below which a panel is a smear, card and labels included; but for margin
 * and gap they grow with the text. */
enum
{
  MARGIN = 8,
  GAP = 8,
  MIN_START = 300,
  MIN_END = 200,
  MIN_TOP = 200,
  MIN_BOTTOM = 130,
  NARROW = 560, /* below it: one column */
};

static const int narrow_height[MIX_N_PANELS] = { 300, 262, 170, 200 };
/* In one column what belongs together by its x axis stays together. */
static const MixPanelPlace narrow_order[MIX_N_PANELS] = {
  MIX_PANEL_TOP_START, MIX_PANEL_BOTTOM_START, MIX_PANEL_TOP_END, MIX_PANEL_BOTTOM_END,
};

/* The first part of length, a share of it, with both parts at least at their minimum where there is
 * room for both, and their minima's proportion where there is not. */
static int
part (int length, double share, int min_first, int min_second)
{
  if (length < min_first + min_second)
    return length * min_first / (min_first + min_second);
  return CLAMP ((int) (length * share + 0.5), min_first, length - min_second);
}

static int
grown (int length, double unit)
{
  return (int) (length * MAX (unit, 1) + 0.5);
}

static void
lay_out_narrow (int width, double unit, MixPanelLayout *layout)
{
  int y = MARGIN;

  layout->narrow = TRUE;
  for (guint i = 0; i < MIX_N_PANELS; i++)
    {
      MixPanelPlace place = narrow_order[i];
      int height = grown (narrow_height[place], unit);
      layout->panel[place] = (GdkRectangle) { MARGIN, y, MAX (width - 2 * MARGIN, 1), height };
      y += height + GAP;
    }
}

static void
lay_out_wide (int width, int height, double unit, double column_share, double row_share,
              MixPanelLayout *layout)
{
  int across = MAX (width - 2 * MARGIN - GAP, 2), down = MAX (height - 2 * MARGIN - GAP, 2);
  int start = part (across, column_share, grown (MIN_START, unit), grown (MIN_END, unit));
  int top = part (down, row_share, grown (MIN_TOP, unit), grown (MIN_BOTTOM, unit));
  int x = MARGIN + start, y = MARGIN + top;

  layout->narrow = FALSE;
  layout->panel[MIX_PANEL_TOP_START] = (GdkRectangle) { MARGIN, MARGIN, start, top };
  layout->panel[MIX_PANEL_TOP_END] = (GdkRectangle) { x + GAP, MARGIN, across - start, top };
  layout->panel[MIX_PANEL_BOTTOM_START] = (GdkRectangle) { MARGIN, y + GAP, start, down - top };
  layout->panel[MIX_PANEL_BOTTOM_END]
    = (GdkRectangle) { x + GAP, y + GAP, across - start, down - top };
  layout->column_handle = (GdkRectangle) { x, MARGIN, GAP, height - 2 * MARGIN };
  layout->row_handle = (GdkRectangle) { MARGIN, y, width - 2 * MARGIN, GAP };
}

/**
 * mix_panel_layout:
 * @width, @height: the room, in logical pixels
 * @unit: how many times larger than the design's the text is
 * @column_share, @row_share: of the first column and row, 0 … 1
 * @layout: (out caller-allocates): where everything goes
 *
 * Two columns and two rows with a gap between, which is their handle; where the room is narrow one
 * column, of mix_panel_layout_narrow_height().
 */
void
mix_panel_layout (int width, int height, double unit, double column_share, double row_share,
                  MixPanelLayout *layout)
{
  *layout = (MixPanelLayout) { 0 };
  if (width < grown (NARROW, unit))
    lay_out_narrow (width, unit, layout);
  else
    lay_out_wide (width, height, unit, column_share, row_share, layout);
}

/* The height that the room needs at a width (−1: any). */
int
mix_panel_layout_min_height (int width, double unit)
{
  int height = 2 * MARGIN;

  if (width < 0 || width >= grown (NARROW, unit))
    return height + GAP + grown (MIN_TOP, unit) + grown (MIN_BOTTOM, unit);
  for (guint i = 0; i < MIX_N_PANELS; i++)
    height += grown (narrow_height[i], unit) + (i > 0 ? GAP : 0);
  return height;
}

/* The share that puts the boundary between columns (length: the width) or rows at a position. */
double
mix_panel_layout_share (int length, double position)
{
  return CLAMP ((position - MARGIN - GAP / 2) / MAX (length - 2 * MARGIN - GAP, 1), 0, 1);
}
