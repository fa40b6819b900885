/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-explore-private.h"
#include "mix-figure-table.h"
#include "mix-held-popover.h"
#include "mix-table-window.h"

/* How the page is looked at: what is shown, and what is done with a panel. Every
 * toggle is an action "view.show-ID", every choice an action with a state, so that menus
 * (mix-explore-menu.c), legends and keys set one thing. */

#define KEY_ZOOM 1.25
#define ROW_REACH 12.0 /* pixels from the pointer to a row that it points at */
#define OUTCOMES_MS 650 /* slow enough to look at each */
#define OUTCOMES_AT_REST 46 /* half a minute of them after the last change */

static gboolean
next_outcomes_cb (gpointer data)
{
  MixExplorePage *self = data;
  MixView view = *mix_scene_get_view (self->scene);

  view.seed++;
  mix_scene_set_view (self->scene, &view);
  mix_explore_page_build_panel (self, MIX_PANEL_FIT);
  if (--self->outcomes_left > 0)
    return G_SOURCE_CONTINUE;
  self->outcomes_timer = 0;
  return G_SOURCE_REMOVE;
}

/* Sampled outcomes are drawn anew while the page is on the screen, until nothing has changed for a
 * while: who looks away for an hour has a computer that rests. Where animations are off one draw
 * stands still. */
void
mix_explore_page_follow_outcomes (MixExplorePage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean animated = FALSE;

  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &animated, NULL);
  gboolean move
    = animated && gtk_widget_get_mapped (widget) && mix_scene_shows (self->scene, MIX_SHOW_OUTCOMES);
  self->outcomes_left = OUTCOMES_AT_REST;
  if (move && self->outcomes_timer == 0)
    self->outcomes_timer = g_timeout_add (OUTCOMES_MS, next_outcomes_cb, self);
  else if (!move)
    g_clear_handle_id (&self->outcomes_timer, g_source_remove);
}

static void
set_state (MixExplorePage *self, const char *name, GVariant *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

static void
follow_level (MixExplorePage *self, const char *name, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  set_state (self, name, g_variant_new_string (g_ascii_formatd (text, sizeof text, "%.2f", value)));
}

/* The actions say what the view is. */
static void
follow_view (MixExplorePage *self)
{
  const MixView *view = mix_scene_get_view (self->scene);

  for (guint i = 0; i < MIX_N_SHOWS; i++)
    {
      g_autofree char *name = g_strconcat ("show-", mix_shows[i].id, NULL);
      set_state (self, name, g_variant_new_boolean (mix_view_shows (view, (MixShow) i)));
    }
  set_state (self, "color",
             g_variant_new_string (mix_choice_nick (mix_coloring_choices, view->coloring)));
  set_state (self, "mixing-style",
             g_variant_new_string (mix_choice_nick (mix_mixing_style_choices, view->mixing)));
  set_state (self, "loss-scale",
             g_variant_new_string (mix_choice_nick (mix_loss_scale_choices, view->loss_scale)));
  follow_level (self, "level", view->level);
  follow_level (self, "band", view->band);
  set_state (self, "threshold", g_variant_new_boolean (isfinite (view->threshold)));
  set_state (self, "pin", g_variant_new_boolean (isfinite (view->pin)));
  mix_explore_page_choose_drag (self);
}

/* Looks at the scene in another way, because a person wants to. */
void
mix_explore_page_set_view (MixExplorePage *self, const MixView *view)
{
  MixView before = *mix_scene_get_view (self->scene);
  MixLook *look = mix_explore_page_keep_look (self);

  mix_scene_set_view (self->scene, view);
  mix_explore_page_note_look (self, look);
  if (mix_view_equal (&before, mix_scene_get_view (self->scene)))
    return;
  follow_view (self);
  mix_explore_page_follow_outcomes (self);
  mix_explore_page_build (self, FALSE);
  mix_explore_page_describe (self);
}

/* Other data, or another x: nobody has zoomed yet. */
void
mix_explore_page_forget_trail (MixExplorePage *self)
{
  mix_trail_clear (self->trail);
}

/* Only a design with several features has some to hold. */
void
mix_explore_page_follow_design (MixExplorePage *self)
{
  GAction *features = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "features");
  MixDesign *design = mix_scene_get_design (self->scene);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (features),
                               design != NULL && mix_design_get_n_features (design) > 1);
  follow_view (self);
  mix_explore_page_follow_outcomes (self);
}

