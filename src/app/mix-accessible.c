/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-accessible.h"

#include <adwaita.h>

/* What a screen reader says of a control. GTK says a name twice that it knows from two places, and
 * the type of a widget that it knows none of. */

static gboolean
is_named_by_row (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);

  return row != NULL && adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)) == widget;
}

/**
 * mix_accessible_name:
 * @widget: where it is what a row activates, in that row already: then its title is the name
 * @description: (nullable): what is said after it
 *
 * Gives a control the name that a screen reader says.
 */
void
mix_accessible_name (GtkWidget *widget, const char *name, const char *description)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && name != NULL);

  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  if (!is_named_by_row (widget))
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (description != NULL)
    gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                    -1);
  if (GTK_IS_DROP_DOWN (widget)) /* the button in it has the focus */
    mix_accessible_name (gtk_widget_get_first_child (widget), name, description);
}

static void
forget_label_cb (GtkButton *button)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/* For a button with a mnemonic: GTK 4.8 would say its label twice, the first time with the
 * underscore. */
void
mix_accessible_name_by_label (GtkButton *button)
{
  g_return_if_fail (GTK_IS_BUTTON (button));
  g_signal_connect_after (button, "notify::label", G_CALLBACK (forget_label_cb), NULL);
  forget_label_cb (button);
}
