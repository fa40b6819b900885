/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv-stream.h"

#include <gio/gunixinputstream.h>
#include <sys/stat.h>

#include "mix-dataset.h"
#include "mix-file.h"

static gboolean
is_cancelled (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

/**
 * mix_csv_open_stream:
 * @path: a file, a pipe or "-" for standard input
 * @place: what errors call it
 *
 * Opens without waiting for long, so that reading can be cancelled.
 *
 * Returns: (transfer full): the bytes, or NULL with MIX_DATA_ERROR_READ or G_IO_ERROR_CANCELLED
 */
GInputStream *
mix_csv_open_stream (const char *path, const char *place, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GError) reason = NULL;
  int fd = mix_file_open (path, place, is_cancelled, cancellable, &reason);

  if (fd >= 0)
    return g_unix_input_stream_new (fd, !g_str_equal (path, "-"));
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error_literal (error, MIX_DATA_ERROR, MIX_DATA_ERROR_READ, reason->message);
  return NULL;
}

/**
 * mix_csv_stream_is_endless:
 *
 * Returns: whether nobody knows how much there will be: a pipe or a device
 */
gboolean
mix_csv_stream_is_endless (GInputStream *stream)
{
  struct stat status;

  return G_IS_UNIX_INPUT_STREAM (stream)
         && fstat (g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (stream)), &status) == 0
         && !S_ISREG (status.st_mode);
}
