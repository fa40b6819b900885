/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-time-spin.h"

#include <string.h>

#include "mix-date.h"

#define UNIT "mix-time-unit"
#define CONNECTED "mix-time-spin"
#define WIDEST 16 /* characters: a date with hours and minutes */

static MixTimeUnit
unit_of (GtkSpinButton *spin)
{
  return (MixTimeUnit) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (spin), UNIT));
}

static gboolean
output_cb (GtkSpinButton *spin)
{
  if (unit_of (spin) == MIX_TIME_NONE)
    return FALSE;
  g_autofree char *text = mix_time_format_iso (gtk_spin_button_get_value (spin), unit_of (spin));
  if (strcmp (text, gtk_editable_get_text (GTK_EDITABLE (spin))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

/* What is typed: a date in any of the forms that a table may have, or a number of the unit. */
static int
input_cb (GtkSpinButton *spin, double *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  MixDate date;

  if (unit_of (spin) == MIX_TIME_NONE)
    return FALSE;
  if (mix_date_parse (text, strlen (text), MIX_DATE_DAY_FIRST, &date)
      && (date.kind == MIX_DATE_TIME) == mix_time_is_clock (unit_of (spin)))
    {
      *value = mix_time_from_seconds (date.seconds, unit_of (spin));
      return TRUE;
    }
  return GTK_INPUT_ERROR;
}

void
mix_time_spin_set_unit (GtkSpinButton *spin, MixTimeUnit unit)
{
  if (unit == unit_of (spin))
    return;
  g_object_set_data (G_OBJECT (spin), UNIT, GUINT_TO_POINTER (unit));
  if (g_object_get_data (G_OBJECT (spin), CONNECTED) == NULL)
    {
      g_signal_connect (spin, "output", G_CALLBACK (output_cb), NULL);
      g_signal_connect (spin, "input", G_CALLBACK (input_cb), NULL);
      g_object_set_data (G_OBJECT (spin), CONNECTED, spin);
    }
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), unit == MIX_TIME_NONE ? -1 : WIDEST);
  gtk_spin_button_update (spin);
}
