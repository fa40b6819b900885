/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-model.h"

G_BEGIN_DECLS

#define MIX_MODEL_ERROR (mix_model_error_quark ())
GQuark mix_model_error_quark (void);

typedef enum
{
  MIX_MODEL_ERROR_READ,    /* not there, not a file, too large, not readable */
  MIX_MODEL_ERROR_FORMAT,  /* not JSON, or not a model */
  MIX_MODEL_ERROR_VERSION, /* from a newer Mixture Lab */
  MIX_MODEL_ERROR_VALUE,   /* a size or number out of its range */
  MIX_MODEL_ERROR_WRITE,
} MixModelError;

/* Written atomically: a failed write leaves the old file as it was. Errors name the path. */
gboolean mix_model_save (const MixModel *model, const char *path, GError **error);
MixModel *mix_model_load (const char *path, GError **error);

char *mix_model_to_json (const MixModel *model);
MixModel *mix_model_from_json (const char *text, gssize length, GError **error);

G_END_DECLS
