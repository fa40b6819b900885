/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-marks.h"

#include <math.h>

#include "mix-hash.h"
#include "mix-layer.h"

#define HALO_WIDTH 1.5 /* of the rim, pixels */
#define GROUND_PADDING 2.0 /* around words, pixels */
#define GROUND_ALPHA 0.9
#define CAPITAL_HEIGHT 0.70 /* of the size, about, in the typefaces of a desktop */
#define BADGE_RADIUS 8.0
#define BADGE_TEXT 11.0
#define CHIP_HEIGHT 22.0
#define CHIP_TEXT 12.0
#define CHIP_PADDING 8.0

typedef enum
{
  MARK_TEXT,
  MARK_SHAPE,
  MARK_CIRCLE,
  MARK_RECTANGLE,
} MarkKind;

typedef struct
{
  MarkKind kind;
  MixShapeStyle style;
  double x, y, width, height, radius;
  double *points; /* [2 n] */
  guint n;
  PangoLayout *layout;
  gboolean halo;
  MixTag tag;
} Mark;

typedef struct
{
  MixRect rect;
  MixHit hit;
} Place;

struct _MixMarks
{
  GArray *list;
  GArray *places; /* Place */
  MixTag tag;     /* of what comes */
};

static void
mark_clear (gpointer data)
{
  Mark *mark = data;

  g_clear_object (&mark->layout);
  g_clear_pointer (&mark->points, g_free);
}

MixMarks *
mix_marks_new (void)
{
  MixMarks *marks = g_new0 (MixMarks, 1);

  marks->list = g_array_new (FALSE, TRUE, sizeof (Mark));
  g_array_set_clear_func (marks->list, mark_clear);
  marks->places = g_array_new (FALSE, TRUE, sizeof (Place));
  return marks;
}

void
mix_marks_free (MixMarks *marks)
{
  g_array_unref (marks->list);
  g_array_unref (marks->places);
  g_free (marks);
}

void
mix_marks_clear (MixMarks *marks)
{
  g_array_set_size (marks->list, 0);
  g_array_set_size (marks->places, 0);
  marks->tag = (MixTag){ 0 };
}

void
mix_marks_set_tag (MixMarks *marks, guint item, guint component)
{
  marks->tag = (MixTag){ (guint8) item, (guint8) MIN (component, MIX_TAG_EVERY) };
}

void
mix_marks_add_entry (MixMarks *marks, const MixRect *rect)
{
  Place place = { *rect, { .kind = MIX_HIT_ENTRY, .tag = marks->tag } };

  g_array_append_val (marks->places, place);
}

/**
 * mix_marks_add_handle:
 * @handle: the figure's number of it
 * @upright: it is dragged up and down, not across
 */
void
mix_marks_add_handle (MixMarks *marks, const MixRect *rect, guint handle, gboolean upright)
{
  Place place = { *rect, { .kind = MIX_HIT_HANDLE, .handle = handle, .upright = upright } };

  g_array_append_val (marks->places, place);
}

/* Of a word or of a disc, such as a badge. Returns: FALSE for other marks */
static gboolean
get_place (const Mark *mark, MixRect *place)
{
  PangoRectangle ink;

  if (mark->kind == MARK_CIRCLE)
    {
      double r = mark->radius;
      *place = (MixRect){ mark->x - r, mark->y - r, 2 * r, 2 * r };
      return TRUE;
    }
  if (mark->kind != MARK_TEXT)
    return FALSE;
  pango_layout_get_pixel_extents (mark->layout, &ink, NULL);
  *place = (MixRect){ mark->x + ink.x, mark->y + ink.y, ink.width, ink.height };
  return TRUE;
}

/**
 * mix_marks_is_free:
 * @place: in pixels
 *
 * Returns: whether no word and no badge that was added so far is there
 */
gboolean
mix_marks_is_free (const MixMarks *marks, const MixRect *place)
{
  for (guint i = 0; i < marks->list->len; i++)
    {
      MixRect at;
      if (get_place (&g_array_index (marks->list, Mark, i), &at)
          && at.x < place->x + place->width && at.x + at.width > place->x
          && at.y < place->y + place->height && at.y + at.height > place->y)
        return FALSE;
    }
  return TRUE;
}

/**
 * mix_marks_find_word:
 * @place: (out): in pixels, of the last that was added
 *
 * Returns: whether the word, or the words, are there
 */
gboolean
mix_marks_find_word (const MixMarks *marks, const char *word, MixRect *place)
{
  for (guint i = marks->list->len; i > 0; i--)
    {
      const Mark *mark = &g_array_index (marks->list, Mark, i - 1);
      if (mark->kind == MARK_TEXT && g_str_equal (pango_layout_get_text (mark->layout), word))
        return get_place (mark, place);
    }
  return FALSE;
}

