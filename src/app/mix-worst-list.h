/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-diagnostics.h"

G_BEGIN_DECLS

#define MIX_TYPE_WORST_LIST (mix_worst_list_get_type ())
G_DECLARE_FINAL_TYPE (MixWorstList, mix_worst_list, MIX, WORST_LIST, GtkWidget)

MixWorstList *mix_worst_list_new (void);

/* d NULL: none. picked: a row of the design, or −1. */
void mix_worst_list_show (MixWorstList *self, const MixDiagnostics *d, MixDesign *design,
                          gssize picked);
void mix_worst_list_pick (MixWorstList *self, gssize picked);

G_END_DECLS
