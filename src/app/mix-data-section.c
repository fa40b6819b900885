/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-data-section.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-focus.h"
#include "mix-generator-tile.h"
#include "mix-lab.h"
#include "mix-left-out.h"
#include "mix-template.h"
#include "mix-transform-popover.h"

/* MixDataSection chooses what is learnt: a tile for each generator with its rows, noise and seed,
 * or a file with its columns. It shows what the laboratory has, and changes nothing else. */

#define TILES_ACROSS 3

struct _MixDataSection
{
  GtkWidget parent_instance;

  /* template */
  GtkGrid *tiles;
  GtkWidget *canvas_box, *canvas_tile;
  GtkWidget *open_box, *open_tile;
  GtkLabel *open_title;
  GtkListBox *generator_rows, *column_rows;
  GtkWidget *rows_spin, *noise_scale, *seed_spin;
  GtkAdjustment *rows, *noise, *seed;
  GtkDropDown *target, *x;
  AdwActionRow *target_row, *others_row;
  GtkSwitch *others;
  GtkWidget *transform_row;
  GtkMenuButton *transform_button;
  GtkLabel *transform_label;

  /* owned */
  MixLab *lab;
  MixDataset *listed;         /* whose columns the drop-downs list */
  GPtrArray *generator_tiles; /* of borrowed MixGeneratorTile */
  gboolean showing;           /* the change comes from us */
};

enum
{
  PROP_LAB = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixDataSection, mix_data_section, GTK_TYPE_WIDGET)

static void show_data (MixDataSection *self);

/* A refusal: the laboratory is as it was, so show that. */
static void
say (MixDataSection *self, const GError *error)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", error->message);
  show_data (self);
}

static const MixGenerator *
get_generator (MixDataSection *self)
{
  MixDesign *design = mix_lab_get_design (self->lab);

  return design != NULL ? mix_dataset_get_generator (mix_design_get_dataset (design)) : NULL;
}

static void
generate (MixDataSection *self, const MixGenerator *generator)
{
  gsize rows = (gsize) gtk_adjustment_get_value (self->rows);
  g_autoptr (GError) error = NULL;

  if (!mix_lab_generate (self->lab, generator, rows, gtk_adjustment_get_value (self->noise),
                         (guint64) gtk_adjustment_get_value (self->seed), &error))
    say (self, error);
}

static void
tile_toggled_cb (MixDataSection *self, GtkToggleButton *tile)
{
  if (self->showing || !gtk_toggle_button_get_active (tile))
    return;
  generate (self, mix_generator_tile_get_generator (MIX_GENERATOR_TILE (tile)));
}

static void
recipe_changed_cb (MixDataSection *self)
{
  if (!self->showing && self->lab != NULL && get_generator (self) != NULL)
    generate (self, get_generator (self));
}

static void
shuffle_cb (MixDataSection *self)
{
  gtk_adjustment_set_value (self->seed, g_random_int_range (0, 1000));
}

static const char *
chosen_column (GtkDropDown *drop_down)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (drop_down);

  return item != NULL ? gtk_string_object_get_string (item) : NULL;
}

static guint
index_of (GtkDropDown *drop_down, const char *name)
{
  GListModel *model = gtk_drop_down_get_model (drop_down);

  for (guint i = 0; model != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);
      if (g_str_equal (gtk_string_object_get_string (item), name))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* One column cannot be both: choosing the other's swaps the two. */
static void
columns_changed_cb (MixDataSection *self, GParamSpec *pspec, GtkDropDown *changed)
{
  g_autoptr (GError) error = NULL;
  const char *target = chosen_column (self->target), *x = chosen_column (self->x);

  if (self->showing || target == NULL || x == NULL)
    return;
  MixDesign *design = mix_lab_get_design (self->lab);
  if (g_str_equal (target, x) && changed == self->target)
    x = mix_design_get_target_name (design);
  else if (g_str_equal (target, x))
    target = mix_design_get_feature_name (design, 0);
  if (!mix_lab_choose_columns (self->lab, target, x, gtk_switch_get_active (self->others), &error))
    say (self, error);
}

static void
others_changed_cb (MixDataSection *self)
{
  columns_changed_cb (self, NULL, self->x);
}

static GtkStringList *
number_columns (MixDataset *dataset)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      if (column->kind == MIX_COLUMN_NUMBER)
        gtk_string_list_append (names, column->name);
    }
  return names;
}

