/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "mix-data-window.h"
#include "mix-dataset-edit.h"
#include "mix-samples-window.h"
#include "mix-window-private.h"

/* What the window's menus, buttons and keys do. */

/* Says how many rows a canvas still needs. Returns: whether it needs any */
static gboolean
needs_rows (MixWindow *self)
{
  MixDesign *canvas = mix_lab_get_canvas (self->lab);

  if (canvas == NULL)
    return FALSE;
  g_autofree char *words = g_strdup_printf (
    _ ("Draw at least %d rows before training; there are %u"), MIX_CANVAS_ROWS,
    (guint) mix_design_get_n_rows (canvas));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", words);
  return TRUE;
}

static void
train_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (!needs_rows (MIX_WINDOW (widget)))
    mix_lab_toggle (MIX_WINDOW (widget)->lab);
}

static void
step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (!needs_rows (MIX_WINDOW (widget)))
    mix_lab_step (MIX_WINDOW (widget)->lab);
}

/* An empty canvas, brush in hand. */
static void
canvas_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MixWindow *self = MIX_WINDOW (widget);

  mix_lab_begin_canvas (self->lab);
  gtk_widget_activate_action (widget, "win.page", "s", "explore");
  g_object_set (self, "drawing", TRUE, NULL);
  mix_explore_page_focus (self->page);
}

static void
reset_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_lab_reset (MIX_WINDOW (widget)->lab);
}

static void
reset_anew_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_lab_reset_anew (MIX_WINDOW (widget)->lab);
}

static void
earlier_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_lab_seek_by (MIX_WINDOW (widget)->lab, -1);
}

static void
later_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_lab_seek_by (MIX_WINDOW (widget)->lab, 1);
}

static void
play_back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_timeline_play (mix_status_get_timeline (MIX_WINDOW (widget)->status));
}

static void
branch_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_lab_branch (MIX_WINDOW (widget)->lab);
}

static void
pin_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MixWindow *self = MIX_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (!mix_lab_pin (self->lab, &error))
    mix_window_say (self, error->message);
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_undo_undo (mix_lab_get_undo (MIX_WINDOW (widget)->lab));
}

static void
redo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_undo_redo (mix_lab_get_undo (MIX_WINDOW (widget)->lab));
}

static void
import_settings_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mix_window_import_settings (MIX_WINDOW (widget));
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_window_choose_data (MIX_WINDOW (widget));
}

static void
save_project_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_window_save_project (MIX_WINDOW (widget));
}

static void
save_project_as_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_window_choose_project (MIX_WINDOW (widget));
}

static void
save_model_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_window_choose_model (MIX_WINDOW (widget));
}

static void
save_data_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_window_choose_rows_file (MIX_WINDOW (widget));
}

/* The figure in focus; without one, the menu of figures. */
static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MixWindow *self = MIX_WINDOW (widget);
  const char *figure = mix_window_get_focus_figure (self);

  if (figure != NULL)
    mix_window_choose_figure_file (self, figure);
  else
    mix_top_bar_popup_export (self->top_bar);
}

static void
export_figure_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_window_choose_figure_file (MIX_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
sidebar_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwFlap *flap = MIX_WINDOW (widget)->flap;

  adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
}

static void
page_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_view_stack_set_visible_child_name (MIX_WINDOW (widget)->pages,
                                         g_variant_get_string (parameter, NULL));
}

/* GTK would make it with every window, if it stood where GTK looks for it. */
static void
shortcuts_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder) builder
        = gtk_builder_new_from_resource ("/io/github/mixturelab/MixtureLab/ui/help-overlay.ui");
      gtk_application_window_set_help_overlay (
        window, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static void
fullscreen_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWindow *window = GTK_WINDOW (widget);

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static void
say_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_window_say (MIX_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
open_recent_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_window_open (MIX_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
reload_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_window_reload (MIX_WINDOW (widget));
}

static void
paste_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mix_window_paste (MIX_WINDOW (widget));
}

static void
samples_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_present (mix_samples_window_new (GTK_WINDOW (widget)));
}

/* One beside each window. */
static void
data_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MixWindow *self = MIX_WINDOW (widget);

  if (mix_lab_get_design (self->lab) == NULL)
    return;
  if (self->data_window == NULL)
    g_set_weak_pointer (&self->data_window,
                        GTK_WINDOW (mix_data_window_new (GTK_WINDOW (self), self->lab, self->page)));
  gtk_window_present (self->data_window);
}

