/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-plot-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-file.h"

#define LARGEST 32000.0 /* pixels a side; what an image of Cairo can have */

typedef cairo_status_t (*WriteSurface) (MixPlot *plot, GByteArray *out, double width, double height,
                                        double scale);

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Paints, ends the page and gives the surface back. */
static cairo_status_t
draw (MixPlot *plot, cairo_surface_t *surface, double scale)
{
  cairo_t *cr = cairo_create (surface);

  mix_plot_paint (plot, cr, scale, MIX_PLOT_ALL);
  cairo_status_t status = cairo_status (cr);
  cairo_destroy (cr);
  return status;
}

static cairo_status_t
write_png (MixPlot *plot, GByteArray *out, double width, double height, double scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (
    CAIRO_FORMAT_ARGB32, (int) ceil (width * scale), (int) ceil (height * scale));

  cairo_surface_set_device_scale (surface, scale, scale);
  cairo_status_t status = draw (plot, surface, scale);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, append_cb, out);
  cairo_surface_destroy (surface);
  return status;
}

static cairo_status_t
finish_stream (MixPlot *plot, cairo_surface_t *surface, double scale)
{
  cairo_status_t status = draw (plot, surface, scale);

  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

static cairo_status_t
write_svg (MixPlot *plot, GByteArray *out, double width, double height, double scale)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_cb, out, width, height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  return finish_stream (plot, surface, scale);
}

/* A page is measured in points; a logical pixel becomes one, as in the SVG. */
static cairo_status_t
write_pdf (MixPlot *plot, GByteArray *out, double width, double height, double scale)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, out, width, height);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, mix_plot_get_title (plot));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT,
                                  mix_plot_get_description (plot));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Mixture Lab " MIX_VERSION);
  return finish_stream (plot, surface, scale);
}

static const struct
{
  const char *ending;
  WriteSurface write;
} formats[] = {
  { ".png", write_png },
  { ".svg", write_svg },
  { ".pdf", write_pdf },
};

static WriteSurface
find_format (const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (lower, formats[i].ending))
      return formats[i].write;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
               _ ("%s: a figure is written as .png, .svg or .pdf; name the file so"), path);
  return NULL;
}

/**
 * mix_plot_export:
 * @plot: laid out for this size as a side effect, in its own font
 * @path: ends in .png, .svg or .pdf, in any case
 * @width: logical pixels
 * @height: logical pixels
 * @scale: device pixels per logical pixel, for a PNG, above 0
 * @error: names the path and the reason
 *
 * Writes a picture. In SVG and PDF everything is a path, but points by the thousand, which are an
 * image.
 *
 * Returns: whether it was written; on failure what was at @path is as it was
 */
gboolean
mix_plot_export (MixPlot *plot, const char *path, double width, double height, double scale,
                 GError **error)
{
  WriteSurface write_surface = find_format (path, error);

  if (write_surface == NULL)
    return FALSE;
  if (!(width >= 1 && height >= 1 && scale > 0)
      || width * scale > LARGEST || height * scale > LARGEST)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("%s: a figure has 1 to %d pixels a side, not %.0f × %.0f"), path,
                   (int) LARGEST, width * scale, height * scale);
      return FALSE;
    }

  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  mix_plot_layout (plot, width, height, NULL);
  cairo_status_t status = write_surface (plot, bytes, width, height, scale);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("%s: cannot be drawn: %s"), path,
                   cairo_status_to_string (status));
      return FALSE;
    }
  return mix_file_write (path, bytes->data, bytes->len, error);
}
