/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-lab.h"

G_BEGIN_DECLS

/* Helpers of the tests of the laboratory without a window. */

#define LAB_PATIENCE (20 * G_USEC_PER_SEC)

MixLab *lab_new (void);
MixDataset *lab_read_table (const char *text);
char *lab_get_text (MixLab *lab, const char *property);
void lab_run_to_epoch (MixLab *lab, guint epoch);
void lab_poll_for (MixLab *lab, gint64 microseconds);
const char *lab_get_option (MixLab *lab, const char *name);

G_END_DECLS
