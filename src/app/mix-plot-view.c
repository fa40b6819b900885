/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-plot-view-private.h"

#include <math.h>

#include "mix-accessible.h"
#include "mix-style.h"

/* MixPlotView shows one MixPlot and turns the pointer and the keys into what a person wants of it.
 *
 * The plot is given, or built when it is asked for: by the next frame, or by whoever wants to know
 * what is on show. However often it is outdated until then, it is built once.
 *
 * Layout is computed when the plot, the size or the scale changes; snapshot only paints. The still
 * parts (card, grid, rows) are kept as an image for as long as their key, size and scale are the
 * same, so that a moving curve costs a curve.
 *
 * Pointer: "acted" says what was done, in data units, also outside the axes; mix-plot-pointer.c
 * has the gestures, the tool says what a drag does; mix-plot-keys.c has the keys. CSS name: plotview;
 * it has no background of its own. Accessibility: an image with the plot's title;
 * mix_plot_view_describe() takes over the plot's sentences, which is asked for when things stand
 * still. Text direction: data axes do not mirror. */

#define BRUSH_RADIUS 7.0f
#define N_FRAMES 3 /* on the screen, before it, and the one that is painted */

typedef struct
{
  cairo_surface_t *image;
  guint64 key;
  int width, height, scale;
} StillLayer;

/* Two surfaces over the same pixels. What Cairo has recorded of a surface it copies before the surface
 * is painted on again; here the one that is recorded is never painted on. */
typedef struct
{
  cairo_surface_t *painted, *shown;
} Frame;

struct _MixPlotView
{
  GtkWidget parent_instance;

  /* configured */
  MixPlot *plot;
  MixPlotBuilder builder;
  gpointer builder_data;
  gboolean outdated; /* what the builder has built */
  gboolean quick;
  MixPlotTool tool;
  guint drag_handle;
  MixPlotPointer pointer;

  /* layout cache */
  StillLayer still;
  double brush_x, brush_y; /* data: where keys draw; NaN: nowhere */
  Frame frame[N_FRAMES];   /* as large as still's image */
  guint n_frames, n_still;          /* painted so far */
};

enum
{
  ACTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixPlotView, mix_plot_view, GTK_TYPE_WIDGET)

static void
take_plot (MixPlotView *self, MixPlot *plot)
{
  g_clear_pointer (&self->plot, mix_plot_unref);
  self->plot = plot;
}

/* The plot of now, laid out. */
static void
lay_out (MixPlotView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  if (self->outdated && self->builder != NULL)
    {
      self->outdated = FALSE;
      take_plot (self, self->builder (self, self->builder_data));
    }
  if (self->plot != NULL && width > 0 && height > 0)
    mix_plot_layout (self->plot, width, height, gtk_widget_get_pango_context (widget));
}

static gboolean
still_is_current (const StillLayer *still, guint64 key, int width, int height, int scale)
{
  return still->image != NULL && still->key == key && still->width == width
         && still->height == height && still->scale == scale;
}

static cairo_surface_t *
new_image (int width, int height, int scale)
{
  cairo_surface_t *image
    = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);

  cairo_surface_set_device_scale (image, scale, scale);
  return image;
}

/* Adds some parts of a plot to an image in device pixels. Recording what is painted and playing it
 * back to the screen would cost more, once for ten thousand dots that stand still, and at every
 * frame for curves that move. */
static void
paint_parts (MixPlot *plot, MixPlotParts parts, cairo_surface_t *image, int scale, gboolean quick)
{
  cairo_t *cr = cairo_create (image);

  cairo_set_antialias (cr, quick ? CAIRO_ANTIALIAS_FAST : CAIRO_ANTIALIAS_DEFAULT);
  mix_plot_paint (plot, cr, scale, parts);
  cairo_destroy (cr);
}

