/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "mix-snapshot.h"

G_BEGIN_DECLS

#define MIX_TYPE_READOUT (mix_readout_get_type ())
G_DECLARE_FINAL_TYPE (MixReadout, mix_readout, MIX, READOUT, GObject)

MixReadout *mix_readout_new (void);
void mix_readout_show (MixReadout *self, const MixSnapshot *snapshot);

G_END_DECLS
