/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-transform-popover.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"

/* There may be thousands of columns: the rows are those of a list view. A transform that does not
 * fit says so below them, and the menu goes back to what is in effect. */

#define LIST_HEIGHT 320

struct _MixTransformPopover
{
  GtkPopover parent_instance;

  MixLab *lab;
  GtkWidget *list, *fault;
  GtkStringList *names;
  gboolean showing; /* the change comes from us */
};

G_DEFINE_FINAL_TYPE (MixTransformPopover, mix_transform_popover, GTK_TYPE_POPOVER)

#define NAME "mix-column" /* of a menu: the name of the column that it is bound to */

/* The columns */

/* Of numbers alone: words go through nothing. */
static gboolean
can_transform (const MixDesign *design, const char *name)
{
  MixDataset *dataset = mix_design_get_dataset (design);
  int place = mix_dataset_find_column (dataset, name);

  return place >= 0 && mix_dataset_get_column (dataset, (guint) place)->kind == MIX_COLUMN_NUMBER;
}

/* The target first. Returns: (transfer full): ends with NULL */
static char **
list_columns (const MixDesign *design)
{
  g_auto (GStrv) features = mix_design_list_columns (design);
  GPtrArray *names = g_ptr_array_new ();

  g_ptr_array_add (names, g_strdup (mix_design_get_target_name (design)));
  for (char **name = features; *name != NULL; name++)
    if (can_transform (design, *name))
      g_ptr_array_add (names, g_strdup (*name));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static MixTransformKind
kind_of (const MixDesign *design, const char *name)
{
  MixDataset *dataset = mix_design_get_dataset (design);
  int place = mix_dataset_find_column (dataset, name);

  return place >= 0 ? mix_dataset_get_column (dataset, (guint) place)->transform
                    : MIX_TRANSFORM_NONE;
}

/**
 * mix_transform_summary:
 *
 * Returns: (transfer full): what the columns that are learnt from go through, in few words
 */
char *
mix_transform_summary (const MixDesign *design)
{
  g_auto (GStrv) names = list_columns (design);
  const char *only = NULL;
  guint n = 0;

  for (char **name = names; *name != NULL; name++)
    if (kind_of (design, *name) != MIX_TRANSFORM_NONE)
      {
        only = *name;
        n++;
      }
  if (n == 0)
    return g_strdup (_ ("None"));
  if (n == 1)
    return g_strdup_printf (
      "%s: %s", only, mix_choice_nick (mix_transform_choices, (int) kind_of (design, only)));
  return g_strdup_printf (ngettext ("%u column", "%u columns", n), n);
}

/* The rows */

/* Says what is in effect. */
static void
show_menu (GtkDropDown *menu)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (menu), MIX_TYPE_TRANSFORM_POPOVER);
  const char *name = g_object_get_data (G_OBJECT (menu), NAME);

  if (popover == NULL || name == NULL)
    return;
  MixTransformPopover *self = MIX_TRANSFORM_POPOVER (popover);
  self->showing = TRUE;
  gtk_drop_down_set_selected (menu, (guint) kind_of (mix_lab_get_design (self->lab), name));
  self->showing = FALSE;
}

/* Without the folder, which is known. */
static void
say (MixTransformPopover *self, const char *fault)
{
  MixDataset *dataset = mix_design_get_dataset (mix_lab_get_design (self->lab));
  const char *path = mix_dataset_get_path (dataset);
  GString *text = g_string_new (fault);

  if (path != NULL)
    g_string_replace (text, path, mix_dataset_get_title (dataset), 0);
  gtk_label_set_text (GTK_LABEL (self->fault), text->str);
  gtk_widget_set_visible (self->fault, fault != NULL);
  g_string_free (text, TRUE);
}

