/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-distort-box.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-focus.h"
#include "mix-format.h"

/* MixDistortBox breaks a model on purpose, and repairs it: sliders for a factor of every σ and a
 * shift of every μ, and a switch for recalibration. The network itself stays as it is.
 *
 * Signal: "changed" by a person, who can undo it. CSS: distortbox. */

#define MOST_LOG2 2.0 /* σ times ¼ to 4 */
#define STEPS 80
#define NO_SHIFT 1e-9 /* of the most */

/* How the controls stand. */
typedef struct
{
  double scale, shift;
  gboolean repaired;
} Stand;

struct _MixDistortBox
{
  GtkWidget parent_instance;

  GtkWidget *flow;
  GtkRange *scale, *shift;
  GtkButton *reset;
  GtkSwitch *repair;
  GtkLabel *words;

  double most_shift;
  gboolean quiet; /* what changes is not by a person */
  MixUndo *undo;  /* (nullable) */
  Stand stood;    /* when last looked at */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixDistortBox, mix_distort_box, GTK_TYPE_WIDGET)

static Stand
read_stand (MixDistortBox *self)
{
  return (Stand){ gtk_range_get_value (self->scale), gtk_range_get_value (self->shift),
                  gtk_switch_get_active (self->repair) };
}

static void changed_cb (MixDistortBox *self);

static void
put_stand (MixDistortBox *self, const Stand *stand)
{
  gboolean was_quiet = self->quiet;
  Stand stood = self->stood; /* all of it is one change */

  self->quiet = TRUE;
  gtk_range_set_value (self->scale, stand->scale);
  gtk_range_set_value (self->shift, stand->shift);
  gtk_switch_set_active (self->repair, stand->repaired);
  self->quiet = was_quiet;
  self->stood = stood;
  changed_cb (self);
}

static gpointer
exchange (gpointer owner, gpointer data)
{
  MixDistortBox *self = owner;
  Stand before = read_stand (self), *stand = data;

  put_stand (self, stand);
  *stand = before;
  return stand;
}

static const MixUndoKind changes = { exchange, g_free };

static gboolean
differs (double a, double b)
{
  return fabs (a - b) > 0;
}

/* merge: (out) (nullable): the control. Returns: (transfer full) (nullable) */
static char *
name_change (const Stand *before, const Stand *after, const char **merge)
{
  gboolean scaled = differs (before->scale, after->scale);
  gboolean shifted = differs (before->shift, after->shift);

  *merge = scaled && shifted ? NULL : scaled ? "sigma" : "mu";
  if (scaled && shifted)
    return g_strdup (_ ("show the model as it is"));
  if (scaled)
    {
      g_autofree char *factor = mix_format_number (exp2 (after->scale), 2);
      return g_strdup_printf (_ ("multiply every σ by %s"), factor);
    }
  if (shifted)
    return g_strdup (_ ("shift every μ"));
  *merge = NULL;
  if (before->repaired != after->repaired)
    return g_strdup (after->repaired ? _ ("repair the model") : _ ("do not repair the model"));
  return NULL;
}

static void
note_change (MixDistortBox *self)
{
  Stand before = self->stood;
  const char *merge;

  self->stood = read_stand (self);
  g_autofree char *name = name_change (&before, &self->stood, &merge);
  if (name != NULL && self->undo != NULL)
    mix_undo_add (self->undo, &changes, self, g_memdup2 (&before, sizeof before), name, merge);
}

static gboolean
is_distorted (MixDistortBox *self)
{
  return fabs (gtk_range_get_value (self->scale)) > 1e-9
         || fabs (gtk_range_get_value (self->shift)) > NO_SHIFT;
}

static void
changed_cb (MixDistortBox *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->reset), is_distorted (self));
  if (self->quiet)
    {
      self->stood = read_stand (self);
      return;
    }
  note_change (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static char *
format_scale (GtkScale *scale, double value, gpointer data)
{
  g_autofree char *number = mix_format_number (exp2 (value), 2);

  return g_strdup_printf ("\342\200\216× %s", number) /* from left to right everywhere */;
}

static char *
format_shift (GtkScale *scale, double value, gpointer data)
{
  MixDistortBox *self = data;
  MixNumberStyle style = mix_number_style_for_range (0, self->most_shift, 100);
  g_autofree char *number = mix_format_styled (value * self->most_shift, &style);
  g_autofree char *power = style.exponent != 0 ? mix_format_power (style.exponent) : g_strdup ("");

  return g_strconcat ("\342\200\216", value > 0 ? "+" : "", number, power, NULL);
}

typedef char *(*FormatFunc) (GtkScale *scale, double value, gpointer data);

static GtkRange *
make_scale (MixDistortBox *self, double most, const char *name, const char *tooltip,
            FormatFunc format)
{
  GtkWidget *scale
    = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, -most, most, 2 * most / STEPS);

  gtk_scale_set_format_value_func (GTK_SCALE (scale), format, self, NULL);
  mix_focus_let_wheel_past (scale);
  gtk_scale_set_draw_value (GTK_SCALE (scale), TRUE);
  gtk_scale_set_value_pos (GTK_SCALE (scale), GTK_POS_RIGHT);
  gtk_scale_set_has_origin (GTK_SCALE (scale), FALSE);
  gtk_widget_set_hexpand (scale, TRUE);
  gtk_widget_set_tooltip_text (scale, tooltip);
  mix_accessible_name (scale, name, tooltip);
  g_signal_connect_swapped (scale, "value-changed", G_CALLBACK (changed_cb), self);
  return GTK_RANGE (scale);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 26);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* A heading with something at its end, what it is about below. */
