/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-plot-build.h"

#include <math.h>

#include "mix-hash.h"
#include "mix-plot-private.h"

/* A sheet is a plot of plots: a title, and parts in rows of some columns, one below the other where
 * there is no room for two. */

/* Design pixels. */
#define NARROW_SHEET 560.0 /* below: one column */
#define GAP 6.0
#define TITLE_ROOM 26.0
#define NOTE_ROOM 20.0

/**
 * mix_plot_take_part:
 * @part: (transfer full): without a card of its own
 *
 * Makes a sheet of a plot; its own axes and layers are not shown then.
 */
void
mix_plot_take_part (MixPlot *plot, MixPlot *part)
{
  if (plot->parts == NULL)
    plot->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) mix_plot_unref);
  g_ptr_array_add (plot->parts, part);
}

void
mix_plot_set_columns (MixPlot *plot, guint columns)
{
  plot->columns = columns;
}

/* How many columns there is room for. */
static guint
n_columns (const MixPlot *plot)
{
  gboolean narrow = plot->frame.width < NARROW_SHEET * plot->frame.unit;

  return narrow ? 1 : CLAMP (plot->columns, 1, plot->parts->len);
}

static double
top_of_parts (const MixPlot *plot)
{
  double room = (plot->title != NULL ? TITLE_ROOM : 0) + (plot->note != NULL ? NOTE_ROOM : 0);

  return round (room * plot->frame.unit);
}

/**
 * mix_plot_lay_out_parts:
 * @context: (nullable): as in mix_plot_layout()
 *
 * Every part gets as much room as any other.
 */
void
mix_plot_lay_out_parts (MixPlot *plot, PangoContext *context)
{
  MixFrame *frame = &plot->frame;
  guint columns = n_columns (plot), rows = (plot->parts->len + columns - 1) / columns;
  double gap = GAP * frame->unit, top = top_of_parts (plot);
  double width = floor ((frame->width - gap * (columns + 1)) / columns);
  double height = floor ((frame->height - top - gap * rows) / rows);

  frame->area = (MixRect){ gap, top, MAX (frame->width - 2 * gap, 1),
                           MAX (frame->height - top - gap, 1) };
  for (guint i = 0; i < plot->parts->len; i++)
    {
      MixPlot *part = g_ptr_array_index (plot->parts, i);
      part->place = (MixRect){ round (gap + (i % columns) * (width + gap)),
                               round (top + (i / columns) * (height + gap)), MAX (width, 1),
                               MAX (height, 1) };
      part->magnification = context == NULL ? mix_type_get_unit (plot->type) : 0;
      mix_plot_layout (part, part->place.width, part->place.height, context);
    }
}

void
mix_plot_paint_parts (MixPlot *plot, cairo_t *cr, double scale, MixPlotParts what)
{
  for (guint i = 0; i < plot->parts->len; i++)
    {
      MixPlot *part = g_ptr_array_index (plot->parts, i);
      cairo_save (cr);
      cairo_translate (cr, part->place.x, part->place.y);
      mix_plot_paint (part, cr, scale, what & ~(MixPlotParts) MIX_PLOT_CARD);
      cairo_restore (cr);
    }
}

guint64
mix_plot_hash_parts (const MixPlot *plot, guint64 hash)
{
  for (guint i = 0; i < plot->parts->len; i++)
    {
      const MixPlot *part = g_ptr_array_index (plot->parts, i);
      guint64 key = mix_plot_get_still_key (part);
      hash = mix_hash_bytes (hash, &key, sizeof key);
      hash = mix_hash_bytes (hash, &part->place, sizeof part->place);
    }
  return hash;
}

/**
 * mix_plot_find_part:
 * @x: pixels, or NaN for any; @y likewise
 *
 * Returns: (transfer none): the first part there; the first of all where none is
 */
MixPlot *
mix_plot_find_part (const MixPlot *plot, double x, double y)
{
  for (guint i = 0; i < plot->parts->len; i++)
    {
      MixPlot *part = g_ptr_array_index (plot->parts, i);
      const MixRect *place = &part->place;
      if (!(x < place->x || x > place->x + place->width || y < place->y
            || y > place->y + place->height))
        return part;
    }
  return g_ptr_array_index (plot->parts, 0);
}
