/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-tooltips.h"

/* A popover is a child of the button that it hangs on. Who points at an item of an open list without
 * a tooltip would get the one of the button, or of the row that the button is in, over the list. So
 * those above a popover have none while it is open. */

#define SILENT "mix-tooltips-silent"

/* Takes the tooltips of all that a popover is in. Returns: (transfer full): whose they are */
static GPtrArray *
silence (GtkWidget *popover)
{
  GPtrArray *silent = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *above = gtk_widget_get_parent (popover);

  for (; above != NULL; above = gtk_widget_get_parent (above))
    if (gtk_widget_get_has_tooltip (above))
      {
        gtk_widget_set_has_tooltip (above, FALSE);
        g_ptr_array_add (silent, g_object_ref (above));
      }
  return silent;
}

static void
unmapped_cb (GtkWidget *popover)
{
  g_autoptr (GPtrArray) silent = g_object_steal_data (G_OBJECT (popover), SILENT);

  for (guint i = 0; silent != NULL && i < silent->len; i++)
    gtk_widget_set_has_tooltip (g_ptr_array_index (silent, i), TRUE);
  g_signal_handlers_disconnect_by_func (popover, unmapped_cb, NULL);
}

static gboolean
mapped_cb (GSignalInvocationHint *hint, guint n, const GValue *parameters, gpointer data)
{
  GtkWidget *widget = g_value_get_object (&parameters[0]);

  if (!GTK_IS_POPOVER (widget) || g_object_get_data (G_OBJECT (widget), SILENT) != NULL)
    return TRUE;
  g_object_set_data_full (G_OBJECT (widget), SILENT, silence (widget),
                          (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect (widget, "unmap", G_CALLBACK (unmapped_cb), NULL);
  return TRUE;
}

/* For all popovers from now on, also those that a drop-down makes for itself. */
void
mix_tooltips_yield_to_popovers (void)
{
  static gulong hook;

  if (hook != 0)
    return;
  g_type_class_unref (g_type_class_ref (GTK_TYPE_POPOVER)); /* knows the signal */
  hook = g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL,
                                     NULL);
}
