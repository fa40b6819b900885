/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-palette.h"

#include <math.h>

#define RGBA(hex, a) { (((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0, \
                       ((hex) & 0xff) / 255.0, (a) }
#define RGB(hex) RGBA (hex, 1.0)

/* The eight hues stay apart under simulated protan, deutan and tritan vision, and each is at least
 * 3 : 1 against the card. Violet is the hand's: what is selected or can be dragged. */
static const MixPalette palettes[] = {
  {
    .scheme = MIX_SCHEME_LIGHT,
    .component = { RGB (0x0072b2), RGB (0xd55e00), RGB (0x00694e), RGB (0xc9709f),
                   RGB (0x6b4700), RGB (0x378fde), RGB (0x909862), RGB (0x4a2410) },
    .rows = RGB (0x8e8e96), .validation_rows = RGB (0x66666e),
    .faint_rows = RGB (0xb4b4bc),
    .mean = RGB (0x1f1f24), .plain = RGB (0x8e8e96), .total = RGB (0x85858d),
    .train_loss = RGB (0x94949d), .truth = RGB (0x1f1f24),
    .selection = RGB (0x6b3fc4), .selection_fill = RGB (0x6b3fc4), .selection_text = RGB (0xffffff),
    .text = RGB (0x1f1f24), .axis_text = RGB (0x66666e),
    .grid = RGBA (0x000000, 0.07), .axis = RGBA (0x000000, 0.28),
    .card = RGB (0xffffff), .card_edge = RGBA (0x000000, 0.10),
    .band_alpha = 0.082, .rows_alpha = 0.30, .area_alpha = 0.27, .mixing_alpha = 0.14,
  },
  {
    .scheme = MIX_SCHEME_DARK,
    .component = { RGB (0x56b4e9), RGB (0xf28a45), RGB (0x7fe0c0), RGB (0xe08fbf),
                   RGB (0xefc942), RGB (0xbce0f5), RGB (0xc3c583), RGB (0xad8574) },
    .rows = RGB (0x85858e), .validation_rows = RGB (0xadadb5),
    .faint_rows = RGB (0x5c5c64),
    .mean = RGB (0xf4f4f6), .plain = RGB (0x85858e), .total = RGB (0x8c8c95),
    .train_loss = RGB (0x666670), .truth = RGB (0xffffff),
    .selection = RGB (0xb9a0ff), .selection_fill = RGB (0x7a52d6), .selection_text = RGB (0xffffff),
    .text = RGB (0xf4f4f6), .axis_text = RGB (0xadadb5),
    .grid = RGBA (0xffffff, 0.08), .axis = RGBA (0xffffff, 0.32),
    .card = RGB (0x18181b), .card_edge = RGBA (0xffffff, 0.08),
    .band_alpha = 0.082, .rows_alpha = 0.42, .area_alpha = 0.35, .mixing_alpha = 0.19,
  },
  {
    .scheme = MIX_SCHEME_HIGH_CONTRAST_LIGHT,
    .component = { RGB (0x005a91), RGB (0xb04700), RGB (0x003d2c), RGB (0xa04a7a),
                   RGB (0x60410f), RGB (0x2b69bf), RGB (0x6c733e), RGB (0x3a1500) },
    .rows = RGB (0x5a5a62), .validation_rows = RGB (0x3a3a40),
    .faint_rows = RGB (0x9c9ca4),
    .mean = RGB (0x000000), .plain = RGB (0x5e5e66), .total = RGB (0x5e5e66),
    .train_loss = RGB (0x83838c), .truth = RGB (0x000000),
    .selection = RGB (0x4b1fa3), .selection_fill = RGB (0x4b1fa3), .selection_text = RGB (0xffffff),
    .text = RGB (0x000000), .axis_text = RGB (0x3a3a40),
    .grid = RGBA (0x000000, 0.16), .axis = RGBA (0x000000, 1.0),
    .card = RGB (0xffffff), .card_edge = RGBA (0x000000, 0.55),
    .band_alpha = 0.11, .rows_alpha = 0.55, .area_alpha = 0.27, .mixing_alpha = 0.14,
  },
  {
    .scheme = MIX_SCHEME_HIGH_CONTRAST_DARK,
    .component = { RGB (0x5cbbf2), RGB (0xff9a5a), RGB (0x8ff0d2), RGB (0xf2a0cf),
                   RGB (0xcc912d), RGB (0xcce9fa), RGB (0xd2d92c), RGB (0xd6b79d) },
    .rows = RGB (0xb4b4bc), .validation_rows = RGB (0xd6d6dc),
    .faint_rows = RGB (0x6c6c74),
    .mean = RGB (0xffffff), .plain = RGB (0xb0b0b8), .total = RGB (0xb0b0b8),
    .train_loss = RGB (0x77777f), .truth = RGB (0xffffff),
    .selection = RGB (0xd3c2ff), .selection_fill = RGB (0xd3c2ff), .selection_text = RGB (0x000000),
    .text = RGB (0xffffff), .axis_text = RGB (0xd6d6dc),
    .grid = RGBA (0xffffff, 0.20), .axis = RGBA (0xffffff, 1.0),
    .card = RGB (0x000000), .card_edge = RGBA (0xffffff, 0.55),
    .band_alpha = 0.11, .rows_alpha = 0.60, .area_alpha = 0.35, .mixing_alpha = 0.19,
  },
};

