/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-undo.h"

/* A number that a person changes. */

static guint n_freed;

static void
free_number (gpointer state)
{
  n_freed++;
  g_free (state);
}

static int *
number_new (int value)
{
  return g_memdup2 (&value, sizeof value);
}

static gpointer
exchange_number (gpointer owner, gpointer state)
{
  int *now = owner, *number = state, before = *now;

  *now = *number;
  *number = before;
  return number;
}

static const MixUndoKind numbers = { exchange_number, free_number };

static void
change (MixUndo *undo, int *number, int to, const char *name, const char *merge)
{
  int *before = number_new (*number);

  *number = to;
  mix_undo_add (undo, &numbers, number, before, name, merge);
}

static void
test_back_and_forth (void)
{
  MixUndo *undo = mix_undo_new ();
  int number = 1;

  g_assert_null (mix_undo_get_undo_name (undo));
  mix_undo_undo (undo);
  change (undo, &number, 2, "two", NULL);
  change (undo, &number, 3, "three", NULL);
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "three");
  g_assert_null (mix_undo_get_redo_name (undo));

  mix_undo_undo (undo);
  g_assert_cmpint (number, ==, 2);
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "two");
  g_assert_cmpstr (mix_undo_get_redo_name (undo), ==, "three");
  mix_undo_undo (undo);
  g_assert_cmpint (number, ==, 1);
  mix_undo_redo (undo);
  mix_undo_redo (undo);
  g_assert_cmpint (number, ==, 3);
  mix_undo_redo (undo);
  g_assert_cmpint (number, ==, 3);
  g_assert_finalize_object (undo);
}

static void
test_a_change_ends_what_can_be_redone (void)
{
  MixUndo *undo = mix_undo_new ();
  int number = 1;

  change (undo, &number, 2, "two", NULL);
  change (undo, &number, 3, "three", NULL);
  mix_undo_undo (undo);
  mix_undo_undo (undo);
  change (undo, &number, 4, "four", NULL);
  g_assert_null (mix_undo_get_redo_name (undo));
  mix_undo_undo (undo);
  g_assert_cmpint (number, ==, 1);
  g_assert_finalize_object (undo);
}

static void
test_a_drag_is_one_change (void)
{
  MixUndo *undo = mix_undo_new ();
  int number = 1;

  change (undo, &number, 2, "to two", "slider");
  change (undo, &number, 3, "to three", "slider");
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "to three");
  change (undo, &number, 9, "other", "knob");
  mix_undo_seal (undo);
  change (undo, &number, 8, "other again", "knob");

  mix_undo_undo (undo);
  g_assert_cmpint (number, ==, 9);
  mix_undo_undo (undo);
  g_assert_cmpint (number, ==, 3);
  mix_undo_undo (undo);
  g_assert_cmpint (number, ==, 1);
  mix_undo_redo (undo);
  g_assert_cmpint (number, ==, 3);
  /* What is done after an undo is never merged into what was done before it. */
  change (undo, &number, 5, "to five", "slider");
  mix_undo_undo (undo);
  g_assert_cmpint (number, ==, 3);
  g_assert_finalize_object (undo);
}

static void
test_is_bounded (void)
{
  MixUndo *undo = mix_undo_new ();
  int number = 0;

  n_freed = 0;
  for (int i = 1; i <= 3 * MIX_UNDO_MOST_ENTRIES; i++)
    change (undo, &number, i, "count", NULL);
  g_assert_cmpuint (n_freed, ==, 2 * MIX_UNDO_MOST_ENTRIES);
  while (mix_undo_get_undo_name (undo) != NULL)
    mix_undo_undo (undo);
  g_assert_cmpint (number, ==, 2 * MIX_UNDO_MOST_ENTRIES);
  g_assert_finalize_object (undo);
  g_assert_cmpuint (n_freed, ==, 3 * MIX_UNDO_MOST_ENTRIES);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  ++*(guint *) data;
}

static void
test_tells_its_names (void)
{
  MixUndo *undo = mix_undo_new ();
  int number = 0;
  guint n = 0;
  g_autofree char *name = NULL;

  g_signal_connect (undo, "notify::undo-name", G_CALLBACK (count_cb), &n);
  change (undo, &number, 1, "one", NULL);
  g_assert_cmpuint (n, ==, 1);
  g_object_get (undo, "undo-name", &name, NULL);
  g_assert_cmpstr (name, ==, "one");
  mix_undo_undo (undo);
  g_assert_cmpuint (n, ==, 2);
  g_assert_finalize_object (undo);
}

/* Looking about after undo does not take away what can be redone, and a way is taken back whole,
 * however slowly it was gone. */
static void
test_looking_about_keeps_redo (void)
{
  static const MixUndoKind journeys = { exchange_number, free_number, .is_journey = TRUE };
  MixUndo *undo = mix_undo_new ();
  int number = 1, place = 10;

  change (undo, &number, 2, "two", NULL);
  mix_undo_undo (undo);
  for (; place < 13; place++)
    {
      mix_undo_add (undo, &journeys, &place, number_new (place), "go", "place");
      mix_undo_seal (undo);
    }
  g_assert_cmpstr (mix_undo_get_redo_name (undo), ==, "two");
  g_assert_cmpstr (mix_undo_get_undo_name (undo), ==, "go");
  mix_undo_redo (undo);
  g_assert_cmpint (number, ==, 2);
  mix_undo_undo (undo);
  mix_undo_undo (undo);
  g_assert_cmpint (place, ==, 10);
  g_assert_null (mix_undo_get_undo_name (undo));
  mix_undo_redo (undo);
  mix_undo_redo (undo);
  g_assert_cmpint (place, ==, 13);
  g_assert_cmpint (number, ==, 2);

  change (undo, &number, 3, "three", NULL);
  mix_undo_add (undo, &journeys, &place, number_new (place), "go", "place");
  mix_undo_undo (undo);
  mix_undo_undo (undo);
  g_assert_cmpint (number, ==, 2);
  for (guint i = 0; i < 2 * MIX_UNDO_MOST_ENTRIES; i++)
    mix_undo_add (undo, &journeys, &place, number_new (place), "go", NULL);
  g_assert_cmpstr (mix_undo_get_redo_name (undo), ==, "three");
  g_assert_finalize_object (undo);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/undo/back-and-forth", test_back_and_forth);
  g_test_add_func ("/undo/redo-ends", test_a_change_ends_what_can_be_redone);
  g_test_add_func ("/undo/drag", test_a_drag_is_one_change);
  g_test_add_func ("/undo/bounded", test_is_bounded);
  g_test_add_func ("/undo/names", test_tells_its_names);
  g_test_add_func ("/undo/looking-about-keeps-redo", test_looking_about_keeps_redo);
  return g_test_run ();
}
