/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mix-decimal.h"

#define BUFFER (64 * 1024)

struct _MixCsvWriter
{
  char *place; /* what errors call the file */
  guint n_columns;
  int fd;          /* −1: closed */
  gboolean failed; /* something is lost: the file must not appear */
  GString *buffer;

  /* A regular file is written beside its place; both NULL for a pipe, a device, standard output. */
  char *temporary;
  char *target;
};

static gboolean
fail (MixCsvWriter *writer, int number, GError **error)
{
  writer->failed = TRUE;
  g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_WRITE, "%s: %s", writer->place,
               g_strerror (number));
  return FALSE;
}

static gboolean
flush (MixCsvWriter *writer, GError **error)
{
  const char *bytes = writer->buffer->str;
  gsize left = writer->buffer->len;

  while (left > 0)
    {
      gssize n = write (writer->fd, bytes, left);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (writer, errno, error);
      bytes += n;
      left -= (gsize) n;
    }
  g_string_truncate (writer->buffer, 0);
  return TRUE;
}

/* Beside path, or where its symbolic link leads; mode as that of the file that will be replaced. */
static gboolean
open_beside (MixCsvWriter *writer, const char *path, const struct stat *existing, GError **error)
{
  char *real = realpath (path, NULL);
  writer->target = g_strdup (real != NULL ? real : path);
  free (real);

  g_autofree char *folder = g_path_get_dirname (writer->target);
  g_autofree char *name = g_path_get_basename (writer->target);
  g_autofree char *hidden = g_strdup_printf (".%s.XXXXXX", name);
  g_autofree char *temporary = g_build_filename (folder, hidden, NULL);

  if (existing != NULL && access (writer->target, W_OK) != 0)
    return fail (writer, errno, error);
  writer->fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0666);
  if (writer->fd < 0)
    return fail (writer, errno, error);
  writer->temporary = g_steal_pointer (&temporary);
  if (existing != NULL && fchmod (writer->fd, existing->st_mode & 0777) != 0)
    return fail (writer, errno, error);
  return TRUE;
}

static gboolean
open_path (MixCsvWriter *writer, const char *path, GError **error)
{
  struct stat status;

  if (strcmp (path, "-") == 0)
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

static void
append_name (GString *line, const char *name)
{
  gsize length = strlen (name);
  gboolean has_edge_space
      = length > 0 && (g_ascii_isspace (name[0]) || g_ascii_isspace (name[length - 1]));

  if (length > 0 && strpbrk (name, ",;\t\"\r\n") == NULL && !has_edge_space)
    {
      g_string_append (line, name);
      return;
    }
  g_string_append_c (line, '"');
  for (const char *c = name; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *c);
    }
  g_string_append_c (line, '"');
}

/**
 * mix_csv_writer_new:
 * @path: where the table goes, or "-" for standard output
 * @names: [n_columns]: the header, quoted where it has to be
 * @n_columns: at least 1
 *
 * Returns: (transfer full): a writer, or NULL with MIX_DATA_ERROR_WRITE
 */
MixCsvWriter *
mix_csv_writer_new (const char *path, const char *const *names, guint n_columns, GError **error)
{
  g_return_val_if_fail (path != NULL && names != NULL && n_columns > 0, NULL);

  g_autoptr (MixCsvWriter) writer = g_new0 (MixCsvWriter, 1);
  writer->place
      = strcmp (path, "-") == 0 ? g_strdup (_ ("standard output")) : g_filename_display_name (path);
  writer->n_columns = n_columns;
  writer->fd = -1;
  writer->buffer = g_string_sized_new (BUFFER + MIX_DECIMAL_SIZE);
  if (!open_path (writer, path, error))
    return NULL;
  for (guint i = 0; i < n_columns; i++)
    {
      append_name (writer->buffer, names[i]);
      g_string_append_c (writer->buffer, i + 1 < n_columns ? ',' : '\n');
    }
  return g_steal_pointer (&writer);
}

/**
 * mix_csv_writer_add:
 * @row: [n_columns]; NaN is written as NA
 *
 * Returns: FALSE with MIX_DATA_ERROR_WRITE; the writer can then only be freed
 */
gboolean
mix_csv_writer_add (MixCsvWriter *writer, const double *row, GError **error)
{
  g_return_val_if_fail (writer != NULL && writer->fd >= 0 && row != NULL, FALSE);

  char number[MIX_DECIMAL_SIZE];
  for (guint i = 0; i < writer->n_columns; i++)
    {
      g_string_append (writer->buffer, mix_decimal_format (row[i], number));
      g_string_append_c (writer->buffer, i + 1 < writer->n_columns ? ',' : '\n');
    }
  return writer->buffer->len < BUFFER || flush (writer, error);
}

/**
 * mix_csv_writer_close:
 *
 * Writes what is left and, for a file, moves it to its place.
 *
 * Returns: FALSE with MIX_DATA_ERROR_WRITE, also after a failure before: no file has then appeared
 */
gboolean
mix_csv_writer_close (MixCsvWriter *writer, GError **error)
{
  g_return_val_if_fail (writer != NULL && writer->fd >= 0, FALSE);

  if (writer->failed)
    return fail (writer, EIO, error);
  if (!flush (writer, error))
    return FALSE;

  int fd = writer->fd;
  if (fd == STDOUT_FILENO)
    return TRUE;
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
 * mix_csv_writer_free:
 *
 * Frees the writer. A file that was not closed is removed; what stood in its place before is as it
 * was.
 */
void
mix_csv_writer_free (MixCsvWriter *writer)
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
  g_string_free (writer->buffer, TRUE);
  g_free (writer);
}

/* The columns that hold numbers, in the table's order. */
static GPtrArray *
list_number_columns (const MixDataset *dataset)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      if (column->kind == MIX_COLUMN_NUMBER)
        g_ptr_array_add (columns, (gpointer) column);
    }
  return columns;
}

/**
 * mix_csv_write:
 * @dataset: a table with at least one column of numbers; others are left out
 * @path: as for mix_csv_writer_new()
 *
 * Returns: FALSE with MIX_DATA_ERROR_COLUMN or MIX_DATA_ERROR_WRITE
 */
gboolean
mix_csv_write (const MixDataset *dataset, const char *path, GError **error)
{
  g_return_val_if_fail (dataset != NULL && path != NULL, FALSE);

  g_autoptr (GPtrArray) columns = list_number_columns (dataset);
  guint n = columns->len;
  if (n == 0)
    {
      g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_COLUMN, _ ("%s: no column holds numbers"),
                   mix_dataset_get_title (dataset));
      return FALSE;
    }

  g_autofree const char **names = g_new (const char *, n);
  g_autofree double *row = g_new (double, n);
  for (guint i = 0; i < n; i++)
    names[i] = ((const MixColumn *) columns->pdata[i])->name;

  g_autoptr (MixCsvWriter) writer = mix_csv_writer_new (path, names, n, error);
  if (writer == NULL)
    return FALSE;
  for (gsize place = 0; place < mix_dataset_get_n_rows (dataset); place++)
    {
      for (guint i = 0; i < n; i++)
        row[i] = ((const MixColumn *) columns->pdata[i])->values[place];
      if (!mix_csv_writer_add (writer, row, error))
        return FALSE;
    }
  return mix_csv_writer_close (writer, error);
}

/**
 * mix_csv_format_number:
 * @buffer: (out): at least 32 bytes
 *
 * Returns: buffer, with the shortest decimal that reads back as the same double; "NA" for NaN,
 * "inf"
 */
char *
mix_csv_format_number (double value, char *buffer)
{
  return mix_decimal_format (value, buffer);
}
