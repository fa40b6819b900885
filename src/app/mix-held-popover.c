/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-held-popover.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-accessible.h"
#include "mix-explore-private.h"
#include "mix-focus.h"
#include "mix-format.h"
#include "mix-time-spin.h"

/* A row for each feature: a radio button that puts it on x, and the value that it is held at
 * otherwise. A category has one row, and its words to choose from: they have no order, so it is
 * never on x. Below, a row of the table to take all values from, and the medians. */

#define FEATURE "mix-feature"
#define FOLLOWING "mix-following"
#define STEPS 100 /* of a feature's range */

static guint
feature_of (gpointer widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), FEATURE));
}

static void
on_x_cb (GtkCheckButton *button, MixExplorePage *page)
{
  if (gtk_check_button_get_active (button))
    mix_explore_page_set_x_feature (page, feature_of (button));
}

/* What follows the page is no choice: it would be rounded, too. */
static gboolean
is_following (gpointer widget)
{
  GtkWidget *grid = gtk_widget_get_parent (GTK_WIDGET (widget));

  return grid == NULL || g_object_get_data (G_OBJECT (grid), FOLLOWING) != NULL;
}

/* "hold mag at 4.60" */
static void
hold (MixExplorePage *page, guint first, guint n, const double *values, const char *what,
      const char *at)
{
  g_autofree char *name = g_strdup_printf (_ ("hold %s at %s"), what, at);
  g_autofree char *merge = g_strdup_printf ("held-%u", first);

  mix_explore_page_hold (page, first, n, values, name, merge);
}

static void
held_cb (GtkSpinButton *spin, MixExplorePage *page)
{
  guint feature = feature_of (spin);
  double value = gtk_spin_button_get_value (spin);
  MixDesign *design = mix_scene_get_design (page->scene);

  if (!is_following (spin))
    hold (page, feature, 1, &value, mix_design_get_feature_label (design, feature),
          gtk_editable_get_text (GTK_EDITABLE (spin)));
}

static gboolean
is_of_category (MixDesign *design, guint feature, const char *column)
{
  const MixFeatureLevel *level = mix_design_get_feature_level (design, feature);

  return level != NULL && g_strcmp0 (level->column, column) == 0;
}

/* The first feature of a category stands for it. */
static gboolean
begins_category (MixDesign *design, guint feature)
{
  const MixFeatureLevel *level = mix_design_get_feature_level (design, feature);

  return level != NULL
         && (feature == 0 || !is_of_category (design, feature - 1, level->column));
}

/* Exactly one of a category's features is 1. */
static void
word_cb (GtkDropDown *words, GParamSpec *pspec, MixExplorePage *page)
{
  MixDesign *design = mix_scene_get_design (page->scene);
  guint first = feature_of (words), chosen = gtk_drop_down_get_selected (words);
  const char *column = mix_design_get_feature_level (design, first)->column;

  if (chosen == GTK_INVALID_LIST_POSITION || is_following (words))
    return;
  guint n = g_list_model_get_n_items (gtk_drop_down_get_model (words));
  g_autofree double *values = g_new0 (double, n);
  values[chosen] = 1;
  hold (page, first, n, values, column,
        gtk_string_object_get_string (gtk_drop_down_get_selected_item (words)));
}

static void
follow_word (GtkDropDown *words, MixExplorePage *page)
{
  MixDesign *design = mix_scene_get_design (page->scene);
  guint first = feature_of (words), selected = GTK_INVALID_LIST_POSITION;
  const char *column = mix_design_get_feature_level (design, first)->column;

  for (guint f = first; f < mix_design_get_n_features (design)
                        && is_of_category (design, f, column); f++)
    if (mix_scene_get_held (page->scene, f) > 0.5)
      selected = f - first;
  gtk_drop_down_set_selected (words, selected);
}

/* The rows say what is held now. */
static void
follow (GtkWidget *grid, MixExplorePage *page)
{
  g_object_set_data (G_OBJECT (grid), FOLLOWING, grid);
  for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_SPIN_BUTTON (child) && g_object_get_data (G_OBJECT (child), "mix-row") == NULL)
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (child),
                                 mix_scene_get_held (page->scene, feature_of (child)));
    else if (GTK_IS_DROP_DOWN (child))
      follow_word (GTK_DROP_DOWN (child), page);
  g_object_set_data (G_OBJECT (grid), FOLLOWING, NULL);
}

static void
row_cb (GtkSpinButton *spin, MixExplorePage *page)
{
  MixDesign *design = mix_scene_get_design (page->scene);
  guint n = mix_design_get_n_features (design);
  g_autofree double *row = g_new (double, n);

  mix_design_get_row (design, (gsize) gtk_spin_button_get_value (spin) - 1, row);
  g_autofree char *name
    = g_strdup_printf (_ ("hold all as in row %d"), gtk_spin_button_get_value_as_int (spin));
  mix_explore_page_hold (page, 0, n, row, name, "held-row");
  follow (gtk_widget_get_parent (GTK_WIDGET (spin)), page);
}

static void
medians_cb (GtkButton *button, MixExplorePage *page)
{
  MixDesign *design = mix_scene_get_design (page->scene);

  guint n = mix_design_get_n_features (design);
  g_autofree double *medians = g_new (double, n);
  for (guint f = 0; f < n; f++)
    medians[f] = mix_design_feature_median (design, f);
  mix_explore_page_hold (page, 0, n, medians, _ ("hold all at their medians"), NULL);
  follow (gtk_widget_get_parent (GTK_WIDGET (button)), page);
}

