/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct _MixFileWriter
{
  char *place; /* what errors call the file */
  int fd;      /* −1: closed */
  int failure; /* an errno: something is lost, and the file must not appear; 0: none */

  /* A regular file is written beside its place; both NULL for a pipe, a device, standard output. */
  char *temporary;
  char *target;
};

/* Always FALSE. */
static gboolean
fail (MixFileWriter *writer, int number, GError **error)
{
  writer->failure = number;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (number), "%s: %s", writer->place,
               g_strerror (number));
  return FALSE;
}

/* existing: the file that will be replaced, or NULL. */
static gboolean
open_beside (MixFileWriter *writer, const char *path, const struct stat *existing, GError **error)
{
  char *real = realpath (path, NULL);
  writer->target = g_strdup (real != NULL ? real : path);
  free (real);

  g_autofree char *folder = g_path_get_dirname (writer->target);
  g_autofree char *temporary = g_build_filename (folder, ".mixture-lab-XXXXXX", NULL);

  if (existing != NULL && access (writer->target, W_OK) != 0)
    return fail (writer, errno, error);
  writer->fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0666);
  if (writer->fd < 0)
    return fail (writer, errno, error);
  writer->temporary = g_steal_pointer (&temporary);
  if (existing != NULL && fchmod (writer->fd, existing->st_mode & 07777) != 0)
    return fail (writer, errno, error);
  return TRUE;
}

static gboolean
open_path (MixFileWriter *writer, const char *path, GError **error)
{
  struct stat status;

  if (g_str_equal (path, "-"))
    {
      writer->fd = STDOUT_FILENO;
      return TRUE;
    }
  gboolean exists = stat (path, &status) == 0;
  if (!exists || S_ISREG (status.st_mode))
    return open_beside (writer, path, exists ? &status : NULL, error);

  writer->fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  return writer->fd >= 0 || fail (writer, errno, error);
}

/**
 * mix_file_writer_new:
 * @path: where the file goes, or "-" for standard output
 *
 * Returns: (transfer full): a writer; NULL where nothing can be written there
 */
MixFileWriter *
mix_file_writer_new (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (MixFileWriter) writer = g_new0 (MixFileWriter, 1);
  writer->place = g_str_equal (path, "-") ? g_strdup (_ ("standard output"))
                                          : g_filename_display_name (path);
  writer->fd = -1;
  return open_path (writer, path, error) ? g_steal_pointer (&writer) : NULL;
}

/**
 * mix_file_writer_add:
 *
 * Writes at once: gather small pieces before.
 *
 * Returns: FALSE on an error; the writer can then only be closed or freed
 */
gboolean
mix_file_writer_add (MixFileWriter *writer, const void *bytes, gsize length, GError **error)
{
  g_return_val_if_fail (writer != NULL && writer->fd >= 0, FALSE);

  const char *place = bytes;
  while (length > 0)
    {
      gssize n = write (writer->fd, place, length);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (writer, errno, error);
      place += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/**
 * mix_file_writer_close:
 *
 * Moves a file to its place, once it is on the disk.
 *
 * Returns: FALSE on an error, also one from before: no file has then appeared
 */
gboolean
mix_file_writer_close (MixFileWriter *writer, GError **error)
{
  g_return_val_if_fail (writer != NULL && writer->fd >= 0, FALSE);

  if (writer->failure != 0)
    return fail (writer, writer->failure, error);
  int fd = writer->fd;
  if (fd == STDOUT_FILENO)
    return TRUE;
  if (writer->temporary != NULL && fsync (fd) != 0)
    return fail (writer, errno, error);
  writer->fd = -1;
  if (close (fd) != 0)
    return fail (writer, errno, error);
  if (writer->temporary == NULL)
    return TRUE;
  if (g_rename (writer->temporary, writer->target) != 0)
    return fail (writer, errno, error);
  g_clear_pointer (&writer->temporary, g_free);
  return TRUE;
}

/**
 * mix_file_writer_free:
 *
 * Frees the writer. A file that was not closed is removed; what stood in its place is as it was.
 */
void
mix_file_writer_free (MixFileWriter *writer)
{
  if (writer == NULL)
    return;
  if (writer->fd >= 0 && writer->fd != STDOUT_FILENO)
    close (writer->fd);
  if (writer->temporary != NULL)
    g_unlink (writer->temporary);
  g_free (writer->temporary);
  g_free (writer->target);
  g_free (writer->place);
  g_free (writer);
}

/**
 * mix_file_write:
 * @path: where to, or "-" for standard output
 *
 * Writes a whole file, as a writer does.
 *
 * Returns: whether all of it is there
 */
gboolean
mix_file_write (const char *path, const void *bytes, gsize length, GError **error)
{
  g_autoptr (MixFileWriter) writer = mix_file_writer_new (path, error);

  return writer != NULL && mix_file_writer_add (writer, bytes, length, error)
         && mix_file_writer_close (writer, error);
}
