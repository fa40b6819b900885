/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double red, green, blue, alpha;
} MixColor;

typedef enum
{
  MIX_SCHEME_LIGHT,
  MIX_SCHEME_DARK,
  MIX_SCHEME_HIGH_CONTRAST_LIGHT,
  MIX_SCHEME_HIGH_CONTRAST_DARK,
} MixScheme;

#define MIX_N_COMPONENT_COLORS 8

/* Colours by role, one set a scheme; static. A hue is a component everywhere and is never another
 * role; every component has a second cue, its dash. */
typedef struct
{
  MixScheme scheme;
  MixColor component[MIX_N_COMPONENT_COLORS];
  MixColor rows, validation_rows, faint_rows;
  MixColor mean, plain, total, train_loss, truth;
  MixColor selection, selection_fill, selection_text;
  MixColor text, axis_text, grid, axis, card, card_edge;
  double band_alpha, rows_alpha, area_alpha, mixing_alpha;
} MixPalette;

const MixPalette *mix_palette_get (MixScheme scheme);
MixScheme mix_scheme_choose (gboolean dark, gboolean high_contrast);
const MixColor *mix_palette_component (const MixPalette *palette, guint component);
const double *mix_palette_dash (guint component, int *n_dashes);
/* White or near black, whichever is easier to read on ground. */
MixColor mix_color_on (const MixColor *ground);
double mix_color_luminance (const MixColor *color);
double mix_color_contrast (const MixColor *a, const MixColor *b);
void mix_color_set_source (const MixColor *color, double alpha, cairo_t *cr); /* alpha multiplies */

G_END_DECLS