static void
list_columns (MixDataSection *self, MixDataset *dataset)
{
  if (dataset == self->listed)
    return;
  g_autoptr (GtkStringList) names = number_columns (dataset);
  gtk_drop_down_set_model (self->target, G_LIST_MODEL (names));
  gtk_drop_down_set_model (self->x, G_LIST_MODEL (names));
  g_clear_pointer (&self->listed, mix_dataset_unref);
  self->listed = mix_dataset_ref (dataset);
}

/* Beside the column's name, where its values are so few that densities are spikes. */
static void
show_few_targets (MixDataSection *self, MixDesign *design)
{
  gsize n = mix_design_count_few_targets (design);
  g_autofree char *words = NULL;

  if (n > 0)
    words = g_strdup_printf (ngettext ("only %zu different value",
                                       "only %zu different values", n),
                             n);
  adw_action_row_set_subtitle (self->target_row, words != NULL ? words : "");
}

/* All others are not all: which are not taken, and why. */
static void
show_left_out (MixDataSection *self, MixDesign *design)
{
  g_autofree char *words = mix_lab_get_all_others (self->lab)
                             ? mix_left_out_describe (mix_design_get_dataset (design),
                                                      mix_design_get_target_name (design))
                             : NULL;

  g_autofree char *escaped = g_markup_escape_text (words != NULL ? words : "", -1);
  adw_action_row_set_subtitle (self->others_row, escaped);
  if (words != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->others_row), TRUE);
}

static void
show_columns (MixDataSection *self, MixDesign *design)
{
  MixDataset *dataset = mix_design_get_dataset (design);

  list_columns (self, dataset);
  gtk_drop_down_set_selected (self->target,
                              index_of (self->target, mix_design_get_target_name (design)));
  show_few_targets (self, design);
  gtk_drop_down_set_selected (self->x, index_of (self->x, mix_design_get_feature_name (design, 0)));
  gtk_widget_set_visible (GTK_WIDGET (self->others_row),
                          mix_dataset_n_feature_columns (dataset) > 2);
  gtk_switch_set_active (self->others, mix_lab_get_all_others (self->lab));
  show_left_out (self, design);
}

static void
show_recipe (MixDataSection *self, MixDataset *dataset)
{
  gtk_adjustment_set_value (self->rows, (double) mix_dataset_get_n_rows (dataset));
  gtk_adjustment_set_value (self->noise, mix_dataset_get_noise (dataset));
  gtk_adjustment_set_value (self->seed, (double) mix_dataset_get_seed (dataset));
}

static void
show_tiles (MixDataSection *self, const MixGenerator *generator)
{
  double noise = gtk_adjustment_get_value (self->noise);
  guint64 seed = (guint64) gtk_adjustment_get_value (self->seed);

  for (guint i = 0; i < self->generator_tiles->len; i++)
    {
      MixGeneratorTile *tile = g_ptr_array_index (self->generator_tiles, i);
      mix_generator_tile_draw (tile, noise, seed);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile),
                                    mix_generator_tile_get_generator (tile) == generator);
    }
}

static void
show_chosen (GtkWidget *tile, gboolean is_chosen)
{
  if (is_chosen)
    gtk_widget_add_css_class (tile, "chosen");
  else
    gtk_widget_remove_css_class (tile, "chosen");
}

