/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-component-badges.h"

#include "mix-style.h"

/* MixComponentBadges shows the components' numbers on their colours, as at the ends of their lines
 * in the plots; where they are many, the first ones. For the eye: the number beside it says how
 * many there are. */

#define MOST 3 /* more, and the name of the row has no room beside them */
#define RADIUS 7.5
#define STEP 15.5
#define DOT 1.2

struct _MixComponentBadges
{
  GtkWidget parent_instance;

  guint n;
};

G_DEFINE_FINAL_TYPE (MixComponentBadges, mix_component_badges, GTK_TYPE_WIDGET)

static void
draw_digit (GtkWidget *widget, cairo_t *cr, guint component, double x, double y)
{
  g_autofree char *text = g_strdup_printf ("<b><span size=\"7680\">%u</span></b>", component + 1);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, NULL);
  PangoRectangle ink;

  pango_layout_set_markup (layout, text, -1);
  pango_layout_get_pixel_extents (layout, &ink, NULL);
  MixColor color = mix_color_on (mix_palette_component (mix_style_palette (), component));
  mix_color_set_source (&color, 1, cr);
  cairo_move_to (cr, x - ink.x - ink.width / 2.0, y - ink.y - ink.height / 2.0);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_badge (GtkWidget *widget, cairo_t *cr, guint component, double x, double y)
{
  mix_color_set_source (mix_palette_component (mix_style_palette (), component), 1, cr);
  cairo_arc (cr, x, y, RADIUS, 0, 2 * G_PI);
  cairo_fill (cr);
  draw_digit (widget, cr, component, x, y);
}

static void
draw_more (cairo_t *cr, double x, double y)
{
  mix_color_set_source (&mix_style_palette ()->axis_text, 1, cr);
  for (int i = -1; i <= 1; i++)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, x + 4 * i, y, DOT, 0, 2 * G_PI);
    }
  cairo_fill (cr);
}

static void
mix_component_badges_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MixComponentBadges *self = MIX_COMPONENT_BADGES (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  guint shown = self->n <= MOST ? self->n : MOST - 1;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  cairo_t *cr = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

  for (guint i = 0; i < MIN (self->n, MOST); i++)
    {
      double x = (i + 0.5) * STEP;
      if (i < shown)
        draw_badge (widget, cr, i, rtl ? width - x : x, height / 2.0);
      else
        draw_more (cr, rtl ? width - x : x, height / 2.0);
    }
  cairo_destroy (cr);
}

static void
mix_component_badges_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                              int *minimum, int *natural, int *minimum_baseline,
                              int *natural_baseline)
{
  guint n = MIN (MIX_COMPONENT_BADGES (widget)->n, MOST);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? (int) (n * STEP + 1) : (int) STEP;
  *minimum_baseline = *natural_baseline = -1;
}

static void
mix_component_badges_class_init (MixComponentBadgesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = mix_component_badges_snapshot;
  widget_class->measure = mix_component_badges_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
mix_component_badges_init (MixComponentBadges *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  mix_style_watch (G_CALLBACK (gtk_widget_queue_draw), self);
}

GtkWidget *
mix_component_badges_new (void)
{
  return g_object_new (MIX_TYPE_COMPONENT_BADGES, NULL);
}

/* How many components there are. */
void
mix_component_badges_set_n (MixComponentBadges *self, guint n)
{
  g_return_if_fail (MIX_IS_COMPONENT_BADGES (self));

  if (self->n == n)
    return;
  self->n = n;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
