/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-frame.h"

G_BEGIN_DECLS

/* A list of small things that are where they are: text, lines, discs, badges. Filled during layout,
 * then only painted. */
typedef struct _MixMarks MixMarks;

typedef struct
{
  double size; /* design pixels */
  MixColor color;
  gboolean bold;
  gboolean markup;
  gboolean halo;         /* a rim in the colour of the card */
  gboolean ground;       /* on the card's colour, where a line behind it would strike it through */
  gboolean struck;       /* crossed out */
  double xalign, yalign; /* 0: left, top … 1: right, bottom of the text at the point; yalign 0.5 is
                            the middle of the capitals */
  double max_width;      /* pixels; 0: no limit */
  gboolean wrap;         /* into lines of max_width, instead of an ellipsis; centred but for xalign 0 */
} MixTextStyle;

typedef struct
{
  MixColor fill;   /* alpha 0: none */
  MixColor stroke; /* alpha 0: none */
  double width;    /* of the stroke, pixels */
  double casing;   /* width of a rim in the colour of the card under the stroke; 0: none */
  const double *dash; /* static, pixels */
  int n_dashes;
  gboolean round; /* ends and corners */
  gboolean closed;
} MixShapeStyle;

MixMarks *mix_marks_new (void);
void mix_marks_free (MixMarks *marks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixMarks, mix_marks_free)
void mix_marks_clear (MixMarks *marks);
guint64 mix_marks_hash (const MixMarks *marks, guint64 hash);

MixRect mix_marks_text (MixMarks *marks, const MixFrame *frame, const MixTextStyle *style, double x,
                        double y, const char *text);
void mix_marks_line (MixMarks *marks, const MixShapeStyle *style, double x1, double y1, double x2,
                     double y2);
void mix_marks_shape (MixMarks *marks, const MixShapeStyle *style, const double *xy, guint n);
void mix_marks_circle (MixMarks *marks, const MixShapeStyle *style, double x, double y, double r);
void mix_marks_rectangle (MixMarks *marks, const MixShapeStyle *style, const MixRect *rect,
                          double r);
void mix_marks_badge (MixMarks *marks, const MixFrame *frame, double x, double y, guint component);
MixRect mix_marks_chip (MixMarks *marks, const MixFrame *frame, double x, double y,
                        const char *text);

/* Whether no word that was added so far is in a place; for words that may stand in several. */
gboolean mix_marks_is_free (const MixMarks *marks, const MixRect *place);
/* Where a word is, by its ink; FALSE: nowhere. */
gboolean mix_marks_find_word (const MixMarks *marks, const char *word, MixRect *place);

/* What follows belongs to item and component (0: to nothing, and is never dimmed). */
void mix_marks_set_tag (MixMarks *marks, guint item, guint component);
/* What is found where a pointer is: a word of the tag that is set, or a handle. */
void mix_marks_add_entry (MixMarks *marks, const MixRect *rect);
void mix_marks_add_handle (MixMarks *marks, const MixRect *rect, guint handle, gboolean upright);
void mix_marks_list_entries (const MixMarks *marks, GArray *tags);
gboolean mix_marks_find_hit (const MixMarks *marks, double x, double y, MixHit *hit);

/* focus: (nullable): what does not match is dimmed. */
void mix_marks_paint (const MixMarks *marks, const MixPalette *palette, const MixTag *focus,
                      cairo_t *cr);

/* Width and height that text would take, in pixels. */
void mix_text_measure (const MixFrame *frame, const MixTextStyle *style, const char *text,
                       double *width, double *height);

G_END_DECLS