static void
show_file (MixDataSection *self, MixDataset *dataset, gboolean is_file)
{
  show_chosen (self->open_tile, is_file);
  gtk_label_set_label (self->open_title,
                       is_file ? mix_dataset_get_title (dataset) : _ ("CSV file…"));
}

/* The last row of the list that is shown. */
static void
show_transforms (MixDataSection *self, MixDesign *design, GtkListBox *list)
{
  GtkWidget *before = gtk_widget_get_parent (self->transform_row);
  g_autofree char *summary = mix_transform_summary (design);

  if (before != GTK_WIDGET (list) && before != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (before), self->transform_row);
  if (before != GTK_WIDGET (list))
    gtk_list_box_append (list, self->transform_row);
  gtk_label_set_text (self->transform_label, summary);
}

/* Made where it is opened: there are other columns each time. */
static void
open_transforms_cb (GtkMenuButton *button, gpointer data)
{
  MixDataSection *self = data;

  gtk_menu_button_set_popover (button, mix_transform_popover_new (self->lab));
}

/* A canvas without rows enough has no columns to choose. */
static void
show_data (MixDataSection *self)
{
  MixDesign *canvas = mix_lab_get_canvas (self->lab);
  MixDesign *design = canvas != NULL ? canvas : mix_lab_get_design (self->lab);

  if (design == NULL)
    return;
  MixDataset *dataset = mix_design_get_dataset (design);
  const MixGenerator *generator = mix_dataset_get_generator (dataset);
  self->showing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->generator_rows), generator != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->column_rows), generator == NULL && canvas == NULL);
  if (generator != NULL)
    show_recipe (self, dataset);
  else
    show_columns (self, design);
  show_transforms (self, design, generator != NULL ? self->generator_rows : self->column_rows);
  show_tiles (self, generator);
  gboolean is_canvas = mix_dataset_is_canvas (dataset);
  show_chosen (self->canvas_tile, is_canvas);
  show_file (self, dataset, generator == NULL && !is_canvas);
  self->showing = FALSE;
}

static void
add_tile (MixDataSection *self, const MixGenerator *generator, int index)
{
  GtkWidget *tile = mix_generator_tile_new (generator);
  GtkWidget *label = gtk_label_new (_ (generator->title));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  if (self->generator_tiles->len > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tile),
                                 g_ptr_array_index (self->generator_tiles, 0));
  g_ptr_array_add (self->generator_tiles, tile);
  g_signal_connect_swapped (tile, "toggled", G_CALLBACK (tile_toggled_cb), self);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "tile-label");
  gtk_box_append (GTK_BOX (box), tile);
  gtk_box_append (GTK_BOX (box), label);
  gtk_grid_attach (self->tiles, box, index % TILES_ACROSS, index / TILES_ACROSS, 1, 1);
}

/* The generators' tiles, an empty canvas, and the tile that opens a file, in the rest of the last
 * row. */
static void
add_tiles (MixDataSection *self)
{
  int n = 0;

  for (; mix_generators[n].id != NULL; n++)
    add_tile (self, &mix_generators[n], n);
  gtk_grid_attach (self->tiles, self->canvas_box, n % TILES_ACROSS, n / TILES_ACROSS, 1, 1);
  n++;
  gtk_grid_attach (self->tiles, self->open_box, n % TILES_ACROSS, n / TILES_ACROSS,
                   TILES_ACROSS - n % TILES_ACROSS, 1);
}

static void
set_lab (MixDataSection *self, MixLab *lab)
{
  if (lab == NULL || !g_set_object (&self->lab, lab))
    return;
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (show_data), self, G_CONNECT_SWAPPED);
  show_data (self);
}

