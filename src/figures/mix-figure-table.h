/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-figure.h"

G_BEGIN_DECLS

/* The numbers that a figure draws, as a table: for who cannot see it, and for other programs. The
 * curves are those on the screen, so a zoom gives a finer table. (transfer full) (nullable): NULL
 * where there is nothing to draw yet. */
MixDataset *mix_figure_table (const MixFigure *figure, MixScene *scene);

/* All of a table as text, a row a line with tabs between, the names first. (transfer full) */
char *mix_table_to_text (const MixDataset *table);

G_END_DECLS