static GskRenderNode *
texture_node_of (cairo_surface_t *image, const graphene_rect_t *bounds)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (image);
  int height = cairo_image_surface_get_height (image);
  g_autoptr (GBytes) pixels = g_bytes_new_with_free_func (
    cairo_image_surface_get_data (image), stride * (gsize) height,
    (GDestroyNotify) cairo_surface_destroy, cairo_surface_reference (image));
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (
    cairo_image_surface_get_width (image), height, GDK_MEMORY_DEFAULT, pixels, stride);

  return gsk_texture_node_new (texture, bounds);
}

/* Cairo plays a surface back where it would copy a texture; OpenGL uploads a texture, and would play
 * the surface back into an image first. */
static GskRenderNode *
node_of (MixPlotView *self, cairo_surface_t *image, int width, int height)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));

  if (!GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (native)))
    return texture_node_of (image, &bounds);
  GskRenderNode *node = gsk_cairo_node_new (&bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  return node;
}

static void
drop_images (MixPlotView *self)
{
  g_clear_pointer (&self->still.image, cairo_surface_destroy);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      g_clear_pointer (&self->frame[i].shown, cairo_surface_destroy);
      g_clear_pointer (&self->frame[i].painted, cairo_surface_destroy);
    }
}

static void
ensure_still (MixPlotView *self, int width, int height, int scale)
{
  guint64 key = mix_plot_get_still_key (self->plot);

  if (still_is_current (&self->still, key, width, height, scale))
    return;
  if (self->still.width != width || self->still.height != height || self->still.scale != scale)
    drop_images (self);
  g_clear_pointer (&self->still.image, cairo_surface_destroy);
  self->still.image = new_image (width, height, scale);
  paint_parts (self->plot, MIX_PLOT_CARD | MIX_PLOT_STILL, self->still.image, scale, FALSE);
  self->still.key = key;
  self->still.width = width;
  self->still.height = height;
  self->still.scale = scale;
  self->n_still++;
}

static cairo_surface_t *
new_image_over (cairo_surface_t *image, int scale)
{
  cairo_surface_t *over = cairo_image_surface_create_for_data (
    cairo_image_surface_get_data (image), CAIRO_FORMAT_ARGB32, cairo_image_surface_get_width (image),
    cairo_image_surface_get_height (image), cairo_image_surface_get_stride (image));

  cairo_surface_set_device_scale (over, scale, scale);
  return over;
}

/* The next frame, in turn: no node of a frame that will be drawn again holds it any more. */
static const Frame *
next_frame (MixPlotView *self, int width, int height, int scale)
{
  Frame *frame = &self->frame[self->n_frames++ % N_FRAMES];

  if (frame->painted == NULL)
    {
      frame->painted = new_image (width, height, scale);
      frame->shown = new_image_over (frame->painted, scale);
    }
  return frame;
}

static void
copy_image (cairo_surface_t *from, cairo_surface_t *to)
{
  gsize size = (gsize) cairo_image_surface_get_stride (from)
               * (gsize) cairo_image_surface_get_height (from);

  cairo_surface_flush (from);
  cairo_surface_flush (to);
  memcpy (cairo_image_surface_get_data (to), cairo_image_surface_get_data (from), size);
  cairo_surface_mark_dirty (to);
}

/* The still parts with the live ones over them, as one image: each that is laid over another at the
 * screen costs as much as all that is painted into it. */
static GskRenderNode *
render_frame (MixPlotView *self, int width, int height, int scale)
{
  const Frame *frame = next_frame (self, width, height, scale);

  if (cairo_surface_status (frame->painted) == CAIRO_STATUS_SUCCESS
      && cairo_surface_status (self->still.image) == CAIRO_STATUS_SUCCESS)
    {
      copy_image (self->still.image, frame->painted);
      paint_parts (self->plot, MIX_PLOT_LIVE, frame->painted, scale, self->quick);
      cairo_surface_flush (frame->painted);
    }
  return node_of (self, frame->shown, width, height);
}

