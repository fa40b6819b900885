/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A few threads that work off numbered tasks together with the thread that asks. Which thread does
 * which task is left open, so a task must write only to what belongs to its number. */
typedef struct _MixTeam MixTeam;

typedef void (*MixTeamTask) (guint task, gpointer data);

#define MIX_TEAM_MAX_TASKS 65535

MixTeam *mix_team_new (guint n_threads);
void mix_team_free (MixTeam *team);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixTeam, mix_team_free)

void mix_team_run (MixTeam *team, guint n_tasks, MixTeamTask task, gpointer data);

G_END_DECLS
