/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include <glib.h>

G_BEGIN_DECLS

/* FNV-1a, 64 bits: a key for "is this the same picture?", not for security. */
#define MIX_HASH_START G_GUINT64_CONSTANT (0xcbf29ce484222325)

static inline guint64
mix_hash_bytes (guint64 hash, const void *data, gsize size)
{
  const guint8 *bytes = data;
  for (gsize i = 0; i < size; i++)
    hash = (hash ^ bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

static inline guint64
mix_hash_string (guint64 hash, const char *text)
{
  return text != NULL ? mix_hash_bytes (hash, text, strlen (text) + 1) : hash;
}

static inline guint64
mix_hash_double (guint64 hash, double value)
{
  return mix_hash_bytes (hash, &value, sizeof value);
}

G_END_DECLS
