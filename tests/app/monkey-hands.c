/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "monkey.h"

#include <string.h>

#include "mix-menu.h"

/* Widgets: those that a person could reach now. */

/* Where a button opens a menu or a list, the X server of the tests has no monitor to place it on;
 * what is in them is chosen otherwise. */
static gboolean
is_out_of_reach (GtkWidget *widget)
{
  return GTK_IS_WINDOW_CONTROLS (widget) || GTK_IS_POPOVER (widget) || GTK_IS_MENU_BUTTON (widget)
         || GTK_IS_SCROLLBAR (widget)
         || (GTK_IS_TOGGLE_BUTTON (widget) && GTK_IS_DROP_DOWN (gtk_widget_get_parent (widget)));
}

static void
gather (GtkWidget *widget, GType type, GPtrArray *found)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (!gtk_widget_get_mapped (widget))
    return;
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_is_sensitive (widget))
    g_ptr_array_add (found, widget);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!is_out_of_reach (child))
      gather (child, type, found);
}

static gpointer
find_any (Monkey *monkey, GType type)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new (), others = monkey_list_others (monkey);
  guint which = monkey_below (monkey, 2 * others->len + 1);
  gpointer root = which < others->len ? g_ptr_array_index (others, which) : monkey->window;

  gather (root, type, found);
  gpointer widget
    = found->len > 0 ? g_ptr_array_index (found, monkey_below (monkey, found->len)) : NULL;
  if (widget != NULL)
    g_hash_table_add (monkey->seen, g_strdup_printf ("%s in %s", G_OBJECT_TYPE_NAME (widget),
                                                     G_OBJECT_TYPE_NAME (root)));
  return widget;
}

void
monkey_press_button (Monkey *monkey)
{
  GtkButton *button = find_any (monkey, GTK_TYPE_BUTTON);
  const char *action = button != NULL ? gtk_actionable_get_action_name (GTK_ACTIONABLE (button))
                                      : NULL;

  if (button == NULL || (action != NULL && monkey_is_left_out (action)))
    return;
  g_test_message ("button %s %s", gtk_buildable_get_buildable_id (GTK_BUILDABLE (button)),
                  gtk_widget_get_tooltip_text (GTK_WIDGET (button)));
  g_signal_emit_by_name (button, "clicked");
}

void
monkey_turn_switch (Monkey *monkey)
{
  GtkSwitch *control = find_any (monkey, GTK_TYPE_SWITCH);

  if (control != NULL)
    gtk_switch_set_active (control, !gtk_switch_get_active (control));
}

void
monkey_spin (Monkey *monkey)
{
  static const GtkSpinType types[]
    = { GTK_SPIN_STEP_FORWARD, GTK_SPIN_STEP_BACKWARD, GTK_SPIN_HOME };
  GtkSpinButton *control = find_any (monkey, GTK_TYPE_SPIN_BUTTON);

  if (control == NULL)
    return;
  g_test_message ("spin “%s”", gtk_editable_get_text (GTK_EDITABLE (control)));
  gtk_spin_button_spin (control, types[monkey_below (monkey, G_N_ELEMENTS (types))], 1);
}

void
monkey_choose_from_list (Monkey *monkey)
{
  GtkDropDown *control = find_any (monkey, GTK_TYPE_DROP_DOWN);
  GListModel *model = control != NULL ? gtk_drop_down_get_model (control) : NULL;

  if (model == NULL || g_list_model_get_n_items (model) == 0)
    return;
  guint item = monkey_below (monkey, g_list_model_get_n_items (model));
  g_test_message ("list, item %u", item);
  gtk_drop_down_set_selected (control, item);
}

void
monkey_slide (Monkey *monkey)
{
  GtkRange *control = find_any (monkey, GTK_TYPE_RANGE);

  if (control == NULL)
    return;
  GtkAdjustment *adjustment = gtk_range_get_adjustment (control);
  gtk_range_set_value (control, monkey_between (monkey, gtk_adjustment_get_lower (adjustment),
                                         gtk_adjustment_get_upper (adjustment) + 1e-9));
}

void
monkey_type_text (Monkey *monkey)
{
  static const char *const words[]
    = { "", "0", "-1", "7", "1e9", "x", "8,4", "0.01", "½", "π y", " " };
  GtkWidget *entry = find_any (monkey, GTK_TYPE_EDITABLE);

  if (entry == NULL)
    return;
  const char *word = words[monkey_below (monkey, G_N_ELEMENTS (words))];
  g_test_message ("type “%s” into %s", word, G_OBJECT_TYPE_NAME (entry));
  gtk_widget_grab_focus (entry);
  if (gtk_editable_get_editable (GTK_EDITABLE (entry)))
    gtk_editable_set_text (GTK_EDITABLE (entry), word);
  if (GTK_IS_ENTRY (entry) && monkey_below (monkey, 2) == 0)
    g_signal_emit_by_name (entry, "activate");
}

void
monkey_activate_row (Monkey *monkey)
{
  GtkWidget *row = find_any (monkey, ADW_TYPE_ACTION_ROW);

  if (row == NULL || !gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row))
      || GTK_IS_DROP_DOWN (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row))))
    return;
  g_test_message ("row “%s”", adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  g_signal_emit_by_name (row, "activate");
}

