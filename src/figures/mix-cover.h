/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-plot-build.h"

G_BEGIN_DECLS

/* What curves cover of an area, in columns of pixels, so that a word can ask for many places how
 * much it would hide without walking along the curves again. */
typedef struct _MixCover MixCover;

MixCover *mix_cover_new (const MixRect *area);
void mix_cover_free (MixCover *cover);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixCover, mix_cover_free)

void mix_cover_add (MixCover *cover, const double *x, const double *y, guint n);
void mix_cover_measure (const MixCover *cover, const MixRect *word, double step, double *share,
                        guint n);

G_END_DECLS
