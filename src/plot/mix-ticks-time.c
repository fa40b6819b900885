/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-ticks.h"

#include <math.h>

#define DAY 86400.0
#define MONTH (365.2425 / 12 * DAY)

/* From one tick to the next. Some are of one length; the others follow the calendar's months. */
typedef enum
{
  STEP_SECONDS, /* n seconds */
  STEP_WEEKS,   /* Mondays */
  STEP_DAYS,    /* n of a month, every stride-th from the 1st */
  STEP_MONTHS,  /* every n-th from January on, or years */
} StepKind;

typedef struct
{
  StepKind kind;
  double length; /* seconds, about */
  int n, stride;
} Step;

static const Step steps[] = {
  { STEP_SECONDS, 1, 1, 0 },         { STEP_SECONDS, 2, 2, 0 },
  { STEP_SECONDS, 5, 5, 0 },         { STEP_SECONDS, 10, 10, 0 },
  { STEP_SECONDS, 15, 15, 0 },       { STEP_SECONDS, 30, 30, 0 },
  { STEP_SECONDS, 60, 60, 0 },       { STEP_SECONDS, 120, 120, 0 },
  { STEP_SECONDS, 300, 300, 0 },     { STEP_SECONDS, 600, 600, 0 },
  { STEP_SECONDS, 900, 900, 0 },     { STEP_SECONDS, 1800, 1800, 0 },
  { STEP_SECONDS, 3600, 3600, 0 },   { STEP_SECONDS, 7200, 7200, 0 },
  { STEP_SECONDS, 10800, 10800, 0 }, { STEP_SECONDS, 21600, 21600, 0 },
  { STEP_SECONDS, 43200, 43200, 0 }, { STEP_SECONDS, DAY, 86400, 0 },
  { STEP_DAYS, 2 * DAY, 15, 2 },     { STEP_DAYS, 5 * DAY, 6, 5 },
  { STEP_WEEKS, 7 * DAY, 1, 0 },     { STEP_DAYS, 15 * DAY, 2, 14 },
  { STEP_MONTHS, MONTH, 1, 0 },      { STEP_MONTHS, 2 * MONTH, 2, 0 },
  { STEP_MONTHS, 3 * MONTH, 3, 0 },  { STEP_MONTHS, 6 * MONTH, 6, 0 },
};

static double
start_of_month (gint64 month)
{
  gint64 year = month >= 0 ? month / 12 : (month - 11) / 12;
  return (double) mix_calendar_day (year, (int) (month - 12 * year) + 1, 1) * DAY;
}

static gint64
month_of (double seconds)
{
  MixDateTime moment;

  mix_date_time_init (&moment, seconds);
  return moment.year * 12 + moment.month - 1;
}

/* The number of a tick at or before a moment. */
static double
index_before (const Step *step, double seconds)
{
  switch (step->kind)
    {
    case STEP_SECONDS:
      return floor (seconds / step->length);
    case STEP_WEEKS:
      return floor ((seconds / DAY - 4) / 7); /* 1970-01-05 was a Monday */
    case STEP_DAYS:
      return (double) (month_of (seconds) * step->n);
    case STEP_MONTHS:
    default:
      return floor ((double) month_of (seconds) / step->n);
    }
}

static double
moment_of (const Step *step, double index)
{
  switch (step->kind)
    {
    case STEP_SECONDS:
      return index * step->length;
    case STEP_WEEKS:
      return (index * 7 + 4) * DAY;
    case STEP_DAYS:
      {
        double month = floor (index / step->n);
        return start_of_month ((gint64) month) + (index - month * step->n) * step->stride * DAY;
      }
    case STEP_MONTHS:
    default:
      return start_of_month ((gint64) index * step->n);
    }
}

/* 29 February would crowd 1 March, and in other years it is 1 March. */
static gboolean
is_crowded (const Step *step, double index, double moment)
{
  if (step->kind != STEP_DAYS)
    return FALSE;
  double next = start_of_month ((gint64) floor (index / step->n) + 1);
  return next - moment < 0.75 * step->length;
}

/* FALSE: they are more than most. */
static gboolean
fill (MixTicks *ticks, const Step *step, double low, double high, guint most)
{
  double slack = 1e-9 * (high - low);

  ticks->n = 0;
  if ((high - low) / step->length > 2 * most + 4)
    return FALSE;
  for (double i = index_before (step, low);; i++)
    {
      double moment = moment_of (step, i);
      if (moment > high + slack)
        break;
      if (moment < low - slack || is_crowded (step, i, moment))
        continue;
      if (ticks->n == most)
        return FALSE;
      ticks->values[ticks->n++] = mix_time_from_seconds (moment, ticks->style.time);
    }
  ticks->style.grain = step->length;
  return TRUE;
}

/* Years in steps of 1, 2, 5 × 10ⁿ. */
static void
fill_years (MixTicks *ticks, double low, double high, guint most)
{
  double length = MAX (mix_tick_step ((high - low) / (12 * MONTH), most), 1);
  Step step = { STEP_MONTHS, 12 * MONTH * length, (int) (12 * length), 0 };

  if (!fill (ticks, &step, low, high, most))
    fill (ticks, &step, low, high, most + 1);
}

/* Multiples of a fraction of a second. */
static gboolean
fill_fractions (MixTicks *ticks, double low, double high, guint most)
{
  for (guint n = most; n > 0; n--)
    {
      Step step = { STEP_SECONDS, mix_tick_step (high - low, n), 0, 0 };
      if (step.length > 0.9)
        return FALSE;
      if (fill (ticks, &step, low, high, most))
        return TRUE;
    }
  return FALSE;
}

