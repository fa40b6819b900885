/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-sidebar.h"

#include "mix-data-section.h"
#include "mix-option-section.h"
#include "mix-template.h"

/* MixSidebar holds the sections of what can be set, from the data to the comparison. */

struct _MixSidebar
{
  GtkBox parent_instance;

  MixLab *lab; /* owned */
};

enum
{
  PROP_LAB = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixSidebar, mix_sidebar, GTK_TYPE_BOX)

static void
mix_sidebar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_LAB)
    g_value_set_object (value, MIX_SIDEBAR (object)->lab);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mix_sidebar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id != PROP_LAB)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  else if (g_set_object (&MIX_SIDEBAR (object)->lab, g_value_get_object (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
mix_sidebar_dispose (GObject *object)
{
  mix_template_dispose (GTK_WIDGET (object), MIX_TYPE_SIDEBAR);
  g_clear_object (&MIX_SIDEBAR (object)->lab);
  G_OBJECT_CLASS (mix_sidebar_parent_class)->dispose (object);
}

static void
mix_sidebar_class_init (MixSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  g_type_ensure (MIX_TYPE_DATA_SECTION);
  g_type_ensure (MIX_TYPE_OPTION_SECTION);
  object_class->get_property = mix_sidebar_get_property;
  object_class->set_property = mix_sidebar_set_property;
  object_class->dispose = mix_sidebar_dispose;
  props[PROP_LAB]
    = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/io/github/mixturelab/MixtureLab/ui/mix-sidebar.ui");
}

static void
mix_sidebar_init (MixSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
