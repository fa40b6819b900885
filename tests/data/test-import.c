/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small ugly files, with what is read from them, and what is said of it. */
#include "mix-csv.h"
#include "mix-design.h"

#include <math.h>
#include <string.h>

#include "mix-csv-cell.h"
#include "mix-test-exact.h"

static MixDataset *
read_with (const char *text, gsize length, const char *settings, GError **error)
{
  g_auto (GStrv) words = g_strsplit (settings, " ", -1);
  MixImport import;
  const MixCsvOptions options = { .import = &import };

  mix_import_init (&import);
  for (char **word = words; *word != NULL && **word != '\0'; word++)
    {
      char *value = strchr (*word, '=');
      *value++ = '\0';
      if (!mix_import_set (&import, *word, value, error))
        return NULL;
    }
  return mix_csv_read_bytes_with ("f", text, length, &options, error);
}

/* "x:1 2|y:3 NA" or "words:a b" (kinds n, t, m where they are not numbers), "!fault", "?doubt". */
static char *
dump (const MixDataset *dataset)
{
  GString *line = g_string_new (NULL);
  const MixImportReport *report = mix_dataset_get_import (dataset);

  for (guint i = 0; i < mix_dataset_get_n_columns (dataset); i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      g_string_append_printf (line, "%s%s:", i > 0 ? "|" : "", column->name);
      for (gsize row = 0; row < mix_dataset_get_n_rows (dataset); row++)
        {
          char number[32];
          const char *text = mix_csv_format_number (column->values[row], number);
          if (column->kind == MIX_COLUMN_TEXT && column->levels != NULL && column->codes[row] > 0)
            text = column->levels[column->codes[row] - 1];
          g_string_append_printf (line, "%s%s", row > 0 ? " " : "", text);
        }
      if (column->kind == MIX_COLUMN_MIXED)
        g_string_append_printf (line, "!%s", column->fault);
    }
  for (guint i = 0; i < report->doubts->len; i++)
    g_string_append_printf (line, "?%s", (char *) report->doubts->pdata[i]);
  return g_string_free (line, FALSE);
}

static char *
read_to_line (const char *text, gsize length, const char *settings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = read_with (text, length, settings, &error);

  return dataset != NULL ? dump (dataset) : g_strconcat ("ERROR ", error->message, NULL);
}

typedef struct
{
  const char *text;
  gsize length;
  const char *settings, *expected;
} Case;

#define CASE(text, settings, expected) { text, sizeof text - 1, settings, expected }

