/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-prune.h"
#include "mix-trainer-private.h"

/* The share of the steps in which components may be taken out of use: they have parted by then, and
 * what is left is enough for the others to fill the place. */
#define FROM 0.4
#define UNTIL 0.7
/* Rows that tell what a component is worth, and those that tell how much it is used. */
#define MOST_ROWS 4096
#define USAGE_ROWS 128

static gboolean
is_time (const MixTrainer *trainer)
{
  double at = (double) trainer->step / (double) trainer->n_steps;
  return at >= FROM && at <= UNTIL;
}

/* The mixtures of the first n measured rows with these parameters, and their targets. */
static void
predict (MixTrainer *trainer, const float *params, gsize n, float *pi, float *mu, float *sigma,
         float *y)
{
  MixLearner *learner = trainer->learner;
  gsize k = (gsize) trainer->config.components;

  for (gsize done = 0, m; done < n; done += m)
    {
      m = MIN (MIN (trainer->piece_rows, learner->shard_rows), n - done);
      mix_trainer_gather (trainer, trainer->measured + done, m);
      mix_network_predict (learner->network, params, trainer->x, m, learner->workspaces[0],
                           pi + done * k, mu + done * k, sigma + done * k);
      for (gsize i = 0; i < m; i++)
        y[done + i] = trainer->y[i];
    }
}

/**
 * mix_trainer_prune:
 *
 * To be called between two epochs. Where it is time for it, takes the component that is worth least
 * out of use, unless it is worth as much as the option says.
 */
void
mix_trainer_prune (MixTrainer *trainer)
{
  const MixConfig *config = &trainer->config;
  float *params = trainer->learner->params;
  gsize n = MIN (trainer->n_measured, MOST_ROWS);
  guint k = (guint) config->components, component;

  if (config->head != MIX_HEAD_MIXTURE || k < 2 || config->prune <= 0 || !is_time (trainer))
    return;
  g_autofree float *pi = g_new (float, n * k), *mu = g_new (float, n * k);
  g_autofree float *sigma = g_new (float, n * k), *y = g_new (float, n);
  g_autofree double *received = g_new (double, k);
  MixPruneRows rows = { .pi = pi, .mu = mu, .sigma = sigma, .y = y, .n_rows = n, .k = k };

  predict (trainer, params, n, pi, mu, sigma, y);
  if (!mix_prune_find (&rows, config->prune, &component, received))
    return;
  const MixParamView *weights = mix_network_find_view (trainer->learner->network, "head.pi.W");
  const MixParamView *biases = mix_network_find_view (trainer->learner->network, "head.pi.b");
  mix_prune_apply (&rows, component, received, params + weights->offset, weights->cols,
                   params + biases->offset);
  mix_learner_drop_average (trainer->learner);
}

/**
 * mix_trainer_record_usage:
 *
 * To be called at the end of an epoch: notes the mean mixing coefficients in the history. Of few
 * rows, always the same, so that it costs next to nothing.
 */
void
mix_trainer_record_usage (MixTrainer *trainer)
{
  gsize n = MIN (trainer->n_measured, USAGE_ROWS), k = (gsize) trainer->config.components;
  double mean[MIX_MAX_COMPONENTS] = { 0 };

  if (trainer->config.head != MIX_HEAD_MIXTURE || k < 2
      || !mix_history_wants_usage (trainer->history, trainer->epoch))
    return;
  g_autofree float *numbers = g_new (float, 3 * n * k), *y = g_new (float, n);
  predict (trainer, mix_learner_get_shown (trainer->learner), n, numbers, numbers + n * k,
           numbers + 2 * n * k, y);
  for (gsize i = 0; i < n * k; i++)
    mean[i % k] += (double) numbers[i] / (double) n;
  mix_history_add_usage (trainer->history, mean, (guint) k);
}
