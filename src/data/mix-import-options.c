/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of import settings, and nothing else; what is done with them is in mix-import.c. */
#include "mix-import.h"

#include <glib/gi18n-lib.h>

static const MixChoice encodings[] = {
  { MIX_IMPORT_AUTO, "auto", N_ ("Automatic") },
  { MIX_ENCODING_UTF8, "utf-8", "UTF-8" },
  { MIX_ENCODING_UTF16LE, "utf-16", "UTF-16" },
  { MIX_ENCODING_UTF16BE, "utf-16be", N_ ("UTF-16, big-endian") },
  { MIX_ENCODING_WINDOWS1252, "windows-1252", "Windows-1252" },
  { MIX_ENCODING_LATIN1, "latin-1", N_ ("Latin-1 (ISO 8859-1)") },
  { 0 },
};

static const MixChoice delimiters[] = {
  { MIX_IMPORT_AUTO, "auto", N_ ("Automatic") },
  { MIX_DELIMITER_COMMA, "comma", N_ ("Comma ,") },
  { MIX_DELIMITER_SEMICOLON, "semicolon", N_ ("Semicolon ;") },
  { MIX_DELIMITER_TAB, "tab", N_ ("Tab") },
  { MIX_DELIMITER_PIPE, "pipe", N_ ("Bar |") },
  { MIX_DELIMITER_SPACE, "space", N_ ("Spaces") },
  { 0 },
};

static const MixChoice quotes[] = {
  { MIX_IMPORT_AUTO, "auto", N_ ("Automatic") },
  { MIX_QUOTE_DOUBLE, "double", N_ ("Double \"") },
  { MIX_QUOTE_SINGLE, "single", N_ ("Single '") },
  { MIX_QUOTE_NONE, "none", N_ ("None") },
  { 0 },
};

static const MixChoice decimals[] = {
  { MIX_IMPORT_AUTO, "auto", N_ ("Automatic") },
  { MIX_DECIMAL_MARK_POINT, "point", N_ ("Point 1.5") },
  { MIX_DECIMAL_MARK_COMMA, "comma", N_ ("Comma 1,5") },
  { 0 },
};

static const MixChoice groupings[] = {
  { MIX_IMPORT_AUTO, "auto", N_ ("Automatic") },
  { MIX_GROUPING_NONE, "none", N_ ("None 1234") },
  { MIX_GROUPING_COMMA, "comma", N_ ("Comma 1,234") },
  { MIX_GROUPING_POINT, "point", N_ ("Point 1.234") },
  { MIX_GROUPING_SPACE, "space", N_ ("Space 1 234") },
  { MIX_GROUPING_APOSTROPHE, "apostrophe", N_ ("Apostrophe 1'234") },
  { 0 },
};

static const MixChoice headers[] = {
  { MIX_IMPORT_AUTO, "auto", N_ ("Automatic") },
  { MIX_HEADER_YES, "yes", N_ ("Names in the first row") },
  { MIX_HEADER_NO, "no", N_ ("No names") },
  { 0 },
};

static const MixChoice raggeds[] = {
  { MIX_RAGGED_ERROR, "error", N_ ("Are an error") },
  { MIX_RAGGED_SKIP, "skip", N_ ("Are left out") },
  { 0 },
};

static const MixChoice cells[] = {
  { MIX_CELLS_DROP, "drop", N_ ("Leave the row out") },
  { MIX_CELLS_MEDIAN, "median", N_ ("Median, and a mark") },
  { 0 },
};

static const MixChoice date_orders[] = {
  { MIX_IMPORT_AUTO, "auto", N_ ("Automatic") },
  { MIX_DATE_DAY_FIRST, "dmy", N_ ("Day first 31/12/2020") },
  { MIX_DATE_MONTH_FIRST, "mdy", N_ ("Month first 12/31/2020") },
  { MIX_DATE_ISO, "iso", N_ ("ISO 8601, 2020-12-31") },
  { 0 },
};

static const MixChoice date_units[] = {
  { MIX_IMPORT_AUTO, "auto", N_ ("Automatic") },
  { MIX_DATE_YEARS, "years", N_ ("Years 2020.5") },
  { MIX_DATE_DAYS, "days", N_ ("Days since 1970") },
  { MIX_DATE_HOURS, "hours", N_ ("Hours since 1970") },
  { MIX_DATE_SECONDS, "seconds", N_ ("Seconds since 1970") },
  { 0 },
};

const MixChoice mix_column_forms[] = {
  { MIX_FORM_AUTO, "auto", N_ ("Automatic") },
  { MIX_FORM_NUMBER, "number", N_ ("Number") },
  { MIX_FORM_DATE, "date", N_ ("Date or time") },
  { MIX_FORM_CATEGORY, "category", N_ ("Category") },
  { MIX_FORM_TEXT, "text", N_ ("Text, ignored") },
  { 0 },
};

#define FIELD(name)                                                                                \
  .offset = G_STRUCT_OFFSET (MixImport, name), .size = sizeof (((MixImport *) NULL)->name)

