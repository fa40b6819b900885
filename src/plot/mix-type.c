/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-type.h"

#include <math.h>

#include "mix-hash.h"

/* What the sizes of the design are stated for. */
#define DESIGN_PIXELS (11 * 96 / 72.0)

#define SHARED "mix-type" /* the type that goes with a context, kept by it */
#define MOST_KEPT 500    /* texts since the last time that the older were forgotten */

struct _MixType
{
  gboolean shared;       /* kept by the context whose font it is */
  PangoContext *context; /* what text is set with; owned */
  GHashTable *kept;      /* words and how they are set → PangoLayout; NULL where not shared */
  GHashTable *older;     /* likewise: asked for before, and perhaps not since */
  PangoFontDescription *font;
  PangoAttrList *features;
  guint serial; /* of source */
  double unit;
};

/* A context for small type beside curves: glyphs stand where they belong, not on whole pixels,
 * where a narrow space is lost. */
static PangoContext *
context_like (PangoContext *source)
{
  PangoFontMap *map = source != NULL ? pango_context_get_font_map (source)
                                     : pango_cairo_font_map_get_default ();
  const cairo_font_options_t *given
    = source != NULL ? pango_cairo_context_get_font_options (source) : NULL;
  cairo_font_options_t *options
    = given != NULL ? cairo_font_options_copy (given) : cairo_font_options_create ();
  PangoContext *context = pango_font_map_create_context (map);
  PangoFontDescription *font
    = source != NULL ? pango_font_description_copy (pango_context_get_font_description (source))
                     : pango_font_description_from_string ("Cantarell, sans 11");
  double resolution = source != NULL ? pango_cairo_context_get_resolution (source) : 96;

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  if (source == NULL)
    {
      cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
      cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
    }
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, resolution);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_font_description (context, font);
  if (source != NULL)
    pango_context_set_language (context, pango_context_get_language (source));
  pango_font_description_free (font);
  cairo_font_options_destroy (options);
  return context;
}

static double
font_pixels (PangoContext *context, const PangoFontDescription *font)
{
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  double resolution = pango_cairo_context_get_resolution (context);

  if (!(size > 0))
    return DESIGN_PIXELS;
  if (pango_font_description_get_size_is_absolute (font))
    return size;
  return size * (resolution > 0 ? resolution : 96) / 72;
}

