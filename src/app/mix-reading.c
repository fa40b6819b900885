/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-reading.h"

#include <math.h>

#include "mix-accessible.h"

/* MixReading is a line of text with numbers that change many times a second. A GtkLabel asks for a
 * layout of the whole window at each change, which under X11 waits for answers of the server; a
 * reading does so only when its width changes, and its figures have one width.
 *
 * Text that finds no room ends in an ellipsis, if it may; else it keeps its width. Accessibility: a
 * label. CSS name: label, so that the classes of labels are its own. Text direction: as the
 * widget's. */

#define LEAST_CHARS 3 /* that are seen of a text that may be shortened */

struct _MixReading
{
  GtkWidget parent_instance;

  /* configured */
  char *text;
  char *tip;
  gboolean shortens;
  float xalign;

  /* layout cache */
  PangoLayout *layout; /* NULL: to be made */
  int width, height;   /* of the whole text; what was asked for last */
};

enum
{
  PROP_TEXT = 1,
  PROP_TIP,
  PROP_SHORTENS,
  PROP_XALIGN,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixReading, mix_reading, GTK_TYPE_WIDGET)

static PangoLayout *
make_layout (MixReading *self)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  g_autoptr (PangoAttrList) figures = pango_attr_list_new ();

  pango_attr_list_insert (figures, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, figures);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

/* Returns: whether the text takes up other room than before */
static gboolean
set_out (MixReading *self)
{
  int width, height;

  g_clear_object (&self->layout);
  self->layout = make_layout (self);
  pango_layout_get_pixel_size (self->layout, &width, &height);
  gboolean differs = width != self->width || height != self->height;
  self->width = width;
  self->height = height;
  return differs;
}

static void
ensure_layout (MixReading *self)
{
  if (self->layout == NULL)
    set_out (self);
}

static void
mix_reading_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                     int *natural, int *minimum_baseline, int *natural_baseline)
{
  MixReading *self = MIX_READING (widget);

  ensure_layout (self);
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = self->width;
      *minimum = self->shortens ? MIN (LEAST_CHARS * self->height, self->width) : self->width;
    }
  else
    {
      *minimum = *natural = self->height;
      *minimum_baseline = *natural_baseline = pango_layout_get_baseline (self->layout) / PANGO_SCALE;
    }
}

/* Where the text begins, and how wide it may be. */
static int
place (MixReading *self, int width)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double share = (double) (rtl ? 1 - self->xalign : self->xalign);

  if (self->width <= width)
    {
      pango_layout_set_width (self->layout, -1);
      return (int) lround (share * (width - self->width));
    }
  pango_layout_set_width (self->layout, width * PANGO_SCALE);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  return 0;
}

static void
mix_reading_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MixReading *self = MIX_READING (widget);

  ensure_layout (self);
  int x = place (self, gtk_widget_get_width (widget));
  int y = (gtk_widget_get_height (widget) - self->height) / 2;
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (widget), x, y, self->layout);
}

static void
mix_reading_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (mix_reading_parent_class)->css_changed (widget, change);
  g_clear_object (&MIX_READING (widget)->layout);
  gtk_widget_queue_resize (widget);
}

static void
mix_reading_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (mix_reading_parent_class)->system_setting_changed (widget, setting);
  g_clear_object (&MIX_READING (widget)->layout);
  gtk_widget_queue_resize (widget);
}

/* A tooltip that is set anew asks the server where the pointer is; this one is asked for its text. */
static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  MixReading *self = MIX_READING (widget);

  if (self->tip == NULL || *self->tip == '\0')
    return FALSE;
  gtk_tooltip_set_text (tooltip, self->tip);
  return TRUE;
}

static void
set_tip (MixReading *self, const char *tip)
{
  g_free (self->tip);
  self->tip = g_strdup (tip);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), tip != NULL && *tip != '\0');
}

static void
set_shortens (MixReading *self, gboolean shortens)
{
  if (self->shortens == shortens)
    return;
  self->shortens = shortens;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
mix_reading_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MixReading *self = MIX_READING (object);

  switch (prop_id)
    {
    case PROP_TEXT: g_value_set_string (value, self->text); break;
    case PROP_TIP: g_value_set_string (value, self->tip); break;
    case PROP_SHORTENS: g_value_set_boolean (value, self->shortens); break;
    case PROP_XALIGN: g_value_set_float (value, self->xalign); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mix_reading_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  MixReading *self = MIX_READING (object);

  switch (prop_id)
    {
    case PROP_TEXT: mix_reading_set_text (self, g_value_get_string (value)); break;
    case PROP_TIP: set_tip (self, g_value_get_string (value)); break;
    case PROP_SHORTENS: set_shortens (self, g_value_get_boolean (value)); break;
    case PROP_XALIGN: self->xalign = g_value_get_float (value); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mix_reading_finalize (GObject *object)
{
  MixReading *self = MIX_READING (object);

  g_clear_object (&self->layout);
  g_free (self->text);
  g_free (self->tip);
  G_OBJECT_CLASS (mix_reading_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  /* what a tooltip says */
  props[PROP_TIP] = g_param_spec_string ("tip", NULL, NULL, NULL, flags);
  /* whether it may end in an ellipsis */
  props[PROP_SHORTENS] = g_param_spec_boolean ("shortens", NULL, NULL, FALSE, flags);
  props[PROP_XALIGN] = g_param_spec_float ("xalign", NULL, NULL, 0, 1, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mix_reading_class_init (MixReadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mix_reading_get_property;
  object_class->set_property = mix_reading_set_property;
  object_class->finalize = mix_reading_finalize;
  widget_class->measure = mix_reading_measure;
  widget_class->snapshot = mix_reading_snapshot;
  widget_class->css_changed = mix_reading_css_changed;
  widget_class->system_setting_changed = mix_reading_system_setting_changed;
  widget_class->query_tooltip = query_tooltip;
  install_properties (object_class);
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
mix_reading_init (MixReading *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* An empty one. */
GtkWidget *
mix_reading_new (void)
{
  return g_object_new (MIX_TYPE_READING, NULL);
}

/* What it says from the next frame on (NULL: nothing). */
void
mix_reading_set_text (MixReading *self, const char *text)
{
  g_return_if_fail (MIX_IS_READING (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  if (set_out (self))
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
  mix_accessible_name (GTK_WIDGET (self), text != NULL ? text : "", NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
}

/* Returns: (transfer none) (nullable): what it says. */
const char *
mix_reading_get_text (MixReading *self)
{
  g_return_val_if_fail (MIX_IS_READING (self), NULL);
  return self->text;
}
