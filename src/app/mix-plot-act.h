/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-tag.h"

G_BEGIN_DECLS

/* What dragging in a plot does. */
typedef enum
{
  MIX_TOOL_LOOK,  /* handles, pan, zoom, clicks */
  MIX_TOOL_BRUSH, /* every drag is a stroke */
} MixPlotTool;

typedef enum
{
  MIX_ACT_HOVER,  /* tag, x, y: what is under the pointer; over nothing: no tag, NaN */
  MIX_ACT_PICK,   /* x, y, handle: a click on the plot */
  MIX_ACT_TOGGLE, /* tag: a click on a word that stands for it */
  MIX_ACT_HANDLE, /* handle, x, y, fine: a handle is dragged there */
  MIX_ACT_PAN,    /* dx, dy: how far the data moved under the pointer */
  MIX_ACT_ZOOM,   /* x, y, factor: about a place; below 1 zooms in */
  MIX_ACT_FRAME,  /* x, y to x2, y2: a rubber band was drawn */
  MIX_ACT_FIT,    /* the second click of two: show all again */
  MIX_ACT_STROKE, /* x, y: MIX_TOOL_BRUSH; begins, then ends */
} MixActKind;

/* What a person did with a plot, in data units. */
typedef struct
{
  MixActKind kind;
  MixTag tag;
  guint handle;          /* 0: none */
  double x, y, x2, y2, dx, dy, factor;
  gboolean begins, ends; /* a drag */
  gboolean fine;         /* Shift is held */
} MixAct;

G_END_DECLS
