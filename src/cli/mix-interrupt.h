/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* While there is one, the first Ctrl-C cancels instead of ending the program; a second one ends
 * it. */
typedef struct _MixInterrupt MixInterrupt;

MixInterrupt *mix_interrupt_new (GCancellable *cancellable);
void mix_interrupt_free (MixInterrupt *interrupt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixInterrupt, mix_interrupt_free)

G_END_DECLS
