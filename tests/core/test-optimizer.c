/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-optimizer.h"

#include <math.h>
#include <string.h>

#define N 37 /* no multiple of any vector */

/* Algorithm 1 of Kingma & Ba, as plainly as it stands there. */
typedef struct
{
  double m[N], v[N], theta[N];
  guint t;
} Reference;

static void
reference_step (Reference *r, double rate, double beta1, double beta2, double epsilon,
                const float *g)
{
  r->t++;
  for (guint i = 0; i < N; i++)
    {
      double gradient = (double) g[i];
      r->m[i] = beta1 * r->m[i] + (1 - beta1) * gradient;
      r->v[i] = beta2 * r->v[i] + (1 - beta2) * gradient * gradient;
      double m_hat = r->m[i] / (1 - pow (beta1, r->t)), v_hat = r->v[i] / (1 - pow (beta2, r->t));
      r->theta[i] -= rate * m_hat / (sqrt (v_hat) + epsilon);
    }
}

/* Gradients of every size from 1e-6 to 1e3 and of both signs, other ones at each step. */
static void
make_gradient (guint step, float *g)
{
  for (guint i = 0; i < N; i++)
    g[i] = (float) (sin (1.3 * i + 0.7 * step) * pow (10, (double) (i % 10) - 6));
}

static void
test_adam_by_hand (void)
{
  /* One parameter 1, gradient ½, rate 0.1: m̂ = ½, √v̂ = ½, so the step is 0.1 but for epsilon.
   * Then gradient −1: m̂ = (0.045 − 0.1)/0.19, v̂ = (0.00024975 + 0.001)/0.001999. */
  g_autoptr (MixOptimizer) adam = mix_optimizer_new_adam (1, 0.9, 0.999, 1e-8);
  float theta = 1, g = 0.5f;

  mix_optimizer_step (adam, 0.1, &g, &theta);
  g_assert_cmpfloat_with_epsilon ((double) theta, 0.9, 1e-6);
  g = -1;
  mix_optimizer_step (adam, 0.1, &g, &theta);
  g_assert_cmpfloat_with_epsilon ((double) theta, 0.9 + 0.1 * 0.28947368 / 0.79068690, 1e-6);
}

static void
test_adam_against_reference (void)
{
  g_autoptr (MixOptimizer) adam = mix_optimizer_new_adam (N, 0.8, 0.99, 1e-7);
  Reference reference = { 0 };
  float theta[N] = { 0 }, g[N];

  for (guint step = 0; step < 50; step++)
    {
      double rate = 0.01 / (1 + step);
      make_gradient (step, g);
      reference_step (&reference, rate, 0.8, 0.99, 1e-7, g);
      mix_optimizer_step (adam, rate, g, theta);
    }
  for (guint i = 0; i < N; i++)
    {
      g_assert_cmpfloat (fabs (reference.theta[i]), >, 1e-5);
      g_assert_cmpfloat (fabs ((double) theta[i] - reference.theta[i]), <, 2e-7);
    }
}

static void
test_sgd_by_hand (void)
{
  /* 1 − 0.1 · ½ = 0.95; 0.95 − 0.2 · (−1) = 1.15. */
  g_autoptr (MixOptimizer) sgd = mix_optimizer_new (MIX_OPTIMIZER_SGD, 1);
  float theta = 1, g = 0.5f;

  mix_optimizer_step (sgd, 0.1, &g, &theta);
  g_assert_cmpfloat_with_epsilon ((double) theta, 0.95, 1e-6);
  g = -1;
  mix_optimizer_step (sgd, 0.2, &g, &theta);
  g_assert_cmpfloat_with_epsilon ((double) theta, 1.15, 1e-6);
}

