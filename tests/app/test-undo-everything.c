/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include <math.h>

#include "mix-compare-page.h"
#include "mix-decide-page.h"
#include "mix-diagnose-page.h"
#include "mix-distort-box.h"
#include "mix-figure.h"
#include "mix-look.h"

/* Whatever a person changes can be taken back and done again, in one list, under a name. */

typedef void (*Act) (MixWindow *window);

static MixExplorePage *
explore_of (MixWindow *window)
{
  return MIX_EXPLORE_PAGE (gui_find_type (GTK_WIDGET (window), MIX_TYPE_EXPLORE_PAGE));
}

static void
set_state (MixWindow *window, const char *action, GVariant *target)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (explore_of (window)), action, target);
}

static void
act_in (MixWindow *window, const char *figure, const MixAct *act)
{
  g_signal_emit_by_name (mix_explore_page_get_view (explore_of (window), figure), "acted", act);
}

static void
show_heat (MixWindow *window)
{
  set_state (window, "view.show-heat", NULL);
}

static void
legend_entry (MixWindow *window)
{
  act_in (window, "fit", &(MixAct){ .kind = MIX_ACT_TOGGLE, .tag = { .item = MIX_SHOW_TRUTH + 1 } });
}

static void
legend_component (MixWindow *window)
{
  act_in (window, "slice", &(MixAct){ .kind = MIX_ACT_TOGGLE, .tag = { .component = 2 } });
}

static void
color (MixWindow *window)
{
  set_state (window, "view.color", g_variant_new_string ("plain"));
}

static void
mixing_style (MixWindow *window)
{
  set_state (window, "view.mixing-style", g_variant_new_string ("lines"));
}

static void
loss_scale (MixWindow *window)
{
  set_state (window, "view.loss-scale", g_variant_new_string ("linear"));
}

static void
level (MixWindow *window)
{
  set_state (window, "view.level", g_variant_new_string ("0.50"));
}

static void
band (MixWindow *window)
{
  set_state (window, "view.band", g_variant_new_string ("0.99"));
}

static void
threshold (MixWindow *window)
{
  set_state (window, "view.threshold", NULL);
}

static void
drag_threshold (MixWindow *window)
{
  act_in (window, "slice",
          &(MixAct){ .kind = MIX_ACT_HANDLE, .handle = MIX_HANDLE_THRESHOLD, .y = 0.3 });
}

static void
pin_x0 (MixWindow *window)
{
  act_in (window, "fit", &(MixAct){ .kind = MIX_ACT_PICK, .x = 2, .y = 0 });
}

static void
drag_x0 (MixWindow *window)
{
  for (guint i = 0; i < 5; i++)
    act_in (window, "mixing",
            &(MixAct){ .kind = MIX_ACT_HANDLE, .handle = MIX_HANDLE_X0, .x = -1 + 0.2 * i });
}

static void
key_x0 (MixWindow *window)
{
  gboolean done;
  g_signal_emit_by_name (mix_explore_page_get_view (explore_of (window), "fit"), "x-moved", -0.05, &done);
}

static void
wheel (MixWindow *window)
{
  act_in (window, "fit", &(MixAct){ .kind = MIX_ACT_ZOOM, .x = 0, .y = 0, .factor = 0.5 });
}

static void
rubber_band (MixWindow *window)
{
  act_in (window, "loss", &(MixAct){ .kind = MIX_ACT_FRAME, .x = 1, .x2 = 2 });
}

static void
drag_view (MixWindow *window)
{
  act_in (window, "fit", &(MixAct){ .kind = MIX_ACT_PAN, .dx = 1, .dy = 0.5, .begins = TRUE });
}

static void
key_zoom (MixWindow *window)
{
  set_state (window, "view.zoom-in", NULL);
}

static void
press (MixWindow *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

static void
pin_run (MixWindow *window)
{
  press (window, "win.pin");
}

static void
unpin_run (MixWindow *window)
{
  MixLab *lab = mix_window_get_lab (window);

  mix_lab_unpin (lab, mix_run_shelf_peek (mix_lab_get_shelf (lab), 0));
}

static void
reset_anew (MixWindow *window)
{
  press (window, "win.reset-anew");
}

static void
pace (MixWindow *window)
{
  mix_lab_set_pace (mix_window_get_lab (window), MIX_PACE_FAST);
}

static GtkWidget *
find_on (MixWindow *window, GType page, GType type)
{
  return gui_find_type (gui_find_type (GTK_WIDGET (window), page), type);
}

static void
type_cost (MixWindow *window)
{
  gtk_editable_set_text (GTK_EDITABLE (find_on (window, MIX_TYPE_DECIDE_PAGE, GTK_TYPE_ENTRY)), "5");
}

static void
way_of_costs (MixWindow *window)
{
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (find_on (window, MIX_TYPE_DECIDE_PAGE, GTK_TYPE_DROP_DOWN)), 2);
}

