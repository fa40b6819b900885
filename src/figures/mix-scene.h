/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-comparison.h"
#include "mix-evidence.h"
#include "mix-plot.h"
#include "mix-risk.h"
#include "mix-snapshot.h"
#include "mix-stock.h"
#include "mix-view.h"

G_BEGIN_DECLS

/* What is on show: a snapshot, and how a person looks at it (which feature is the x axis, what the
 * others are held at, where x0 is). Figures read it; whoever shows them changes it. What several
 * figures need (curves on a grid, the rows to draw, their responsibilities) is worked out once and
 * kept until what it depends on changes. One thread. */
typedef struct _MixScene MixScene;

MixScene *mix_scene_new (void);
/* The same look at the same snapshot, for another thread. */
MixScene *mix_scene_copy (const MixScene *scene);
void mix_scene_free (MixScene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixScene, mix_scene_free)

/* A new design resets the view: first feature on x, others at their medians, x0 three quarters to
 * the right. Before any training the scene shows the rows alone. */
void mix_scene_set_design (MixScene *scene, MixDesign *design);
void mix_scene_set_snapshot (MixScene *scene, MixSnapshot *snapshot);
MixDesign *mix_scene_get_design (const MixScene *scene);
MixSnapshot *mix_scene_get_snapshot (const MixScene *scene);

void mix_scene_set_x_feature (MixScene *scene, guint feature);
guint mix_scene_get_x_feature (const MixScene *scene);

/* Clamped to the range of the x axis. */
void mix_scene_set_x0 (MixScene *scene, double x0);
double mix_scene_get_x0 (const MixScene *scene);
/* A row that a person has picked: marked where rows are drawn, by its number in the table; −1:
 * none. A new design takes it back. */
void mix_scene_set_picked (MixScene *scene, gssize row); /* of the design's */
gssize mix_scene_get_picked (const MixScene *scene);
/* The row that is drawn nearest to a place in the fit, at most reach away (all in data units); −1:
 * none. */
gssize mix_scene_find_row (MixScene *scene, double x, double y, double reach_x, double reach_y);

/* Whether fit and mixing carry the x0 line (a window: yes; an exported figure: only where
 * asked). */
void mix_scene_set_show_x0 (MixScene *scene, gboolean show);

/* Whether the figures stand in one grid, so that an axis that two of them share is labelled once (a
 * window: yes; a figure on its own, as at first: no). */
void mix_scene_set_linked (MixScene *scene, gboolean linked);
void mix_scene_set_accompanied (MixScene *scene, gboolean accompanied);
void mix_scene_set_stacked (MixScene *scene, gboolean stacked);
gboolean mix_scene_get_stacked (const MixScene *scene);

/* What too much and too little cost, for the figures about an order; at first a unit costs 4, sells
 * at 10 and is worth 1 afterwards. */
void mix_scene_set_stock (MixScene *scene, const MixStock *stock);
MixStock mix_scene_get_stock (const MixScene *scene);

/* What the network is compared with, and what both are called (copied; NULL: the plain network
 * beside it, and the kinds of network). */
void mix_scene_set_sides (MixScene *scene, const char *name, MixModel *other,
                          const char *other_name);
const char *mix_scene_get_side_name (const MixScene *scene, MixSide side);
MixModel *mix_scene_get_other (const MixScene *scene); /* (nullable) */
/* (nullable): NULL before training. Kept until it changes. */
const MixComparison *mix_scene_get_comparison (MixScene *scene);
/* An ensemble that was trained on the same rows, for the figure of the variance (NULL: the network
 * itself, if it is one). */
void mix_scene_set_ensemble (MixScene *scene, MixSnapshot *ensemble);
MixSnapshot *mix_scene_get_ensemble (const MixScene *scene);

/* How the network is diagnosed: distorted, recalibrated, on how many rows; the feature is the one
 * on x. At first as it is, on all. */
void mix_scene_set_diagnosis (MixScene *scene, const MixDiagnosticsOptions *how);
const MixDiagnosticsOptions *mix_scene_get_diagnosis (const MixScene *scene);
/* (nullable): NULL where there is no network that can be diagnosed. Kept until it changes. */
const MixDiagnostics *mix_scene_get_diagnostics (MixScene *scene);
/* What is asked about the outcome at x0, for the figure of risk. */
void mix_scene_set_risk (MixScene *scene, const MixRisk *risk);
MixRisk mix_scene_get_risk (const MixScene *scene);
/* K by evidence, which takes many trainings: whoever has it sets it (copied; NULL: none yet). */
void mix_scene_set_evidence (MixScene *scene, const MixEvidence *evidence);
const MixEvidence *mix_scene_get_evidence (const MixScene *scene);

/* What is shown, and how. A new design takes zoom, pin and threshold back; validation rows are
 * shown at first where there are few rows. */
void mix_scene_set_view (MixScene *scene, const MixView *view);
const MixView *mix_scene_get_view (const MixScene *scene);
gboolean mix_scene_shows (const MixScene *scene, MixShow show);

/* Very many rows are counted before they are drawn. Whoever draws live is patient: shows what there
 * is, has them counted in another thread, and hands the count back. */
typedef struct _MixRowCount MixRowCount;

void mix_scene_set_patient (MixScene *scene, gboolean patient);
void mix_scene_set_thrifty (MixScene *scene, gboolean thrifty);
MixRowCount *mix_scene_make_count (MixScene *scene); /* NULL: there is nothing to count */
void mix_row_count_run (MixRowCount *count);
void mix_row_count_free (MixRowCount *count);
gboolean mix_scene_take_count (MixScene *scene, MixRowCount *count);

/* What is isolated while the pointer is over it: all else is dimmed. */
void mix_scene_set_focus (MixScene *scene, const MixTag *focus);
const MixTag *mix_scene_get_focus (const MixScene *scene);

/* Where the loss is read; NaN: nowhere. Returns whether that is another epoch than before. */
gboolean mix_scene_point_at_epoch (MixScene *scene, double epoch);
double mix_scene_get_pointed_epoch (const MixScene *scene);

/* At which the features that are not on x are held. */
void mix_scene_set_held (MixScene *scene, guint feature, double value);
double mix_scene_get_held (const MixScene *scene, guint feature);

/* What the axes show, zoomed or not; all: without zoom. */
void mix_scene_get_x_range (const MixScene *scene, double *low, double *high);
void mix_scene_get_y_range (const MixScene *scene, double *low, double *high);
void mix_scene_get_all_x (const MixScene *scene, MixSpan *all);
void mix_scene_get_all_y (const MixScene *scene, MixSpan *all);

G_END_DECLS
