/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-import-column.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-csv.h"

/* MixImportColumn heads a column of the import page: its name, a histogram of all its rows, what
 * they hold, and menus for its kind, its role and its transform. */

#define HISTOGRAM_WIDTH 96
#define HISTOGRAM_HEIGHT 30

struct _MixImportColumn
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkDropDown *form, *role, *transform;

  guint number; /* of the column, from 0 */
  guint bins[MIX_PREVIEW_BINS];
  gboolean showing; /* the change comes from us */
};

enum
{
  FORM_CHANGED,
  ROLE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixImportColumn, mix_import_column, GTK_TYPE_WIDGET)

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  MixImportColumn *self = data;
  GdkRGBA color;
  guint most = 1;
  double step = (double) width / MIX_PREVIEW_BINS;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  for (guint i = 0; i < MIX_PREVIEW_BINS; i++)
    most = MAX (most, self->bins[i]);
  for (guint i = 0; i < MIX_PREVIEW_BINS; i++)
    {
      double h = self->bins[i] > 0 ? MAX (1, (double) self->bins[i] / most * height) : 0;
      cairo_rectangle (cr, i * step, height - h, MAX (step - 1, 1), h);
    }
  cairo_fill (cr);
}

static GtkWidget *
add_label (MixImportColumn *self, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (self->box), label);
  return label;
}

/* To four digits, and never as 6.69e+04. */
static const char *
round_number (double value, char number[32])
{
  char rounded[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (rounded, sizeof rounded, "%.4g", value);
  return mix_csv_format_number (g_ascii_strtod (rounded, NULL), number);
}

/* "0.83 to 5.45", "3 words, 2 missing", "constant". */
static char *
describe (const MixImportPreview *preview, guint number, const MixColumn *column)
{
  gsize n = mix_dataset_get_n_rows (preview->dataset);
  GString *text = g_string_new (NULL);
  char from_text[32], to_text[32];
  double low = preview->ranges[2 * number], high = preview->ranges[2 * number + 1];

  if (column->time != MIX_TIME_NONE && low < high)
    {
      g_autofree char *from = mix_time_format_iso (low, column->time);
      g_autofree char *to = mix_time_format_iso (high, column->time);
      g_string_printf (text, _ ("%s to %s"), from, to);
    }
  else if (column->kind == MIX_COLUMN_TEXT && column->levels != NULL)
    g_string_printf (text,
                     ngettext ("%u word", "%u words", g_strv_length (column->levels)),
                     g_strv_length (column->levels));
  else if (column->kind == MIX_COLUMN_TEXT)
    g_string_append (text, column->n_missing == n ? _ ("empty") : _ ("text"));
  else if (!(low <= high))
    g_string_append (text, column->time != MIX_TIME_NONE ? _ ("no dates") : _ ("no numbers"));
  else if (low < high)
    g_string_printf (text, _ ("%s to %s"), round_number (low, from_text),
                     round_number (high, to_text));
  else
    g_string_printf (text, _ ("constant, %s"), round_number (low, from_text));
  if (column->n_missing > 0 && column->n_missing < n)
    g_string_append_printf (text, ngettext (", %zu missing", ", %zu missing", column->n_missing),
                            column->n_missing);
  return g_string_free (text, FALSE);
}

static void
add_facts (MixImportColumn *self, const MixImportPreview *preview, guint number)
{
  const MixColumn *column = mix_dataset_get_column (preview->dataset, number);
  g_autofree char *facts = describe (preview, number, column);
  GtkWidget *area = gtk_drawing_area_new ();

  for (guint i = 0; i < MIX_PREVIEW_BINS; i++)
    self->bins[i] = preview->bins[number * MIX_PREVIEW_BINS + i];
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), HISTOGRAM_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), HISTOGRAM_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, self, NULL);
  gtk_widget_add_css_class (area, "import-histogram");
  gtk_box_append (GTK_BOX (self->box), area);
  add_label (self, facts, "note");
}

static void
form_cb (MixImportColumn *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[FORM_CHANGED], 0);
}

static void
role_cb (MixImportColumn *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[ROLE_CHANGED], 0);
}

