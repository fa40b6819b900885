/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-window-private.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-compare-page.h"
#include "mix-decide-page.h"
#include "mix-diagnose-page.h"
#include "mix-page-slot.h"
#include "mix-reading.h"
#include "mix-shelf-bar.h"
#include "mix-sidebar.h"
#include "mix-usage-bar.h"

/* MixWindow: a laboratory, and everything around it. It looks at the laboratory once a frame while
 * that is busy, and costs nothing while it is not. */

enum
{
  PROP_LAB = 1,
  PROP_COMPACT,
  PROP_DRAWING,
  PROP_PROJECT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixWindow, mix_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
follow_squeeze_cb (gpointer data)
{
  MixWindow *self = data;
  GtkWidget *child = adw_squeezer_get_visible_child (self->page_bar);

  self->squeeze_idle = 0;
  adw_view_switcher_bar_set_reveal (self->switcher_bar,
                                    child != NULL && gtk_widget_get_next_sibling (child) == NULL);
  return G_SOURCE_REMOVE;
}

/* Where the switcher has no room above the page it is below; not in the middle of an allocation. */
static void
squeezed_cb (MixWindow *self)
{
  if (self->squeeze_idle == 0)
    self->squeeze_idle = g_idle_add (follow_squeeze_cb, self);
}

static void
page_changed_cb (MixWindow *self, GParamSpec *pspec, AdwViewStack *pages)
{
  GtkWidget *page = adw_view_stack_get_visible_child (pages);

  if (MIX_IS_PAGE_SLOT (page))
    mix_page_slot_fill (MIX_PAGE_SLOT (page));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    mix_window_focus_page (self);
}

static gboolean
follow_fold_cb (gpointer data)
{
  MixWindow *self = data;

  self->fold_idle = 0;
  mix_window_restore_sidebar (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPACT]);
  return G_SOURCE_REMOVE;
}

