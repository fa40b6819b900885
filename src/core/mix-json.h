/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Values as JSON text, the same bytes for the same values. */
void mix_json_append_text (GString *out, const char *text);
void mix_json_append_number (GString *out, double value);
void mix_json_append_decimal (GString *out, const char *decimal);
void mix_json_append_settings (GString *out, GHashTable *settings);

G_END_DECLS
