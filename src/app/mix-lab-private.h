/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-lab.h"

#include "mix-trainer.h"

G_BEGIN_DECLS

/* What the files of the laboratory share: mix-lab.c holds it together, -state goes from one state
 * to another, -start is what that takes, -pending does it in a thread, -train runs, -data chooses
 * tables and columns, -draw changes their rows, -undo takes changes back, -shelf keeps runs, -project
 * is what a file keeps. */

typedef struct _MixLabPending MixLabPending;

struct _MixLab
{
  GObject parent_instance;

  MixSession *session;
  MixReadout *readout;
  MixConfig config;
  MixDesign *design;
  MixSnapshot *snapshot;
  MixDesign *canvas;          /* what is drawn before there are rows enough; NULL: nothing is */
  gboolean all_others;        /* the network takes every other column too, but for text */
  gboolean components_chosen; /* K is the person's, no longer the data set's */
  gboolean busy, running;
  gint64 read_at; /* monotonic time: when words were last put to the moment */
  MixSnapshot *unsaid; /* whose words the next frame says; NULL: none */
  MixPace pace;
  MixUndo *undo;
  MixRunShelf *shelf;
  MixLabPending *pending;  /* a change that is got ready in a thread; NULL: none */
  GCancellable *preparing; /* of the thread; NULL: none is at work */
  gboolean was_pending;    /* as was last said */
};

/* What a design is to be made of. */
typedef struct
{
  MixDataset *dataset;
  char *target;    /* NULL with features: what looks most like a quantity, and its first other */
  char **features; /* the x axis first; NULL: all that can be */
} MixLabColumns;

/* Everything that a person chose, at one moment. */
typedef struct
{
  MixConfig config;
  MixLabColumns *columns; /* the design is to be made of; NULL: it is there */
  MixDesign *design;
  MixRun *run;           /* NULL: forgotten, or none yet */
  MixSnapshot *snapshot; /* that was on show; NULL with the run */
  gboolean all_others, components_chosen;
  MixDesign *canvas; /* NULL: none */
} MixLabState;

typedef enum
{
  MIX_LAB_RESTART = 1 << 0, /* even where the options could change live */
  MIX_LAB_RUN = 1 << 1,     /* a run that starts over runs at once */
  MIX_LAB_WARM = 1 << 2,    /* a run that starts over keeps what the networks have learnt */
} MixLabHow;

typedef enum
{
  MIX_LAB_DATA_CHANGED,
  MIX_LAB_CONFIG_CHANGED,
  MIX_LAB_SNAPSHOT_CHANGED,
  MIX_LAB_MOMENT_CHANGED,
  MIX_LAB_N_SIGNALS
} MixLabSignal;

struct _MixLabStart
{
  MixConfig config;
  MixLabColumns *columns; /* NULL: base is their design */
  MixDesign *base;
  MixModel *model, *plain; /* what the networks start from; NULL: from nothing */
  char *name;              /* of the change */
  gboolean brings_options; /* FALSE: they are those in effect, whatever they are by then */
  gboolean all_others, components_chosen;

  MixDesign *design;
  MixTrainer *trainer;
};

/* mix-lab.c */
void mix_lab_emit (MixLab *self, MixLabSignal which);
void mix_lab_take_snapshot (MixLab *self, MixSnapshot *snapshot);
void mix_lab_update (MixLab *self);

/* mix-lab-state.c */
gboolean mix_lab_change (MixLab *self, const MixLabState *to, MixLabHow how, const char *name,
                         const char *merge, GError **error);
gboolean mix_lab_apply (MixLab *self, const MixLabState *to, MixLabHow how, GError **error);

gboolean mix_lab_start_over (MixLab *self, const MixLabState *to, MixLabHow how,
                             const MixSnapshot *from, GError **error);
void mix_lab_leave_canvas (MixLab *self);
void mix_lab_start_with (MixLab *self, const MixLabState *to, MixTrainer *trainer);
void mix_lab_take_up (MixLab *self, const MixLabState *to, gboolean as_copy);

/* mix-lab-start.c */
MixLabColumns *mix_lab_columns_new (MixDataset *dataset, const char *target,
                                    const char *const *features);
void mix_lab_columns_unref (MixLabColumns *columns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixLabColumns, mix_lab_columns_unref)
MixDesign *mix_lab_columns_make_design (const MixLabColumns *columns, GError **error);
MixLabStart *mix_lab_start_new_state (const MixLabState *to, const MixSnapshot *from);

/* mix-lab-data.c */
MixLabColumns *mix_lab_columns_of (MixDataset *dataset, const char *target, const char *x,
                                   gboolean all_others);
MixDataset *mix_lab_state_dataset (const MixLabState *state);
const char *mix_lab_state_target (const MixLabState *state);
const char *mix_lab_state_x (const MixLabState *state);

/* mix-lab-pending.c */
MixLabState mix_lab_now (MixLab *self);
MixLabState mix_lab_shown (MixLab *self);
gboolean mix_lab_takes_long (MixLab *self, const MixLabState *to);
void mix_lab_wait_for (MixLab *self, const MixLabState *to, MixLabHow how,
                       const MixSnapshot *from);
gboolean mix_lab_run_pending (MixLab *self, gboolean run);
void mix_lab_drop_pending (MixLab *self);
void mix_lab_give_up_pending (MixLab *self);
void mix_lab_end_pending (MixLab *self);

/* mix-lab-train.c */
gboolean mix_lab_is_over (MixLab *self);
void mix_lab_use_pace (MixLab *self, MixPace pace);

/* mix-lab-undo.c */
MixLabState *mix_lab_keep (MixLab *self);
MixLabState *mix_lab_state_copy (const MixLabState *state);
gboolean mix_lab_state_has_data (const MixLabState *state);
void mix_lab_forget_since (MixLab *self, guint serial);
void mix_lab_state_free (MixLabState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixLabState, mix_lab_state_free)
void mix_lab_note (MixLab *self, MixLabState *before, const char *name, const char *merge);
char *mix_lab_name_option (const MixOption *option, const char *text);

G_END_DECLS