static const double dashes[MIX_N_COMPONENT_COLORS][6] = {
  { 0 },
  { 11, 5 },
  { 9, 3, 2, 3 },
  { 5, 3 },
  { 2, 3 },
  { 12, 3, 2, 3, 2, 3 },
  { 5, 3, 2, 3 },
  { 14, 4 },
};

static const int n_dashes_of[MIX_N_COMPONENT_COLORS] = { 0, 2, 4, 2, 2, 6, 4, 2 };

MixScheme
mix_scheme_choose (gboolean dark, gboolean high_contrast)
{
  if (high_contrast)
    return dark ? MIX_SCHEME_HIGH_CONTRAST_DARK : MIX_SCHEME_HIGH_CONTRAST_LIGHT;
  return dark ? MIX_SCHEME_DARK : MIX_SCHEME_LIGHT;
}

/**
 * mix_palette_get:
 * @scheme: light, dark, or one of the two high contrasts
 *
 * Returns: (transfer none): the colours by role, static
 */
const MixPalette *
mix_palette_get (MixScheme scheme)
{
  g_return_val_if_fail ((guint) scheme < G_N_ELEMENTS (palettes), &palettes[0]);
  return &palettes[scheme];
}

/**
 * mix_palette_component:
 * @component: from 0; beyond the eighth the hues repeat, and number and dash tell them apart
 *
 * Returns: (transfer none): the component's colour
 */
const MixColor *
mix_palette_component (const MixPalette *palette, guint component)
{
  return &palette->component[component % MIX_N_COMPONENT_COLORS];
}

/**
 * mix_palette_dash:
 * @component: from 0. A second round of eight has the dashes shifted by one, so that no two of the
 *   first 64 share both hue and dash.
 * @n_dashes: (out): how many lengths; 0 for a solid line
 *
 * Returns: (transfer none): lengths on and off in pixels, static
 */
const double *
mix_palette_dash (guint component, int *n_dashes)
{
  guint dash = (component + component / MIX_N_COMPONENT_COLORS) % MIX_N_COMPONENT_COLORS;

  *n_dashes = n_dashes_of[dash];
  return dashes[dash];
}

static double
linear_light (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/**
 * mix_color_luminance:
 *
 * Returns: the relative luminance of WCAG 2, 0 for black to 1 for white; alpha is ignored
 */
double
mix_color_luminance (const MixColor *color)
{
  return 0.2126 * linear_light (color->red) + 0.7152 * linear_light (color->green)
         + 0.0722 * linear_light (color->blue);
}

/**
 * mix_color_contrast:
 *
 * Returns: the contrast ratio of WCAG 2, from 1 to 21
 */
double
mix_color_contrast (const MixColor *a, const MixColor *b)
{
  double la = mix_color_luminance (a), lb = mix_color_luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

/**
 * mix_color_on:
 * @ground: what is written on
 *
 * Returns: white or near black, whichever contrasts more with @ground
 */
MixColor
mix_color_on (const MixColor *ground)
{
  static const MixColor white = RGB (0xffffff), black = RGB (0x141417);

  return mix_color_contrast (&white, ground) >= mix_color_contrast (&black, ground) ? white : black;
}

/**
 * mix_color_set_source:
 * @alpha: multiplies the colour's own
 * @cr: whose source becomes @color
 */
void
mix_color_set_source (const MixColor *color, double alpha, cairo_t *cr)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * alpha);
}
