/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-left-out.h"

#include <glib/gi18n-lib.h>

static gboolean
is_chosen_so (const MixDataset *dataset, guint column)
{
  const MixImportReport *report = mix_dataset_get_import (dataset);
  const char *name = mix_dataset_get_column (dataset, column)->name;

  return report != NULL
         && (mix_import_ignores (&report->settings, name, column + 1)
             || mix_import_form_of (&report->settings, name, column + 1) == MIX_FORM_TEXT);
}

static char *
find_reason (const MixDataset *dataset, const MixColumn *column)
{
  if (column->kind == MIX_COLUMN_MIXED)
    return g_strdup (_ ("not all of its cells can be read"));
  if (column->n_missing == mix_dataset_get_n_rows (dataset))
    return g_strdup (_ ("it is empty"));
  if (column->levels == NULL)
    return g_strdup_printf (_ ("it has more than %d different words, or long ones"), MIX_MAX_LEVELS);
  guint n = g_strv_length (column->levels);
  return n < 2               ? g_strdup (_ ("it says the same in every row"))
         : n < MIX_MAX_LEVELS ? g_strdup (_ ("nearly every row has another word"))
                              : g_strdup_printf (_ ("it has %d different words or more"), MIX_MAX_LEVELS);
}

char *
mix_left_out_describe (const MixDataset *dataset, const char *target)
{
  GString *text = NULL;
  guint n_more = 0;

  g_return_val_if_fail (dataset != NULL && target != NULL, NULL);
  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      if (mix_dataset_can_be_feature (dataset, i) || column->marks_validation
          || g_str_equal (column->name, target) || is_chosen_so (dataset, i))
        continue;
      if (text != NULL)
        {
          n_more++;
          continue;
        }
      g_autofree char *reason = find_reason (dataset, column);
      text = g_string_new (NULL);
      g_string_printf (text, _ ("“%s” is left out: %s"), column->name, reason);
    }
  if (n_more > 0)
    g_string_append_printf (text, ngettext ("; and %u more column", "; and %u more columns", n_more),
                            n_more);
  return text != NULL ? g_string_free (text, FALSE) : NULL;
}
