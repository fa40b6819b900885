/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GInputStream *mix_csv_open_stream (const char *path, const char *place, GCancellable *cancellable,
                                   GError **error);
gboolean mix_csv_stream_is_endless (GInputStream *stream);

G_END_DECLS
