/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-slice-labels.h"

G_BEGIN_DECLS

#define MIX_MOST_SLICE_LABELS (MIX_MAX_POOLED + 3 + MIX_MOST_MODES)

typedef enum
{
  MIX_SLICE_LABEL_COMPONENT,
  MIX_SLICE_LABEL_MEAN,
  MIX_SLICE_LABEL_MEDIAN,
  MIX_SLICE_LABEL_PLAIN,
  MIX_SLICE_LABEL_MODE,
} MixSliceLabelKind;

typedef struct
{
  MixSliceLabelKind kind;
  guint component;
  double y;        /* data */
  double priority;
  char *lines[2];  /* the second may be NULL */
  gboolean off;    /* what it names is hidden */
} MixSliceLabel;

typedef struct
{
  double low, high;
  char *low_text, *high_text, *mass_text;
} MixSlicePiece;

struct _MixSliceLabels
{
  guint n;
  MixSliceLabel labels[MIX_MOST_SLICE_LABELS];
  guint n_pieces;
  MixSlicePiece pieces[8];
  char *set_text;
  gboolean has_truth, has_total;
  MixView view;

  /* the outline of the density, for labels to keep clear of */
  guint n_grid;
  double *y, *extent; /* [n_grid] */
  double picked;      /* y of a row that somebody points at; NaN: none */
};

/* How far right the density reaches between two heights, in pixels. */
double mix_slice_labels_reach (const MixSliceLabels *labels, const MixFrame *frame, double top,
                               double bottom);

/* mix-slice-words.c: the labels beside the density. */
void mix_slice_words_arrange (const MixSliceLabels *labels, const MixFrame *frame, MixMarks *live);

G_END_DECLS
