/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include "mix-reading.h"
#include "mix-timeline.h"
#include "mix-usage.h"

static MixSnapshot *
get_snapshot (MixWindow *window)
{
  return mix_lab_get_snapshot (mix_window_get_lab (window));
}

static MixTimeline *
get_timeline (MixWindow *window)
{
  return MIX_TIMELINE (gui_find (GTK_WIDGET (window), "timeline"));
}

static gboolean
is_enabled (MixWindow *window, const char *button)
{
  return gtk_widget_is_sensitive (gui_find (GTK_WIDGET (window), button));
}

static MixWindow *
trained_window (guint epoch)
{
  MixWindow *window = gui_window ("@two-branch");

  mix_lab_set_pace (mix_window_get_lab (window), MIX_PACE_FAST);
  gui_train (window, epoch);
  return window;
}

static void
drag (MixWindow *window, double epoch)
{
  gboolean handled;

  g_signal_emit_by_name (mix_timeline_get_scale (get_timeline (window)), "change-value",
                         GTK_SCROLL_JUMP, epoch, &handled);
  g_assert_true (gui_wait_idle (window));
}

static void
test_nothing_to_look_back_at (void)
{
  MixWindow *window = gui_window ("@two-branch");

  g_assert_false (is_enabled (window, "earlier_button"));
  g_assert_false (is_enabled (window, "branch_button"));
  mix_timeline_play (get_timeline (window));
  g_assert_false (mix_timeline_is_playing (get_timeline (window)));
  gui_close (window);
}

static void
test_drag (void)
{
  MixWindow *window = trained_window (6);
  GtkRange *range = GTK_RANGE (mix_timeline_get_scale (get_timeline (window)));
  guint newest = get_snapshot (window)->epoch;

  g_assert_cmpfloat_with_epsilon (gtk_range_get_value (range), newest, 1e-9);
  g_assert_cmpfloat_with_epsilon (gtk_range_get_fill_level (range), newest, 1e-9);
  drag (window, 3.2);
  g_assert_true (get_snapshot (window)->is_past);
  g_assert_cmpuint (get_snapshot (window)->epoch, ==, 3);
  g_assert_cmpfloat_with_epsilon (gtk_range_get_value (range), 3, 1e-9);
  g_assert_true (is_enabled (window, "branch_button"));
  MixReading *epoch = MIX_READING (gui_find (GTK_WIDGET (window), "epoch_label"));
  g_autofree char *text = g_strdup_printf ("epoch 3 of %u", newest);
  g_assert_cmpstr (mix_reading_get_text (epoch), ==, text);

  drag (window, newest);
  g_assert_false (get_snapshot (window)->is_past);
  g_assert_false (is_enabled (window, "branch_button"));
  gui_close (window);
}

static void
test_keys_and_branch (void)
{
  MixWindow *window = trained_window (4);
  guint newest = get_snapshot (window)->epoch;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.earlier", NULL);
  g_assert_true (gui_wait_idle (window));
  g_assert_true (get_snapshot (window)->is_past);
  drag (window, 2);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.later", NULL);
  g_assert_true (gui_wait_idle (window));
  g_assert_cmpuint (get_snapshot (window)->epoch, ==, 3);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.branch", NULL);
  g_assert_true (gui_wait_idle (window));
  g_assert_cmpuint (get_snapshot (window)->newest_epoch, ==, 3);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  g_assert_true (gui_wait_idle (window));
  g_assert_cmpuint (get_snapshot (window)->newest_epoch, ==, newest);
  gui_close (window);
}

static gboolean
is_still (gpointer timeline)
{
  return !mix_timeline_is_playing (timeline);
}

static void
test_plays_back (void)
{
  MixWindow *window = trained_window (4);
  guint newest = get_snapshot (window)->epoch;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.play-back", NULL);
  g_assert_true (mix_timeline_is_playing (get_timeline (window)));
  gui_turn (300);
  g_assert_true (get_snapshot (window)->is_past);
  g_assert_true (gui_wait_until (is_still, get_timeline (window)));
  g_assert_true (gui_wait_idle (window));
  g_assert_false (get_snapshot (window)->is_past);
  g_assert_cmpuint (get_snapshot (window)->epoch, ==, newest);
  gui_close (window);
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Many more components than branches: one line says so, and its remedy can be undone. */
static void
test_component_to_spare (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);
  GtkWidget *bar = gui_find (GTK_WIDGET (window), "usage_bar");
  GtkRevealer *revealer = GTK_REVEALER (gtk_widget_get_first_child (bar));

  g_assert_false (gtk_revealer_get_reveal_child (revealer));
  g_assert_true (mix_lab_set_option (lab, "components", "12", NULL));
  g_assert_true (mix_lab_set_option (lab, "hidden", "8", NULL));
  mix_lab_set_pace (lab, MIX_PACE_FULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.train", NULL);
  g_assert_true (gui_wait_epoch (window, 40));
  mix_lab_pause (lab);
  g_assert_true (gui_wait_idle (window));
  g_assert_true (gtk_revealer_get_reveal_child (revealer));
  MixSnapshot *snapshot = mix_lab_get_snapshot (lab);
  MixUsage usage;
  g_assert_true (mix_usage_measure (snapshot->model, snapshot->design, &usage));
  int n = usage.verdict == MIX_USAGE_DEAD ? __builtin_popcount (usage.about) : 1;
  g_autofree char *label = n == 1 ? g_strdup ("One Component Less")
                                  : g_strdup_printf ("%d Components Less", n);
  g_test_message ("%s", label);
  g_signal_emit_by_name (find_button (bar, label), "clicked");
  g_assert_cmpint (mix_lab_get_config (lab)->components, ==, 12 - n);
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  g_assert_cmpint (mix_lab_get_config (lab)->components, ==, 12);
  gui_close (window);
}

/* Three components on two branches, and nothing that keeps them apart: two become one. It is named,
 * with what helps; half of the largest in its place is no ruin. */
static void
test_doubled_component (void)
{
  static const char *const settings[][2] = {
    { "components", "3" }, { "epochs", "20" },        { "validation", "0" },
    { "prune", "0" },      { "regularization", "0" }, { "threads", "1" },
  };
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);
  GtkWidget *bar = gui_find (GTK_WIDGET (window), "usage_bar");

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    g_assert_true (mix_lab_set_option (lab, settings[i][0], settings[i][1], NULL));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.train", NULL);
  g_assert_true (gui_wait_epoch (window, 20));
  g_assert_true (gui_wait_idle (window));
  const char *says = gtk_label_get_text (GTK_LABEL (gui_find_type (bar, GTK_TYPE_LABEL)));
  g_test_message ("%s", says);
  g_assert_nonnull (strstr (says, "are nearly the same"));
  g_assert_true (gtk_widget_get_mapped (find_button (bar, "Split the Largest")));
  g_assert_false (gtk_widget_get_mapped (find_button (bar, "Raise the σ Floor")));
  g_signal_emit_by_name (find_button (bar, "Split the Largest"), "clicked");
  g_assert_true (mix_lab_get_running (lab));
  g_assert_cmpstr (mix_undo_get_undo_name (mix_lab_get_undo (lab)), ==,
                   "split the largest component");
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/timeline/nothing", test_nothing_to_look_back_at);
  g_test_add_func ("/timeline/drag", test_drag);
  g_test_add_func ("/timeline/keys-and-branch", test_keys_and_branch);
  g_test_add_func ("/timeline/plays-back", test_plays_back);
  g_test_add_func ("/timeline/component-to-spare", test_component_to_spare);
  g_test_add_func ("/timeline/doubled-component", test_doubled_component);
  return g_test_run ();
}
