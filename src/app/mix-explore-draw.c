/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "mix-explore-private.h"

/* The brush in the fit: a click adds a row, a drag adds many about the pointer, and with Shift
 * takes away those under it. With keys the brush stands on x0: up and down move it, Insert or Enter
 * draws a row, Delete erases. */

#define RADIUS 0.02              /* of the brush, as a share of what the axes show */
#define RUBBER 0.035             /* and of the rubber */
#define DROPS 3                  /* rows of a drag at a time */
#define INTERVAL (G_USEC_PER_SEC / 15) /* between two times of a drag */

static double
length_of (const MixSpan *span)
{
  return span->high - span->low;
}

/* About where the pointer is; the first of a stroke exactly there. */
static void
drop (MixExplorePage *self, const MixAct *act, const MixSpan *x_span, const MixSpan *y_span,
      GError **error)
{
  double x[DROPS], y[DROPS];
  gsize n = act->begins ? 1 : DROPS;

  for (gsize i = 0; i < n; i++)
    {
      double spread = act->begins ? 0 : RADIUS;
      x[i] = act->x + spread * length_of (x_span) * g_random_double_range (-1, 1);
      y[i] = act->y + spread * length_of (y_span) * g_random_double_range (-1, 1);
    }
  guint n_features = mix_design_get_n_features (mix_scene_get_design (self->scene));
  g_autofree double *held = g_new (double, n_features);
  for (guint f = 0; f < n_features; f++)
    held[f] = mix_scene_get_held (self->scene, f);
  mix_lab_add_points_at (self->lab, mix_scene_get_x_feature (self->scene), held, x, y, n, error);
}

/* A part of a stroke of the brush. */
void
mix_explore_page_stroke (MixExplorePage *self, const MixAct *act)
{
  g_autoptr (GError) error = NULL;
  MixSpan x, y;

  gint64 now = g_get_monotonic_time ();
  if (!act->begins && (act->ends || now - self->stroke_time < INTERVAL))
    return;
  self->stroke_time = now;
  mix_scene_get_x_range (self->scene, &x.low, &x.high);
  mix_scene_get_y_range (self->scene, &y.low, &y.high);
  if (act->fine)
    mix_lab_erase_points (self->lab, mix_scene_get_x_feature (self->scene), act->x, act->y,
                          RUBBER * length_of (&x), RUBBER * length_of (&y), &error);
  else
    drop (self, act, &x, &y, &error);
  if (error != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", error->message);
}

/* The brush of the keyboard stands on x0. */
void
mix_explore_page_show_brush (MixExplorePage *self)
{
  gboolean drawing = mix_plot_view_get_tool (self->view[MIX_PANEL_FIT]) == MIX_TOOL_BRUSH;

  mix_plot_view_set_brush (self->view[MIX_PANEL_FIT],
                           drawing ? mix_scene_get_x0 (self->scene) : (double) NAN, self->brush_y);
}

/* Up and down; at first it stands in the middle. */
static void
move_brush (MixExplorePage *self, double share)
{
  MixSpan y;

  if (mix_scene_get_design (self->scene) == NULL)
    return;
  mix_scene_get_y_range (self->scene, &y.low, &y.high);
  if (!(self->brush_y >= y.low && self->brush_y <= y.high))
    self->brush_y = (y.low + y.high) / 2;
  self->brush_y = CLAMP (self->brush_y + share * length_of (&y), y.low, y.high);
  mix_explore_page_show_brush (self);
}

static gboolean
y_moved_cb (MixPlotView *fit, double share, MixExplorePage *self)
{
  if (mix_plot_view_get_tool (fit) != MIX_TOOL_BRUSH)
    return FALSE;
  move_brush (self, share);
  return TRUE;
}

/* Draws a row where the brush is, or erases those about it. */
static gboolean
struck_cb (MixPlotView *fit, gboolean erases, MixExplorePage *self)
{
  MixAct act = { .kind = MIX_ACT_STROKE, .x = mix_scene_get_x0 (self->scene), .y = self->brush_y,
                 .begins = TRUE, .fine = erases };

  if (isfinite (act.y))
    mix_explore_page_act (self, MIX_PANEL_FIT, &act);
  return isfinite (act.y);
}

/* The keyboard's brush; the template is there. */
void
mix_explore_page_add_brush (MixExplorePage *self)
{
  MixPlotView *fit = self->view[MIX_PANEL_FIT];

  self->brush_y = (double) NAN;
  g_signal_connect (fit, "y-moved", G_CALLBACK (y_moved_cb), self);
  g_signal_connect (fit, "struck", G_CALLBACK (struck_cb), self);
}

/* Whether a drag in the fit is a stroke of the brush. */
void
mix_explore_page_set_drawing (MixExplorePage *self, gboolean drawing)
{
  g_return_if_fail (MIX_IS_EXPLORE_PAGE (self));
  mix_plot_view_set_tool (self->view[MIX_PANEL_FIT], drawing ? MIX_TOOL_BRUSH : MIX_TOOL_LOOK);
  self->brush_y = (double) NAN;
  if (drawing)
    move_brush (self, 0);
  mix_explore_page_show_brush (self);
}