void
mix_window_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.train", NULL, train_cb);
  gtk_widget_class_install_action (klass, "win.step", NULL, step_cb);
  gtk_widget_class_install_action (klass, "win.reset", NULL, reset_cb);
  gtk_widget_class_install_action (klass, "win.reset-anew", NULL, reset_anew_cb);
  gtk_widget_class_install_action (klass, "win.earlier", NULL, earlier_cb);
  gtk_widget_class_install_action (klass, "win.later", NULL, later_cb);
  gtk_widget_class_install_action (klass, "win.play-back", NULL, play_back_cb);
  gtk_widget_class_install_action (klass, "win.branch", NULL, branch_cb);
  gtk_widget_class_install_action (klass, "win.pin", NULL, pin_cb);
  gtk_widget_class_install_action (klass, "win.undo", NULL, undo_cb);
  gtk_widget_class_install_action (klass, "win.redo", NULL, redo_cb);
  gtk_widget_class_install_action (klass, "win.open", NULL, open_cb);
  gtk_widget_class_install_action (klass, "win.open-recent", "s", open_recent_cb);
  gtk_widget_class_install_action (klass, "win.reload", NULL, reload_cb);
  gtk_widget_class_install_action (klass, "win.paste", NULL, paste_cb);
  gtk_widget_class_install_action (klass, "win.samples", NULL, samples_cb);
  gtk_widget_class_install_action (klass, "win.data", NULL, data_cb);
  gtk_widget_class_install_action (klass, "win.import-settings", NULL, import_settings_cb);
  gtk_widget_class_install_action (klass, "win.save-project", NULL, save_project_cb);
  gtk_widget_class_install_action (klass, "win.save-project-as", NULL, save_project_as_cb);
  gtk_widget_class_install_action (klass, "win.save-model", NULL, save_model_cb);
  gtk_widget_class_install_action (klass, "win.save-data", NULL, save_data_cb);
  gtk_widget_class_install_action (klass, "win.export", NULL, export_cb);
  gtk_widget_class_install_action (klass, "win.export-figure", "s", export_figure_cb);
  gtk_widget_class_install_property_action (klass, "win.draw", "drawing");
  gtk_widget_class_install_action (klass, "win.canvas", NULL, canvas_cb);
  gtk_widget_class_install_action (klass, "win.sidebar", NULL, sidebar_cb);
  gtk_widget_class_install_action (klass, "win.page", "s", page_cb);
  gtk_widget_class_install_action (klass, "win.fullscreen", NULL, fullscreen_cb);
  gtk_widget_class_install_action (klass, "win.show-help-overlay", NULL, shortcuts_cb);
  gtk_widget_class_install_action (klass, "win.say", "s", say_cb);
}

/* Enables what makes sense now. */
void
mix_window_update_actions (MixWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  MixSnapshot *snapshot = mix_lab_get_snapshot (self->lab);
  gboolean running = mix_lab_get_running (self->lab);
  gboolean has_past = snapshot != NULL && snapshot->newest_epoch > 0;
  gboolean is_past = snapshot != NULL && snapshot->is_past;
  gboolean has_learnt = snapshot != NULL && mix_snapshot_has_learnt (snapshot);
  gboolean begun = has_past || has_learnt;
  MixUndo *undo = mix_lab_get_undo (self->lab);

  gtk_widget_action_set_enabled (widget, "win.earlier", has_past);
  gtk_widget_action_set_enabled (widget, "win.later", is_past);
  gtk_widget_action_set_enabled (widget, "win.play-back", has_past);
  gtk_widget_action_set_enabled (widget, "win.branch", is_past);
  gtk_widget_action_set_enabled (widget, "win.pin", has_learnt);
  gtk_widget_action_set_enabled (widget, "win.undo", mix_undo_get_undo_name (undo) != NULL);
  gtk_widget_action_set_enabled (widget, "win.redo", mix_undo_get_redo_name (undo) != NULL);
  gtk_widget_action_set_enabled (widget, "win.train", snapshot != NULL);
  gtk_widget_action_set_enabled (widget, "win.step", snapshot != NULL && !running);
  gtk_widget_action_set_enabled (widget, "win.reset", begun || running);
  gtk_widget_action_set_enabled (widget, "win.reset-anew", snapshot != NULL);
  gtk_widget_action_set_enabled (widget, "win.save-project", snapshot != NULL);
  gtk_widget_action_set_enabled (widget, "win.save-project-as", snapshot != NULL);
  gtk_widget_action_set_enabled (widget, "win.save-model", begun);
  gtk_widget_action_set_enabled (widget, "win.save-data", snapshot != NULL);
}

/* A key without a modifier is text where text is edited. */
static gboolean
plain_key_cb (GtkWidget *widget, GVariant *action, gpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));

  if (focus != NULL && GTK_IS_EDITABLE (focus))
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_activate_action (widget, g_variant_get_string (action, NULL), NULL);
}

static void
add_plain_key (GtkShortcutController *keys, guint key, const char *action)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, 0),
                                            gtk_callback_action_new (plain_key_cb, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_string (action));
  gtk_shortcut_controller_add_shortcut (keys, shortcut);
}

/* Space and the full stop, after whatever has the focus did not want them: an accelerator of the
 * application would take them from entries and buttons. */
void
mix_window_add_plain_keys (MixWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutController *keys = GTK_SHORTCUT_CONTROLLER (controller);

  gtk_event_controller_set_name (controller, "plain-keys");
  add_plain_key (keys, GDK_KEY_space, "win.train");
  add_plain_key (keys, GDK_KEY_KP_Space, "win.train");
  add_plain_key (keys, GDK_KEY_period, "win.step");
  add_plain_key (keys, GDK_KEY_comma, "win.earlier");
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
