/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pthread.h>
#include <stdatomic.h>

#include "mix-session.h"
#include "mix-trainer.h"

G_BEGIN_DECLS

/* What the two sides of a session share: mix-session.c is its owner's, -worker its thread's. */

/* What the owner asks for, in order. */
typedef enum
{
  MIX_COMMAND_PAUSE,
  MIX_COMMAND_RUN,
  MIX_COMMAND_STEP,
  MIX_COMMAND_CONFIG,  /* live options */
  MIX_COMMAND_TAKE_UP, /* a run in the place of the current one */
  MIX_COMMAND_BRANCH,  /* the same, from the moment on show */
  MIX_COMMAND_COPY,    /* the same, as one that stays put away was left */
  MIX_COMMAND_PIN,     /* puts the moment on show away as a run of its own */
  MIX_COMMAND_SEEK,    /* to the keyframe nearest to an epoch */
  MIX_COMMAND_SEEK_BY, /* to a keyframe some places away */
} MixCommandKind;

typedef struct
{
  MixCommandKind kind;
  MixRun *run;
  MixRun *from; /* of MIX_COMMAND_COPY */
  MixConfig config;
  guint epoch;
  int by;
} MixCommand;

struct _MixSession
{
  GObject parent_instance;

  /* the owner's */
  GThread *worker; /* NULL until the first load */
  MixRun *run;     /* the current one */
  guint64 last_id, asked;
  MixConfig config;
  MixRunState last_state; /* of the newest snapshot that was taken */
  gboolean wants_run;

  /* between the two: under the mutex */
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  gboolean quit;
  GQueue commands; /* MixCommand, that the worker has not taken yet */
  guint64 run_id;  /* of the current run */
  gint64 interval_us;
  double least_seconds;
  guint64 newest; /* number of the newest command */

  /* between the two: atomic */
  _Atomic guint64 news;     /* = newest, to look at without the mutex */
  _Atomic guint64 answered; /* the newest command whose snapshot is in the mailbox */
  _Atomic (MixSnapshot *) mailbox;
};

static inline gboolean
mix_run_state_is_over (MixRunState state)
{
  return state == MIX_RUN_FINISHED || state == MIX_RUN_DIVERGED;
}

gpointer mix_session_work (gpointer session);
void mix_command_free (gpointer command);

G_END_DECLS