static void
count_negative (MixWindow *window)
{
  GtkCheckButton *check
    = GTK_CHECK_BUTTON (find_on (window, MIX_TYPE_DECIDE_PAGE, GTK_TYPE_CHECK_BUTTON));

  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
}

static void
x0_of_decide (MixWindow *window)
{
  gtk_spin_button_set_value (
    GTK_SPIN_BUTTON (find_on (window, MIX_TYPE_DECIDE_PAGE, GTK_TYPE_SPIN_BUTTON)), -3);
}

static void
distort (MixWindow *window)
{
  gtk_range_set_value (GTK_RANGE (find_on (window, MIX_TYPE_DIAGNOSE_PAGE, GTK_TYPE_SCALE)), 1);
}

static void
repair (MixWindow *window)
{
  gtk_switch_set_active (GTK_SWITCH (find_on (window, MIX_TYPE_DIAGNOSE_PAGE, GTK_TYPE_SWITCH)),
                         TRUE);
}

static void
compare (MixWindow *window)
{
  mix_compare_page_choose (
    MIX_COMPARE_PAGE (gui_find_type (GTK_WIDGET (window), MIX_TYPE_COMPARE_PAGE)), 0, 1);
}

/* What is done, on which page, and what that is called. */
static const struct
{
  const char *page;
  Act act;
  const char *name;
} changes[] = {
  { "explore", show_heat, "show heat map of log p(y | x)" },
  { "explore", legend_entry, "hide truth" },
  { "explore", legend_component, "hide component 2" },
  { "explore", color, "show rows in one colour" },
  { "explore", mixing_style, "change mixing to lines" },
  { "explore", loss_scale, "change losses to linear" },
  { "explore", level, "change set and interval to 50\xe2\x80\xaf%" },
  { "explore", band, "change the quantile band to 99\xe2\x80\xaf%" },
  { "explore", threshold, "set a threshold" },
  { "explore", drag_threshold, "set a threshold" },
  { "explore", pin_x0, "pin a second x₀" },
  { "explore", drag_x0, "move x₀" },
  { "explore", key_x0, "move x₀" },
  { "explore", wheel, "zoom" },
  { "explore", key_zoom, "zoom" },
  { "explore", rubber_band, "zoom" },
  { "explore", drag_view, "zoom" },
  { "explore", pin_run, "pin the run" },
  { "explore", pace, "change speed to fast" },
  { "explore", reset_anew, "start from other weights" },
  { "decide", type_cost, "change cost of a unit to 5" },
  { "decide", way_of_costs, "give costs by service level" },
  { "decide", count_negative, "do not count amounts below 0" },
  { "decide", x0_of_decide, "move x₀" },
  { "diagnose", distort, "multiply every σ by 2.00" },
  { "diagnose", repair, "repair the model" },
  { "compare", compare, "compare with this run" },
};

/* Everything that the acts change, in words. */
static char *
tell (MixWindow *window)
{
  MixLab *lab = mix_window_get_lab (window);
  MixScene *scene = mix_explore_page_get_scene (explore_of (window));
  const MixView *view = mix_scene_get_view (scene);
  GString *text = g_string_new (NULL);
  GtkWidget *form = GTK_WIDGET (gui_find_type (GTK_WIDGET (window), MIX_TYPE_DECIDE_PAGE));
  MixDistortBox *box
    = MIX_DISTORT_BOX (gui_find_type (GTK_WIDGET (window), MIX_TYPE_DISTORT_BOX));
  GtkWidget *sides = GTK_WIDGET (gui_find_type (GTK_WIDGET (window), MIX_TYPE_COMPARE_PAGE));
  GtkDropDown *left = GTK_DROP_DOWN (gui_find_type (sides, GTK_TYPE_DROP_DOWN));
  GtkDropDown *right
    = GTK_DROP_DOWN (gtk_widget_get_next_sibling (GTK_WIDGET (left)));

  g_string_append_printf (text, "%x %lx %d %d %d %g %g %g %g | ", view->shown,
                          (gulong) view->hidden_components, view->coloring, view->mixing,
                          view->loss_scale, view->level, view->band, view->threshold, view->pin);
  g_string_append_printf (text, "%g:%g %g:%g %g:%g x0 %g | ", view->x.low, view->x.high,
                          view->y.low, view->y.high, view->epochs.low, view->epochs.high,
                          mix_scene_get_x0 (scene));
  g_string_append_printf (text, "seed %ld pace %d shelf %u | ",
                          (glong) mix_lab_get_config (lab)->seed, mix_lab_get_pace (lab),
                          mix_run_shelf_get_n (mix_lab_get_shelf (lab)));
  g_string_append_printf (
    text, "%u %d “%s” | ",
    gtk_drop_down_get_selected (GTK_DROP_DOWN (gui_find_type (form, GTK_TYPE_DROP_DOWN))),
    gtk_check_button_get_active (GTK_CHECK_BUTTON (gui_find_type (form, GTK_TYPE_CHECK_BUTTON))),
    gtk_editable_get_text (GTK_EDITABLE (gui_find_type (form, GTK_TYPE_ENTRY))));
  g_string_append_printf (text, "%g %d | %u %u", mix_distort_box_get_distortion (box).scale,
                          mix_distort_box_get_repaired (box), gtk_drop_down_get_selected (left),
                          gtk_drop_down_get_selected (right));
  return g_string_free (text, FALSE);
}

