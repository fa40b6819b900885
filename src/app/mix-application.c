/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-application.h"

#include <glib/gi18n-lib.h>

#include "mix-help-window.h"
#include "mix-preferences.h"
#include "mix-settings.h"
#include "mix-tooltips.h"
#include "mix-window.h"

/* MixApplication opens windows, and holds what belongs to all of them: keys, the style, About. */

struct _MixApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (MixApplication, mix_application, ADW_TYPE_APPLICATION)

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  adw_show_about_window (
    gtk_application_get_active_window (application), "application-name", _ ("Mixture Lab"),
    "application-icon", MIX_APPLICATION_ID, "version", MIX_VERSION, "developer-name",
    _ ("The Mixture Lab authors"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
    _ ("See a mixture density network learn: means, spreads and mixing coefficients move while it "
       "trains, with a plain feedforward network beside it."),
    "website", "https://github.com/mixturelab/mixture-lab", NULL);
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  gtk_window_present (mix_help_window_new (application));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  gtk_window_present (mix_preferences_new (gtk_application_get_active_window (application)));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  GtkWindow *window;

  while ((window = gtk_application_get_active_window (application)) != NULL)
    gtk_window_destroy (window);
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer application)
{
  MixWindow *window = mix_window_new (application);

  mix_window_open (window, NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static void
use_style (const char *style)
{
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (style, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (style, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
style_changed_cb (GSimpleAction *action, GVariant *state, gpointer application)
{
  const char *style = g_variant_get_string (state, NULL);

  use_style (style);
  g_simple_action_set_state (action, state);
  if (mix_settings_get () != NULL)
    g_settings_set_string (mix_settings_get (), "style", style);
}

static void
restore_style (GActionMap *application)
{
  if (mix_settings_get () == NULL)
    return;
  g_autofree char *style = g_settings_get_string (mix_settings_get (), "style");
  use_style (style);
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (application, "style")),
                             g_variant_new_string (style));
}

static void
set_keys (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *keys[3];
  } keys[] = {
    { "win.open", { "<Control>o" } },
    { "win.paste", { "<Shift><Control>v" } },
    { "win.reload", { "F5" } },
    { "win.import-settings", { "<Shift><Control>o" } },
    { "win.save-project", { "<Control>s" } },
    { "win.save-project-as", { "<Shift><Control>s" } },
    { "win.save-model", { "<Shift><Control>e" } },
    { "win.export", { "<Control>e" } },
    { "win.reset", { "<Control>r" } },
    { "win.reset-anew", { "<Shift><Control>r" } },
    { "win.branch", { "<Control>b" } },
    { "win.canvas", { "<Control><Shift>n" } },
    { "win.pin", { "<Control>p" } },
    { "win.play-back", { "<Shift>space" } },
    { "win.undo", { "<Control>z" } },
    { "win.redo", { "<Shift><Control>z" } },
    { "win.draw", { "<Control>d" } },
    { "win.sidebar", { "F9" } },
    { "win.data", { "<Alt>d" } },
    { "win.page::explore", { "<Alt>1" } },
    { "win.page::compare", { "<Alt>2" } },
    { "win.page::diagnose", { "<Alt>3" } },
    { "win.page::decide", { "<Alt>4" } },
    { "win.fullscreen", { "F11" } },
    { "window.close", { "<Control>w" } },
    { "win.show-help-overlay", { "<Control>question", "<Control>F1" } },
    { "app.help", { "F1" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.new-window", { "<Control>n" } },
    { "app.quit", { "<Control>q" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (application, keys[i].action, keys[i].keys);
}

static void
close_menus (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (GTK_IS_POPOVER (widget))
    gtk_popover_popdown (GTK_POPOVER (widget));
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    close_menus (child);
}

/* A menu that is open when its window goes would outlive it without a surface: GTK leaks it, and
 * the next tooltip asks that surface where the pointer is. */
static void
windows_changed_cb (GListModel *windows, guint position, guint n_removed, guint n_added)
{
  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, position + i);
      g_signal_connect (window, "unmap", G_CALLBACK (close_menus), NULL);
    }
}

static void
mix_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "about", .activate = about_cb },
    { .name = "help", .activate = help_cb },
    { .name = "preferences", .activate = preferences_cb },
    { .name = "quit", .activate = quit_cb },
    { .name = "new-window", .activate = new_window_cb },
    { .name = "style",
      .parameter_type = "s",
      .state = "'default'",
      .change_state = style_changed_cb },
  };

  G_APPLICATION_CLASS (mix_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (windows_changed_cb),
                    NULL);
  restore_style (G_ACTION_MAP (application));
  mix_tooltips_yield_to_popovers ();
  set_keys (GTK_APPLICATION (application));
}

static void
mix_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    g_action_group_activate_action (G_ACTION_GROUP (application), "new-window", NULL);
  else
    gtk_window_present (window);
}

/* "@two-branch" is a generator unless there is a file of that name. */
static char *
name_of (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  if (*name == '@' && !g_file_query_exists (file, NULL))
    return g_steal_pointer (&name);
  char *path = g_file_get_path (file);
  return path != NULL ? path : g_file_get_uri (file);
}

static void
mix_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *name = name_of (files[i]);
      MixWindow *window = mix_window_new (GTK_APPLICATION (application));
      gtk_window_present (GTK_WINDOW (window)); /* first: a large file's import page goes over it */
      mix_window_open (window, name);
    }
}

static int
mix_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("mixture-lab %s\n", MIX_VERSION);
  return 0;
}

static void
mix_application_class_init (MixApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->handle_local_options = mix_application_handle_local_options;
  application_class->startup = mix_application_startup;
  application_class->activate = mix_application_activate;
  application_class->open = mix_application_open;
}

static void
mix_application_init (MixApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
    { NULL },
  };
  GApplication *application = G_APPLICATION (self);

  g_application_add_main_option_entries (application, options);
  g_application_set_option_context_parameter_string (application, _ ("[FILE.csv | PROJECT.mixlab | @GENERATOR]…"));
}

MixApplication *
mix_application_new (GApplicationFlags flags)
{
  return g_object_new (MIX_TYPE_APPLICATION, "application-id", MIX_APPLICATION_ID, "flags",
                       flags | G_APPLICATION_HANDLES_OPEN, NULL);
}