/* The flap folds in the middle of an allocation, where no label may change. */
static void
folded_cb (MixWindow *self)
{
  if (self->fold_idle == 0)
    self->fold_idle = g_idle_add (follow_fold_cb, self);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MixWindow *self = MIX_WINDOW (widget);

  mix_lab_poll (self->lab);
  if (mix_lab_get_busy (self->lab))
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
busy_changed_cb (MixWindow *self)
{
  if (mix_lab_get_busy (self->lab) && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
pending_changed_cb (MixWindow *self)
{
  mix_top_bar_set_reading (self->top_bar,
                           mix_lab_get_pending (self->lab) || self->loading != NULL);
}

static void
moment_changed_cb (MixWindow *self)
{
  MixSnapshot *snapshot = mix_lab_get_snapshot (self->lab);
  gboolean diverged = snapshot->state == MIX_RUN_DIVERGED;

  if (diverged)
    gtk_label_set_label (self->diverged_reason,
                         snapshot->reason != NULL ? snapshot->reason : _ ("Training diverged"));
  if (gtk_info_bar_get_revealed (self->diverged_bar) != diverged)
    gtk_info_bar_set_revealed (self->diverged_bar, diverged);
  mix_window_update_actions (self);
}

static void
halve_cb (MixWindow *self)
{
  mix_lab_halve_learning_rate (self->lab);
  mix_window_focus_page (self); /* where Space trains, not the next control by chance */
}

static void
dismissed_cb (MixWindow *self)
{
  gtk_info_bar_set_revealed (self->diverged_bar, FALSE);
  mix_window_focus_page (self);
}

/* Where a button stands that belongs to a sentence. */
static GtkOrientation
beside_or_below (MixWindow *self, gboolean compact)
{
  return compact ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
}

static void
mix_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MixWindow *self = MIX_WINDOW (object);

  if (prop_id == PROP_LAB)
    g_value_set_object (value, self->lab);
  else if (prop_id == PROP_COMPACT)
    g_value_set_boolean (value, self->flap != NULL && adw_flap_get_folded (self->flap));
  else if (prop_id == PROP_DRAWING)
    g_value_set_boolean (value, self->drawing);
  else if (prop_id == PROP_PROJECT)
    g_value_take_string (value, mix_window_name_project (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mix_window_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  MixWindow *self = MIX_WINDOW (object);

  if (prop_id != PROP_DRAWING)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  if (self->drawing == g_value_get_boolean (value))
    return;
  self->drawing = !self->drawing;
  mix_explore_page_set_drawing (self->page, self->drawing);
  g_object_notify_by_pspec (object, pspec);
}

/* Properties of GtkWindow that are set when it is constructed would take back what is restored
 * before. */
static void
mix_window_constructed (GObject *object)
{
  G_OBJECT_CLASS (mix_window_parent_class)->constructed (object);
  mix_window_restore_state (MIX_WINDOW (object));
  mix_window_focus_page (MIX_WINDOW (object)); /* where Space trains */
}

static void
mix_window_dispose (GObject *object)
{
  MixWindow *self = MIX_WINDOW (object);

  gtk_window_set_focus (GTK_WINDOW (self), NULL); /* a number that is being typed is taken now */
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_handle_id (&self->fold_idle, g_source_remove);
  g_clear_handle_id (&self->squeeze_idle, g_source_remove);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->chooser);
  mix_window_stop_watching (self);
  mix_window_take_back (&self->fault_toast);
  mix_window_forget_opening (self);
  if (self->data_window != NULL)
    gtk_window_destroy (self->data_window);
  gtk_widget_dispose_template (GTK_WIDGET (self), MIX_TYPE_WINDOW);
  if (self->lab != NULL)
    mix_lab_pause (self->lab); /* whoever else may still hold it: nothing trains unseen */
  g_clear_object (&self->lab);
  G_OBJECT_CLASS (mix_window_parent_class)->dispose (object);
}

static void
mix_window_finalize (GObject *object)
{
  MixWindow *self = MIX_WINDOW (object);

  g_free (self->exporting);
  g_free (self->folder);
  g_free (self->project);
  G_OBJECT_CLASS (mix_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  g_type_ensure (MIX_TYPE_TOP_BAR);
  g_type_ensure (MIX_TYPE_SIDEBAR);
  g_type_ensure (MIX_TYPE_STATUS);
  g_type_ensure (MIX_TYPE_EXPLORE_PAGE);
  g_type_ensure (MIX_TYPE_SHELF_BAR);
  g_type_ensure (MIX_TYPE_COMPARE_PAGE);
  g_type_ensure (MIX_TYPE_DECIDE_PAGE);
  g_type_ensure (MIX_TYPE_DIAGNOSE_PAGE);
  g_type_ensure (MIX_TYPE_FIGURE_GRID);
  g_type_ensure (MIX_TYPE_PAGE_SLOT);
  g_type_ensure (MIX_TYPE_READING);
  g_type_ensure (MIX_TYPE_USAGE_BAR);
  gtk_widget_class_set_template_from_resource (
    klass, "/io/github/mixturelab/MixtureLab/ui/mix-window.ui");
  gtk_widget_class_bind_template_child (klass, MixWindow, toasts);
  gtk_widget_class_bind_template_child (klass, MixWindow, top_bar);
  gtk_widget_class_bind_template_child (klass, MixWindow, flap);
  gtk_widget_class_bind_template_child (klass, MixWindow, page_bar);
  gtk_widget_class_bind_template_child (klass, MixWindow, pages);
  gtk_widget_class_bind_template_child (klass, MixWindow, switcher_bar);
  gtk_widget_class_bind_template_child (klass, MixWindow, page);
  gtk_widget_class_bind_template_child (klass, MixWindow, status);
  gtk_widget_class_bind_template_child (klass, MixWindow, diverged_bar);
  gtk_widget_class_bind_template_child (klass, MixWindow, diverged_reason);
  gtk_widget_class_bind_template_child (klass, MixWindow, halve_button);
  gtk_widget_class_bind_template_callback (klass, squeezed_cb);
  gtk_widget_class_bind_template_callback (klass, page_changed_cb);
  gtk_widget_class_bind_template_callback (klass, halve_cb);
  gtk_widget_class_bind_template_callback (klass, dismissed_cb);
  gtk_widget_class_bind_template_callback (klass, beside_or_below);
  gtk_widget_class_bind_template_callback (klass, folded_cb);
}

static void
mix_window_class_init (MixWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mix_window_get_property;
  object_class->set_property = mix_window_set_property;
  object_class->constructed = mix_window_constructed;
  object_class->dispose = mix_window_dispose;
  object_class->finalize = mix_window_finalize;
  props[PROP_LAB] = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_DRAWING] = g_param_spec_boolean ("drawing", NULL, NULL, FALSE,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                | G_PARAM_STATIC_STRINGS);
  props[PROP_PROJECT] = g_param_spec_string ("project", NULL, NULL, NULL,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  bind_template (widget_class);
  mix_window_install_actions (widget_class);
}

static void
mix_window_init (MixWindow *self)
{
  self->lab = mix_lab_new ();
  g_signal_connect_object (self->lab, "notify::busy", G_CALLBACK (busy_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (self));
  mix_accessible_name_by_label (self->halve_button);
  g_signal_connect_object (self->lab, "moment-changed", G_CALLBACK (moment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lab, "notify::running", G_CALLBACK (mix_window_update_actions),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lab, "notify::pending", G_CALLBACK (pending_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lab, "failed", G_CALLBACK (mix_window_say), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (mix_lab_get_undo (self->lab), "notify",
                           G_CALLBACK (mix_window_update_actions), self, G_CONNECT_SWAPPED);
  mix_window_add_plain_keys (self);
  mix_window_add_drop_target (self);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed",
                           G_CALLBACK (mix_window_list_recent), self, G_CONNECT_SWAPPED);
  mix_window_list_recent (self);
  mix_window_update_actions (self);
}

/* A window without data: mix_window_open() gives it some. */
MixWindow *
mix_window_new (GtkApplication *application)
{
  return g_object_new (MIX_TYPE_WINDOW, "application", application, NULL);
}

/* Returns: (transfer none): what the window works on. */
MixLab *
mix_window_get_lab (MixWindow *self)
{
  g_return_val_if_fail (MIX_IS_WINDOW (self), NULL);
  return self->lab;
}

/* A message that passes. */
void
mix_window_say (MixWindow *self, const char *text)
{
  g_return_if_fail (MIX_IS_WINDOW (self));
  mix_window_say_for_now (self, text);
}

/* Returns: (transfer none): the toast, which who keeps it can take back */
AdwToast *
mix_window_say_for_now (MixWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);
  adw_toast_set_timeout (toast, 8);
  adw_toast_overlay_add_toast (self->toasts, toast);
  return toast;
}
