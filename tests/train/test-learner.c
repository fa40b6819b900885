/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-learner.h"

#include <math.h>
#include <string.h>

static const MixLoss plain_loss = { .temperature = 1 };

/* A plain network y = w x + b that starts at w = 2, b = 1. */
static MixLearner *
line (MixOptimizerKind optimizer)
{
  MixNetworkSpec spec = { .n_features = 1, .head = MIX_HEAD_POINT, .components = 1 };
  MixInit init = { 0 };
  MixRng rng;
  mix_rng_init (&rng, 1);
  MixLearner *learner = mix_learner_new (&spec, &init, &rng, optimizer, MIX_ENGINE_AUTO, 4);

  learner->params[mix_network_find_view (learner->network, "head.mean.W")->offset] = 2;
  learner->params[mix_network_find_view (learner->network, "head.mean.b")->offset] = 1;
  return learner;
}

/* Its parameters after one step on the row (1, y). */
static void
step_line (MixLearner *learner, float y, const MixUpdate *by, double *w, double *b)
{
  const float x = 1;

  mix_learner_begin (learner);
  mix_learner_add (learner, NULL, &x, &y, 1, &plain_loss, NULL, 1);
  g_assert_true (mix_learner_update (learner, &plain_loss, by));
  *w = (double) learner->params[mix_network_find_view (learner->network, "head.mean.W")->offset];
  *b = (double) learner->params[mix_network_find_view (learner->network, "head.mean.b")->offset];
}

/* The row (1, 2.5): the prediction is 3, its error ½, and the gradient of the square 2 · ½ = 1 by w
 * and by b alike. */
static void
test_decay_in_the_gradient (void)
{
  g_autoptr (MixLearner) learner = line (MIX_OPTIMIZER_SGD);
  double w, b;

  /* w − 0.1 (1 + 0.3 · 2); biases do not decay. */
  step_line (learner, 2.5f, &(MixUpdate){ .rate = 0.1, .weight_decay = 0.3 }, &w, &b);
  g_assert_cmpfloat_with_epsilon (w, 2 - 0.1 * 1.6, 1e-6);
  g_assert_cmpfloat_with_epsilon (b, 1 - 0.1, 1e-6);
}

static void
test_decay_is_clipped_with_the_gradient (void)
{
  g_autoptr (MixLearner) learner = line (MIX_OPTIMIZER_SGD);
  double w, b, norm = hypot (1.6, 1);

  step_line (learner, 2.5f, &(MixUpdate){ .rate = 0.1, .weight_decay = 0.3, .clip_norm = 1 }, &w,
             &b);
  g_assert_cmpfloat_with_epsilon (w, 2 - 0.1 * 1.6 / norm, 1e-6);
  g_assert_cmpfloat_with_epsilon (b, 1 - 0.1 / norm, 1e-6);
}

/* Adam's first step is the rate itself in the direction of the gradient, whatever the decay adds to
 * it; AdamW's weights shrink by rate · decay as well. */
static void
test_decoupled_decay (void)
{
  g_autoptr (MixLearner) adam = line (MIX_OPTIMIZER_ADAM);
  g_autoptr (MixLearner) adamw = line (MIX_OPTIMIZER_ADAMW);
  const MixUpdate by = { .rate = 0.1, .weight_decay = 0.3 };
  double w, b;

  step_line (adam, 2.5f, &by, &w, &b);
  g_assert_cmpfloat_with_epsilon (w, 1.9, 1e-6);
  g_assert_cmpfloat_with_epsilon (b, 0.9, 1e-6);
  step_line (adamw, 2.5f, &by, &w, &b);
  g_assert_cmpfloat_with_epsilon (w, 2 - 0.1 * 0.3 * 2 - 0.1, 1e-6);
  g_assert_cmpfloat_with_epsilon (b, 0.9, 1e-6);
}

static void
test_nothing_moves_where_a_gradient_is_infinite (void)
{
  for (int kind = MIX_OPTIMIZER_SGD; kind <= MIX_OPTIMIZER_ADAMW; kind++)
    {
      g_autoptr (MixLearner) learner = line ((MixOptimizerKind) kind);
      g_autofree float *before = g_memdup2 (learner->params, learner->n_params * sizeof (float));

      mix_learner_begin (learner);
      learner->gradient[0] = INFINITY;
      g_assert_false (mix_learner_update (learner, &plain_loss,
                                          &(MixUpdate){ .rate = 1, .weight_decay = 1 }));
      g_assert_cmpint (memcmp (before, learner->params, learner->n_params * sizeof (float)), ==, 0);
    }
}

/* Steps by SGD on the row (1, 2.5): w is 2, 1.9, 1.9 − 0.1 · 0.6 = 1.84, 1.84 − 0.1 · 0.36 =
 * 1.804. */
static void
test_the_average_follows (void)
{
  g_autoptr (MixLearner) learner = line (MIX_OPTIMIZER_SGD);
  gsize at = mix_network_find_view (learner->network, "head.mean.W")->offset;
  const MixUpdate none = { .rate = 0.1 }, by = { .rate = 0.1, .kept_share = 0.75 };
  double w, b;

  step_line (learner, 2.5f, &none, &w, &b);
  g_assert_true (mix_learner_get_shown (learner) == learner->params);
  step_line (learner, 2.5f, &by, &w, &b); /* starts it */
  g_assert_cmpfloat_with_epsilon ((double) mix_learner_get_shown (learner)[at], 1.84, 1e-6);
  step_line (learner, 2.5f, &by, &w, &b);
  g_assert_cmpfloat_with_epsilon (w, 1.804, 1e-6);
  g_assert_cmpfloat_with_epsilon ((double) mix_learner_get_shown (learner)[at],
                                  0.75 * 1.84 + 0.25 * 1.804, 1e-6);
  mix_learner_keep_best (learner);
  step_line (learner, 2.5f, &none, &w, &b);
  g_assert_true (mix_learner_get_shown (learner) == learner->params);
  mix_learner_restore_best (learner);
  g_assert_cmpfloat_with_epsilon ((double) learner->params[at], 0.75 * 1.84 + 0.25 * 1.804, 1e-6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/learner/decay-in-the-gradient", test_decay_in_the_gradient);
  g_test_add_func ("/learner/decay-is-clipped", test_decay_is_clipped_with_the_gradient);
  g_test_add_func ("/learner/decoupled-decay", test_decoupled_decay);
  g_test_add_func ("/learner/infinite-gradient", test_nothing_moves_where_a_gradient_is_infinite);
  g_test_add_func ("/learner/average", test_the_average_follows);
  return g_test_run ();
}
