/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-csv-decode.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define NO_CONVERTER ((GIConv) -1)

void
mix_csv_decoder_init (MixCsvDecoder *decoder, int encoding)
{
  *decoder = (MixCsvDecoder){
    .encoding = encoding,
    .is_first = TRUE,
    .is_guess = encoding == MIX_IMPORT_AUTO,
    .converter = NO_CONVERTER,
    .text = g_string_new (NULL),
  };
}

void
mix_csv_decoder_clear (MixCsvDecoder *decoder)
{
  if (decoder->converter != NO_CONVERTER)
    g_iconv_close (decoder->converter);
  g_string_free (decoder->text, TRUE);
}

static gboolean
begins_with (const char *bytes, gsize length, const char *mark)
{
  return length >= strlen (mark) && memcmp (bytes, mark, strlen (mark)) == 0;
}

/* A byte order mark is no part of the first cell. It decides where nobody else does, and between
 * the two kinds of UTF-16. Returns its length. */
static gsize
take_mark (MixCsvDecoder *decoder, const char *bytes, gsize length)
{
  static const struct
  {
    const char *mark;
    MixEncoding encoding;
  } marks[] = {
    { "\xef\xbb\xbf", MIX_ENCODING_UTF8 },
    { "\xff\xfe", MIX_ENCODING_UTF16LE },
    { "\xfe\xff", MIX_ENCODING_UTF16BE },
  };
  gboolean is_utf16
      = decoder->encoding == MIX_ENCODING_UTF16LE || decoder->encoding == MIX_ENCODING_UTF16BE;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (begins_with (bytes, length, marks[i].mark)
        && (decoder->is_guess || decoder->encoding == marks[i].encoding || (is_utf16 && i > 0)))
      {
        decoder->encoding = marks[i].encoding;
        decoder->has_mark = TRUE;
        return strlen (marks[i].mark);
      }
  return 0;
}

static gboolean
is_ascii (const char *bytes, gsize length)
{
  guint64 all = 0, word;
  gsize i = 0;

  for (; i + sizeof word <= length; i += sizeof word)
    {
      memcpy (&word, bytes + i, sizeof word);
      all |= word;
    }
  for (; i < length; i++)
    all |= (guchar) bytes[i];
  return (all & G_GUINT64_CONSTANT (0x8080808080808080)) == 0;
}

/* The end of what is UTF-8; *is_cut where only the end of the chunk parts a character. */
static gsize
find_end (const char *bytes, gsize length, gboolean *is_cut)
{
  const char *end;

  *is_cut = FALSE;
  if (is_ascii (bytes, length) && memchr (bytes, '\0', length) == NULL)
    return length;
  if (g_utf8_validate_len (bytes, length, &end))
    return length;
  gsize n = (gsize) (end - bytes);
  *is_cut = g_utf8_get_char_validated (end, (gssize) (length - n)) == (gunichar) -2;
  return n;
}

/* The first bytes beyond ASCII decide: a character of UTF-8, which other text hardly ever has by
 * chance, or else Windows-1252. Up to there both are the same. */
static void
guess (MixCsvDecoder *decoder, const char *bytes, gsize length, gboolean is_last)
{
  gboolean is_cut;

  if (is_ascii (bytes, length))
    return;
  gsize n = find_end (bytes, length, &is_cut);
  gboolean is_utf8 = n == length || (is_cut && !is_last) || bytes[n] == '\0' || !is_ascii (bytes, n);
  decoder->encoding = is_utf8 ? MIX_ENCODING_UTF8 : MIX_ENCODING_WINDOWS1252;
}

static const char *
complain_of_nul (void)
{
  return _ ("found a NUL byte: this is not a text file, or it is UTF-16 without a mark (encoding "
            "utf-16)");
}

