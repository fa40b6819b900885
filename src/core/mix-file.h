/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whole files in and out. "-" is standard input or output. Errors are of G_FILE_ERROR and begin
 * with the path. */
char *mix_file_read (const char *path, gsize max_length, gsize *length, GError **error);

/* Written beside its place and moved there: a failure leaves the old file as it was. */
gboolean mix_file_write (const char *path, const char *bytes, gsize length, GError **error);

G_END_DECLS
