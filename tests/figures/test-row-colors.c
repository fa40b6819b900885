/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-row-colors.h"

#include "mix-figure-fixture.h"

#define NOBODYS 0x123456 /* no network's colour */

typedef struct
{
  MixDesign *design;
  MixCensus *census;
  MixSnapshot *snapshot;
  MixRowColors colors;
  gsize n_tiles;
  MixTint *tints;
} Crowd;

/* Many rows, and a network that is learning them. */
static void
setup (Crowd *crowd, gconstpointer data)
{
  crowd->design = mix_fixture_generated ("two-branch", 50000);
  MixCensusRequest request = { .design = crowd->design, .x = { -10, 10 }, .y = { -400, 400 } };
  crowd->census = mix_census_new (&request, NULL);
  g_autoptr (MixTrainer) trainer = mix_fixture_trainer (crowd->design, 2, 1);
  crowd->snapshot = mix_trainer_make_snapshot (trainer);
  crowd->snapshot->state = MIX_RUN_RUNNING;
  crowd->colors = (MixRowColors){ crowd->design, crowd->snapshot, mix_palette_get (MIX_SCHEME_LIGHT),
                                  MIX_COLORING_RESPONSIBILITY, FALSE };
  crowd->n_tiles = (gsize) crowd->census->tile_columns * crowd->census->tile_rows;
  crowd->tints = g_new (MixTint, crowd->n_tiles);
  for (gsize i = 0; i < crowd->n_tiles; i++)
    crowd->tints[i] = (MixTint){ NOBODYS, 0 };
}

static void
teardown (Crowd *crowd, gconstpointer data)
{
  g_free (crowd->tints);
  mix_snapshot_unref (crowd->snapshot);
  mix_census_unref (crowd->census);
  mix_design_unref (crowd->design);
}

static gboolean *
find_sampled (const Crowd *crowd)
{
  gboolean *sampled = g_new0 (gboolean, crowd->n_tiles);
  const MixCensusPart *part = &crowd->census->part[0];

  for (guint i = 0; i < part->n_samples; i++)
    sampled[part->samples[i].tile] = TRUE;
  return sampled;
}

/* Half of the tiles are asked at a time, and keep their colours while the other half is. */
static void
test_in_turn (Crowd *crowd, gconstpointer data)
{
  g_autofree gboolean *sampled = find_sampled (crowd);
  g_autofree MixTint *all = g_new (MixTint, crowd->n_tiles);
  gsize n_sampled = 0, n_half = 0;

  mix_row_colors_tint (&crowd->colors, crowd->census, MIX_TILES_ALL, all);
  mix_row_colors_tint (&crowd->colors, crowd->census, MIX_TILES_BLACK, crowd->tints);
  for (gsize i = 0; i < crowd->n_tiles; i++)
    {
      n_sampled += sampled[i];
      n_half += crowd->tints[i].rgb != NOBODYS;
      if (crowd->tints[i].rgb != NOBODYS)
        g_assert_cmphex (crowd->tints[i].rgb, ==, all[i].rgb);
    }
  g_assert_cmpuint (n_sampled, >, 1000);
  g_assert_cmpfloat_with_epsilon ((double) n_half / (double) n_sampled, 0.5, 0.1);

  mix_row_colors_tint (&crowd->colors, crowd->census, MIX_TILES_WHITE, crowd->tints);
  for (gsize i = 0; i < crowd->n_tiles; i++)
    g_assert_cmphex (crowd->tints[i].rgb, ==, sampled[i] ? all[i].rgb : NOBODYS);
}

/* Those about a tile that has rows take its colour, so that marks that reach over are not grey. */
static void
test_spread (Crowd *crowd, gconstpointer data)
{
  g_autofree gboolean *sampled = find_sampled (crowd);
  guint32 grey = mix_color_to_rgb (&crowd->colors.palette->rows);
  gsize n_coloured = 0, n_sampled = 0;

  mix_row_colors_tint (&crowd->colors, crowd->census, MIX_TILES_ALL, crowd->tints);
  for (gsize i = 0; i < crowd->n_tiles; i++)
    {
      n_coloured += crowd->tints[i].rgb != grey;
      n_sampled += sampled[i];
    }
  g_assert_cmpuint (n_coloured, >, n_sampled);
  g_assert_cmpuint (n_coloured, <, crowd->n_tiles);
}

static void
test_without_network (Crowd *crowd, gconstpointer data)
{
  guint32 grey = mix_color_to_rgb (&crowd->colors.palette->rows);

  crowd->colors.trained = NULL;
  mix_row_colors_tint (&crowd->colors, crowd->census, MIX_TILES_BLACK, crowd->tints);
  for (gsize i = 0; i < crowd->n_tiles; i++)
    g_assert_cmphex (crowd->tints[i].rgb, ==, grey);
}

static void
add (const char *path, void (*test) (Crowd *, gconstpointer))
{
  g_test_add (path, Crowd, NULL, setup, test, teardown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/row-colors/in-turn", test_in_turn);
  add ("/row-colors/spread", test_spread);
  add ("/row-colors/without-a-network", test_without_network);
  return g_test_run ();
}
