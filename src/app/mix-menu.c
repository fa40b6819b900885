/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-menu.h"

/* A GtkMenuButton makes the widgets of its whole menu as soon as it has a model. */

#define MODEL "mix-menu-model"

static void
make_cb (GtkMenuButton *button, gpointer data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_menu_model (button, mix_menu_get_model (button));
}

/**
 * mix_menu_hang:
 *
 * Gives a button its menu, whose widgets are made when it is opened first.
 */
void
mix_menu_hang (GtkMenuButton *button, GMenuModel *model)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button) && G_IS_MENU_MODEL (model));
  g_object_set_data_full (G_OBJECT (button), MODEL, g_object_ref (model), g_object_unref);
  gtk_menu_button_set_create_popup_func (button, make_cb, NULL, NULL);
}

/* Returns: (transfer none) (nullable): what a button was given, opened or not. */
GMenuModel *
mix_menu_get_model (GtkMenuButton *button)
{
  g_return_val_if_fail (GTK_IS_MENU_BUTTON (button), NULL);
  return g_object_get_data (G_OBJECT (button), MODEL);
}