static GtkWidget *
make_part (const char *title, GtkWidget *end, const char *note)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = make_label (title, "heading");

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (heading), label);
  if (end != NULL)
    {
      gtk_widget_set_valign (end, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (heading), end);
    }
  gtk_box_append (GTK_BOX (part), heading);
  gtk_box_append (GTK_BOX (part), make_label (note, "note"));
  return part;
}

static GtkWidget *
make_slider_row (const char *name, GtkRange *scale)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_width_chars (GTK_LABEL (label), 3);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (scale));
  return row;
}

static void
add_part (MixDistortBox *self, GtkWidget *part)
{
  gtk_flow_box_insert (GTK_FLOW_BOX (self->flow), part, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (part), FALSE);
}

static gboolean
mix_distort_box_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return mix_focus_through (MIX_DISTORT_BOX (widget)->flow, direction);
}

static void
mix_distort_box_dispose (GObject *object)
{
  g_clear_pointer (&MIX_DISTORT_BOX (object)->flow, gtk_widget_unparent);
  g_clear_object (&MIX_DISTORT_BOX (object)->undo);
  G_OBJECT_CLASS (mix_distort_box_parent_class)->dispose (object);
}

static void
mix_distort_box_class_init (MixDistortBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mix_distort_box_dispose;
  widget_class->focus = mix_distort_box_focus;
  signals[CHANGED] = g_signal_new ("changed", MIX_TYPE_DISTORT_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "distortbox");
}

static void
add_break (MixDistortBox *self)
{
  GtkWidget *sliders = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->scale = make_scale (self, MOST_LOG2, _ ("σ times"),
                            _ ("Every σ of the model times this: below 1 it claims to know more than "
                               "it does"), format_scale);
  self->shift = make_scale (self, 1, _ ("Shift of μ"),
                            _ ("Every μ of the model moved by this, in the units of the target"),
                            format_shift);
  self->reset = GTK_BUTTON (gtk_button_new_with_label (_ ("As It Is")));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reset), _ ("Back to the model as it was trained"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->reset), FALSE);
  gtk_widget_set_focus_on_click (GTK_WIDGET (self->reset), FALSE);
  g_signal_connect_swapped (self->reset, "clicked", G_CALLBACK (mix_distort_box_reset), self);
  add_part (self, make_part (_ ("Break it"), GTK_WIDGET (self->reset),
                             _ ("Too small a σ bends the PIT to ∪, too large a one to ∩; a shift of μ "
                                "tilts it.")));
  gtk_box_append (GTK_BOX (sliders), make_slider_row ("σ ×", self->scale));
  gtk_box_append (GTK_BOX (sliders), make_slider_row ("μ +", self->shift));
  gtk_widget_set_valign (sliders, GTK_ALIGN_CENTER);
  add_part (self, sliders);
}

static void
add_repair (MixDistortBox *self)
{
  self->repair = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->repair),
                               _ ("Recalibrate by isotonic regression on half of the rows, and judge on "
                                  "the other half"));
  mix_accessible_name (GTK_WIDGET (self->repair), _ ("Repair it"), NULL);
  gtk_widget_set_focus_on_click (GTK_WIDGET (self->repair), FALSE);
  g_signal_connect_swapped (self->repair, "notify::active", G_CALLBACK (changed_cb), self);
  GtkWidget *part = make_part (_ ("Repair it"), GTK_WIDGET (self->repair), "");
  self->words = GTK_LABEL (gtk_widget_get_last_child (part));
  add_part (self, part);
}

static void
mix_distort_box_init (MixDistortBox *self)
{
  self->most_shift = 1;
  self->flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->flow), 1);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->flow), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->flow), 18);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->flow), 6);
  gtk_widget_set_parent (self->flow, GTK_WIDGET (self));
  add_break (self);
  add_repair (self);
}

MixDistortBox *
mix_distort_box_new (void)
{
  return g_object_new (MIX_TYPE_DISTORT_BOX, NULL);
}

/* Where what a person changes is noted. */
void
mix_distort_box_set_undo (MixDistortBox *self, MixUndo *undo)
{
  g_return_if_fail (MIX_IS_DISTORT_BOX (self));
  g_set_object (&self->undo, undo);
}

/**
 * mix_distort_box_set_target:
 * @most_shift: by which mu can be shifted to either side, in the units of the target
 *
 * For another target; takes a distortion back.
 */
void
mix_distort_box_set_target (MixDistortBox *self, double most_shift)
{
  g_return_if_fail (MIX_IS_DISTORT_BOX (self));

  self->quiet = TRUE;
  self->most_shift = most_shift > 0 ? most_shift : 1;
  mix_distort_box_reset (self);
  gtk_switch_set_active (self->repair, FALSE);
  self->quiet = FALSE;
}

/* What the repair does, or did. */
void
mix_distort_box_set_words (MixDistortBox *self, const char *words)
{
  g_return_if_fail (MIX_IS_DISTORT_BOX (self));
  gtk_label_set_label (self->words, words);
}

MixDistortion
mix_distort_box_get_distortion (MixDistortBox *self)
{
  MixDistortion none = { 0 };
  g_return_val_if_fail (MIX_IS_DISTORT_BOX (self), none);

  if (!is_distorted (self))
    return none;
  return (MixDistortion){ exp2 (gtk_range_get_value (self->scale)),
                          gtk_range_get_value (self->shift) * self->most_shift };
}

gboolean
mix_distort_box_get_repaired (MixDistortBox *self)
{
  g_return_val_if_fail (MIX_IS_DISTORT_BOX (self), FALSE);
  return gtk_switch_get_active (self->repair);
}

/* The model as it was trained. */
void
mix_distort_box_reset (MixDistortBox *self)
{
  g_return_if_fail (MIX_IS_DISTORT_BOX (self));

  const Stand none = { 0, 0, gtk_switch_get_active (self->repair) };
  put_stand (self, &none);
}
