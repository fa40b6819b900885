/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a CSV file takes to read, everything automatic. Prints one line of JSON for tables.py,
 * which reads the same file with pandas. With --write N C D S E it writes one: N rows of C numbers
 * of the size of S, with D decimals, or as many digits as they need where D is negative; E: lf or
 * crlf. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "mix-csv.h"
#include "mix-rng.h"

static double
seconds_of (clockid_t clock)
{
  struct timespec time;
  clock_gettime (clock, &time);
  return (double) time.tv_sec + 1e-9 * (double) time.tv_nsec;
}

/* What --write asks for. */
typedef struct
{
  gint64 n_rows;
  int n_columns, n_decimals;
  double scale;
  const char *end; /* of a line */
} Table;

static int
write_file (const char *path, const Table *table)
{
  FILE *file = fopen (path, "w");
  char text[40];
  MixRng rng;

  if (file == NULL)
    return 1;
  mix_rng_init (&rng, 1);
  for (int j = 0; j < table->n_columns; j++)
    fprintf (file, "x%d%s", j + 1, j + 1 < table->n_columns ? "," : table->end);
  for (gint64 i = 0; i < table->n_rows; i++)
    for (int j = 0; j < table->n_columns; j++)
      {
        double value = table->scale * mix_rng_normal (&rng);
        if (table->n_decimals < 0)
          mix_csv_format_number (value, text);
        else
          g_snprintf (text, sizeof text, "%.*f", table->n_decimals, value);
        fputs (text, file);
        fputs (j + 1 < table->n_columns ? "," : table->end, file);
      }
  return fclose (file) == 0 ? 0 : 1;
}

static int
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  double wall = seconds_of (CLOCK_MONOTONIC), cpu = seconds_of (CLOCK_PROCESS_CPUTIME_ID), sum = 0;
  g_autoptr (MixDataset) table = mix_csv_read (path, NULL, &error);
  struct rusage usage;

  wall = seconds_of (CLOCK_MONOTONIC) - wall;
  cpu = seconds_of (CLOCK_PROCESS_CPUTIME_ID) - cpu;
  if (table == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  for (guint j = 0; j < mix_dataset_get_n_columns (table); j++)
    sum += mix_dataset_get_column (table, j)->values[mix_dataset_get_n_rows (table) - 1];
  getrusage (RUSAGE_SELF, &usage);
  g_print ("{\"wall\": %.6f, \"cpu\": %.6f, \"rows\": %zu, \"columns\": %u, \"peak_kib\": %ld, "
           "\"last_row\": %.17g}\n",
           wall, cpu, mix_dataset_get_n_rows (table), mix_dataset_get_n_columns (table),
           usage.ru_maxrss, sum);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 8 && strcmp (argv[1], "--write") == 0)
    {
      const Table table = { atoll (argv[2]), atoi (argv[3]), atoi (argv[4]), atof (argv[5]),
                            strcmp (argv[6], "crlf") == 0 ? "\r\n" : "\n" };
      return write_file (argv[7], &table);
    }
  if (argc == 2)
    return read_file (argv[1]);
  g_printerr ("bench-csv FILE, or bench-csv --write ROWS COLUMNS DECIMALS SCALE ENDS FILE\n");
  return 2;
}