static void
snapshot_rubber_band (MixPlotView *self, GtkSnapshot *snapshot)
{
  const MixColor *ink = &mix_style_palette ()->selection;
  GdkRGBA line = { (float) ink->red, (float) ink->green, (float) ink->blue, 1 }, fill = line;
  graphene_rect_t band;
  GskRoundedRect outline;

  if (!mix_plot_view_get_rubber_band (self, &band))
    return;
  fill.alpha = 0.12f;
  gtk_snapshot_append_color (snapshot, &fill, &band);
  gsk_rounded_rect_init_from_rect (&outline, &band, 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 },
                              (GdkRGBA[4]){ line, line, line, line });
}

/* A ring where a key would draw. */
static void
snapshot_brush (MixPlotView *self, GtkSnapshot *snapshot)
{
  const MixColor *ink = &mix_style_palette ()->selection;
  GdkRGBA line = { (float) ink->red, (float) ink->green, (float) ink->blue, 1 };
  float r = BRUSH_RADIUS;
  GskRoundedRect ring;

  if (!isfinite (self->brush_x) || !isfinite (self->brush_y))
    return;
  float x = (float) mix_plot_x_to_pixel (self->plot, self->brush_x);
  float y = (float) mix_plot_y_to_pixel (self->plot, self->brush_y);
  gsk_rounded_rect_init_from_rect (&ring, &GRAPHENE_RECT_INIT (x - r, y - r, 2 * r, 2 * r), r);
  gtk_snapshot_append_border (snapshot, &ring, (float[4]){ 2, 2, 2, 2 },
                              (GdkRGBA[4]){ line, line, line, line });
}

static void
mix_plot_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (MIX_PLOT_VIEW (widget));
}

static void
mix_plot_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MixPlotView *self = MIX_PLOT_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int scale = gtk_widget_get_scale_factor (widget);

  lay_out (self);
  if (self->plot == NULL || width < 1 || height < 1)
    return;
  ensure_still (self, width, height, scale);
  GskRenderNode *frame = render_frame (self, width, height, scale);
  gtk_snapshot_append_node (snapshot, frame);
  gsk_render_node_unref (frame);
  snapshot_rubber_band (self, snapshot);
  snapshot_brush (self, snapshot);
}

static void
mix_plot_view_dispose (GObject *object)
{
  MixPlotView *self = MIX_PLOT_VIEW (object);

  g_clear_handle_id (&self->pointer.dwell, g_source_remove);
  self->builder = NULL;
  drop_images (self);
  g_clear_pointer (&self->plot, mix_plot_unref);
  G_OBJECT_CLASS (mix_plot_view_parent_class)->dispose (object);
}

static guint
new_key_signal (const char *name, GType type)
{
  return g_signal_new (name, MIX_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0,
                       g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1, type);
}

