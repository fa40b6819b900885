/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-reading.h"

#include "gui.h"

typedef struct
{
  GtkWidget *window;
  MixReading *reading;
  guint n_layouts;
} Shown;

static void
layout_cb (GdkFrameClock *clock, Shown *shown)
{
  shown->n_layouts++;
}

static void
show (Shown *shown, gboolean shortens, int width)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  *shown = (Shown){ gtk_window_new (), MIX_READING (mix_reading_new ()), 0 };
  g_object_set (shown->reading, "shortens", shortens, "text", "1.25 nats", NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (shown->reading));
  gtk_window_set_child (GTK_WINDOW (shown->window), box);
  gtk_window_set_default_size (GTK_WINDOW (shown->window), width, 60);
  gtk_window_present (GTK_WINDOW (shown->window));
  gui_turn (300);
  g_signal_connect (gtk_widget_get_frame_clock (shown->window), "layout", G_CALLBACK (layout_cb),
                    shown);
}

static void
say (Shown *shown, const char *text)
{
  shown->n_layouts = 0;
  mix_reading_set_text (shown->reading, text);
  gui_turn (150);
  g_assert_cmpstr (mix_reading_get_text (shown->reading), ==, text);
}

static void
finish (Shown *shown)
{
  MixReading *reading = shown->reading;

  g_object_add_weak_pointer (G_OBJECT (reading), (gpointer *) &reading);
  gtk_window_destroy (GTK_WINDOW (shown->window));
  gui_turn (50);
  g_assert_null (reading);
}

/* Figures have one width, so that a number that changes moves nothing. */
static void
test_layouts (void)
{
  Shown shown;

  show (&shown, FALSE, 300);
  int width = gtk_widget_get_width (GTK_WIDGET (shown.reading));
  g_assert_cmpint (width, >, 20);
  say (&shown, "9.71 nats");
  g_assert_cmpuint (shown.n_layouts, ==, 0);
  say (&shown, "12.34 nats");
  g_assert_cmpuint (shown.n_layouts, >, 0);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (shown.reading)), >, width);
  finish (&shown);
}

static void
test_room (void)
{
  Shown shown;
  int minimum, natural;
  const char *text = "a text that is much longer than the window in which it stands is wide";

  show (&shown, TRUE, 120);
  say (&shown, text);
  gtk_widget_measure (GTK_WIDGET (shown.reading), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural,
                      NULL, NULL);
  g_assert_cmpint (minimum, <, 100);
  g_assert_cmpint (natural, >, 200);
  g_object_set (shown.reading, "shortens", FALSE, NULL);
  gtk_widget_measure (GTK_WIDGET (shown.reading), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural,
                      NULL, NULL);
  g_assert_cmpint (minimum, ==, natural);
  finish (&shown);
}

static void
test_accessible (void)
{
  Shown shown;

  show (&shown, FALSE, 300);
  say (&shown, "2.00 nats");
  gtk_test_accessible_assert_role (shown.reading, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_test_accessible_assert_property (shown.reading, GTK_ACCESSIBLE_PROPERTY_LABEL, "2.00 nats");
  g_object_set (shown.reading, "tip", "in words", NULL);
  g_assert_true (gtk_widget_get_has_tooltip (GTK_WIDGET (shown.reading)));
  finish (&shown);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/reading/no-layout-for-a-number", test_layouts);
  g_test_add_func ("/reading/room", test_room);
  g_test_add_func ("/reading/accessible", test_accessible);
  return g_test_run ();
}
