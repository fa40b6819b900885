/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-slice-grid.h"

#include <math.h>

#define N_EVEN 301
#define N_PER_COMPONENT 49
#define REACH 4.0 /* sigmas to each side */
#define FINER 8 /* than the even steps, where the truth may be narrower than they are */

static void
add (GArray *y, double value, double low, double high)
{
  if (value >= low && value <= high)
    g_array_append_val (y, value);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Around the centre of each branch of the truth. */
static void
add_branches (GArray *y, MixScene *scene, double low, double high)
{
  double noise = 1, centre[MIX_MOST_BRANCHES], weight[MIX_MOST_BRANCHES];
  const MixGenerator *truth = mix_scene_get_truth (scene, &noise);
  double step = (high - low) / (N_EVEN - 1) / FINER;

  if (truth == NULL || truth->branches == NULL)
    return;
  guint n = truth->branches (mix_scene_get_x0 (scene), noise, centre, weight);
  for (guint b = 0; b < MIN (n, MIX_MOST_BRANCHES); b++)
    for (int i = -2 * FINER; i <= 2 * FINER; i++)
      add (y, centre[b] + i * step, low, high);
}

/* Evenly, and around each component in steps of its own sigma, however narrow it is; and the ends
 * of the highest-density set, so that an area can stop there; and finely at the truth's peaks. */
static GArray *
places_of (MixScene *scene, const MixSlice *slice)
{
  GArray *y = g_array_new (FALSE, FALSE, sizeof (double));
  double low, high;

  mix_scene_get_y_range (scene, &low, &high);
  for (guint i = 0; i < N_EVEN; i++)
    add (y, low + (high - low) * i / (N_EVEN - 1), low, high);
  for (guint c = 0; slice != NULL && c < slice->mixture.k; c++)
    for (guint i = 0; i < N_PER_COMPONENT; i++)
      {
        double z = REACH * (2.0 * i / (N_PER_COMPONENT - 1) - 1);
        add (y, mix_mixture_component_at (&slice->mixture, c, z), low, high);
      }
  for (guint p = 0; slice != NULL && p < slice->n_pieces; p++)
    {
      add (y, slice->pieces[p].low, low, high);
      add (y, slice->pieces[p].high, low, high);
    }
  add_branches (y, scene, low, high);
  g_array_sort (y, compare);
  return y;
}

static void
evaluate (MixSliceGrid *grid, const MixMixture *m)
{
  for (guint c = 0; c < m->k; c++)
    {
      MixMixture one = { 1, &(double){ 1 }, m->mu + c, m->sigma + c, m->transform };
      for (guint i = 0; i < grid->n; i++)
        {
          double p = m->pi[c] * mix_mixture_density (&one, grid->y[i]);
          grid->component[c * grid->n + i] = p;
          grid->total[i] += p;
        }
    }
  for (guint i = 0; i < grid->n; i++)
    grid->peak = MAX (grid->peak, grid->total[i]);
}

static void
evaluate_truth (MixSliceGrid *grid, MixScene *scene)
{
  double noise = 1;
  const MixGenerator *truth = mix_scene_get_truth (scene, &noise);

  if (truth == NULL || truth->density == NULL || !(noise > 0))
    return;
  grid->truth = g_new (double, grid->n);
  for (guint i = 0; i < grid->n; i++)
    {
      double p = truth->density (mix_scene_get_x0 (scene), grid->y[i], noise);
      grid->truth[i] = isfinite (p) ? p : (double) NAN;
      if (isfinite (p))
        grid->truth_peak = MAX (grid->truth_peak, p);
    }
}

/**
 * mix_slice_grid_new:
 *
 * Returns: (transfer full) (nullable): the densities at x0 of components, mixture and truth; NULL
 * where there is neither a network nor a truth
 */
MixSliceGrid *
mix_slice_grid_new (MixScene *scene)
{
  const MixSlice *slice = mix_scene_get_slice (scene);

  if (slice == NULL && mix_scene_get_truth (scene, NULL) == NULL)
    return NULL;
  MixSliceGrid *grid = g_new0 (MixSliceGrid, 1);
  GArray *y = places_of (scene, slice);
  grid->n = y->len;
  grid->y = (double *) (gpointer) g_array_free (y, FALSE);
  grid->k = slice != NULL ? slice->mixture.k : 0;
  grid->component = g_new0 (double, (gsize) MAX (grid->k, 1) * grid->n);
  grid->total = g_new0 (double, grid->n);
  if (slice != NULL)
    evaluate (grid, &slice->mixture);
  evaluate_truth (grid, scene);
  return grid;
}

void
mix_slice_grid_free (MixSliceGrid *grid)
{
  g_free (grid->y);
  g_free (grid->component);
  g_free (grid->total);
  g_free (grid->truth);
  g_free (grid);
}