static MixWindow *
trained_window (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);

  g_assert_true (mix_lab_generate (lab, mix_generator_find ("two-branch"), 400, 1, 1, NULL));
  g_assert_true (mix_lab_set_option (lab, "hidden", "8", NULL));
  g_assert_true (mix_lab_set_option (lab, "epochs", "4", NULL));
  mix_lab_run (lab);
  g_assert_true (gui_wait_epoch (window, 4));
  g_assert_true (gui_wait_idle (window));
  static const char *const pages[] = { "compare", "diagnose", "decide" }; /* it asks the data */
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", pages[i]);
  return window;
}

/* The page Decide shows the x0 of all. */
static void
assert_same_x0 (MixWindow *window)
{
  GtkWidget *spin = find_on (window, MIX_TYPE_DECIDE_PAGE, GTK_TYPE_SPIN_BUTTON);

  if (gtk_widget_get_mapped (spin))
    g_assert_cmpfloat_with_epsilon (gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)),
                                    mix_explore_page_get_x0 (explore_of (window)), 0.01);
}

static void
test_every_control (void)
{
  MixWindow *window = trained_window ();
  MixUndo *undo = mix_lab_get_undo (mix_window_get_lab (window));

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", changes[i].page);
      gui_turn (20);
      mix_undo_seal (undo);
      g_autofree char *before = tell (window);
      g_autofree char *older = g_strdup (mix_undo_get_undo_name (undo));
      changes[i].act (window);
      g_autofree char *after = tell (window);
      g_test_message ("%s", changes[i].name);
      g_assert_cmpstr (after, !=, before);
      g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, changes[i].name);
      press (window, "win.undo");
      g_autofree char *undone = tell (window);
      g_assert_cmpstr (undone, ==, before);
      assert_same_x0 (window);
      g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, older);
      g_assert_cmpstr (mix_undo_get_redo_name (undo), ==, changes[i].name);
      press (window, "win.redo");
      g_autofree char *redone = tell (window);
      g_assert_cmpstr (redone, ==, after);
      press (window, "win.undo");
    }
  gui_close (window);
}

/* All of it in one list: back to the start, and to the end again. */
static void
test_one_list (void)
{
  MixWindow *window = trained_window ();
  MixUndo *undo = mix_lab_get_undo (mix_window_get_lab (window));
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", changes[i].page);
      gui_turn (20);
      mix_undo_seal (undo);
      g_autofree char *before = tell (window);
      g_autofree char *name = g_strdup (mix_undo_get_undo_name (undo));
      changes[i].act (window);
      g_autofree char *after = tell (window);
      gboolean goes_on = g_strcmp0 (name, mix_undo_get_undo_name (undo)) == 0; /* one way, one entry */
      if (!g_str_equal (before, after) && !goes_on)
        g_ptr_array_add (states, g_steal_pointer (&before));
    }
  g_autofree char *last = tell (window);
  g_assert_cmpuint (states->len, >=, 20);
  for (guint i = states->len; i > 0; i--)
    {
      press (window, "win.undo");
      g_autofree char *now = tell (window);
      g_assert_cmpstr (now, ==, g_ptr_array_index (states, i - 1));
    }
  for (guint i = 0; i < states->len; i++)
    press (window, "win.redo");
  g_autofree char *again = tell (window);
  g_assert_cmpstr (again, ==, last);
  gui_close (window);
}