static gboolean
is_entry (const Place *place)
{
  return place->hit.kind == MIX_HIT_ENTRY && mix_tag_is_set (&place->hit.tag);
}

/**
 * mix_marks_list_entries:
 * @tags: (element-type MixTag): what words stand for is added, once each, in their order
 */
void
mix_marks_list_entries (const MixMarks *marks, GArray *tags)
{
  for (guint i = 0; i < marks->places->len; i++)
    {
      const Place *place = &g_array_index (marks->places, Place, i);
      gboolean known = !is_entry (place);
      for (guint j = 0; j < tags->len && !known; j++)
        known = mix_tag_equal (&g_array_index (tags, MixTag, j), &place->hit.tag);
      if (!known)
        g_array_append_val (tags, place->hit.tag);
    }
}

/**
 * mix_marks_find_hit:
 * @hit: (out): the last that was added of those that are there
 *
 * Returns: whether there is one
 */
gboolean
mix_marks_find_hit (const MixMarks *marks, double x, double y, MixHit *hit)
{
  for (guint i = marks->places->len; i > 0; i--)
    {
      const Place *place = &g_array_index (marks->places, Place, i - 1);
      const MixRect *r = &place->rect;
      if (x < r->x || y < r->y || x > r->x + r->width || y > r->y + r->height)
        continue;
      *hit = place->hit;
      return TRUE;
    }
  return FALSE;
}

/**
 * mix_marks_hash:
 *
 * Returns: @hash with everything that shows mixed in
 */
guint64
mix_marks_hash (const MixMarks *marks, guint64 hash)
{
  for (guint i = 0; i < marks->list->len; i++)
    {
      const Mark *mark = &g_array_index (marks->list, Mark, i);
      double place[] = { mark->x, mark->y, mark->width, mark->height, mark->radius };
      hash = mix_hash_bytes (hash, &mark->kind, sizeof mark->kind);
      hash = mix_hash_bytes (hash, place, sizeof place);
      hash = mix_hash_bytes (hash, &mark->tag, sizeof mark->tag);
      hash = mix_hash_bytes (hash, &mark->style.fill, sizeof mark->style.fill);
      hash = mix_hash_bytes (hash, &mark->style.stroke, sizeof mark->style.stroke);
      hash = mix_hash_double (hash, mark->style.width);
      hash = mix_hash_bytes (hash, mark->points, 2 * mark->n * sizeof (double));
      if (mark->layout != NULL)
        hash = mix_hash_string (hash, pango_layout_get_text (mark->layout));
    }
  return hash;
}

static PangoLayout *
text_layout (const MixFrame *frame, const MixTextStyle *style, const char *text)
{
  PangoLayout *layout = mix_type_layout (frame->type, text, style->markup, style->size, style->bold,
                                         style->max_width);

  if (style->struck || style->wrap)
    {
      PangoLayout *copy = pango_layout_copy (layout);
      g_object_unref (layout);
      layout = copy;
    }
  if (style->struck)
    {
      PangoAttrList *attributes = pango_layout_get_attributes (layout);
      attributes = attributes != NULL ? pango_attr_list_copy (attributes) : pango_attr_list_new ();
      pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }
  if (style->wrap)
    {
      pango_layout_set_single_paragraph_mode (layout, FALSE);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_NONE);
      pango_layout_set_alignment (layout,
                                  style->xalign > 0 ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
    }
  return layout;
}

/**
 * mix_text_measure:
 * @width: (out): in pixels
 * @height: (out): of its line, in pixels
 */
void
mix_text_measure (const MixFrame *frame, const MixTextStyle *style, const char *text, double *width,
                  double *height)
{
  g_autoptr (PangoLayout) layout = text_layout (frame, style, text);
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  *width = (double) logical.width / PANGO_SCALE;
  *height = (double) logical.height / PANGO_SCALE;
}

/* In the card's colour, under the words that follow. */
static void
add_ground (MixMarks *marks, const MixFrame *frame, const Mark *text)
{
  MixShapeStyle style = { .fill = frame->palette->card };
  MixRect rect;

  if (!get_place (text, &rect) || rect.width <= 0)
    return;
  rect = (MixRect){ rect.x - GROUND_PADDING, rect.y - GROUND_PADDING,
                    rect.width + 2 * GROUND_PADDING, rect.height + 2 * GROUND_PADDING };
  style.fill.alpha *= GROUND_ALPHA;
  mix_marks_rectangle (marks, &style, &rect, GROUND_PADDING);
}

