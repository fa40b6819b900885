/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-panel-grid.h"
#include "mix-settings.h"
#include "mix-window-private.h"

/* What a window finds again at the next start. Each window takes the settings once, when it opens,
 * and writes its own: two windows do not move each other. */

static void
bind (const char *key, gpointer object, const char *property)
{
  g_settings_bind (mix_settings_get (), key, object, property,
                   G_SETTINGS_BIND_GET | G_SETTINGS_BIND_SET | G_SETTINGS_BIND_GET_NO_CHANGES);
}

/* The flap hides its child by itself where it folds, and shows it again: only what a person does
 * beside the page is their choice. */
static void
sidebar_revealed_cb (MixWindow *self)
{
  gboolean folded = adw_flap_get_folded (self->flap);

  if (!folded && !self->was_folded)
    g_settings_set_boolean (mix_settings_get (), "sidebar", adw_flap_get_reveal_flap (self->flap));
}

/* After the flap has folded or unfolded: shows the sidebar as the person left it. */
void
mix_window_restore_sidebar (MixWindow *self)
{
  self->was_folded = adw_flap_get_folded (self->flap);
  if (!self->was_folded && mix_settings_get () != NULL)
    adw_flap_set_reveal_flap (self->flap, g_settings_get_boolean (mix_settings_get (), "sidebar"));
}

/* Takes the size, the panes, the sidebar, the speed and the folder of the last window. */
void
mix_window_restore_state (MixWindow *self)
{
  GSettings *settings = mix_settings_get ();
  GtkWidget *fit = GTK_WIDGET (mix_explore_page_get_view (self->page, "fit"));
  GtkWidget *grid = gtk_widget_get_ancestor (fit, MIX_TYPE_PANEL_GRID);

  if (settings == NULL)
    return;
  bind ("width", self, "default-width");
  bind ("height", self, "default-height");
  bind ("maximized", self, "maximized");
  bind ("column-share", grid, "column-share");
  bind ("row-share", grid, "row-share");
  bind ("pace", self->lab, "pace");
  bind ("page", self->pages, "visible-child-name");
  mix_window_restore_sidebar (self);
  g_signal_connect_object (self->flap, "notify::reveal-flap", G_CALLBACK (sidebar_revealed_cb),
                           self, G_CONNECT_SWAPPED);
  self->folder = g_settings_get_string (settings, "folder");
}

/* The folder that the next chooser opens with, in this window and in the next. */
void
mix_window_remember_folder (MixWindow *self, const char *folder)
{
  g_free (self->folder);
  self->folder = g_strdup (folder != NULL ? folder : "");
  if (mix_settings_get () != NULL)
    g_settings_set_string (mix_settings_get (), "folder", self->folder);
}
