/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-panel-grid.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-style.h"

/* MixPanelGrid holds four panels in two columns and two rows whose axes run through: the left pair
 * shares its width, the upper pair its height. The gaps between are handles: they are dragged, or
 * focused and moved with the arrow keys; Home goes back to the first proportions. Where the room is
 * narrow the panels stand in one column and the grid asks for the height that they need.
 *
 * CSS: panelgrid, its handles separator.column and separator.row. */

#define COLUMN_SHARE (628.0 / 956.0)
#define ROW_SHARE (444.0 / 652.0)
#define KEY_STEP 0.02

typedef enum
{
  COLUMN,
  ROW,
  N_HANDLES
} Handle;

struct _MixPanelGrid
{
  GtkWidget parent_instance;

  /* configured */
  GtkWidget *panel[MIX_N_PANELS];
  GtkWidget *handle[N_HANDLES];
  double share[N_HANDLES];
  double drag_start;

  /* layout cache */
  MixPanelLayout layout;
};

enum
{
  PROP_TOP_START = 1,
  PROP_TOP_END,
  PROP_BOTTOM_START,
  PROP_BOTTOM_END,
  PROP_COLUMN_SHARE,
  PROP_ROW_SHARE,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixPanelGrid, mix_panel_grid, GTK_TYPE_WIDGET)

static void
set_share (MixPanelGrid *self, Handle handle, double share)
{
  share = CLAMP (share, 0.1, 0.9);
  if (ABS (self->share[handle] - share) < 1e-6)
    return;
  self->share[handle] = share;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COLUMN_SHARE + (int) handle]);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static double
initial_share (Handle handle)
{
  return handle == COLUMN ? COLUMN_SHARE : ROW_SHARE;
}

static Handle
handle_of (MixPanelGrid *self, GtkEventController *controller)
{
  return gtk_event_controller_get_widget (controller) == self->handle[COLUMN] ? COLUMN : ROW;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, MixPanelGrid *self)
{
  Handle handle = handle_of (self, GTK_EVENT_CONTROLLER (gesture));
  const GdkRectangle *at
    = handle == COLUMN ? &self->layout.column_handle : &self->layout.row_handle;

  self->drag_start = handle == COLUMN ? at->x + at->width / 2 : at->y + at->height / 2;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

/* The handle moves under the gesture, so offsets are from where it is now. */
static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, MixPanelGrid *self)
{
  Handle handle = handle_of (self, GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *widget = GTK_WIDGET (self);
  double x, y, start_x, start_y;

  if (!gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y))
    return;
  gtk_widget_translate_coordinates (self->handle[handle], widget, start_x + dx, start_y + dy, &x,
                                    &y);
  int length = handle == COLUMN ? gtk_widget_get_width (widget) : gtk_widget_get_height (widget);
  set_share (self, handle, mix_panel_layout_share (length, handle == COLUMN ? x : y));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state,
                MixPanelGrid *self)
{
  Handle handle = handle_of (self, GTK_EVENT_CONTROLLER (keys));
  double share = self->share[handle];

  if (key == GDK_KEY_Home)
    set_share (self, handle, initial_share (handle));
  else if (key == (handle == COLUMN ? GDK_KEY_Left : GDK_KEY_Up))
    set_share (self, handle, share - KEY_STEP);
  else if (key == (handle == COLUMN ? GDK_KEY_Right : GDK_KEY_Down))
    set_share (self, handle, share + KEY_STEP);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static GtkWidget *
make_handle (MixPanelGrid *self, Handle handle)
{
  gboolean column = handle == COLUMN;
  const char *name = column ? _ ("Boundary between the columns") : _ ("Boundary between the rows");
  GtkWidget *widget
    = gtk_separator_new (column ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (widget, column ? "column" : "row");
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_cursor_from_name (widget, column ? "col-resize" : "row-resize");
  mix_accessible_name (widget, name, NULL);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, keys);
  gtk_widget_set_parent (widget, GTK_WIDGET (self));
  return widget;
}

static GtkSizeRequestMode
mix_panel_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
mix_panel_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 320;
      *natural = 700;
    }
  else
    *minimum = *natural = mix_panel_layout_min_height (for_size, mix_style_text_unit (widget));
}