static void
chosen_cb (GtkDropDown *menu, GParamSpec *pspec, MixTransformPopover *self)
{
  g_autoptr (GError) error = NULL;
  const char *name = g_object_get_data (G_OBJECT (menu), NAME);

  if (self->showing || name == NULL)
    return;
  MixTransformKind kind = (MixTransformKind) gtk_drop_down_get_selected (menu);
  if (kind == kind_of (mix_lab_get_design (self->lab), name))
    return; /* going back is told after this has returned */
  gboolean done = mix_lab_set_transform (self->lab, name, kind, &error);
  say (self, done ? NULL : error->message);
  if (!done)
    show_menu (menu);
}

static const char **
list_choices (void)
{
  GPtrArray *words = g_ptr_array_new ();

  for (const MixChoice *choice = mix_transform_choices; choice->nick != NULL; choice++)
    g_ptr_array_add (words, (gpointer) _ (choice->label));
  g_ptr_array_add (words, NULL);
  return (const char **) g_ptr_array_free (words, FALSE);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, MixTransformPopover *self)
{
  g_autofree const char **words = list_choices ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (NULL), *menu = gtk_drop_down_new_from_strings (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), menu);
  g_signal_connect_object (menu, "notify::selected", G_CALLBACK (chosen_cb), self, 0);
  g_signal_connect_object (self->lab, "data-changed", G_CALLBACK (show_menu), menu,
                           G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, MixTransformPopover *self)
{
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *menu = gtk_widget_get_next_sibling (label);
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));
  g_autofree char *what = g_strdup_printf (_ ("Transform of %s"), name);

  gtk_label_set_text (GTK_LABEL (label), name);
  gtk_widget_set_tooltip_text (label, name);
  mix_accessible_name (menu, what, NULL);
  g_object_set_data_full (G_OBJECT (menu), NAME, g_strdup (name), g_free);
  show_menu (GTK_DROP_DOWN (menu));
}

/* The popover */

/* Another table may have other columns. */
static void
follow (MixTransformPopover *self)
{
  MixDesign *design = mix_lab_get_design (self->lab);
  g_auto (GStrv) names = list_columns (design);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->names));
  gboolean same = g_strv_length (names) == n;

  for (guint i = 0; same && i < n; i++)
    same = g_str_equal (names[i], gtk_string_list_get_string (self->names, i));
  if (!same)
    gtk_string_list_splice (self->names, 0, n, (const char *const *) names);
}

static void
mix_transform_popover_dispose (GObject *object)
{
  MixTransformPopover *self = MIX_TRANSFORM_POPOVER (object);

  g_clear_object (&self->names);
  g_clear_object (&self->lab);
  G_OBJECT_CLASS (mix_transform_popover_parent_class)->dispose (object);
}

static void
mix_transform_popover_class_init (MixTransformPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mix_transform_popover_dispose;
}

static GtkWidget *
make_note (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 38);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 38);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_list (MixTransformPopover *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *rows = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->names)));

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (rows), factory);
  gtk_widget_add_css_class (self->list, "transforms");
  mix_accessible_name (self->list, _ ("Transforms of columns"), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);
  return scroller;
}

static void
mix_transform_popover_init (MixTransformPopover *self)
{
  self->names = gtk_string_list_new (NULL);
}

/**
 * mix_transform_popover_new:
 * @lab: with a design
 */
GtkWidget *
mix_transform_popover_new (MixLab *lab)
{
  MixTransformPopover *self = g_object_new (MIX_TYPE_TRANSFORM_POPOVER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->lab = g_object_ref (lab);
  self->fault = make_note ("", "error");
  gtk_widget_set_visible (self->fault, FALSE);
  gtk_box_append (GTK_BOX (box),
                  make_note (_ ("What numbers go through before a network sees them; a change "
                                "starts training over. Results stay in the columns' own units."),
                             "note"));
  gtk_box_append (GTK_BOX (box), make_list (self));
  gtk_box_append (GTK_BOX (box), self->fault);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  follow (self);
  return GTK_WIDGET (self);
}
