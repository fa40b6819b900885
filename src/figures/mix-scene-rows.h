/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-scene-private.h"

G_BEGIN_DECLS

/* Which rows of a design are drawn, and the cloud that is made of them. */
typedef struct _MixSceneRows MixSceneRows;

MixSceneRows *mix_scene_rows_new (void);
void mix_scene_rows_free (MixSceneRows *rows);
void mix_scene_rows_clear (MixSceneRows *rows);       /* another design */
void mix_scene_rows_clear_cloud (MixSceneRows *rows); /* another x */
void mix_scene_rows_set_snapshot (MixSceneRows *rows, MixSnapshot *snapshot); /* its split */
void mix_scene_rows_count (MixSceneRows *rows, MixDesign *design, MixRowCounts *counts);

/* Which cloud, and how it is coloured. */
typedef struct
{
  MixDesign *design;
  guint x_feature;
  MixSnapshot *trained;
  const MixPalette *palette;
  int coloring; /* MixColoring */
  gboolean validation;
} MixCloudRequest;

MixCloud *mix_scene_rows_get_cloud (MixSceneRows *rows, const MixCloudRequest *request);

/* A grey cloud of at most most rows, every so many of them. */
MixCloud *mix_cloud_of_design (MixDesign *design, guint x_feature, guint most, guint32 rgb,
                               double alpha, double radius);

G_END_DECLS
