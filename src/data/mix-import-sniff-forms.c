/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each column holds: dates above all, as their order and unit are to be chosen. */
#include "mix-import-sniff.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "mix-csv-cell.h"
#include "mix-csv-marks.h"

#define YEAR (365.25 * 86400)
#define DAY 86400.0

/* What the dates of the first rows have in common. */
typedef struct
{
  guint n, n_year_first, n_points, n_day_first, n_month_first, n_open;
  char *open; /* the first that could be either */
  double low, high; /* seconds */
} Dates;

/* A column all of whose cells, but for missing ones, are dates, or all are times of day. */
static MixDateKind
find_date_kind (const MixCellFormat *format, const MixCsvSample *sample, guint first_row,
                guint column)
{
  MixDateKind kind = MIX_DATE_NONE;

  for (guint row = first_row; row < sample->rows->len; row++)
    {
      const char *text = mix_csv_sample_cell (sample, row, column);
      MixDate date, other;
      double value;
      gsize n = strlen (text);
      if (mix_csv_cell_read (format, text, n, &value) == MIX_CELL_MISSING)
        continue;
      gboolean is_date = mix_date_parse (text, n, MIX_DATE_DAY_FIRST, &date);
      if (!is_date && mix_date_parse (text, n, MIX_DATE_MONTH_FIRST, &other))
        {
          date = other;
          is_date = TRUE;
        }
      if (!is_date || (kind != MIX_DATE_NONE && kind != date.kind)
          || mix_csv_cell_read (format, text, n, &value) == MIX_CELL_NUMBER)
        return MIX_DATE_NONE;
      kind = date.kind;
    }
  return kind;
}

static void
look_at_dates (Dates *dates, const MixCsvSample *sample, guint first_row, guint column)
{
  for (guint row = first_row; row < sample->rows->len; row++)
    {
      const char *text = mix_csv_sample_cell (sample, row, column);
      MixDate date;
      gboolean ok = mix_date_parse (text, strlen (text), MIX_DATE_DAY_FIRST, &date);
      if (!ok && !(ok = mix_date_parse (text, strlen (text), MIX_DATE_MONTH_FIRST, &date)))
        continue;
      dates->n++;
      dates->n_year_first += date.is_year_first;
      dates->n_points += date.has_points;
      dates->n_day_first += date.is_day_first;
      dates->n_month_first += date.is_month_first;
      dates->n_open += date.is_open;
      if (date.is_open && dates->open == NULL)
        dates->open = g_strdup (text);
      dates->low = MIN (dates->low, date.seconds);
      dates->high = MAX (dates->high, date.seconds);
    }
}

/* No date needs an order: what those have that there are. */
static const char *
say_no_order (const Dates *dates)
{
  if (dates->n == 0)
    return _ ("there are no dates");
  if (dates->n_year_first == dates->n)
    return _ ("every date of the first rows has the year first");
  return _ ("no date of the first rows depends on it");
}

static void
settle_order (MixImportReport *report, const Dates *dates)
{
  MixImport *s = &report->settings;
  guint n_points = dates->n_points, n_day_first = dates->n_day_first;
  gboolean is_decided = n_day_first != dates->n_month_first;

  if (s->dates != MIX_IMPORT_AUTO)
    return;
  if (!is_decided && dates->n_open == 0)
    {
      s->dates = MIX_DATE_ISO;
      mix_import_report_set_reason (report, "dates", "%s", say_no_order (dates));
      return;
    }
  /* The languages with a decimal comma have the day first. */
  gboolean day_first = is_decided ? n_day_first > dates->n_month_first
                                  : s->decimal == MIX_DECIMAL_MARK_COMMA
                                        || s->delimiter == MIX_DELIMITER_SEMICOLON;
  s->dates = day_first ? MIX_DATE_DAY_FIRST : MIX_DATE_MONTH_FIRST;
  const char *reason = !is_decided                            ? _ ("no number above 12 tells")
                       : day_first && n_points == n_day_first ? _ ("the points tell")
                                                              : _ ("a number above 12 tells");
  mix_import_report_set_reason (report, "dates", "%s", reason);
  if (!is_decided)
    mix_import_report_add_doubt (report,
                                 day_first
                                     ? _ ("“%s” could have the day or the month first: read with "
                                          "the day first")
                                     : _ ("“%s” could have the day or the month first: read with "
                                          "the month first"),
                                 dates->open);
}

static void
settle_unit (MixImportReport *report, const Dates *dates)
{
  MixImport *s = &report->settings;
  double span = dates->high - dates->low;

  if (s->date_unit != MIX_IMPORT_AUTO)
    return;
  s->date_unit = !(span < 2 * YEAR)  ? MIX_DATE_YEARS
                 : !(span < 2 * DAY) ? MIX_DATE_DAYS
                                     : MIX_DATE_HOURS;
  if (dates->low > dates->high)
    mix_import_report_set_reason (report, "date-unit", _ ("there are no dates"));
  else
    mix_import_report_set_reason (report, "date-unit",
                                  _ ("the dates of the first rows span %.3g days"), span / DAY);
}

/* The sign that most numbers of a column have, where few cells are none. */
static MixCellUnit
find_unit (const MixCsvSample *sample, guint first_row, guint column)
{
  guint counts[MIX_N_CELL_UNITS] = { 0 }, n_others = 0;
  MixCellUnit most = MIX_CELL_UNIT_NONE;

  for (guint row = first_row; row < sample->rows->len; row++)
    {
      const char *text = mix_csv_sample_cell (sample, row, column);
      MixDress dress;
      if (mix_csv_marks_is_number (text, &dress))
        counts[dress.unit]++;
      else
        n_others += *text != '\0';
    }
  for (MixCellUnit unit = MIX_CELL_UNIT_NONE + 1; unit < MIX_N_CELL_UNITS; unit++)
    if (counts[unit] > counts[most])
      most = unit;
  return counts[most] >= n_others ? most : MIX_CELL_UNIT_NONE;
}

static void
add_form (MixImportReport *report, MixColumnForm form, MixDateKind kind, MixCellUnit unit)
{
  g_array_append_val (report->forms, form);
  g_array_append_val (report->date_kinds, kind);
  g_array_append_val (report->units, unit);
}

/**
 * mix_import_sniff_forms:
 * @first_row: below the names
 *
 * Finds which columns hold dates, in which order day and month stand, and what number they become:
 * years where they span two or more, else days, else hours.
 */
void
mix_import_sniff_forms (MixImportReport *report, const MixCsvSample *sample, guint first_row)
{
  Dates dates = { .low = HUGE_VAL, .high = -HUGE_VAL };
  MixCellFormat format;
  guint n = first_row < sample->rows->len ? mix_csv_sample_row (sample, first_row)->cells->len : 0;

  mix_cell_format_init (&format, &report->settings);
  for (guint column = 0; column < n; column++)
    {
      MixDateKind kind = find_date_kind (&format, sample, first_row, column);
      if (kind == MIX_DATE_DATE)
        look_at_dates (&dates, sample, first_row, column);
      add_form (report, kind != MIX_DATE_NONE ? MIX_FORM_DATE : MIX_FORM_AUTO, kind,
                find_unit (sample, first_row, column));
    }
  mix_cell_format_clear (&format);
  settle_order (report, &dates);
  settle_unit (report, &dates);
  if (strcmp (report->settings.kinds, "auto") == 0)
    mix_import_report_set_reason (report, "kinds", _ ("each by its cells"));
  g_free (dates.open);
}