void
mix_explore_page_point_row (MixExplorePage *self, gssize row)
{
  g_return_if_fail (MIX_IS_EXPLORE_PAGE (self));

  if (mix_scene_get_design (self->scene) == NULL || mix_scene_get_picked (self->scene) == row)
    return;
  mix_scene_set_picked (self->scene, row);
  for (guint i = 0; i < MIX_N_VIEWS; i++)
    if (mix_panel_kinds[i].follows_x0)
      mix_explore_page_build_panel (self, i); /* they show where the row is */
}

static void
toggle (MixExplorePage *self, const MixTag *tag)
{
  MixView view = *mix_scene_get_view (self->scene);

  mix_view_toggle (&view, tag);
  mix_explore_page_set_view (self, &view);
}

static void
set_pin (MixExplorePage *self, double pin)
{
  MixView view = *mix_scene_get_view (self->scene);
  MixSpan all;

  mix_scene_get_all_x (self->scene, &all);
  view.pin = isfinite (pin) ? CLAMP (pin, all.low, all.high) : pin;
  mix_explore_page_set_view (self, &view);
}

static void
set_threshold (MixExplorePage *self, double threshold, gboolean fine)
{
  MixView view = *mix_scene_get_view (self->scene);

  view.threshold = fine ? mix_figure_whole_percent (self->scene, threshold) : threshold;
  mix_explore_page_set_view (self, &view);
}

static void
move_handle (MixExplorePage *self, const MixAct *act)
{
  switch ((MixHandle) act->handle)
    {
    case MIX_HANDLE_X0:
      mix_explore_page_move_x0 (self, act->x);
      break;
    case MIX_HANDLE_PIN:
      set_pin (self, act->x);
      break;
    case MIX_HANDLE_THRESHOLD:
      set_threshold (self, act->y, act->fine);
      break;
    case MIX_HANDLE_NONE:
    default:
      break;
    }
}

/* A click pins a second x0 and takes it away again; without an x axis it moves the threshold. */
static void
pick (MixExplorePage *self, const MixPanelKind *kind, const MixAct *act)
{
  MixView before = *mix_scene_get_view (self->scene);

  mix_undo_seal (mix_lab_get_undo (self->lab));
  if (kind->zooms_x && act->handle != MIX_HANDLE_X0)
    set_pin (self, act->handle == MIX_HANDLE_PIN ? (double) NAN : act->x);
  else if (!kind->zooms_x && kind->zooms_y && isfinite (before.threshold))
    set_threshold (self, act->y, FALSE);
  self->click_noted = !mix_view_equal (&before, mix_scene_get_view (self->scene));
}

/* Up and down in the slice. */
static gboolean
y_moved_cb (MixExplorePage *self, double share)
{
  double threshold = mix_scene_get_view (self->scene)->threshold, low, high;

  if (!isfinite (threshold))
    return FALSE;
  mix_scene_get_y_range (self->scene, &low, &high);
  set_threshold (self, CLAMP (threshold + share / 4 * (high - low), low, high), FALSE);
  return TRUE;
}

/* Tells whoever wants to know which row is under the pointer. */
static void
point_from_fit (MixExplorePage *self, const MixAct *act)
{
  MixPlot *plot = mix_plot_view_get_plot (self->view[MIX_PANEL_FIT]);

  if (plot == NULL || !mix_explore_page_is_watched (self))
    return;
  double x = mix_plot_x_to_pixel (plot, act->x), y = mix_plot_y_to_pixel (plot, act->y);
  double reach_x = mix_plot_x_from_pixel (plot, x + ROW_REACH) - act->x;
  double reach_y = mix_plot_y_from_pixel (plot, y - ROW_REACH) - act->y;
  gssize row = isfinite (act->x) && isfinite (act->y)
                 ? mix_scene_find_row (self->scene, act->x, act->y, reach_x, reach_y)
                 : -1;
  mix_explore_page_tell_row (self, row);
}

