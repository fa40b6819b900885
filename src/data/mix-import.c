/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SKIP_AUTO (-1)
#define VALUE(import, option, type) (*(type *) ((char *) (import) + (option)->offset))

G_DEFINE_QUARK (mix-import-error-quark, mix_import_error)

/**
 * mix_import_option_find:
 *
 * Returns: (nullable) (transfer none): the setting of that name
 */
const MixImportOption *
mix_import_option_find (const char *name)
{
  guint n;
  const MixImportOption *options = mix_import_options (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (options[i].name, name) == 0)
      return &options[i];
  return NULL;
}

void
mix_import_init (MixImport *import)
{
  guint n;
  const MixImportOption *options = mix_import_options (&n);

  memset (import, 0, sizeof *import);
  for (guint i = 0; i < n; i++)
    mix_import_set (import, options[i].name, options[i].initial, NULL);
}

/**
 * mix_import_equal:
 *
 * Returns: whether both say the same; both were made by mix_import_init()
 */
gboolean
mix_import_equal (const MixImport *a, const MixImport *b)
{
  guint n;
  const MixImportOption *options = mix_import_options (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *x = mix_import_get (a, options[i].name);
      g_autofree char *y = mix_import_get (b, options[i].name);
      if (strcmp (x, y) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
fail_choice (const MixImportOption *option, const char *text, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (const MixChoice *c = option->choices; c->nick != NULL; c++)
    g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", c->nick);
  g_set_error (error, MIX_IMPORT_ERROR, 0, _ ("%s: “%s” is none of %s"), option->name, text,
               known->str);
  return FALSE;
}

static gboolean
set_count (MixImport *import, const MixImportOption *option, const char *text, GError **error)
{
  gint64 value = SKIP_AUTO;

  if (strcmp (text, "auto") != 0
      && !g_ascii_string_to_signed (text, 10, 0, MIX_IMPORT_MAX_SKIP, &value, NULL))
    {
      g_set_error (error, MIX_IMPORT_ERROR, 0,
                   _ ("%s: “%s” is neither “auto” nor a whole number from 0 to %d"), option->name,
                   text, MIX_IMPORT_MAX_SKIP);
      return FALSE;
    }
  VALUE (import, option, int) = (int) value;
  return TRUE;
}

/* "NAME=WORD,NUMBER=WORD" */
static gboolean
check_pairs (const MixImportOption *option, const MixChoice *choices, const char *text,
             GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  if (strcmp (text, option->initial) == 0)
    return TRUE;
  for (char **part = parts; *part != NULL; part++)
    {
      const char *mark = strrchr (*part, '=');
      int value;
      if (mark != NULL && mix_choice_parse (choices, mark + 1, &value))
        continue;
      g_autoptr (GString) known = g_string_new (NULL);
      for (const MixChoice *c = choices + 1; c->nick != NULL; c++)
        g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", c->nick);
      g_set_error (error, MIX_IMPORT_ERROR, 0, _ ("%s: “%s” is not COLUMN=WORD with one of %s"),
                   option->name, *part, known->str);
      return FALSE;
    }
  return TRUE;
}

/* "4-900" */
static gboolean
is_in_range (const char *text, guint number)
{
  char *rest;
  guint64 first = g_ascii_strtoull (text, &rest, 10);

  if (!g_ascii_isdigit (*text) || *rest != '-' || !g_ascii_isdigit (rest[1]))
    return FALSE;
  guint64 last = g_ascii_strtoull (rest + 1, &rest, 10);
  return *rest == '\0' && number >= first && number <= last;
}

/* The word of a column in such a list; what value was where there is none. */
static void
find_pair (const char *list, const MixChoice *choices, const char *name, guint number, int *value)
{
  g_auto (GStrv) parts = g_strsplit (list, ",", -1);
  g_autofree char *place = g_strdup_printf ("%u", number);

  for (char **part = parts; *part != NULL; part++)
    {
      char *mark = strrchr (*part, '=');
      if (mark == NULL)
        continue;
      *mark = '\0';
      if (strcmp (*part, name) == 0 || strcmp (*part, place) == 0 || is_in_range (*part, number))
        mix_choice_parse (choices, mark + 1, value);
    }
}

static gboolean
set_text (MixImport *import, const MixImportOption *option, const char *text, GError **error)
{
  if (strlen (text) >= option->size || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, MIX_IMPORT_ERROR, 0, _ ("%s: give UTF-8 text of at most %u bytes"),
                   option->name, (guint) option->size - 1);
      return FALSE;
    }
  if (option->offset == G_STRUCT_OFFSET (MixImport, kinds)
      && !check_pairs (option, mix_column_forms, text, error))
    return FALSE;
  if (option->offset == G_STRUCT_OFFSET (MixImport, transforms)
      && !check_pairs (option, mix_transform_choices, text, error))
    return FALSE;
  g_strlcpy (&VALUE (import, option, char), text, option->size);
  return TRUE;
}

/**
 * mix_import_set:
 * @name: of a setting
 * @text: as on the command line
 *
 * Returns: FALSE with MIX_IMPORT_ERROR where there is no such setting or the text is none of its
 * values; nothing is changed then
 */
gboolean
mix_import_set (MixImport *import, const char *name, const char *text, GError **error)
{
  const MixImportOption *option = mix_import_option_find (name);

  if (option == NULL)
    {
      g_set_error (error, MIX_IMPORT_ERROR, 0, _ ("there is no import setting “%s”"), name);
      return FALSE;
    }
  switch (option->kind)
    {
    case MIX_IMPORT_CHOICE:
      return mix_choice_parse (option->choices, text, &VALUE (import, option, int))
             || fail_choice (option, text, error);
    case MIX_IMPORT_COUNT:
      return set_count (import, option, text, error);
    case MIX_IMPORT_TEXT:
    default:
      return set_text (import, option, text, error);
    }
}

/**
 * mix_import_get:
 *
 * Returns: (transfer full): the setting as text, such as mix_import_set() takes
 */
char *
mix_import_get (const MixImport *import, const char *name)
{
  const MixImportOption *option = mix_import_option_find (name);

  g_return_val_if_fail (option != NULL, NULL);
  switch (option->kind)
    {
    case MIX_IMPORT_CHOICE:
      return g_strdup (mix_choice_nick (option->choices, VALUE (import, option, int)));
    case MIX_IMPORT_COUNT:
      return VALUE (import, option, int) == SKIP_AUTO
                 ? g_strdup ("auto")
                 : g_strdup_printf ("%d", VALUE (import, option, int));
    case MIX_IMPORT_TEXT:
    default:
      return g_strdup (&VALUE (import, option, char));
    }
}

gboolean
mix_import_is_auto (const MixImport *import, const MixImportOption *option)
{
  g_autofree char *text = mix_import_get (import, option->name);
  return strcmp (text, "auto") == 0;
}

/**
 * mix_import_check:
 *
 * Returns: FALSE with MIX_IMPORT_ERROR where one mark is both the decimal mark and that of groups
 */
gboolean
mix_import_check (const MixImport *import, GError **error)
{
  gboolean clash
      = (import->decimal == MIX_DECIMAL_MARK_COMMA && import->grouping == MIX_GROUPING_COMMA)
        || (import->decimal == MIX_DECIMAL_MARK_POINT && import->grouping == MIX_GROUPING_POINT);

  if (clash)
    g_set_error (error, MIX_IMPORT_ERROR, 0,
                 _ ("decimal and grouping: one mark cannot be both, the decimal mark and that "
                    "between groups of digits"));
  return !clash;
}

/**
 * mix_import_form_of:
 * @name: of a column, as the header has it
 * @number: of the column, from 1
 *
 * Returns: what the settings say that the column holds; MIX_FORM_AUTO where they do not
 */
MixColumnForm
mix_import_form_of (const MixImport *import, const char *name, guint number)
{
  int form = MIX_FORM_AUTO;

  find_pair (import->kinds, mix_column_forms, name, number, &form);
  return (MixColumnForm) form;
}

/**
 * mix_import_ignores:
 * @name, @number: as for mix_import_form_of()
 *
 * Returns: whether nothing is learnt from the column
 */
gboolean
mix_import_ignores (const MixImport *import, const char *name, guint number)
{
  if (strcmp (import->ignored, "none") == 0)
    return FALSE;
  g_auto (GStrv) parts = g_strsplit (import->ignored, ",", -1);
  g_autofree char *place = g_strdup_printf ("%u", number);

  for (char **part = parts; *part != NULL; part++)
    if (strcmp (*part, name) == 0 || strcmp (*part, place) == 0 || is_in_range (*part, number))
      return TRUE;
  return FALSE;
}

/**
 * mix_import_transform_of:
 * @name, @number: as for mix_import_form_of()
 *
 * Returns: what the column's numbers go through
 */
MixTransformKind
mix_import_transform_of (const MixImport *import, const char *name, guint number)
{
  int kind = MIX_TRANSFORM_NONE;

  find_pair (import->transforms, mix_transform_choices, name, number, &kind);
  return (MixTransformKind) kind;
}

/**
 * mix_import_marks_validation:
 * @name, @number: as for mix_import_form_of()
 *
 * Returns: whether it is the column that marks the rows that validate
 */
gboolean
mix_import_marks_validation (const MixImport *import, const char *name, guint number)
{
  g_autofree char *place = g_strdup_printf ("%u", number);

  if (strcmp (import->validation_column, "none") == 0)
    return FALSE;
  return strcmp (import->validation_column, name) == 0
         || strcmp (import->validation_column, place) == 0;
}

char
mix_import_delimiter_char (const MixImport *import)
{
  static const char marks[] = { ',', ',', ';', '\t', '|', ' ' };
  return marks[import->delimiter];
}

char
mix_import_quote_char (const MixImport *import)
{
  static const char marks[] = { '"', '"', '\'', '\0' };
  return marks[import->quote];
}