void
monkey_move_pointer (Monkey *monkey)
{
  GtkWidget *view = find_any (monkey, MIX_TYPE_PLOT_VIEW);
  GtkEventController *motion
    = view != NULL ? gui_controller (view, GTK_TYPE_EVENT_CONTROLLER_MOTION) : NULL;

  if (motion == NULL)
    return;
  if (monkey_below (monkey, 5) == 0)
    g_signal_emit_by_name (motion, "leave");
  else
    g_signal_emit_by_name (motion, "motion",
                           monkey_between (monkey, 0, gtk_widget_get_width (view) + 1),
                           monkey_between (monkey, 0, gtk_widget_get_height (view) + 1));
}

void
monkey_drag (Monkey *monkey)
{
  GtkWidget *view = find_any (monkey, MIX_TYPE_PLOT_VIEW);
  GtkEventController *gesture
    = view != NULL ? gui_controller (view, GTK_TYPE_GESTURE_DRAG) : NULL;

  if (gesture == NULL)
    return;
  double x = monkey_between (monkey, 0, gtk_widget_get_width (view) + 1);
  double y = monkey_between (monkey, 0, gtk_widget_get_height (view) + 1);
  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  for (guint i = monkey_below (monkey, 5); i > 0; i--)
    g_signal_emit_by_name (gesture, "drag-update", monkey_between (monkey, -300, 300),
                           monkey_between (monkey, -200, 200));
  g_signal_emit_by_name (gesture, "drag-end", 0.0, 0.0);
}

void
monkey_press_key (Monkey *monkey)
{
  static const guint keys[] = { GDK_KEY_Left,  GDK_KEY_Right, GDK_KEY_Up,     GDK_KEY_Down,
                                GDK_KEY_Home,  GDK_KEY_End,   GDK_KEY_Return, GDK_KEY_Escape,
                                GDK_KEY_plus,  GDK_KEY_minus, GDK_KEY_Delete, GDK_KEY_Page_Up,
                                GDK_KEY_space, GDK_KEY_a,     GDK_KEY_0 };
  GtkWidget *view = find_any (monkey, MIX_TYPE_PLOT_VIEW);
  GtkEventController *controller
    = view != NULL ? gui_controller (view, GTK_TYPE_EVENT_CONTROLLER_KEY) : NULL;
  gboolean handled;

  if (controller == NULL)
    return;
  guint key = keys[monkey_below (monkey, G_N_ELEMENTS (keys))];
  GdkModifierType state = monkey_below (monkey, 3) == 0 ? GDK_SHIFT_MASK : 0;
  g_test_message ("key %s", gdk_keyval_name (key));
  g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
}

void
monkey_scroll (Monkey *monkey)
{
  GtkWidget *view = find_any (monkey, MIX_TYPE_PLOT_VIEW);
  GtkEventController *controller
    = view != NULL ? gui_controller (view, GTK_TYPE_EVENT_CONTROLLER_SCROLL) : NULL;
  gboolean handled;

  if (controller != NULL)
    g_signal_emit_by_name (controller, "scroll", monkey_between (monkey, -2, 2),
                           monkey_between (monkey, -3, 3), &handled);
}

static void
gather_menus (GtkWidget *widget, GPtrArray *found)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (GTK_IS_MENU_BUTTON (widget)
      && mix_menu_get_model (GTK_MENU_BUTTON (widget)) != NULL)
    g_ptr_array_add (found, widget);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    gather_menus (child, found);
}

/* A popover or a window of its own. */
static gboolean
opens_something (const char *action)
{
  return strstr (action, "explain") != NULL || strstr (action, "features") != NULL
         || strstr (action, "table") != NULL;
}

void
monkey_choose_page (Monkey *monkey)
{
  AdwViewStack *pages = ADW_VIEW_STACK (gui_find (GTK_WIDGET (monkey->window), "pages"));
  g_autoptr (GtkSelectionModel) model = adw_view_stack_get_pages (pages);
  guint page = monkey_below (monkey, g_list_model_get_n_items (G_LIST_MODEL (model)));

  g_test_message ("page %u", page);
  gtk_selection_model_select_item (model, page, TRUE);
}

/* What the menus of the panels do. */
void
monkey_choose_from_menu (Monkey *monkey)
{
  GtkWidget *page = gui_find_type (GTK_WIDGET (monkey->window), MIX_TYPE_EXPLORE_PAGE);
  GMenuModel *menu = NULL;
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  gather_menus (page, buttons);
  if (buttons->len == 0)
    return;
  guint which = monkey_below (monkey, buttons->len);
  menu = mix_menu_get_model (g_ptr_array_index (buttons, which));
  while (menu != NULL && g_menu_model_get_n_items (menu) > 0)
    {
      int item = (int) monkey_below (monkey, (guint) g_menu_model_get_n_items (menu));
      g_autofree char *action = NULL;
      if (g_menu_model_get_item_attribute (menu, item, G_MENU_ATTRIBUTE_ACTION, "s", &action))
        {
          g_autoptr (GVariant) target
            = g_menu_model_get_item_attribute_value (menu, item, G_MENU_ATTRIBUTE_TARGET, NULL);
          g_test_message ("menu %s", action);
          if (!monkey_is_left_out (action) && !opens_something (action))
            gtk_widget_activate_action_variant (page, action, target);
          return;
        }
      GMenuModel *within = g_menu_model_get_item_link (menu, item, G_MENU_LINK_SECTION);
      if (within == NULL)
        within = g_menu_model_get_item_link (menu, item, G_MENU_LINK_SUBMENU);
      if (within != NULL)
        g_object_unref (within); /* its parent holds it */
      menu = within;
    }
}

void
monkey_move_focus (Monkey *monkey)
{
  gboolean moved;

  g_signal_emit_by_name (monkey->window, "move-focus",
                         monkey_below (monkey, 2) == 0 ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD,
                         &moved);
}