/**
 * mix_marks_text:
 * @x: pixel at which @style aligns it
 * @y: likewise
 *
 * Returns: what the text takes up
 */
MixRect
mix_marks_text (MixMarks *marks, const MixFrame *frame, const MixTextStyle *style, double x,
                double y, const char *text)
{
  Mark mark = { .kind = MARK_TEXT, .halo = style->halo, .tag = marks->tag };
  PangoRectangle logical;

  mark.layout = text_layout (frame, style, text);
  mark.style.fill = style->color;
  pango_layout_get_extents (mark.layout, NULL, &logical);
  double width = (double) logical.width / PANGO_SCALE;
  double height = (double) logical.height / PANGO_SCALE;
  double baseline = (double) pango_layout_get_baseline (mark.layout) / PANGO_SCALE;
  double capitals = CAPITAL_HEIGHT * style->size * frame->unit;
  double middle = style->wrap ? height / 2 : baseline - capitals / 2;
  double above = style->yalign < 0.5 ? 2 * style->yalign * middle
                                     : middle + (2 * style->yalign - 1) * (height - middle);
  mark.x = x - style->xalign * width - (double) logical.x / PANGO_SCALE;
  mark.y = y - above;
  if (style->ground)
    add_ground (marks, frame, &mark);
  g_array_append_val (marks->list, mark);
  return (MixRect){ x - style->xalign * width, mark.y, width, height };
}

void
mix_marks_line (MixMarks *marks, const MixShapeStyle *style, double x1, double y1, double x2,
                double y2)
{
  double xy[] = { x1, y1, x2, y2 };

  mix_marks_shape (marks, style, xy, 2);
}

/**
 * mix_marks_shape:
 * @xy: [2 n] x and y in turn, in pixels
 *
 * A line through points, or the polygon that they make.
 */
void
mix_marks_shape (MixMarks *marks, const MixShapeStyle *style, const double *xy, guint n)
{
  Mark mark = { .kind = MARK_SHAPE, .style = *style, .n = n, .tag = marks->tag };

  mark.points = g_memdup2 (xy, 2 * n * sizeof (double));
  g_array_append_val (marks->list, mark);
}

void
mix_marks_circle (MixMarks *marks, const MixShapeStyle *style, double x, double y, double r)
{
  Mark mark = { .kind = MARK_CIRCLE, .style = *style, .x = x, .y = y, .radius = r,
                .tag = marks->tag };

  g_array_append_val (marks->list, mark);
}

void
mix_marks_rectangle (MixMarks *marks, const MixShapeStyle *style, const MixRect *rect, double r)
{
  Mark mark = { .kind = MARK_RECTANGLE, .style = *style, .x = rect->x, .y = rect->y,
                .width = rect->width, .height = rect->height, .radius = r, .tag = marks->tag };

  g_array_append_val (marks->list, mark);
}

/**
 * mix_marks_badge:
 * @x: centre
 * @y: centre
 * @component: from 0; the badge shows it counted from 1
 */
void
mix_marks_badge (MixMarks *marks, const MixFrame *frame, double x, double y, guint component)
{
  const MixColor *color = mix_palette_component (frame->palette, component);
  MixShapeStyle disc = { .fill = *color };
  MixTextStyle digit = { .size = component < 9 ? BADGE_TEXT : BADGE_TEXT - 2,
                         .color = mix_color_on (color), .bold = TRUE, .xalign = 0.5,
                         .yalign = 0.5 };
  g_autofree char *number = g_strdup_printf ("%u", component + 1);

  mix_marks_circle (marks, &disc, x, y, BADGE_RADIUS * frame->unit);
  mix_marks_text (marks, frame, &digit, x, y, number);
}

/**
 * mix_marks_chip:
 * @x: where its middle should be; it is kept inside the plot
 * @y: its middle
 *
 * A value on a pill in the colour of the selection.
 *
 * Returns: what the chip takes up
 */
MixRect
mix_marks_chip (MixMarks *marks, const MixFrame *frame, double x, double y, const char *text)
{
  const MixPalette *palette = frame->palette;
  MixTextStyle style = { .size = CHIP_TEXT, .bold = TRUE, .color = palette->selection_text,
                         .xalign = 0.5, .yalign = 0.5 };
  MixShapeStyle pill = { .fill = palette->selection_fill };
  double width, height;

  mix_text_measure (frame, &style, text, &width, &height);
  width += 2 * CHIP_PADDING * frame->unit;
  height = CHIP_HEIGHT * frame->unit;
  x = CLAMP (x, width / 2 + 2, MAX (frame->width - width / 2 - 2, width / 2 + 2));
  MixRect rect = { x - width / 2, y - height / 2, width, height };
  mix_marks_rectangle (marks, &pill, &rect, height / 2);
  mix_marks_text (marks, frame, &style, x, y, text);
  return rect;
}

