/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-scene-rows.h"

#include <math.h>

#define MOST_ROWS 5000
/* Up to so many rows in all, those that validate are drawn too, as rings. */
#define MOST_WITH_RINGS 2000
#define RADIUS 1.35

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
  gint64 seed;
  gboolean parted;

  MixCloud *cloud;
  MixSnapshot *coloured_by; /* NULL: grey */
  gint64 coloured_at;
  MixScheme scheme;
};

MixSceneRows *
mix_scene_rows_new (void)
{
  return g_new0 (MixSceneRows, 1);
}

void
mix_scene_rows_clear_cloud (MixSceneRows *rows)
{
  g_clear_pointer (&rows->cloud, mix_cloud_unref);
  g_clear_pointer (&rows->coloured_by, mix_snapshot_unref);
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

  if (rows->parted == parted && fabs (rows->validation - validation) < 1e-12 && rows->seed == seed)
    return;
  forget_pick (rows);
  rows->parted = parted;
  rows->validation = validation;
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
pick_parted (MixSceneRows *rows, gsize n_rows)
{
  g_autoptr (MixSplit) split = mix_split_new (n_rows, rows->validation, (guint64) rows->seed);

  rows->of_training = split->n_train;
  rows->of_validation = split->n_validation;
  rows->n_training = MIN (split->n_train, MOST_ROWS);
  rows->n_validation = n_rows <= MOST_WITH_RINGS ? split->n_validation : 0;
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
    pick_parted (rows, n_rows);
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

/* Colours mix as light does, not as their codes: with a gamma of 2.2. */
#define GAMMA 2.2
#define N_CODES 1024

typedef struct
{
  double red[MIX_N_COMPONENT_COLORS], green[MIX_N_COMPONENT_COLORS], blue[MIX_N_COMPONENT_COLORS];
  guint8 code[N_CODES + 1]; /* of a light, 0 … 1 */
} Blender;

static void
blender_init (Blender *blender, const MixPalette *palette)
{
  for (guint c = 0; c < MIX_N_COMPONENT_COLORS; c++)
    {
      blender->red[c] = pow (palette->component[c].red, GAMMA);
      blender->green[c] = pow (palette->component[c].green, GAMMA);
      blender->blue[c] = pow (palette->component[c].blue, GAMMA);
    }
  for (guint i = 0; i <= N_CODES; i++)
    blender->code[i] = (guint8) lrint (255 * pow (i / (double) N_CODES, 1 / GAMMA));
}

static guint32
blend (const Blender *blender, const double *share, guint k)
{
  double red = 0, green = 0, blue = 0;

  for (guint c = 0; c < k; c++)
    {
      red += share[c] * blender->red[c % MIX_N_COMPONENT_COLORS];
      green += share[c] * blender->green[c % MIX_N_COMPONENT_COLORS];
      blue += share[c] * blender->blue[c % MIX_N_COMPONENT_COLORS];
    }
  return ((guint32) blender->code[lrint (N_CODES * CLAMP (red, 0, 1))] << 16)
         | ((guint32) blender->code[lrint (N_CODES * CLAMP (green, 0, 1))] << 8)
         | blender->code[lrint (N_CODES * CLAMP (blue, 0, 1))];
}

static void
colour_by (const MixSceneRows *rows, MixDesign *design, const MixModel *model,
           const MixPalette *palette, MixPoint *points)
{
  gsize n = rows->n_training + rows->n_validation;
  guint k = mix_model_get_components (model), n_features = mix_design_get_n_features (design);
  g_autofree double *x = g_new (double, n * n_features + 1);
  g_autofree double *pi = g_new (double, n * k + 1), *mu = g_new (double, n * k + 1);
  g_autofree double *sigma = g_new (double, n * k + 1), *share = g_new (double, k);

  Blender blender;

  blender_init (&blender, palette);
  for (gsize i = 0; i < n; i++)
    mix_design_get_row (design, rows->rows[i], x + i * n_features);
  mix_model_predict (model, x, n, pi, mu, sigma);
  for (gsize i = 0; i < n; i++)
    {
      MixMixture m = { k, pi + i * k, mu + i * k, sigma + i * k };
      mix_mixture_responsibilities (&m, points[i].y, share);
      if (isfinite (share[0]))
        points[i].rgb = blend (&blender, share, k);
    }
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
make_cloud (MixSceneRows *rows, MixDesign *design, guint x_feature, MixSnapshot *trained,
            const MixPalette *palette)
{
  gsize n = rows->n_training + rows->n_validation;
  g_autofree MixPoint *points = g_new0 (MixPoint, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      gboolean ring = i >= rows->n_training;
      points[i].x = mix_design_get_x (design, rows->rows[i], x_feature);
      points[i].y = mix_design_get_y (design, rows->rows[i]);
      points[i].shape = ring ? MIX_POINT_RING : MIX_POINT_DISC;
      points[i].rgb = mix_color_to_rgb (ring ? &palette->validation_rows : &palette->rows);
    }
  if (trained != NULL)
    colour_by (rows, design, trained->model, palette, points);
  return mix_cloud_new (points, (guint) n, alpha_for (palette, n), radius_for (n));
}

/**
 * mix_scene_rows_get_cloud:
 * @trained: (nullable): whose responsibilities colour the rows; NULL for grey
 *
 * Returns: (transfer none): the rows. While @trained is running a cloud of its last 125 ms is good
 * enough.
 */
MixCloud *
mix_scene_rows_get_cloud (MixSceneRows *rows, MixDesign *design, guint x_feature,
                          MixSnapshot *trained, const MixPalette *palette)
{
  gint64 now = g_get_monotonic_time ();

  if (rows->cloud != NULL && rows->scheme == palette->scheme)
    {
      gboolean both = trained != NULL && rows->coloured_by != NULL;
      if (trained == rows->coloured_by)
        return rows->cloud;
      if (both && trained->state == MIX_RUN_RUNNING && trained->run_id == rows->coloured_by->run_id
          && now - rows->coloured_at < REFRESH_INTERVAL)
        return rows->cloud;
    }
  pick (rows, design);
  mix_scene_rows_clear_cloud (rows);
  rows->cloud = make_cloud (rows, design, x_feature, trained, palette);
  rows->coloured_by = trained != NULL ? mix_snapshot_ref (trained) : NULL;
  rows->coloured_at = now;
  rows->scheme = palette->scheme;
  return rows->cloud;
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
