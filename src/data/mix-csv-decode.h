/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "mix-import.h"

G_BEGIN_DECLS

/* Bytes in, UTF-8 text out, chunk by chunk. */
typedef struct
{
  MixEncoding encoding; /* AUTO as long as every byte was ASCII */
  gboolean is_first;
  gboolean is_guess;    /* nobody said what the encoding is */
  gboolean has_mark;    /* the file says it itself */
  GIConv converter;     /* (GIConv) −1: none is needed */
  GString *text;        /* what was converted */
} MixCsvDecoder;

void mix_csv_decoder_init (MixCsvDecoder *decoder, int encoding);
void mix_csv_decoder_clear (MixCsvDecoder *decoder);

/* Takes from bytes [length] what is whole: *n_used of them. The text, of *text_length, is part of
 * bytes or belongs to the decoder until the next call. *complaint (untouched where all is well)
 * says why the text ends where it does. */
const char *mix_csv_decoder_run (MixCsvDecoder *decoder, const char *bytes, gsize length,
                                 gboolean is_last, gsize *n_used, gsize *text_length,
                                 const char **complaint);

G_END_DECLS