static void
hover (MixExplorePage *self, guint panel, const MixAct *act)
{
  double epoch = panel == MIX_PANEL_LOSS ? act->x : (double) NAN;

  if (panel == MIX_PANEL_FIT)
    point_from_fit (self, act);

  if (mix_scene_point_at_epoch (self->scene, epoch))
    mix_explore_page_build_panel (self, MIX_PANEL_LOSS);
  if (mix_tag_equal (&act->tag, mix_scene_get_focus (self->scene)))
    return;
  mix_scene_set_focus (self->scene, &act->tag);
  for (guint i = 0; i < MIX_N_VIEWS; i++)
    mix_plot_view_set_focus (self->view[i], &act->tag);
}

/* What was done with a panel. */
void
mix_explore_page_act (MixExplorePage *self, guint panel, const MixAct *act)
{
  const MixPanelKind *kind = &mix_panel_kinds[panel];

  if (mix_scene_get_design (self->scene) == NULL)
    return;
  if (act->kind != MIX_ACT_FIT && act->kind != MIX_ACT_HOVER)
    self->click_noted = FALSE;
  switch (act->kind)
    {
    case MIX_ACT_HOVER: hover (self, panel, act); break;
    case MIX_ACT_TOGGLE: toggle (self, &act->tag); break;
    case MIX_ACT_HANDLE: move_handle (self, act); break;
    case MIX_ACT_PAN: mix_explore_page_pan (self, kind, act); break;
    case MIX_ACT_ZOOM: mix_explore_page_zoom (self, kind, act); break;
    case MIX_ACT_FRAME: mix_explore_page_frame (self, kind, act); break;
    case MIX_ACT_FIT:
      mix_explore_page_drop_click (self);
      mix_explore_page_fit (self);
      break;
    case MIX_ACT_PICK: pick (self, kind, act); break;
    case MIX_ACT_STROKE: mix_explore_page_stroke (self, act); break;
    default:
      break;
    }
}

/* Actions */

static void
show_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  const char *id = g_action_get_name (G_ACTION (action)) + strlen ("show-");
  MixView view = *mix_scene_get_view (MIX_EXPLORE_PAGE (data)->scene);

  if (mix_view_set (&view, g_variant_get_boolean (state) ? "show" : "hide", id, NULL))
    mix_explore_page_set_view (data, &view);
}

static void
choose_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  MixView view = *mix_scene_get_view (MIX_EXPLORE_PAGE (data)->scene);

  if (mix_view_set (&view, g_action_get_name (G_ACTION (action)),
                    g_variant_get_string (state, NULL), NULL))
    mix_explore_page_set_view (data, &view);
}

static void
pin_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  MixExplorePage *self = data;

  set_pin (self, g_variant_get_boolean (state) ? mix_scene_get_x0 (self->scene) : (double) NAN);
}

static void
threshold_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  MixExplorePage *self = data;
  double low, high;

  mix_scene_get_y_range (self->scene, &low, &high);
  set_threshold (self, g_variant_get_boolean (state) ? low + 0.7 * (high - low) : (double) NAN,
                 FALSE);
}

static void
closed_cb (MixExplorePage *self)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

/* A popover on a panel's menu button, gone when it closes. */
static void
pop_up (MixExplorePage *self, GtkWidget *popover, guint panel)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = popover;
  gtk_widget_set_parent (popover, GTK_WIDGET (self->menu[panel]));
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* Why a loss may be negative, beside the panel that shows it. */
static void
explain_loss_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MixExplorePage *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *label = gtk_label_new (
    _ ("The negative log-likelihood is −log p(y | x), averaged over the rows. p is a density, not a "
       "probability: where the network is sure within a small range of y it is above 1, and its "
       "logarithm is positive. So the loss may be negative, and measuring y in other units shifts "
       "it. What counts is the distance to the best possible: it is what the network has yet to "
       "learn, in nats per row, and cannot be below zero by more than chance."));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_set_margin_end (label, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), label);
  pop_up (self, popover, MIX_PANEL_LOSS);
}

static void
features_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MixExplorePage *self = data;

  if (mix_scene_get_design (self->scene) != NULL)
    pop_up (self, mix_held_popover_new (self), MIX_PANEL_FIT);
}

