/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-command.h"
#include "mix-dataset.h"
#include "mix-design.h"
#include "mix-generators.h"
#include "mix-import-args.h"

G_BEGIN_DECLS

#define MIX_MAX_ROWS 10000000

/* The options that say what a generator makes, as text; NULL where not given. They are on the stack
 * of a verb and freed by the cleanup. */
typedef struct
{
  char *rows;
  char *noise;
  char *seed;
} MixGeneratorOptions;

void mix_generator_options_clear (MixGeneratorOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MixGeneratorOptions, mix_generator_options_clear)

/* The options of every verb that takes DATA: what a generator makes, and how a file is read. */
typedef struct
{
  MixGeneratorOptions generator;
  MixImportArgs import;
} MixInputOptions;

void mix_input_options_clear (MixInputOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MixInputOptions, mix_input_options_clear)

/* with_seed as below. */
void mix_input_options_add (MixInputOptions *options, MixCommand *command, gboolean with_seed);

/* with_seed FALSE: the verb has a --seed of its own and sets the field itself. */
void mix_generator_options_add (MixGeneratorOptions *options, MixCommand *command,
                                gboolean with_seed);

const MixGenerator *mix_input_find_generator (const char *id, GError **error);
MixDataset *mix_input_generate (const MixGenerator *generator, const MixGeneratorOptions *options,
                                GError **error);

/* DATA: a CSV file, "-" for standard input, "@ID" for a generator. */
MixDataset *mix_input_read_table (const char *data, const MixInputOptions *options,
                                  GError **error);
/* DATA with the columns of a model, and a note on words of categories that it does not know. */
MixDesign *mix_input_read_design (const char *data, const MixInputOptions *options,
                                  const MixModel *model, gboolean require_target, GError **error);
/* Says how many rows miss a value; nothing where none does. */
void mix_input_note_dates (const MixDesign *design);
void mix_input_note_dropped (const MixDesign *design);
/* The columns of a table that hold numbers (const MixColumn*), for a verb that writes them out
 * again; a note names the others. (transfer container) */
GPtrArray *mix_input_list_columns (MixDataset *table);
/* Whether not both of two inputs are "-". */
gboolean mix_input_check_stdin (const char *model, const char *data, GError **error);

G_END_DECLS
