/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-file.h"

#include <errno.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define CHUNK (64 * 1024)

/* Always FALSE, from errno. */
static gboolean
fail (const char *path, int code, GError **error)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path,
               g_strerror (code));
  return FALSE;
}

static gboolean
fail_too_large (const char *path, gsize max_length, GError **error)
{
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
               _ ("%s: the file is too large; at most %zu MiB can be read"), path,
               max_length >> 20);
  return FALSE;
}

/* Always TRUE. */
static gboolean
wait_for_bytes (int fd)
{
  struct pollfd look = { .fd = fd, .events = POLLIN };

  poll (&look, 1, -1);
  return TRUE;
}

static gboolean
read_all (int fd, const char *path, gsize max_length, GString *text, GError **error)
{
  struct stat info;

  if (fstat (fd, &info) != 0)
    return fail (path, errno, error);
  if (S_ISREG (info.st_mode) && info.st_size > (goffset) max_length)
    return fail_too_large (path, max_length, error);

  g_autofree char *chunk = g_malloc (CHUNK);
  for (;;)
    {
      gssize n = read (fd, chunk, CHUNK);
      if (n == 0)
        return TRUE;
      if (n < 0 && (errno == EINTR || (errno == EAGAIN && wait_for_bytes (fd))))
        continue;
      if (n < 0)
        return fail (path, errno, error);
      g_string_append_len (text, chunk, n);
      if (text->len > max_length)
        return fail_too_large (path, max_length, error);
    }
}

/**
 * mix_file_read:
 * @path: a file, a pipe, or "-" for standard input
 * @max_length: the most bytes that are accepted
 * @length: (out): how many there are
 *
 * Returns: (transfer full): the bytes, and a NUL after them; NULL on an error
 */
char *
mix_file_read (const char *path, gsize max_length, gsize *length, GError **error)
{
  gboolean standard = g_str_equal (path, "-");
  int fd = mix_file_open (path, path, NULL, NULL, error);

  if (fd < 0)
    return NULL;
  GString *text = g_string_new (NULL);
  gboolean done = read_all (fd, path, max_length, text, error);
  if (!standard)
    close (fd);
  *length = text->len;
  return g_string_free (text, !done);
}
