/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-snapshot.h"

G_BEGIN_DECLS

/* A setting that two runs do not have in common, in a person's words. */
typedef struct
{
  char *label;    /* "Components" */
  char *value[2]; /* of the one and of the other */
} MixDifference;

GPtrArray *mix_snapshot_list_differences (const MixSnapshot *a, const MixSnapshot *b);

G_END_DECLS