static void
mix_plot_view_class_init (MixPlotViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mix_plot_view_dispose;
  widget_class->size_allocate = mix_plot_view_size_allocate;
  widget_class->snapshot = mix_plot_view_snapshot;

  /* a const MixAct *, which lives as long as the emission */
  signals[ACTED] = g_signal_new ("acted", MIX_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  /* shares of the axes by which a key moves what it moves; whether a key erases or draws. Each
   * returns whether that was done: else the key is others' business. */
  new_key_signal ("x-moved", G_TYPE_DOUBLE);
  new_key_signal ("y-moved", G_TYPE_DOUBLE);
  new_key_signal ("struck", G_TYPE_BOOLEAN);

  gtk_widget_class_set_css_name (widget_class, "plotview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  mix_plot_view_install_keys (widget_class);
}

static void
mix_plot_view_init (MixPlotView *self)
{
  self->brush_x = self->brush_y = (double) NAN;
  mix_plot_view_add_pointer (self);
  mix_plot_view_add_keys (self);
}

MixPlotPointer *
mix_plot_view_get_pointer (MixPlotView *self)
{
  return &self->pointer;
}

void
mix_plot_view_act (MixPlotView *self, const MixAct *act)
{
  g_signal_emit (self, signals[ACTED], 0, act);
}

/* A view without a plot: it paints nothing. */
MixPlotView *
mix_plot_view_new (void)
{
  return g_object_new (MIX_TYPE_PLOT_VIEW, NULL);
}

/* Returns: (transfer floating): a picture in a button, which has the name and takes the clicks. */
MixPlotView *
mix_plot_view_new_for_tile (int width, int height)
{
  return g_object_new (MIX_TYPE_PLOT_VIEW, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       "can-target", FALSE, "width-request", width, "height-request", height, NULL);
}

/* Shows plot (transfer none; NULL: nothing), laid out for the view's size, at the next frame. */
void
mix_plot_view_set_plot (MixPlotView *self, MixPlot *plot)
{
  g_return_if_fail (MIX_IS_PLOT_VIEW (self));

  if (self->plot == plot)
    return;
  take_plot (self, plot != NULL ? mix_plot_ref (plot) : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * mix_plot_view_set_builder:
 * @builder: called when the plot is asked for and is out of date
 * @data: lives as long as the view
 */
void
mix_plot_view_set_builder (MixPlotView *self, MixPlotBuilder builder, gpointer data)
{
  g_return_if_fail (MIX_IS_PLOT_VIEW (self));

  self->builder = builder;
  self->builder_data = data;
}

/* What the builder built is no longer so: the next frame shows another. */
void
mix_plot_view_outdate (MixPlotView *self)
{
  g_return_if_fail (MIX_IS_PLOT_VIEW (self));

  self->outdated = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Whether curves are painted with sixteen levels of coverage instead of 256, in little more than
 * half of the time: what nobody sees on a curve that moves. */
void
mix_plot_view_set_quick (MixPlotView *self, gboolean quick)
{
  g_return_if_fail (MIX_IS_PLOT_VIEW (self));

  if (self->quick == quick)
    return;
  self->quick = quick;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Returns: (transfer none) (nullable): the plot on show. */
MixPlot *
mix_plot_view_get_plot (MixPlotView *self)
{
  g_return_val_if_fail (MIX_IS_PLOT_VIEW (self), NULL);
  lay_out (self);
  return self->plot;
}

/* Dims all but what matches focus, without a new plot. */
void
mix_plot_view_set_focus (MixPlotView *self, const MixTag *focus)
{
  g_return_if_fail (MIX_IS_PLOT_VIEW (self));

  if (self->plot == NULL)
    return;
  mix_plot_set_focus (self->plot, focus);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Shows where keys draw, in data units; NaN: nowhere. */
void
mix_plot_view_set_brush (MixPlotView *self, double x, double y)
{
  g_return_if_fail (MIX_IS_PLOT_VIEW (self));

  self->brush_x = x;
  self->brush_y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What a drag does from now on. */
void
mix_plot_view_set_tool (MixPlotView *self, MixPlotTool tool)
{
  g_return_if_fail (MIX_IS_PLOT_VIEW (self));
  self->tool = tool;
}

MixPlotTool
mix_plot_view_get_tool (MixPlotView *self)
{
  g_return_val_if_fail (MIX_IS_PLOT_VIEW (self), MIX_TOOL_LOOK);
  return self->tool;
}

/* The handle that a drag from anywhere moves; 0: such a drag pans. */
void
mix_plot_view_set_drag_handle (MixPlotView *self, guint handle)
{
  g_return_if_fail (MIX_IS_PLOT_VIEW (self));
  self->drag_handle = handle;
}

guint
mix_plot_view_get_drag_handle (MixPlotView *self)
{
  g_return_val_if_fail (MIX_IS_PLOT_VIEW (self), 0);
  return self->drag_handle;
}

/* Tells assistive technologies what the picture says now. */
void
mix_plot_view_describe (MixPlotView *self)
{
  g_return_if_fail (MIX_IS_PLOT_VIEW (self));

  lay_out (self);
  if (self->plot == NULL)
    return;
  const char *title = mix_plot_get_title (self->plot);
  const char *description = mix_plot_get_description (self->plot);
  mix_accessible_name (GTK_WIDGET (self), title != NULL ? title : "",
                       description != NULL ? description : "");
}

/* How often the still parts were painted, for tests of what is kept. */
guint
mix_plot_view_get_n_still (MixPlotView *self)
{
  g_return_val_if_fail (MIX_IS_PLOT_VIEW (self), 0);
  return self->n_still;
}
