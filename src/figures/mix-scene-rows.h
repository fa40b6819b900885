/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-row-colors.h"
#include "mix-scene-private.h"

G_BEGIN_DECLS

MixSceneRows *mix_scene_rows_new (void);
void mix_scene_rows_free (MixSceneRows *rows);
/* The same rows, counted already, for another scene. */
void mix_scene_rows_share (MixSceneRows *rows, const MixSceneRows *other);
void mix_scene_rows_clear (MixSceneRows *rows);      /* another design */
void mix_scene_rows_clear_made (MixSceneRows *rows); /* other colours */
void mix_scene_rows_set_snapshot (MixSceneRows *rows, MixSnapshot *snapshot); /* its split */

/* Who is patient shows what there is until a census is there: see
 * mix_scene_make_census_request(). */
void mix_scene_rows_set_patient (MixSceneRows *rows, gboolean patient);
/* Colours that a network gave while it learns stay for now. */
void mix_scene_rows_set_thrifty (MixSceneRows *rows, gboolean thrifty);
gboolean mix_scene_rows_wants (MixSceneRows *rows, MixCensusRequest *request);
void mix_scene_rows_take_census (MixSceneRows *rows, MixCensus *census);
MixCensus *mix_scene_rows_get_census (MixSceneRows *rows);

/* where: what is looked at; its parting says nothing, that is the snapshot's */
void mix_scene_rows_count (MixSceneRows *rows, const MixCensusRequest *where, MixRowCounts *counts);
MixLayer *mix_scene_rows_make_layer (MixSceneRows *rows, const MixCensusRequest *where,
                                     const MixRowColors *colors);

/* A grey cloud of at most most rows, every so many of them. */
MixCloud *mix_cloud_of_design (MixDesign *design, guint x_feature, guint most, guint32 rgb,
                               double alpha, double radius);

G_END_DECLS