static void
test_momentum_by_hand (void)
{
  /* v = ½, θ = 1 − 0.1 · ½; v = 0.45 − 1, θ = 0.95 + 0.2 · 0.55; v = −0.495, θ = 1.06 + 0.1 ·
   * 0.495. */
  g_autoptr (MixOptimizer) momentum = mix_optimizer_new (MIX_OPTIMIZER_MOMENTUM, 1);
  float theta = 1, g = 0.5f;

  mix_optimizer_step (momentum, 0.1, &g, &theta);
  g_assert_cmpfloat_with_epsilon ((double) theta, 0.95, 1e-6);
  g = -1;
  mix_optimizer_step (momentum, 0.2, &g, &theta);
  g_assert_cmpfloat_with_epsilon ((double) theta, 1.06, 1e-6);
  g = 0;
  mix_optimizer_step (momentum, 0.1, &g, &theta);
  g_assert_cmpfloat_with_epsilon ((double) theta, 1.1095, 1e-6);
}

/* Long vectors take the same steps as short ones, in each of their places. */
static void
test_every_place_alike (void)
{
  for (int kind = MIX_OPTIMIZER_SGD; kind <= MIX_OPTIMIZER_ADAMW; kind++)
    {
      g_autoptr (MixOptimizer) whole = mix_optimizer_new ((MixOptimizerKind) kind, N);
      float theta[N] = { 0 }, g[N];

      for (guint step = 0; step < 5; step++)
        {
          make_gradient (step, g);
          mix_optimizer_step (whole, 0.01, g, theta);
        }
      for (guint i = 0; i < N; i++)
        {
          g_autoptr (MixOptimizer) single = mix_optimizer_new ((MixOptimizerKind) kind, 1);
          float alone = 0;
          for (guint step = 0; step < 5; step++)
            {
              make_gradient (step, g);
              mix_optimizer_step (single, 0.01, &g[i], &alone);
            }
          g_assert_cmpfloat (fabs ((double) alone), >, 0);
          g_assert_cmpfloat_with_epsilon ((double) theta[i] / (double) alone, 1, 1e-5);
        }
    }
}

/* AdamW takes Adam's steps; the decay is the learner's. */
static void
test_adamw_is_adam_without_decay (void)
{
  g_autoptr (MixOptimizer) adam = mix_optimizer_new (MIX_OPTIMIZER_ADAM, N);
  g_autoptr (MixOptimizer) adamw = mix_optimizer_new (MIX_OPTIMIZER_ADAMW, N);
  float a[N] = { 0 }, b[N] = { 0 }, g[N];

  for (guint step = 0; step < 5; step++)
    {
      make_gradient (step, g);
      mix_optimizer_step (adam, 0.01, g, a);
      mix_optimizer_step (adamw, 0.01, g, b);
    }
  g_assert_cmpmem (a, sizeof a, b, sizeof b);
  g_assert_cmpfloat (fabs ((double) a[0]), >, 0.01);
  g_assert_false (mix_optimizer_decouples_decay (adam));
  g_assert_true (mix_optimizer_decouples_decay (adamw));
}

static void
test_copy_goes_on_alike (void)
{
  for (int kind = MIX_OPTIMIZER_SGD; kind <= MIX_OPTIMIZER_ADAMW; kind++)
    {
      g_autoptr (MixOptimizer) first = mix_optimizer_new ((MixOptimizerKind) kind, N);
      float a[N] = { 0 }, b[N], g[N];

      make_gradient (0, g);
      mix_optimizer_step (first, 0.01, g, a);
      memcpy (b, a, sizeof a);

      g_autoptr (MixOptimizer) copy = mix_optimizer_copy (first);
      for (guint step = 1; step < 4; step++)
        {
          make_gradient (step, g);
          mix_optimizer_step (first, 0.01, g, a);
          mix_optimizer_step (copy, 0.01, g, b);
        }
      g_assert_cmpmem (a, sizeof a, b, sizeof b);
      g_assert_cmpfloat (fabs ((double) a[0]), >, 0);
    }
}

