/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-import-report.h"

#include <glib/gi18n-lib.h>

/**
 * mix_import_report_new:
 * @import: as it was given; the sniffer replaces what is auto
 *
 * Returns: (transfer full): a report without reasons, doubts and notes
 */
MixImportReport *
mix_import_report_new (const MixImport *import)
{
  MixImportReport *report = g_atomic_rc_box_new0 (MixImportReport);

  report->asked = report->settings = *import;
  report->forms = g_array_new (FALSE, FALSE, sizeof (MixColumnForm));
  report->date_kinds = g_array_new (FALSE, FALSE, sizeof (MixDateKind));
  report->units = g_array_new (FALSE, FALSE, sizeof (MixCellUnit));
  report->doubts = g_ptr_array_new_with_free_func (g_free);
  report->notes = g_ptr_array_new_with_free_func (g_free);
  return report;
}

static GPtrArray *
copy_sentences (const GPtrArray *sentences)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sentences->len; i++)
    g_ptr_array_add (copy, g_strdup (sentences->pdata[i]));
  return copy;
}

/* Returns: (transfer full): one that can be changed while others read the first. */
MixImportReport *
mix_import_report_copy (const MixImportReport *report)
{
  MixImportReport *copy = g_atomic_rc_box_new0 (MixImportReport);

  copy->asked = report->asked;
  copy->settings = report->settings;
  for (guint i = 0; i < MIX_N_IMPORT_OPTIONS; i++)
    copy->reasons[i] = g_strdup (report->reasons[i]);
  copy->forms = g_array_copy (report->forms);
  copy->date_kinds = g_array_copy (report->date_kinds);
  copy->units = g_array_copy (report->units);
  copy->doubts = copy_sentences (report->doubts);
  copy->notes = copy_sentences (report->notes);
  return copy;
}

MixImportReport *
mix_import_report_ref (MixImportReport *report)
{
  return g_atomic_rc_box_acquire (report);
}

static void
clear_report (gpointer data)
{
  MixImportReport *report = data;

  for (guint i = 0; i < MIX_N_IMPORT_OPTIONS; i++)
    g_free (report->reasons[i]);
  g_array_unref (report->forms);
  g_array_unref (report->date_kinds);
  g_array_unref (report->units);
  g_ptr_array_unref (report->doubts);
  g_ptr_array_unref (report->notes);
}

void
mix_import_report_unref (MixImportReport *report)
{
  g_atomic_rc_box_release_full (report, clear_report);
}

#define ADD_FORMATTED(array, format)                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    va_list arguments;                                                                             \
    va_start (arguments, format);                                                                  \
    g_ptr_array_add (array, g_strdup_vprintf (format, arguments));                                 \
    va_end (arguments);                                                                            \
  }                                                                                                \
  G_STMT_END

void
mix_import_report_add_doubt (MixImportReport *report, const char *format, ...)
{
  ADD_FORMATTED (report->doubts, format);
}

void
mix_import_report_add_note (MixImportReport *report, const char *format, ...)
{
  ADD_FORMATTED (report->notes, format);
}

void
mix_import_report_set_reason (MixImportReport *report, const char *name, const char *format, ...)
{
  guint n;
  const MixImportOption *options = mix_import_options (&n);
  gsize place = (gsize) (mix_import_option_find (name) - options);
  va_list arguments;

  va_start (arguments, format);
  g_free (report->reasons[place]);
  report->reasons[place] = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

/**
 * mix_import_report_describe:
 *
 * Returns: (transfer full): a line for each setting with the reason of the guess, then the doubts
 * and the notes
 */
char *
mix_import_report_describe (const MixImportReport *report)
{
  GString *text = g_string_new (NULL);
  guint n;
  const MixImportOption *options = mix_import_options (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = mix_import_get (&report->settings, options[i].name);
      const char *given
          = g_strcmp0 (value, options[i].initial) == 0 ? _ ("unless told otherwise") : _ ("as given");
      const char *reason = report->reasons[i] != NULL ? report->reasons[i] : given;
      g_string_append_printf (text, "%s: %s (%s)\n", options[i].name, value, reason);
    }
  for (guint i = 0; i < report->doubts->len; i++)
    g_string_append_printf (text, _ ("in doubt: %s\n"), (char *) report->doubts->pdata[i]);
  for (guint i = 0; i < report->notes->len; i++)
    g_string_append_printf (text, "%s\n", (char *) report->notes->pdata[i]);
  return g_string_free (text, FALSE);
}