static const Case cases[] = {
  /* Delimiters, guessed and given. */
  CASE ("x|y\n1|2\n3|4\n", "", "x:1 3|y:2 4"),
  CASE ("x y\n1 2\n3 4\n", "", "x:1 3|y:2 4"),
  CASE ("  x    y\n  1    2\n 30   40  \n", "", "x:1 30|y:2 40"),
  CASE ("x \t y\n1 \t 2\n", "delimiter=space", "x:1|y:2"),
  CASE ("\"a b\" c\n1 2\n", "", "a b:1|c:2"),
  CASE ("x,y\n1,2\n", "delimiter=semicolon", "x,y:1.2"),
  CASE ("x,y\n1.5,2\n", "delimiter=semicolon", "x,y:1.5,2?“1.5,2” in column 1 could be a number or a date of a kind that is not known: read as a word"),
  CASE ("a;b,c\n1;2,5\n", "", "a:1|b,c:2.5"),
  CASE ("sep=;\nx;y\n1,5;2\n", "", "x:1.5|y:2"),
  CASE ("sep=|\r\nx|y\r\n1|2\r\n", "", "x:1|y:2"),
  CASE ("t,v\n2020-01-01 10:00,1\n2020-01-01 11:00,2\n", "", "t (h since 1970):438298 438299|v:1 2"),

  /* The German, Swiss, French and English ways to write numbers. */
  CASE ("x;y\n1,5;2,25\n", "", "x:1.5|y:2.25"),
  CASE ("x;y\n1.234,5;1.000.000\n", "", "x:1234.5|y:1000000"),
  CASE ("x,y\n\"1,234.5\",\"1,000,000\"\n", "", "x:1234.5|y:1000000"),
  CASE ("x;y\n1 234,5;2\n", "", "x:1234.5|y:2"),
  CASE ("x;y\n1\xc2\xa0" "234,5;2\n", "", "x:1234.5|y:2"),
  CASE ("x;y\n1\xe2\x80\xaf" "234,5;2\n", "", "x:1234.5|y:2"),
  CASE ("x;y\n1\xe2\x80\x89" "234,5;2\n", "", "x:1234.5|y:2"),
  CASE ("x;y\n1'234.5;2\n", "", "x:1234.5|y:2"),
  CASE ("x;y\n1\xe2\x80\x99" "234.5;2\n", "", "x:1234.5|y:2"),
  CASE ("x\ty\n-1.234,5\t+2\n", "", "x:-1234.5|y:2"),
  CASE ("x\n\xe2\x88\x92" "1.5\n", "", "x:-1.5"),
  CASE ("x;y\n1,5e3;2\n", "", "x:1500|y:2"),
  CASE ("x;y\n0,123;2\n", "", "x:0.123|y:2"),
  CASE ("x\n1,5\n2,5\n", "", "x:1.5 2.5?“1,5” could be a number with a comma, or two: read as one, "
                             "as there is one name"),
  CASE ("1,5\n2,5\n", "", "column 1:1 2|column 2:5 5?“1,5” could be one number with a decimal comma, "
                          "or two: read as two columns"),
  CASE ("x|y\n1,234|2\n", "", "x:1234|y:2?“1,234” could be 1.234 or 1234: read as 1234"),
  CASE ("x;y\n1,234;2\n", "", "x:1.234|y:2?“1,234” could be 1.234 or 1234: read as 1.234"),
  CASE ("x;y\n1.234;2\n", "", "x:1.234|y:2?“1.234” could be 1.234 or 1234: read as 1.234"),
  CASE ("x,y\n1.234,2\n", "", "x:1.234|y:2"),
  CASE ("x|y\n1,234|2\n", "decimal=comma", "x:1.234|y:2"),
  CASE ("x|y\n1,234|2\n", "decimal=point", "x:1234|y:2"),
  CASE ("x|y\n1,234|2\n", "grouping=comma", "x:1234|y:2"),
  CASE ("x;y\n1.234;2\n", "decimal=comma", "x:1234|y:2"),
  CASE ("x;y\n1.234;2\n", "grouping=point", "x:1234|y:2"),
  CASE ("x;y\n1.234;2,5\n", "", "x:1234|y:2.5?“1.234” could be 1.234 or 1234: read as 1234"),
  CASE ("x;y\n1,5;2.5\n3,5;4.5\n5,5;6\n", "",
        "x:1.5 3.5 5.5|y:NA NA 6!f:2:2: column \"y\": \"2.5\" is not a number (decimals are read with "
        "a comma here; or set decimal to point); so is 1 more cell, in line 3?some numbers have a "
        "decimal comma and some a point: commas are read"),
  CASE ("x|y\n1.5|2\n2,5|3\n3.5|4\n", "",
        "x:1.5 NA 3.5!f:3:1: column \"x\": \"2,5\" is not a number (decimals are read with a point "
        "here; or set decimal to comma)|y:2 3 4?some numbers have a decimal comma and some a point: "
        "points are read"),
  CASE ("x|y\n1|2\n1,23,456|3\n", "",
        "x:1 NA!f:3:1: column \"x\": \"1,23,456\" is not a number|y:2 3"),
  CASE ("x|y\n1,000|2\n12,34|3\n1.5|3\n", "",
        "x:1000 NA 1.5!f:3:1: column \"x\": \"12,34\" is not a number (decimals are read with a point "
        "here; or set decimal to comma)|y:2 3 3?some numbers have a decimal comma and some a point: "
        "points are read"),
  CASE ("x\n1\n2\n", "decimal=comma grouping=comma",
        "ERROR decimal and grouping: one mark cannot be both, the decimal mark and that between "
        "groups of digits"),
  CASE ("ip|x\n192.168.100.200|1\n10.0.0.1|2\n", "",
        "ip:192.168.100.200 10.0.0.1|x:1 2?“192.168.100.200” in column 1 could be a number or a date of a kind that is not known: read as a word"),

  /* Encodings. */
  CASE ("gr\xf6\xdf" "e;y\n1;2\n", "", "größe:1|y:2"),
  CASE ("gr\xc3\xb6\xc3\x9f" "e;y\n1;2\n", "", "größe:1|y:2"),
  CASE ("\x80;y\n1;2\n", "", "€:1|y:2"),
  CASE ("\xa4;y\n1;2\n", "encoding=latin-1", "¤:1|y:2"),
  CASE ("\xef\xbb\xbfx;y\n1;2\n", "encoding=utf-8", "x:1|y:2"),
  CASE ("gr\xf6\xdf" "e;y\n1;2\n", "encoding=utf-8",
        "ERROR f:1:1: found a byte that is not UTF-8; choose the encoding windows-1252, or save the "
        "file as UTF-8"),
  CASE ("\xff\xfex\0;\0\xdf\0\n\0" "1\0;\0" "2\0", "", "x:1|ß:2"),
  CASE ("\xfe\xff\0x\0;\0\xdf\0\n\0" "1\0;\0" "2", "", "x:1|ß:2"),
  CASE ("x\0;\0y\0\n\0" "1\0;\0" "2\0", "encoding=utf-16", "x:1|y:2"),
  CASE ("\0x\0;\0y\0\n\0" "1\0;\0" "2", "encoding=utf-16be", "x:1|y:2"),
  CASE ("\xff\xfex\0\n\0" "1\0", "encoding=utf-16be", "x:1"),
  CASE ("x\0;\0y\0\n\0", "", "ERROR f:1:1: found a NUL byte: this is not a text file, or it is UTF-16 "
                             "without a mark (encoding utf-16)"),

  /* Quotes. */
  CASE ("'a,b','c'\n'1','2'\n", "", "a,b:1|c:2"),
  CASE ("s,x\nit's,1\nours',2\n", "", "s:it's ours'|x:1 2"),
  CASE ("s,x\n5\" disk,1\n\"3 1/2\"\" disk\",2\n", "", "s:5\" disk 3 1/2\" disk|x:1 2"),
  CASE ("s,x\n\"a,1\nb,2\n", "quote=none", "s:\"a b|x:1 2"),
  CASE ("s,x\n\"a\nb\",1\n", "", "s:a\nb|x:1"),
  CASE ("s,x\n\"a\"b,1\n", "",
        "ERROR f:2:1: found text after a closing quote; in a cell with quotes, a quote of its text is "
        "written twice, \"like \"\"this\"\"\""),
  CASE ("s,x\n\"a,1\nb,2\n", "", "ERROR f:2:1: a quote is opened here and never closed; if it is no "
                                 "quote, set quote to none"),

  /* Headers. */
  CASE ("a,2007\nx,y\nz,w\n", "", "a:x z|2007:y w"),
  CASE ("2007,2008,2009\n1.5,2.5,3.5\n4,5,6\n", "",
        "2007:1.5 4|2008:2.5 5|2009:3.5 6?the first row (2007, 2008, …) could be names or numbers: "
        "read as names"),
  CASE ("0,1,2\n0.5,1.5,2.5\n", "",
        "0:0.5|1:1.5|2:2.5?the first row (0, 1, …) could be names or numbers: read as names"),
  CASE ("1,2\n1,3\n", "", "column 1:1 1|column 2:2 3?“1,2” could be one number with a decimal comma, "
                          "or two: read as two columns"),
  CASE ("1999,2000\n2001,2002\n", "header=yes", "1999:2001|2000:2002?“1999,2000” could be one number with a decimal comma, or two: read as "
        "two columns"),
  CASE ("a,b\n1,2\n", "header=no",
        "column 1:NA 1!f:1:1: column \"column 1\": \"a\" is not a number|column 2:NA 2!f:1:2: column "
        "\"column 2\": \"b\" is not a number"),
  CASE ("a,b\nc,d\n", "header=no", "column 1:a c|column 2:b d"),
  CASE ("2020-01-01,5\n2020-01-02,6\n", "", "column 1 (h since 1970):438288 438312|column 2:5 6"),
  CASE ("x,,x,x\n1,2,3,4\n", "", "x:1|column 2:2|x 2:3|x 3:4"),
  CASE ("id,x\n", "", "ERROR f: a header and no rows after it"),

  /* Lines before the table, comments. */
  CASE ("Sales report\nmade yesterday\nx,y\n1,2\n3,4\n5,6\n", "", "x:1 3 5|y:2 4 6"),
  CASE ("Report, a\n\nx,y,z\n1,2,3\n3,4,5\n5,6,7\n", "", "x:1 3 5|y:2 4 6|z:3 5 7"),
  CASE ("junk\nx,y\n1,2\n", "skip-lines=1", "x:1|y:2"),
  CASE ("\"junk\nx,y\n1,2\n", "skip-lines=1", "x:1|y:2"),
  CASE ("a\r\nb\r\nx,y\r\n1,2\r\n", "skip-lines=2", "x:1|y:2"),
  CASE ("x,y\n1,2\n", "skip-lines=9", "ERROR f: the file is empty"),
  CASE ("# made by a program\nx,y\n1,2\n# \"half\n3,4\n", "", "x:1 3|y:2 4"),
  CASE ("# made by x\n# 2020\na,b\n1,2\n# amid\n3,4\n", "", "a:1 3|b:2 4"),
  CASE ("#x,y\n1,2\n3,4\n", "", "#x:1 3|y:2 4"),
  CASE ("s,x\n#1,1\n#2,2\n#3,3\n", "", "s:#1 #2 #3|x:1 2 3"),
  CASE ("% a\nx,y\n1,2\n", "comment=%", "x:1|y:2"),
  CASE ("//a\nx,y\n1,2\n/3,4\n", "comment=//", "x:1 NA!f:4:1: column \"x\": \"/3\" is not a number|y:2 4"),
  CASE ("# a\n# b\n", "", "# a:# b"),

  /* Missing values. */
  CASE ("x,y\n1,2\n.,3\n", "", "x:1 NA|y:2 3"),
  CASE ("x,y\n1,2\n-,3\n", "", "x:1 NA|y:2 3"),
  CASE ("x,y\n1,2\n#DIV/0!,3\n", "", "x:1 NA|y:2 3"),
  CASE ("x,y\n1,2\nNONE,3\n", "", "x:1 NA|y:2 3"),
  CASE ("x,y\n1,2\nhuh,3\n", "", "x:1 NA!f:3:1: column \"x\": \"huh\" is not a number|y:2 3"),
  CASE ("x,y\n1,2\nhuh,3\n", "missing=huh", "x:1 NA|y:2 3"),
  CASE ("x,y\n1,2\nNA,3\n", "missing=huh", "x:1 NA!f:3:1: column \"x\": \"NA\" is not a number|y:2 3"),
  CASE ("x,y\n1,2\n-999,3\n-999,4\n", "", "x:1 -999 -999|y:2 3 4?“-999” in column 1 could stand for no "
                                          "value: read as a number; else name it under missing"),
  CASE ("x,y\n1,2\n-999,3\n", "missing=-999", "x:1 NA|y:2 3"),
  CASE ("x,y\n1,2\n-999.0,3\n", "missing=-999.0,NA", "x:1 NA|y:2 3"),
  CASE ("x,y\n1,2\ninf,3\n-inf,4\n1e999,5\n", "",
        "x:1 NA NA NA!f:3:1: column \"x\": \"inf\" is not a finite number; so are 2 more cells, in "
        "lines 4, 5|y:2 3 4 5"),

  /* Ends of lines, mixed, and one alone. */
  CASE ("x,y\r\n1,2\n3,4\r5,6\r\n\r\n7,8\n", "", "x:1 3 5 7|y:2 4 6 8"),
  CASE ("x,y\n1,2\r\n\r\na,4\r\n5,6\r\n", "", "x:1 NA 5!f:4:1: column \"x\": \"a\" is not a number|y:2 4 6"),
  CASE ("x,y\n1,2\r3,4\rb,6\n7,8\n", "", "x:1 3 NA 7!f:4:1: column \"x\": \"b\" is not a number|y:2 4 6 8"),
  CASE ("x,y\r\n 1 , 2 \r\n3,4 \r\n", "", "x:1 3|y:2 4"),
  CASE ("x,y\r\n1,2\r\n3\r\n4,5\r\n", "", "ERROR f:3:2: found 1 cell in this row, expected 2 as in the first (the last is \"3\")"),

  /* Uneven rows. */
  CASE ("x,y\n1,2\n3\n", "", "ERROR f:3:2: found 1 cell in this row, expected 2 as in the first (the last is \"3\")"),
  CASE ("x,y\n1,2\n3,4,5\n", "", "ERROR f:3:3: found 3 cells in this row, expected 2 as in the first"),
  CASE ("x,y\n1,2\n3\n5,6\n", "ragged=skip", "x:1 5|y:2 6"),
  CASE ("x,y\n1,2\nhuh\n5,6\n", "ragged=skip", "x:1 5|y:2 6"),
  CASE ("x,y\n1,2\n3,4,5\n,,,\n5,6\n", "ragged=skip", "x:1 5|y:2 6"),
  CASE ("x,y\n1\n", "ragged=skip", "ERROR f: a header and no rows after it"),

  /* Dates and times. */
  CASE ("t,v\n2020-01-01,1\n2022-07-02,2\n", "", "t (years):2020 2022.4986301369863|v:1 2"),
  CASE ("t,v\n2020-01-01,1\n2020-01-11,2\n", "", "t (days since 1970):18262 18272|v:1 2"),
  CASE ("t,v\n2020-01-01T00:00Z,1\n2020-01-01T03:30+01:00,2\n", "",
        "t (h since 1970):438288 438290.5|v:1 2"),
  CASE ("t,v\n31/12/2019,1\n01/01/2020,2\n", "date-unit=days", "t (days since 1970):18261 18262|v:1 2"),
  CASE ("t,v\n12/31/2019,1\n01/01/2020,2\n", "date-unit=days", "t (days since 1970):18261 18262|v:1 2"),
  CASE ("t,v\n03/04/2020,1\n04/04/2020,2\n", "date-unit=days",
        "t (days since 1970):18325 18356|v:1 2?“03/04/2020” could have the day or the month first: "
        "read with the month first"),
  CASE ("t;v\n03/04/2020;1,5\n04/04/2020;2\n", "date-unit=days",
        "t (days since 1970):18355 18356|v:1.5 2?“03/04/2020” could have the day or the month first: "
        "read with the day first"),
  CASE ("t,v\n03/04/2020,1\n04/04/2020,2\n", "date-unit=days dates=dmy",
        "t (days since 1970):18355 18356|v:1 2"),
  CASE ("t,v\n03/04/2020,1\n13/04/2020,2\n", "dates=iso date-unit=days kinds=t=date",
        "t (days since 1970):NA 18365!f:2:1: column \"t (days since 1970)\": \"03/04/2020\" is not a "
        "date or time (the day or the month may be first: set dates to dmy or mdy)|v:1 2"),
  CASE ("t,v\n2020-04-03 10:00:00.125,1\n", "date-unit=seconds", "t (s since 1970):1585908000.125|v:1"),
  CASE ("t;v\n03.04.2020;1\n", "date-unit=days", "t (days since 1970):18355|v:1"),
  CASE ("t;v\n3. 4. 20;1\n", "date-unit=days", "t (days since 1970):18355|v:1"),
  CASE ("t,v\n3 Apr 2020,1\n", "date-unit=days", "t (days since 1970):18355|v:1"),
  CASE ("t,v\n03-Apr-20,1\n", "date-unit=days", "t (days since 1970):18355|v:1"),
  CASE ("t,v\n\"April 3, 2020\",1\n", "date-unit=days", "t (days since 1970):18355|v:1"),
  CASE ("t,v\n2020/04/03,1\n", "date-unit=seconds", "t (s since 1970):1585872000|v:1"),
  CASE ("t,v\n2020-04,1\n", "date-unit=days", "t (days since 1970):18353|v:1"),
  CASE ("t,v\n12:30,1\n00:15:36,2\n", "", "t (h since midnight):12.5 0.26|v:1 2"),
  CASE ("t,v\n1969-12-31,1\n", "date-unit=days", "t (days since 1970):-1|v:1"),
  CASE ("t,v\n2020-02-30,1\n", "", "t:2020-02-30|v:1?“2020-02-30” in column 1 could be a number or a date of a kind that is not known: read as a word"),
  CASE ("t,v\n2020-02-28,1\nNA,2\n", "date-unit=days", "t (days since 1970):18320 NA|v:1 2"),
  CASE ("t,v\n2020-02-28,1\n2020-02-30,2\n", "kinds=t=date date-unit=days",
        "t (days since 1970):18320 NA!f:3:1: column \"t (days since 1970)\": \"2020-02-30\" is not a "
        "date or time|v:1 2"),
  CASE ("t,v\n13/13/2020,1\n", "", "t:13/13/2020|v:1?“13/13/2020” in column 1 could be a number or a date of a kind that is not known: read as a word"),

  /* Units, and numbers below 0 as accountants write them. */
  CASE ("s,v\n12%,1\n5 %,2\n,3\n", "", "s (%):12 5 NA|v:1 2 3"),
  CASE ("s;v\n12,5 %;1\n1.000,25 %;2\n", "", "s (%):12.5 1000.25|v:1 2"),
  CASE ("s;v\n12,5\xc2\xa0%;1\n\xe2\x88\x92" "3\xe2\x80\xaf%;2\n", "", "s (%):12.5 -3|v:1 2"),
  CASE ("share in %,v\n12%,1\n5%,2\n", "", "share in %:12 5|v:1 2"),
  CASE ("s,v\n12%,1\n5%,2\n0.07,3\n", "",
        "s (%):12 5 NA!f:4:1: column \"s (%)\": \"0.07\" is not in %, as most numbers of the column "
        "are|v:1 2 3"),
  CASE ("s,v\n12%,1\n0.5,2\n0.07,3\n", "",
        "s:NA 0.5 0.07!f:2:1: column \"s\": \"12%\" is not a number (most numbers of the column have "
        "no unit)|v:1 2 3"),
  CASE ("s,v\n5%,1\n7\xe2\x80\xb0,3\n5%,2\n", "",
        "s (%):5 NA 5!f:3:1: column \"s (%)\": \"7\xe2\x80\xb0\" is not in %, as most numbers of the "
        "column are|v:1 3 2"),
  CASE ("p,v\n\"$1,234.50\",1\n-$5,2\n$-6,3\n", "", "p ($):1234.5 -5 -6|v:1 2 3"),
  CASE ("p;v\n1.234,50 \xe2\x82\xac;1\n-5 \xe2\x82\xac;2\n", "", "p (\xe2\x82\xac):1234.5 -5|v:1 2"),
  CASE ("p;v\n1234,5 \x80;1\n", "encoding=windows-1252", "p (\xe2\x82\xac):1234.5|v:1"),
  CASE ("p,v\n\xc2\xa3" "5,1\n\xc2\xa3 7.5,2\n", "", "p (\xc2\xa3):5 7.5|v:1 2"),
  CASE ("p,v\n$5,1\n\xe2\x82\xac" "7,2\n$6,3\n", "",
        "p ($):5 NA 6!f:3:1: column \"p ($)\": \"\xe2\x82\xac" "7\" is not in $, as most numbers of the "
        "column are|v:1 2 3"),
  CASE ("x,y\n(5),1\n6,2\n\"(1,234.5)\",3\n", "", "x:-5 6 -1234.5|y:1 2 3"),
  CASE ("x;y\n1.234,50-;1\n6,00;2\n", "", "x:-1234.5 6|y:1 2"),
  CASE ("p,y\n($5.00),1\n$6,2\n", "", "p ($):-5 6|y:1 2"),
  CASE ("x,y\n-(5),1\n6,2\n", "", "x:NA 6!f:2:1: column \"x\": \"-(5)\" is not a number|y:1 2"),
  CASE ("x,y\n-5-,1\n6,2\n", "", "x:NA 6!f:2:1: column \"x\": \"-5-\" is not a number|y:1 2"),
  CASE ("p,y\n$,1\n%,2\n", "", "p:$ %|y:1 2"),
  CASE ("5%,50%,95%\n1,2,3\n4,5,6\n", "", "5%:1 4|50%:2 5|95%:3 6"),
  CASE ("(1),(2)\n1,2\n4,5\n", "", "(1):1 4|(2):2 5"),
  CASE ("s,v\n12%,1\n5%,2\n", "kinds=s=category", "s:12% 5%|v:1 2"),
  CASE ("id,v\n00123,1\n04567,2\n", "",
        "id:123 4567|v:1 2?“00123” in column 1 begins with 0 as ids and postal codes do: read as a "
        "number; kinds “1=category” keeps it as a word"),
  CASE ("id,v\n00123,1\n04567,2\n", "kinds=1=category", "id:00123 04567|v:1 2"),

  /* What analysts of several countries have. */
  CASE ("sep=;\r\nDatum;Preis\r\n01.02.2020;1,5\r\n03.02.2020;2,5\r\n\r\n\r\n", "",
        "Datum (days since 1970):18293 18295|Preis:1.5 2.5"),
  CASE ("x;y\n1;2\n;\n3;4\n;\n;\n", "", "x:1 3|y:2 4"),
  CASE ("x;y\n1;2\nNA;NA\n3;4\n", "", "x:1 NA 3|y:2 NA 4"),
  CASE ("x;y\n1\xe2\x80\xaf" "234,5;1\n12\xe2\x80\x89" "345,25;2\n", "", "x:1234.5 12345.25|y:1 2"),
  CASE ("x,y\n\xe2\x88\x92" "5,1\n\xe2\x80\x93" "6,2\n7,3\n", "", "x:-5 -6 7|y:1 2 3"),
  CASE ("t,v\n1/31/2020 1:05 PM,1\n2/3/2020 12:00 AM,2\n", "",
        "t (days since 1970):18292.54513888889 18295|v:1 2"),
  CASE ("t,v\n1:05 pm,1\n12:30 am,2\n", "", "t (h since midnight):13.083333333333334 0.5|v:1 2"),
  CASE ("t,v\n13:05 pm,1\n", "",
        "t:13:05 pm|v:1?“13:05 pm” in column 1 could be a number or a date of a kind that is not known: "
        "read as a word"),
  CASE ("t,v\n20200131,1\n20200201,2\n", "",
        "t:20200131 20200201|v:1 2?“20200131” in column 1 could be a date: read as a number; kinds "
        "“1=date” reads a date"),
  CASE ("t,v\n20200131,1\n20200201,2\n", "kinds=1=date date-unit=days",
        "t (days since 1970):18292 18293|v:1 2"),
  CASE ("t,v\n2020-03-29T01:30:00+01:00,1\n2020-03-29T03:30:00+02:00,2\n", "",
        "t (h since 1970):440400.5 440401.5|v:1 2"),
  CASE ("a,b\n0x1F,1\n0x20,2\n", "",
        "a:0x1F 0x20|b:1 2?“0x1F” in column 1 could be a number or a date of a kind that is not known: "
        "read as a word"),
  CASE ("a,b\n=\"1.5\",1\n", "",
        "a:=\"1.5\"|b:1"),
  CASE ("x,y\n\"1,23,456.5\",1\n\"12,34,567\",2\n", "",
        "x:1,23,456.5 12,34,567|y:1 2?“1,23,456.5” in column 1 could be a number or a date of a kind "
        "that is not known: read as a word"),
  CASE ("phone,y\n+49 89 1234567,1\n+49 30 7654321,2\n", "",
        "phone:+49 89 1234567 +49 30 7654321|y:1 2?“+49 89 1234567” in column 1 could be a number or a "
        "date of a kind that is not known: read as a word"),
  CASE ("time,temp\ns,degC\n0.1,20\n0.2,21\n", "",
        "time:NA 0.1 0.2!f:2:1: column \"time\": \"s\" is not a number|temp:NA 20 21!f:2:2: column "
        "\"temp\": \"degC\" is not a number?line 2 has words over numbers, as a second row of names or "
        "of units has: read as a row; skip-lines 1 takes the names from it"),
  CASE ("A,B\nx,y\n1,2\n3,4\n", "skip-lines=1", "x:1 3|y:2 4"),
  CASE ("date,temp\n1,1.5\n2,2.5\nSource: x\n", "",
        "ERROR f:4:2: found 1 cell in this row, expected 2 as in the first (the last is \"Source: x\")"),
  CASE ("x,y,\n1,2,\n3,4,\n", "", "x:1 3|y:2 4|column 3:NA NA"),
  CASE ("x,y\n1e5,1E-3\n+2.5e+05,-2e-3\n", "", "x:100000 250000|y:0.001 -0.002"),
  CASE ("x,y\n.5,1\n5.,2\n-.25,3\n", "", "x:0.5 5 -0.25|y:1 2 3"),

  CASE ("shop,y\na,1\nb,2\nTotal,3\n", "",
        "shop:a b Total|y:1 2 3?“Total” in line 4, the last, could be a sum of the others: read as a row"),
  CASE ("shop,y\nTotal,1\nb,2\na,3\n", "", "shop:Total b a|y:1 2 3"),
  CASE ("t,y\n23:30,1\n24:00,2\n", "", "t (h since midnight):23.5 24|y:1 2"),
  CASE ("t,y\n23:30,1\n24:01,2\n", "",
        "t:23:30 24:01|y:1 2?“23:30” in column 1 could be a number or a date of a kind that is not known: "
        "read as a word"),

  CASE ("Stadt;2019;2020\nBerlin;1,5;2,5\nBonn;3,5;4,5\n", "",
        "Stadt:Berlin Bonn|2019:1.5 3.5|2020:2.5 4.5?the first row (2019, 2020, …) could be names or "
        "numbers: read as names"),
  CASE ("a;2019;2030\nBerlin;1,5;2,5\n", "",
        "column 1:a Berlin|column 2:2019 1.5|column 3:2030 2.5"),
  CASE ("n,p\n1,$ (5.00)\n2,$ 7.00\n", "", "n:1 2|p ($):-5 7"),
  CASE ("n,p\n1,5 %\n2,ca. 7 %\n", "",
        "n:1 2|p (%):5 NA!f:3:2: column \"p (%)\": \"ca. 7 %\" is not a number"),
  CASE ("d,y\nJan 2020,1\nFeb-2020,2\n", "date-unit=days", "d (days since 1970):18262 18293|y:1 2"),

  /* Kinds that are given. */
  CASE ("id,v\n1,2\n3,4\n", "kinds=id=text", "id:NA NA|v:2 4"),
  CASE ("id,v\n1,2\n3,4\n", "kinds=1=category", "id:1 3|v:2 4"),
  CASE ("s,v\na,2\nb,4\n", "kinds=s=number",
        "s:NA NA!f:2:1: column \"s\": \"a\" is not a number; so is 1 more cell, in line 3|v:2 4"),
  CASE ("s,v\na,2\n", "kinds=s=colour", "ERROR kinds: “s=colour” is not COLUMN=WORD with one of "
                                        "number, date, category, text"),
  CASE ("x,y\n1,2\n0,3\n", "transforms=x=log",
        "x:1 0!f:3:1: column \"x\": \"0\": a logarithm needs a number above 0|y:2 3"),
  CASE ("x,y\n1,2\n-1,3\n", "transforms=1=log1p",
        "x:1 -1!f:3:1: column \"x\": \"-1\": the logarithm of 1 + y needs a number above −1|y:2 3"),
  CASE ("x,y\n0,2\n-1,3\n", "transforms=x=sqrt",
        "x:0 -1!f:3:1: column \"x\": \"-1\": a square root needs a number that is not below 0|y:2 3"),
  CASE ("x,y\n-5,2\n,3\n", "transforms=x=rank", "x:-5 NA|y:2 3"),
  CASE ("x\n1\n", "transforms=x=ln",
        "ERROR transforms: “x=ln” is not COLUMN=WORD with one of log, log1p, sqrt, rank"),
  CASE ("x,y\n1,2\n,3\n", "missing-cells=median", "x:1 NA|y:2 3"),
  CASE ("x\n1\n", "missing-cells=mean", "ERROR missing-cells: “mean” is none of drop, median"),
  CASE ("x\n1\n", "delimiter=dot",
        "ERROR delimiter: “dot” is none of auto, comma, semicolon, tab, pipe, space"),
  CASE ("x\n1\n", "skip-lines=-2",
        "ERROR skip-lines: “-2” is neither “auto” nor a whole number from 0 to 1000000"),
};