/* The one place that knows a setting. Order: as a person reads them. */
static const MixImportOption options[] = {
  { .name = "encoding",
    .kind = MIX_IMPORT_CHOICE,
    FIELD (encoding),
    .initial = "auto",
    .choices = encodings,
    .label = N_ ("Encoding"),
    .help = N_ ("How the file's bytes stand for characters") },
  { .name = "delimiter",
    .kind = MIX_IMPORT_CHOICE,
    FIELD (delimiter),
    .initial = "auto",
    .choices = delimiters,
    .label = N_ ("Delimiter"),
    .help = N_ ("What stands between two cells") },
  { .name = "quote",
    .kind = MIX_IMPORT_CHOICE,
    FIELD (quote),
    .initial = "auto",
    .choices = quotes,
    .label = N_ ("Quote"),
    .help = N_ ("What encloses a cell that may hold delimiters or ends of lines") },
  { .name = "decimal",
    .kind = MIX_IMPORT_CHOICE,
    FIELD (decimal),
    .initial = "auto",
    .choices = decimals,
    .label = N_ ("Decimal mark"),
    .help = N_ ("What stands before the fraction of a number") },
  { .name = "grouping",
    .kind = MIX_IMPORT_CHOICE,
    FIELD (grouping),
    .initial = "auto",
    .choices = groupings,
    .label = N_ ("Thousands"),
    .help = N_ ("What stands between groups of three digits") },
  { .name = "header",
    .kind = MIX_IMPORT_CHOICE,
    FIELD (header),
    .initial = "auto",
    .choices = headers,
    .label = N_ ("Header"),
    .help = N_ ("Whether the first row has the names of the columns") },
  { .name = "skip-lines",
    .kind = MIX_IMPORT_COUNT,
    FIELD (skip),
    .initial = "auto",
    .label = N_ ("Lines to skip"),
    .help = N_ ("How many lines come before the table") },
  { .name = "comment",
    .kind = MIX_IMPORT_TEXT,
    FIELD (comment),
    .initial = "auto",
    .label = N_ ("Comment lines"),
    .help = N_ ("How lines begin that are no rows, such as #; or none") },
  { .name = "missing",
    .kind = MIX_IMPORT_TEXT,
    FIELD (missing),
    .initial = "auto",
    .label = N_ ("Missing words"),
    .help = N_ ("Words of cells without a value, with commas between; an empty cell is always one") },
  { .name = "missing-cells",
    .kind = MIX_IMPORT_CHOICE,
    FIELD (cells),
    .initial = "drop",
    .choices = cells,
    .label = N_ ("Missing cells"),
    .help = N_ ("What is done about a feature's missing cells: the row is left out, or the column's "
                "median is put there, and a feature of its own marks it") },
  { .name = "ragged",
    .kind = MIX_IMPORT_CHOICE,
    FIELD (ragged),
    .initial = "error",
    .choices = raggeds,
    .label = N_ ("Uneven rows"),
    .help = N_ ("What is done with rows that have more or fewer cells than the first") },
  { .name = "dates",
    .kind = MIX_IMPORT_CHOICE,
    FIELD (dates),
    .initial = "auto",
    .choices = date_orders,
    .label = N_ ("Dates"),
    .help = N_ ("Whether 3/4/2020 is in April, in March, or no date; the year may always come first") },
  { .name = "date-unit",
    .kind = MIX_IMPORT_CHOICE,
    FIELD (date_unit),
    .initial = "auto",
    .choices = date_units,
    .label = N_ ("Date unit"),
    .help = N_ ("The number that a date becomes") },
  { .name = "kinds",
    .kind = MIX_IMPORT_TEXT,
    FIELD (kinds),
    .initial = "auto",
    .label = N_ ("Kinds of columns"),
    .help = N_ ("What columns hold, such as day=date,3=category,5-9=text: number, date, category or "
                "text"),
    .of_columns = TRUE },
  { .name = "ignore",
    .kind = MIX_IMPORT_TEXT,
    FIELD (ignored),
    .initial = "none",
    .label = N_ ("Columns to ignore"),
    .help = N_ ("Columns that nothing is learnt from, such as id,3,5-9, whatever they hold"),
    .of_columns = TRUE },
  { .name = "transforms",
    .kind = MIX_IMPORT_TEXT,
    FIELD (transforms),
    .initial = "none",
    .label = N_ ("Transforms of columns"),
    .help = N_ ("What numbers go through before a network sees them, such as price=log,3=sqrt: log, "
                "log1p, sqrt or rank; results stay in the file's own units"),
    .of_columns = TRUE },
  { .name = "validation-column",
    .kind = MIX_IMPORT_TEXT,
    FIELD (validation_column),
    .initial = "none",
    .label = N_ ("Column of validation rows"),
    .help = N_ ("The column that marks the rows that validate: by a number other than 0, or a word such "
                "as validation, val, test or yes"),
    .of_columns = TRUE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (options) == MIX_N_IMPORT_OPTIONS);

/**
 * mix_import_options:
 * @n_options: (out): MIX_N_IMPORT_OPTIONS
 *
 * Returns: (transfer none): the table, static
 */
const MixImportOption *
mix_import_options (guint *n_options)
{
  *n_options = G_N_ELEMENTS (options);
  return options;
}
