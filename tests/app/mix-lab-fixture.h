/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-lab.h"

#include <string.h>

#include "mix-csv.h"

/* The laboratory without a window. */

#define PATIENCE (20 * G_USEC_PER_SEC)

static inline MixLab *
new_lab (void)
{
  MixLab *lab = mix_lab_new ();

  mix_lab_set_pace (lab, MIX_PACE_FULL);
  g_assert_true (mix_lab_generate (lab, mix_generator_find ("two-branch"), 300, 1, 7, NULL));
  return lab;
}

static inline MixDataset *
read_table (const char *text)
{
  g_autoptr (GError) error = NULL;
  MixDataset *dataset = mix_csv_read_bytes ("table.csv", text, strlen (text), &error);

  g_assert_no_error (error);
  return dataset;
}

static inline char *
get_text (MixLab *lab, const char *property)
{
  char *text;

  g_object_get (mix_lab_get_readout (lab), property, &text, NULL);
  return text;
}

static inline void
poll_for (MixLab *lab, gint64 microseconds)
{
  gint64 end = g_get_monotonic_time () + microseconds;

  while (mix_lab_get_busy (lab) && g_get_monotonic_time () < end)
    {
      g_usleep (1000);
      mix_lab_poll (lab);
    }
}

static inline void
run_to_epoch (MixLab *lab, guint epoch)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  mix_lab_run (lab);
  while (mix_lab_get_snapshot (lab)->epoch < epoch && g_get_monotonic_time () < end)
    {
      g_usleep (1000);
      mix_lab_poll (lab);
    }
  mix_lab_pause (lab);
  poll_for (lab, PATIENCE);
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->epoch, >=, epoch);
}

static inline const char *
option (MixLab *lab, const char *name)
{
  static char *text;

  g_free (text);
  text = mix_config_get (mix_lab_get_config (lab), name);
  return text;
}
