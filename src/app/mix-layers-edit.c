/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-layers-edit.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-focus.h"
#include "mix-types.h"

/* Each chip is an entry with the units of one layer; an empty one is a layer that goes. What is
 * typed into one may have commas, so a whole list can be pasted.
 *
 * Signal "committed" (text): the person has chosen other layers, as text for mix_config_set().
 * CSS: layersedit, entry.chip, button.chip. */

#define FIRST_UNITS 16 /* of the first layer of a network that has none */

struct _MixLayersEdit
{
  GtkWidget parent_instance;

  GtkFlowBox *box;
  GtkWidget *add_button;
  GPtrArray *chips; /* of borrowed GtkEntry */
  char *shown;
  guint leave_idle;
};

enum
{
  COMMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixLayersEdit, mix_layers_edit, GTK_TYPE_WIDGET)

static void
append_units (GString *text, const char *units)
{
  g_autofree char *stripped = g_strstrip (g_strdup (units));

  if (*stripped != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", stripped);
}

/* Returns: (transfer full): what the chips say; without any, "none". */
static char *
get_text (MixLayersEdit *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->chips->len; i++)
    append_units (text, gtk_editable_get_text (g_ptr_array_index (self->chips, i)));
  if (text->len == 0)
    g_string_assign (text, "none");
  return g_string_free (text, FALSE);
}

static void
commit (MixLayersEdit *self)
{
  g_autofree char *text = get_text (self);

  g_clear_handle_id (&self->leave_idle, g_source_remove);
  if (g_strcmp0 (text, self->shown) != 0)
    g_signal_emit (self, signals[COMMITTED], 0, text);
}

static gboolean
commit_cb (gpointer data)
{
  MixLayersEdit *self = data;

  self->leave_idle = 0;
  commit (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: the chip that the focus leaves may be one that goes. */
static void
leave_cb (MixLayersEdit *self)
{
  if (self->leave_idle == 0)
    self->leave_idle = g_idle_add (commit_cb, self);
}

static void
edited_cb (GtkEditable *chip)
{
  MixLayers layers;
  const char *text = gtk_editable_get_text (chip);

  if (*text == '\0' || mix_layers_parse (text, &layers))
    gtk_widget_remove_css_class (GTK_WIDGET (chip), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (chip), "error");
}

static void
remove_cb (MixLayersEdit *self, GtkEntryIconPosition position, GtkEntry *chip)
{
  gtk_editable_set_text (GTK_EDITABLE (chip), "");
  gtk_widget_grab_focus (self->add_button);
  commit (self);
}

/* An entry keeps the room of an icon that it once had. */
static void
show_icon (GtkEntry *chip, gboolean shown)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (chip));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_IMAGE (child))
      gtk_widget_set_visible (child, shown);
}

/* Only the chip in focus offers to go: the others are as narrow as their numbers. */
static void
offer_removal (GtkEventController *focus, gboolean offered)
{
  GtkEntry *chip = GTK_ENTRY (gtk_event_controller_get_widget (focus));
  GtkEntryIconPosition end = GTK_ENTRY_ICON_SECONDARY;

  gtk_entry_set_icon_from_icon_name (chip, end, offered ? "window-close-symbolic" : NULL);
  if (offered)
    gtk_entry_set_icon_tooltip_text (chip, end, _ ("Remove this layer"));
  show_icon (chip, offered);
}

static void
chip_enter_cb (GtkEventController *focus, MixLayersEdit *self)
{
  offer_removal (focus, TRUE);
}

static void
chip_leave_cb (GtkEventController *focus, MixLayersEdit *self)
{
  offer_removal (focus, FALSE);
  leave_cb (self);
}

static GtkEntry *
make_chip (MixLayersEdit *self)
{
  GtkWidget *chip = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_add_css_class (chip, "chip");
  gtk_editable_set_alignment (GTK_EDITABLE (chip), 0.5);
  gtk_editable_set_width_chars (GTK_EDITABLE (chip), 3);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (chip), 4);
  gtk_entry_set_input_purpose (GTK_ENTRY (chip), GTK_INPUT_PURPOSE_DIGITS);
  gtk_widget_set_tooltip_text (chip, _ ("Units of this layer; empty it to remove the layer"));
  g_signal_connect (chip, "changed", G_CALLBACK (edited_cb), NULL);
  g_signal_connect_swapped (chip, "activate", G_CALLBACK (commit), self);
  g_signal_connect_swapped (chip, "icon-release", G_CALLBACK (remove_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (chip_enter_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (chip_leave_cb), self);
  gtk_widget_add_controller (chip, focus);
  return GTK_ENTRY (chip);
}

/* Another layer, of as many units as the last. */
static void
add_cb (MixLayersEdit *self)
{
  g_autofree char *text = get_text (self);
  const char *comma = strrchr (text, ',');
  const char *last = comma != NULL ? comma + 1 : text;
  g_autofree char *more = self->chips->len > 0 ? g_strdup_printf ("%s,%s", text, last)
                                               : g_strdup_printf ("%d", FIRST_UNITS);

  g_signal_emit (self, signals[COMMITTED], 0, more);
  if (self->chips->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->chips, self->chips->len - 1));
}