static GHashTable *
new_store (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static MixType *
make_type (PangoContext *context, double magnification)
{
  MixType *type = g_rc_box_new0 (MixType);

  type->shared = context != NULL;
  type->context = context_like (context);
  type->serial = context != NULL ? pango_context_get_serial (context) : 0;
  type->font = pango_font_description_copy (pango_context_get_font_description (type->context));
  type->unit = font_pixels (type->context, type->font) / DESIGN_PIXELS * magnification;
  type->unit = CLAMP (type->unit, 0.5, 6);
  type->features = pango_attr_list_new ();
  pango_attr_list_insert (type->features, pango_attr_font_features_new ("tnum=1"));
  if (type->shared)
    {
      type->kept = new_store ();
      type->older = new_store ();
    }
  return type;
}

/**
 * mix_type_new:
 * @context: (nullable): whose font and resolution to use. NULL for Cantarell, or the system's sans
 *   serif, at 11 points
 * @magnification: how many times larger than that it is set; 1 with a context
 *
 * Plots that come one after another to one context share a type, and the words that they have in
 * common are set once.
 *
 * Returns: (transfer full): the type
 */
MixType *
mix_type_new (PangoContext *context, double magnification)
{
  if (context == NULL)
    return make_type (NULL, magnification);
  MixType *type = g_object_get_data (G_OBJECT (context), SHARED);
  if (type == NULL || type->serial != pango_context_get_serial (context))
    {
      type = make_type (context, magnification);
      g_object_set_data_full (G_OBJECT (context), SHARED, type, (GDestroyNotify) mix_type_free);
    }
  return g_rc_box_acquire (type);
}

static void
type_clear (gpointer data)
{
  MixType *type = data;

  g_clear_pointer (&type->kept, g_hash_table_unref);
  g_clear_pointer (&type->older, g_hash_table_unref);
  pango_attr_list_unref (type->features);
  pango_font_description_free (type->font);
  g_object_unref (type->context);
}

/* Gives a reference back. */
void
mix_type_free (MixType *type)
{
  g_rc_box_release_full (type, type_clear);
}

/**
 * mix_type_matches:
 *
 * Returns: whether @type is still what mix_type_new() would make of @context
 */
gboolean
mix_type_matches (const MixType *type, PangoContext *context)
{
  if (context == NULL)
    return !type->shared;
  return g_object_get_data (G_OBJECT (context), SHARED) == type
         && type->serial == pango_context_get_serial (context);
}

/**
 * mix_type_get_unit:
 *
 * Returns: pixels per design pixel: 1 at 11 points
 */
double
mix_type_get_unit (const MixType *type)
{
  return type->unit;
}

/**
 * mix_type_get_key:
 *
 * Returns: equal for types that look the same
 */
guint64
mix_type_get_key (const MixType *type)
{
  g_autofree char *font = pango_font_description_to_string (type->font);

  return mix_hash_double (mix_hash_string (MIX_HASH_START, font), type->unit);
}

static PangoLayout *
set_text (const MixType *type, const char *text, gboolean markup, double size, gboolean bold,
          double max_width)
{
  PangoLayout *layout = pango_layout_new (type->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (type->font);

  pango_font_description_set_absolute_size (font, size * type->unit * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, type->features);
  if (markup)
    pango_layout_set_markup (layout, text, -1);
  else
    pango_layout_set_text (layout, text, -1);
  if (markup)
    {
      g_autoptr (PangoAttrList) list = pango_attr_list_copy (pango_layout_get_attributes (layout));
      pango_attr_list_insert (list, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (layout, list);
    }
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (max_width > 0)
    {
      pango_layout_set_width (layout, (int) (max_width * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  return layout;
}

/* Returns: (transfer none) (nullable): what was set before. What is asked for stays, while numbers
 * that changed with every frame go. */
static PangoLayout *
recall (MixType *type, const char *key)
{
  PangoLayout *layout = g_hash_table_lookup (type->kept, key);
  char *old_key;

  if (layout == NULL
      && g_hash_table_steal_extended (type->older, key, (gpointer *) &old_key,
                                      (gpointer *) &layout))
    g_hash_table_insert (type->kept, old_key, layout);
  return layout;
}

static void
keep (MixType *type, char *key, PangoLayout *layout)
{
  if (g_hash_table_size (type->kept) >= MOST_KEPT)
    {
      g_hash_table_unref (type->older);
      type->older = type->kept;
      type->kept = new_store ();
    }
  g_hash_table_insert (type->kept, key, layout);
}

/**
 * mix_type_layout:
 * @text: what to set, in one line
 * @markup: whether @text is Pango markup
 * @size: of the type, in design pixels
 * @max_width: in pixels, beyond which the text ends in an ellipsis; 0 for no limit
 *
 * Returns: (transfer full): the text, with figures of one width; perhaps shared: to be copied
 *   before it is changed
 */
PangoLayout *
mix_type_layout (MixType *type, const char *text, gboolean markup, double size, gboolean bold,
                 double max_width)
{
  if (type->kept == NULL)
    return set_text (type, text, markup, size, bold, max_width);
  g_autofree char *key = g_strdup_printf ("%d%d %ld %ld %s", markup, bold, lrint (1000 * size),
                                          lrint (100 * max_width), text);
  PangoLayout *layout = recall (type, key);
  if (layout == NULL)
    {
      layout = set_text (type, text, markup, size, bold, max_width);
      keep (type, g_steal_pointer (&key), layout);
    }
  return g_object_ref (layout);
}
