/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a mark belongs to: an item (of a figure's list) and a component, each counted from 1; 0 is
 * nothing in a mark, and anything in a focus. */
typedef struct
{
  guint8 item, component;
} MixTag;

#define MIX_TAG_EVERY 255 /* a layer of all components, which dims its parts by itself */
#define MIX_DIMMED 0.25   /* the opacity of what is not in focus */

static inline gboolean
mix_tag_is_set (const MixTag *tag)
{
  return tag->item != 0 || tag->component != 0;
}

static inline gboolean
mix_tag_equal (const MixTag *a, const MixTag *b)
{
  return a->item == b->item && a->component == b->component;
}

/* Whether a mark is (part of) what is in focus. */
static inline gboolean
mix_tag_matches (const MixTag *focus, const MixTag *tag)
{
  return (focus->item == 0 || focus->item == tag->item)
         && (focus->component == 0 || focus->component == tag->component
             || tag->component == MIX_TAG_EVERY);
}

/* What is under a pointer. */
typedef enum
{
  MIX_HIT_NONE,
  MIX_HIT_ENTRY,  /* a word that stands for tag */
  MIX_HIT_CURVE,  /* a mark over the axes */
  MIX_HIT_HANDLE, /* something to drag */
} MixHitKind;

typedef struct
{
  MixHitKind kind;
  MixTag tag;
  guint handle;     /* MIX_HIT_HANDLE: the figure's number of it */
  gboolean upright; /* MIX_HIT_HANDLE: moves up and down, not across */
} MixHit;

G_END_DECLS
