/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void mix_column_names_repair (char **names, guint n);
char *mix_column_names_describe (const char *const *names, guint n);

G_END_DECLS
