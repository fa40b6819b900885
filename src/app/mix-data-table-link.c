/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-data-table-private.h"

/* A row that somebody points at is the same row in the table and in the fit: the one under the
 * pointer, else the one that is selected. */

/* Here and in the fit; −1: none. */
static void
mark (MixDataTable *self, gssize place)
{
  MixDesign *design = mix_data_table_get_design (self);

  if (self->pointed == place)
    return;
  self->pointed = place;
  mix_data_table_style_cells (self);
  if (design == mix_scene_get_design (mix_explore_page_get_scene (self->explore)))
    mix_explore_page_point_row (self->explore,
                                place >= 0 ? mix_design_find_row (design, (gsize) place) : -1);
}

/* The row that is selected, where it is one alone. */
static gssize
get_single (MixDataTable *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);

  return gtk_bitset_get_size (selected) == 1
           ? (gssize) mix_data_rows_get_place (self->rows, gtk_bitset_get_minimum (selected))
           : -1;
}

static MixDataCell *
cell_under_pointer (MixDataTable *self)
{
  GtkWidget *picked = self->is_inside
                        ? gtk_widget_pick (GTK_WIDGET (self->view), self->x, self->y, GTK_PICK_DEFAULT)
                        : NULL;

  return picked != NULL ? mix_data_table_find_cell (self, picked) : NULL;
}

static void
follow_pointer (MixDataTable *self)
{
  MixDataCell *cell = cell_under_pointer (self);

  mark (self, cell != NULL ? (gssize) cell->place : get_single (self));
}

static void
motion_cb (GtkEventController *controller, double x, double y, MixDataTable *self)
{
  self->is_inside = TRUE;
  self->x = x;
  self->y = y;
  follow_pointer (self);
}

static void
leave_cb (GtkEventController *controller, MixDataTable *self)
{
  self->is_inside = FALSE;
  follow_pointer (self);
}

static gboolean
pick_cb (gpointer data)
{
  MixDataTable *self = data;

  self->pick_idle = 0;
  follow_pointer (self);
  return G_SOURCE_REMOVE;
}

/* Other rows come under a pointer that rests. */
static void
scrolled_cb (MixDataTable *self)
{
  if (self->is_inside && self->pick_idle == 0)
    self->pick_idle = g_idle_add (pick_cb, self);
}

/* What keys edit is where a person clicked last. */
static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, MixDataTable *self)
{
  self->is_inside = TRUE;
  self->x = x;
  self->y = y;
  MixDataCell *cell = cell_under_pointer (self);
  if (cell == NULL)
    return;
  if (cell->column->column >= 0)
    self->current = cell->column->place;
  gboolean secondary
    = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_SECONDARY;
  if (secondary && !gtk_selection_model_is_selected (self->selection, cell->position))
    gtk_selection_model_select_item (self->selection, cell->position, TRUE);
}

/* The list of the column view, which scrolls. */
static GtkWidget *
find_list (MixDataTable *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

void
mix_data_table_scroll_to (MixDataTable *self, guint32 place)
{
  GtkWidget *list = find_list (self);

  if (list != NULL)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u",
                                mix_data_rows_find (self->rows, place));
}

/* A point of the fit is under the pointer: its row comes into sight. */
static void
row_pointed_cb (MixDataTable *self, gint64 row)
{
  MixDesign *design = mix_data_table_get_design (self);
  gssize place = row >= 0 && row < (gint64) mix_design_get_n_rows (design)
                   ? (gssize) mix_design_source_row (design, (gsize) row)
                   : get_single (self);

  if (row >= 0 && place >= 0)
    mix_data_table_scroll_to (self, (guint32) place);
  mark (self, place);
}

/* One row that a person selects is looked at: x₀ goes there too. */
static void
selected_cb (MixDataTable *self)
{
  MixDesign *design = mix_data_table_get_design (self);
  gssize place = get_single (self);

  if (self->quiet)
    return;
  gssize row = place >= 0 ? mix_design_find_row (design, (gsize) place) : -1;
  if (row >= 0 && design == mix_scene_get_design (mix_explore_page_get_scene (self->explore)))
    {
      mix_explore_page_point_row (self->explore, -1);
      mix_explore_page_pick (self->explore, row);
    }
  mark (self, place);
}

static gboolean
focus_idle_cb (gpointer data)
{
  MixDataTable *self = data;

  self->focus_idle = 0;
  mix_data_table_style_cells (self);
  return G_SOURCE_REMOVE;
}

static void
focus_cb (MixDataTable *self)
{
  if (self->focus_idle == 0)
    self->focus_idle = g_idle_add (focus_idle_cb, self);
}

static void
add_pointer (MixDataTable *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_name (motion, "row-pointer");
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), motion);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}

/* The view and its list are there. */
void
mix_data_table_add_link (MixDataTable *self)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (self->scroller);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->pointed = -1;
  add_pointer (self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), focus);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (focus_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->explore, "row-pointed", G_CALLBACK (row_pointed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Nobody points any more. */
void
mix_data_table_stop_link (MixDataTable *self)
{
  g_clear_handle_id (&self->pick_idle, g_source_remove);
  g_clear_handle_id (&self->focus_idle, g_source_remove);
  if (self->explore == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->explore, row_pointed_cb, self);
  mix_explore_page_point_row (self->explore, -1);
}
