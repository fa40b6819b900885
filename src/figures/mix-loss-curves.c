/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-loss-curves.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "mix-loss-usage.h"

#define FLOOR_SHARE 0.07 /* of the axis, below the best */
#define MOST_BLOCKS 2048 /* that a long run is drawn in: as many as a screen may have columns */

void
mix_loss_curves_free (gpointer data)
{
  MixLossCurves *curves = data;

  g_free (curves->epoch);
  for (guint s = 0; s < MIX_N_SERIES; s++)
    g_free (curves->nll[s]);
  g_free (curves->floor_text);
  g_clear_pointer (&curves->snapshot, mix_snapshot_unref);
  g_free (curves);
}

/* What shows and hides a series. */
MixShow
mix_loss_series_show (MixLossSeries series)
{
  static const MixShow shows[] = { [MIX_SERIES_TRAIN] = MIX_SHOW_TRAIN,
                                   [MIX_SERIES_VALIDATION] = MIX_SHOW_VALIDATION_LOSS,
                                   [MIX_SERIES_PLAIN] = MIX_SHOW_PLAIN };

  return shows[series];
}

static double
value_of (const MixLossPoint *point, MixLossSeries series)
{
  switch (series)
    {
    case MIX_SERIES_TRAIN: return point->train_nll;
    case MIX_SERIES_VALIDATION: return point->validation_nll;
    case MIX_SERIES_PLAIN:
      return isfinite (point->plain_validation_nll) ? point->plain_validation_nll
                                                    : point->plain_train_nll;
    case MIX_N_SERIES:
    default: return (double) NAN;
    }
}

static double
lowest_of (const MixLossCurves *curves)
{
  double low = HUGE_VAL;

  for (guint s = 0; s < MIX_N_SERIES; s++)
    for (guint i = 0; i < curves->n; i++)
      if (isfinite (curves->nll[s][i]))
        low = MIN (low, curves->nll[s][i]);
  return low;
}

static void
find_origin (MixLossCurves *curves, const MixScene *scene)
{
  MixDesign *design = mix_scene_get_design (scene);
  double best = design != NULL ? mix_design_get_optimal_nll (design) : (double) NAN;

  curves->truth_known = isfinite (best);
  curves->origin = curves->truth_known ? best : lowest_of (curves);
  if (!isfinite (curves->origin))
    curves->origin = 0;
  g_autofree char *number = mix_format_number (curves->origin, 3);
  curves->floor_text = g_strdup_printf (curves->truth_known ? _ ("best possible %s")
                                                            : _ ("lowest so far %s"), number);
}

/* The end of the epoch axis: at first 20, then in steps while it runs, and what it was at the
 * end. */
static double
epochs_shown (const MixSnapshot *snapshot, double last)
{
  double planned = MAX (snapshot->config.epochs, 1);

  if (mix_snapshot_shows_best (snapshot))
    return MAX (last, 1);
  return MIN (mix_range_step_up (MAX (last, MIN (planned, 20))), MAX (planned, MAX (last, 1)));
}

/* The highest and the lowest of each curve among some points: all that it would cover. */
static void
add_extremes (GArray *points, const MixHistory *history, guint first, guint end)
{
  for (guint s = 0; s < MIX_N_SERIES; s++)
    {
      double low = HUGE_VAL, high = -HUGE_VAL;
      guint lowest = first, highest = first;
      for (guint i = first; i < end; i++)
        {
          double nll = value_of (mix_history_get_point (history, i), (MixLossSeries) s);
          lowest = nll < low ? i : lowest;
          highest = nll > high ? i : highest;
          low = fmin (low, nll);
          high = fmax (high, nll);
        }
      g_array_append_val (points, lowest);
      g_array_append_val (points, highest);
    }
}

/* A part of a long run in blocks. */
static void
add_part (GArray *points, const MixHistory *history, guint first, guint end)
{
  guint block = (end - first + MOST_BLOCKS - 1) / MOST_BLOCKS;

  for (guint i = first; i < end; i += block)
    add_extremes (points, history, i, MIN (i + block, end));
}

