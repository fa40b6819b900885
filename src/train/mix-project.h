/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-config.h"
#include "mix-dataset.h"
#include "mix-generators.h"
#include "mix-model.h"

G_BEGIN_DECLS

#define MIX_PROJECT_SUFFIX ".mixlab"

/* Rows of a table that is kept in the project itself, times its columns. */
#define MIX_PROJECT_MAX_CELLS (1 << 22)

/* What a laboratory works on, as a file keeps it: where the table is from, what of it is learnt,
 * every option, what has been learnt, and how it is looked at. Fields are read directly; its maker
 * writes them. */
typedef struct
{
  /* The table: of a file, of a generator, or rows of its own. */
  char *path;      /* absolute; NULL: not from a file */
  char *beside;    /* the same as seen from the project's folder, when read; NULL: unknown */
  MixFingerprint fingerprint; /* of the file when it was read */
  MixImport import;
  const MixGenerator *generator; /* static; NULL: not from a generator */
  guint64 rows;
  double noise;
  guint64 seed;
  MixDataset *table; /* NULL: not rows of its own */

  char *target;
  char **features; /* columns, the one on the x axis first; ends with NULL */
  gboolean all_others, components_chosen;
  MixConfig config;

  MixModel *model; /* what has been learnt, the plain network its companion; NULL: nothing */

  char *page; /* that is on show; NULL: not said */
  double x0;  /* NaN: not said */
} MixProject;

MixProject *mix_project_new (void);
void mix_project_free (MixProject *project);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixProject, mix_project_free)

/* Where the rows are from; is_own: they are kept in the project whatever they are from. */
void mix_project_set_dataset (MixProject *project, MixDataset *dataset, gboolean is_own);

/* Written atomically; an unread file is read for its checksum. Errors, of MIX_MODEL_ERROR, name the
 * path. */
gboolean mix_project_save (MixProject *project, const char *path, GCancellable *cancellable,
                           GError **error);
MixProject *mix_project_load (const char *path, GError **error);

char *mix_project_to_json (const MixProject *project, const char *folder);
MixProject *mix_project_from_json (const char *text, gsize length, const char *folder,
                                   GError **error);
gboolean mix_project_is_path (const char *path);

/* What has become of the table's file. */
typedef enum
{
  MIX_PROJECT_SAME,
  MIX_PROJECT_CHANGED,
  MIX_PROJECT_GONE,
} MixProjectState;

typedef struct
{
  MixProjectState state;
  char *path;           /* where it is; NULL: gone */
  MixFingerprint found; /* as it is now */
} MixProjectFile;

void mix_project_file_clear (MixProjectFile *file);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MixProjectFile, mix_project_file_clear)

gboolean mix_project_find_file (const MixProject *project, MixProjectFile *file,
                                GCancellable *cancellable, GError **error);

/* path: of the table's file, as it was found or chosen; NULL where there is none. */
MixDataset *mix_project_make_dataset (const MixProject *project, const char *path,
                                      GCancellable *cancellable, GError **error);

G_END_DECLS
