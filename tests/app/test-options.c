/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include "mix-layers-edit.h"
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

static MixLayersEdit *
get_layers (MixWindow *window, const char *name)
{
  GtkWidget *row = gui_option_row (GTK_WIDGET (window), name);
  return MIX_LAYERS_EDIT (mix_option_row_get_control (MIX_OPTION_ROW (row)));
}

static void
type_units (MixLayersEdit *edit, guint index, const char *text)
{
  GtkEntry *chip = mix_layers_edit_get_chip (edit, index);

  gtk_editable_set_text (GTK_EDITABLE (chip), text);
  g_signal_emit_by_name (chip, "activate");
}

static const char *
get_units (MixLayersEdit *edit, guint index)
{
  return gtk_editable_get_text (GTK_EDITABLE (mix_layers_edit_get_chip (edit, index)));
}

static const MixLayers *
get_hidden (MixWindow *window)
{
  return &mix_model_get_spec (get_snapshot (window)->model)->hidden;
}

static void
test_hidden_layers (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLayersEdit *edit = get_layers (window, "hidden");
  GtkWidget *row = gui_option_row (GTK_WIDGET (window), "hidden");

  g_assert_cmpuint (mix_layers_edit_get_n_chips (edit), ==, 2);
  g_assert_cmpstr (get_units (edit, 0), ==, "128");
  const char *subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
  g_assert_true (g_str_has_suffix (subtitle, "parameters"));

  type_units (edit, 1, "x");
  g_assert_nonnull (gui_toast (window));
  g_assert_cmpstr (get_units (edit, 1), ==, "64");
  type_units (edit, 0, "16");
  g_assert_cmpuint (get_hidden (window)->units[0], ==, 16);
  g_signal_emit_by_name (mix_layers_edit_get_add_button (edit), "clicked");
  g_assert_cmpuint (get_hidden (window)->n, ==, 3);
  g_assert_cmpuint (get_hidden (window)->units[2], ==, 64);
  type_units (edit, 0, "");
  g_assert_cmpuint (get_hidden (window)->n, ==, 2);
  g_assert_cmpuint (mix_layers_edit_get_n_chips (edit), ==, 2);
  type_units (edit, 0, "8, 4, 2");
  g_assert_cmpuint (get_hidden (window)->n, ==, 4);
  g_assert_cmpuint (get_hidden (window)->units[1], ==, 4);
  gui_close (window);
}

/* The chip that was left is as wide as the one that never had the focus, and the entry of the undo
 * list reads as words do. */
static void
test_chip_is_narrow_again (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLayersEdit *edit = get_layers (window, "hidden");
  GtkWidget *chip = GTK_WIDGET (mix_layers_edit_get_chip (edit, 0));
  int before = gtk_widget_get_width (chip);

  gtk_widget_grab_focus (chip);
  gui_turn (50);
  g_assert_cmpint (gtk_widget_get_width (chip), >, before);
  gtk_editable_set_text (GTK_EDITABLE (chip), "99999");
  gtk_widget_grab_focus (gui_find (GTK_WIDGET (window), "fit"));
  gui_turn (50);
  g_assert_cmpstr (get_units (edit, 0), ==, "128");
  g_assert_cmpint (gtk_widget_get_width (chip), ==, before);
  type_units (edit, 0, "100");
  g_assert_cmpstr (mix_undo_get_undo_name (mix_lab_get_undo (mix_window_get_lab (window))), ==,
                   "change hidden layers to 100, 64");
  gui_close (window);
}

static gboolean
has_no_layer (gpointer window)
{
  return get_hidden (window)->n == 0;
}

/* Whether a tooltip of what a widget is in would come over it. */
static gboolean
has_tooltip_above (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_has_tooltip (widget))
      return TRUE;
  return FALSE;
}

/* The words of a button, or of a row, do not cover the list that it has opened. */
static void
test_open_list_has_no_tooltip (void)
{
  MixWindow *window = gui_window ("@two-branch");
  GtkWidget *menu = gui_find (GTK_WIDGET (window), "fit_menu");
  GtkWidget *choice = gui_find_type (gui_option_row (GTK_WIDGET (window), "activation"),
                                     GTK_TYPE_DROP_DOWN);
  GtkWidget *const openers[] = { menu, choice };

  for (guint i = 0; i < G_N_ELEMENTS (openers); i++)
    {
      GtkWidget *button = gui_find_type (openers[i], GTK_TYPE_TOGGLE_BUTTON);
      g_assert_true (has_tooltip_above (openers[i]));
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
      gui_turn (50);
      GtkWidget *popover = gui_find_type (openers[i], GTK_TYPE_POPOVER);
      g_assert_true (gtk_widget_get_mapped (popover));
      g_assert_false (has_tooltip_above (popover));
      gtk_popover_popdown (GTK_POPOVER (popover));
      gui_turn (50);
      g_assert_true (has_tooltip_above (openers[i]));
    }
  gui_close (window);
}

