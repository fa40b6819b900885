/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-dataset.h"
#include "mix-rng.h"

G_BEGIN_DECLS

#define MIX_MOST_BRANCHES 4

/* A recipe for a data set whose conditional distribution p(y | x) is known. noise multiplies the
 * recipe's own noise (1: as in the article). Every function of the truth takes the same noise.
 * Where there is no noise (noise or x is 0) the distribution has no density, and density is 0. */
struct _MixGenerator
{
  const char *id;      /* "two-branch": file formats and the command line */
  const char *title;   /* "Two branches"; untranslated */
  const char *summary; /* one sentence on what it shows; untranslated */
  double x_low, x_high;
  guint components;    /* a sensible K */
  guint rows;          /* a sensible number of rows */

  void (*draw) (MixRng *rng, double noise, double *x, double *y);
  double (*density) (double x, double y, double noise);
  double (*cdf) (double x, double y, double noise);
  double (*quantile) (double x, double q, double noise);
  double (*crps) (double x, double y, double noise);
  double (*mean) (double x, double noise);
  double (*sd) (double x, double noise);
  double (*optimal_nll) (double noise); /* the irreducible NLL in nats per row */
  /* The centres of the truth's own branches at x, for the dotted lines: writes at most
   * MIX_MOST_BRANCHES, returns how many, and their weights. */
  guint (*branches) (double x, double noise, double *centre, double *weight);
};

extern const MixGenerator mix_generators[]; /* ends with a NULL id */

const MixGenerator *mix_generator_find (const char *id);

/* rows ≥ 1, noise ≥ 0. Columns x and y; the same numbers for the same arguments. */
MixDataset *mix_generator_make (const MixGenerator *generator, gsize rows, double noise,
                                guint64 seed);

G_END_DECLS
