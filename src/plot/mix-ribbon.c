/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-ribbon.h"

#include <math.h>

/* The two edges of a piece at one place. */
typedef struct
{
  double left_x, left_y, right_x, right_y;
} Rib;

struct _MixRibbon
{
  GArray *ribs;   /* Rib, all pieces one after the other */
  GArray *pieces; /* guint: where each ends in ribs */
};

typedef struct
{
  const double *dash;
  int n, index;
  double left; /* of the dash or gap that we are in */
} DashWalk;

static gboolean
is_on (const DashWalk *walk)
{
  return walk->n == 0 || walk->index % 2 == 0;
}

static void
advance (DashWalk *walk)
{
  walk->index = (walk->index + 1) % walk->n;
  walk->left = walk->dash[walk->index];
}

static void
add_rib (MixRibbon *ribbon, double x, double y, double nx, double ny, double half)
{
  Rib rib = { x + nx * half, y + ny * half, x - nx * half, y - ny * half };

  g_array_append_val (ribbon->ribs, rib);
}

static void
end_piece (MixRibbon *ribbon)
{
  guint start = ribbon->pieces->len > 0
                  ? g_array_index (ribbon->pieces, guint, ribbon->pieces->len - 1) : 0;

  if (ribbon->ribs->len >= start + 2)
    g_array_append_val (ribbon->pieces, ribbon->ribs->len);
  else
    g_array_set_size (ribbon->ribs, start);
}

/**
 * mix_ribbon_normals:
 * @vertices: [n]
 * @nx: (out): [n]
 * @ny: (out): [n]
 */
void
mix_ribbon_normals (const MixVertex *vertices, guint n, double *nx, double *ny)
{
  for (guint i = 0; i < n; i++)
    {
      const MixVertex *a = &vertices[i > 0 ? i - 1 : 0], *b = &vertices[i];
      const MixVertex *c = &vertices[i + 1 < n ? i + 1 : i];
      double before = hypot (b->x - a->x, b->y - a->y), after = hypot (c->x - b->x, c->y - b->y);
      double dx = 0, dy = 0;
      if (before > 0)
        {
          dx += (b->x - a->x) / before;
          dy += (b->y - a->y) / before;
        }
      if (after > 0)
        {
          dx += (c->x - b->x) / after;
          dy += (c->y - b->y) / after;
        }
      double length = hypot (dx, dy);
      nx[i] = length > 1e-9 ? dy / length : 0;
      ny[i] = length > 1e-9 ? -dx / length : -1;
    }
}

static void
walk_segment (MixRibbon *ribbon, DashWalk *walk, const MixVertex *a, const MixVertex *b,
              double thin, double wide, double nx, double ny)
{
  double length = hypot (b->x - a->x, b->y - a->y), done = 0;

  while (walk->n > 0 && length - done > walk->left)
    {
      done += walk->left;
      double t = done / length, weight = a->weight + t * (b->weight - a->weight);
      add_rib (ribbon, a->x + t * (b->x - a->x), a->y + t * (b->y - a->y), nx, ny,
               (thin + weight * (wide - thin)) / 2);
      if (is_on (walk))
        end_piece (ribbon);
      advance (walk);
    }
  if (walk->n > 0)
    walk->left -= length - done;
}

/**
 * mix_ribbon_new:
 *
 * Returns: (transfer full): the polygons, one for each dash
 */
MixRibbon *
mix_ribbon_new (const MixVertex *vertices, guint n, double thin, double wide, const double *dash,
                int n_dashes)
{
  MixRibbon *ribbon = g_new0 (MixRibbon, 1);
  DashWalk walk = { dash, n_dashes, 0, n_dashes > 0 ? dash[0] : 0 };
  g_autofree double *nx = g_new (double, n + 1), *ny = g_new (double, n + 1);

  ribbon->ribs = g_array_new (FALSE, FALSE, sizeof (Rib));
  ribbon->pieces = g_array_new (FALSE, FALSE, sizeof (guint));
  mix_ribbon_normals (vertices, n, nx, ny);
  for (guint i = 0; i < n; i++)
    {
      const MixVertex *v = &vertices[i];
      if (is_on (&walk))
        add_rib (ribbon, v->x, v->y, nx[i], ny[i], (thin + v->weight * (wide - thin)) / 2);
      if (i + 1 < n)
        walk_segment (ribbon, &walk, v, v + 1, thin, wide, nx[i], ny[i]);
    }
  end_piece (ribbon);
  return ribbon;
}

void
mix_ribbon_free (MixRibbon *ribbon)
{
  g_array_unref (ribbon->ribs);
  g_array_unref (ribbon->pieces);
  g_free (ribbon);
}

/**
 * mix_ribbon_trace:
 *
 * Adds the polygons to the path of @cr; fill them with the winding rule.
 */
void
mix_ribbon_trace (const MixRibbon *ribbon, cairo_t *cr)
{
  const Rib *ribs = (const Rib *) (gpointer) ribbon->ribs->data;

  for (guint p = 0, start = 0; p < ribbon->pieces->len; p++)
    {
      guint end = g_array_index (ribbon->pieces, guint, p);
      cairo_new_sub_path (cr);
      for (guint i = start; i < end; i++)
        cairo_line_to (cr, ribs[i].left_x, ribs[i].left_y);
      for (guint i = end; i > start; i--)
        cairo_line_to (cr, ribs[i - 1].right_x, ribs[i - 1].right_y);
      cairo_close_path (cr);
      start = end;
    }
}
