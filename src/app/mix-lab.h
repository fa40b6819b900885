/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-generators.h"
#include "mix-project.h"
#include "mix-readout.h"
#include "mix-run-shelf.h"
#include "mix-session.h"
#include "mix-undo.h"
#include "mix-usage.h"

G_BEGIN_DECLS

#define MIX_TYPE_LAB (mix_lab_get_type ())
G_DECLARE_FINAL_TYPE (MixLab, mix_lab, MIX, LAB, GObject)

/* How long a whole run takes at least, so that a person can watch it. */
typedef enum
{
  MIX_PACE_WATCH,
  MIX_PACE_FAST,
  MIX_PACE_FULL, /* as fast as it goes */
} MixPace;

/* Of a generator, until a person chooses: enough to learn the truth from, few enough to see. */
#define MIX_LAB_ROWS 10000

/* So many are split, scaled and looked through in a thread. */
#define MIX_LAB_MANY_ROWS 200000

MixLab *mix_lab_new (void);

/* Data. Each fails with a message for a person and then leaves everything as it was; many rows are
 * got ready in a thread, and then the signal "failed" has the message. */
gboolean mix_lab_generate (MixLab *self, const MixGenerator *generator, gsize rows, double noise,
                           guint64 seed, GError **error);

/* Starting over with a table takes seconds where it has many rows; all but mix_lab_begin() may then
 * be done in another thread. */
typedef struct _MixLabStart MixLabStart;

MixLabStart *mix_lab_start_new (MixLab *self, MixDataset *dataset, const char *target,
                                const char *x, gboolean all_others);
MixLabStart *mix_lab_start_new_project (MixLab *self, const MixProject *project,
                                        MixDataset *dataset, const char *name);
void mix_lab_start_free (MixLabStart *start);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixLabStart, mix_lab_start_free)
gboolean mix_lab_start_prepare (MixLabStart *start, GCancellable *cancellable, GError **error);
void mix_lab_start_prepare_in_task (MixLabStart *start, GTask *task);
gboolean mix_lab_begin (MixLab *self, MixLabStart *start, GError **error);

gboolean mix_lab_set_dataset (MixLab *self, MixDataset *dataset, GError **error);
gboolean mix_lab_edit_dataset (MixLab *self, MixDataset *dataset, const char *name,
                               const char *merge, GError **error);
gboolean mix_lab_choose_columns (MixLab *self, const char *target, const char *x,
                                 gboolean all_others, GError **error);
gboolean mix_lab_set_transform (MixLab *self, const char *column, MixTransformKind kind,
                                GError **error);
gboolean mix_lab_add_points (MixLab *self, guint x_feature, const double *x, const double *y,
                             gsize n, GError **error);
/* held: [n_features] what the other features are held at, which the rows then have. */
gboolean mix_lab_add_points_at (MixLab *self, guint x_feature, const double *held, const double *x,
                                const double *y, gsize n, GError **error);
gboolean mix_lab_erase_points (MixLab *self, guint x_feature, double x, double y, double radius_x,
                               double radius_y, GError **error);
void mix_lab_begin_canvas (MixLab *self);
MixDesign *mix_lab_get_canvas (MixLab *self);
gboolean mix_lab_exclude_rows (MixLab *self, const guint32 *rows, gsize n, gboolean exclude,
                               GError **error);
gboolean mix_lab_remove_row (MixLab *self, gsize row, GError **error);
gboolean mix_lab_edit_cell (MixLab *self, guint column, gsize row, const char *text,
                            GError **error);
/* Projects. */
MixProject *mix_lab_make_project (MixLab *self, gboolean own_rows);
gboolean mix_lab_open_project (MixLab *self, const MixProject *project, MixDataset *dataset,
                               const char *name, GError **error);

MixDesign *mix_lab_get_design (MixLab *self);
gboolean mix_lab_get_all_others (MixLab *self);

/* Options, as text by the names of the table. */
gboolean mix_lab_set_option (MixLab *self, const char *name, const char *text, GError **error);
gboolean mix_lab_train_with (MixLab *self, const char *name, const char *text, GError **error);
const MixConfig *mix_lab_get_config (MixLab *self);

/* Training */
void mix_lab_run (MixLab *self);
void mix_lab_pause (MixLab *self);
void mix_lab_toggle (MixLab *self);
void mix_lab_step (MixLab *self);
void mix_lab_reset (MixLab *self);
void mix_lab_reset_anew (MixLab *self);
void mix_lab_seek (MixLab *self, guint epoch);
void mix_lab_seek_by (MixLab *self, int by);
void mix_lab_branch (MixLab *self);
void mix_lab_halve_learning_rate (MixLab *self);
void mix_lab_split_largest (MixLab *self, const MixUsage *usage);
void mix_lab_set_pace (MixLab *self, MixPace pace);
MixPace mix_lab_get_pace (MixLab *self);

/* The shelf of runs. */
gboolean mix_lab_pin (MixLab *self, GError **error);
void mix_lab_unpin (MixLab *self, MixPinnedRun *pinned);
void mix_lab_bring_back (MixLab *self, MixPinnedRun *pinned);
MixRunShelf *mix_lab_get_shelf (MixLab *self);

void mix_lab_poll (MixLab *self);
gboolean mix_lab_get_pending (MixLab *self);
gboolean mix_lab_get_busy (MixLab *self);
gboolean mix_lab_get_running (MixLab *self);
MixSnapshot *mix_lab_get_snapshot (MixLab *self);
MixReadout *mix_lab_get_readout (MixLab *self);
MixUndo *mix_lab_get_undo (MixLab *self);

G_END_DECLS