static void
insert (MixLayersEdit *self, GtkWidget *widget, int position)
{
  GtkWidget *child = gtk_flow_box_child_new ();

  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), widget);
  gtk_flow_box_insert (self->box, child, position);
}

static void
remove_last_chip (MixLayersEdit *self)
{
  GtkWidget *chip = g_ptr_array_steal_index (self->chips, self->chips->len - 1);

  gtk_flow_box_remove (self->box, gtk_widget_get_parent (chip));
}

static void
set_n_chips (MixLayersEdit *self, guint n)
{
  while (self->chips->len > n)
    remove_last_chip (self);
  while (self->chips->len < n)
    {
      GtkEntry *chip = make_chip (self);
      g_ptr_array_add (self->chips, chip);
      insert (self, GTK_WIDGET (chip), (int) self->chips->len - 1);
      g_autofree char *name = g_strdup_printf (_ ("Units of hidden layer %u"), self->chips->len);
      mix_accessible_name (GTK_WIDGET (chip), name, NULL);
    }
}

static GtkWidget *
make_add_button (MixLayersEdit *self)
{
  const char *name = _ ("Add a hidden layer");
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  gtk_widget_add_css_class (button, "chip");
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_tooltip_text (button, name);
  mix_accessible_name (button, name, NULL);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_cb), self);
  return button;
}

static gboolean
mix_layers_edit_grab_focus (GtkWidget *widget)
{
  MixLayersEdit *self = MIX_LAYERS_EDIT (widget);

  return gtk_widget_grab_focus (self->chips->len > 0 ? g_ptr_array_index (self->chips, 0)
                                                     : self->add_button);
}

static gboolean
mix_layers_edit_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return mix_focus_through (GTK_WIDGET (MIX_LAYERS_EDIT (widget)->box), direction);
}

static void
mix_layers_edit_dispose (GObject *object)
{
  MixLayersEdit *self = MIX_LAYERS_EDIT (object);

  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;
  g_clear_handle_id (&self->leave_idle, g_source_remove); /* after the chips: they lost the focus */
  g_clear_pointer (&self->chips, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (mix_layers_edit_parent_class)->dispose (object);
}

static void
mix_layers_edit_class_init (MixLayersEditClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mix_layers_edit_dispose;
  widget_class->focus = mix_layers_edit_focus;
  widget_class->grab_focus = mix_layers_edit_grab_focus;
  signals[COMMITTED] = g_signal_new ("committed", MIX_TYPE_LAYERS_EDIT, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "layersedit");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
mix_layers_edit_init (MixLayersEdit *self)
{
  self->chips = g_ptr_array_new ();
  self->box = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->box, 3);
  gtk_flow_box_set_min_children_per_line (self->box, 3);
  gtk_flow_box_set_column_spacing (self->box, 4);
  gtk_flow_box_set_row_spacing (self->box, 4);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  self->add_button = make_add_button (self);
  insert (self, self->add_button, -1);
}

GtkWidget *
mix_layers_edit_new (void)
{
  return g_object_new (MIX_TYPE_LAYERS_EDIT, NULL);
}

/* Shows layers, as mix_config_get() writes them, without committing them. */
void
mix_layers_edit_show (MixLayersEdit *self, const char *text)
{
  g_return_if_fail (MIX_IS_LAYERS_EDIT (self));

  MixLayers layers = { 0 };
  g_return_if_fail (mix_layers_parse (text, &layers));
  g_free (self->shown);
  self->shown = g_strdup (text);
  set_n_chips (self, layers.n);
  for (guint i = 0; i < layers.n; i++)
    {
      g_autofree char *units = g_strdup_printf ("%u", layers.units[i]);
      gtk_editable_set_text (g_ptr_array_index (self->chips, i), units);
    }
  gtk_widget_set_sensitive (self->add_button, layers.n < MIX_MAX_HIDDEN);
}

guint
mix_layers_edit_get_n_chips (MixLayersEdit *self)
{
  g_return_val_if_fail (MIX_IS_LAYERS_EDIT (self), 0);
  return self->chips->len;
}

/* Returns: (transfer none): the entry of a layer, from 0. */
GtkEntry *
mix_layers_edit_get_chip (MixLayersEdit *self, guint index)
{
  g_return_val_if_fail (MIX_IS_LAYERS_EDIT (self), NULL);
  g_return_val_if_fail (index < self->chips->len, NULL);
  return g_ptr_array_index (self->chips, index);
}

/* Returns: (transfer none) */
GtkWidget *
mix_layers_edit_get_add_button (MixLayersEdit *self)
{
  g_return_val_if_fail (MIX_IS_LAYERS_EDIT (self), NULL);
  return self->add_button;
}
