/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-data-table-private.h"
#include "mix-dataset-cell.h"

/* A cell is edited in a popover that points at it. What is refused is said there, and nothing is
 * lost. */

#define MOST_WORDS 12 /* of a category that are offered as buttons */

typedef struct
{
  MixDataTable *table; /* borrowed: the popover is its child */
  guint column;        /* in the table */
  guint32 place;
  GtkWidget *popover, *entry, *complaint;
} Editor;

static void
say (Editor *editor, const char *message)
{
  gtk_label_set_label (GTK_LABEL (editor->complaint), message != NULL ? message : "");
  gtk_widget_set_visible (editor->complaint, message != NULL);
  if (message != NULL)
    gtk_widget_add_css_class (editor->entry, "error");
  else
    gtk_widget_remove_css_class (editor->entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (editor->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
commit (Editor *editor, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (mix_lab_edit_cell (editor->table->lab, editor->column, editor->place, text, &error))
    gtk_popover_popdown (GTK_POPOVER (editor->popover));
  else
    say (editor, error->message);
}

static void
activate_cb (Editor *editor)
{
  commit (editor, gtk_editable_get_text (GTK_EDITABLE (editor->entry)));
}

static void
changed_cb (Editor *editor)
{
  say (editor, NULL);
}

static void
word_cb (GtkButton *button, Editor *editor)
{
  commit (editor, gtk_button_get_label (button));
}

/* Keys go on where they were. The popover stays, out of sight, until there is another one. */
static void
closed_cb (Editor *editor)
{
  gtk_widget_grab_focus (GTK_WIDGET (editor->table));
}

void
mix_data_table_close_editor (MixDataTable *self)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

/* A category's words, where they are few. */
static void
add_words (Editor *editor, const MixColumn *column, GtkWidget *box)
{
  GtkWidget *flow;

  if (column->kind != MIX_COLUMN_TEXT || g_strv_length (column->levels) > MOST_WORDS)
    return;
  flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 4);
  for (char **word = column->levels; *word != NULL; word++)
    {
      GtkWidget *button = gtk_button_new_with_label (*word);
      g_signal_connect (button, "clicked", G_CALLBACK (word_cb), editor);
      gtk_flow_box_insert (GTK_FLOW_BOX (flow), button, -1);
    }
  gtk_box_append (GTK_BOX (box), flow);
}

static GtkWidget *
make_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, class);
  return label;
}

static void
fill (Editor *editor, const MixColumn *column)
{
  MixDataset *dataset = editor->table->dataset;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *place = mix_dataset_name_row (dataset, editor->place);
  g_autofree char *heading = g_strdup_printf (_ ("%s, %s"), column->name, place);
  g_autofree char *text = mix_dataset_format_cell (dataset, editor->column, editor->place);

  editor->entry = gtk_entry_new ();
  editor->complaint = make_label ("", "error");
  gtk_widget_set_visible (editor->complaint, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (editor->entry), text != NULL ? text : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (editor->entry), _ ("missing"));
  mix_accessible_name (editor->entry, heading, NULL);
  g_signal_connect_swapped (editor->entry, "activate", G_CALLBACK (activate_cb), editor);
  g_signal_connect_swapped (editor->entry, "changed", G_CALLBACK (changed_cb), editor);
  gtk_box_append (GTK_BOX (box), make_label (heading, "note"));
  gtk_box_append (GTK_BOX (box), editor->entry);
  add_words (editor, column, box);
  gtk_box_append (GTK_BOX (box), editor->complaint);
  gtk_popover_set_child (GTK_POPOVER (editor->popover), box);
}

/* Opens an editor at a cell on the screen. */
void
mix_data_table_edit_cell (MixDataTable *self, MixDataCell *cell)
{
  GtkWidget *label = cell->label;
  graphene_rect_t bounds;

  if (cell->column->column < 0 || !gtk_widget_compute_bounds (label, GTK_WIDGET (self), &bounds))
    return;
  mix_data_table_close_editor (self);
  Editor *editor = g_new0 (Editor, 1);
  editor->table = self;
  editor->column = (guint) cell->column->column;
  editor->place = cell->place;
  editor->popover = self->popover = gtk_popover_new ();
  g_object_set_data_full (G_OBJECT (editor->popover), "mix-editor", editor, g_free);
  fill (editor, mix_dataset_get_column (self->dataset, editor->column));
  gtk_widget_set_parent (editor->popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (
    GTK_POPOVER (editor->popover),
    &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                     (int) bounds.size.height });
  g_signal_connect_swapped (editor->popover, "closed", G_CALLBACK (closed_cb), editor);
  gtk_popover_popup (GTK_POPOVER (editor->popover));
  gtk_widget_grab_focus (editor->entry);
  gtk_editable_select_region (GTK_EDITABLE (editor->entry), 0, -1);
}