/* A dead unit has gradients of 0 for ever: nothing becomes NaN, or denormal and slow. */
static void
test_zero_and_tiny_gradients (void)
{
  g_autoptr (MixOptimizer) adam = mix_optimizer_new_adam (N, 0.9, 0.999, 1e-8);
  float theta[N] = { 0 }, g[N] = { 0 };

  mix_optimizer_step (adam, 0.01, g, theta);
  for (guint i = 0; i < N; i++)
    g_assert_cmpfloat (fabs ((double) theta[i]), <=, 0);

  for (guint step = 0; step < 3000; step++)
    {
      for (guint i = 0; i < N; i++)
        g[i] = step == 0 ? 1.0f : i % 2 == 0 ? 0.0f : 1e-42f;
      mix_optimizer_step (adam, 0.01, g, theta);
    }
  for (guint i = 0; i < N; i++)
    {
      g_assert_true (isfinite (theta[i]));
      g_assert_cmpfloat ((double) theta[i], <, -0.01);
    }
}

/* A square that is no float made the parameters NaN: the end of a run that had a finite
 * gradient. */
static void
test_huge_gradients (void)
{
  const float gradient[] = { 1e20f, -1e30f, 3e38f, 1 };
  float params[] = { 0, 0, 0, 0 };
  g_autoptr (MixOptimizer) optimizer = mix_optimizer_new_adam (4, 0.9, 0.999, 1e-8);

  for (guint step = 0; step < 3; step++)
    mix_optimizer_step (optimizer, 0.5, gradient, params);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon ((double) params[i], gradient[i] > 0 ? -1.5 : 1.5, 1e-3);
}

static void
test_clip (void)
{
  float g[] = { 3, 0, -4 };

  g_assert_cmpfloat_with_epsilon (mix_gradient_clip (g, 3, 0), 5, 1e-12);
  g_assert_cmpfloat_with_epsilon ((double) g[0], 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_gradient_clip (g, 3, 6), 5, 1e-12);
  g_assert_cmpfloat_with_epsilon ((double) g[2], -4, 1e-9);
  g_assert_cmpfloat_with_epsilon (mix_gradient_clip (g, 3, 1), 5, 1e-12);
  g_assert_cmpfloat_with_epsilon ((double) g[0], 0.6, 1e-6);
  g_assert_cmpfloat_with_epsilon ((double) g[2], -0.8, 1e-6);

  float huge[] = { 3e30f, 4e30f }; /* their squares are no floats */
  g_assert_cmpfloat_with_epsilon (mix_gradient_clip (huge, 2, 10) / 5e30, 1, 1e-6);
  g_assert_cmpfloat_with_epsilon ((double) huge[1], 8, 1e-5);
}

static void
test_clip_leaves_what_is_not_finite (void)
{
  const float bad[] = { NAN, INFINITY, -INFINITY };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    for (guint at = 0; at < N; at++)
      {
        float g[N];
        for (guint j = 0; j < N; j++)
          g[j] = 2;
        g[at] = bad[i];
        g_assert_false (isfinite (mix_gradient_clip (g, N, 1)));
        g_assert_cmpfloat_with_epsilon ((double) g[at == 0 ? 1 : 0], 2, 1e-9);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/optimizer/adam-by-hand", test_adam_by_hand);
  g_test_add_func ("/optimizer/adam-against-reference", test_adam_against_reference);
  g_test_add_func ("/optimizer/sgd-by-hand", test_sgd_by_hand);
  g_test_add_func ("/optimizer/momentum-by-hand", test_momentum_by_hand);
  g_test_add_func ("/optimizer/every-place-alike", test_every_place_alike);
  g_test_add_func ("/optimizer/adamw-is-adam", test_adamw_is_adam_without_decay);
  g_test_add_func ("/optimizer/copy", test_copy_goes_on_alike);
  g_test_add_func ("/optimizer/zero-and-tiny-gradients", test_zero_and_tiny_gradients);
  g_test_add_func ("/optimizer/huge-gradients", test_huge_gradients);
  g_test_add_func ("/optimizer/clip", test_clip);
  g_test_add_func ("/optimizer/clip-not-finite", test_clip_leaves_what_is_not_finite);
  return g_test_run ();
}
