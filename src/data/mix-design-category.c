/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-design-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "mix-column-names.h"

#define N_CODES (MIX_MAX_LEVELS + 1) /* 0: missing */

/* Which levels become features */

static void
count_codes (const MixColumn *column, gsize n_rows, gsize counts[N_CODES])
{
  memset (counts, 0, N_CODES * sizeof *counts);
  for (gsize i = 0; i < n_rows; i++)
    counts[column->codes[i]]++;
  counts[0] = 0;
}

/* The code of the most frequent word, the first to appear among equals, or 0. */
static guint
most_frequent (const gsize counts[N_CODES])
{
  guint best = 0;

  for (guint code = 1; code < N_CODES; code++)
    if (counts[code] > counts[best])
      best = code;
  return best;
}

/**
 * mix_design_add_levels:
 * @column: one of words that mix_design_check_category()
 * @sources: (element-type MixDesignSource): appended to
 *
 * A feature for each word, the most frequent first; with more than MIX_MAX_FEATURE_LEVELS words,
 * for that many of them and one for all others. Where every cell is missing, the one for others
 * alone: then no row is complete, which is what is said.
 */
void
mix_design_add_levels (MixDataset *dataset, guint column, GArray *sources)
{
  const MixColumn *words = mix_dataset_get_column (dataset, column);
  gsize counts[N_CODES];
  guint code, n = 0;

  count_codes (words, mix_dataset_get_n_rows (dataset), counts);
  for (; n < MIX_MAX_FEATURE_LEVELS && (code = most_frequent (counts)) > 0; n++)
    {
      MixDesignSource source
        = { .column = column, .is_level = TRUE, .level = words->levels[code - 1] };
      g_array_append_val (sources, source);
      counts[code] = 0;
    }
  if (n > 0 && most_frequent (counts) == 0)
    return;
  MixDesignSource others = { .column = column, .is_level = TRUE };
  g_array_append_val (sources, others);
}

/**
 * mix_design_check_category:
 *
 * Returns: whether the column's words were kept; FALSE with a MIX_DATA_ERROR_VALUE
 */
gboolean
mix_design_check_category (MixDataset *dataset, guint column, GError **error)
{
  const MixColumn *c = mix_dataset_get_column (dataset, column);

  if (c->kind == MIX_COLUMN_TEXT && c->levels != NULL && c->codes != NULL)
    return TRUE;
  if (c->kind == MIX_COLUMN_TEXT)
    g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_VALUE,
                 _ ("%s: column \"%s\" is no category: it has more than %d different words, or "
                    "long ones, or is to be read as text"),
                 mix_design_place (dataset), c->name, MIX_MAX_LEVELS);
  else
    g_set_error (error, MIX_DATA_ERROR, MIX_DATA_ERROR_VALUE,
                 _ ("%s: column \"%s\" holds numbers, and words are needed: if they stand for "
                    "classes, read it as a category"),
                 mix_design_place (dataset), c->name);
  return FALSE;
}

/* The features' numbers */

static guint
find_code (const MixColumn *words, const char *level)
{
  for (guint i = 0; words->levels[i] != NULL; i++)
    if (g_str_equal (words->levels[i], level))
      return i + 1;
  return 0;
}

/* is_known [N_CODES]: which words of a column are levels of a feature. */
static void
find_known (MixDataset *dataset, guint column, const MixDesignSource *sources, guint n_sources,
            gboolean *is_known)
{
  const MixColumn *words = mix_dataset_get_column (dataset, column);

  memset (is_known, 0, N_CODES * sizeof *is_known);
  for (guint i = 0; i < n_sources; i++)
    if (sources[i].is_level && sources[i].column == column && sources[i].level != NULL)
      is_known[find_code (words, sources[i].level)] = TRUE;
  is_known[0] = FALSE;
}

/**
 * mix_design_encode:
 * @sources: [n_sources], all of the design
 * @which: the one to make numbers of, which is a level
 *
 * Returns: (transfer full): a column of numbers: 1 where the row has the source's word (or, without
 *   one, any that is no level), the source's fill or NaN where the cell is missing, else 0
 */
MixColumn *
mix_design_encode (MixDataset *dataset, const MixDesignSource *sources, guint n_sources,
                   guint which)
{
  const MixDesignSource *source = &sources[which];
  const MixColumn *words = mix_dataset_get_column (dataset, source->column);
  gsize n_rows = mix_dataset_get_n_rows (dataset);
  MixColumn *column = g_new0 (MixColumn, 1);
  gboolean is_known[N_CODES];
  double number[N_CODES];

  find_known (dataset, source->column, sources, n_sources, is_known);
  guint own = source->level != NULL ? find_code (words, source->level) : 0;
  for (guint code = 0; code < N_CODES; code++)
    number[code] = (source->level != NULL ? code == own : !is_known[code]) ? 1 : 0;
  number[0] = source->fills ? source->fill : (double) NAN;

  column->kind = MIX_COLUMN_NUMBER;
  column->values = g_new (double, MAX (n_rows, 1));
  for (gsize i = 0; i < n_rows; i++)
    {
      column->values[i] = number[words->codes[i]];
      column->n_missing += words->codes[i] == 0 && !source->fills;
    }
  return column;
}

