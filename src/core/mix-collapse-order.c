/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which segments rows are on. */
#include "mix-collapse-private.h"

#include <string.h>

/**
 * mix_collapse_take:
 * @x: [n_rows], at most those of a block
 *
 * Makes these the rows that all the rest works on.
 */
void
mix_collapse_take (MixCollapse *c, const float *x, gsize n_rows)
{
  mix_collapse_kernel_segments (&c->kinks, x, n_rows, c->segment, c->distance);
  c->rows.n_rows = n_rows;
  c->rows.segment = c->segment;
  c->rows.distance = c->distance;
}

/**
 * mix_collapse_arrange:
 * @x: [n_rows], at most MIX_COLLAPSE_WINDOW
 * @order: (out): [n_rows]
 *
 * Puts rows in the order of their segments, so that those of one segment follow each other, for
 * mix_collapse_take_arranged(). Equal segments keep their order.
 */
void
mix_collapse_arrange (MixCollapse *c, const float *x, gsize n_rows, guint32 *order)
{
  g_assert (n_rows <= MIX_COLLAPSE_WINDOW);

  mix_collapse_kernel_segments (&c->kinks, x, n_rows, c->found_segment, c->found_distance);
  memset (c->place, 0, (c->kinks.n + 2) * sizeof *c->place);
  for (gsize i = 0; i < n_rows; i++)
    c->place[c->found_segment[i] + 1]++;
  for (gsize s = 0; s < c->kinks.n; s++)
    c->place[s + 1] += c->place[s];
  for (gsize i = 0; i < n_rows; i++)
    order[c->place[c->found_segment[i]]++] = (guint32) i;
  for (gsize i = 0; i < n_rows; i++)
    {
      c->segment[i] = c->found_segment[order[i]];
      c->distance[i] = c->found_distance[order[i]];
    }
  for (gsize i = n_rows; i % MIX_COLLAPSE_LANES != 0; i++)
    {
      c->segment[i] = 0;
      c->distance[i] = 0;
    }
}

/**
 * mix_collapse_take_arranged:
 * @first: of the rows, in their new order
 *
 * mix_collapse_take() for rows of the last mix_collapse_arrange().
 */
void
mix_collapse_take_arranged (MixCollapse *c, gsize first, gsize n_rows)
{
  c->rows.n_rows = n_rows;
  c->rows.segment = c->segment + first;
  c->rows.distance = c->distance + first;
}