static int
compare_indices (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

static void
sort_and_thin (GArray *points)
{
  guint n = 0;

  g_array_sort (points, compare_indices);
  for (guint i = 0; i < points->len; i++)
    if (n == 0 || g_array_index (points, guint, i) != g_array_index (points, guint, n - 1))
      g_array_index (points, guint, n++) = g_array_index (points, guint, i);
  g_array_set_size (points, n);
}

/* Which points are drawn: all, or of a long run as many as can be told apart in what is in sight,
 * always with the last, the best and the one on show.
 * epochs: in sight; not set: all
 *
 * Returns: (transfer full): guint, ascending */
static GArray *
list_points (const MixSnapshot *snapshot, const MixSpan *epochs)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (guint));
  const MixHistory *history = snapshot != NULL ? snapshot->history : NULL;
  guint n = history != NULL ? mix_history_get_n_points (history) : 0, first = 0, end = n;

  for (guint i = 0; n <= MOST_BLOCKS && i < n; i++)
    g_array_append_val (points, i);
  if (n <= MOST_BLOCKS)
    return points;
  if (mix_span_is_set (epochs))
    {
      first = MAX (mix_history_count_until (history, epochs->low), 1) - 1;
      end = CLAMP (mix_history_count_until (history, epochs->high) + 1, first, n);
    }
  add_part (points, history, 0, first);
  add_part (points, history, first, end);
  add_part (points, history, end, n);
  guint always[] = {
    n - 1,
    mix_history_count_until (history, mix_history_get_best (history)->epoch) - 1,
    MAX (mix_history_count_until (history, snapshot->epoch), 1) - 1,
  };
  g_array_append_vals (points, always, G_N_ELEMENTS (always));
  sort_and_thin (points);
  return points;
}

/* The index of the best epoch, once its weights are back; −1 where the last is on show. */
static int
find_best (const MixLossCurves *curves, const MixSnapshot *snapshot)
{
  if (!mix_snapshot_shows_best (snapshot))
    return -1;
  double best = mix_history_get_best (snapshot->history)->epoch;
  for (guint i = 0; i + 1 < curves->n; i++)
    if (fabs (curves->epoch[i] - best) < 0.5)
      return (int) i;
  return -1;
}

/**
 * mix_figure_get_all_epochs:
 * @all: (out): what the axis shows without zoom
 */
void
mix_figure_get_all_epochs (MixScene *scene, MixSpan *all)
{
  const MixSnapshot *snapshot = mix_scene_get_snapshot (scene);
  const MixLossPoint *last = NULL;

  if (snapshot != NULL && snapshot->history != NULL)
    last = mix_history_get_last (snapshot->history);
  *all = (MixSpan){ 0, last != NULL ? epochs_shown (snapshot, last->epoch) : 20 };
}

/* Where a person looks back at the run, the numbers are those of that moment. */
static void
find_moment (MixLossCurves *curves, const MixSnapshot *snapshot)
{
  curves->moment = -1;
  if (snapshot == NULL || !snapshot->is_past)
    return;
  for (guint i = 0; i < curves->n && curves->epoch[i] < snapshot->epoch + 0.5; i++)
    curves->moment = (int) i;
  for (guint s = 0; curves->moment >= 0 && s < MIX_N_SERIES; s++)
    curves->last[s] = curves->nll[s][curves->moment];
}

/* Returns: (transfer full): the curves of the scene's run, and which of them are drawn. */
MixLossCurves *
mix_loss_curves_new (MixScene *scene)
{
  MixLossCurves *curves = g_new0 (MixLossCurves, 1);
  MixSnapshot *snapshot = mix_scene_get_snapshot (scene);
  const MixHistory *history = snapshot != NULL ? snapshot->history : NULL;

  curves->view = *mix_scene_get_view (scene);
  if (mix_loss_usage_is_known (history))
    curves->snapshot = mix_snapshot_ref (snapshot);
  curves->usage_drawn = curves->snapshot != NULL && mix_scene_shows (scene, MIX_SHOW_USAGE);
  curves->floor_drawn = mix_scene_shows (scene, MIX_SHOW_TRUTH);
  curves->linear = mix_scene_get_view (scene)->loss_scale == MIX_LOSS_LINEAR;
  g_autoptr (GArray) points = list_points (snapshot, &curves->view.epochs);
  curves->n = points->len;
  curves->epoch = g_new (double, curves->n + 1);
  for (guint s = 0; s < MIX_N_SERIES; s++)
    {
      curves->nll[s] = g_new (double, curves->n + 1);
      curves->last[s] = (double) NAN;
      curves->drawn[s] = mix_scene_shows (scene, mix_loss_series_show (s));
    }
  for (guint i = 0; i < curves->n; i++)
    {
      const MixLossPoint *point
        = mix_history_get_point (history, g_array_index (points, guint, i));
      curves->epoch[i] = point->epoch;
      for (guint s = 0; s < MIX_N_SERIES; s++)
        {
          double nll = value_of (point, (MixLossSeries) s);
          curves->nll[s][i] = isfinite (nll) ? nll : (double) NAN;
          if (isfinite (nll))
            curves->last[s] = nll;
        }
    }
  curves->best = curves->n > 0 ? find_best (curves, snapshot) : -1;
  find_moment (curves, snapshot);
  mix_figure_get_all_epochs (scene, &curves->shown);
  curves->x_high = curves->shown.high;
  if (mix_span_is_set (&mix_scene_get_view (scene)->epochs))
    curves->shown = mix_scene_get_view (scene)->epochs;
  curves->pointed = mix_scene_get_pointed_epoch (scene);
  find_origin (curves, scene);
  return curves;
}

