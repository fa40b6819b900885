/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "mix-lab.h"

G_BEGIN_DECLS

/* A popover with a row for the target and for each column of features, in which to choose what it
 * goes through before a network sees it. It belongs to whoever parents it. */
#define MIX_TYPE_TRANSFORM_POPOVER (mix_transform_popover_get_type ())
G_DECLARE_FINAL_TYPE (MixTransformPopover, mix_transform_popover, MIX, TRANSFORM_POPOVER, GtkPopover)

GtkWidget *mix_transform_popover_new (MixLab *lab);

/* "none", "logarithm of y", "3 columns": what is in effect, for the button. */
char *mix_transform_summary (const MixDesign *design);

G_END_DECLS
