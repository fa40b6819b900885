/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a person finds again at the next start. */
GSettings *mix_settings_get (void);

G_END_DECLS
