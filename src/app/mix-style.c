/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-style.h"

#include "mix-type.h"

/* Returns: the palette that goes with the style in use, light or dark, with high contrast or
 * without. */
const MixPalette *
mix_style_palette (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  return mix_palette_get (mix_scheme_choose (adw_style_manager_get_dark (manager),
                                             adw_style_manager_get_high_contrast (manager)));
}

/* Returns: how many times larger than the design's the text is, so that what has words in it can
 * ask for as much more room: 1 at 11 points, 2 where a person has it twice as large. */
double
mix_style_text_unit (GtkWidget *widget)
{
  MixType *type = mix_type_new (gtk_widget_get_pango_context (widget), 1);
  double unit = mix_type_get_unit (type);

  mix_type_free (type);
  return unit;
}

/* Calls callback (object) whenever mix_style_palette() changes, for as long as object lives. */
void
mix_style_watch (GCallback callback, gpointer object)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", callback, object, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", callback, object, G_CONNECT_SWAPPED);
}
