/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-option-spin.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-focus.h"

/* Signal "committed" (text): the person has chosen another value, as text for mix_config_set(). */

#define LEAST 1e-6 /* of what goes by tenths of a decade; below it comes 0 */

typedef enum
{
  LINEAR,
  SHARE,              /* of a whole: linear, by twentieths */
  TENTHS_OF_A_DECADE, /* position = 10 · log10 (value), one more step down is 0 */
  OCTAVES,            /* position = log2 (value) */
} Steps;

struct _MixOptionSpin
{
  GtkWidget parent_instance;

  const MixOption *option;
  Steps steps;
  GtkSpinButton *button;
  GtkWidget *automatic_button; /* back to automatic; NULL where the option has no such thing */
  gboolean automatic;
  gboolean showing; /* the change comes from us */
};

enum
{
  COMMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixOptionSpin, mix_option_spin, GTK_TYPE_WIDGET)

/* Options whose 0 stands for a value that the number of rows decides. */
static gboolean
can_be_automatic (const MixOption *option)
{
  return g_str_equal (option->name, "learning-rate") || g_str_equal (option->name, "batch-size");
}

static gboolean
is_whole (const MixOption *option)
{
  return option->kind != MIX_OPTION_NUMBER;
}

static double
to_position (Steps steps, double value)
{
  switch (steps)
    {
    case TENTHS_OF_A_DECADE:
      return value < LEAST ? 10 * log10 (LEAST) - 1 : 10 * log10 (value);
    case OCTAVES:
      return log2 (value);
    case LINEAR:
    case SHARE:
    default:
      return value;
    }
}

static double
from_position (Steps steps, double position)
{
  switch (steps)
    {
    case TENTHS_OF_A_DECADE:
      return position < 10 * log10 (LEAST) - 0.5 ? 0 : pow (10, position / 10);
    case OCTAVES:
      return exp2 (position);
    case LINEAR:
    case SHARE:
    default:
      return position;
    }
}

/* As mix_config_set() reads it: a learning rate to three digits, never in a locale's way. */
static char *
value_text (const MixOption *option, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, is_whole (option) ? "%.0f" : "%.3g", value);
  return g_strdup (text);
}

static char *
button_value_text (MixOptionSpin *self)
{
  return value_text (self->option,
                     from_position (self->steps, gtk_spin_button_get_value (self->button)));
}

static gboolean
output_cb (GtkSpinButton *button, MixOptionSpin *self)
{
  g_autofree char *value = button_value_text (self);
  g_autofree char *text
    = self->automatic ? g_strdup_printf (_ ("auto %s"), value) : g_strdup (value);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (button))))
    gtk_editable_set_text (GTK_EDITABLE (button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
  return TRUE;
}

/* What is no number keeps the value: "auto" stays automatic, anything else is put back. A value out
 * of the range is brought to its nearest end by the adjustment, before anybody's eyes. */
static int
input_cb (GtkSpinButton *button, double *position, MixOptionSpin *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (button));
  char *end;
  double value = g_ascii_strtod (text, &end);

  *position = gtk_spin_button_get_value (button);
  if (end == text || *end != '\0' || !isfinite (value))
    return self->automatic ? TRUE : GTK_INPUT_ERROR;
  value = CLAMP (value, self->option->min, self->option->max);
  if (!can_be_automatic (self->option) || value > 0)
    *position = to_position (self->steps, value);
  return TRUE;
}

static void
set_automatic (MixOptionSpin *self, gboolean automatic)
{
  self->automatic = automatic;
  if (self->automatic_button != NULL)
    {
      gtk_widget_set_visible (self->automatic_button, !automatic);
      gtk_editable_set_width_chars (GTK_EDITABLE (self->button), automatic ? 11 : 6);
    }
  if (automatic)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "automatic");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "automatic");
}

static void
value_changed_cb (GtkSpinButton *button, MixOptionSpin *self)
{
  if (self->showing)
    return;
  set_automatic (self, FALSE);
  g_autofree char *text = button_value_text (self);
  g_signal_emit (self, signals[COMMITTED], 0, text);
}

static void
automatic_clicked_cb (MixOptionSpin *self)
{
  g_signal_emit (self, signals[COMMITTED], 0, "0");
}

static void
mix_option_spin_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (mix_option_spin_parent_class)->dispose (object);
}

static gboolean
mix_option_spin_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (MIX_OPTION_SPIN (widget)->button));
}