/* Other data go, and the zoom at those before is there again. */
static void
test_look_comes_back_with_its_data (void)
{
  MixWindow *window = trained_window ();
  MixLab *lab = mix_window_get_lab (window);
  MixUndo *undo = mix_lab_get_undo (lab);

  wheel (window);
  pin_x0 (window);
  drag_x0 (window);
  g_autofree char *before = tell (window);
  g_assert_true (mix_lab_generate (lab, mix_generator_find ("linear"), 300, 1, 1, NULL));
  g_autofree char *other = tell (window);
  g_assert_cmpstr (other, !=, before);
  mix_undo_undo (undo);
  g_autofree char *after = tell (window);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "move x₀");
  mix_undo_undo (undo);
  mix_undo_undo (undo);
  mix_undo_undo (undo);
  const MixView *view = mix_scene_get_view (mix_explore_page_get_scene (explore_of (window)));
  g_assert_true (isnan (view->pin));
  g_assert_false (mix_span_is_set (&view->x));
  gui_close (window);
}

/* Not what the page Decide asks of the data. */
static char *
tell_look (MixWindow *window)
{
  char *text = tell (window);

  *strstr (text, "| seed") = '\0';
  return text;
}

static void
look_about (MixWindow *window)
{
  wheel (window);
  drag_threshold (window);
  pin_x0 (window);
  drag_x0 (window);
}

static void
draw_points (MixWindow *window, double x)
{
  const double xs[] = { x, x + 0.1, x + 0.2, x + 0.3, x + 0.4 }, ys[] = { 1, 2, 3, 2, 1 };
  MixLab *lab = mix_window_get_lab (window);

  mix_undo_seal (mix_lab_get_undo (lab));
  g_assert_true (mix_lab_add_points (lab, 0, xs, ys, G_N_ELEMENTS (xs), NULL));
}

/* What a person looks at stays when rows are drawn and when that is undone; and each older entry of
 * the list still takes something back. */
static void
assert_drawing_leaves_the_look (MixWindow *window, guint n_older)
{
  MixUndo *undo = mix_lab_get_undo (mix_window_get_lab (window));
  g_autofree char *before = tell_look (window);

  draw_points (window, 2);
  g_autofree char *drawn = tell_look (window);
  g_assert_cmpstr (drawn, ==, before);
  mix_undo_undo (undo);
  g_autofree char *undone = tell_look (window);
  g_assert_cmpstr (undone, ==, before);
  mix_undo_redo (undo);
  g_autofree char *redone = tell_look (window);
  g_assert_cmpstr (redone, ==, before);
  mix_undo_undo (undo);
  for (guint i = 0; i < n_older; i++)
    {
      g_autofree char *later = tell_look (window);
      g_test_message ("undo %s", mix_undo_get_undo_name (undo));
      mix_undo_undo (undo);
      g_autofree char *earlier = tell_look (window);
      g_assert_cmpstr (earlier, !=, later);
    }
}

static void
test_drawing_leaves_the_look (void)
{
  MixWindow *window = trained_window ();

  look_about (window);
  assert_drawing_leaves_the_look (window, 4);
  gui_close (window);
}

static void
test_drawing_on_a_canvas_leaves_the_look (void)
{
  MixWindow *window = trained_window ();
  MixUndo *undo = mix_lab_get_undo (mix_window_get_lab (window));

  look_about (window);
  g_autofree char *before = tell_look (window);
  mix_lab_begin_canvas (mix_window_get_lab (window));
  draw_points (window, 0.1);
  look_about (window);
  assert_drawing_leaves_the_look (window, 4);
  while (!g_str_equal (mix_undo_get_undo_name (undo), "move x₀"))
    mix_undo_undo (undo);
  g_autofree char *after = tell_look (window);
  g_assert_cmpstr (after, ==, before);
  gui_close (window);
}

/* A run that was taken off is on the shelf again. */
static void
test_shelf (void)
{
  MixWindow *window = trained_window ();
  MixRunShelf *shelf = mix_lab_get_shelf (mix_window_get_lab (window));

  pin_run (window);
  unpin_run (window);
  g_assert_cmpuint (mix_run_shelf_get_n (shelf), ==, 0);
  press (window, "win.undo");
  g_assert_cmpuint (mix_run_shelf_get_n (shelf), ==, 1);
  press (window, "win.undo");
  g_assert_cmpuint (mix_run_shelf_get_n (shelf), ==, 0);
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/undo-everything/every-control", test_every_control);
  g_test_add_func ("/undo-everything/one-list", test_one_list);
  g_test_add_func ("/undo-everything/look-comes-back", test_look_comes_back_with_its_data);
  g_test_add_func ("/undo-everything/drawing-leaves-the-look", test_drawing_leaves_the_look);
  g_test_add_func ("/undo-everything/drawing-on-a-canvas-leaves-the-look",
                   test_drawing_on_a_canvas_leaves_the_look);
  g_test_add_func ("/undo-everything/shelf", test_shelf);
  return g_test_run ();
}
