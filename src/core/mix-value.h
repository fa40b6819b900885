/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "mix-model-io.h"
#include "mix-types.h"

G_BEGIN_DECLS

/* Values of a JSON object that nobody trusts: each is there, of its kind and in its range, or there
 * is a MIX_MODEL_ERROR that names the key. (json-glib's own getters complain to the log where the
 * kind is another.) */
typedef enum
{
  MIX_SIGN_ANY,
  MIX_SIGN_NOT_NEGATIVE,
  MIX_SIGN_POSITIVE,
} MixSign;

/* The most bytes of a file that is read as a whole. */
#define MIX_VALUE_MAX_BYTES (256 << 20)

/* A file as a whole, "-" for standard input; a text that takes its place as a whole. */
char *mix_value_read_file (const char *path, gsize *length, GError **error);
gboolean mix_value_write_file (const char *path, const char *text, gsize length, GError **error);

/* A parser whose root is an object. Memory is asked for only what is in the text already. */
JsonParser *mix_value_parse (const char *text, gsize length, GError **error);

/* A model inside another file. */
MixModel *mix_model_from_object (JsonObject *object, GError **error);

JsonObject *mix_value_get_object (JsonObject *object, const char *key, GError **error);
JsonArray *mix_value_get_array (JsonObject *object, const char *key, GError **error);
const char *mix_value_get_text (JsonObject *object, const char *key, GError **error);
gboolean mix_value_get_whole (JsonObject *object, const char *key, gint64 low, gint64 high,
                              guint *value, GError **error);
gboolean mix_value_get_number (JsonObject *object, const char *key, MixSign sign, double *value,
                               GError **error);
gboolean mix_value_get_switch (JsonObject *object, const char *key, gboolean *value,
                               GError **error);
gboolean mix_value_get_choice (JsonObject *object, const char *key, const MixChoice *choices,
                               int *value, GError **error);
GHashTable *mix_value_get_settings (JsonObject *object, const char *key, GError **error);
gboolean mix_value_check_keys (JsonObject *object, const char *const *known, GError **error);

/* Elements of lists. */
gboolean mix_value_holds (JsonNode *node, GType type);
gboolean mix_value_read_whole (JsonNode *node, const char *key, gint64 low, gint64 high,
                               guint *value, GError **error);

gboolean mix_value_wrong_kind (const char *key, const char *wanted, GError **error);
void mix_value_fail (GError **error, MixModelError code, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

G_END_DECLS
