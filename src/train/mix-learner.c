/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-learner.h"

#include <math.h>
#include <string.h>

/* Rows of a shard. Folding a collapsed layer is work that every shard does anew. */
#define DENSE_SHARD_ROWS 512
#define COLLAPSED_SHARD_ROWS 2048
/* The most memory for the gradients of shards; networks too large for it get fewer shards. */
#define SHARD_BYTES (64u << 20)
#define MAX_SHARDS 64

static void
make_shards (MixLearner *learner, MixEngine engine, gsize max_rows)
{
  gboolean collapsed = engine != MIX_ENGINE_DENSE && mix_network_can_collapse (learner->network);
  gsize bytes = learner->n_params * sizeof (float);

  if (!collapsed)
    engine = MIX_ENGINE_DENSE;
  learner->shard_rows = collapsed ? COLLAPSED_SHARD_ROWS : DENSE_SHARD_ROWS;
  while (max_rows / learner->shard_rows >= MAX_SHARDS
         || (learner->shard_rows < max_rows && max_rows / learner->shard_rows * bytes > SHARD_BYTES))
    learner->shard_rows *= 2;
  learner->n_shards = (guint) ((max_rows + learner->shard_rows - 1) / learner->shard_rows);
  learner->workspaces = g_new0 (MixWorkspace *, learner->n_shards);
  for (guint i = 0; i < learner->n_shards; i++)
    {
      learner->workspaces[i] = mix_workspace_new (learner->network, learner->shard_rows);
      mix_workspace_set_engine (learner->workspaces[i], engine);
    }
  if (learner->n_shards > 1)
    learner->shard_gradients = g_new (float, learner->n_shards * learner->n_params);
}

/**
 * mix_learner_new:
 * @init: how its parameters start
 * @rng: gives their random numbers
 * @engine: MIX_ENGINE_COLLAPSED where the network can; the other way where it cannot
 * @max_rows: the most rows that come at once, at least 1
 *
 * Returns: (transfer full): a learner whose best parameters are its first
 */
MixLearner *
mix_learner_new (const MixNetworkSpec *spec, const MixInit *init, MixRng *rng,
                 MixOptimizerKind optimizer, MixEngine engine, gsize max_rows)
{
  MixLearner *learner = g_new0 (MixLearner, 1);

  learner->network = mix_network_new (spec);
  learner->n_params = mix_network_n_params (learner->network);
  learner->params = g_new0 (float, learner->n_params);
  learner->best_params = g_new0 (float, learner->n_params);
  learner->gradient = g_new0 (float, learner->n_params);
  learner->optimizer = mix_optimizer_new (optimizer, learner->n_params);
  make_shards (learner, engine, max_rows);
  mix_network_init_params (learner->network, init, rng, learner->params);
  mix_learner_keep_best (learner);
  return learner;
}

void
mix_learner_free (MixLearner *learner)
{
  if (learner == NULL)
    return;
  for (guint i = 0; i < learner->n_shards; i++)
    mix_workspace_free (learner->workspaces[i]);
  g_free (learner->workspaces);
  g_free (learner->shard_gradients);
  g_clear_pointer (&learner->optimizer, mix_optimizer_free);
  g_clear_pointer (&learner->network, mix_network_unref);
  g_free (learner->params);
  g_free (learner->average);
  g_free (learner->best_params);
  g_free (learner->gradient);
  g_free (learner);
}

/**
 * mix_learner_begin:
 *
 * Starts a batch: no gradient yet.
 */
void
mix_learner_begin (MixLearner *learner)
{
  memset (learner->gradient, 0, learner->n_params * sizeof *learner->gradient);
}

/* A piece of rows, and what comes of its shards. */
typedef struct
{
  MixLearner *learner;
  const float *params, *x, *y, *gumbel;
  gsize n_rows;
  const MixLoss *loss;
  double weight;
  float *gradient; /* of shard 0; the others follow; NULL for none */
  double *sums;    /* [n_shards] */
} Piece;

static void
work_on_shard (guint shard, gpointer data)
{
  const Piece *piece = data;
  MixLearner *learner = piece->learner;
  const MixNetworkSpec *spec = mix_network_get_spec (learner->network);
  gsize first = shard * learner->shard_rows;
  gsize n = MIN (learner->shard_rows, piece->n_rows - first);
  float *gradient = NULL;

  if (piece->gradient != NULL)
    gradient = piece->gradient + shard * learner->n_params;
  if (gradient != NULL && gradient != learner->gradient)
    memset (gradient, 0, learner->n_params * sizeof *gradient);
  piece->sums[shard] = mix_network_loss_gradient (
    learner->network, piece->params, piece->x + first * spec->n_features, piece->y + first, n,
    piece->loss, piece->gumbel != NULL ? piece->gumbel + first * spec->components : NULL,
    piece->weight, learner->workspaces[shard], gradient);
}

static void
add_shard_gradient (MixLearner *learner, guint shard)
{
  const float *restrict from = learner->shard_gradients + shard * learner->n_params;
  float *restrict to = learner->gradient;

  for (gsize i = 0; i < learner->n_params; i++)
    to[i] += from[i];
}

/* The sum over rows of their loss; their gradient is added to the learner's if it is wanted. */
static double
work_on_piece (MixLearner *learner, MixTeam *team, Piece *piece, gboolean want_gradient)
{
  guint n = (guint) ((piece->n_rows + learner->shard_rows - 1) / learner->shard_rows);
  double sums[MAX_SHARDS], sum = 0;

  g_assert (n >= 1 && n <= learner->n_shards);
  piece->learner = learner;
  piece->sums = sums;
  if (want_gradient)
    piece->gradient = n == 1 ? learner->gradient : learner->shard_gradients;
  mix_team_run (team, n, work_on_shard, piece);
  for (guint shard = 0; shard < n; shard++)
    {
      sum += sums[shard];
      if (want_gradient && n > 1)
        add_shard_gradient (learner, shard);
    }
  return sum;
}

