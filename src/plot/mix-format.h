/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-calendar.h"

G_BEGIN_DECLS

#define MIX_MINUS "\xe2\x88\x92"      /* U+2212 */
#define MIX_THIN_SPACE "\xe2\x80\xaf" /* U+202F, does not break */
#define MIX_NO_BREAK_SPACE "\xc2\xa0"

/* How the numbers along one axis are written: value / 10^exponent with so many decimals. */
typedef struct
{
  int exponent; /* 0 unless the plain digits would not fit beside the axis; a multiple of 3 */
  int decimals;
  MixTimeUnit time; /* they are moments, and written as dates; MIX_TIME_NONE: numbers */
  double grain;     /* seconds that two moments must differ by to be told apart */
  gboolean brief;   /* the year goes without saying */
} MixNumberStyle;

char *mix_format_number (double value, int decimals);
char *mix_format_signed (double value, int decimals);
char *mix_format_percent (double share);
char *mix_format_count (guint64 count);
char *mix_format_styled (double value, const MixNumberStyle *style);
char *mix_format_span (double length, const MixNumberStyle *style);
char *mix_format_power (int exponent);
char *mix_format_subscript (guint number);
char *mix_format_within_sentence (const char *label);

int mix_format_decimals (double resolution);
MixNumberStyle mix_number_style_for_range (double low, double high, double parts);
MixNumberStyle mix_time_style_for_range (MixTimeUnit unit, double low, double high, double parts);
/* mix-time-style.c: what mix_format_styled() and mix_format_span() do with moments. */
char *mix_format_moment (double value, const MixNumberStyle *style);
char *mix_format_duration (double length, const MixNumberStyle *style);

G_END_DECLS