/* A category's name, and its words in a list. */
static void
add_category (GtkGrid *grid, MixExplorePage *page, guint first)
{
  MixDesign *design = mix_scene_get_design (page->scene);
  const char *column = mix_design_get_feature_level (design, first)->column;
  GtkWidget *label = gtk_label_new (column), *words;
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint f = first; f < mix_design_get_n_features (design)
                        && is_of_category (design, f, column); f++)
    {
      const char *word = mix_design_get_feature_level (design, f)->level;
      gtk_string_list_append (list, word != NULL ? word : _ ("other"));
    }
  words = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&list)), NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_tooltip_text (label, _ ("A category has no order, so it cannot be on the x axis"));
  mix_accessible_name (words, column, NULL);
  g_object_set_data (G_OBJECT (words), FEATURE, GUINT_TO_POINTER (first));
  follow_word (GTK_DROP_DOWN (words), page);
  g_signal_connect_object (words, "notify::selected", G_CALLBACK (word_cb), page, 0);
  gtk_grid_attach (grid, label, 0, (int) first + 1, 1, 1);
  gtk_grid_attach (grid, words, 1, (int) first + 1, 1, 1);
}

/* A hundredth of the range; of days, whole ones. */
static double
step_of (double range, MixTimeUnit unit)
{
  double step = MAX (range, 1e-9) / STEPS;

  return unit == MIX_TIME_DAYS && range > 2 ? MAX (rint (step), 1) : step;
}

static GtkWidget *
add_feature (GtkGrid *grid, MixExplorePage *page, guint feature, GtkWidget *group)
{
  MixDesign *design = mix_scene_get_design (page->scene);
  const char *name = mix_design_get_feature_label (design, feature);
  MixTimeUnit unit = mix_design_get_feature_time (design, feature);
  GtkWidget *radio = gtk_check_button_new_with_label (name);
  double low, high;

  mix_design_feature_range (design, feature, &low, &high);
  MixNumberStyle style = mix_number_style_for_range (low, high, STEPS);
  int digits = MAX (style.decimals + style.exponent, 0);
  GtkWidget *spin = gtk_spin_button_new_with_range (low, MAX (high, low + 1e-9),
                                                    step_of (high - low, unit));
  mix_focus_let_wheel_past (spin);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), (guint) MIN (digits, 10));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), mix_scene_get_held (page->scene, feature));
  mix_time_spin_set_unit (GTK_SPIN_BUTTON (spin), unit);
  mix_accessible_name (spin, name, NULL);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (radio), GTK_CHECK_BUTTON (group));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (radio),
                               feature == mix_scene_get_x_feature (page->scene));
  g_object_bind_property (radio, "active", spin, "sensitive",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  g_object_set_data (G_OBJECT (radio), FEATURE, GUINT_TO_POINTER (feature));
  g_object_set_data (G_OBJECT (spin), FEATURE, GUINT_TO_POINTER (feature));
  g_signal_connect_object (radio, "toggled", G_CALLBACK (on_x_cb), page, 0);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (held_cb), page, 0);
  gtk_grid_attach (grid, radio, 0, (int) feature + 1, 1, 1);
  gtk_grid_attach (grid, spin, 1, (int) feature + 1, 1, 1);
  return radio;
}

static GtkWidget *
heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

static void
add_row_chooser (GtkGrid *grid, MixExplorePage *page, int at)
{
  gsize n_rows = mix_design_get_n_rows (mix_scene_get_design (page->scene));
  GtkWidget *spin = gtk_spin_button_new_with_range (1, MAX ((double) n_rows, 2), 1);
  GtkWidget *medians = gtk_button_new_with_label (_ ("Medians"));
  GtkWidget *label = gtk_label_new (_ ("All as in row"));

  mix_focus_let_wheel_past (spin);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  g_object_set_data (G_OBJECT (spin), "mix-row", spin);
  mix_accessible_name (spin, _ ("All as in row"), NULL);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (row_cb), page, 0);
  g_signal_connect_object (medians, "clicked", G_CALLBACK (medians_cb), page, 0);
  gtk_grid_attach (grid, label, 0, at, 1, 1);
  gtk_grid_attach (grid, spin, 1, at, 1, 1);
  gtk_grid_attach (grid, medians, 1, at + 1, 1, 1);
}

GtkWidget *
mix_held_popover_new (MixExplorePage *page)
{
  GtkWidget *popover = gtk_popover_new (), *grid = gtk_grid_new (), *group = NULL;
  GtkWidget *scroller = gtk_scrolled_window_new ();
  MixDesign *design = mix_scene_get_design (page->scene);
  guint n = mix_design_get_n_features (design);

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_attach (GTK_GRID (grid), heading (_ ("On the x axis")), 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), heading (_ ("Held at")), 1, 0, 1, 1);
  for (guint f = 0; f < n; f++)
    {
      if (begins_category (design, f))
        add_category (GTK_GRID (grid), page, f);
      if (mix_design_get_feature_level (design, f) != NULL)
        continue;
      GtkWidget *radio = add_feature (GTK_GRID (grid), page, f, group);
      group = group != NULL ? group : radio;
    }
  add_row_chooser (GTK_GRID (grid), page, (int) n + 1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  return popover;
}
