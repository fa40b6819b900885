/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MIX_SHA256_LENGTH 64

/* What tells whether a file is still what it was. A plain value. */
typedef struct
{
  guint64 size;     /* bytes */
  gint64 modified;  /* microseconds since 1970 */
  char sha256[MIX_SHA256_LENGTH + 1]; /* of the contents, in lower case; "": not worked out */
} MixFingerprint;

/* Size and date only. */
gboolean mix_fingerprint_look (MixFingerprint *fingerprint, const char *path);

/* Reads the whole file. */
gboolean mix_fingerprint_take (MixFingerprint *fingerprint, const char *path,
                               GCancellable *cancellable, GError **error);

/* Whether size and date are the same, so that the contents most likely are. */
gboolean mix_fingerprint_looks_same (const MixFingerprint *a, const MixFingerprint *b);

/* Sentences on what differs, each a line; ends with NULL. */
char **mix_fingerprint_describe (const MixFingerprint *was, const MixFingerprint *is);

gboolean mix_fingerprint_is_sha256 (const char *text);

G_END_DECLS