static void
trace (const Mark *mark, cairo_t *cr)
{
  double x = mark->x, y = mark->y, w = mark->width, h = mark->height, r = mark->radius;

  cairo_new_path (cr);
  switch (mark->kind)
    {
    case MARK_CIRCLE:
      cairo_arc (cr, x, y, r, 0, 2 * G_PI);
      cairo_close_path (cr);
      break;
    case MARK_RECTANGLE:
      r = MIN (r, MIN (w, h) / 2);
      cairo_arc (cr, x + w - r, y + r, r, -G_PI / 2, 0);
      cairo_arc (cr, x + w - r, y + h - r, r, 0, G_PI / 2);
      cairo_arc (cr, x + r, y + h - r, r, G_PI / 2, G_PI);
      cairo_arc (cr, x + r, y + r, r, G_PI, 3 * G_PI / 2);
      cairo_close_path (cr);
      break;
    case MARK_SHAPE:
      for (guint i = 0; i < mark->n; i++)
        cairo_line_to (cr, mark->points[2 * i], mark->points[2 * i + 1]);
      if (mark->style.closed)
        cairo_close_path (cr);
      break;
    case MARK_TEXT:
    default:
      break;
    }
}

static void
paint_shape (const Mark *mark, const MixPalette *palette, double alpha, cairo_t *cr)
{
  const MixShapeStyle *style = &mark->style;

  trace (mark, cr);
  cairo_set_line_cap (cr, style->round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join (cr, style->round ? CAIRO_LINE_JOIN_ROUND : CAIRO_LINE_JOIN_MITER);
  if (style->casing > 0)
    {
      cairo_set_line_width (cr, style->casing);
      mix_color_set_source (&palette->card, 0.85 * alpha, cr);
      cairo_stroke_preserve (cr);
    }
  if (style->fill.alpha > 0)
    {
      mix_color_set_source (&style->fill, alpha, cr);
      cairo_fill_preserve (cr);
    }
  if (style->stroke.alpha > 0 && style->width > 0)
    {
      cairo_set_dash (cr, style->dash, style->n_dashes, 0);
      cairo_set_line_width (cr, style->width);
      mix_color_set_source (&style->stroke, alpha, cr);
      cairo_stroke_preserve (cr);
      cairo_set_dash (cr, NULL, 0, 0);
    }
  cairo_new_path (cr);
}

/* A rim of outlines, for a file of paths; on an image the cached glyphs, eight times moved, give
 * the same and cost a tenth. */
static void
paint_halo (const Mark *mark, const MixPalette *palette, double alpha, cairo_t *cr)
{
  mix_color_set_source (&palette->card, 0.9 * alpha, cr);
  if (mix_layer_is_vector (cr))
    {
      cairo_move_to (cr, mark->x, mark->y);
      pango_cairo_layout_path (cr, mark->layout);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      cairo_set_line_width (cr, 2 * HALO_WIDTH);
      cairo_stroke (cr);
      return;
    }
  for (int i = 0; i < 8; i++)
    {
      double angle = i * G_PI / 4;
      cairo_move_to (cr, mark->x + HALO_WIDTH * cos (angle), mark->y + HALO_WIDTH * sin (angle));
      pango_cairo_show_layout (cr, mark->layout);
    }
}

static void
paint_text (const Mark *mark, const MixPalette *palette, double alpha, cairo_t *cr)
{
  if (mark->halo)
    paint_halo (mark, palette, alpha, cr);
  cairo_move_to (cr, mark->x, mark->y);
  mix_color_set_source (&mark->style.fill, alpha, cr);
  pango_cairo_show_layout (cr, mark->layout);
  cairo_new_path (cr);
}

/**
 * mix_marks_paint:
 *
 * Paints the list in its order.
 */
void
mix_marks_paint (const MixMarks *marks, const MixPalette *palette, const MixTag *focus, cairo_t *cr)
{
  for (guint i = 0; i < marks->list->len; i++)
    {
      const Mark *mark = &g_array_index (marks->list, Mark, i);
      gboolean dimmed = focus != NULL && mix_tag_is_set (focus) && mix_tag_is_set (&mark->tag)
                        && !mix_tag_matches (focus, &mark->tag);
      if (mark->kind == MARK_TEXT)
        paint_text (mark, palette, dimmed ? MIX_DIMMED : 1, cr);
      else
        paint_shape (mark, palette, dimmed ? MIX_DIMMED : 1, cr);
    }
}
