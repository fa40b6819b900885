/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-scene-rows.h"

#include <math.h>

#include "mix-blender.h"

#define MOST_ROWS 5000  /* that train */
#define MOST_RINGS 2000 /* rows that validate */
#define RADIUS 1.35
#define SURPRISE 8.0 /* nats below the likeliest row, at which a row is as strong as can be */

/* Colours follow the network no faster than this while it learns, so that a window can keep the
 * picture of the rows between. */
#define REFRESH_INTERVAL (G_USEC_PER_SEC / 8)

struct _MixSceneRows
{
  guint32 *rows; /* [n_training + n_validation] complete-row numbers, training first */
  gsize n_training, n_validation, of_training, of_validation;
  gboolean picked;

  /* the split that the pick belongs to */
  double validation;
  int every;
  gint64 seed;
  gboolean parted;

  /* made when asked for: [0] of those that train, [1] of those that validate */
  struct
  {
    MixCloud *cloud;
    MixSnapshot *coloured_by; /* NULL: grey */
    gint64 coloured_at;
    MixScheme scheme;
  } made[2];
};

MixSceneRows *
mix_scene_rows_new (void)
{
  return g_new0 (MixSceneRows, 1);
}

void
mix_scene_rows_clear_cloud (MixSceneRows *rows)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows->made); i++)
    {
      g_clear_pointer (&rows->made[i].cloud, mix_cloud_unref);
      g_clear_pointer (&rows->made[i].coloured_by, mix_snapshot_unref);
    }
}

static void
forget_pick (MixSceneRows *rows)
{
  mix_scene_rows_clear_cloud (rows);
  g_clear_pointer (&rows->rows, g_free);
  rows->n_training = rows->n_validation = rows->of_training = rows->of_validation = 0;
  rows->picked = FALSE;
}

void
mix_scene_rows_clear (MixSceneRows *rows)
{
  forget_pick (rows);
  rows->parted = FALSE;
}

void
mix_scene_rows_free (MixSceneRows *rows)
{
  forget_pick (rows);
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
  gboolean parted = snapshot != NULL && snapshot->n_validation > 0;
  double validation = parted ? snapshot->config.validation : 0;
  gint64 seed = parted ? snapshot->config.seed : 0;
  int every = parted ? snapshot->config.validation_every : 0;

  if (rows->parted == parted && fabs (rows->validation - validation) < 1e-12
      && rows->every == every && rows->seed == seed)
    return;
  forget_pick (rows);
  rows->parted = parted;
  rows->validation = validation;
  rows->every = every;
  rows->seed = seed;
}

static void
pick_every (MixSceneRows *rows, gsize n_rows)
{
  rows->of_training = n_rows;
  rows->n_training = MIN (n_rows, MOST_ROWS);
  rows->rows = g_new (guint32, MAX (rows->n_training, 1));
  for (gsize i = 0; i < rows->n_training; i++)
    rows->rows[i] = (guint32) (i * n_rows / rows->n_training);
}

/* A split is shuffled by its seed: its first rows are a fair sample, and always the same. */
static void
pick_parted (MixSceneRows *rows, MixDesign *design)
{
  g_autoptr (MixSplit) split
    = mix_design_split (design, rows->validation, rows->every, (guint64) rows->seed);

  rows->of_training = split->n_train;
  rows->of_validation = split->n_validation;
  rows->n_training = MIN (split->n_train, MOST_ROWS);
  rows->n_validation = MIN (split->n_validation, MOST_RINGS);
  rows->rows = g_new (guint32, rows->n_training + rows->n_validation);
  memcpy (rows->rows, split->train, rows->n_training * sizeof *rows->rows);
  if (rows->n_validation > 0)
    memcpy (rows->rows + rows->n_training, split->validation,
            rows->n_validation * sizeof *rows->rows);
}

static void
pick (MixSceneRows *rows, MixDesign *design)
{
  gsize n_rows = mix_design_get_n_rows (design);

  if (rows->picked)
    return;
  rows->picked = TRUE;
  if (rows->parted && n_rows > 0)
    pick_parted (rows, design);
  else
    pick_every (rows, n_rows);
}

void
mix_scene_rows_count (MixSceneRows *rows, MixDesign *design, MixRowCounts *counts)
{
  pick (rows, design);
  *counts = (MixRowCounts){ rows->n_training, rows->n_validation, rows->of_training,
                            rows->of_validation };
}

/* What the network says of the rows of a cloud. */
typedef struct
{
  const MixModel *model;
  guint k;
  double *pi, *mu, *sigma; /* [n × k] */
} Said;

static Said
ask (const MixCloudRequest *request, const guint32 *rows, gsize n)
{
  const MixModel *model = request->trained->model;
  guint n_features = mix_design_get_n_features (request->design);
  Said said = { .model = model, .k = mix_model_get_components (model) };
  g_autofree double *x = g_new (double, n * n_features + 1);

  said.pi = g_new (double, n * said.k + 1);
  said.mu = g_new (double, n * said.k + 1);
  said.sigma = g_new (double, n * said.k + 1);
  for (gsize i = 0; i < n; i++)
    mix_design_get_row (request->design, rows[i], x + i * n_features);
  mix_model_predict (model, x, n, said.pi, said.mu, said.sigma);
  return said;
}

