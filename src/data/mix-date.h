/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-calendar.h"

G_BEGIN_DECLS

/* Whether 3/4/2020 is in April or in March. Where the year comes first there is no question. */
typedef enum
{
  MIX_DATE_DAY_FIRST = 1,
  MIX_DATE_MONTH_FIRST,
  MIX_DATE_ISO, /* neither: what could be both is no date */
} MixDateOrder;

typedef enum
{
  MIX_DATE_YEARS = 1, /* 2020.5 */
  MIX_DATE_DAYS,      /* since 1970-01-01 00:00 */
  MIX_DATE_HOURS,     /* since then, or since midnight for a time of day */
  MIX_DATE_SECONDS,
} MixDateUnit;

typedef enum
{
  MIX_DATE_NONE,
  MIX_DATE_DATE,
  MIX_DATE_TIME, /* of day only */
} MixDateKind;

/* A date or time of day as seconds since 1970-01-01 00:00 UTC, or since midnight. What has no zone
 * counts as UTC. */
typedef struct
{
  MixDateKind kind;
  double seconds;
  gboolean is_year_first;
  gboolean has_points;   /* 3.4.2020, where the day is first by custom */
  gboolean is_open;      /* day and month could be swapped, but for the order */
  gboolean is_day_first; /* only this order is possible */
  gboolean is_month_first;
} MixDate;

gboolean mix_date_parse (const char *text, gsize length, MixDateOrder order, MixDate *date);
double mix_date_to_unit (const MixDate *date, MixDateUnit unit);
MixTimeUnit mix_date_time_unit (MixDateUnit unit, MixDateKind kind);
const char *mix_date_unit_name (MixTimeUnit unit);
const char *mix_date_length_name (MixTimeUnit unit);

G_END_DECLS
