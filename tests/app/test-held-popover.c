/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include "mix-csv.h"
#include "mix-project.h"

/* Which feature is on x, and what the others are held at, as a person chooses it. */

typedef struct
{
  MixWindow *window;
  MixLab *lab;
  MixScene *scene;
  GtkWidget *popover;
  GtkGrid *grid;
} Fixture;

/* The sample's columns as a project names them: only there a category is a feature. */
static void
open_sample (Fixture *f, const char *sample, const char *target, const char *const *features)
{
  g_autofree char *path = g_build_filename (g_getenv ("MIX_SAMPLES_DIR"), sample, NULL);
  g_autoptr (MixDataset) dataset = mix_csv_read (path, NULL, NULL);
  g_autoptr (MixProject) project = mix_project_new ();

  f->window = gui_window ("@linear");
  f->lab = mix_window_get_lab (f->window);
  mix_project_set_dataset (project, dataset, FALSE);
  project->target = g_strdup (target);
  project->features = g_strdupv ((char **) features);
  g_assert_true (mix_lab_open_project (f->lab, project, dataset, "open", NULL));
  g_assert_true (gui_wait_idle (f->window));
  MixExplorePage *page = MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (f->window), "page"));
  f->scene = mix_explore_page_get_scene (page);
  gtk_widget_activate_action (GTK_WIDGET (mix_explore_page_get_view (page, "fit")), "view.features",
                              NULL);
  f->popover
    = gui_find_type (gui_find (GTK_WIDGET (f->window), "fit_menu"), GTK_TYPE_POPOVER);
  while (f->popover != NULL && gui_find_type (f->popover, GTK_TYPE_SPIN_BUTTON) == NULL)
    f->popover = gtk_widget_get_next_sibling (f->popover);
  g_assert_nonnull (f->popover);
  f->grid = GTK_GRID (gui_find_type (f->popover, GTK_TYPE_GRID));
}

static void
close_sample (Fixture *f)
{
  gtk_popover_popdown (GTK_POPOVER (f->popover));
  gui_turn (50);
  gui_close (f->window);
}

static void
undo (Fixture *f)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL));
}

static const char *
get_name (Fixture *f)
{
  return mix_undo_get_undo_name (mix_lab_get_undo (f->lab));
}

static void
test_values (void)
{
  Fixture f;
  const char *const features[] = { "lat", "long", "mag", NULL };

  open_sample (&f, "quakes.csv", "depth", features);
  double before = mix_scene_get_held (f.scene, 1);
  GtkWidget *spin = gtk_grid_get_child_at (f.grid, 1, 2);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 170);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 171); /* one turn of the control */
  g_assert_cmpfloat_with_epsilon (mix_scene_get_held (f.scene, 1), 171, 1e-6);
  g_assert_nonnull (g_strrstr (get_name (&f), "hold long at 171"));
  undo (&f);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_held (f.scene, 1), before, 1e-9);
  gtk_widget_activate_action (GTK_WIDGET (f.window), "win.redo", NULL);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_held (f.scene, 1), 171, 1e-6);
  close_sample (&f);
}

static void
test_x_axis (void)
{
  Fixture f;
  const char *const features[] = { "lat", "long", "mag", NULL };

  open_sample (&f, "quakes.csv", "depth", features);
  double x0 = mix_scene_get_x0 (f.scene);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_grid_get_child_at (f.grid, 0, 3)), TRUE);
  g_assert_cmpuint (mix_scene_get_x_feature (f.scene), ==, 2);
  g_assert_cmpstr (get_name (&f), ==, "put mag on the x axis");
  undo (&f);
  g_assert_cmpuint (mix_scene_get_x_feature (f.scene), ==, 0);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (f.scene), x0, 1e-9);
  close_sample (&f);
}

/* All at once: one change, to the last digit, though the controls show fewer. */
static void
test_row_and_medians (void)
{
  Fixture f;
  const char *const features[] = { "lat", "long", "mag", NULL };

  open_sample (&f, "quakes.csv", "depth", features);
  MixDesign *design = mix_lab_get_design (f.lab);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (gtk_grid_get_child_at (f.grid, 1, 4)), 8);
  for (guint i = 1; i < 3; i++)
    g_assert_cmpfloat_with_epsilon (mix_scene_get_held (f.scene, i), mix_design_get_x (design, 7, i),
                                    1e-12);
  g_assert_cmpstr (get_name (&f), ==, "hold all as in row 8");
  g_signal_emit_by_name (gtk_grid_get_child_at (f.grid, 1, 5), "clicked");
  g_assert_cmpstr (get_name (&f), ==, "hold all at their medians");
  g_assert_cmpfloat_with_epsilon (mix_scene_get_held (f.scene, 2),
                                  mix_design_feature_median (design, 2), 1e-12);
  undo (&f);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_held (f.scene, 2), mix_design_get_x (design, 7, 2),
                                  1e-12);
  undo (&f);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_held (f.scene, 1),
                                  mix_design_feature_median (design, 1), 1e-12);
  close_sample (&f);
}

/* One word of a category is 1 and all others are 0. */
static void
test_category (void)
{
  Fixture f;
  const char *const features[] = { "flipper_length_mm", "species", NULL };

  open_sample (&f, "penguins.csv", "body_mass_g", features);
  GtkWidget *words = gtk_grid_get_child_at (f.grid, 1, 2);
  g_assert_true (GTK_IS_DROP_DOWN (words));
  g_assert_true (GTK_IS_LABEL (gtk_grid_get_child_at (f.grid, 0, 2))); /* never on x */
  guint before = gtk_drop_down_get_selected (GTK_DROP_DOWN (words));
  guint other = (before + 1) % 3;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (words), other);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat_with_epsilon (mix_scene_get_held (f.scene, 1 + i), i == other ? 1 : 0, 1e-12);
  g_assert_true (g_str_has_prefix (get_name (&f), "hold species at "));
  undo (&f);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat_with_epsilon (mix_scene_get_held (f.scene, 1 + i), i == before ? 1 : 0, 1e-12);
  close_sample (&f);
}

/* A row that is looked at brings its other values along, and they come back. */
static void
test_pick (void)
{
  Fixture f;
  const char *const features[] = { "lat", "long", NULL };

  open_sample (&f, "quakes.csv", "depth", features);
  MixExplorePage *page = MIX_EXPLORE_PAGE (gui_find (GTK_WIDGET (f.window), "page"));
  MixDesign *design = mix_lab_get_design (f.lab);
  double before = mix_scene_get_held (f.scene, 1), x0 = mix_scene_get_x0 (f.scene);
  mix_explore_page_pick (page, 10);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_held (f.scene, 1), mix_design_get_x (design, 10, 1),
                                  1e-12);
  g_assert_cmpstr (get_name (&f), ==, "look at line 12");
  undo (&f);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_held (f.scene, 1), before, 1e-12);
  g_assert_cmpfloat_with_epsilon (mix_scene_get_x0 (f.scene), x0, 1e-12);
  close_sample (&f);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/held-popover/values", test_values);
  g_test_add_func ("/held-popover/x-axis", test_x_axis);
  g_test_add_func ("/held-popover/row-and-medians", test_row_and_medians);
  g_test_add_func ("/held-popover/category", test_category);
  g_test_add_func ("/held-popover/pick", test_pick);
  return g_test_run ();
}
