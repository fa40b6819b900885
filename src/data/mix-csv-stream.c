/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv-stream.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mix-dataset.h"

/* What can be read from first to last: no directory, no disk. */
static gboolean
check_type (int fd, const char *place, GError **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    {
      g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_READ, "%s: %s", place, g_strerror (errno));
      return FALSE;
    }
  if (S_ISREG (status.st_mode) || S_ISFIFO (status.st_mode) || S_ISCHR (status.st_mode)
      || S_ISSOCK (status.st_mode))
    return TRUE;
  g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_READ,
               S_ISDIR (status.st_mode) ? _ ("%s: this is a directory, not a table")
                                        : _ ("%s: this is a device, not a table"),
               place);
  return FALSE;
}

/**
 * mix_csv_open_stream:
 * @path: a file, a pipe or "-" for standard input
 * @place: what errors call it
 *
 * Opens without waiting, so that reading from a pipe to which nobody writes can be cancelled.
 *
 * Returns: (transfer full): the bytes, or NULL with MIX_DATA_ERROR_READ
 */
GInputStream *
mix_csv_open_stream (const char *path, const char *place, GError **error)
{
  gboolean is_standard = g_strcmp0 (path, "-") == 0;
  int fd = is_standard ? STDIN_FILENO : g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);

  if (fd < 0)
    {
      g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_READ, "%s: %s", place, g_strerror (errno));
      return NULL;
    }
  if (check_type (fd, place, error))
    return g_unix_input_stream_new (fd, !is_standard);
  if (!is_standard)
    close (fd);
  return NULL;
}
