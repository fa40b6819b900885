/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-template.h"

/* Lets go of a template's children, also of those that have no field: GTK's own function leaves
 * them to a widget whose parent class holds children, which a plain GtkWidget does not. */
void
mix_template_dispose (GtkWidget *widget, GType type)
{
  GtkWidget *child;

  gtk_widget_dispose_template (widget, type);
  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}