static GtkDropDown *
add_menu (MixImportColumn *self, const char *const *words, guint selected, const char *name,
          GCallback callback)
{
  GtkWidget *menu = gtk_drop_down_new_from_strings (words);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (menu), selected);
  gtk_widget_add_css_class (menu, "flat");
  mix_accessible_name (menu, name, NULL);
  gtk_widget_set_tooltip_text (menu, name);
  gtk_box_append (GTK_BOX (self->box), menu);
  g_signal_connect_swapped (menu, "notify::selected", callback, self);
  return GTK_DROP_DOWN (menu);
}

static void
mix_import_column_dispose (GObject *object)
{
  MixImportColumn *self = MIX_IMPORT_COLUMN (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (mix_import_column_parent_class)->dispose (object);
}

static void
mix_import_column_class_init (MixImportColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mix_import_column_dispose;
  signals[FORM_CHANGED] = g_signal_new ("form-changed", MIX_TYPE_IMPORT_COLUMN, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ROLE_CHANGED] = g_signal_new ("role-changed", MIX_TYPE_IMPORT_COLUMN, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
mix_import_column_init (MixImportColumn *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/* Automatic says what it comes to. */
static char *
name_automatic (const MixColumn *column)
{
  const char *kind = column->kind == MIX_COLUMN_MIXED   ? _ ("Not all numbers")
                     : column->kind == MIX_COLUMN_TEXT  ? _ ("Text")
                     : column->time != MIX_TIME_NONE    ? _ ("Date")
                                                        : _ ("Number");
  return g_strdup_printf (_ ("%s (auto)"), kind);
}

/**
 * mix_import_column_new:
 * @preview: with a dataset
 * @choice: what the person has chosen for it
 */
GtkWidget *
mix_import_column_new (const MixImportPreview *preview, guint column,
                       const MixColumnChoice *choice)
{
  MixImportColumn *self = g_object_new (MIX_TYPE_IMPORT_COLUMN, NULL);
  const MixColumn *c = mix_dataset_get_column (preview->dataset, column);
  g_autofree char *automatic = name_automatic (c);
  const char *const forms[]
      = { automatic, _ ("Number"), _ ("Date or time"), _ ("Category"), _ ("Text"), NULL };
  const char *const roles[]
      = { _ ("Not used"), _ ("Target y"), _ ("x axis"), _ ("Feature"), _ ("Marks validation"), NULL };

  const char *const transforms[] = { _ ("As it is"), "log", "log (1 + …)", "√", _ ("Rank → normal"),
                                     NULL };

  self->number = column;
  GtkWidget *name = add_label (self, c->name, "heading");
  if (c->kind == MIX_COLUMN_MIXED)
    {
      gtk_widget_add_css_class (name, "error");
      gtk_widget_set_tooltip_text (name, c->fault);
    }
  add_facts (self, preview, column);
  self->form = add_menu (self, forms, choice->form, _ ("Kind of column"), G_CALLBACK (form_cb));
  self->role = add_menu (self, roles, choice->role, _ ("Role of column"), G_CALLBACK (role_cb));
  gtk_widget_set_sensitive (GTK_WIDGET (self->role),
                            c->kind == MIX_COLUMN_NUMBER || c->levels != NULL);
  self->transform = add_menu (self, transforms, choice->transform, _ ("Transform before training"),
                              G_CALLBACK (form_cb));
  gtk_widget_set_sensitive (GTK_WIDGET (self->transform),
                            c->kind == MIX_COLUMN_NUMBER || c->transform != MIX_TRANSFORM_NONE);
  return GTK_WIDGET (self);
}

guint
mix_import_column_get_number (MixImportColumn *self)
{
  return self->number;
}

MixColumnChoice
mix_import_column_get_choice (MixImportColumn *self)
{
  return (MixColumnChoice){ (MixColumnRole) gtk_drop_down_get_selected (self->role),
                            (MixColumnForm) gtk_drop_down_get_selected (self->form),
                            (MixTransformKind) gtk_drop_down_get_selected (self->transform) };
}

/* Without a signal. */
void
mix_import_column_set_role (MixImportColumn *self, MixColumnRole role)
{
  self->showing = TRUE;
  gtk_drop_down_set_selected (self->role, role);
  self->showing = FALSE;
}
