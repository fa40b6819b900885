/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-plot-export.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "mix-layer-line.h"
#include "mix-layer-points.h"
#include "mix-plot-build.h"

static MixPlot *
make_plot (void)
{
  const MixPalette *palette = mix_palette_get (MIX_SCHEME_LIGHT);
  MixPlot *plot = mix_plot_new (palette);
  MixAxis axis = { .grid = TRUE, .labels = TRUE, .line = TRUE, .name = "x" };
  const double at[] = { 0, 1 };
  const MixPoint point = { 0.5, 0.5, 0xff0000, MIX_POINT_DISC };
  const MixInsets insets = { 40, 20, 30, 30 };
  MixLineStyle style = { .color = palette->component[0], .width = 2 };
  g_autoptr (MixCloud) cloud = mix_cloud_new (&point, 1, 1, 3);

  mix_scale_init (&axis.scale, 0, 1);
  mix_plot_set_title (plot, "A <title> & more");
  mix_plot_set_insets (plot, &insets, &insets);
  mix_plot_set_axes (plot, &axis, &axis);
  mix_plot_take_layer (plot, mix_layer_points_new (cloud));
  mix_plot_take_layer (plot, mix_layer_line_new (at, at, NULL, 2, &style));
  return plot;
}

typedef struct
{
  char *directory;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = g_dir_make_tmp ("mix-export-XXXXXX", NULL);
  g_assert_nonnull (fixture->directory);
}

static guint
empty_directory (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      g_assert_cmpint (g_unlink (path), ==, 0);
      n++;
    }
  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  empty_directory (fixture->directory);
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
}

static char *
export_and_read (Fixture *fixture, const char *name, double scale, gsize *length)
{
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);
  g_autoptr (MixPlot) plot = make_plot ();
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;

  g_assert_true (mix_plot_export (plot, path, 300, 200, scale, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, length, NULL));
  return bytes;
}

static void
test_png (Fixture *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *bytes = export_and_read (fixture, "a.PNG", 2, &length);
  const guint8 *b = (const guint8 *) bytes;

  g_assert_cmpuint (length, >, 1000);
  g_assert_cmpint (memcmp (b, "\x89PNG\r\n\x1a\n", 8), ==, 0);
  g_assert_cmpuint ((b[18] << 8) | b[19], ==, 600);
  g_assert_cmpuint ((b[22] << 8) | b[23], ==, 400);
}

static void
test_svg (Fixture *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *text = export_and_read (fixture, "a.svg", 1, &length);

  g_assert_true (g_str_has_prefix (text, "<?xml"));
  g_assert_nonnull (strstr (text, "width=\"300px\""));
  g_assert_nonnull (strstr (text, "height=\"200px\""));
  g_assert_nonnull (strstr (text, "</svg>"));
  g_assert_null (strstr (text, "<image")); /* a point is a path */
}

static void
test_pdf (Fixture *fixture, gconstpointer data)
{
  gsize length;
  g_autofree char *bytes = export_and_read (fixture, "a.pdf", 1, &length);

  g_assert_true (g_str_has_prefix (bytes, "%PDF-1."));
  g_assert_nonnull (memmem (bytes, length, "/MediaBox [ 0 0 300 200 ]", 25));
  g_assert_nonnull (memmem (bytes, length, "%%EOF", 5));
}

static void
assert_fails (const char *path, double width, double scale, const char *words)
{
  g_autoptr (MixPlot) plot = make_plot ();
  g_autoptr (GError) error = NULL;

  g_assert_false (mix_plot_export (plot, path, width, 200, scale, &error));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, path));
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (fixture->directory, "no", "a.png", NULL);
  g_autofree char *ending = g_build_filename (fixture->directory, "a.gif", NULL);
  g_autofree char *good = g_build_filename (fixture->directory, "a.png", NULL);
  g_autofree char *folder = g_build_filename (fixture->directory, "d.svg", NULL);

  assert_fails (nowhere, 300, 1, "No such file");
  assert_fails (ending, 300, 1, ".png, .svg or .pdf");
  assert_fails (good, 0, 1, "not 0 ");
  assert_fails (good, 300, 1e6, "32000");
  assert_fails (good, 300, -1, "pixels");
  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  assert_fails (folder, 300, 1, "directory");
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_cmpuint (empty_directory (fixture->directory), ==, 0); /* nothing was left behind */
}

/* A full disk is reported, and a device is not replaced by a file. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->directory, "full.png", NULL);

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS) || symlink ("/dev/full", link) != 0)
    {
      g_test_skip ("there is no /dev/full");
      return;
    }
  assert_fails (link, 300, 1, "No space left");
  g_assert_false (g_file_test ("/dev/full", G_FILE_TEST_IS_REGULAR));
}

/* A failure leaves the file that was there; a success replaces it. */
static void
test_replace (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "a.png", NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_set_contents (path, "old", 3, NULL));
  assert_fails (path, 300, -1, "pixels");
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpstr (bytes, ==, "old");
  g_free (export_and_read (fixture, "a.png", 1, &length));
  g_assert_cmpuint (length, >, 3);
  g_assert_cmpuint (empty_directory (fixture->directory), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/export/png", Fixture, NULL, set_up, test_png, tear_down);
  g_test_add ("/export/svg", Fixture, NULL, set_up, test_svg, tear_down);
  g_test_add ("/export/pdf", Fixture, NULL, set_up, test_pdf, tear_down);
  g_test_add ("/export/errors", Fixture, NULL, set_up, test_errors, tear_down);
  g_test_add ("/export/full-disk", Fixture, NULL, set_up, test_full, tear_down);
  g_test_add ("/export/replaces", Fixture, NULL, set_up, test_replace, tear_down);
  return g_test_run ();
}
