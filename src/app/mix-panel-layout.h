/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef enum
{
  MIX_PANEL_TOP_START,
  MIX_PANEL_TOP_END,
  MIX_PANEL_BOTTOM_START,
  MIX_PANEL_BOTTOM_END,
  MIX_N_PANELS,
} MixPanelPlace;

/* Where four panels and the handles between them are: pure, so that it is tested without a
 * display. */
typedef struct
{
  gboolean narrow; /* one under another, without handles */
  GdkRectangle panel[MIX_N_PANELS];
  GdkRectangle column_handle, row_handle;
} MixPanelLayout;

void mix_panel_layout (int width, int height, double unit, double column_share, double row_share,
                       MixPanelLayout *layout);
int mix_panel_layout_min_height (int width, double unit);
double mix_panel_layout_share (int length, double position);

G_END_DECLS
