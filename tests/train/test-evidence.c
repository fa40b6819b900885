/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-evidence.h"

#include <math.h>

#include "mix-train-fixture.h"

static MixConfig
quick_config (void)
{
  MixConfig config = small_config ();
  config.epochs = 25;
  config.seed = 4;
  return config;
}

static void
count_cb (const MixEvidence *so_far, guint n_done, guint n_runs, gpointer data)
{
  guint *calls = data;

  g_assert_cmpuint (n_done, ==, *calls + 1);
  g_assert_cmpuint (n_runs, ==, 9);
  g_assert_cmpuint (so_far->n, ==, 3);
  g_assert_cmpuint (mix_evidence_n_known (so_far), <=, n_done / 3);
  (*calls)++;
}

/* What was told last, and when it is enough. */
typedef struct
{
  GCancellable *cancellable;
  MixEvidence so_far;
} Watcher;

static void
watch_cb (const MixEvidence *so_far, guint n_done, guint n_runs, gpointer data)
{
  Watcher *watcher = data;

  watcher->so_far = *so_far;
  if (mix_evidence_n_known (so_far) == 1)
    g_cancellable_cancel (watcher->cancellable);
}

/* Who stops it has what is known by then: the same as of the whole. */
static void
test_partial (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 300);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  MixConfig config = quick_config ();
  Watcher watcher = { .cancellable = cancellable };
  g_autoptr (GError) error = NULL;

  config.epochs = 4;
  g_assert_null (mix_evidence_gather (&config, design, 3, 2, 1, cancellable, watch_cb, &watcher,
                                      &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (mix_evidence_n_known (&watcher.so_far), ==, 1);
  g_autoptr (MixEvidence) all
    = mix_evidence_gather (&config, design, 3, 2, 1, NULL, NULL, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (watcher.so_far.point[2].nll, all->point[2].nll, 1e-300);
  g_assert_cmpuint (watcher.so_far.best, ==, 2);
  g_assert_true (watcher.so_far.is_partial);
  g_assert_false (all->is_partial);
}

/* Two branches need two Gaussians, and no more: the rule takes 2, whatever the number of
 * threads. */
static void
test_two_branches (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 700);
  MixConfig config = quick_config ();
  guint calls = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (MixEvidence) evidence
    = mix_evidence_gather (&config, design, 3, 3, 2, NULL, count_cb, &calls, &error);
  g_autoptr (MixEvidence) alone
    = mix_evidence_gather (&config, design, 3, 3, 1, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (calls, ==, 9);
  g_assert_cmpuint (evidence->point[evidence->chosen].components, ==, 2);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (evidence->point[i].n, ==, 700);
      g_assert_cmpfloat (evidence->point[i].error, >, 0);
      g_assert_cmpfloat_with_epsilon (evidence->point[i].nll, alone->point[i].nll, 1e-300);
    }
  g_assert_cmpfloat (evidence->point[0].nll, >,
                     evidence->point[1].nll + evidence->point[1].error);
}

/* The simplest within one standard error of the best; what diverged is out. */
static void
test_rule (void)
{
  MixEvidence evidence = { .n = 5,
                           .point = { { 1, 9, 3, 0.1 },
                                      { 2, 9, 2.05, 0.1 },
                                      { 3, 9, 2.02, 0.1 },
                                      { 4, 9, 2, 0.06 },
                                      { 5, 9, 2.3, 0.1 } } };

  mix_evidence_choose (&evidence);
  g_assert_cmpuint (evidence.best, ==, 3);
  g_assert_cmpuint (evidence.chosen, ==, 1);
  evidence.point[1].nll = (double) NAN;
  mix_evidence_choose (&evidence);
  g_assert_cmpuint (evidence.chosen, ==, 2);
  evidence.point[0].nll = (double) NAN;
  mix_evidence_choose (&evidence);
  g_assert_cmpuint (evidence.best, ==, 3);
}

static void
test_cancelled_and_too_few (void)
{
  g_autoptr (MixDesign) design = generated_design ("linear", 200);
  g_autoptr (MixDesign) few = generated_design ("linear", 7);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  MixConfig config = quick_config ();
  GError *error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (
    mix_evidence_gather (&config, design, 2, 2, 2, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (mix_evidence_gather (&config, few, 2, 5, 2, NULL, NULL, NULL, &error));
  g_assert_error (error, MIX_TRAIN_ERROR, MIX_TRAIN_ERROR_DATA);
  g_clear_error (&error);
}

/* However rows are kept for validation otherwise, a fold learns from all of the others. */
static void
test_nothing_is_kept_from_a_fold (void)
{
  g_autoptr (MixDesign) design = generated_design ("two-branch", 200);
  MixConfig config = quick_config ();
  double nll[3];

  config.epochs = 3;
  for (guint i = 0; i < 3; i++)
    {
      config.validation = i == 1 ? 0.5 : 0.2;
      config.validation_every = i == 2 ? 3 : 0;
      g_autoptr (MixEvidence) evidence = mix_evidence_gather (&config, design, 1, 2, 1, NULL, NULL,
                                                              NULL, NULL);
      nll[i] = evidence->point[0].nll;
    }
  g_assert_cmpfloat_with_epsilon (nll[1], nll[0], 1e-12);
  g_assert_cmpfloat_with_epsilon (nll[2], nll[0], 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/evidence/two-branches", test_two_branches);
  g_test_add_func ("/evidence/rule", test_rule);
  g_test_add_func ("/evidence/partial", test_partial);
  g_test_add_func ("/evidence/cancelled-and-too-few", test_cancelled_and_too_few);
  g_test_add_func ("/evidence/nothing-is-kept", test_nothing_is_kept_from_a_fold);
  return g_test_run ();
}
