/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define PATIENCE (3 * G_USEC_PER_SEC) /* for somebody to open the other end of a pipe */
#define PAUSE (20 * 1000)             /* microseconds between two looks */

/* What a file is where it is none to read from first to last; NULL where it is. */
static const char *
name_kind (mode_t mode)
{
  if (S_ISDIR (mode))
    return _ ("this is a directory");
  if (S_ISBLK (mode))
    return _ ("this is a device");
  return S_ISSOCK (mode) ? _ ("this is a socket") : NULL;
}

/* /dev/zero and the like have no last byte; a terminal has, and so has the empty one. */
static gboolean
is_endless_device (int fd, const struct stat *status)
{
  struct stat empty;

  if (!S_ISCHR (status->st_mode) || isatty (fd))
    return FALSE;
  return stat ("/dev/null", &empty) != 0 || empty.st_rdev != status->st_rdev;
}

static int
fail (const char *place, const char *why, GError **error)
{
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
               _ ("%s: %s; expected a regular file, or a pipe on standard input (-)"), place, why);
  return -1;
}

static int
fail_to_open (const char *path, const char *place, int code, GError **error)
{
  struct stat status;

  if (code == ENXIO && stat (path, &status) == 0 && name_kind (status.st_mode) != NULL)
    return fail (place, name_kind (status.st_mode), error);
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", place,
               g_strerror (code));
  return -1;
}

/* Without a writer a pipe that nobody ever wrote to keeps silent as one does whose writer thinks.
 * After one has come and gone it hangs up: so one comes and goes. */
static gboolean
has_writer (int fd, const char *path)
{
  struct pollfd look = { .fd = fd, .events = POLLIN };
  int other = g_open (path, O_WRONLY | O_NONBLOCK | O_CLOEXEC, 0);

  if (other < 0)
    return TRUE; /* nobody knows */
  close (other);
  return poll (&look, 1, 0) <= 0 || (look.revents & POLLIN) != 0;
}

static gboolean
wait_for_writer (int fd, const char *path, MixFileStop stop, gpointer data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!has_writer (fd, path))
    {
      if (g_get_monotonic_time () > end || (stop != NULL && stop (data)))
        return FALSE;
      g_usleep (PAUSE);
    }
  return TRUE;
}

/**
 * mix_file_open:
 * @path: a file or a pipe, or "-" for standard input
 * @place: what errors call it
 * @stop: (nullable): asked now and then while nobody writes to a pipe
 * @error: of G_FILE_ERROR, beginning with the place
 *
 * Opens what can be read from first to last, and never waits for ever: a pipe must have a writer
 * within seconds. Reading does not wait either (O_NONBLOCK), but from standard input.
 *
 * Returns: a descriptor; −1 on an error
 */
int
mix_file_open (const char *path, const char *place, MixFileStop stop, gpointer data, GError **error)
{
  gboolean standard = g_str_equal (path, "-");
  int fd = standard ? STDIN_FILENO : g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  struct stat status;
  const char *kind = NULL;

  if (fd < 0 || fstat (fd, &status) != 0)
    return fail_to_open (path, place, errno, error);
  if (!standard || !S_ISSOCK (status.st_mode))
    kind = is_endless_device (fd, &status) ? _ ("this is a device") : name_kind (status.st_mode);
  if (kind == NULL && S_ISFIFO (status.st_mode) && !standard
      && !wait_for_writer (fd, path, stop, data))
    kind = _ ("this is a pipe to which nobody writes");
  if (kind == NULL)
    return fd;
  if (!standard)
    close (fd);
  return fail (place, kind, error);
}
