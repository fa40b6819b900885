/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-top-bar.h"

#include <glib/gi18n-lib.h>

#include "mix-menu.h"
#include "mix-reading.h"
#include "mix-template.h"

/* MixTopBar is the header bar: what is done most often, whose data it is and how far the training
 * came. Where the bar has no room for words they are in a line under it. */

struct _MixTopBar
{
  GtkBox parent_instance;

  /* template */
  GtkMenuButton *menu_button;
  GtkMenuButton *export_button;
  GMenuModel *primary_menu;
  GMenuModel *export_menu;
  GMenu *recent_menu;

  /* owned */
  MixLab *lab;
  char *project;
  gboolean flags[4]; /* in the order of the properties */
};

enum
{
  PROP_LAB = 1,
  PROP_PROJECT,
  PROP_COMPACT,
  PROP_NARROW,
  PROP_SIDEBAR,
  PROP_READING,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixTopBar, mix_top_bar, GTK_TYPE_BOX)

/* Closures of the template */

static char *
train_label (MixTopBar *self, gboolean running)
{
  return g_strdup (running ? _ ("Pause") : _ ("Train"));
}

static char *
train_icon (MixTopBar *self, gboolean running)
{
  return g_strdup (running ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
}

static char *
train_tooltip (MixTopBar *self, gboolean running)
{
  return g_strdup (running ? _ ("Pause training (Space)") : _ ("Train (Space)"));
}

static char *
undo_tooltip (MixTopBar *self, const char *name)
{
  return name != NULL ? g_strdup_printf (_ ("Undo %s (Ctrl+Z)"), name)
                      : g_strdup (_ ("Nothing to undo"));
}

static char *
redo_tooltip (MixTopBar *self, const char *name)
{
  return name != NULL ? g_strdup_printf (_ ("Redo %s (Shift+Ctrl+Z)"), name)
                      : g_strdup (_ ("Nothing to redo"));
}

/* "study — Two branches" */
static char *
heading (MixTopBar *self, const char *project, const char *data)
{
  return project != NULL ? g_strdup_printf (_ ("%s — %s"), project, data) : g_strdup (data);
}

/* Where the sidebar has no room beside the page, the sentence has none either. */
static char *
subtitle (MixTopBar *self, gboolean compact, const char *summary, const char *brief)
{
  return g_strdup (compact ? brief : summary);
}

/* Object */

static void
mix_top_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MixTopBar *self = MIX_TOP_BAR (object);

  if (prop_id == PROP_LAB)
    g_value_set_object (value, self->lab);
  else if (prop_id == PROP_PROJECT)
    g_value_set_string (value, self->project);
  else
    g_value_set_boolean (value, self->flags[prop_id - PROP_COMPACT]);
}

static void
set_flag (MixTopBar *self, guint prop_id, gboolean flag)
{
  if (self->flags[prop_id - PROP_COMPACT] == flag)
    return;
  self->flags[prop_id - PROP_COMPACT] = flag;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop_id]);
}

static void
set_project (MixTopBar *self, const char *project)
{
  if (g_strcmp0 (self->project, project) == 0)
    return;
  g_free (self->project);
  self->project = g_strdup (project);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROJECT]);
}

static void
mix_top_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  MixTopBar *self = MIX_TOP_BAR (object);

  if (prop_id == PROP_PROJECT)
    set_project (self, g_value_get_string (value));
  else if (prop_id != PROP_LAB)
    set_flag (self, prop_id, g_value_get_boolean (value));
  else if (g_set_object (&self->lab, g_value_get_object (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
mix_top_bar_dispose (GObject *object)
{
  mix_template_dispose (GTK_WIDGET (object), MIX_TYPE_TOP_BAR);
  g_clear_object (&MIX_TOP_BAR (object)->lab);
  G_OBJECT_CLASS (mix_top_bar_parent_class)->dispose (object);
}

static void
mix_top_bar_finalize (GObject *object)
{
  g_free (MIX_TOP_BAR (object)->project);
  G_OBJECT_CLASS (mix_top_bar_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    klass, "/io/github/mixturelab/MixtureLab/ui/mix-top-bar.ui");
  gtk_widget_class_bind_template_child (klass, MixTopBar, menu_button);
  gtk_widget_class_bind_template_child (klass, MixTopBar, export_button);
  gtk_widget_class_bind_template_child (klass, MixTopBar, primary_menu);
  gtk_widget_class_bind_template_child (klass, MixTopBar, export_menu);
  gtk_widget_class_bind_template_child (klass, MixTopBar, recent_menu);
  gtk_widget_class_bind_template_callback (klass, train_label);
  gtk_widget_class_bind_template_callback (klass, train_icon);
  gtk_widget_class_bind_template_callback (klass, train_tooltip);
  gtk_widget_class_bind_template_callback (klass, undo_tooltip);
  gtk_widget_class_bind_template_callback (klass, redo_tooltip);
  gtk_widget_class_bind_template_callback (klass, heading);
  gtk_widget_class_bind_template_callback (klass, subtitle);
}

static void
mix_top_bar_class_init (MixTopBarClass *klass)
{
  static const char *const flags[] = { "compact", "narrow", "sidebar", "reading" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags how = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  g_type_ensure (MIX_TYPE_READING);
  object_class->get_property = mix_top_bar_get_property;
  object_class->set_property = mix_top_bar_set_property;
  object_class->dispose = mix_top_bar_dispose;
  object_class->finalize = mix_top_bar_finalize;
  props[PROP_LAB] = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB, how);
  props[PROP_PROJECT] = g_param_spec_string ("project", NULL, NULL, NULL, how);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    props[PROP_COMPACT + i] = g_param_spec_boolean (flags[i], NULL, NULL, FALSE, how);
  g_object_class_install_properties (object_class, N_PROPS, props);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
mix_top_bar_init (MixTopBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mix_menu_hang (self->menu_button, self->primary_menu);
  mix_menu_hang (self->export_button, self->export_menu);
}

/* Whether a file is being read: then something turns. */
void
mix_top_bar_set_reading (MixTopBar *self, gboolean reading)
{
  g_return_if_fail (MIX_IS_TOP_BAR (self));
  set_flag (self, PROP_READING, reading);
}

/* Opens the menu of figures to export. */
void
mix_top_bar_popup_export (MixTopBar *self)
{
  g_return_if_fail (MIX_IS_TOP_BAR (self));
  gtk_menu_button_popup (self->export_button);
}

/* Returns: (transfer none): the part of the main menu with the files that were open of late. */
GMenu *
mix_top_bar_get_recent_menu (MixTopBar *self)
{
  g_return_val_if_fail (MIX_IS_TOP_BAR (self), NULL);
  return self->recent_menu;
}
