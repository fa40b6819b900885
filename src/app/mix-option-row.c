/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-option-row.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-component-badges.h"
#include "mix-explain.h"
#include "mix-focus.h"
#include "mix-format.h"
#include "mix-layers-edit.h"
#include "mix-option-spin.h"

/* MixOptionRow is one option of the table as a row: its label, its help as a tooltip, and a
 * control after its kind. It reads and writes the laboratory's options as text, so that what may
 * be typed here is what may be given on the command line. */

typedef struct
{
  GtkWidget *(*make) (MixOptionRow *self);
  void (*show) (MixOptionRow *self, const char *text);
} MixOptionControl;

struct _MixOptionRow
{
  AdwActionRow parent_instance;

  const MixOption *option;
  GtkWidget *control;
  GtkWidget *badges; /* of the components; NULL in any other row */
  MixLab *lab;
  gboolean showing; /* the change comes from us */
};

G_DEFINE_FINAL_TYPE (MixOptionRow, mix_option_row, ADW_TYPE_ACTION_ROW)

static const MixOptionControl *control_of (const MixOption *option);

/* What 0 stands for, for the rows that train now. */
static double
automatic_value (MixOptionRow *self)
{
  const MixConfig *config = mix_lab_get_config (self->lab);
  MixSnapshot *snapshot = mix_lab_get_snapshot (self->lab);
  gsize n_train = snapshot != NULL ? snapshot->n_train : 1;

  return self->option->kind == MIX_OPTION_NUMBER ? mix_config_learning_rate (config, n_train)
                                                 : mix_config_batch_size (config, n_train);
}

static void
refresh (MixOptionRow *self)
{
  g_autofree char *text = mix_config_get (mix_lab_get_config (self->lab), self->option->name);

  self->showing = TRUE;
  control_of (self->option)->show (self, text);
  if (self->badges != NULL)
    mix_component_badges_set_n (MIX_COMPONENT_BADGES (self->badges),
                                (guint) mix_lab_get_config (self->lab)->components);
  self->showing = FALSE;
}

static void
commit (MixOptionRow *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (self->showing || self->lab == NULL)
    return;
  if (!mix_lab_set_option (self->lab, self->option->name, text, &error))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", error->message);
      refresh (self);
    }
}

static void
text_committed_cb (MixOptionRow *self, const char *text)
{
  commit (self, text);
}

static GtkWidget *
make_spin (MixOptionRow *self)
{
  GtkWidget *spin = mix_option_spin_new (self->option);

  g_signal_connect_swapped (spin, "committed", G_CALLBACK (text_committed_cb), self);
  adw_action_row_set_activatable_widget (
    ADW_ACTION_ROW (self), GTK_WIDGET (mix_option_spin_get_button (MIX_OPTION_SPIN (spin))));
  return spin;
}

static void
show_spin (MixOptionRow *self, const char *text)
{
  mix_option_spin_show (MIX_OPTION_SPIN (self->control), text, automatic_value (self));
}

static void
switched_cb (MixOptionRow *self)
{
  commit (self, gtk_switch_get_active (GTK_SWITCH (self->control)) ? "on" : "off");
}

static GtkWidget *
make_switch (MixOptionRow *self)
{
  GtkWidget *control = gtk_switch_new ();

  gtk_widget_set_focus_on_click (control, FALSE);
  g_signal_connect_swapped (control, "notify::active", G_CALLBACK (switched_cb), self);
  return control;
}

static void
show_switch (MixOptionRow *self, const char *text)
{
  gtk_switch_set_active (GTK_SWITCH (self->control), g_str_equal (text, "on"));
}

static void
chosen_cb (MixOptionRow *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control));

  if (selected != GTK_INVALID_LIST_POSITION)
    commit (self, self->option->choices[selected].nick);
}

static GtkWidget *
make_choice (MixOptionRow *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (const MixChoice *choice = self->option->choices; choice->nick != NULL; choice++)
    gtk_string_list_append (labels, _ (choice->label));
  GtkWidget *control
    = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
  gtk_widget_add_css_class (control, "flat");
  mix_focus_leave_with_pointer (control);
  g_signal_connect_swapped (control, "notify::selected", G_CALLBACK (chosen_cb), self);
  return control;
}

static void
show_choice (MixOptionRow *self, const char *text)
{
  const MixChoice *choices = self->option->choices;

  for (guint i = 0; choices[i].nick != NULL; i++)
    if (g_str_equal (choices[i].nick, text))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), i);
}

