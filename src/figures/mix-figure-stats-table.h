/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-scene.h"

G_BEGIN_DECLS

/* The numbers of the figures about what a model is worth, of a scene with a model; (transfer
 * full). */
MixDataset *mix_figure_table_pit (MixScene *scene);
MixDataset *mix_figure_table_reliability (MixScene *scene);
MixDataset *mix_figure_table_coverage (MixScene *scene);
MixDataset *mix_figure_table_spread (MixScene *scene);
MixDataset *mix_figure_table_quantiles (MixScene *scene);
MixDataset *mix_figure_table_intervals (MixScene *scene);
MixDataset *mix_figure_table_losses (MixScene *scene);
MixDataset *mix_figure_table_both (MixScene *scene);
MixDataset *mix_figure_table_sharpness (MixScene *scene);
MixDataset *mix_figure_table_usage (MixScene *scene);
MixDataset *mix_figure_table_variance (MixScene *scene);
MixDataset *mix_figure_table_profit (MixScene *scene);
MixDataset *mix_figure_table_outcomes (MixScene *scene);
MixDataset *mix_figure_table_orders (MixScene *scene);
MixDataset *mix_figure_table_risk (MixScene *scene);
MixDataset *mix_figure_table_evidence (MixScene *scene);

G_END_DECLS
