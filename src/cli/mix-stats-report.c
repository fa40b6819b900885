/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-stats-report.h"

#include <math.h>

#include "mix-output.h"

/**
 * mix_stats_report_add_json:
 * @builder: inside of an object
 * @name: of the member, an object of {"value": …, "error": …} by statistic
 * @estimates: [MIX_N_STATISTICS]
 * @wanted: (nullable): [MIX_N_STATISTICS], which of them; NULL for all
 */
void
mix_stats_report_add_json (JsonBuilder *builder, const char *name, const MixEstimate *estimates,
                           const gboolean *wanted)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  for (guint s = 0; s < MIX_N_STATISTICS; s++)
    {
      if (wanted != NULL && !wanted[s])
        continue;
      json_builder_set_member_name (builder, mix_statistics[s].id);
      json_builder_begin_object (builder);
      mix_json_add_number (builder, "value", estimates[s].value);
      mix_json_add_number (builder, "error", estimates[s].error);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

/**
 * mix_stats_report_pad:
 * @width: in characters
 *
 * Appends words, and spaces up to the width.
 */
void
mix_stats_report_pad (GString *text, const char *words, int width)
{
  g_autofree char *shown = g_utf8_normalize (words, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  int padding = width - (int) g_utf8_strlen (shown, -1);

  g_string_append_printf (text, "%s%*s", shown, MAX (padding, 1), "");
}
