/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-panel-layout.h"

static void
assert_inside (const GdkRectangle *r, int width, int height)
{
  g_assert_cmpint (r->x, >=, 0);
  g_assert_cmpint (r->y, >=, 0);
  g_assert_cmpint (r->width, >, 0);
  g_assert_cmpint (r->height, >, 0);
  g_assert_cmpint (r->x + r->width, <=, width);
  g_assert_cmpint (r->y + r->height, <=, height);
}

static void
assert_apart (const MixPanelLayout *layout)
{
  for (guint i = 0; i < MIX_N_PANELS; i++)
    for (guint j = i + 1; j < MIX_N_PANELS; j++)
      g_assert_false (gdk_rectangle_intersect (&layout->panel[i], &layout->panel[j], NULL));
}

/* Panels stay in the room and apart, whatever its size and shares. */
static void
test_any_size (void)
{
  guint n = 0;

  for (int width = 560; width < 2000; width += 97)
    for (int height = 200; height < 1400; height += 101)
      for (double share = 0; share < 1.01; share += 0.25, n++)
        {
          MixPanelLayout layout;
          mix_panel_layout (width, height, 1, share, 1 - share, &layout);
          g_assert_false (layout.narrow);
          for (guint i = 0; i < MIX_N_PANELS; i++)
            assert_inside (&layout.panel[i], width, height);
          assert_apart (&layout);
        }
  g_assert_cmpuint (n, >, 100);
}

/* The axes run through: the pairs share an edge, and the gaps are the handles. */
static void
test_edges_align (void)
{
  MixPanelLayout layout;
  const GdkRectangle *p = layout.panel;

  mix_panel_layout (980, 714, 1, 628.0 / 956, 444.0 / 652, &layout);
  g_assert_cmpint (p[MIX_PANEL_TOP_START].x, ==, p[MIX_PANEL_BOTTOM_START].x);
  g_assert_cmpint (p[MIX_PANEL_TOP_START].width, ==, p[MIX_PANEL_BOTTOM_START].width);
  g_assert_cmpint (p[MIX_PANEL_TOP_START].y, ==, p[MIX_PANEL_TOP_END].y);
  g_assert_cmpint (p[MIX_PANEL_TOP_START].height, ==, p[MIX_PANEL_TOP_END].height);
  g_assert_cmpint (layout.column_handle.x, ==,
                   p[MIX_PANEL_TOP_START].x + p[MIX_PANEL_TOP_START].width);
  g_assert_cmpint (layout.row_handle.y, ==,
                   p[MIX_PANEL_TOP_START].y + p[MIX_PANEL_TOP_START].height);
}

/* Dragging a handle to where it is changes nothing. */
static void
test_share_of_position (void)
{
  for (double share = 0.4; share < 0.75; share += 0.05)
    {
      MixPanelLayout layout;
      mix_panel_layout (1200, 800, 1, share, share, &layout);
      g_assert_cmpfloat_with_epsilon (
        mix_panel_layout_share (1200, layout.column_handle.x + 4), share, 0.001);
      g_assert_cmpfloat_with_epsilon (mix_panel_layout_share (800, layout.row_handle.y + 4), share,
                                      0.001);
    }
}

static void
test_narrow (void)
{
  int height = mix_panel_layout_min_height (360, 1);
  MixPanelLayout layout;

  mix_panel_layout (360, height, 1, 0.6, 0.6, &layout);
  g_assert_true (layout.narrow);
  assert_apart (&layout);
  for (guint i = 0; i < MIX_N_PANELS; i++)
    {
      assert_inside (&layout.panel[i], 360, height);
      g_assert_cmpint (layout.panel[i].width, ==, 344);
    }
}

/* Words twice as large: what was two columns is one, and every panel twice as high. */
static void
test_large_text (void)
{
  MixPanelLayout layout;

  mix_panel_layout (800, 900, 2, 0.6, 0.6, &layout);
  g_assert_true (layout.narrow);
  g_assert_cmpint (mix_panel_layout_min_height (800, 2), >,
                   mix_panel_layout_min_height (360, 1) * 3 / 2);
  mix_panel_layout (1270, 900, 2, 0.6, 0.6, &layout);
  g_assert_false (layout.narrow);
  g_assert_cmpint (layout.panel[MIX_PANEL_TOP_END].width, >=, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/panel-layout/any-size", test_any_size);
  g_test_add_func ("/panel-layout/edges-align", test_edges_align);
  g_test_add_func ("/panel-layout/share-of-position", test_share_of_position);
  g_test_add_func ("/panel-layout/narrow", test_narrow);
  g_test_add_func ("/panel-layout/large-text", test_large_text);
  return g_test_run ();
}