static void
mix_option_spin_class_init (MixOptionSpinClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mix_option_spin_dispose;
  widget_class->grab_focus = mix_option_spin_grab_focus;
  widget_class->focus = mix_focus_through;
  signals[COMMITTED] = g_signal_new ("committed", MIX_TYPE_OPTION_SPIN, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
mix_option_spin_init (MixOptionSpin *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

static Steps
choose_steps (const MixOption *option)
{
  if (!is_whole (option))
    return option->max < 1 ? SHARE : TENTHS_OF_A_DECADE;
  return can_be_automatic (option) ? OCTAVES : LINEAR;
}

static GtkAdjustment *
make_adjustment (const MixOption *option, Steps steps)
{
  double least = is_whole (option) ? 1 : LEAST;
  double min = can_be_automatic (option) ? MAX (option->min, least) : option->min;
  double step = steps == LINEAR && option->max > 300 && option->kind != MIX_OPTION_LONG ? 10 : 1;

  if (steps == SHARE)
    step = 0.05;

  return gtk_adjustment_new (to_position (steps, min), to_position (steps, min),
                             to_position (steps, option->max), step,
                             steps == SHARE ? 4 * step : 10 * step, 0);
}

/* What is best found by ear: a slider beside the number, instead of its buttons. */
static gboolean
has_slider (const MixOption *option)
{
  return g_str_equal (option->name, "learning-rate");
}

static void
add_slider (MixOptionSpin *self, GtkAdjustment *adjustment)
{
  GtkWidget *slider = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, adjustment);

  mix_focus_let_wheel_past (slider);
  gtk_widget_set_size_request (slider, 76, -1);
  gtk_widget_set_focus_on_click (slider, FALSE);
  mix_accessible_name (slider, _ (self->option->label), NULL);
  gtk_widget_set_parent (slider, GTK_WIDGET (self));
}

static void
hide_buttons (GtkSpinButton *spin)
{
  gtk_widget_add_css_class (GTK_WIDGET (spin), "slim");
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (spin));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      gtk_widget_set_visible (child, FALSE);
}

static void
add_button (MixOptionSpin *self)
{
  GtkAdjustment *adjustment = make_adjustment (self->option, self->steps);

  self->button = GTK_SPIN_BUTTON (gtk_spin_button_new (adjustment, 1, 0));
  if (has_slider (self->option))
    {
      hide_buttons (self->button);
      add_slider (self, adjustment);
    }
  gtk_editable_set_width_chars (GTK_EDITABLE (self->button),
                                can_be_automatic (self->option) ? 11 : 5);
  gtk_editable_set_alignment (GTK_EDITABLE (self->button), 1);
  g_signal_connect (self->button, "output", G_CALLBACK (output_cb), self);
  g_signal_connect (self->button, "input", G_CALLBACK (input_cb), self);
  g_signal_connect (self->button, "value-changed", G_CALLBACK (value_changed_cb), self);
  mix_focus_leave_with_pointer (GTK_WIDGET (self->button));
  mix_focus_let_wheel_past (GTK_WIDGET (self->button));
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

static void
add_automatic_button (MixOptionSpin *self)
{
  const char *name = _ ("Choose it automatically");

  self->automatic_button = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_add_css_class (self->automatic_button, "flat");
  gtk_widget_set_focus_on_click (self->automatic_button, FALSE);
  gtk_widget_set_tooltip_text (self->automatic_button, name);
  mix_accessible_name (self->automatic_button, name, NULL);
  g_signal_connect_swapped (self->automatic_button, "clicked", G_CALLBACK (automatic_clicked_cb),
                            self);
  gtk_widget_set_parent (self->automatic_button, GTK_WIDGET (self));
}

/* A spin button for an option of kind INTEGER, LONG or NUMBER. */
GtkWidget *
mix_option_spin_new (const MixOption *option)
{
  MixOptionSpin *self = g_object_new (MIX_TYPE_OPTION_SPIN, NULL);

  self->option = option;
  self->steps = choose_steps (option);
  if (can_be_automatic (option))
    add_automatic_button (self);
  add_button (self);
  return GTK_WIDGET (self);
}

/**
 * mix_option_spin_show:
 * @text: the option's value, as mix_config_get() writes it
 * @automatic: what 0 stands for now; not looked at where the option has no such thing
 *
 * Shows a value without committing it.
 */
void
mix_option_spin_show (MixOptionSpin *self, const char *text, double automatic)
{
  g_return_if_fail (MIX_IS_OPTION_SPIN (self));

  double value = g_ascii_strtod (text, NULL);
  gboolean is_automatic = can_be_automatic (self->option) && !(value > 0);
  self->showing = TRUE;
  set_automatic (self, is_automatic);
  gtk_spin_button_set_value (self->button,
                             to_position (self->steps, is_automatic ? automatic : value));
  output_cb (self->button, self);
  self->showing = FALSE;
}

gboolean
mix_option_spin_is_automatic (MixOptionSpin *self)
{
  g_return_val_if_fail (MIX_IS_OPTION_SPIN (self), FALSE);
  return self->automatic;
}

GtkSpinButton *
mix_option_spin_get_button (MixOptionSpin *self)
{
  g_return_val_if_fail (MIX_IS_OPTION_SPIN (self), NULL);
  return self->button;
}