static gsize
take_utf8 (const MixCsvDecoder *decoder, const char *bytes, gsize length, gboolean is_last,
           const char **complaint)
{
  gboolean is_cut;
  gsize n = find_end (bytes, length, &is_cut);

  if (n == length)
    return n;
  if (bytes[n] == '\0')
    *complaint = complain_of_nul ();
  else if (is_last || !is_cut)
    *complaint = decoder->is_guess && !decoder->has_mark
                     ? _ ("found a byte that is not UTF-8, as what comes before it is; choose the "
                          "encoding windows-1252, or save the file as UTF-8")
                     : _ ("found a byte that is not UTF-8; choose the encoding windows-1252, or "
                          "save the file as UTF-8");
  return n;
}

static const char *
converter_name (MixEncoding encoding)
{
  switch (encoding)
    {
    case MIX_ENCODING_UTF16LE:
      return "UTF-16LE";
    case MIX_ENCODING_UTF16BE:
      return "UTF-16BE";
    case MIX_ENCODING_LATIN1:
      return "ISO-8859-1";
    case MIX_ENCODING_UTF8:
    case MIX_ENCODING_WINDOWS1252:
    default:
      return "WINDOWS-1252";
    }
}

/* All that the converter takes. Five bytes of Windows-1252 are no character: like every reader of
 * the web they become the control character of that number. */
static gsize
convert (MixCsvDecoder *decoder, const char *bytes, gsize length, gboolean is_last,
         const char **complaint)
{
  char *in = (char *) bytes;
  gsize n_left = length;

  if (decoder->converter == NO_CONVERTER)
    decoder->converter = g_iconv_open ("UTF-8", converter_name (decoder->encoding));
  g_string_set_size (decoder->text, 3 * length + 8);
  char *out = decoder->text->str;
  gsize n_room = decoder->text->len;
  while (n_left > 0 && g_iconv (decoder->converter, &in, &n_left, &out, &n_room) == (gsize) -1)
    {
      if (errno == EILSEQ && decoder->encoding == MIX_ENCODING_WINDOWS1252)
        {
          *out++ = '\xc2';
          *out++ = *in++;
          n_room -= 2;
          n_left--;
          continue;
        }
      if (errno != EINVAL || is_last)
        *complaint = _ ("found bytes that are no characters of UTF-16");
      break;
    }
  g_string_set_size (decoder->text, (gsize) (out - decoder->text->str));
  return length - n_left;
}

static const char *
run_converted (MixCsvDecoder *decoder, const char *bytes, gsize length, gboolean is_last,
               gsize *n_used, gsize *text_length, const char **complaint)
{
  *n_used = convert (decoder, bytes, length, is_last, complaint);

  const char *nul = memchr (decoder->text->str, '\0', decoder->text->len);
  *text_length = decoder->text->len;
  if (nul != NULL)
    {
      *text_length = (gsize) (nul - decoder->text->str);
      *complaint = complain_of_nul ();
    }
  return decoder->text->str;
}

/**
 * mix_csv_decoder_run:
 * @is_last: nothing follows, so what is cut is an error
 *
 * Where nobody says it, a mark at the beginning does, and else the first bytes beyond ASCII.
 *
 * Returns: (transfer none): text, valid UTF-8 without NUL
 */
const char *
mix_csv_decoder_run (MixCsvDecoder *decoder, const char *bytes, gsize length, gboolean is_last,
                     gsize *n_used, gsize *text_length, const char **complaint)
{
  gsize skipped = decoder->is_first ? take_mark (decoder, bytes, length) : 0;

  decoder->is_first = FALSE;
  bytes += skipped;
  length -= skipped;
  if (decoder->encoding == MIX_IMPORT_AUTO)
    guess (decoder, bytes, length, is_last);

  const char *text = bytes;
  if (decoder->encoding <= MIX_ENCODING_UTF8)
    *text_length = *n_used = take_utf8 (decoder, bytes, length, is_last, complaint);
  else
    text = run_converted (decoder, bytes, length, is_last, n_used, text_length, complaint);
  *n_used += skipped;
  return text;
}
