/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The different words of a column and which of them each row has, as long as they are few. */
typedef struct
{
  GHashTable *places; /* char * → place from 1; NULL: no word yet */
  GPtrArray *words;   /* owned by places */
  GByteArray *codes;
  gboolean given_up;
} MixLevels;

void mix_levels_set (MixLevels *levels, gsize row, const char *text, gsize length);
void mix_levels_give_up (MixLevels *levels);
void mix_levels_clear (MixLevels *levels);

/* words and codes [n_rows] get what was kept, or NULL. */
void mix_levels_finish (MixLevels *levels, gsize n_rows, char ***words, guint8 **codes);

G_END_DECLS