static void
test_table (void)
{
  guint n_wrong = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *line = read_to_line (cases[i].text, cases[i].length, cases[i].settings);
      if (strcmp (line, cases[i].expected) == 0)
        continue;
      g_autofree char *text = g_strescape (cases[i].text, NULL);
      g_printerr ("%s [%s]\n  expected %s\n  found    %s\n", text, cases[i].settings,
                  cases[i].expected, line);
      n_wrong++;
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* One table in every way to write it. */
typedef struct
{
  const char *delimiter, *quote, *line_end, *encoding;
  const char *decimal, *group;
  gboolean has_header, has_comment;
} Way;

static void
append_cell (GString *text, const Way *way, const char *cell, gboolean last)
{
  gboolean quoted = strstr (cell, way->delimiter) != NULL || *way->quote != '\0';
  const char *quote = quoted ? (*way->quote != '\0' ? way->quote : "\"") : "";

  g_string_append_printf (text, "%s%s%s%s", quote, cell, quote,
                          last ? way->line_end : way->delimiter);
}

/* -1234567.125 and so on, as this way has it. */
static char *
write_number (const Way *way, const char *whole, const char *fraction)
{
  GString *text = g_string_new (NULL);
  gsize n = strlen (whole), sign = *whole == '-';

  for (gsize i = 0; i < n; i++)
    {
      if (i > sign && (n - i) % 3 == 0)
        g_string_append (text, way->group);
      g_string_append_c (text, whole[i]);
    }
  if (*fraction != '\0')
    g_string_append_printf (text, "%s%s", way->decimal, fraction);
  return g_string_free (text, FALSE);
}

static char *
write_table (const Way *way, gsize *length)
{
  static const char *const numbers[][4] = { { "-1234567", "125", "5", "5" },
                                            { "42", "25", "1000", "" },
                                            { "0", "0625", "-7", "75" } };
  static const char *const words[] = { "größe", "é", "plain" };
  g_autoptr (GString) text = g_string_new (NULL);

  if (way->has_comment)
    g_string_append_printf (text, "# a comment, with \"it%s", way->line_end);
  if (way->has_header)
    {
      append_cell (text, way, "höhe", FALSE);
      append_cell (text, way, "y", FALSE);
      append_cell (text, way, "wort", TRUE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *x = write_number (way, numbers[i][0], numbers[i][1]);
      g_autofree char *y = write_number (way, numbers[i][2], numbers[i][3]);
      append_cell (text, way, x, FALSE);
      append_cell (text, way, y, FALSE);
      append_cell (text, way, words[i], TRUE);
    }
  return g_convert (text->str, (gssize) text->len, way->encoding, "UTF-8", NULL, length, NULL);
}

static void
assert_way (const Way *way)
{
  static const double expected[][3] = { { -1234567.125, 42.25, 0.0625 }, { 5.5, 1000, -7.75 } };
  static const char *const words[] = { "größe", "é", "plain" };
  gsize length;
  g_autofree char *bytes = write_table (way, &length);
  g_autoptr (GError) error = NULL;
  if (bytes == NULL)
    return; /* a space that the encoding does not have */
  g_autoptr (MixDataset) dataset = read_with (bytes, length, "", &error);

  g_assert_no_error (error);
  if (mix_dataset_get_n_columns (dataset) != 3 || mix_dataset_get_n_rows (dataset) != 3)
    g_error ("%s", bytes);
  g_assert_cmpstr (mix_dataset_get_column (dataset, 0)->name, ==,
                   way->has_header ? "höhe" : "column 1");
  for (guint i = 0; i < 2; i++)
    for (guint row = 0; row < 3; row++)
      {
        const MixColumn *column = mix_dataset_get_column (dataset, i);
        if (column->kind != MIX_COLUMN_NUMBER)
          g_error ("%s\n%s", bytes, column->fault);
        mix_assert_exact (column->values[row], expected[i][row]);
      }
  const MixColumn *column = mix_dataset_get_column (dataset, 2);
  for (guint row = 0; row < 3; row++)
    g_assert_cmpstr (column->levels[column->codes[row] - 1], ==, words[row]);
}

static guint n_ways;

static void
try_encodings (Way way)
{
  static const char *const encodings[] = { "UTF-8", "UTF-16", "WINDOWS-1252" };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    for (guint k = 0; k < 4; k++)
      {
        way.encoding = encodings[i];
        way.has_header = k % 2 == 0;
        way.has_comment = k / 2 == 1;
        assert_way (&way);
        n_ways++;
      }
}

static void
test_every_way (void)
{
  static const char *const delimiters[] = { ",", ";", "\t", "|", " " };
  static const char *const quotes[] = { "", "\"" };
  static const char *const ends[] = { "\n", "\r\n", "\r" };
  static const char *const marks[][2] = { { ".", "" },  { ",", "" },  { ".", "," }, { ",", "." },
                                          { ",", " " }, { ",", "\xc2\xa0" }, { ".", "'" } };

  for (guint d = 0; d < G_N_ELEMENTS (delimiters); d++)
    for (guint q = 0; q < G_N_ELEMENTS (quotes); q++)
      for (guint e = 0; e < G_N_ELEMENTS (ends); e++)
        for (guint m = 0; m < G_N_ELEMENTS (marks); m++)
          try_encodings ((Way){ .delimiter = delimiters[d],
                                .quote = quotes[q],
                                .line_end = ends[e],
                                .decimal = marks[m][0],
                                .group = marks[m][1] });
  g_assert_cmpuint (n_ways, >=, 2500);
}

/* A chunk may end anywhere: in a comment's mark, a quote, a character, CR LF. */
static void
test_chunks (void)
{
  for (guint shift = 0; shift < 8; shift++)
    {
      g_autoptr (GString) text = g_string_new ("x,s\r\n");
      guint n = 0;
      for (guint i = 0; i < shift; i++)
        g_string_append_c (text, ' ');
      while (text->len < 600 * 1024)
        {
          g_string_append (text, n % 3 == 0 ? "## no \"row, é\r\n1,\"a \"\"b\"\" é,c\"\r\n"
                                            : "2,\"a \"\"b\"\" é,c\"\r\n");
          n++;
        }
      g_autoptr (GError) error = NULL;
      g_autoptr (MixDataset) dataset = read_with (text->str, text->len, "comment=##", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mix_dataset_get_n_rows (dataset), ==, n);
      g_assert_cmpstr (mix_dataset_get_column (dataset, 1)->levels[0], ==, "a \"b\" é,c");
      g_assert_null (mix_dataset_get_column (dataset, 1)->levels[1]);
    }
}

static void
test_settings_as_text (void)
{
  guint n;
  const MixImportOption *options = mix_import_options (&n);
  MixImport a, b;

  mix_import_init (&a);
  mix_import_init (&b);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *initial = mix_import_get (&a, options[i].name);
      g_assert_cmpstr (initial, ==, options[i].initial);
      for (const MixChoice *c = options[i].choices; c != NULL && c->nick != NULL; c++)
        {
          g_assert_true (mix_import_set (&b, options[i].name, c->nick, NULL));
          g_autofree char *text = mix_import_get (&b, options[i].name);
          g_assert_cmpstr (text, ==, c->nick);
        }
      mix_import_set (&b, options[i].name, options[i].initial, NULL);
    }
  g_assert_true (mix_import_equal (&a, &b));
  g_assert_true (mix_import_set (&b, "missing", "x", NULL));
  g_assert_false (mix_import_equal (&a, &b));
}

static void
test_report (void)
{
  const char *text = "x;y;\n1,5;2;\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = read_with (text, strlen (text), "ragged=skip", &error);
  g_autofree char *words = mix_import_report_describe (mix_dataset_get_import (dataset));

  g_assert_nonnull (strstr (words, "delimiter: semicolon (3 cells in each of the first 2 rows)"));
  g_assert_nonnull (strstr (words, "decimal: comma (1 number of the first rows leaves no doubt)"));
  g_assert_nonnull (strstr (words, "ragged: skip (as given)"));
  g_assert_nonnull (strstr (words, "column 3 has no name: it is called “column 3”"));
}

static char *
get_reason (const char *text, const char *name)
{
  g_autoptr (MixDataset) dataset = read_with (text, strlen (text), "", NULL);
  g_autofree char *all = mix_import_report_describe (mix_dataset_get_import (dataset));
  g_auto (GStrv) lines = g_strsplit (all, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, name) && (*line)[strlen (name)] == ':')
      return g_strdup (*line);
  return NULL;
}

