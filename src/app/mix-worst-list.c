/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-worst-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-accessible.h"
#include "mix-format.h"

/* MixWorstList lists the rows that cost a model most, the worst first. Its rows stay the same
 * widgets while what they say changes, so that the focus stays where it is.
 *
 * Signals: "picked" with a row of the design, by a person; "remove" with a row of the table. CSS:
 * worstlist. */

typedef struct
{
  AdwActionRow *row;
  GtkLabel *nll;
  gssize of_design, of_table; /* −1: not in use */
} Entry;

struct _MixWorstList
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkListBox *list;
  GtkWidget *nothing;
  Entry entry[MIX_N_WORST];
  gboolean quiet; /* what is selected is not by a person */
};

enum
{
  PICKED,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixWorstList, mix_worst_list, GTK_TYPE_WIDGET)

static void
selected_cb (MixWorstList *self, GtkListBoxRow *row)
{
  if (self->quiet)
    return;
  for (guint i = 0; i < MIX_N_WORST; i++)
    if (row == GTK_LIST_BOX_ROW (self->entry[i].row) && self->entry[i].of_design >= 0)
      g_signal_emit (self, signals[PICKED], 0, (gint64) self->entry[i].of_design);
}

static void
remove_cb (MixWorstList *self, GtkWidget *button)
{
  for (guint i = 0; i < MIX_N_WORST; i++)
    if (gtk_widget_is_ancestor (button, GTK_WIDGET (self->entry[i].row))
        && self->entry[i].of_table >= 0)
      {
        g_signal_emit (self, signals[REMOVE], 0, (gint64) self->entry[i].of_table);
        return;
      }
}

static void
mix_worst_list_dispose (GObject *object)
{
  MixWorstList *self = MIX_WORST_LIST (object);

  self->quiet = TRUE; /* the row that is selected goes too, after those before it */
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (mix_worst_list_parent_class)->dispose (object);
}

static void
mix_worst_list_class_init (MixWorstListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mix_worst_list_dispose;
  signals[PICKED] = g_signal_new ("picked", MIX_TYPE_WORST_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[REMOVE] = g_signal_new ("remove", MIX_TYPE_WORST_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "worstlist");
}

static void
add_entry (MixWorstList *self, Entry *entry)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Remove and See"));
  const char *tooltip = _ ("Leaves the row out and trains on without it; can be undone");

  entry->row = ADW_ACTION_ROW (adw_action_row_new ());
  entry->of_design = entry->of_table = -1;
  entry->nll = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (entry->nll), "numeric");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_focus_on_click (button, FALSE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_cb), self);
  adw_action_row_add_suffix (entry->row, GTK_WIDGET (entry->nll));
  adw_action_row_add_suffix (entry->row, button);
  adw_action_row_set_title_lines (entry->row, 1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (entry->row),
                               _ ("Shows the row here and in the fit, with x₀ where it is"));
  gtk_widget_set_visible (GTK_WIDGET (entry->row), FALSE);
  gtk_list_box_append (self->list, GTK_WIDGET (entry->row));
}

static GtkWidget *
make_heading (void)
{
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_ ("The worst rows"));
  GtkWidget *note = gtk_label_new (_ ("what the model did not expect, by NLL"));

  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (note, "note");
  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (heading), title);
  gtk_box_append (GTK_BOX (heading), note);
  gtk_widget_add_css_class (heading, "section-heading");
  return heading;
}

static void
mix_worst_list_init (MixWorstList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->nothing = gtk_label_new (_ ("Appears with the first step of training"));
  gtk_widget_add_css_class (self->nothing, "note");
  gtk_list_box_set_placeholder (self->list, self->nothing);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "compact");
  mix_accessible_name (GTK_WIDGET (self->list), _ ("The worst rows"), NULL);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (selected_cb), self);
  gtk_box_append (GTK_BOX (self->box), make_heading ());
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  for (guint i = 0; i < MIX_N_WORST; i++)
    add_entry (self, &self->entry[i]);
}

MixWorstList *
mix_worst_list_new (void)
{
  return g_object_new (MIX_TYPE_WORST_LIST, NULL);
}

/* As many digits as it takes to find it: a year, a share. */
static char *
format_number (double value, MixTimeUnit time)
{
  if (time != MIX_TIME_NONE)
    return mix_time_format_iso (value, time);
  return g_strdup_printf ("%s%.5g", value < 0 ? MIX_MINUS : "", fabs (value));
}

static char *
describe (const MixDiagnostics *d, MixDesign *design, gsize row, const MixRowScore *score)
{
  g_autofree char *name = mix_dataset_name_row (mix_design_get_dataset (design),
                                                mix_design_source_row (design, row));
  g_autofree char *x = format_number (mix_design_get_x (design, row, d->feature),
                                       mix_design_get_feature_time (design, d->feature));
  g_autofree char *y = format_number (score->y, mix_design_get_target_time (design));

  return g_strdup_printf (_ ("%s %s, %s %s (%s)"),
                          mix_design_get_feature_label (design, d->feature), x,
                          mix_design_get_target_label (design), y, name);
}

static void
fill_entry (Entry *entry, const MixDiagnostics *d, MixDesign *design, guint place)
{
  const MixRowScore *score = &d->scores->score[d->worst[place]];
  gsize row = d->scores->rows->rows[d->worst[place]];
  g_autofree char *text = describe (d, design, row, score);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *nll = mix_format_number (score->nll, 2);

  entry->of_design = (gssize) row;
  entry->of_table = (gssize) mix_design_source_row (design, row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry->row), escaped);
  gtk_label_set_label (entry->nll, nll);
}

/* The rows of a diagnosis of a design. */
void
mix_worst_list_show (MixWorstList *self, const MixDiagnostics *d, MixDesign *design, gssize picked)
{
  guint n = d != NULL ? d->n_worst : 0;

  g_return_if_fail (MIX_IS_WORST_LIST (self));

  for (guint i = 0; i < MIX_N_WORST; i++)
    {
      if (i < n)
        fill_entry (&self->entry[i], d, design, i);
      else
        self->entry[i].of_design = self->entry[i].of_table = -1;
      gtk_widget_set_visible (GTK_WIDGET (self->entry[i].row), i < n);
    }
  mix_worst_list_pick (self, picked);
}

/* Selects a row of the design, where it is in the list; −1: none. */
void
mix_worst_list_pick (MixWorstList *self, gssize picked)
{
  GtkListBoxRow *row = NULL;

  g_return_if_fail (MIX_IS_WORST_LIST (self));

  for (guint i = 0; i < MIX_N_WORST; i++)
    if (picked >= 0 && self->entry[i].of_design == picked)
      row = GTK_LIST_BOX_ROW (self->entry[i].row);
  self->quiet = TRUE;
  gtk_list_box_select_row (self->list, row);
  self->quiet = FALSE;
}
