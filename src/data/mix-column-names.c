/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-column-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LISTED 8

/* Names are printed in one line each, so they must not break it. */
static void
make_printable (char *name)
{
  for (char *c = name; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  g_strstrip (name);
}

/* The first of "base 2", "base 3", … that nobody has; taken remembers where to go on for a base. */
static char *
next_free (GHashTable *taken, const char *base)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (taken, base));
  char *name = NULL;

  do
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", base, number++);
    }
  while (g_hash_table_contains (taken, name));
  g_hash_table_insert (taken, g_strdup (base), GUINT_TO_POINTER (number));
  return name;
}

/**
 * mix_column_names_repair:
 * @names: [n], each allocated; replaced where they have to change
 *
 * Makes every name non-empty, printable and unique. The first to carry a name keeps it, as written;
 * a later "x" becomes "x 2", and the third column without a name "column 3".
 */
void
mix_column_names_repair (char **names, guint n)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree gboolean *is_first = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    {
      make_printable (names[i]);
      is_first[i] = *names[i] != '\0' && !g_hash_table_contains (taken, names[i]);
      if (is_first[i])
        g_hash_table_insert (taken, g_strdup (names[i]), GUINT_TO_POINTER (2));
    }
  for (guint i = 0; i < n; i++)
    if (!is_first[i])
      {
        g_autofree char *base
            = *names[i] != '\0' ? g_strdup (names[i]) : g_strdup_printf ("column %u", i + 1);
        char *name
            = g_hash_table_contains (taken, base) ? next_free (taken, base) : g_strdup (base);
        g_hash_table_insert (taken, g_strdup (name), GUINT_TO_POINTER (2));
        g_free (names[i]);
        names[i] = name;
      }
}

/**
 * mix_column_names_describe:
 * @names: [n]
 *
 * Returns: (transfer full): the names in a row for an error message, the first few if there are
 * many
 */
char *
mix_column_names_describe (const char *const *names, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, MAX_LISTED); i++)
    g_string_append_printf (text, "%s\"%s\"", i > 0 ? ", " : "", names[i]);
  if (n > MAX_LISTED)
    g_string_append_printf (text, _ (", … (%u columns)"), n);
  return g_string_free (text, FALSE);
}