/* Before repair: "species=Adelie", "species=other", or "age missing". */
static char *
name_source (MixDataset *dataset, const MixDesignSource *source)
{
  const char *column = mix_dataset_get_column (dataset, source->column)->name;

  if (source->name == NULL && source->is_mark)
    return g_strdup_printf ("%s missing", column);
  if (source->name != NULL || !source->is_level)
    return g_strdup (source->name != NULL ? source->name : column);
  return g_strdup_printf ("%s=%s", column, source->level != NULL ? source->level : "other");
}

/**
 * mix_design_name_sources:
 *
 * Returns: (transfer full): [n_sources + 1], ends with NULL: the features' names, each different
 *   from the others and from the target's
 */
char **
mix_design_name_sources (MixDataset *dataset, const char *target, const MixDesignSource *sources,
                         guint n_sources)
{
  g_autofree char **all = g_new0 (char *, n_sources + 1);
  char **names = g_new0 (char *, n_sources + 1);

  all[0] = g_strdup (target);
  for (guint i = 0; i < n_sources; i++)
    all[i + 1] = name_source (dataset, &sources[i]);
  mix_column_names_repair (all, n_sources + 1);
  g_free (all[0]);
  memcpy (names, all + 1, n_sources * sizeof *names);
  return names;
}

/* What a model does not know */

static gboolean
is_first_of_column (const MixDesign *design, guint feature)
{
  const char *column = design->features[feature].level.column;

  for (guint i = 0; i < feature; i++)
    if (g_strcmp0 (design->features[i].level.column, column) == 0)
      return FALSE;
  return column != NULL;
}

/* Which words of a column a feature stands for, by code; whether one stands for all others. */
static gboolean
find_levels (const MixDesign *design, const MixColumn *words, gboolean is_known[N_CODES])
{
  gboolean has_others = FALSE;

  for (guint i = 0; i < design->n_features; i++)
    {
      const MixFeatureLevel *level = &design->features[i].level;
      if (g_strcmp0 (level->column, words->name) != 0)
        continue;
      if (level->level != NULL)
        is_known[find_code (words, level->level)] = TRUE;
      else
        has_others = TRUE;
    }
  return has_others;
}

static char *
describe_unknown (const MixDesign *design, const char *name)
{
  int found = mix_dataset_find_column (design->dataset, name);
  const MixColumn *words = mix_dataset_get_column (design->dataset, (guint) found);
  gboolean is_known[N_CODES] = { FALSE };
  gboolean has_others = find_levels (design, words, is_known);
  const char *example = NULL;
  gsize n = 0;

  for (gsize row = 0; row < design->n_rows; row++)
    {
      guint code = words->codes[mix_design_place_of_row (design, row)];
      if (is_known[code] || code == 0)
        continue;
      example = n++ == 0 ? words->levels[code - 1] : example;
    }
  if (n == 0)
    return NULL;
  return g_strdup_printf (
    has_others ? ngettext ("%zu row has a word in \"%s\" that is no level of the model, such as "
                           "\"%s\": taken as \"other\"",
                           "%zu rows have words in \"%s\" that are no level of the model, such as "
                           "\"%s\": taken as \"other\"",
                           n)
               : ngettext ("%zu row has a word in \"%s\" that is no level of the model, such as "
                           "\"%s\": taken as none of its levels",
                           "%zu rows have words in \"%s\" that are no level of the model, such as "
                           "\"%s\": taken as none of its levels",
                           n),
    n, name, example);
}

/**
 * mix_design_describe_unknown_levels:
 *
 * Returns: (transfer full): a sentence for each category with words, in complete rows, that no
 *   feature stands for; ends with NULL
 */
char **
mix_design_describe_unknown_levels (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, NULL);
  GPtrArray *sentences = g_ptr_array_new ();

  for (guint i = 0; i < design->n_features; i++)
    {
      char *sentence = is_first_of_column (design, i)
                         ? describe_unknown (design, design->features[i].level.column)
                         : NULL;
      if (sentence != NULL)
        g_ptr_array_add (sentences, sentence);
    }
  g_ptr_array_add (sentences, NULL);
  return (char **) g_ptr_array_free (sentences, FALSE);
}

/**
 * mix_design_list_columns:
 *
 * Returns: (transfer full): the names of the table's columns that the features are made of, a
 *   category once; ends with NULL
 */
char **
mix_design_list_columns (const MixDesign *design)
{
  g_return_val_if_fail (design != NULL, NULL);
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < design->n_features; i++)
    if (design->features[i].missing_of != NULL)
      continue;
    else if (design->features[i].level.column == NULL)
      g_ptr_array_add (names, g_strdup (design->features[i].name));
    else if (is_first_of_column (design, i))
      g_ptr_array_add (names, g_strdup (design->features[i].level.column));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}