/* Counted from 1. */
static guint8
largest (const double *share, guint k)
{
  guint most = 0;

  for (guint c = 1; c < k; c++)
    if (share[c] > share[most])
      most = c;
  return (guint8) MIN (most + 1, MIX_TAG_EVERY - 1);
}

static void
colour_by_responsibility (const Said *said, const MixPalette *palette, MixPoint *points, gsize n)
{
  g_autofree double *share = g_new (double, said->k);
  guint k = said->k;
  MixBlender blender;

  mix_blender_init (&blender, palette);
  for (gsize i = 0; i < n; i++)
    {
      MixMixture m = mix_model_mixture (said->model, said->pi + i * k, said->mu + i * k,
                                        said->sigma + i * k);
      mix_mixture_responsibilities (&m, points[i].y, share);
      if (!isfinite (share[0]))
        continue;
      points[i].rgb = mix_blender_mix (&blender, share, k);
      points[i].component = largest (share, k);
    }
}

/* From the colour of rows to that of text: what the network thinks unlikely stands out. */
static void
colour_by_likelihood (const Said *said, const MixPalette *palette, MixPoint *points, gsize n)
{
  g_autofree double *density = g_new (double, n + 1);
  const MixColor *far = &palette->text, *near = &palette->faint_rows;
  double best = -HUGE_VAL;
  guint k = said->k;

  for (gsize i = 0; i < n; i++)
    {
      MixMixture m = mix_model_mixture (said->model, said->pi + i * k, said->mu + i * k,
                                        said->sigma + i * k);
      density[i] = mix_mixture_log_density (&m, points[i].y);
      if (isfinite (density[i]))
        best = MAX (best, density[i]);
    }
  for (gsize i = 0; i < n; i++)
    {
      double share = isfinite (density[i]) ? CLAMP ((best - density[i]) / SURPRISE, 0, 1) : 1;
      MixColor color = { near->red + share * (far->red - near->red),
                         near->green + share * (far->green - near->green),
                         near->blue + share * (far->blue - near->blue), 1 };
      points[i].rgb = mix_color_to_rgb (&color);
    }
}

static void
colour (const MixCloudRequest *request, const guint32 *rows, MixPoint *points, gsize n)
{
  Said said = ask (request, rows, n);

  if (request->coloring == MIX_COLORING_LIKELIHOOD)
    colour_by_likelihood (&said, request->palette, points, n);
  else
    colour_by_responsibility (&said, request->palette, points, n);
  g_free (said.pi);
  g_free (said.mu);
  g_free (said.sigma);
}

/* Few rows are drawn larger and denser, many fainter. */
static double
alpha_for (const MixPalette *palette, gsize n)
{
  return CLAMP (palette->rows_alpha * sqrt (MOST_ROWS / (double) MAX (n, 1)), 0.12, 0.85);
}

static double
radius_for (gsize n)
{
  return RADIUS * CLAMP (pow (MOST_ROWS / (double) MAX (n, 1), 0.18), 1, 1.9);
}

static MixCloud *
make_cloud (const MixSceneRows *rows, const MixCloudRequest *request)
{
  gboolean ring = request->validation;
  const guint32 *numbers = rows->rows + (ring ? rows->n_training : 0);
  gsize n = ring ? rows->n_validation : rows->n_training;
  const MixPalette *palette = request->palette;
  g_autofree MixPoint *points = g_new0 (MixPoint, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      points[i].x = mix_design_get_x (request->design, numbers[i], request->x_feature);
      points[i].y = mix_design_get_y (request->design, numbers[i]);
      points[i].shape = ring ? MIX_POINT_RING : MIX_POINT_DISC;
      points[i].rgb = mix_color_to_rgb (ring ? &palette->validation_rows : &palette->rows);
    }
  if (request->trained != NULL)
    colour (request, numbers, points, n);
  gsize all = rows->n_training + rows->n_validation;
  return mix_cloud_new (points, (guint) n, alpha_for (palette, all), radius_for (all));
}

/**
 * mix_scene_rows_get_cloud:
 * @request: its trained is whose network colours the rows, NULL for grey
 *
 * Returns: (transfer none) (nullable): the rows, NULL where there are none. While the network is
 * running a cloud of its last 125 ms is good enough.
 */
MixCloud *
mix_scene_rows_get_cloud (MixSceneRows *rows, const MixCloudRequest *request)
{
  guint part = request->validation ? 1 : 0;
  MixSnapshot *trained = request->trained, *before = rows->made[part].coloured_by;
  gint64 now = g_get_monotonic_time ();

  if (rows->made[part].cloud != NULL && rows->made[part].scheme == request->palette->scheme)
    {
      if (trained == before)
        return rows->made[part].cloud;
      if (trained != NULL && before != NULL && trained->state == MIX_RUN_RUNNING
          && trained->run_id == before->run_id
          && now - rows->made[part].coloured_at < REFRESH_INTERVAL)
        return rows->made[part].cloud;
    }
  pick (rows, request->design);
  g_clear_pointer (&rows->made[part].cloud, mix_cloud_unref);
  g_clear_pointer (&rows->made[part].coloured_by, mix_snapshot_unref);
  if ((part == 1 ? rows->n_validation : rows->n_training) == 0)
    return NULL;
  rows->made[part].cloud = make_cloud (rows, request);
  rows->made[part].coloured_by = trained != NULL ? mix_snapshot_ref (trained) : NULL;
  rows->made[part].coloured_at = now;
  rows->made[part].scheme = request->palette->scheme;
  return rows->made[part].cloud;
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
