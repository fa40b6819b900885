/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-lab.h"

G_BEGIN_DECLS

/* What the files of the laboratory share: mix-lab.c holds it together, -state goes from one state
 * to another, -train runs, -data chooses tables and columns, -draw changes their rows, -undo takes
 * changes back, -shelf keeps runs, -project is what a file keeps. */

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
};

/* Everything that a person chose, at one moment. */
typedef struct
{
  MixConfig config;
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

/* mix-lab.c */
MixLabState mix_lab_now (MixLab *self);
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

/* mix-lab-train.c */
gboolean mix_lab_is_over (MixLab *self);
void mix_lab_use_pace (MixLab *self, MixPace pace);

/* mix-lab-undo.c */
MixLabState *mix_lab_keep (MixLab *self);
void mix_lab_state_free (MixLabState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixLabState, mix_lab_state_free)
void mix_lab_note (MixLab *self, MixLabState *before, const char *name, const char *merge);
char *mix_lab_name_option (const MixOption *option, const char *text);

G_END_DECLS
