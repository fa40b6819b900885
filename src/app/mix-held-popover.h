/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-explore-page.h"

G_BEGIN_DECLS

/* Which feature is on the x axis, and what the others are held at: a popover that changes the
 * page's scene. It belongs to whoever parents it. */
GtkWidget *mix_held_popover_new (MixExplorePage *page);

G_END_DECLS