/* Down to no hidden layer, and up again; the last chip is left, not entered. */
static void
test_no_hidden_layer (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLayersEdit *edit = get_layers (window, "hidden");

  type_units (edit, 0, "");
  gtk_widget_grab_focus (GTK_WIDGET (mix_layers_edit_get_chip (edit, 0)));
  gtk_editable_set_text (GTK_EDITABLE (mix_layers_edit_get_chip (edit, 0)), "");
  gtk_widget_grab_focus (gui_find (GTK_WIDGET (window), "fit"));
  g_assert_true (gui_wait_until (has_no_layer, window));
  g_assert_cmpuint (mix_layers_edit_get_n_chips (edit), ==, 0);
  g_signal_emit_by_name (mix_layers_edit_get_add_button (edit), "clicked");
  g_assert_cmpuint (get_hidden (window)->n, ==, 1);
  gui_close (window);
}

/* Opens every section, as a person would. */
static void
open_all (GtkWidget *root)
{
  GtkWidget *child = gtk_widget_get_first_child (root);

  if (ADW_IS_ACTION_ROW (root) && gtk_widget_has_css_class (root, "opener"))
    g_signal_emit_by_name (root, "activated");
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    open_all (child);
}

/* Every option has a row that has a name and a help, but for the ensemble: a window trains one. */
static void
test_rows_show_options (void)
{
  guint n, n_rows = 0;
  const MixOption *options = mix_options (&n);

  gui_forget_settings ();
  MixWindow *window = gui_window ("@two-branch");
  g_assert_null (gui_option_row (GTK_WIDGET (window), "optimizer"));
  open_all (GTK_WIDGET (window));
  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (options[i].name, "ensemble"))
        continue;
      g_test_message ("%s", options[i].name);
      GtkWidget *row = gui_option_row (GTK_WIDGET (window), options[i].name);
      g_assert_nonnull (row);
      g_assert_true (gtk_widget_get_mapped (row));
      g_assert_nonnull (gtk_widget_get_tooltip_text (row));
      GtkWidget *named = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));
      g_assert_null (gui_name_fault (named));
      n_rows++;
    }
  g_assert_cmpuint (n_rows, ==, n - 1);
  gui_close (window);

  /* They are open in the next window too. */
  window = gui_window ("@two-branch");
  g_assert_nonnull (gui_option_row (GTK_WIDGET (window), "optimizer"));
  open_all (GTK_WIDGET (window));
  g_assert_false (gtk_widget_get_visible (gui_option_row (GTK_WIDGET (window), "optimizer")));
  gui_close (window);
}

static double
number_of (MixWindow *window, const char *name)
{
  g_autofree char *text = mix_config_get (mix_lab_get_config (mix_window_get_lab (window)), name);
  return g_ascii_strtod (text, NULL);
}

/* One step up from nothing, and all the way down again. */
static void
test_steps_of_numbers (void)
{
  static const char *const from_zero[] = { "weight-decay", "input-noise", "lambda-sigma", "clip-norm" };
  MixWindow *window = gui_window ("@two-branch");

  open_all (GTK_WIDGET (window));
  for (guint i = 0; i < G_N_ELEMENTS (from_zero); i++)
    {
      GtkSpinButton *spin = option_spin (window, from_zero[i]);
      g_test_message ("%s", from_zero[i]);
      gtk_spin_button_spin (spin, GTK_SPIN_HOME, 0);
      g_assert_cmpfloat (number_of (window, from_zero[i]), <, 1e-300);
      gtk_spin_button_spin (spin, GTK_SPIN_STEP_FORWARD, 1);
      g_assert_cmpfloat_with_epsilon (number_of (window, from_zero[i]), 1e-6, 1e-9);
      gtk_spin_button_spin (spin, GTK_SPIN_STEP_BACKWARD, 1);
      g_assert_cmpfloat (number_of (window, from_zero[i]), <, 1e-300);
    }
  GtkSpinButton *validation = option_spin (window, "validation");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (validation)), ==, "0.2");
  gtk_spin_button_spin (validation, GTK_SPIN_STEP_FORWARD, 0.05);
  g_assert_cmpfloat_with_epsilon (number_of (window, "validation"), 0.25, 1e-9);
  open_all (GTK_WIDGET (window));
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
  g_test_add_func ("/options/no-hidden-layer", test_no_hidden_layer);
  g_test_add_func ("/options/open-list-has-no-tooltip", test_open_list_has_no_tooltip);
  g_test_add_func ("/options/chip-is-narrow-again", test_chip_is_narrow_again);
  g_test_add_func ("/options/steps-of-numbers", test_steps_of_numbers);
  g_test_add_func ("/options/rows-show-options", test_rows_show_options);
  g_test_add_func ("/options/speed", test_speed);
  g_test_add_func ("/options/generators", test_generators);
  return g_test_run ();
}