/* ISO dates were said to be read with the month first. */
static void
test_order_of_dates_is_true (void)
{
  static const struct
  {
    const char *text, *reason;
  } reasons[] = {
    { "t,v\n2020-01-02,1\n", "dates: iso (every date of the first rows has the year first)" },
    { "t,v\n3 Apr 2020,1\n", "dates: iso (no date of the first rows depends on it)" },
    { "x,v\n3,1\n", "dates: iso (there are no dates)" },
    { "t,v\n3.4.2020,1\n", "dates: dmy (the points tell)" },
    { "t,v\n13/4/2020,1\n", "dates: dmy (a number above 12 tells)" },
    { "t,v\n4/13/2020,1\n", "dates: mdy (a number above 12 tells)" },
    { "t,v\n3/4/2020,1\n", "dates: mdy (no number above 12 tells)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *reason = get_reason (reasons[i].text, "dates");
      g_assert_cmpstr (reason, ==, reasons[i].reason);
    }
}

static char *
get_notes (const char *text)
{
  g_autoptr (MixDataset) dataset = read_with (text, strlen (text), "", NULL);
  const GPtrArray *notes = mix_dataset_get_import (dataset)->notes;
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < notes->len; i++)
    g_string_append_printf (all, "%s\n", (char *) notes->pdata[i]);
  return g_string_free (all, FALSE);
}

