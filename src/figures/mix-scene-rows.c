/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-scene-rows.h"

#include <math.h>

#define MOST_ROWS MIX_CENSUS_MARKS /* of a table, up to which each is a mark, wherever one looks */
#define SOON 200000 /* rows that are counted within a few milliseconds, without asking */
#define RADIUS 1.35
#define LEAST_SHARE 0.66 /* of the palette's alpha, for a row that stands alone among ever so many */
#define MOST_ALPHA 0.85

/* Colours follow the network no faster than this while it learns, so that a window can keep the
 * picture of the rows between. */
#define REFRESH_INTERVAL (G_USEC_PER_SEC / 8)

/* What was made of a part. */
typedef struct
{
  MixCloud *cloud;
  MixDensity *density;
  MixTint *tints; /* [tile_rows × tile_columns], of the density */
  MixTiles asked; /* which of them last */
  MixSnapshot *coloured_by; /* NULL: grey */
  gint64 coloured_at;
  MixScheme scheme;
} Made;

struct _MixSceneRows
{
  MixParting parting;
  gboolean patient, thrifty;

  /* of a table of few rows, and of a larger one before it is counted */
  guint32 *rows; /* [n_training + n_validation] complete-row numbers, training first */
  gsize n_training, n_validation, of_training, of_validation;
  gboolean picked;

  /* of a larger one */
  MixCensus *census; /* the newest */
  MixCensus *whole;  /* of all of the axes, for while there is no better one */

  /* made when asked for: [0] of those that train, [1] of those that validate */
  Made made[2];
  MixCensus *made_of; /* NULL: of the pick */
};

MixSceneRows *
mix_scene_rows_new (void)
{
  return g_new0 (MixSceneRows, 1);
}

static void
forget_colours (Made *made)
{
  g_clear_pointer (&made->cloud, mix_cloud_unref);
  g_clear_pointer (&made->coloured_by, mix_snapshot_unref);
}

void
mix_scene_rows_clear_made (MixSceneRows *rows)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows->made); i++)
    {
      forget_colours (&rows->made[i]);
      g_clear_pointer (&rows->made[i].density, mix_density_unref);
      g_clear_pointer (&rows->made[i].tints, g_free);
    }
  g_clear_pointer (&rows->made_of, mix_census_unref);
}

static void
forget_pick (MixSceneRows *rows)
{
  if (rows->made_of == NULL)
    mix_scene_rows_clear_made (rows);
  g_clear_pointer (&rows->rows, g_free);
  rows->n_training = rows->n_validation = rows->of_training = rows->of_validation = 0;
  rows->picked = FALSE;
}

void
mix_scene_rows_clear (MixSceneRows *rows)
{
  mix_scene_rows_clear_made (rows);
  forget_pick (rows);
  g_clear_pointer (&rows->census, mix_census_unref);
  g_clear_pointer (&rows->whole, mix_census_unref);
  rows->parting.parted = FALSE;
}

void
mix_scene_rows_free (MixSceneRows *rows)
{
  mix_scene_rows_clear (rows);
  g_free (rows);
}

/**
 * mix_scene_rows_set_snapshot:
 * @snapshot: (nullable): whose split of the rows is shown. One without a run (from a file) parts
 *   nothing
 */
void
mix_scene_rows_set_snapshot (MixSceneRows *rows, MixSnapshot *snapshot)
{
  MixParting parting = { 0 };

  if (snapshot != NULL && snapshot->n_validation > 0)
    parting = (MixParting){ TRUE, snapshot->config.validation, snapshot->config.validation_every,
                            snapshot->config.seed };
  if (mix_parting_equal (&parting, &rows->parting))
    return;
  forget_pick (rows);
  rows->parting = parting;
}

void
mix_scene_rows_set_patient (MixSceneRows *rows, gboolean patient)
{
  rows->patient = patient;
}

void
mix_scene_rows_set_thrifty (MixSceneRows *rows, gboolean thrifty)
{
  rows->thrifty = thrifty;
}

/* The pick */

static void
pick_every (MixSceneRows *rows, gsize n_rows)
{
  rows->of_training = n_rows;
  rows->n_training = MIN (n_rows, MOST_ROWS);
  rows->rows = g_new (guint32, MAX (rows->n_training, 1));
  for (gsize i = 0; i < rows->n_training; i++)
    rows->rows[i] = (guint32) (i * n_rows / rows->n_training);
}

static void
pick_parted (MixSceneRows *rows, MixDesign *design)
{
  g_autoptr (MixSplit) split = mix_design_split (
    design, rows->parting.validation, rows->parting.every, (guint64) rows->parting.seed);

  rows->n_training = rows->of_training = split->n_train;
  rows->n_validation = rows->of_validation = split->n_validation;
  rows->rows = g_new (guint32, split->n_train + split->n_validation);
  memcpy (rows->rows, split->train, split->n_train * sizeof *rows->rows);
  if (split->n_validation > 0)
    memcpy (rows->rows + split->n_train, split->validation,
            split->n_validation * sizeof *rows->rows);
}

