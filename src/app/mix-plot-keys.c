/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "mix-plot-view-private.h"

/* What the pointer can do with a plot, keys can too. Left, right, Page Up, Page Down, Home and End
 * emit "x-moved", up and down "y-moved", Insert, Enter and Delete "struck": whoever shows the plot
 * knows what moves. With Control arrows pan. With Alt up and down go from word to word of the
 * legend, as hovering does; Enter is a click on that word, Escape and another focus leave it. */

#define PAN_SHARE 0.1 /* of an axis, a key */

static gboolean
emit_share (GtkWidget *widget, const char *signal, double share)
{
  gboolean done = FALSE;

  g_signal_emit_by_name (widget, signal, share, &done);
  mix_plot_view_get_pointer (MIX_PLOT_VIEW (widget))->keyed |= done;
  return done;
}

static gboolean
move_x_cb (GtkWidget *widget, GVariant *share, gpointer data)
{
  return emit_share (widget, "x-moved", g_variant_get_double (share));
}

static gboolean
move_y_cb (GtkWidget *widget, GVariant *share, gpointer data)
{
  return emit_share (widget, "y-moved", g_variant_get_double (share));
}

/* Shares of the x axis: one in two hundred a key, ten times that with Shift; of the y axis a
 * fiftieth, and five times that. */
static void
add_arrows (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key, keypad;
    GtkShortcutFunc move;
    double share, far;
  } keys[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, move_x_cb, -0.005, -0.05 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, move_x_cb, 0.005, 0.05 },
    { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, move_x_cb, 0.1, 1 },
    { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, move_x_cb, -0.1, -1 },
    { GDK_KEY_Home, GDK_KEY_KP_Home, move_x_cb, -1, -1 },
    { GDK_KEY_End, GDK_KEY_KP_End, move_x_cb, 1, 1 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, move_y_cb, 0.02, 0.1 },
    { GDK_KEY_Down, GDK_KEY_KP_Down, move_y_cb, -0.02, -0.1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding (klass, keys[i].key, 0, keys[i].move, "d", keys[i].share);
      gtk_widget_class_add_binding (klass, keys[i].keypad, 0, keys[i].move, "d", keys[i].share);
      gtk_widget_class_add_binding (klass, keys[i].key, GDK_SHIFT_MASK, keys[i].move, "d",
                                    keys[i].far);
    }
}

/* The other way than the data go. */
static gboolean
pan_cb (GtkWidget *widget, GVariant *shares, gpointer data)
{
  MixPlotView *self = MIX_PLOT_VIEW (widget);
  MixPlot *plot = mix_plot_view_get_plot (self);
  MixAct act = { .kind = MIX_ACT_PAN, .begins = TRUE };
  double x, y, width, height, across, up;

  if (plot == NULL)
    return GDK_EVENT_PROPAGATE;
  g_variant_get (shares, "(dd)", &across, &up);
  mix_plot_get_area (plot, &x, &y, &width, &height);
  act.dx = across * (mix_plot_x_from_pixel (plot, x) - mix_plot_x_from_pixel (plot, x + width));
  act.dy = up * (mix_plot_y_from_pixel (plot, y + height) - mix_plot_y_from_pixel (plot, y));
  mix_plot_view_act (self, &act);
  return GDK_EVENT_STOP;
}

static void
add_pan_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key, keypad;
    double across, up;
  } keys[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -PAN_SHARE, 0 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, PAN_SHARE, 0 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, 0, PAN_SHARE },
    { GDK_KEY_Down, GDK_KEY_KP_Down, 0, -PAN_SHARE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding (klass, keys[i].key, GDK_CONTROL_MASK, pan_cb, "(dd)",
                                    keys[i].across, keys[i].up);
      gtk_widget_class_add_binding (klass, keys[i].keypad, GDK_CONTROL_MASK, pan_cb, "(dd)",
                                    keys[i].across, keys[i].up);
    }
}

static void
point_at (MixPlotView *self, const MixTag *tag)
{
  MixAct act = { .kind = MIX_ACT_HOVER, .tag = *tag, .x = (double) NAN, .y = (double) NAN };

  mix_plot_view_get_pointer (self)->word = *tag;
  mix_plot_view_get_pointer (self)->keyed = mix_tag_is_set (tag);
  mix_plot_view_act (self, &act);
}

/* To the next word of the legend, which is then alone in every panel, or the one before. */
static gboolean
step_word_cb (GtkWidget *widget, GVariant *by, gpointer data)
{
  MixPlotView *self = MIX_PLOT_VIEW (widget);
  MixPlot *plot = mix_plot_view_get_plot (self);
  MixTag word = mix_plot_view_get_pointer (self)->word;

  if (plot == NULL || !mix_plot_step_entry (plot, g_variant_get_int32 (by), &word))
    return GDK_EVENT_PROPAGATE;
  point_at (self, &word);
  return GDK_EVENT_STOP;
}

static gboolean
leave_word_cb (GtkWidget *widget, GVariant *none, gpointer data)
{
  MixPlotView *self = MIX_PLOT_VIEW (widget);

  if (!mix_tag_is_set (&mix_plot_view_get_pointer (self)->word))
    return GDK_EVENT_PROPAGATE;
  point_at (self, &(MixTag){ 0 });
  return GDK_EVENT_STOP;
}

static gboolean
strike_cb (GtkWidget *widget, GVariant *erases, gpointer data)
{
  MixPlotView *self = MIX_PLOT_VIEW (widget);
  gboolean done = FALSE;

  if (mix_plot_view_get_tool (self) == MIX_TOOL_BRUSH)
    g_signal_emit_by_name (widget, "struck", g_variant_get_boolean (erases), &done);
  return done;
}

/* Shows what the word stands for, or hides it; without a word the brush draws. */
static gboolean
enter_cb (GtkWidget *widget, GVariant *none, gpointer data)
{
  MixPlotView *self = MIX_PLOT_VIEW (widget);
  MixAct act = { .kind = MIX_ACT_TOGGLE, .tag = mix_plot_view_get_pointer (self)->word };
  g_autoptr (GVariant) draws = g_variant_ref_sink (g_variant_new_boolean (FALSE));

  if (!mix_tag_is_set (&act.tag))
    return strike_cb (widget, draws, data);
  mix_plot_view_act (self, &act);
  return GDK_EVENT_STOP;
}

static void
focus_left_cb (MixPlotView *self)
{
  if (mix_plot_view_get_pointer (self)->keyed)
    point_at (self, &(MixTag){ 0 });
}

void
mix_plot_view_install_keys (GtkWidgetClass *klass)
{
  add_arrows (klass);
  add_pan_keys (klass);
  gtk_widget_class_add_binding (klass, GDK_KEY_Down, GDK_ALT_MASK, step_word_cb, "i", 1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Up, GDK_ALT_MASK, step_word_cb, "i", -1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Escape, 0, leave_word_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Return, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Enter, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Insert, 0, strike_cb, "b", FALSE);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Insert, 0, strike_cb, "b", FALSE);
  gtk_widget_class_add_binding (klass, GDK_KEY_Delete, 0, strike_cb, "b", TRUE);
}

void
mix_plot_view_add_keys (MixPlotView *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
