/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-keyframes.h"

struct _MixKeyframes
{
  GPtrArray *frames; /* MixKeyframe, ascending epochs, one for each epoch at most */
  guint stride;      /* epochs that are no multiple of it are kept for a reason only */
  guint most;
  gsize most_bytes, n_bytes;
};

/**
 * mix_keyframes_new:
 * @most: at least 4
 * @most_bytes: of all together; the first, the best and the last are kept all the same
 *
 * Returns: (transfer full): an empty list
 */
MixKeyframes *
mix_keyframes_new (guint most, gsize most_bytes)
{
  MixKeyframes *keyframes = g_new0 (MixKeyframes, 1);

  keyframes->frames = g_ptr_array_new_with_free_func ((GDestroyNotify) mix_keyframe_unref);
  keyframes->stride = 1;
  keyframes->most = MAX (most, 4);
  keyframes->most_bytes = most_bytes;
  return keyframes;
}

void
mix_keyframes_free (MixKeyframes *keyframes)
{
  if (keyframes == NULL)
    return;
  g_ptr_array_unref (keyframes->frames);
  g_free (keyframes);
}

guint
mix_keyframes_get_n (const MixKeyframes *keyframes)
{
  return keyframes->frames->len;
}

/* Returns: (transfer none): a keyframe of the list. */
MixKeyframe *
mix_keyframes_get (const MixKeyframes *keyframes, guint index)
{
  g_return_val_if_fail (index < keyframes->frames->len, NULL);
  return g_ptr_array_index (keyframes->frames, index);
}

/* Returns: (transfer none) (nullable): the newest; NULL where there is none. */
MixKeyframe *
mix_keyframes_get_last (const MixKeyframes *keyframes)
{
  guint n = keyframes->frames->len;

  return n > 0 ? mix_keyframes_get (keyframes, n - 1) : NULL;
}

gsize
mix_keyframes_get_size (const MixKeyframes *keyframes)
{
  return keyframes->n_bytes;
}

static gboolean
is_kept (const MixKeyframes *keyframes, guint index)
{
  guint epoch = mix_keyframe_get_epoch (mix_keyframes_get (keyframes, index));
  const MixKeyframe *last = mix_keyframes_get_last (keyframes);

  return index == 0 || index + 1 == keyframes->frames->len || epoch % keyframes->stride == 0
         || epoch == mix_keyframe_get_best_epoch (last);
}

static void
thin_from (MixKeyframes *keyframes, guint first)
{
  for (guint i = keyframes->frames->len; i-- > first;)
    if (!is_kept (keyframes, i))
      {
        keyframes->n_bytes -= mix_keyframe_get_size (mix_keyframes_get (keyframes, i));
        g_ptr_array_remove_index (keyframes->frames, i);
      }
}

static gboolean
is_too_large (const MixKeyframes *keyframes)
{
  return keyframes->frames->len > keyframes->most
         || (keyframes->n_bytes > keyframes->most_bytes && keyframes->frames->len > 3);
}

/* The best epoch before this one lost its reason, and so did the last one: both are looked at again
 * with every keyframe; the others only when the stride doubles. */
static void
thin (MixKeyframes *keyframes, guint old_best)
{
  guint best = mix_keyframes_find (keyframes, old_best);

  if (keyframes->frames->len > 2)
    thin_from (keyframes, keyframes->frames->len - 2);
  if (best < keyframes->frames->len && !is_kept (keyframes, best))
    {
      keyframes->n_bytes -= mix_keyframe_get_size (mix_keyframes_get (keyframes, best));
      g_ptr_array_remove_index (keyframes->frames, best);
    }
  while (is_too_large (keyframes) && keyframes->stride < G_MAXUINT / 2)
    {
      keyframes->stride *= 2;
      thin_from (keyframes, 0);
    }
}

/**
 * mix_keyframes_add:
 * @keyframe: (transfer full): of a later epoch than all before
 *
 * Appends a keyframe, and thins the list where it grew too large.
 */
void
mix_keyframes_add (MixKeyframes *keyframes, MixKeyframe *keyframe)
{
  const MixKeyframe *last = mix_keyframes_get_last (keyframes);
  guint old_best = last != NULL ? mix_keyframe_get_best_epoch (last) : 0;

  g_return_if_fail (last == NULL
                    || mix_keyframe_get_epoch (last) < mix_keyframe_get_epoch (keyframe));
  g_ptr_array_add (keyframes->frames, keyframe);
  keyframes->n_bytes += mix_keyframe_get_size (keyframe);
  thin (keyframes, old_best);
}

/**
 * mix_keyframes_set_limits:
 *
 * Thins the list to other limits than it was made with.
 */
void
mix_keyframes_set_limits (MixKeyframes *keyframes, guint most, gsize most_bytes)
{
  keyframes->most = MAX (most, 4);
  keyframes->most_bytes = most_bytes;
  if (keyframes->frames->len > 0)
    thin (keyframes, 0);
}

/**
 * mix_keyframes_copy_first:
 * @n: how many, at most all
 *
 * Returns: (transfer full): a list of the first keyframes, which it shares
 */
MixKeyframes *
mix_keyframes_copy_first (const MixKeyframes *keyframes, guint n)
{
  MixKeyframes *copy = mix_keyframes_new (keyframes->most, keyframes->most_bytes);

  copy->stride = keyframes->stride;
  for (guint i = 0; i < MIN (n, keyframes->frames->len); i++)
    {
      MixKeyframe *keyframe = mix_keyframes_get (keyframes, i);
      g_ptr_array_add (copy->frames, mix_keyframe_ref (keyframe));
      copy->n_bytes += mix_keyframe_get_size (keyframe);
    }
  return copy;
}

/**
 * mix_keyframes_find:
 *
 * Returns: the index of the keyframe whose epoch is nearest, the earlier of two; 0 where there is
 *   none
 */
guint
mix_keyframes_find (const MixKeyframes *keyframes, guint epoch)
{
  guint low = 0, high = keyframes->frames->len;

  while (low < high) /* the first that is not earlier */
    {
      guint middle = low + (high - low) / 2;
      if (mix_keyframe_get_epoch (mix_keyframes_get (keyframes, middle)) < epoch)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == keyframes->frames->len)
    return low > 0 ? low - 1 : 0;
  guint after = mix_keyframe_get_epoch (mix_keyframes_get (keyframes, low)) - epoch;
  if (low > 0
      && epoch - mix_keyframe_get_epoch (mix_keyframes_get (keyframes, low - 1)) <= after)
    return low - 1;
  return low;
}
