/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "mix-timeline.h"

G_BEGIN_DECLS

#define MIX_TYPE_STATUS (mix_status_get_type ())
G_DECLARE_FINAL_TYPE (MixStatus, mix_status, MIX, STATUS, GtkBox)

MixTimeline *mix_status_get_timeline (MixStatus *self);

G_END_DECLS
