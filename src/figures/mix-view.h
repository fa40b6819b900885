/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-tag.h"
#include "mix-types.h"

G_BEGIN_DECLS

/* What a person may show or hide. Where a figure has an entry in its legend, the entry is one of
 * these. */
typedef enum
{
  MIX_SHOW_ROWS,
  MIX_SHOW_VALIDATION,
  MIX_SHOW_COMPONENTS,
  MIX_SHOW_BANDS,
  MIX_SHOW_MEAN,
  MIX_SHOW_MEDIAN,
  MIX_SHOW_QUANTILES,
  MIX_SHOW_HEAT,
  MIX_SHOW_PLAIN,
  MIX_SHOW_RESIDUAL,
  MIX_SHOW_TRUTH,
  MIX_SHOW_OUTCOMES,
  MIX_SHOW_MARGINAL,
  MIX_SHOW_MIXTURE,
  MIX_SHOW_SET,
  MIX_SHOW_INTERVAL,
  MIX_SHOW_MODES,
  MIX_SHOW_SLICE_MEDIAN,
  MIX_SHOW_NEAR,
  MIX_SHOW_FORMULA,
  MIX_SHOW_ENTROPY,
  MIX_SHOW_TRAIN,
  MIX_SHOW_VALIDATION_LOSS,
  MIX_SHOW_USAGE,
  MIX_N_SHOWS
} MixShow;

/* One row of the table that feeds the menus, the legends and the command line. */
typedef struct
{
  const char *id;      /* "heat" */
  const char *label;   /* for a menu; untranslated */
  const char *figures; /* ids of the figures that it is in, with blanks between */
  gboolean initially;
} MixShowEntry;

extern const MixShowEntry mix_shows[MIX_N_SHOWS];

typedef enum
{
  MIX_COLORING_PLAIN,
  MIX_COLORING_RESPONSIBILITY,
  MIX_COLORING_LIKELIHOOD,
} MixColoring;

typedef enum
{
  MIX_MIXING_STACKED,
  MIX_MIXING_LINES,
} MixMixingStyle;

typedef enum
{
  MIX_LOSS_ABOVE,
  MIX_LOSS_LINEAR,
} MixLossScale;

/* An interval of an axis; low and high are NaN where the axis shows all. */
typedef struct
{
  double low, high;
} MixSpan;

/* How a person looks at a scene: a plain value, so that it can be kept, compared and set again. */
typedef struct
{
  guint32 shown;             /* a bit for each MixShow */
  guint32 listed;            /* likewise: it was shown once, so that its word stays in the legend */
  guint64 hidden_components; /* a bit for each of the first 64 */
  int coloring;              /* MixColoring */
  int mixing;                /* MixMixingStyle */
  int loss_scale;            /* MixLossScale */
  double level;              /* probability of the highest-density set and of the interval */
  double band;               /* probability between the two quantiles of the band */
  double threshold;          /* P (y > threshold) is read in the slice; NaN: none */
  double pin;                /* a second x0 to compare with; NaN: none */
  guint seed;                /* of the sampled outcomes */
  MixSpan x, y, epochs;      /* zoom */
} MixView;

void mix_view_init (MixView *view);
gboolean mix_view_equal (const MixView *a, const MixView *b);

gboolean mix_view_shows (const MixView *view, MixShow show);
void mix_view_set_shown (MixView *view, MixShow show, gboolean shown);
gboolean mix_view_lists (const MixView *view, MixShow show);
gboolean mix_view_shows_component (const MixView *view, guint component);
void mix_view_set_component_shown (MixView *view, guint component, gboolean shown);
void mix_view_toggle (MixView *view, const MixTag *tag);
gboolean mix_show_is_in (MixShow show, const char *figure);

/* Everything but the toggles, by name: "color", "mixing", "loss-scale", "level", "band",
 * "threshold", "pin", "x-range", "y-range"; and "show" and "hide" with a list of ids. The table
 * ends with a NULL name. */
typedef struct
{
  const char *name;
  const char *argument; /* for a usage text; untranslated */
  const char *help;     /* untranslated */
  const MixChoice *choices; /* what argument may be, or NULL */
} MixViewOption;

extern const MixViewOption mix_view_options[];
extern const MixChoice mix_coloring_choices[], mix_mixing_style_choices[],
  mix_loss_scale_choices[];

gboolean mix_view_set (MixView *view, const char *name, const char *text, GError **error);

gboolean mix_span_equal (const MixSpan *a, const MixSpan *b);
gboolean mix_span_is_set (const MixSpan *span);
/* Around at, which stays where it is; factor below 1 zooms in. */
void mix_span_zoom (MixSpan *span, double at, double factor);
void mix_span_pan (MixSpan *span, double by);
/* Keeps a zoomed axis near its data: full is what it shows in all. Too narrow or too wide a span
 * is brought back; one that is full again is no zoom. */
void mix_span_confine (MixSpan *span, const MixSpan *full);

G_END_DECLS
