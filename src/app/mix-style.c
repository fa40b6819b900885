/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-style.h"

/* Returns: the palette that goes with the style in use, light or dark, with high contrast or
 * without. */
const MixPalette *
mix_style_palette (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  return mix_palette_get (mix_scheme_choose (adw_style_manager_get_dark (manager),
                                             adw_style_manager_get_high_contrast (manager)));
}

/* Calls callback (object) whenever mix_style_palette() changes, for as long as object lives. */
void
mix_style_watch (GCallback callback, gpointer object)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", callback, object, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", callback, object, G_CONNECT_SWAPPED);
}
