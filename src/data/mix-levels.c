/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-levels.h"

#include <string.h>

#include "mix-csv-cell.h"
#include "mix-dataset.h"

#define MAX_WORD 200 /* bytes: longer ones are prose */

void
mix_levels_clear (MixLevels *levels)
{
  g_clear_pointer (&levels->places, g_hash_table_unref);
  g_clear_pointer (&levels->words, g_ptr_array_unref);
  g_clear_pointer (&levels->codes, g_byte_array_unref);
}

void
mix_levels_give_up (MixLevels *levels)
{
  mix_levels_clear (levels);
  levels->given_up = TRUE;
}

static guint8
find_place (MixLevels *levels, const char *text, gsize length)
{
  char word[MAX_WORD + 1];

  memcpy (word, text, length);
  word[length] = '\0';
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (levels->places, word));
  if (place == 0 && levels->words->len < MIX_MAX_LEVELS)
    {
      char *copy = g_strdup (word);
      g_ptr_array_add (levels->words, copy);
      place = levels->words->len;
      g_hash_table_insert (levels->places, copy, GUINT_TO_POINTER (place));
    }
  return (guint8) place;
}

/**
 * mix_levels_set:
 * @row: the rows before it without a word are missing
 * @text: (nullable): [length], the cell; NULL for a missing one
 *
 * Remembers a row's word; gives all up where there are too many words.
 */
void
mix_levels_set (MixLevels *levels, gsize row, const char *text, gsize length)
{
  if (levels->given_up || (text == NULL && levels->places == NULL))
    return;
  if (levels->places == NULL)
    {
      levels->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      levels->words = g_ptr_array_new ();
      levels->codes = g_byte_array_new ();
    }

  guint8 place = 0;
  if (text != NULL)
    {
      mix_csv_cell_trim (&text, &length);
      place = length <= MAX_WORD ? find_place (levels, text, length) : 0;
      if (place == 0)
        {
          mix_levels_give_up (levels);
          return;
        }
    }
  gsize n = levels->codes->len;
  if (row >= n)
    {
      g_byte_array_set_size (levels->codes, (guint) row + 1);
      memset (levels->codes->data + n, 0, row + 1 - n);
    }
  levels->codes->data[row] = place;
}

void
mix_levels_finish (MixLevels *levels, gsize n_rows, char ***words, guint8 **codes)
{
  *words = NULL;
  *codes = NULL;
  if (levels->places == NULL)
    return;

  *words = g_new0 (char *, levels->words->len + 1);
  for (guint i = 0; i < levels->words->len; i++)
    (*words)[i] = g_strdup (levels->words->pdata[i]);
  *codes = g_new0 (guint8, n_rows);
  memcpy (*codes, levels->codes->data, MIN (n_rows, levels->codes->len));
}
