/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-page-slot.h"

/* MixPageSlot is where a page beside Explore will be. A page is made when it is opened first: the
 * window is there sooner, and who only explores does not hold the widgets of the others. */

struct _MixPageSlot
{
  AdwBin parent_instance;

  GType page_type;
  MixLab *lab;             /* owned */
  MixExplorePage *explore; /* owned */
};

enum
{
  PROP_PAGE_TYPE = 1,
  PROP_LAB,
  PROP_EXPLORE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixPageSlot, mix_page_slot, ADW_TYPE_BIN)

static void
mix_page_slot_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  MixPageSlot *self = MIX_PAGE_SLOT (object);

  if (prop_id == PROP_PAGE_TYPE)
    self->page_type = g_value_get_gtype (value);
  else if (prop_id == PROP_LAB)
    g_set_object (&self->lab, g_value_get_object (value));
  else
    g_set_object (&self->explore, g_value_get_object (value));
}

static void
mix_page_slot_dispose (GObject *object)
{
  MixPageSlot *self = MIX_PAGE_SLOT (object);

  g_clear_object (&self->lab);
  g_clear_object (&self->explore);
  G_OBJECT_CLASS (mix_page_slot_parent_class)->dispose (object);
}

static void
mix_page_slot_class_init (MixPageSlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = mix_page_slot_set_property;
  object_class->dispose = mix_page_slot_dispose;
  props[PROP_PAGE_TYPE] = g_param_spec_gtype ("page-type", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_LAB] = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB, flags);
  props[PROP_EXPLORE] = g_param_spec_object ("explore", NULL, NULL, MIX_TYPE_EXPLORE_PAGE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mix_page_slot_init (MixPageSlot *self)
{
}

/* Makes the page, of what the laboratory holds now, unless it is there. */
void
mix_page_slot_fill (MixPageSlot *self)
{
  g_return_if_fail (MIX_IS_PAGE_SLOT (self) && self->page_type != 0);
  if (adw_bin_get_child (ADW_BIN (self)) != NULL)
    return;
  GtkWidget *page
    = g_object_new (self->page_type, "lab", self->lab, "explore", self->explore, NULL);
  adw_bin_set_child (ADW_BIN (self), page);
}