static void
mix_data_section_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_LAB)
    g_value_set_object (value, MIX_DATA_SECTION (object)->lab);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mix_data_section_set_property (GObject *object, guint prop_id, const GValue *value,
                               GParamSpec *pspec)
{
  if (prop_id == PROP_LAB)
    set_lab (MIX_DATA_SECTION (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mix_data_section_dispose (GObject *object)
{
  MixDataSection *self = MIX_DATA_SECTION (object);

  mix_template_dispose (GTK_WIDGET (self), MIX_TYPE_DATA_SECTION);
  g_clear_pointer (&self->generator_tiles, g_ptr_array_unref);
  g_clear_pointer (&self->listed, mix_dataset_unref);
  g_clear_object (&self->lab);
  G_OBJECT_CLASS (mix_data_section_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    klass, "/io/github/mixturelab/MixtureLab/ui/mix-data-section.ui");
  gtk_widget_class_bind_template_child (klass, MixDataSection, tiles);
  gtk_widget_class_bind_template_child (klass, MixDataSection, canvas_box);
  gtk_widget_class_bind_template_child (klass, MixDataSection, canvas_tile);
  gtk_widget_class_bind_template_child (klass, MixDataSection, open_box);
  gtk_widget_class_bind_template_child (klass, MixDataSection, open_tile);
  gtk_widget_class_bind_template_child (klass, MixDataSection, open_title);
  gtk_widget_class_bind_template_child (klass, MixDataSection, generator_rows);
  gtk_widget_class_bind_template_child (klass, MixDataSection, column_rows);
  gtk_widget_class_bind_template_child (klass, MixDataSection, rows_spin);
  gtk_widget_class_bind_template_child (klass, MixDataSection, noise_scale);
  gtk_widget_class_bind_template_child (klass, MixDataSection, seed_spin);
  gtk_widget_class_bind_template_child (klass, MixDataSection, rows);
  gtk_widget_class_bind_template_child (klass, MixDataSection, noise);
  gtk_widget_class_bind_template_child (klass, MixDataSection, seed);
  gtk_widget_class_bind_template_child (klass, MixDataSection, target_row);
  gtk_widget_class_bind_template_child (klass, MixDataSection, target);
  gtk_widget_class_bind_template_child (klass, MixDataSection, x);
  gtk_widget_class_bind_template_child (klass, MixDataSection, others_row);
  gtk_widget_class_bind_template_child (klass, MixDataSection, others);
  gtk_widget_class_bind_template_child (klass, MixDataSection, transform_row);
  gtk_widget_class_bind_template_child (klass, MixDataSection, transform_button);
  gtk_widget_class_bind_template_child (klass, MixDataSection, transform_label);
  gtk_widget_class_bind_template_callback (klass, recipe_changed_cb);
  gtk_widget_class_bind_template_callback (klass, shuffle_cb);
  gtk_widget_class_bind_template_callback (klass, columns_changed_cb);
  gtk_widget_class_bind_template_callback (klass, others_changed_cb);
}

static void
mix_data_section_class_init (MixDataSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mix_data_section_get_property;
  object_class->set_property = mix_data_section_set_property;
  object_class->dispose = mix_data_section_dispose;
  props[PROP_LAB] = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  bind_template (widget_class);
}

static void
mix_data_section_init (MixDataSection *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->generator_tiles = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  mix_accessible_name (GTK_WIDGET (self->target), _ ("Column to predict"), NULL);
  mix_accessible_name (GTK_WIDGET (self->x), _ ("Column on the x axis"), NULL);
  GtkWidget *const wheeled[] = { self->rows_spin, self->noise_scale, self->seed_spin };
  for (guint i = 0; i < G_N_ELEMENTS (wheeled); i++)
    mix_focus_let_wheel_past (wheeled[i]);
  mix_focus_leave_with_pointer (self->rows_spin);
  mix_focus_leave_with_pointer (self->seed_spin);
  mix_focus_leave_with_pointer (GTK_WIDGET (self->target));
  mix_focus_leave_with_pointer (GTK_WIDGET (self->x));
  gtk_menu_button_set_create_popup_func (self->transform_button, open_transforms_cb, self, NULL);
  add_tiles (self);
}