/**
 * mix_learner_add:
 * @team: (nullable): shares the work
 * @x: [n_rows × n_features], scaled
 * @y: [n_rows], scaled; at least one row
 * @gumbel: (nullable): [n_rows × components], frozen noise
 * @weight: of a row: one over the rows of the whole batch
 *
 * Adds a piece of a batch to the gradient.
 *
 * Returns: the sum of its rows' losses
 */
double
mix_learner_add (MixLearner *learner, MixTeam *team, const float *x, const float *y, gsize n_rows,
                 const MixLoss *loss, const float *gumbel, double weight)
{
  Piece piece = { .params = learner->params, .x = x, .y = y, .gumbel = gumbel, .n_rows = n_rows,
                  .loss = loss, .weight = weight };
  return work_on_piece (learner, team, &piece, TRUE);
}

/* to += factor × the weights, in the places of the weights; biases do not decay. */
static void
add_weights (MixLearner *learner, double factor, float *to)
{
  guint n_views;
  const MixParamView *views = mix_network_get_views (learner->network, &n_views);

  for (guint v = 0; v < n_views; v++)
    if (g_str_has_suffix (views[v].name, ".W"))
      for (gsize i = views[v].offset; i < views[v].offset + views[v].rows * views[v].cols; i++)
        to[i] += (float) factor * learner->params[i];
}

/* Clears a tensor's place in a vector like the parameters; one that is not there is none. */
static void
clear_view (MixLearner *learner, const char *name, float *vector)
{
  const MixParamView *view = mix_network_find_view (learner->network, name);

  if (view != NULL)
    memset (vector + view->offset, 0, view->rows * view->cols * sizeof *vector);
}

static void
clear_mixing (MixLearner *learner, float *vector)
{
  clear_view (learner, "head.pi.W", vector);
  clear_view (learner, "head.pi.b", vector);
}

/**
 * mix_learner_even_mixing:
 *
 * Starts a mixture with equal mixing coefficients for every row, whatever the head's other weights.
 */
void
mix_learner_even_mixing (MixLearner *learner)
{
  clear_mixing (learner, learner->params);
  mix_learner_keep_best (learner);
}

/* The average moves towards the parameters. */
static void
update_average (MixLearner *learner, double kept)
{
  float share = (float) (1 - kept);

  if (kept <= 0)
    mix_learner_drop_average (learner);
  else if (learner->average == NULL)
    learner->average = g_memdup2 (learner->params, learner->n_params * sizeof *learner->params);
  else
    for (gsize i = 0; i < learner->n_params; i++)
      learner->average[i] += share * (learner->params[i] - learner->average[i]);
}

/**
 * mix_learner_update:
 *
 * Ends a batch: adds the penalties, clips, moves the parameters, and their average after them.
 * Weight decay that is not decoupled is a penalty, and so is clipped with the rest.
 *
 * Returns: FALSE where the gradient is infinite or not a number; then nothing has moved
 */
gboolean
mix_learner_update (MixLearner *learner, const MixLoss *loss, const MixUpdate *update)
{
  gboolean decoupled = mix_optimizer_decouples_decay (learner->optimizer);

  mix_network_penalty (learner->network, learner->params, loss, learner->gradient);
  if (update->weight_decay > 0 && !decoupled)
    add_weights (learner, update->weight_decay, learner->gradient);
  if (update->hold_mixing)
    clear_mixing (learner, learner->gradient);
  double norm = mix_gradient_clip (learner->gradient, learner->n_params, update->clip_norm);
  if (!isfinite (norm))
    return FALSE;

  if (update->weight_decay > 0 && decoupled)
    add_weights (learner, -update->rate * update->weight_decay, learner->params);
  mix_optimizer_step (learner->optimizer, update->rate, learner->gradient, learner->params);
  update_average (learner, update->kept_share);
  return TRUE;
}

/**
 * mix_learner_get_shown:
 *
 * Returns: [n_params], the learner's: the average of the parameters, or they themselves where none
 * is taken
 */
const float *
mix_learner_get_shown (const MixLearner *learner)
{
  return learner->average != NULL ? learner->average : learner->params;
}

/**
 * mix_learner_drop_average:
 *
 * For parameters that something else than a step has moved: an average starts anew with the next
 * step.
 */
void
mix_learner_drop_average (MixLearner *learner)
{
  g_clear_pointer (&learner->average, g_free);
}

/**
 * mix_learner_evaluate:
 * @team: (nullable): shares the work
 * @params: [n_params], the learner's or such as it has
 *
 * Returns: the sum over rows of the NLL with plain softmax (or of the squared error of a point
 *   head), per scaled target
 */
double
mix_learner_evaluate (MixLearner *learner, MixTeam *team, const float *params, const float *x,
                      const float *y, gsize n_rows)
{
  static const MixLoss plain_softmax = { .mixing = MIX_MIXING_SOFTMAX, .temperature = 1 };
  Piece piece = { .params = params, .x = x, .y = y, .n_rows = n_rows, .loss = &plain_softmax,
                  .weight = 1 };
  return work_on_piece (learner, team, &piece, FALSE);
}

void
mix_learner_keep_best (MixLearner *learner)
{
  memcpy (learner->best_params, mix_learner_get_shown (learner),
          learner->n_params * sizeof *learner->params);
}

void
mix_learner_restore_best (MixLearner *learner)
{
  memcpy (learner->params, learner->best_params, learner->n_params * sizeof *learner->params);
  mix_learner_drop_average (learner);
}
