/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Opens what can be read from first to last. stop (nullable) is asked whether to go on waiting. */
typedef gboolean (*MixFileStop) (gpointer data);

int mix_file_open (const char *path, const char *place, MixFileStop stop, gpointer data,
                   GError **error);

/* Whole files in and out. "-" is standard input or output. Errors are of G_FILE_ERROR and begin
 * with the path. */
char *mix_file_read (const char *path, gsize max_length, gsize *length, GError **error);
gboolean mix_file_write (const char *path, const void *bytes, gsize length, GError **error);

/* A file that is written piece by piece beside its place and moved there when it is whole: a
 * failure, or freeing the writer early, leaves an old file as it was. An existing file keeps its
 * permissions; a symbolic link is followed; a device or a pipe is written to, never replaced. */
typedef struct _MixFileWriter MixFileWriter;

MixFileWriter *mix_file_writer_new (const char *path, GError **error);
gboolean mix_file_writer_add (MixFileWriter *writer, const void *bytes, gsize length,
                              GError **error);
gboolean mix_file_writer_close (MixFileWriter *writer, GError **error);
void mix_file_writer_free (MixFileWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixFileWriter, mix_file_writer_free)

G_END_DECLS
