/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-fingerprint.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <sys/stat.h>

#include "mix-csv-stream.h"
#include "mix-dataset.h"

#define CHUNK (256 * 1024)
#define SHOWN 12 /* characters of a checksum */

/**
 * mix_fingerprint_look:
 * @fingerprint: (out): without a checksum; all 0 where there is no such file
 *
 * Returns: whether there is a regular file
 */
gboolean
mix_fingerprint_look (MixFingerprint *fingerprint, const char *path)
{
  struct stat facts;

  *fingerprint = (MixFingerprint){ 0 };
  if (stat (path, &facts) != 0 || !S_ISREG (facts.st_mode))
    return FALSE;
  fingerprint->size = (guint64) facts.st_size;
  fingerprint->modified
    = facts.st_mtim.tv_sec * G_USEC_PER_SEC + facts.st_mtim.tv_nsec / 1000;
  return TRUE;
}

static gboolean
add_all (GChecksum *checksum, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autofree guchar *chunk = g_malloc (CHUNK);
  gssize n;

  while ((n = g_input_stream_read (stream, chunk, CHUNK, cancellable, error)) > 0)
    g_checksum_update (checksum, chunk, n);
  return n == 0;
}

/**
 * mix_fingerprint_take:
 * @fingerprint: (out)
 * @path: a regular file
 *
 * Reads the file chunk by chunk, for its SHA-256.
 *
 * Returns: FALSE with MIX_DATA_ERROR_READ or G_IO_ERROR_CANCELLED
 */
gboolean
mix_fingerprint_take (MixFingerprint *fingerprint, const char *path, GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *place = g_filename_display_name (path);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  if (!mix_fingerprint_look (fingerprint, path))
    {
      g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_READ, _ ("%s: there is no such file"),
                   place);
      return FALSE;
    }
  g_autoptr (GInputStream) stream = mix_csv_open_stream (path, place, cancellable, error);
  if (stream == NULL || !add_all (checksum, stream, cancellable, error))
    return FALSE;
  g_strlcpy (fingerprint->sha256, g_checksum_get_string (checksum), sizeof fingerprint->sha256);
  return TRUE;
}

gboolean
mix_fingerprint_looks_same (const MixFingerprint *a, const MixFingerprint *b)
{
  return a->size == b->size && a->modified == b->modified;
}

/* Returns: whether the text is a checksum as this program writes it. */
gboolean
mix_fingerprint_is_sha256 (const char *text)
{
  return strlen (text) == MIX_SHA256_LENGTH
         && strspn (text, "0123456789abcdef") == MIX_SHA256_LENGTH;
}

static char *
name_time (gint64 microseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (microseconds / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : g_strdup ("?");
}

static void
describe_contents (GPtrArray *lines, const MixFingerprint *was, const MixFingerprint *is)
{
  gboolean known = *was->sha256 != '\0' && *is->sha256 != '\0';

  if (known && strcmp (was->sha256, is->sha256) != 0)
    g_ptr_array_add (lines, g_strdup_printf (_ ("SHA-256: %.*s…, it was %.*s…"), SHOWN, is->sha256,
                                             SHOWN, was->sha256));
  else if (*was->sha256 == '\0')
    g_ptr_array_add (lines, g_strdup (_ ("Its contents when the project was saved are not known: it "
                                         "had changed since it was read")));
}

/**
 * mix_fingerprint_describe:
 *
 * Returns: (transfer full): what is different now; ends with NULL
 */
char **
mix_fingerprint_describe (const MixFingerprint *was, const MixFingerprint *is)
{
  GPtrArray *lines = g_ptr_array_new ();
  g_autofree char *then = name_time (was->modified);
  g_autofree char *now = name_time (is->modified);

  if (was->size != is->size)
    g_ptr_array_add (lines,
                     g_strdup_printf (_ ("Size: %llu bytes, it was %llu"),
                                      (unsigned long long) is->size,
                                      (unsigned long long) was->size));
  if (was->modified != is->modified)
    g_ptr_array_add (lines, g_strdup_printf (_ ("Changed: %s, it was %s"), now, then));
  describe_contents (lines, was, is);
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}
