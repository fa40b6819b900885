/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of tables and its sniffer. The first bytes choose settings, the rest is the file. */
#include <gio/gio.h>
#include <string.h>

#include "mix-csv.h"
#include "mix-fuzz.h"

#define N_BYTES 3

static int
choose (const MixChoice *choices, guint byte)
{
  guint n = 0;

  while (choices[n].nick != NULL)
    n++;
  return choices[byte % n].value;
}

static void
set_from (MixImport *import, const guint8 *bytes)
{
  static const char *const comments[] = { "auto", "none", "#", "//", "\"" };
  guint n;
  const MixImportOption *options = mix_import_options (&n);

  mix_import_init (import);
  guint index = bytes[0] % (n + 1);
  if (index < n && options[index].kind == MIX_IMPORT_CHOICE)
    G_STRUCT_MEMBER (int, import, options[index].offset) = choose (options[index].choices, bytes[1]);
  if (bytes[2] & 1)
    import->skip = bytes[2] >> 5;
  if (bytes[2] & 2)
    strcpy (import->comment, comments[(bytes[2] >> 2) % G_N_ELEMENTS (comments)]);
}

static void
check (const MixDataset *dataset)
{
  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      g_assert_true (*column->name != '\0' && g_utf8_validate (column->name, -1, NULL));
      g_assert_true (column->fault == NULL || g_utf8_validate (column->fault, -1, NULL));
      for (gsize row = 0; row < mix_dataset_get_n_rows (dataset); row++)
        {
          char number[32];
          g_assert_false (column->kind == MIX_COLUMN_TEXT
                          && column->values[row] < (double) G_MAXDOUBLE);
          g_assert_nonnull (mix_csv_format_number (column->values[row], number));
        }
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  MixImport import;
  const MixCsvOptions options = { .import = &import };
  g_autoptr (GError) error = NULL;

  if (length < N_BYTES)
    return 0;
  set_from (&import, bytes);
  g_autoptr (MixDataset) dataset = mix_csv_read_bytes_with (
      "f", (const char *) bytes + N_BYTES, length - N_BYTES, &options, &error);
  g_assert_true ((dataset == NULL) == (error != NULL));
  if (dataset == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  check (dataset);
  g_autofree char *words = mix_import_report_describe (mix_dataset_get_import (dataset));
  g_assert_true (g_utf8_validate (words, -1, NULL));
  return 0;
}
