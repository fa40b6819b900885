/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-timeline.h"

#include <math.h>

#include "mix-template.h"

/* MixTimeline is the bar under the plots: the epochs of the run from the first to the last that is
 * planned. Its thumb stands at the moment on show; dragged, or moved by keys, it looks back at the
 * run, which itself stays where it is. What lies beyond the newest epoch cannot be reached. */

#define PLAY_US (4 * G_USEC_PER_SEC) /* of a whole run that is played back */
#define N_MARKS 10

struct _MixTimeline
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *bar;
  GtkScale *scale;

  /* owned */
  MixLab *lab;

  gboolean showing; /* the value comes from the laboratory */
  guint play;       /* tick; 0 while nothing is played back */
  gint64 play_start;
  double play_from;
  guint marked; /* epochs that the marks are for */
};

enum
{
  PROP_LAB = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixTimeline, mix_timeline, GTK_TYPE_WIDGET)

static void
show_marks (MixTimeline *self, guint epochs)
{
  if (self->marked == epochs)
    return;
  self->marked = epochs;
  gtk_scale_clear_marks (self->scale);
  for (guint i = 1; i < N_MARKS; i++)
    gtk_scale_add_mark (self->scale, (double) epochs * i / N_MARKS, GTK_POS_BOTTOM, NULL);
}

/* The planned epochs; all that there were, once the run is over before its time. */
static guint
last_epoch (const MixSnapshot *snapshot)
{
  return MAX ((guint) MAX (snapshot->config.epochs, 1), snapshot->newest_epoch);
}

/* Whether the scale has to move. A thumb that does costs a layout of the whole window, so that while
 * the network learns it goes by pixels. */
static gboolean
is_worth_moving (MixTimeline *self, const MixSnapshot *snapshot, double last)
{
  GtkRange *range = GTK_RANGE (self->scale);
  double pixel = last / MAX (gtk_widget_get_width (GTK_WIDGET (range)), 1);

  return snapshot->state != MIX_RUN_RUNNING
         || fabs (gtk_adjustment_get_upper (gtk_range_get_adjustment (range)) - last) > 0
         || fabs (gtk_range_get_fill_level (range) - snapshot->newest_epoch) >= pixel
         || fabs (gtk_range_get_value (range) - snapshot->epoch) >= pixel;
}

static void
show (MixTimeline *self)
{
  MixSnapshot *snapshot = mix_lab_get_snapshot (self->lab);
  GtkRange *range = GTK_RANGE (self->scale);
  guint last = last_epoch (snapshot);

  if (is_worth_moving (self, snapshot, last))
    {
      self->showing = TRUE;
      gtk_adjustment_set_upper (gtk_range_get_adjustment (range), last);
      gtk_range_set_fill_level (range, snapshot->newest_epoch);
      gtk_range_set_value (range, snapshot->epoch);
      self->showing = FALSE;
    }
  show_marks (self, last);
  gtk_widget_set_sensitive (self->bar, snapshot->newest_epoch > 0);
}

static void
stop_playing (MixTimeline *self)
{
  if (self->play != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->play);
  self->play = 0;
}

/* Whatever else is done ends the playing. */
static void
moment_changed_cb (MixTimeline *self)
{
  show (self);
  if (mix_lab_get_running (self->lab))
    stop_playing (self);
}

static gboolean
change_value_cb (MixTimeline *self, GtkScrollType scroll, double value)
{
  if (self->showing || self->lab == NULL)
    return GDK_EVENT_PROPAGATE;
  stop_playing (self);
  if (scroll == GTK_SCROLL_STEP_BACKWARD || scroll == GTK_SCROLL_STEP_LEFT)
    mix_lab_seek_by (self->lab, -1);
  else if (scroll == GTK_SCROLL_STEP_FORWARD || scroll == GTK_SCROLL_STEP_RIGHT)
    mix_lab_seek_by (self->lab, 1);
  else
    {
      mix_lab_seek (self->lab, (guint) MAX (round (value), 0));
      return GDK_EVENT_PROPAGATE; /* the thumb follows the pointer */
    }
  return GDK_EVENT_STOP;
}

static gboolean
play_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MixTimeline *self = MIX_TIMELINE (widget);
  guint newest = mix_lab_get_snapshot (self->lab)->newest_epoch;
  double played = (double) (gdk_frame_clock_get_frame_time (clock) - self->play_start);
  double epoch = self->play_from + played / (double) PLAY_US * newest;

  mix_lab_seek (self->lab, (guint) MIN (epoch, newest));
  if (epoch < newest)
    return G_SOURCE_CONTINUE;
  self->play = 0;
  return G_SOURCE_REMOVE;
}

static void
set_lab (MixTimeline *self, MixLab *lab)
{
  if (lab == NULL || !g_set_object (&self->lab, lab))
    return;
  g_signal_connect_object (lab, "moment-changed", G_CALLBACK (moment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (mix_lab_get_snapshot (lab) != NULL)
    show (self);
}

static void
mix_timeline_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_LAB)
    g_value_set_object (value, MIX_TIMELINE (object)->lab);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mix_timeline_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_LAB)
    set_lab (MIX_TIMELINE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mix_timeline_dispose (GObject *object)
{
  MixTimeline *self = MIX_TIMELINE (object);

  stop_playing (self);
  mix_template_dispose (GTK_WIDGET (self), MIX_TYPE_TIMELINE);
  g_clear_object (&self->lab);
  G_OBJECT_CLASS (mix_timeline_parent_class)->dispose (object);
}

static void
mix_timeline_class_init (MixTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mix_timeline_get_property;
  object_class->set_property = mix_timeline_set_property;
  object_class->dispose = mix_timeline_dispose;
  props[PROP_LAB] = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/mixturelab/MixtureLab/ui/mix-timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, MixTimeline, bar);
  gtk_widget_class_bind_template_child (widget_class, MixTimeline, scale);
  gtk_widget_class_bind_template_callback (widget_class, change_value_cb);
}

static void
mix_timeline_init (MixTimeline *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Returns: (transfer none): from epoch 0 to the last. */
GtkScale *
mix_timeline_get_scale (MixTimeline *self)
{
  g_return_val_if_fail (MIX_IS_TIMELINE (self), NULL);
  return self->scale;
}

/* Plays the run back from the moment on show, from the start where that is the newest; or stops. */
void
mix_timeline_play (MixTimeline *self)
{
  g_return_if_fail (MIX_IS_TIMELINE (self));

  MixSnapshot *snapshot = self->lab != NULL ? mix_lab_get_snapshot (self->lab) : NULL;
  gboolean playing = self->play != 0;
  stop_playing (self);
  if (playing || snapshot == NULL || snapshot->newest_epoch == 0)
    return;
  mix_lab_pause (self->lab);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  self->play_start = clock != NULL ? gdk_frame_clock_get_frame_time (clock) : 0;
  self->play_from = snapshot->is_past ? snapshot->epoch : 0;
  self->play = gtk_widget_add_tick_callback (GTK_WIDGET (self), play_cb, NULL, NULL);
}

gboolean
mix_timeline_is_playing (MixTimeline *self)
{
  g_return_val_if_fail (MIX_IS_TIMELINE (self), FALSE);
  return self->play != 0;
}
