/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "mix-plot-view-private.h"

/* How a pointer, a wheel and two fingers become acts. A press that moves drags the handle that it is
 * on; elsewhere it drags the view's own handle where it has one, else it pans, with Shift or the
 * secondary button it draws a rubber band, and with the middle one it always pans. One that does not
 * move is a click. Two clicks show all again. */

#define MOVED 4.0         /* pixels: from then on a press is a drag */
#define WHEEL_STEP 1.2    /* a notch */
#define TOUCHPAD_STEP 120 /* pixels that are as much */
#define DWELL_MS 140      /* that a pointer rests on a curve */
#define LEAST_FRAME 8.0   /* pixels on a side of a rubber band */

static MixAct
act_at (MixPlotView *self, MixActKind kind, double x, double y)
{
  MixPlot *plot = mix_plot_view_get_plot (self);

  return (MixAct){ .kind = kind, .x = mix_plot_x_from_pixel (plot, x),
                   .y = mix_plot_y_from_pixel (plot, y) };
}

static GdkModifierType
modifiers_of (gpointer controller)
{
  return gtk_event_controller_get_current_event_state (controller);
}

static void
move_handle (MixPlotView *self, double x, double y, GdkModifierType modifiers)
{
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);
  MixAct act = act_at (self, MIX_ACT_HANDLE, x, y);

  act.handle = pointer->hit.handle;
  act.fine = (modifiers & GDK_SHIFT_MASK) != 0;
  act.begins = !pointer->begun;
  pointer->begun = TRUE;
  mix_plot_view_act (self, &act);
}

static void
stroke (MixPlotView *self, GtkGestureDrag *gesture, double x, double y, gboolean ends)
{
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);
  MixAct act = act_at (self, MIX_ACT_STROKE, x, y);

  act.begins = !pointer->begun;
  act.ends = ends;
  act.fine = (modifiers_of (gesture) & GDK_SHIFT_MASK) != 0;
  pointer->begun = TRUE;
  mix_plot_view_act (self, &act);
}

/* The plot may be another one after each act: what moved is measured on the one at hand. */
static void
pan (MixPlotView *self, double x, double y)
{
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);
  MixPlot *plot = mix_plot_view_get_plot (self);
  MixAct act = {
    .kind = MIX_ACT_PAN,
    .dx = mix_plot_x_from_pixel (plot, x) - mix_plot_x_from_pixel (plot, pointer->x),
    .dy = mix_plot_y_from_pixel (plot, y) - mix_plot_y_from_pixel (plot, pointer->y),
    .begins = !pointer->begun,
  };

  pointer->begun = TRUE;
  pointer->x = x;
  pointer->y = y;
  mix_plot_view_act (self, &act);
}

static void
hover (MixPlotView *self, const MixTag *tag)
{
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);
  MixAct act = act_at (self, MIX_ACT_HOVER, pointer->x, pointer->y);

  pointer->focus = act.tag = *tag;
  mix_plot_view_act (self, &act);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, MixPlotView *self)
{
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);
  GdkModifierType modifiers = modifiers_of (gesture);
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self)); /* what was being typed may bring another plot */
  MixPlot *plot = mix_plot_view_get_plot (self);
  if (plot == NULL)
    return;
  g_clear_handle_id (&pointer->dwell, g_source_remove);
  *pointer = (MixPlotPointer){ .drag = MIX_DRAG_PRESSED, .from_x = x, .from_y = y, .x = x, .y = y,
                               .button = button, .focus = pointer->focus };
  mix_plot_find_hit (plot, x, y, &pointer->hit);
  if (mix_tag_is_set (&pointer->focus) && pointer->hit.kind != MIX_HIT_ENTRY)
    hover (self, &(MixTag){ 0 }); /* nothing is isolated while a button is down */
  if (mix_plot_view_get_tool (self) == MIX_TOOL_BRUSH && pointer->hit.kind != MIX_HIT_ENTRY)
    {
      pointer->drag = MIX_DRAG_STROKE;
      stroke (self, gesture, x, y, FALSE);
    }
  else if (button == GDK_BUTTON_SECONDARY
           || ((modifiers & GDK_SHIFT_MASK) != 0 && pointer->hit.kind != MIX_HIT_HANDLE))
    pointer->drag = MIX_DRAG_FRAME;
  if (pointer->drag != MIX_DRAG_PRESSED)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static const char *
cursor_for (const MixHit *hit)
{
  switch (hit->kind)
    {
    case MIX_HIT_ENTRY: return "pointer";
    case MIX_HIT_HANDLE: return hit->upright ? "row-resize" : "col-resize";
    case MIX_HIT_NONE:
    case MIX_HIT_CURVE:
    default: return NULL;
    }
}