/* Rows of delimiters alone became rows of missing cells, which a median would have filled. */
static void
test_blank_rows_are_said (void)
{
  g_autofree char *one = get_notes ("x;y\n1;2\n;\n3;4\n");
  g_autofree char *two = get_notes ("x;y\n1;2\n;\n3;4\n;\n");

  g_assert_cmpstr (one, ==, "1 row without any cell is left out, line 3\n");
  g_assert_cmpstr (two, ==, "2 rows without any cell are left out, from line 3 on\n");
}

/* What is taken off a number is said. */
static void
test_units_are_said (void)
{
  g_autofree char *percent = get_notes ("s,v\n12%,1\n");
  g_assert_cmpstr (percent, ==, "column 1, “s”, is in %: it is called “s (%)”, and 12 % is the number "
                                "12, not 0.12\n");
  g_autofree char *negative = get_notes ("p,v\n1,1\n(5),1\n6-,2\n-7,3\n");
  g_assert_cmpstr (negative, ==, "2 numbers are below 0 by parentheses or a minus behind: first “(5)” in "
                                 "line 3\n");
}

/* --target share was no column, as reading had called it “share (%)”. */
static void
test_header_names_are_known (void)
{
  static const char text[] = "day,share,x\n2020-01-01,12%,1\n2020-02-01,13%,2\n2020-03-01,15%,4\n";
  const char *const features[] = { "day", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (MixDataset) dataset = read_with (text, strlen (text), "", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mix_dataset_get_column (dataset, 1)->unit, ==, "%");
  g_autoptr (MixDesign) design = mix_design_new (dataset, "share", features, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mix_design_get_target_name (design), ==, "share (%)");
  g_assert_cmpstr (mix_design_get_feature_name (design, 0), ==, "day (days since 1970)");
}

/* "4-900=text": columns by their numbers, from and to. */
static void
test_ranges_of_columns (void)
{
  MixImport import;

  mix_import_init (&import);
  g_assert_true (mix_import_set (&import, "kinds", "2-4=text,6=date,9-8=text,7-x=text", NULL));
  const MixColumnForm forms[] = { MIX_FORM_AUTO, MIX_FORM_TEXT, MIX_FORM_TEXT, MIX_FORM_TEXT,
                                  MIX_FORM_AUTO, MIX_FORM_DATE, MIX_FORM_AUTO, MIX_FORM_AUTO };
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    g_assert_cmpint (mix_import_form_of (&import, "name", i + 1), ==, forms[i]);
  g_assert_cmpint (mix_import_form_of (&import, "7-x", 40), ==, MIX_FORM_TEXT); /* a name */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/table", test_table);
  g_test_add_func ("/import/every-way", test_every_way);
  g_test_add_func ("/import/chunks", test_chunks);
  g_test_add_func ("/import/settings", test_settings_as_text);
  g_test_add_func ("/import/report", test_report);
  g_test_add_func ("/import/order-of-dates-is-true", test_order_of_dates_is_true);
  g_test_add_func ("/import/blank-rows-are-said", test_blank_rows_are_said);
  g_test_add_func ("/import/units-are-said", test_units_are_said);
  g_test_add_func ("/import/header-names-are-known", test_header_names_are_known);
  g_test_add_func ("/import/ranges-of-columns", test_ranges_of_columns);
  return g_test_run ();
}
