/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "mix-explore-private.h"
#include "mix-figure.h"

/* What the axes of the page show, and the trail of the places that were looked at. */

#define ONE_MOVE (700 * G_TIME_SPAN_MILLISECOND) /* within which turns of a wheel belong together */

static MixPlace
place_of (const MixView *view)
{
  return (MixPlace){ view->x, view->y, view->epochs };
}

static void
go (MixExplorePage *self, MixView *view, gboolean on)
{
  MixPlace from = place_of (mix_scene_get_view (self->scene));
  MixSpan epochs;

  mix_figure_get_all_epochs (self->scene, &epochs);
  mix_span_confine (&view->epochs, &epochs);
  mix_explore_page_set_view (self, view);
  MixPlace to = place_of (mix_scene_get_view (self->scene));
  mix_trail_go (self->trail, &from, &to, on);
}

/* To an earlier place, or a later one. */
void
mix_explore_page_walk (MixExplorePage *self, int by)
{
  MixView view = *mix_scene_get_view (self->scene);
  MixPlace place;

  if (!mix_trail_step (self->trail, by, &place))
    return;
  view.x = place.x;
  view.y = place.y;
  view.epochs = place.epochs;
  mix_explore_page_set_view (self, &view);
}

/* Spans that are not set stand for all: a zoom begins there. */
static void
settle (MixExplorePage *self, MixView *view)
{
  if (!mix_span_is_set (&view->x))
    mix_scene_get_all_x (self->scene, &view->x);
  if (!mix_span_is_set (&view->y))
    mix_scene_get_all_y (self->scene, &view->y);
  if (!mix_span_is_set (&view->epochs))
    mix_figure_get_all_epochs (self->scene, &view->epochs);
}

static gboolean
is_one_move (MixExplorePage *self)
{
  gint64 now = g_get_monotonic_time (), before = self->zoomed_at;

  self->zoomed_at = now;
  return now - before < ONE_MOVE;
}

void
mix_explore_page_zoom (MixExplorePage *self, const MixPanelKind *kind, const MixAct *act)
{
  MixView view = *mix_scene_get_view (self->scene);

  settle (self, &view);
  if (kind->zooms_x)
    mix_span_zoom (&view.x, act->x, act->factor);
  if (kind->zooms_y)
    mix_span_zoom (&view.y, act->y, act->factor);
  if (kind->zooms_epochs)
    mix_span_zoom (&view.epochs, act->x, act->factor);
  go (self, &view, is_one_move (self));
}

void
mix_explore_page_pan (MixExplorePage *self, const MixPanelKind *kind, const MixAct *act)
{
  MixView view = *mix_scene_get_view (self->scene);

  settle (self, &view);
  if (kind->zooms_x)
    mix_span_pan (&view.x, -act->dx);
  if (kind->zooms_y)
    mix_span_pan (&view.y, -act->dy);
  if (kind->zooms_epochs)
    mix_span_pan (&view.epochs, -act->dx);
  go (self, &view, !act->begins);
}

void
mix_explore_page_frame (MixExplorePage *self, const MixPanelKind *kind, const MixAct *act)
{
  MixView view = *mix_scene_get_view (self->scene);

  if (kind->zooms_x)
    view.x = (MixSpan){ act->x, act->x2 };
  if (kind->zooms_y)
    view.y = (MixSpan){ act->y, act->y2 };
  if (kind->zooms_epochs)
    view.epochs = (MixSpan){ act->x, act->x2 };
  go (self, &view, FALSE);
}

/* Shows all. */
void
mix_explore_page_fit (MixExplorePage *self)
{
  const MixSpan all = { (double) NAN, (double) NAN };
  MixView view = *mix_scene_get_view (self->scene);

  view.x = view.y = view.epochs = all;
  if (!mix_view_equal (&view, mix_scene_get_view (self->scene)))
    go (self, &view, FALSE);
}

static gboolean
hides_some (const MixSpan *shown, const MixSpan *all)
{
  double slack = 1e-9 * (all->high - all->low);

  return mix_span_is_set (shown)
         && (shown->low > all->low + slack || shown->high < all->high - slack);
}

/* Where all is on show a drag from anywhere moves x0: there is nowhere to pan to. */
void
mix_explore_page_choose_drag (MixExplorePage *self)
{
  const MixView *view = mix_scene_get_view (self->scene);
  MixSpan x, y;

  if (mix_scene_get_design (self->scene) == NULL)
    return;
  mix_scene_get_all_x (self->scene, &x);
  mix_scene_get_all_y (self->scene, &y);
  for (guint i = 0; i < MIX_N_VIEWS; i++)
    {
      const MixPanelKind *kind = &mix_panel_kinds[i];
      gboolean pans = !kind->zooms_x || hides_some (&view->x, &x)
                      || (kind->zooms_y && hides_some (&view->y, &y));
      mix_plot_view_set_drag_handle (self->view[i], pans ? MIX_HANDLE_NONE : MIX_HANDLE_X0);
    }
}

static void
get_epochs (MixExplorePage *self, MixSpan *epochs)
{
  *epochs = mix_scene_get_view (self->scene)->epochs;
  if (!mix_span_is_set (epochs))
    mix_figure_get_all_epochs (self->scene, epochs);
}

/* About x0 and the middle of y; the losses, where they have the focus, about the epoch that is read,
 * or the middle. */
void
mix_explore_page_zoom_by_key (MixExplorePage *self, double factor)
{
  gboolean losses = gtk_widget_has_focus (GTK_WIDGET (self->view[MIX_PANEL_LOSS]));
  double low, high, epoch = mix_scene_get_pointed_epoch (self->scene);
  MixSpan epochs;

  mix_scene_get_y_range (self->scene, &low, &high);
  get_epochs (self, &epochs);
  if (!isfinite (epoch))
    epoch = (epochs.low + epochs.high) / 2;
  MixAct act = { .kind = MIX_ACT_ZOOM, .x = losses ? epoch : mix_scene_get_x0 (self->scene),
                 .y = (low + high) / 2, .factor = factor };
  mix_explore_page_zoom (self, &mix_panel_kinds[losses ? MIX_PANEL_LOSS : MIX_PANEL_FIT], &act);
}

/* Reads the losses another epoch on, or more: a share of those in sight; at first the last one. */
gboolean
mix_explore_page_read_by_key (MixExplorePage *self, double share)
{
  double epoch = mix_scene_get_pointed_epoch (self->scene);
  MixSpan epochs;

  get_epochs (self, &epochs);
  double by = copysign (MAX (rint (fabs (share) * (epochs.high - epochs.low)), 1), share);
  epoch = isfinite (epoch) ? epoch + by : share < 0 ? epochs.high : epochs.low;
  if (mix_scene_point_at_epoch (self->scene, CLAMP (epoch, epochs.low, epochs.high)))
    mix_explore_page_build_panel (self, MIX_PANEL_LOSS);
  mix_explore_page_describe (self);
  return TRUE;
}
