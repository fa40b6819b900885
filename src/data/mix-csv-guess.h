/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a file is written, as guessed from its beginning. */
typedef struct
{
  char delimiter;
  gboolean has_header;
} MixCsvGuess;

MixCsvGuess mix_csv_guess (const char *head, gsize length, gboolean is_whole);

G_END_DECLS
