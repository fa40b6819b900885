/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-lab-fixture.h"

/* The shelf of runs, without a window. */

static void
settle (MixLab *lab)
{
  poll_for (lab, PATIENCE);
  g_assert_false (mix_lab_get_busy (lab));
}

static void
step (MixLab *lab, guint n)
{
  for (guint i = 0; i < n; i++)
    mix_lab_step (lab);
  settle (lab);
}

static gboolean
is_same_model (const MixSnapshot *a, const MixSnapshot *b)
{
  gsize n = mix_network_n_params (mix_model_get_network (a->model));

  return n == mix_network_n_params (mix_model_get_network (b->model))
         && memcmp (mix_model_get_params (a->model), mix_model_get_params (b->model),
                    n * sizeof (float)) == 0;
}

static void
test_nothing_to_pin (void)
{
  MixLab *lab = new_lab ();
  g_autoptr (GError) error = NULL;

  g_assert_false (mix_lab_pin (lab, &error));
  g_assert_nonnull (strstr (error->message, "train first"));
  g_assert_cmpuint (mix_run_shelf_get_n (mix_lab_get_shelf (lab)), ==, 0);
  g_assert_finalize_object (lab);
}

static void
test_bring_back (void)
{
  MixLab *lab = new_lab ();

  step (lab, 30);
  g_autoptr (MixSnapshot) left = mix_snapshot_ref (mix_lab_get_snapshot (lab));
  g_assert_true (mix_lab_pin (lab, NULL));
  settle (lab);
  MixPinnedRun *pinned = mix_run_shelf_peek (mix_lab_get_shelf (lab), 0);
  g_assert_true (is_same_model (mix_pinned_run_get_snapshot (pinned), left));

  g_assert_true (mix_lab_set_option (lab, "components", "4", NULL));
  step (lab, 10);
  g_autoptr (MixSnapshot) other = mix_snapshot_ref (mix_lab_get_snapshot (lab));
  for (guint i = 0; i < 2; i++) /* it can be brought back again and again */
    {
      mix_lab_bring_back (lab, pinned);
      settle (lab);
      g_assert_cmpint (mix_lab_get_config (lab)->components, ==, 2);
      g_assert_cmpuint (mix_lab_get_snapshot (lab)->step, ==, left->step);
      g_assert_true (is_same_model (mix_lab_get_snapshot (lab), left));
      step (lab, 5);
      g_assert_false (is_same_model (mix_lab_get_snapshot (lab), left));
    }
  mix_undo_undo (mix_lab_get_undo (lab));
  g_assert_cmpstr (mix_undo_get_undo_name (mix_lab_get_undo (lab)), ==, "bring Run 1 back");
  mix_undo_undo (mix_lab_get_undo (lab));
  settle (lab);
  g_assert_cmpint (mix_lab_get_config (lab)->components, ==, 4);
  g_assert_true (is_same_model (mix_lab_get_snapshot (lab), other));
  g_assert_finalize_object (lab);
}

/* Pinning while it trains: the picture is that of the exact weights. */
static void
test_pin_while_training (void)
{
  MixLab *lab = new_lab ();
  gint64 end = g_get_monotonic_time () + PATIENCE;

  mix_lab_run (lab);
  while (mix_lab_get_snapshot (lab)->epoch < 1 && g_get_monotonic_time () < end)
    mix_lab_poll (lab);
  g_assert_true (mix_lab_pin (lab, NULL));
  g_assert_true (mix_lab_get_running (lab));
  mix_lab_pause (lab);
  settle (lab);
  MixPinnedRun *pinned = mix_run_shelf_peek (mix_lab_get_shelf (lab), 0);
  g_autoptr (MixSnapshot) kept = mix_snapshot_ref (mix_pinned_run_get_snapshot (pinned));
  g_assert_cmpint (kept->state, !=, MIX_RUN_RUNNING);
  mix_lab_bring_back (lab, pinned);
  settle (lab);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->step, ==, kept->step);
  g_assert_true (is_same_model (mix_lab_get_snapshot (lab), kept));
  g_assert_finalize_object (lab);
}

static void
test_undo_and_room (void)
{
  MixLab *lab = new_lab ();
  MixRunShelf *shelf = mix_lab_get_shelf (lab);
  MixUndo *undo = mix_lab_get_undo (lab);
  g_autoptr (GError) error = NULL;

  step (lab, 2);
  g_assert_true (mix_lab_pin (lab, NULL));
  g_assert_true (mix_lab_pin (lab, NULL));
  g_autoptr (MixPinnedRun) first = g_object_ref (mix_run_shelf_peek (shelf, 0));
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "pin the run");
  mix_lab_unpin (lab, first);
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "take Run 1 off");
  g_assert_cmpuint (mix_run_shelf_get_n (shelf), ==, 1);
  mix_undo_undo (undo);
  g_assert_cmpuint (mix_run_shelf_get_n (shelf), ==, 2);
  g_assert_true (mix_run_shelf_peek (shelf, 0) == first);
  mix_undo_undo (undo);
  mix_undo_undo (undo);
  g_assert_cmpuint (mix_run_shelf_get_n (shelf), ==, 0);
  mix_undo_redo (undo);
  g_assert_cmpuint (mix_run_shelf_get_n (shelf), ==, 1);

  while (mix_run_shelf_get_n (shelf) < MIX_RUN_SHELF_MOST)
    g_assert_true (mix_lab_pin (lab, NULL));
  g_assert_false (mix_lab_pin (lab, &error));
  g_assert_nonnull (strstr (error->message, "take one off"));
  settle (lab);
  g_assert_finalize_object (lab);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shelf/nothing-to-pin", test_nothing_to_pin);
  g_test_add_func ("/shelf/bring-back", test_bring_back);
  g_test_add_func ("/shelf/pin-while-training", test_pin_while_training);
  g_test_add_func ("/shelf/undo-and-room", test_undo_and_room);
  return g_test_run ();
}
