/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-evidence-file.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-csv.h"

enum
{
  COMPONENTS,
  NLL,
  ERROR,
  ROWS,
  FOLDS,
  N_COLUMNS
};

static const char *const names[N_COLUMNS] = { "components", "nll", "error", "rows", "folds" };

/**
 * mix_evidence_write:
 * @path: a file, or "-" for standard output
 *
 * Returns: FALSE with an error that names the path
 */
gboolean
mix_evidence_write (const MixEvidence *evidence, const char *path, GError **error)
{
  g_autoptr (MixCsvWriter) writer = mix_csv_writer_new (path, names, N_COLUMNS, error);

  if (writer == NULL)
    return FALSE;
  for (guint i = 0; i < evidence->n; i++)
    {
      const MixEvidencePoint *point = &evidence->point[i];
      const double row[N_COLUMNS] = { point->components, point->nll, point->error,
                                      (double) point->n, evidence->n_folds };
      if (!mix_csv_writer_add (writer, row, error))
        return FALSE;
    }
  return mix_csv_writer_close (writer, error);
}

static gboolean
fail (const char *path, GError **error)
{
  g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_FORMAT,
               _ ("%s: that is no evidence of K; give a file that “choose-components --table” wrote"),
               path);
  return FALSE;
}

/**
 * mix_evidence_read:
 * @evidence: (out): with best and chosen worked out anew
 *
 * Returns: FALSE with an error where the file is not there or is no such table
 */
gboolean
mix_evidence_read (MixEvidence *evidence, const char *path, GError **error)
{
  g_autoptr (MixDataset) table = mix_csv_read (path, NULL, error);
  const double *cells[N_COLUMNS];

  if (table == NULL)
    return FALSE;
  gsize n = mix_dataset_get_n_rows (table);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      int found = mix_dataset_find_column (table, names[i]);
      if (found < 0)
        return fail (path, error);
      cells[i] = mix_dataset_get_column (table, (guint) found)->values;
    }
  if (n < 1 || n > MIX_MAX_EVIDENCE)
    return fail (path, error);
  *evidence = (MixEvidence){ .n = (guint) n };
  for (gsize i = 0; i < n; i++)
    {
      gboolean sound = cells[COMPONENTS][i] >= 1 && cells[COMPONENTS][i] <= MIX_MAX_EVIDENCE
                       && cells[ROWS][i] >= 0 && cells[ROWS][i] <= 1e12 && cells[FOLDS][i] >= 0
                       && cells[FOLDS][i] <= 1e6;
      if (!sound)
        return fail (path, error);
      evidence->n_folds = (guint) cells[FOLDS][i];
      evidence->point[i] = (MixEvidencePoint){ (guint) cells[COMPONENTS][i],
                                               (gsize) cells[ROWS][i], cells[NLL][i],
                                               cells[ERROR][i] };
    }
  evidence->is_partial = mix_evidence_n_known (evidence) < evidence->n;
  mix_evidence_choose (evidence);
  return TRUE;
}