/**
 * mix_ticks_time:
 * @unit: of low and high; MIX_TIME_NONE gives mix_ticks_linear()
 * @most: how many fit; at most 15 are made
 *
 * At the start of years, quarters, months, Mondays, days, hours, minutes or seconds inside the
 * range. Where a range is beyond any calendar, the numbers have ticks.
 */
void
mix_ticks_time (MixTicks *ticks, MixTimeUnit unit, double low, double high, guint most)
{
  if (unit == MIX_TIME_NONE)
    {
      mix_ticks_linear (ticks, low, high, most);
      return;
    }
  mix_range_widen (&low, &high);
  double from = mix_time_to_seconds (low, unit), to = mix_time_to_seconds (high, unit);
  if (!(fabs (from) < MIX_MOST_SECONDS) || !(fabs (to) < MIX_MOST_SECONDS) || !(to - from > 1e-6))
    {
      mix_ticks_linear (ticks, low, high, most);
      return;
    }
  *ticks = (MixTicks){ .style = { .time = unit } };
  most = CLAMP (most, 1, MIX_MAX_TICKS - 2);
  gboolean done = fill_fractions (ticks, from, to, most);
  for (guint i = 0; !done && i < G_N_ELEMENTS (steps); i++)
    done = fill (ticks, &steps[i], from, to, most);
  if (!done)
    fill_years (ticks, from, to, most);
}

/* The moment of a tick, free of what the way through the unit may have cut off. */
static void
find_moment (const MixTicks *ticks, guint tick, MixDateTime *moment)
{
  double seconds = mix_time_to_seconds (ticks->values[tick], ticks->style.time);
  double digit = ticks->style.grain < 1 ? ticks->style.grain / 100 : 0.01;

  mix_date_time_init (moment, floor (seconds / digit + 0.5) * digit);
}

static gboolean
is_midnight (const MixTicks *ticks, const MixDateTime *m)
{
  return m->hour == 0 && m->minute == 0 && m->second < MIN (1e-3, ticks->style.grain / 2);
}

static gboolean
has_clock (const MixTicks *ticks)
{
  return ticks->style.grain < 0.9 * DAY;
}

static gboolean
has_day (const MixTicks *ticks)
{
  return ticks->style.grain < 20 * DAY;
}

/* Whether the year is new since the tick before. */
static gboolean
begins_year (const MixTicks *ticks, guint tick)
{
  MixDateTime here, before;

  find_moment (ticks, tick, &here);
  if (tick == 0)
    return here.month == 1 && here.day == 1;
  find_moment (ticks, tick - 1, &before);
  return here.year != before.year;
}

/* "06:00", "06:00:30" */
static char *
clock_label (const MixTicks *ticks, const MixDateTime *m)
{
  double grain = ticks->style.grain;

  if (grain > 59)
    return g_strdup_printf ("%02d:%02d", m->hour, m->minute);
  g_autofree char *second = mix_format_number (m->second, grain < 1 ? mix_format_decimals (grain) : 0);
  return g_strdup_printf ("%02d:%02d:%s%s", m->hour, m->minute, m->second < 9.9999999 ? "0" : "", second);
}

/**
 * mix_tick_label_time:
 * @ticks: of mix_ticks_time()
 *
 * Returns: (transfer full): "2020" at a year, "Apr" at a month within, "3 Apr" at a day, "06:00";
 *   with the larger unit only where it begins
 */
char *
mix_tick_label_time (const MixTicks *ticks, guint tick)
{
  MixDateTime m;

  find_moment (ticks, tick, &m);
  if (has_clock (ticks) && (!is_midnight (ticks, &m) || mix_time_is_clock (ticks->style.time)))
    return clock_label (ticks, &m);
  const char *month = mix_calendar_month_name (m.month);
  if (!has_day (ticks))
    return m.month == 1 ? g_strdup_printf ("%" G_GINT64_FORMAT, m.year) : g_strdup (month);
  if (begins_year (ticks, tick))
    return g_strdup_printf ("%d %s %" G_GINT64_FORMAT, m.day, month, m.year);
  return g_strdup_printf ("%d %s", m.day, month);
}

static gboolean
says_year (const MixTicks *ticks)
{
  MixDateTime m;

  for (guint i = 0; i < ticks->n; i++)
    {
      find_moment (ticks, i, &m);
      if (has_clock (ticks) && !is_midnight (ticks, &m))
        continue;
      if (has_day (ticks) ? begins_year (ticks, i) : m.month == 1)
        return TRUE;
    }
  return FALSE;
}

static gboolean
says_day (const MixTicks *ticks)
{
  MixDateTime m;

  for (guint i = 0; i < ticks->n; i++)
    {
      find_moment (ticks, i, &m);
      if (is_midnight (ticks, &m))
        return TRUE;
    }
  return FALSE;
}

/**
 * mix_ticks_context:
 *
 * Returns: (transfer full) (nullable): the year, or the day and the year, that no label has
 */
char *
mix_ticks_context (const MixTicks *ticks)
{
  MixDateTime m;

  if (ticks->n == 0 || ticks->style.time == MIX_TIME_NONE || mix_time_is_clock (ticks->style.time)
      || says_year (ticks))
    return NULL;
  find_moment (ticks, 0, &m);
  if (has_clock (ticks) && !says_day (ticks))
    return g_strdup_printf ("%d %s %" G_GINT64_FORMAT, m.day, mix_calendar_month_name (m.month), m.year);
  return g_strdup_printf ("%" G_GINT64_FORMAT, m.year);
}