/* Escape */
static gboolean
unpin_cb (GtkWidget *page, GVariant *arguments, gpointer data)
{
  MixExplorePage *self = MIX_EXPLORE_PAGE (page);

  if (!isfinite (mix_scene_get_view (self->scene)->pin))
    return GDK_EVENT_PROPAGATE;
  set_pin (self, (double) NAN);
  return GDK_EVENT_STOP;
}

/* The numbers of the figure in focus, or of that which is named. */
static void
table_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MixExplorePage *self = data;
  const char *id = g_variant_get_string (parameter, NULL);

  if (*id == '\0')
    id = mix_explore_page_get_focus_figure (self);
  const MixFigure *figure = mix_figure_find (id != NULL ? id : "fit");
  g_autoptr (MixDataset) table = mix_figure_table (figure, self->scene);
  if (table == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s",
                                  _ ("There are no numbers yet: train a step first"));
      return;
    }
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  gtk_window_present (GTK_WINDOW (mix_table_window_new (window, table)));
}

static void
zoom_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mix_explore_page_zoom_by_key (data, 1 / KEY_ZOOM);
}

static void
zoom_out_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mix_explore_page_zoom_by_key (data, KEY_ZOOM);
}

static void
fit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mix_explore_page_fit (data);
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mix_explore_page_walk (data, -1);
}

static void
forth_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mix_explore_page_walk (data, 1);
}

static void
add_actions (MixExplorePage *self)
{
  static const GActionEntry entries[] = {
    { .name = "color", .parameter_type = "s", .state = "'responsibility'",
      .change_state = choose_cb },
    { .name = "mixing-style", .parameter_type = "s", .state = "'stacked'",
      .change_state = choose_cb },
    { .name = "loss-scale", .parameter_type = "s", .state = "'log'", .change_state = choose_cb },
    { .name = "level", .parameter_type = "s", .state = "'0.90'", .change_state = choose_cb },
    { .name = "band", .parameter_type = "s", .state = "'0.80'", .change_state = choose_cb },
    { .name = "pin", .state = "false", .change_state = pin_cb },
    { .name = "threshold", .state = "false", .change_state = threshold_cb },
    { .name = "explain-loss", .activate = explain_loss_cb },
    { .name = "features", .activate = features_cb },
    { .name = "table", .parameter_type = "s", .activate = table_cb },
    { .name = "zoom-in", .activate = zoom_in_cb },
    { .name = "zoom-out", .activate = zoom_out_cb },
    { .name = "fit", .activate = fit_cb },
    { .name = "back", .activate = back_cb },
    { .name = "forth", .activate = forth_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  for (guint i = 0; i < MIX_N_SHOWS; i++)
    {
      g_autofree char *name = g_strconcat ("show-", mix_shows[i].id, NULL);
      GActionEntry entry = { .name = name, .state = "false", .change_state = show_cb };
      g_action_map_add_action_entries (G_ACTION_MAP (self->actions), &entry, 1, self);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "view", G_ACTION_GROUP (self->actions));
}

/* Keys that work wherever the focus is in the window. */
static void
add_keys (MixExplorePage *self)
{
  static const struct
  {
    const char *trigger, *action;
  } keys[] = {
    { "<Control>plus|<Control>equal|<Control>KP_Add", "view.zoom-in" },
    { "<Control>minus|<Control>KP_Subtract", "view.zoom-out" },
    { "<Control>0|<Control>KP_0", "view.fit" },
    { "<Alt>Left", "view.back" },
    { "<Alt>Right", "view.forth" },
    { "<Control>Return|<Control>KP_Enter", "view.pin" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i].trigger),
                        gtk_named_action_new (keys[i].action)));
  GtkShortcut *table = gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Alt>t"),
                                         gtk_named_action_new ("view.table"));
  gtk_shortcut_set_arguments (table, g_variant_new_string (""));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), table);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* One that works with the focus on the page. */
static void
add_escape (MixExplorePage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_callback_action_new (unpin_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* Actions, menus and keys; the template is there. */
void
mix_explore_page_add_view (MixExplorePage *self)
{
  add_actions (self);
  follow_view (self);
  mix_explore_page_add_menus (self);
  g_signal_connect_swapped (self->view[MIX_PANEL_SLICE], "y-moved", G_CALLBACK (y_moved_cb), self);
  add_keys (self);
  add_escape (self);
}
