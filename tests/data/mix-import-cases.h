/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Small files, the settings that they are read with, and what comes of them: "x:1 2|y:3 NA", or
 * "words:a b", with "!fault" behind a column and "?doubt" behind all; else "ERROR message". */
typedef struct
{
  const char *text;
  gsize length;
  const char *settings, *expected;
} MixImportCase;

#define CASE(text, settings, expected) { text, sizeof text - 1, settings, expected }

static const MixImportCase mix_import_cases[] = {
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
  CASE ("x,y\n1,2\ninf,3\n1e999,4\n", "missing=inf,1e999", "x:1 NA NA|y:2 3 4"),
  CASE ("x,y\n1,2\ninf,3\n", "missing=1e999",
        "x:1 NA!f:3:1: column \"x\": \"inf\" is not a finite number|y:2 3"),
  CASE ("x,y\n1,2\n1e999,3\nhuh,4\n", "",
        "x:1 NA NA!f:3:1: column \"x\": \"1e999\" is too large a number; 1 more cell cannot be used "
        "either, in line 4|y:2 3 4"),
  CASE ("x,y\n1,2\ninf,3\n-inf,4\n1e999,5\n", "",
        "x:1 NA NA NA!f:3:1: column \"x\": \"inf\" is not a finite number; 2 more cells cannot be used "
        "either, in lines 4, 5|y:2 3 4 5"),

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
  CASE ("x;y\n1;2\n;\n3;4\n;\n;\n", "", "x:1 NA 3 NA NA|y:2 NA 4 NA NA"),
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
  CASE ("id,v,w\n1,2,5\n3,4,6\n", "ignore=id", "id:NA NA|v:2 4|w:5 6"),
  CASE ("id,v,w\n1,2,5\n3,4,6\n", "ignore=2-3", "id:1 3|v:NA NA|w:NA NA"),
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