/* All rows where they are few; of many some, for a moment. */
static void
pick (MixSceneRows *rows, MixDesign *design)
{
  gsize n_rows = mix_design_get_n_rows (design);

  if (rows->picked)
    return;
  rows->picked = TRUE;
  if (rows->parting.parted && n_rows > 0 && n_rows <= MOST_ROWS)
    pick_parted (rows, design);
  else
    pick_every (rows, n_rows);
}

/* The census */

void
mix_scene_rows_share (MixSceneRows *rows, const MixSceneRows *other)
{
  if (other->census != NULL)
    mix_scene_rows_take_census (rows, mix_census_ref (other->census));
}

static gboolean
is_many (const MixCensusRequest *where)
{
  return mix_design_get_n_rows (where->design) > MOST_ROWS;
}

static MixCensusRequest
request_for (const MixSceneRows *rows, const MixCensusRequest *where)
{
  MixCensusRequest request = *where;

  request.parting = rows->parting;
  return request;
}

/**
 * mix_scene_rows_wants:
 * @request: (inout): what is looked at; then what is to be counted, with the design still borrowed
 *
 * Returns: whether a census should be made in another thread: there are too many rows to do it at
 *   once
 */
gboolean
mix_scene_rows_wants (MixSceneRows *rows, MixCensusRequest *request)
{
  *request = request_for (rows, request);
  return rows->patient && mix_design_get_n_rows (request->design) > SOON
         && (rows->census == NULL || !mix_census_serves (rows->census, request));
}

/**
 * mix_scene_rows_take_census:
 * @census: (transfer full): of the design on show
 */
void
mix_scene_rows_take_census (MixSceneRows *rows, MixCensus *census)
{
  g_clear_pointer (&rows->census, mix_census_unref);
  rows->census = census;
  if (rows->whole == NULL || mix_census_covers (census, &rows->whole->request)
      || rows->whole->request.x_feature != census->request.x_feature)
    {
      g_clear_pointer (&rows->whole, mix_census_unref);
      rows->whole = mix_census_ref (census);
    }
}

/* Returns: (nullable): the newest */
MixCensus *
mix_scene_rows_get_census (MixSceneRows *rows)
{
  return rows->census;
}

/* Returns: (nullable): what to show of many rows: NULL where it is the pick */
static MixCensus *
find_census (MixSceneRows *rows, const MixCensusRequest *where)
{
  MixCensusRequest request = request_for (rows, where);

  if (!is_many (where))
    return NULL;
  if (!mix_scene_rows_wants (rows, &request)
      && (rows->census == NULL || !mix_census_serves (rows->census, &request)))
    mix_scene_rows_take_census (rows, mix_census_new (&request, rows->census));
  if (rows->census != NULL && mix_census_covers (rows->census, &request))
    return rows->census;
  return rows->whole != NULL && mix_census_covers (rows->whole, &request) ? rows->whole : NULL;
}

/* How many rows are drawn, of how many. */
void
mix_scene_rows_count (MixSceneRows *rows, const MixCensusRequest *where, MixRowCounts *counts)
{
  const MixCensus *census = find_census (rows, where);

  if (census != NULL)
    {
      gsize training = census->part[0].n_all, validation = census->part[1].n_all;
      *counts = (MixRowCounts){ training, validation, training, validation };
      return;
    }
  pick (rows, where->design);
  *counts = (MixRowCounts){ rows->n_training, rows->n_validation, rows->of_training,
                            rows->of_validation };
}

/* Marks */

/* Few rows are drawn larger and denser, many fainter. */
static double
alpha_for (const MixPalette *palette, gsize n)
{
  return MIN (palette->rows_alpha * MAX (sqrt (MOST_ROWS / (double) MAX (n, 1)), LEAST_SHARE),
              MOST_ALPHA);
}

static double
radius_for (gsize n)
{
  return RADIUS * CLAMP (pow (MOST_ROWS / (double) MAX (n, 1), 0.18), 0.75, 1.9);
}

/* Of n rows, of all that are on show. */
static MixCloud *
make_cloud (const MixCensusRequest *where, const MixRowColors *colors, const guint32 *numbers,
            gsize n, gsize all)
{
  g_autofree MixPoint *points = g_new0 (MixPoint, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      points[i].x = mix_design_get_x (where->design, numbers[i], where->x_feature);
      points[i].y = mix_design_get_y (where->design, numbers[i]);
      points[i].shape = colors->validation ? MIX_POINT_RING : MIX_POINT_DISC;
    }
  mix_row_colors_mark (colors, numbers, points, n);
  return mix_cloud_new (points, (guint) n, alpha_for (colors->palette, all), radius_for (all));
}

static MixDensity *
make_density (const MixRowColors *colors, const MixCensus *census, const MixTint *tints)
{
  guint part = colors->validation ? 1 : 0;
  gsize all = census->part[0].n_seen + census->part[1].n_seen;
  MixDensityStyle style = { alpha_for (colors->palette, all), radius_for (all), part == 1 };

  if (style.ring)
    style.alpha = MIN (1, 1.6 * style.alpha);
  return mix_density_new (census->part[part].bins, &style, tints, census->tile_columns,
                          census->tile_rows);
}

