/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "mix-project.h"

/* What the writer and the reader of project files agree on. */
#define FORMAT_NAME "mixture-lab-project"
#define FORMAT_VERSION 1

#define KEY_FORMAT "format"
#define KEY_VERSION "version"
#define KEY_DATA "data"
#define KEY_PATH "path"         /* absolute */
#define KEY_RELATIVE "relative" /* from the project's folder */
#define KEY_SIZE "bytes"
#define KEY_MODIFIED "modified" /* microseconds since 1970 */
#define KEY_SHA256 "sha256"     /* empty: unknown */
#define KEY_IMPORT "import"
#define KEY_GENERATOR "generator"
#define KEY_ROWS "rows"
#define KEY_NOISE "noise"
#define KEY_SEED "seed" /* as text: no number of JSON holds it */
#define KEY_TITLE "title"
#define KEY_COLUMNS "columns"
#define KEY_NAME "name"
#define KEY_KIND "kind"
#define KEY_TIME "time"
#define KEY_VALIDATION "validation"
#define KEY_TRANSFORM "transform"
#define KEY_VALUES "values" /* null: a missing cell */
#define KEY_LEVELS "levels"
#define KEY_CODES "codes"
#define KEY_EXCLUDED "excluded" /* rows that stay in the table and are not learnt from, from 0 */
#define KEY_TARGET "target"
#define KEY_FEATURES "features"
#define KEY_ALL_OTHERS "all_others"
#define KEY_COMPONENTS_CHOSEN "components_chosen"
#define KEY_OPTIONS "options"
#define KEY_MODEL "model"
#define KEY_VIEW "view"
#define KEY_PAGE "page"
#define KEY_X0 "x0"

/* mix-project-table.c */
extern const MixChoice mix_project_column_kinds[];
void mix_project_append_table (GString *out, const MixDataset *table);
MixDataset *mix_project_read_table (JsonObject *data, GError **error);
void mix_project_append_import (GString *out, const MixImport *import);
gboolean mix_project_read_import (JsonObject *data, MixImport *import, GError **error);
