/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

#include <string.h>

#include "mix-csv.h"
#include "mix-transform-popover.h"

/* Transforms as a person chooses them in the sidebar. */

typedef struct
{
  MixWindow *window;
  MixLab *lab;
  GtkWidget *popover;
} Fixture;

static void
open_popover (Fixture *f)
{
  GtkWidget *button = gui_find (GTK_WIDGET (f->window), "transform_button");

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  f->popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  gui_turn (50);
}

static void
close_all (Fixture *f)
{
  gtk_popover_popdown (GTK_POPOVER (f->popover));
  gui_turn (50);
  gui_close (f->window);
}

/* A table of rows "a,b,word", the others features too. */
static void
open_window (Fixture *f)
{
  const char text[] = "a,b,word\n1,2,p\n2,4,q\n-3,5,p\n4,9,q\n5,1,p\n6,8,q\n";
  g_autoptr (MixDataset) table = mix_csv_read_bytes ("t.csv", text, strlen (text), NULL);

  f->window = gui_window ("@linear");
  f->lab = mix_window_get_lab (f->window);
  g_assert_true (mix_lab_set_dataset (f->lab, table, NULL));
  g_assert_true (mix_lab_choose_columns (f->lab, "b", "a", FALSE, NULL));
  open_popover (f);
}

static GtkDropDown *
find_menu (GtkWidget *root, const char *column)
{
  GtkWidget *before = gtk_widget_get_prev_sibling (root);

  if (GTK_IS_DROP_DOWN (root) && GTK_IS_LABEL (before)
      && g_str_equal (gtk_label_get_text (GTK_LABEL (before)), column))
    return GTK_DROP_DOWN (root);
  GtkWidget *child = gtk_widget_get_first_child (root);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkDropDown *found = find_menu (child, column);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static const char *
get_summary (Fixture *f)
{
  return gtk_label_get_text (GTK_LABEL (gui_find (GTK_WIDGET (f->window), "transform_label")));
}

/* The label below the list. */
static GtkWidget *
find_fault (Fixture *f)
{
  return gtk_widget_get_last_child (gtk_popover_get_child (GTK_POPOVER (f->popover)));
}

static void
test_choose (void)
{
  Fixture f;

  open_window (&f);
  g_assert_cmpstr (get_summary (&f), ==, "None");
  g_assert_null (find_menu (f.popover, "word"));
  gtk_drop_down_set_selected (find_menu (f.popover, "b"), MIX_TRANSFORM_LOG);
  g_assert_cmpstr (get_summary (&f), ==, "b: log");
  g_assert_nonnull (mix_design_get_target_transform (mix_lab_get_design (f.lab)));
  gtk_drop_down_set_selected (find_menu (f.popover, "a"), MIX_TRANSFORM_RANK);
  g_assert_cmpstr (get_summary (&f), ==, "2 columns");
  gtk_widget_activate_action (GTK_WIDGET (f.window), "win.undo", NULL);
  g_assert_cmpstr (get_summary (&f), ==, "b: log");
  g_assert_cmpuint (gtk_drop_down_get_selected (find_menu (f.popover, "a")), ==,
                    MIX_TRANSFORM_NONE);
  g_assert_false (gtk_widget_get_visible (find_fault (&f)));
  close_all (&f);
}

/* What does not fit is said with its row, and nothing has changed. */
static void
test_refused (void)
{
  Fixture f;

  open_window (&f);
  gtk_drop_down_set_selected (find_menu (f.popover, "a"), MIX_TRANSFORM_LOG);
  GtkWidget *fault = find_fault (&f);
  g_assert_true (gtk_widget_get_visible (fault));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (fault)), "line 4: column \"a\": -3:"));
  g_assert_cmpuint (gtk_drop_down_get_selected (find_menu (f.popover, "a")), ==,
                    MIX_TRANSFORM_NONE);
  g_assert_cmpstr (get_summary (&f), ==, "None");
  gtk_drop_down_set_selected (find_menu (f.popover, "a"), MIX_TRANSFORM_RANK);
  g_assert_false (gtk_widget_get_visible (fault));
  close_all (&f);
}

/* Generated and drawn rows have them as well, and keep them where more are made. */
static void
test_generated (void)
{
  Fixture f = { .window = gui_window ("@two-branch") };

  f.lab = mix_window_get_lab (f.window);
  open_popover (&f);
  gtk_drop_down_set_selected (find_menu (f.popover, "y"), MIX_TRANSFORM_RANK);
  g_assert_cmpstr (get_summary (&f), ==, "y: rank");
  g_assert_true (mix_lab_add_points (f.lab, 0, &(double){ 0 }, &(double){ 0 }, 1, NULL));
  g_assert_cmpstr (get_summary (&f), ==, "y: rank");
  close_all (&f);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/transform-popover/choose", test_choose);
  g_test_add_func ("/transform-popover/refused", test_refused);
  g_test_add_func ("/transform-popover/generated", test_generated);
  return g_test_run ();
}
