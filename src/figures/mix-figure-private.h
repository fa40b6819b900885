/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-figure.h"
#include "mix-labels.h"
#include "mix-layer-area.h"
#include "mix-layer-bands.h"
#include "mix-layer-line.h"
#include "mix-legend.h"
#include "mix-plot-build.h"
#include "mix-scene-private.h"

G_BEGIN_DECLS

MixPlot *mix_figure_build_fit (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_mixing (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_slice (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_loss (MixScene *scene, const MixPalette *palette);

#define MIX_LABEL_SIZE 11.5
#define MIX_LABEL_GAP 15.0

/* How numbers along the scene's two axes are written. */
typedef struct
{
  MixNumberStyle x;       /* tells 1/1000 of the range apart */
  MixNumberStyle y;       /* likewise */
  MixNumberStyle y_coarse; /* 1/300: for the ends of intervals */
} MixNumberStyles;

/* What the numbers of the scene's axes stand for where they are dates. */
MixTimeUnit mix_figure_x_time (const MixScene *scene);
MixTimeUnit mix_figure_y_time (const MixScene *scene);
void mix_figure_number_styles (const MixScene *scene, MixNumberStyles *styles);

/* Names as they are shown: the target or the feature on x, at most most characters, and the power
 * of ten that the axis's numbers are in. (transfer full) */
char *mix_figure_x_name (const MixScene *scene, guint most);
char *mix_figure_y_name (const MixScene *scene, guint most);
char *mix_figure_with_power (const char *name, const MixNumberStyle *style);
/* "the others held at bmi 27, age 44"; NULL where x is the only feature. */
char *mix_figure_held_note (const MixScene *scene);
/* "x₀ = 6.80" */
char *mix_figure_x0_text (const MixScene *scene, const char *name);
/* Why there is no network to show, or NULL. (transfer none) */
const char *mix_figure_missing (MixScene *scene);

/* The share of an axis' height, from the top, where a sentence is off these values. */
double mix_figure_clear_share (const double *value, guint n, double low, double high);

/* Styles that more than one figure uses. */
MixLineStyle mix_figure_truth_style (const MixPalette *palette);
MixLineStyle mix_figure_plain_style (const MixPalette *palette);
MixTextStyle mix_figure_label_style (const MixPalette *palette, const MixColor *color);
double mix_figure_fair_share (double pi, guint k); /* min (1, K π): 1 for a full component */

/* The x0 line from y1 to y2 over the curves. */
void mix_figure_add_x0_line (MixMarks *marks, const MixFrame *frame, double x, double y1,
                             double y2);

/* Of the row that somebody points at; NaN: none. */
double mix_figure_picked_x (MixScene *scene);
double mix_figure_picked_y (MixScene *scene);

/* From (x1, y1) to (x2, y2): a row that somebody points at. */
void mix_figure_add_row_line (MixMarks *marks, const MixFrame *frame, double x1, double y1,
                              double x2, double y2);

/* The pin's line and its value: hollow where x0's are full. */
void mix_figure_add_pin_line (MixMarks *marks, const MixFrame *frame, double x, double y1,
                              double y2);
void mix_figure_add_pin_chip (MixMarks *marks, const MixFrame *frame, double x, double y,
                              const char *text);
char *mix_figure_pin_text (const MixScene *scene);
/* A component's badge, hollow where it is not shown. */
void mix_figure_add_badge (MixMarks *marks, const MixFrame *frame, double x, double y,
                           guint component, gboolean on);

/* The truth's branches along x; y NaN where there is none. */
typedef struct
{
  guint n, n_branches;
  double *x;       /* [n] */
  double *centre;  /* [n_branches × n] */
  double *weight;  /* [n_branches × n] */
} MixTruthCurves;

MixTruthCurves *mix_figure_truth_curves (const MixScene *scene);
void mix_truth_curves_free (MixTruthCurves *curves);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixTruthCurves, mix_truth_curves_free)

MixScene *mix_scene_of_ensemble (MixScene *scene); /* (transfer full) (nullable) */

/* Sentences for the description. (transfer full) */
char *mix_figure_describe_slice (MixScene *scene);
char *mix_figure_describe_moment (const MixScene *scene);
char *mix_figure_describe_pieces (const MixScene *scene, const MixSlice *slice);

G_END_DECLS