/* A press has moved: what does it drag? */
static void
begin_drag (MixPlotView *self, GtkGestureDrag *gesture)
{
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);
  guint own = mix_plot_view_get_drag_handle (self);
  gboolean on_handle = pointer->hit.kind == MIX_HIT_HANDLE;
  gboolean pans = pointer->button == GDK_BUTTON_MIDDLE || (!on_handle && own == 0);

  pointer->drag = pans ? MIX_DRAG_PAN : MIX_DRAG_HANDLE;
  if (!on_handle)
    pointer->hit = (MixHit){ .kind = MIX_HIT_HANDLE, .handle = own };
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), pans ? "grabbing" : cursor_for (&pointer->hit));
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, MixPlotView *self)
{
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);
  double x = pointer->from_x + dx, y = pointer->from_y + dy;

  if (mix_plot_view_get_plot (self) == NULL)
    return;
  switch (pointer->drag)
    {
    case MIX_DRAG_PRESSED:
      if (hypot (dx, dy) < MOVED)
        return;
      begin_drag (self, gesture);
      drag_update_cb (gesture, dx, dy, self);
      break;
    case MIX_DRAG_PAN:
      pan (self, x, y);
      break;
    case MIX_DRAG_HANDLE:
      move_handle (self, x, y, modifiers_of (gesture));
      break;
    case MIX_DRAG_STROKE:
      stroke (self, gesture, x, y, FALSE);
      break;
    case MIX_DRAG_FRAME:
      pointer->x = x;
      pointer->y = y;
      gtk_widget_queue_draw (GTK_WIDGET (self));
      break;
    case MIX_DRAG_NONE:
    default:
      break;
    }
}

static void
click (MixPlotView *self, double x, double y)
{
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);
  gboolean entry = pointer->hit.kind == MIX_HIT_ENTRY;
  MixAct act = act_at (self, entry ? MIX_ACT_TOGGLE : MIX_ACT_PICK, x, y);

  act.tag = pointer->hit.tag;
  act.handle = pointer->hit.kind == MIX_HIT_HANDLE ? pointer->hit.handle : 0;
  mix_plot_view_act (self, &act);
}

static void
end_frame (MixPlotView *self, double x, double y)
{
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);
  MixPlot *plot = mix_plot_view_get_plot (self);
  MixAct act = act_at (self, MIX_ACT_FRAME, MIN (x, pointer->from_x), MAX (y, pointer->from_y));

  act.x2 = mix_plot_x_from_pixel (plot, MAX (x, pointer->from_x));
  act.y2 = mix_plot_y_from_pixel (plot, MIN (y, pointer->from_y));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (fabs (x - pointer->from_x) >= LEAST_FRAME && fabs (y - pointer->from_y) >= LEAST_FRAME)
    mix_plot_view_act (self, &act);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, MixPlotView *self)
{
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);
  double x = pointer->from_x + dx, y = pointer->from_y + dy;
  MixDrag drag = pointer->drag;

  pointer->drag = MIX_DRAG_NONE;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), NULL);
  if (mix_plot_view_get_plot (self) == NULL)
    return;
  if (drag == MIX_DRAG_PRESSED && pointer->button != GDK_BUTTON_MIDDLE)
    click (self, x, y);
  else if (drag == MIX_DRAG_FRAME)
    end_frame (self, x, y);
  else if (drag == MIX_DRAG_STROKE)
    stroke (self, gesture, x, y, TRUE);
}

static void
cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, MixPlotView *self)
{
  mix_plot_view_get_pointer (self)->drag = MIX_DRAG_NONE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, MixPlotView *self)
{
  MixAct act = { .kind = MIX_ACT_FIT };
  MixHit hit;

  if (n_press < 2 || mix_plot_view_get_plot (self) == NULL)
    return;
  mix_plot_find_hit (mix_plot_view_get_plot (self), x, y, &hit);
  if (hit.kind == MIX_HIT_ENTRY)
    return;
  mix_plot_view_get_pointer (self)->drag = MIX_DRAG_NONE; /* its release is no click of its own */
  if (n_press == 2)
    mix_plot_view_act (self, &act);
}

static void
zoom_about (MixPlotView *self, double x, double y, double factor)
{
  MixAct act = act_at (self, MIX_ACT_ZOOM, x, y);

  act.factor = factor;
  mix_plot_view_act (self, &act);
}

