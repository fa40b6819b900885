/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-scene.h"

G_BEGIN_DECLS

/* What is decided at a scene's x0, line by line: the best order beside the forecast. */
typedef struct
{
  char *label, *best, *forecast; /* forecast: NULL where it is no number of its own */
} MixDecisionLine;

/* is_service: costs mean nothing, and are left out. (nullable) (transfer full): of MixDecisionLine;
 * NULL before training. */
GPtrArray *mix_decision_list (MixScene *scene, gboolean is_service);
/* The answers to what the scene asks about the outcome: "P(y > 40)" and so on, in best. */
GPtrArray *mix_decision_list_risk (MixScene *scene);

G_END_DECLS
