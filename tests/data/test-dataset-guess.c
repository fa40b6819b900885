/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-dataset.h"

#include <string.h>

#include "mix-csv.h"
#include "mix-date.h"

/* A table of 40 rows: each letter is a column of its own sort. */
static MixDataset *
make (const char *sorts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; sorts[i] != '\0'; i++)
    g_string_append_printf (text, "%s%c", i > 0 ? "," : "", 'a' + (int) i);
  for (guint row = 0; row < 40; row++)
    for (guint i = 0; sorts[i] != '\0'; i++)
      {
        g_string_append_c (text, i > 0 ? ',' : '\n');
        if (sorts[i] == 'q') /* a quantity */
          g_string_append_printf (text, "%d.%u", (int) (row * 37 % 101), i);
        else if (sorts[i] == 'y') /* a year */
          g_string_append_printf (text, "%u", 2007 + row % 3);
        else if (sorts[i] == 'n') /* the number of the row */
          g_string_append_printf (text, "%u", row + 1);
        else if (sorts[i] == 'd')
          g_string_append_printf (text, "2020-01-%02u", row % 28 + 1);
        else if (sorts[i] == 'c')
          g_string_append (text, "5");
        else
          g_string_append_printf (text, "w%u", row % 5);
      }
  g_string_append_c (text, '\n');
  MixDataset *dataset = mix_csv_read_bytes ("t.csv", text->str, text->len, NULL);
  g_assert_nonnull (dataset);
  return dataset;
}

static const struct
{
  const char *sorts;
  int target, x;
} cases[] = {
  { "qq", 1, 0 },   { "qqy", 1, 0 },  { "nqqy", 2, 0 }, { "dq", 1, 0 },  { "qd", 0, 1 },
  { "wqwqy", 3, 1 }, { "nq", 1, 0 },   { "qc", 0, 1 },   { "yy", 1, 0 },  { "ww", -1, -1 },
  { "q", 0, -1 },   { "dqqc", 2, 0 },
};

static void
test_axes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MixDataset) dataset = make (cases[i].sorts);
      int target, x;
      mix_dataset_guess_axes (dataset, &target, &x);
      g_test_message ("%s", cases[i].sorts);
      g_assert_cmpint (target, ==, cases[i].target);
      g_assert_cmpint (x, ==, cases[i].x);
    }
}

static void
test_dates (void)
{
  static const struct
  {
    double value;
    MixDateUnit unit;
    MixDateKind kind;
    const char *expected;
  } dates[] = {
    { 0, MIX_DATE_DAYS, MIX_DATE_DATE, "1970-01-01" },
    { 18444, MIX_DATE_DAYS, MIX_DATE_DATE, "2020-07-01" },
    { 18444.5, MIX_DATE_DAYS, MIX_DATE_DATE, "2020-07-01 12:00" },
    { 1.79e9, MIX_DATE_SECONDS, MIX_DATE_DATE, "2026-09-21 14:13:20" },
    { 2020, MIX_DATE_YEARS, MIX_DATE_DATE, "2020-01-01" },
    { 2020.5, MIX_DATE_YEARS, MIX_DATE_DATE, "2020-07-02" },
    { 13.75, MIX_DATE_HOURS, MIX_DATE_TIME, "13:45" },
    { 1e300, MIX_DATE_DAYS, MIX_DATE_DATE, "1e+300" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *text = mix_time_format_iso (
        dates[i].value, mix_date_time_unit (dates[i].unit, dates[i].kind));
      g_assert_cmpstr (text, ==, dates[i].expected);
    }
}

static void
test_label (void)
{
  MixColumn column = { .name = (char *) "sold on (days since 1970)", .time = MIX_TIME_DAYS };
  MixColumn renamed = { .name = (char *) "sold on", .time = MIX_TIME_DAYS };
  MixColumn number = { .name = (char *) "age (days since 1970)" };
  g_autofree char *label = mix_column_get_label (&column), *same = mix_column_get_label (&renamed);
  g_autofree char *kept = mix_column_get_label (&number);

  g_assert_cmpstr (label, ==, "sold on");
  g_assert_cmpstr (same, ==, "sold on");
  g_assert_cmpstr (kept, ==, "age (days since 1970)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset-guess/axes", test_axes);
  g_test_add_func ("/dataset-guess/dates", test_dates);
  g_test_add_func ("/dataset-guess/label-without-unit", test_label);
  return g_test_run ();
}
