/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include "mix-option-row.h"
#include "mix-option-spin.h"
#include "mix-pace-row.h"

static MixSnapshot *
get_snapshot (MixWindow *window)
{
  return mix_lab_get_snapshot (mix_window_get_lab (window));
}

static void
activate (MixWindow *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

static GtkSpinButton *
option_spin (MixWindow *window, const char *name)
{
  GtkWidget *row = gui_option_row (GTK_WIDGET (window), name);
  GtkWidget *spin = mix_option_row_get_control (MIX_OPTION_ROW (row));
  return mix_option_spin_get_button (MIX_OPTION_SPIN (spin));
}

static gboolean
has_three_components (gpointer window)
{
  return get_snapshot (window)->config.components == 3;
}

static void
test_k_restarts (void)
{
  MixWindow *window = gui_window ("@two-branch");

  activate (window, "win.train");
  g_assert_true (gui_wait_epoch (window, 2));
  guint64 run = get_snapshot (window)->run_id;
  gtk_spin_button_set_value (option_spin (window, "components"), 3);
  g_assert_true (mix_lab_get_running (mix_window_get_lab (window)));
  g_assert_true (gui_wait_until (has_three_components, window));
  g_assert_cmpuint (get_snapshot (window)->run_id, !=, run);
  g_assert_true (gui_wait_epoch (window, 1));
  g_assert_cmpuint (mix_model_get_components (get_snapshot (window)->model), ==, 3);
  gui_close (window);
}

/* A live option does not restart, and can be given back to the machine. */
static void
test_learning_rate_is_live (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GtkSpinButton *spin = option_spin (window, "learning-rate");
  GtkWidget *row = gui_option_row (GTK_WIDGET (window), "learning-rate");
  MixOptionSpin *control = MIX_OPTION_SPIN (mix_option_row_get_control (MIX_OPTION_ROW (row)));
  guint64 run = get_snapshot (window)->run_id;

  g_assert_true (mix_option_spin_is_automatic (control));
  g_assert_true (g_str_has_prefix (gtk_editable_get_text (GTK_EDITABLE (spin)), "auto "));
  gtk_editable_set_text (GTK_EDITABLE (spin), "0.0034");
  gtk_spin_button_update (spin);
  const MixConfig *config = mix_lab_get_config (mix_window_get_lab (window));
  g_assert_cmpfloat_with_epsilon (config->learning_rate, 0.0034, 1e-12);
  g_assert_false (mix_option_spin_is_automatic (control));
  g_assert_cmpuint (get_snapshot (window)->run_id, ==, run);

  gtk_editable_set_text (GTK_EDITABLE (spin), "nonsense");
  gtk_spin_button_update (spin);
  g_assert_cmpfloat_with_epsilon (config->learning_rate, 0.0034, 1e-12);
  g_signal_emit_by_name (gtk_widget_get_first_child (GTK_WIDGET (control)), "clicked");
  g_assert_true (mix_option_spin_is_automatic (control));
  g_assert_cmpfloat (config->learning_rate, <, 1e-12);
  gui_close (window);
}

static void
test_hidden_layers (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GtkWidget *row = gui_option_row (GTK_WIDGET (window), "hidden");
  GtkWidget *entry = mix_option_row_get_control (MIX_OPTION_ROW (row));

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "128, 64");
  gtk_editable_set_text (GTK_EDITABLE (entry), "16, x");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_nonnull (gui_toast (window));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "128, 64");

  gtk_editable_set_text (GTK_EDITABLE (entry), "16, 8");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (mix_model_get_spec (get_snapshot (window)->model)->hidden.units[0], ==, 16);
  gui_close (window);
}

/* Every option of the sidebar shows its value and has a name and a help. */
static void
test_rows_show_options (void)
{
  static const char *const names[]
    = { "components", "hidden",     "activation", "sigma-activation", "mixing", "learning-rate",
        "batch-size", "epochs",     "seed",       "plain-network",    "plain-hidden" };
  MixWindow *window = gui_window ("@two-branch");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *row = gui_option_row (GTK_WIDGET (window), names[i]);
      g_assert_nonnull (row);
      g_assert_nonnull (gtk_widget_get_tooltip_text (row));
      GtkWidget *named = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));
      g_assert_true (
        gtk_test_accessible_has_property (GTK_ACCESSIBLE (named), GTK_ACCESSIBLE_PROPERTY_LABEL));
    }
  gui_close (window);
}

static void
test_speed (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);
  MixPaceRow *row = MIX_PACE_ROW (gui_find_type (GTK_WIDGET (window), MIX_TYPE_PACE_ROW));
  GtkDropDown *control = mix_pace_row_get_control (row);

  g_assert_cmpuint (gtk_drop_down_get_selected (control), ==, MIX_PACE_FULL);
  gtk_drop_down_set_selected (control, MIX_PACE_FAST);
  g_assert_cmpint (mix_lab_get_pace (lab), ==, MIX_PACE_FAST);
  mix_lab_set_pace (lab, MIX_PACE_WATCH);
  g_assert_cmpuint (gtk_drop_down_get_selected (control), ==, MIX_PACE_WATCH);
  gui_close (window);
}

static void
test_generators (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);
  guint n = 0;

  for (; mix_generators[n].id != NULL; n++)
    {
      g_assert_true (mix_lab_generate (lab, &mix_generators[n], 200, 1, 3, NULL));
      g_assert_cmpuint (get_snapshot (window)->config.components, ==, mix_generators[n].components);
      gui_turn (20);
    }
  g_assert_cmpuint (n, >=, 4);

  /* From then on K is the person's. */
  g_assert_true (mix_lab_set_option (lab, "components", "5", NULL));
  g_assert_true (mix_lab_generate (lab, &mix_generators[0], 200, 1, 3, NULL));
  g_assert_cmpuint (get_snapshot (window)->config.components, ==, 5);
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/options/k-restarts", test_k_restarts);
  g_test_add_func ("/options/learning-rate-is-live", test_learning_rate_is_live);
  g_test_add_func ("/options/hidden-layers", test_hidden_layers);
  g_test_add_func ("/options/rows-show-options", test_rows_show_options);
  g_test_add_func ("/options/speed", test_speed);
  g_test_add_func ("/options/generators", test_generators);
  return g_test_run ();
}
