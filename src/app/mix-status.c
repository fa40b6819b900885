/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-status.h"

#include "mix-reading.h"
#include "mix-template.h"

/* MixStatus is the foot of the window: the timeline, what is done with the moment that it shows,
 * and how the run goes. compact: there is room for the moment only. */

struct _MixStatus
{
  GtkBox parent_instance;

  MixTimeline *timeline; /* template */
  MixLab *lab;           /* owned */
  gboolean compact;
};

enum
{
  PROP_LAB = 1,
  PROP_COMPACT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixStatus, mix_status, GTK_TYPE_BOX)

static void
mix_status_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MixStatus *self = MIX_STATUS (object);

  if (prop_id == PROP_LAB)
    g_value_set_object (value, self->lab);
  else
    g_value_set_boolean (value, self->compact);
}

static void
mix_status_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  MixStatus *self = MIX_STATUS (object);

  if (prop_id == PROP_LAB)
    {
      if (g_set_object (&self->lab, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
    }
  else if (self->compact != g_value_get_boolean (value))
    {
      self->compact = !self->compact;
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
mix_status_dispose (GObject *object)
{
  mix_template_dispose (GTK_WIDGET (object), MIX_TYPE_STATUS);
  g_clear_object (&MIX_STATUS (object)->lab);
  G_OBJECT_CLASS (mix_status_parent_class)->dispose (object);
}

static void
mix_status_class_init (MixStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  g_type_ensure (MIX_TYPE_READING);
  g_type_ensure (MIX_TYPE_TIMELINE);
  object_class->get_property = mix_status_get_property;
  object_class->set_property = mix_status_set_property;
  object_class->dispose = mix_status_dispose;
  props[PROP_LAB] = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB, flags);
  props[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/mixturelab/MixtureLab/ui/mix-status.ui");
  gtk_widget_class_bind_template_child (widget_class, MixStatus, timeline);
}

static void
mix_status_init (MixStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Returns: (transfer none): the timeline. */
MixTimeline *
mix_status_get_timeline (MixStatus *self)
{
  g_return_val_if_fail (MIX_IS_STATUS (self), NULL);
  return self->timeline;
}
