/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-config.h"
#include "mix-design.h"

G_BEGIN_DECLS

typedef enum
{
  MIX_STAT_ROWS_VALIDATION, /* those that were kept out of training */
  MIX_STAT_ROWS_TRAINING,   /* all; they trained the model, and none were kept out */
  MIX_STAT_ROWS_OTHER,      /* all; it is not the table that the model was trained on */
} MixStatRowsKind;

/* The rows of a design that a model is judged by. */
typedef struct
{
  MixStatRowsKind kind;
  gsize n;
  gsize of; /* how many there are of the kind, where only some were taken; 0: all were */
  guint32 *rows; /* [n], numbers of complete rows, ascending */
} MixStatRows;

MixStatRows *mix_stat_rows_new (const MixModel *model, MixDesign *design);
MixStatRows *mix_stat_rows_copy (const MixStatRows *rows); /* (transfer full) */
/* Keeps at most so many, evenly. */
void mix_stat_rows_thin (MixStatRows *rows, gsize most);
void mix_stat_rows_free (MixStatRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixStatRows, mix_stat_rows_free)

/* "501 validation rows": a phrase for a person. (transfer full) */
char *mix_stat_rows_describe (const MixStatRows *rows);

G_END_DECLS
