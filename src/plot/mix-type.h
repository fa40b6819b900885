/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* The typeface of a plot: a Pango context, and how large its design pixel is. Sizes in a plot are
 * stated for an 11 point font at 96 dots per inch and grow with the font that is set. */
typedef struct _MixType MixType;

MixType *mix_type_new (PangoContext *context, double magnification);
void mix_type_free (MixType *type);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixType, mix_type_free)

gboolean mix_type_matches (const MixType *type, PangoContext *context);
double mix_type_get_unit (const MixType *type);
guint64 mix_type_get_key (const MixType *type);

PangoLayout *mix_type_layout (MixType *type, const char *text, gboolean markup, double size,
                              gboolean bold, double max_width);

G_END_DECLS