/* While a network learns every other tile is asked, in turn: the rest are of the time before. */
static MixTiles
tiles_to_ask (const Made *made, const MixRowColors *colors)
{
  gboolean goes_on = colors->trained != NULL && made->coloured_by != NULL
                     && colors->trained->state == MIX_RUN_RUNNING
                     && made->coloured_by->run_id == colors->trained->run_id;

  if (made->density == NULL || made->scheme != colors->palette->scheme || !goes_on)
    return MIX_TILES_ALL;
  return made->asked == MIX_TILES_BLACK ? MIX_TILES_WHITE : MIX_TILES_BLACK;
}

/* Of a density that there is already only the colours become others. */
static void
tint_density (Made *made, const MixCensus *census, const MixRowColors *colors)
{
  gboolean same_mask = made->density != NULL && made->scheme == colors->palette->scheme;
  MixDensity *before = made->density;

  made->asked = tiles_to_ask (made, colors);
  if (made->tints == NULL)
    made->tints = g_new (MixTint, (gsize) census->tile_columns * census->tile_rows);
  mix_row_colors_tint (colors, census, made->asked, made->tints);
  made->density = same_mask ? mix_density_tint (before, made->tints)
                            : make_density (colors, census, made->tints);
  g_clear_pointer (&before, mix_density_unref);
}

/* Whether what was made is still good: while the network is running its last 125 ms are, and a
 * little longer in a frame that is thrifty. The two parts take turns, so that no frame pays for
 * both. */
static gboolean
is_current (const MixSceneRows *rows, const MixRowColors *colors)
{
  const Made *made = &rows->made[colors->validation ? 1 : 0];
  const Made *other = &rows->made[colors->validation ? 0 : 1];
  MixSnapshot *trained = colors->trained, *before = made->coloured_by;
  gint64 now = g_get_monotonic_time ();

  if ((made->cloud == NULL && made->density == NULL) || made->scheme != colors->palette->scheme)
    return FALSE;
  if (trained == before)
    return TRUE;
  return trained != NULL && before != NULL && trained->state == MIX_RUN_RUNNING
         && trained->run_id == before->run_id
         && (rows->thrifty || now - made->coloured_at < REFRESH_INTERVAL
             || now - other->coloured_at < REFRESH_INTERVAL / 2);
}

static void
make (MixSceneRows *rows, const MixCensusRequest *where, const MixRowColors *colors)
{
  guint part = colors->validation ? 1 : 0;
  const MixCensus *census = rows->made_of;
  Made *made = &rows->made[part];

  if (census != NULL && census->part[part].bins != NULL)
    tint_density (made, census, colors);
  else
    g_clear_pointer (&made->density, mix_density_unref);
  forget_colours (made);
  if (census == NULL)
    made->cloud = make_cloud (where, colors, rows->rows + (part == 1 ? rows->n_training : 0),
                              part == 1 ? rows->n_validation : rows->n_training,
                              rows->n_training + rows->n_validation);
  else if (made->density == NULL)
    made->cloud = make_cloud (where, colors, census->part[part].marks, census->part[part].n_seen,
                              census->part[0].n_seen + census->part[1].n_seen);
  made->coloured_by = colors->trained != NULL ? mix_snapshot_ref (colors->trained) : NULL;
  made->coloured_at = g_get_monotonic_time ();
  made->scheme = colors->palette->scheme;
}

/**
 * mix_scene_rows_make_layer:
 * @colors: its trained is whose network colours the rows, NULL for grey
 *
 * Returns: (transfer full) (nullable): all rows of a part; NULL where there are none
 */
MixLayer *
mix_scene_rows_make_layer (MixSceneRows *rows, const MixCensusRequest *where,
                           const MixRowColors *colors)
{
  Made *made = &rows->made[colors->validation ? 1 : 0];
  MixCensus *census = find_census (rows, where);
  MixRowCounts counts;

  mix_scene_rows_count (rows, where, &counts);
  if ((colors->validation ? counts.n_validation : counts.n_training) == 0)
    return NULL;
  if (rows->made_of != census)
    {
      mix_scene_rows_clear_made (rows);
      rows->made_of = census != NULL ? mix_census_ref (census) : NULL;
    }
  if (!is_current (rows, colors))
    make (rows, where, colors);
  return made->density != NULL ? mix_layer_density_new (made->density)
                               : mix_layer_points_new (made->cloud);
}

MixCloud *
mix_cloud_of_design (MixDesign *design, guint x_feature, guint most, guint32 rgb, double alpha,
                     double radius)
{
  gsize n_rows = mix_design_get_n_rows (design), n = MIN (n_rows, most);
  g_autofree MixPoint *points = g_new0 (MixPoint, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      gsize row = i * n_rows / n;
      points[i] = (MixPoint){ mix_design_get_x (design, row, x_feature),
                              mix_design_get_y (design, row), rgb, MIX_POINT_DISC };
    }
  return mix_cloud_new (points, (guint) n, alpha, radius);
}
