/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "mix-date.h"
#include "mix-transform.h"

G_BEGIN_DECLS

/* What every choice below has as its first value: the sniffer decides. */
#define MIX_IMPORT_AUTO 0

typedef enum
{
  MIX_ENCODING_UTF8 = 1,
  MIX_ENCODING_UTF16LE,
  MIX_ENCODING_UTF16BE,
  MIX_ENCODING_WINDOWS1252,
  MIX_ENCODING_LATIN1,
} MixEncoding;

typedef enum
{
  MIX_DELIMITER_COMMA = 1,
  MIX_DELIMITER_SEMICOLON,
  MIX_DELIMITER_TAB,
  MIX_DELIMITER_PIPE,
  MIX_DELIMITER_SPACE, /* a run of blanks is one, and those at a line's ends are none */
} MixDelimiter;

typedef enum
{
  MIX_QUOTE_DOUBLE = 1,
  MIX_QUOTE_SINGLE,
  MIX_QUOTE_NONE,
} MixQuote;

typedef enum
{
  MIX_DECIMAL_MARK_POINT = 1,
  MIX_DECIMAL_MARK_COMMA,
} MixDecimalMark;

typedef enum
{
  MIX_GROUPING_NONE = 1,
  MIX_GROUPING_COMMA,
  MIX_GROUPING_POINT,
  MIX_GROUPING_SPACE, /* also those that do not break, and thin ones */
  MIX_GROUPING_APOSTROPHE,
} MixGrouping;

typedef enum
{
  MIX_HEADER_YES = 1,
  MIX_HEADER_NO,
} MixHeader;

typedef enum
{
  MIX_RAGGED_ERROR,
  MIX_RAGGED_SKIP,
} MixRagged;

/* What is done about a row with a missing cell. */
typedef enum
{
  MIX_CELLS_DROP,
  MIX_CELLS_MEDIAN, /* the column's median stands in, and a feature of its own says so */
} MixCells;

/* What a column holds. */
typedef enum
{
  MIX_FORM_AUTO,
  MIX_FORM_NUMBER,
  MIX_FORM_DATE,     /* a date or time of day, as a number */
  MIX_FORM_CATEGORY, /* words that stand for classes */
  MIX_FORM_TEXT,     /* not used */
} MixColumnForm;

#define MIX_IMPORT_MAX_WORDS 256
#define MIX_IMPORT_MAX_COMMENT 8
#define MIX_IMPORT_MAX_KINDS 1024
#define MIX_IMPORT_MAX_SKIP 1000000

/* How a table is written: a plain value. Each field has one entry in the table of settings, which
 * the command line's options, the window's import page and the project file are made from. */
typedef struct
{
  int encoding;
  int delimiter;
  int quote;
  int decimal;
  int grouping;
  int header;
  int skip;                           /* lines before the table; −1: the sniffer decides */
  char comment[MIX_IMPORT_MAX_COMMENT]; /* how a line that is no row begins; "auto", "none" */
  char missing[MIX_IMPORT_MAX_WORDS]; /* words of a cell without a value, commas between; "auto" */
  int cells;  /* MixCells */
  int ragged;
  int dates;     /* MixDateOrder */
  int date_unit; /* MixDateUnit */
  char kinds[MIX_IMPORT_MAX_KINDS]; /* of columns: "NAME=KIND,NUMBER=KIND"; "auto" */
  char ignored[MIX_IMPORT_MAX_KINDS]; /* columns that are not used: "NAME,NUMBER,5-9"; "none" */
  char validation_column[MIX_IMPORT_MAX_WORDS]; /* name or number; "none" */
  char transforms[MIX_IMPORT_MAX_KINDS]; /* "NAME=TRANSFORM,NUMBER=TRANSFORM"; "none" */
} MixImport;

typedef enum
{
  MIX_IMPORT_CHOICE, /* int, one of choices */
  MIX_IMPORT_COUNT,  /* int from 0, or auto */
  MIX_IMPORT_TEXT,   /* char [size] */
} MixImportKind;

typedef struct
{
  const char *name; /* "decimal": the command line and files */
  MixImportKind kind;
  gsize offset, size;       /* of the field in MixImport */
  const char *initial;      /* as text */
  const MixChoice *choices; /* ends with a NULL nick */
  const char *label;        /* for the window; untranslated */
  const char *help;         /* one sentence; untranslated */
  gboolean of_columns;      /* one value for each column: their heads show it */
} MixImportOption;

#define MIX_N_IMPORT_OPTIONS 17

const MixImportOption *mix_import_options (guint *n_options);
const MixImportOption *mix_import_option_find (const char *name);

void mix_import_init (MixImport *import); /* everything as it begins: nearly all auto */
gboolean mix_import_equal (const MixImport *a, const MixImport *b);

/* One setting from and to text. An error, MIX_IMPORT_ERROR, says what is allowed. */
#define MIX_IMPORT_ERROR (mix_import_error_quark ())
GQuark mix_import_error_quark (void);
gboolean mix_import_set (MixImport *import, const char *name, const char *text, GError **error);
char *mix_import_get (const MixImport *import, const char *name);
gboolean mix_import_is_auto (const MixImport *import, const MixImportOption *option);

/* Those that contradict each other, such as one mark for two things. */
gboolean mix_import_check (const MixImport *import, GError **error);

/* What the settings say that a column holds; number counts from 1. */
MixColumnForm mix_import_form_of (const MixImport *import, const char *name, guint number);
gboolean mix_import_ignores (const MixImport *import, const char *name, guint number);
MixTransformKind mix_import_transform_of (const MixImport *import, const char *name, guint number);
gboolean mix_import_marks_validation (const MixImport *import, const char *name, guint number);
extern const MixChoice mix_column_forms[];

/* What settings stand for; none of them may be auto. */
char mix_import_delimiter_char (const MixImport *import);
char mix_import_quote_char (const MixImport *import); /* NUL: none */

G_END_DECLS
