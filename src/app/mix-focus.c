/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-focus.h"

/* Space trains, wherever a person has just clicked: a spin button that was clicked once would keep
 * the focus in its text, and a drop-down would open again. So the focus goes back to where it was
 * before the pointer came. Who clicks into the text itself wants to write there, and who came by
 * keyboard wants to go on from there: both stay. */

static gboolean
is_on_button (GtkWidget *widget, GdkEvent *event)
{
  GtkNative *native = gtk_widget_get_native (widget);
  double x, y, surface_x, surface_y;

  if (native == NULL || !gdk_event_get_position (event, &x, &y))
    return FALSE;
  gtk_native_get_surface_transform (native, &surface_x, &surface_y);
  gtk_widget_translate_coordinates (GTK_WIDGET (native), widget, x - surface_x, y - surface_y, &x,
                                    &y);
  GtkWidget *picked = gtk_widget_pick (widget, x, y, GTK_PICK_DEFAULT);
  return picked != NULL
         && (GTK_IS_BUTTON (picked) || gtk_widget_get_ancestor (picked, GTK_TYPE_BUTTON) != NULL);
}

static void
remember (GtkWidget *widget, GdkEvent *event)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  GtkWidget *focus = gtk_window_get_focus (window);
  gboolean inside = focus != NULL && gtk_widget_is_ancestor (focus, widget);

  if (!inside && is_on_button (widget, event))
    g_object_set_data_full (G_OBJECT (widget), "mix-focus",
                            focus != NULL ? g_object_ref (focus) : NULL, g_object_unref);
}

static void
give_back (GtkWidget *widget)
{
  g_autoptr (GtkWidget) focus = g_object_steal_data (G_OBJECT (widget), "mix-focus");

  if (focus != NULL && gtk_widget_get_root (focus) == gtk_widget_get_root (widget))
    gtk_widget_grab_focus (focus);
}

static gboolean
event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, GtkWidget *widget)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
      remember (widget, event);
      break;
    case GDK_BUTTON_RELEASE:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
      if (!GTK_IS_DROP_DOWN (widget)) /* that keeps it until its list closes */
        give_back (widget);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
list_cb (GtkToggleButton *button, GParamSpec *pspec, GtkWidget *drop_down)
{
  if (!gtk_toggle_button_get_active (button))
    give_back (drop_down);
}

/* Gives the focus back when the pointer has pressed one of the widget's buttons: at once, or for a
 * drop-down when its list closes. */
void
mix_focus_leave_with_pointer (GtkWidget *widget)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "event", G_CALLBACK (event_cb), widget);
  gtk_widget_add_controller (widget, controller);
  if (GTK_IS_DROP_DOWN (widget))
    g_signal_connect_object (gtk_widget_get_first_child (widget), "notify::active",
                             G_CALLBACK (list_cb), widget, 0);
}

/* Whoever turns the wheel over a page wants to see more of it, not to change the slider or the
 * number that happens to come under the pointer. */
void
mix_focus_let_wheel_past (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static GtkWidget *
step (GtkWidget *parent, GtkWidget *from, gboolean forward)
{
  if (from == NULL)
    return forward ? gtk_widget_get_first_child (parent) : gtk_widget_get_last_child (parent);
  return forward ? gtk_widget_get_next_sibling (from) : gtk_widget_get_prev_sibling (from);
}

/**
 * mix_focus_through:
 * @parent: whose children are walked through in their order
 *
 * For the focus function of @parent or the widget that it is in: Tab goes on to the next control.
 * GTK's flow box keeps the focus from moving at all where its next child has nothing that can be
 * used now, and a widget that has its own way to grab the focus is only ever entered that way.
 *
 * Returns: whether there was one
 */
gboolean
mix_focus_through (GtkWidget *parent, GtkDirectionType direction)
{
  g_return_val_if_fail (GTK_IS_WIDGET (parent), FALSE);

  gboolean forward = direction != GTK_DIR_TAB_BACKWARD && direction != GTK_DIR_LEFT
                     && direction != GTK_DIR_UP;
  GtkWidget *child = gtk_widget_get_focus_child (parent);

  if (child != NULL && gtk_widget_child_focus (child, direction))
    return TRUE;
  while ((child = step (parent, child, forward)) != NULL)
    if (gtk_widget_get_mapped (child) && gtk_widget_child_focus (child, direction))
      return TRUE;
  return FALSE;
}

/* For the focus function of a widget with a list in it: Tab leaves the list, whose rows, perhaps a
 * million, are gone through by arrows. GTK's lists go on with the next row. */
gboolean
mix_focus_as_one_stop (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (child != NULL && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    return FALSE;
  if (child == NULL)
    child = gtk_widget_get_first_child (widget);
  return child != NULL && gtk_widget_child_focus (child, direction);
}
