/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-feed.h"

#include <string.h>

#define FEW 1000
#define MANY 300003

/* A table whose row i has the feature and the target i, and everything that a feed needs. */
typedef struct
{
  MixDesign *design;
  MixSplit *split;
  MixScaler *scaler;
  MixFeed *feed;
  MixRng rng;
  float *x, *y; /* [n_train] */
} Fixture;

static void
set_up (Fixture *f, gsize n, double validation)
{
  MixColumn *columns = g_new0 (MixColumn, 2);

  for (guint c = 0; c < 2; c++)
    {
      columns[c].name = g_strdup (c == 0 ? "x" : "y");
      columns[c].values = g_new (double, n);
      for (gsize i = 0; i < n; i++)
        columns[c].values[i] = (double) i;
    }
  g_autoptr (MixDataset) table = mix_dataset_new ("rows", n, columns, 2);
  f->design = mix_design_new (table, NULL, NULL, NULL);
  f->split = mix_split_new (n, validation, 1);
  f->scaler = mix_scaler_new (f->design, f->split->train, f->split->n_train);
  f->feed = mix_feed_new (f->scaler, f->design, f->split);
  f->x = g_new (float, f->split->n_train);
  f->y = g_new (float, f->split->n_train);
  mix_rng_init (&f->rng, 1);
}

static void
tear_down (Fixture *f)
{
  mix_feed_free (f->feed);
  mix_scaler_free (f->scaler);
  mix_split_free (f->split);
  mix_design_unref (f->design);
  g_free (f->x);
  g_free (f->y);
}

static void
take_epoch (Fixture *f, gsize step)
{
  mix_feed_begin (f->feed, &f->rng);
  for (gsize at = 0; at < f->split->n_train; at += step)
    mix_feed_take (f->feed, MIN (step, f->split->n_train - at), f->x + at, f->y + at);
}

/* Every row comes once, those that validate never, and the split tells which came when. */
static void
check_epoch (const Fixture *f, gsize n)
{
  g_autofree guint8 *counts = g_new0 (guint8, n);
  g_autofree float *x = g_new (float, f->split->n_train);
  g_autofree float *y = g_new (float, f->split->n_train);

  for (gsize i = 0; i < f->split->n_validation; i++)
    counts[f->split->validation[i]]++;
  for (gsize i = 0; i < f->split->n_train; i++)
    counts[f->split->train[i]]++;
  for (gsize i = 0; i < n; i++)
    g_assert_cmpuint (counts[i], ==, 1);
  mix_scaler_gather (f->scaler, f->design, f->split->train, f->split->n_train, x, y);
  g_assert_true (memcmp (x, f->x, f->split->n_train * sizeof *x) == 0);
  g_assert_true (memcmp (y, f->y, f->split->n_train * sizeof *y) == 0);
}

static void
test_every_row_once (gconstpointer data)
{
  gsize n = *(const gsize *) data;
  Fixture f;

  set_up (&f, n, 0.1);
  for (guint epoch = 0; epoch < 3; epoch++)
    {
      take_epoch (&f, 2048);
      check_epoch (&f, n);
    }
  tear_down (&f);
}

/* However small the steps, and whatever part of another epoch came before. */
static void
test_steps_change_nothing (void)
{
  Fixture whole, stepped;

  set_up (&whole, MANY, 0.1);
  set_up (&stepped, MANY, 0.1);
  take_epoch (&whole, whole.split->n_train);
  mix_rng_init (&stepped.rng, 7);
  mix_feed_begin (stepped.feed, &stepped.rng);
  mix_feed_take (stepped.feed, 100000, stepped.x, stepped.y);
  mix_rng_init (&stepped.rng, 1);
  take_epoch (&stepped, 777);
  g_assert_true (memcmp (whole.x, stepped.x, whole.split->n_train * sizeof *whole.x) == 0);
  tear_down (&whole);
  tear_down (&stepped);
}

static void
test_epochs_differ (void)
{
  g_autofree float *first = NULL;
  gsize n_same = 0;
  Fixture f;

  set_up (&f, MANY, 0);
  take_epoch (&f, 2048);
  first = g_memdup2 (f.x, MANY * sizeof *first);
  take_epoch (&f, 2048);
  for (gsize i = 0; i < MANY; i++)
    n_same += memcmp (&first[i], &f.x[i], sizeof *first) == 0;
  g_assert_cmpuint (n_same, <, 20);
  tear_down (&f);
}

/* A table that is sorted by what is learnt: the means of batches must spread about as if rows were
 * drawn one by one. Neighbours raise the variance of the mean of 2048 of 65536 rows by at most
 * 1 + 2047 · 7/65535. */
static void
test_batches_of_a_sorted_table (void)
{
  const gsize batch = 2048, n_batches = MANY / batch;
  double squares = 0;
  Fixture f;

  set_up (&f, MANY, 0);
  for (guint epoch = 0; epoch < 10; epoch++)
    {
      take_epoch (&f, batch);
      for (gsize b = 0; b < n_batches; b++)
        {
          double sum = 0; /* of numbers with variance 1 */
          for (gsize i = 0; i < batch; i++)
            sum += (double) f.y[b * batch + i];
          squares += sum * sum / (double) batch;
        }
    }
  double ratio = squares / (10 * (double) n_batches);
  g_test_message ("variance of batch means: %.2f times that of independent rows", ratio);
  g_assert_cmpfloat (ratio, >, 0.8); /* 1460 squares: sd 0.037 */
  g_assert_cmpfloat (ratio, <, 1.4);
  tear_down (&f);
}

int
main (int argc, char **argv)
{
  static const gsize few = FEW, many = MANY;

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/feed/every-row-once/few", &few, test_every_row_once);
  g_test_add_data_func ("/feed/every-row-once/many", &many, test_every_row_once);
  g_test_add_func ("/feed/steps-change-nothing", test_steps_change_nothing);
  g_test_add_func ("/feed/epochs-differ", test_epochs_differ);
  g_test_add_func ("/feed/batches-of-a-sorted-table", test_batches_of_a_sorted_table);
  return g_test_run ();
}