static GtkWidget *
make_layers (MixOptionRow *self)
{
  GtkWidget *control = mix_layers_edit_new ();

  g_signal_connect_swapped (control, "committed", G_CALLBACK (text_committed_cb), self);
  return control;
}

/* Beside the layers: how many numbers training has to find. */
static void
show_layers (MixOptionRow *self, const char *text)
{
  MixSnapshot *snapshot = mix_lab_get_snapshot (self->lab);

  mix_layers_edit_show (MIX_LAYERS_EDIT (self->control), text);
  if (snapshot == NULL)
    return;
  gboolean plain = g_str_equal (self->option->name, "plain-hidden");
  gsize n = plain ? snapshot->n_plain_parameters : snapshot->n_parameters;
  g_autofree char *count = mix_format_count (n);
  g_autofree char *subtitle
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s parameter", "%s parameters", n), count);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), n > 0 ? subtitle : "");
}

static const MixOptionControl *
control_of (const MixOption *option)
{
  static const MixOptionControl controls[] = {
    [MIX_OPTION_INTEGER] = { make_spin, show_spin },
    [MIX_OPTION_LONG] = { make_spin, show_spin },
    [MIX_OPTION_NUMBER] = { make_spin, show_spin },
    [MIX_OPTION_SWITCH] = { make_switch, show_switch },
    [MIX_OPTION_CHOICE] = { make_choice, show_choice },
    [MIX_OPTION_LAYERS] = { make_layers, show_layers },
  };

  return &controls[option->kind];
}

static void
mix_option_row_dispose (GObject *object)
{
  g_clear_object (&MIX_OPTION_ROW (object)->lab);
  G_OBJECT_CLASS (mix_option_row_parent_class)->dispose (object);
}

static void
mix_option_row_class_init (MixOptionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mix_option_row_dispose;
}

static void
mix_option_row_init (MixOptionRow *self)
{
}

/* Says that a change of this row restarts training. */
static void
add_restart_mark (MixOptionRow *self)
{
  const char *words = _ ("A change restarts training");
  GtkWidget *mark = gtk_image_new_from_icon_name ("mix-restart-symbolic");

  gtk_widget_add_css_class (mark, "note");
  gtk_widget_set_tooltip_text (mark, words);
  mix_accessible_name (mark, words, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), mark);
}

/* What stands between the name and the control. */
static void
add_marks (MixOptionRow *self, gboolean mark_restart)
{
  GtkWidget *explanation = mix_explain_button_new (self->option->name);

  if (explanation != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (self), explanation);
  if (g_str_equal (self->option->name, "components"))
    {
      self->badges = mix_component_badges_new ();
      adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->badges);
    }
  if (mark_restart)
    add_restart_mark (self);
}

/**
 * mix_option_row_new:
 * @option: static
 * @mark_restart: whether to mark it as one that restarts training, among neighbours that do not
 *
 * Returns: (transfer floating): a row; it shows nothing before it has a laboratory
 */
GtkWidget *
mix_option_row_new (const MixOption *option, gboolean mark_restart)
{
  g_return_val_if_fail (option != NULL, NULL);

  const char *label = _ (option->label), *help = _ (option->help);
  MixOptionRow *self = g_object_new (MIX_TYPE_OPTION_ROW, "title", label, "tooltip-text", help,
                                     "activatable", FALSE, NULL);
  self->option = option;
  self->control = control_of (option)->make (self);
  gtk_widget_set_valign (self->control, GTK_ALIGN_CENTER);
  add_marks (self, mark_restart);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->control);
  if (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (self)) == NULL)
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->control);
  GtkWidget *named = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (self));
  mix_accessible_name (named, label, help);
  return GTK_WIDGET (self);
}

/* Shows the laboratory's value from now on, and changes it. Called once. */
void
mix_option_row_set_lab (MixOptionRow *self, MixLab *lab)
{
  g_return_if_fail (MIX_IS_OPTION_ROW (self));

  if (lab == NULL || !g_set_object (&self->lab, lab))
    return;
  g_signal_connect_object (lab, "config-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

const MixOption *
mix_option_row_get_option (MixOptionRow *self)
{
  g_return_val_if_fail (MIX_IS_OPTION_ROW (self), NULL);
  return self->option;
}

/* Returns: (transfer none): the spin, switch, drop-down or chips. */
GtkWidget *
mix_option_row_get_control (MixOptionRow *self)
{
  g_return_val_if_fail (MIX_IS_OPTION_ROW (self), NULL);
  return self->control;
}
