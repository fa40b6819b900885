/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "mix-estimate.h"

G_BEGIN_DECLS

/* Statistics as the verbs print them. */
void mix_stats_report_add_json (JsonBuilder *builder, const char *name,
                                const MixEstimate *estimates, const gboolean *wanted);
void mix_stats_report_pad (GString *text, const char *words, int width);

G_END_DECLS
