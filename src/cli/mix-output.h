/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a verb writes. Results go to standard output or to a file, everything else to standard
 * error. */
gboolean mix_output_check (const char *path, GError **error);
gboolean mix_output_print (const char *text, GError **error);
gboolean mix_output_print_json (JsonBuilder *builder, GError **error);
void mix_output_note (const char *format, ...) G_GNUC_PRINTF (1, 2);
void mix_output_error (const GError *error);

/* Members of an object: numbers in the shortest decimals, null for those that are not finite. */
void mix_json_add_number (JsonBuilder *builder, const char *name, double value);
void mix_json_add_integer (JsonBuilder *builder, const char *name, gint64 value);
void mix_json_add_string (JsonBuilder *builder, const char *name, const char *value);
void mix_json_add_boolean (JsonBuilder *builder, const char *name, gboolean value);
char *mix_json_to_text (JsonNode *root);

G_END_DECLS