static void
allocate_at (GtkWidget *child, const GdkRectangle *at)
{
  int minimum;

  if (child == NULL)
    return;
  /* GTK wants every child measured before it is placed. */
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, at, -1);
}

static void
mix_panel_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MixPanelGrid *self = MIX_PANEL_GRID (widget);
  gboolean was_narrow = self->layout.narrow;

  mix_panel_layout (width, height, mix_style_text_unit (widget), self->share[COLUMN],
                    self->share[ROW], &self->layout);
  for (guint i = 0; i < MIX_N_PANELS; i++)
    allocate_at (self->panel[i], &self->layout.panel[i]);
  for (guint i = 0; i < N_HANDLES; i++)
    gtk_widget_set_child_visible (self->handle[i], !self->layout.narrow);
  if (!self->layout.narrow)
    {
      allocate_at (self->handle[COLUMN], &self->layout.column_handle);
      allocate_at (self->handle[ROW], &self->layout.row_handle);
    }
  if (self->layout.narrow != was_narrow)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NARROW]);
}

static void
set_panel (MixPanelGrid *self, MixPanelPlace place, GtkWidget *panel)
{
  if (self->panel[place] == panel)
    return;
  g_clear_pointer (&self->panel[place], gtk_widget_unparent);
  self->panel[place] = panel;
  if (panel != NULL)
    gtk_widget_insert_before (panel, GTK_WIDGET (self), self->handle[COLUMN]);
}

static void
mix_panel_grid_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MixPanelGrid *self = MIX_PANEL_GRID (object);

  if (prop_id == PROP_NARROW)
    g_value_set_boolean (value, self->layout.narrow);
  else if (prop_id >= PROP_COLUMN_SHARE)
    g_value_set_double (value, self->share[prop_id - PROP_COLUMN_SHARE]);
  else
    g_value_set_object (value, self->panel[prop_id - PROP_TOP_START]);
}

static void
mix_panel_grid_set_property (GObject *object, guint prop_id, const GValue *value,
                             GParamSpec *pspec)
{
  MixPanelGrid *self = MIX_PANEL_GRID (object);

  if (prop_id >= PROP_COLUMN_SHARE)
    set_share (self, prop_id - PROP_COLUMN_SHARE, g_value_get_double (value));
  else
    set_panel (self, prop_id - PROP_TOP_START, g_value_get_object (value));
}

static void
mix_panel_grid_dispose (GObject *object)
{
  MixPanelGrid *self = MIX_PANEL_GRID (object);

  for (guint i = 0; i < MIX_N_PANELS; i++)
    g_clear_pointer (&self->panel[i], gtk_widget_unparent);
  for (guint i = 0; i < N_HANDLES; i++)
    g_clear_pointer (&self->handle[i], gtk_widget_unparent);
  G_OBJECT_CLASS (mix_panel_grid_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  static const char *const panel_names[] = { "top-start", "top-end", "bottom-start", "bottom-end" };
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  for (guint i = 0; i < MIX_N_PANELS; i++)
    props[PROP_TOP_START + i]
      = g_param_spec_object (panel_names[i], NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_COLUMN_SHARE]
    = g_param_spec_double ("column-share", NULL, NULL, 0, 1, COLUMN_SHARE, flags);
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_ROW_SHARE] = g_param_spec_double ("row-share", NULL, NULL, 0, 1, ROW_SHARE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mix_panel_grid_class_init (MixPanelGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mix_panel_grid_get_property;
  object_class->set_property = mix_panel_grid_set_property;
  object_class->dispose = mix_panel_grid_dispose;
  widget_class->get_request_mode = mix_panel_grid_get_request_mode;
  widget_class->measure = mix_panel_grid_measure;
  widget_class->size_allocate = mix_panel_grid_size_allocate;
  install_properties (object_class);
  gtk_widget_class_set_css_name (widget_class, "panelgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
mix_panel_grid_init (MixPanelGrid *self)
{
  for (guint i = 0; i < N_HANDLES; i++)
    {
      self->share[i] = initial_share (i);
      self->handle[i] = make_handle (self, i);
    }
}