/* The next of ±0.01, 0.03, 0.1 … beyond a distance from the best: an end that moves in steps. */
static double
step_beyond (double distance)
{
  for (int n = -2; n < 300; n++)
    for (int i = 0; i < 2; i++)
      {
        double step = (i == 0 ? 1 : 3) * pow (10, n);
        if (step >= distance)
          return step;
      }
  return distance;
}

static gboolean
is_in_sight (const MixLossCurves *curves, guint series, guint i)
{
  return curves->drawn[series] && isfinite (curves->nll[series][i]) && curves->epoch[i] >= curves->shown.low
         && curves->epoch[i] <= curves->shown.high;
}

static void
find_range (const MixLossCurves *curves, double *low, double *high)
{
  double least = 0, most = 0;

  for (guint s = 0; s < MIX_N_SERIES; s++)
    for (guint i = 0; i < curves->n; i++)
      if (is_in_sight (curves, s, i))
        {
          least = MIN (least, curves->nll[s][i] - curves->origin);
          most = MAX (most, curves->nll[s][i] - curves->origin);
        }
  double top = 1.25 * step_beyond (MAX (most, 0.1));
  double share = FLOOR_SHARE + (curves->usage_drawn ? MIX_LOSS_USAGE_SHARE : 0);
  double floor_room = 0.005 * (pow (1 + top / 0.005, share) - 1);
  *high = curves->origin + top;
  *low = curves->origin - (least < -floor_room ? 1.1 * step_beyond (-least) : floor_room);
}

/* On a linear axis: all that there is, and the best possible. */
static void
find_linear_range (const MixLossCurves *curves, double *low, double *high)
{
  double least = curves->origin, most = -HUGE_VAL;

  for (guint s = 0; s < MIX_N_SERIES; s++)
    for (guint i = 0; i < curves->n; i++)
      if (is_in_sight (curves, s, i))
        {
          least = MIN (least, curves->nll[s][i]);
          most = MAX (most, curves->nll[s][i]);
        }
  *low = least;
  *high = most > least ? most : least + 1;
  if (curves->usage_drawn)
    *low -= MIX_LOSS_USAGE_SHARE * (*high - *low);
  mix_range_round_out (low, high, 0.06);
}

/**
 * mix_loss_curves_get_scale:
 * @scale: (out): the axis of the losses, in nats: linear, or logarithmic above the origin
 */
void
mix_loss_curves_get_scale (const MixLossCurves *curves, MixScale *scale)
{
  double low, high;

  if (curves->linear)
    {
      find_linear_range (curves, &low, &high);
      mix_scale_init (scale, low, high);
      return;
    }
  find_range (curves, &low, &high);
  mix_scale_init_above (scale, curves->origin, low, high);
}

/* The NLL that chooses the best epoch: of the validation rows where there are any. */
double
mix_loss_curves_criterion (const MixLossCurves *curves, guint i)
{
  double validation = curves->nll[MIX_SERIES_VALIDATION][i];

  return isfinite (validation) ? validation : curves->nll[MIX_SERIES_TRAIN][i];
}

/* The point whose network all figures show. */
guint
mix_loss_curves_on_show (const MixLossCurves *curves)
{
  if (curves->moment >= 0)
    return (guint) curves->moment;
  return curves->best >= 0 ? (guint) curves->best : MAX (curves->n, 1) - 1;
}

/* The epoch whose network is on show. */
double
mix_loss_curves_epoch_on_show (const MixLossCurves *curves)
{
  if (curves->moment >= 0)
    return curves->epoch[curves->moment];
  return curves->n > 0 ? curves->epoch[curves->n - 1] : 0;
}

/* The recorded epoch that is nearest to where the loss is read; −1: nowhere. */
int
mix_loss_curves_pointed (const MixLossCurves *curves)
{
  double least = HUGE_VAL;
  int nearest = -1;

  for (guint i = 0; i < curves->n && isfinite (curves->pointed); i++)
    {
      double distance = fabs (curves->epoch[i] - curves->pointed);
      if (!(distance < least))
        continue;
      least = distance;
      nearest = (int) i;
    }
  return nearest;
}