/* In a page that scrolls a wheel scrolls, and zooms with Control. */
static gboolean
is_in_scrolling_page (MixPlotView *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);

  if (scroller == NULL)
    return FALSE;
  GtkAdjustment *adjustment
    = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  return gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment) + 1;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, MixPlotView *self)
{
  GdkModifierType modifiers = modifiers_of (controller);
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);
  double notches
    = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE
        ? dy / TOUCHPAD_STEP : dy;

  if (mix_plot_view_get_plot (self) == NULL || !(fabs (dy) > 0)
      || ((modifiers & GDK_CONTROL_MASK) == 0 && is_in_scrolling_page (self)))
    return GDK_EVENT_PROPAGATE;
  zoom_about (self, pointer->x, pointer->y, pow (WHEEL_STEP, CLAMP (notches, -5, 5)));
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, MixPlotView *self)
{
  mix_plot_view_get_pointer (self)->scale = 1;
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, MixPlotView *self)
{
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);
  double x = pointer->x, y = pointer->y;

  if (mix_plot_view_get_plot (self) == NULL || !(scale > 0))
    return;
  if (gtk_gesture_is_recognized (GTK_GESTURE (gesture))) /* else where the pointer is */
    gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  zoom_about (self, x, y, (pointer->scale > 0 ? pointer->scale : 1) / scale);
  pointer->scale = scale;
}

static gboolean
dwelt_cb (gpointer data)
{
  MixPlotView *self = data;
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);

  pointer->dwell = 0;
  pointer->rest_x = pointer->x;
  pointer->rest_y = pointer->y;
  if (pointer->drag == MIX_DRAG_NONE && mix_plot_view_get_plot (self) != NULL)
    hover (self, &pointer->dwelling);
  return G_SOURCE_REMOVE;
}

/* A curve is isolated once the pointer rests on it: one that is only crossed, or followed, makes no
 * flicker. */
static void
hover_over_curve (MixPlotView *self, const MixTag *tag)
{
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);

  gboolean trembles
    = hypot (pointer->x - pointer->rest_x, pointer->y - pointer->rest_y) < MOVED;

  g_clear_handle_id (&pointer->dwell, g_source_remove);
  if (trembles && mix_tag_equal (tag, &pointer->focus))
    {
      hover (self, tag);
      return;
    }
  pointer->dwelling = *tag;
  pointer->dwell = g_timeout_add (DWELL_MS, dwelt_cb, self);
  hover (self, &(MixTag){ 0 });
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, MixPlotView *self)
{
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);
  MixHit hit;

  if (mix_plot_view_get_plot (self) == NULL || pointer->drag != MIX_DRAG_NONE)
    return;
  pointer->x = x;
  pointer->y = y;
  mix_plot_find_hit (mix_plot_view_get_plot (self), x, y, &hit);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursor_for (&hit));
  if (mix_plot_view_get_tool (self) == MIX_TOOL_BRUSH) /* who draws looks at all of it */
    hit.tag = (MixTag){ 0 };
  else if (hit.kind == MIX_HIT_CURVE)
    {
      hover_over_curve (self, &hit.tag);
      return;
    }
  g_clear_handle_id (&pointer->dwell, g_source_remove);
  hover (self, &hit.tag);
}

static void
leave_cb (GtkEventControllerMotion *controller, MixPlotView *self)
{
  MixAct act = { .kind = MIX_ACT_HOVER, .x = (double) NAN, .y = (double) NAN };
  MixPlotPointer *pointer = mix_plot_view_get_pointer (self);

  g_clear_handle_id (&pointer->dwell, g_source_remove);
  pointer->focus = (MixTag){ 0 };
  mix_plot_view_act (self, &act);
}

static void
add_drag (MixPlotView *self, guint button)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), button);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

void
mix_plot_view_add_pointer (MixPlotView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *twice = gtk_gesture_click_new (), *pinch = gtk_gesture_zoom_new ();
  GtkEventController *wheel
    = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect (twice, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  g_signal_connect (wheel, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (twice));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (widget, wheel);
  gtk_widget_add_controller (widget, motion);
  add_drag (self, GDK_BUTTON_PRIMARY);
  add_drag (self, GDK_BUTTON_MIDDLE);
  add_drag (self, GDK_BUTTON_SECONDARY);
}

gboolean
mix_plot_view_get_rubber_band (MixPlotView *self, graphene_rect_t *band)
{
  const MixPlotPointer *pointer = mix_plot_view_get_pointer (self);

  if (pointer->drag != MIX_DRAG_FRAME)
    return FALSE;
  graphene_rect_init (band, (float) pointer->from_x, (float) pointer->from_y,
                      (float) (pointer->x - pointer->from_x),
                      (float) (pointer->y - pointer->from_y));
  graphene_rect_normalize (band);
  return TRUE;
}
