/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mix-run.h"

G_BEGIN_DECLS

/* A run in a worker thread. Everything here is called from one thread, the owner's; the worker is
 * never seen. Commands return at once and take effect within one mini-batch; what came of them is
 * read in the snapshots. There are no callbacks: the owner asks mix_session_take_snapshot() once
 * per frame while mix_session_is_busy().
 *
 * Dropping the last reference stops and joins the worker. */
#define MIX_TYPE_SESSION (mix_session_get_type ())
G_DECLARE_FINAL_TYPE (MixSession, mix_session, MIX, SESSION, GObject)

MixSession *mix_session_new (void);

/* Starts over with these data and options, before the first step and paused. Fails, leaving the
 * current run as it is, where mix_trainer_new() does. A READY snapshot of the new run is in the
 * mailbox when it returns. */
gboolean mix_session_load (MixSession *session, const MixConfig *config, MixDesign *design,
                           GError **error);

/* The same from what the networks of a snapshot know, where they have the same shape; NULL: from
 * nothing. */
gboolean mix_session_load_warm (MixSession *session, const MixConfig *config, MixDesign *design,
                                const MixSnapshot *from, GError **error);

/* The same with a trainer that is there already, before its first step; takes it. */
void mix_session_load_trainer (MixSession *session, MixTrainer *trainer);

void mix_session_run (MixSession *session);
void mix_session_pause (MixSession *session);
void mix_session_step (MixSession *session); /* one mini-batch, then pause */

/* The past of the current run, paused: each shows a moment whose snapshot "is_past"; the run itself
 * stays where it is, and goes on from there. */
void mix_session_seek (MixSession *session, guint epoch);
void mix_session_seek_by (MixSession *session, int by);

/* Other runs. */
void mix_session_branch (MixSession *session);
MixRun *mix_session_get_run (MixSession *session);
void mix_session_take_up (MixSession *session, MixRun *run, const MixConfig *config);
MixRun *mix_session_pin (MixSession *session);
void mix_session_take_up_copy (MixSession *session, MixRun *pin, const MixConfig *config);

/* Live options act on the running networks; needs mix_session_load() for the others. */
void mix_session_set_config (MixSession *session, const MixConfig *config);

/* Whether the worker is running, or has a command or a last snapshot that was not taken yet. */
gboolean mix_session_is_busy (MixSession *session);
gboolean mix_session_is_running (MixSession *session); /* as last asked for by the owner */

/* The newest snapshot since the last call, of the current run only; NULL if there is none. */
MixSnapshot *mix_session_take_snapshot (MixSession *session);

/* A run of all its epochs takes at least so long, evenly, so that a person can watch it; 0, as at
 * first, for as fast as it goes. Changes nothing but the time. */
void mix_session_set_least_seconds (MixSession *session, double seconds);

/* The least time between two snapshots while running; 16 667 µs at first. */
void mix_session_set_interval (MixSession *session, gint64 microseconds);

G_END_DECLS
