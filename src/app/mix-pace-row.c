/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-pace-row.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-focus.h"

/* MixPaceRow chooses how fast a run goes by: no option of the run, which learns the same at any
 * pace. */

struct _MixPaceRow
{
  AdwActionRow parent_instance;

  GtkDropDown *control;
  GBinding *binding; /* owned by its ends */
};

G_DEFINE_FINAL_TYPE (MixPaceRow, mix_pace_row, ADW_TYPE_ACTION_ROW)

static void
mix_pace_row_class_init (MixPaceRowClass *klass)
{
}

/* In the order of MixPace. */
static GtkDropDown *
make_control (void)
{
  const char *const names[] = { _ ("Watch, 8 s"), _ ("Fast, 2 s"), _ ("Full"), NULL };
  GtkWidget *control = gtk_drop_down_new_from_strings (names);

  gtk_widget_add_css_class (control, "flat");
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  mix_focus_leave_with_pointer (control);
  return GTK_DROP_DOWN (control);
}

static void
mix_pace_row_init (MixPaceRow *self)
{
  const char *label = _ ("Speed");
  const char *help = _ ("How long a whole run takes at least; it learns the same at any speed");
  AdwActionRow *row = ADW_ACTION_ROW (self);

  self->control = make_control ();
  g_object_set (self, "title", label, "tooltip-text", help, "activatable", FALSE, NULL);
  adw_action_row_add_suffix (row, GTK_WIDGET (self->control));
  adw_action_row_set_activatable_widget (row, GTK_WIDGET (self->control));
  mix_accessible_name (GTK_WIDGET (self->control), label, help);
}

/* Returns: (transfer floating): a row; it does nothing before it has a laboratory. */
GtkWidget *
mix_pace_row_new (void)
{
  return g_object_new (MIX_TYPE_PACE_ROW, NULL);
}

/* Shows the laboratory's pace from now on, and changes it. Called once. */
void
mix_pace_row_set_lab (MixPaceRow *self, MixLab *lab)
{
  g_return_if_fail (MIX_IS_PACE_ROW (self));

  if (lab != NULL && self->binding == NULL)
    self->binding = g_object_bind_property (lab, "pace", self->control, "selected",
                                            G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

/* Returns: (transfer none): in the order of MixPace. */
GtkDropDown *
mix_pace_row_get_control (MixPaceRow *self)
{
  g_return_val_if_fail (MIX_IS_PACE_ROW (self), NULL);
  return self->control;
}
