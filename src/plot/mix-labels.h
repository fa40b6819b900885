/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One label in a column of labels. */
typedef struct
{
  double wanted;   /* centre, in pixels */
  double height;   /* with the gap to the next */
  double priority; /* the lowest give way where there is no room for all */
  double weight;   /* how many others it moves like; 0 is taken as 1 */
  double at;       /* out: the centre */
  gboolean shown;  /* out */
} MixLabelSlot;

void mix_labels_spread (MixLabelSlot *slots, guint n, double low, double high);

G_END_DECLS
