/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-trail.h"

#define MOST_PLACES 100

struct _MixTrail
{
  GArray *places; /* MixPlace */
  guint at;
};

MixTrail *
mix_trail_new (void)
{
  MixTrail *trail = g_new0 (MixTrail, 1);

  trail->places = g_array_new (FALSE, FALSE, sizeof (MixPlace));
  return trail;
}

void
mix_trail_free (MixTrail *trail)
{
  g_array_unref (trail->places);
  g_free (trail);
}

void
mix_trail_clear (MixTrail *trail)
{
  g_array_set_size (trail->places, 0);
  trail->at = 0;
}

/**
 * mix_trail_go:
 * @from: where a person is
 * @to: where they go
 * @on: in one movement with the last time: a turn of a wheel is no place of its own
 *
 * What was ahead is forgotten.
 */
void
mix_trail_go (MixTrail *trail, const MixPlace *from, const MixPlace *to, gboolean on)
{
  if (trail->places->len == 0)
    g_array_append_val (trail->places, *from);
  g_array_set_size (trail->places, trail->at + 1);
  if (on && trail->at > 0)
    g_array_index (trail->places, MixPlace, trail->at) = *to;
  else
    {
      g_array_append_val (trail->places, *to);
      trail->at++;
    }
  if (trail->places->len > MOST_PLACES)
    {
      g_array_remove_index (trail->places, 0);
      trail->at--;
    }
}

gboolean
mix_trail_can_step (const MixTrail *trail, int by)
{
  int at = (int) trail->at + by;

  return at >= 0 && at < (int) trail->places->len;
}

/**
 * mix_trail_step:
 * @by: −1 back, 1 forth
 * @place: (out): where that is
 *
 * Returns: whether there is such a place
 */
gboolean
mix_trail_step (MixTrail *trail, int by, MixPlace *place)
{
  if (!mix_trail_can_step (trail, by))
    return FALSE;
  trail->at = (guint) ((int) trail->at + by);
  *place = g_array_index (trail->places, MixPlace, trail->at);
  return TRUE;
}
