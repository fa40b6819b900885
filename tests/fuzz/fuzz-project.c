/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of projects: what it takes is written, and reads back as the same bytes. */
#include <string.h>

#include "mix-fuzz.h"
#include "mix-project.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MixProject) project
    = mix_project_from_json ((const char *) bytes, length, "/folder", &error);

  g_assert_true ((project == NULL) == (error != NULL));
  if (project == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_autofree char *text = mix_project_to_json (project, "/folder");
  g_autoptr (MixProject) back = mix_project_from_json (text, strlen (text), "/folder", &error);
  g_assert_no_error (error);
  g_autofree char *again = mix_project_to_json (back, "/folder");
  g_assert_cmpstr (text, ==, again);
  return 0;
}
