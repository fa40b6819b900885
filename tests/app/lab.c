/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab.h"

#include <string.h>

#include "mix-csv.h"

MixLab *
lab_new (void)
{
  MixLab *lab = mix_lab_new ();

  mix_lab_set_pace (lab, MIX_PACE_FULL);
  g_assert_true (mix_lab_generate (lab, mix_generator_find ("two-branch"), 300, 1, 7, NULL));
  return lab;
}

MixDataset *
lab_read_table (const char *text)
{
  g_autoptr (GError) error = NULL;
  MixDataset *dataset = mix_csv_read_bytes ("table.csv", text, strlen (text), &error);

  g_assert_no_error (error);
  return dataset;
}

char *
lab_get_text (MixLab *lab, const char *property)
{
  char *text;

  g_object_get (mix_lab_get_readout (lab), property, &text, NULL);
  return text;
}

void
lab_run_to_epoch (MixLab *lab, guint epoch)
{
  gint64 end = g_get_monotonic_time () + LAB_PATIENCE;

  mix_lab_run (lab);
  while (mix_lab_get_snapshot (lab)->epoch < epoch && g_get_monotonic_time () < end)
    {
      g_usleep (1000);
      mix_lab_poll (lab);
    }
  mix_lab_pause (lab);
  while (mix_lab_get_busy (lab) && g_get_monotonic_time () < end)
    {
      g_usleep (1000);
      mix_lab_poll (lab);
    }
  g_assert_cmpuint (mix_lab_get_snapshot (lab)->epoch, >=, epoch);
}

const char *
lab_get_option (MixLab *lab, const char *name)
{
  static char *text;

  g_free (text);
  text = mix_config_get (mix_lab_get_config (lab), name);
  return text;
}

void
lab_poll_for (MixLab *lab, gint64 microseconds)
{
  gint64 end = g_get_monotonic_time () + microseconds;

  while (mix_lab_get_busy (lab) && g_get_monotonic_time () < end)
    {
      g_usleep (1000);
      mix_lab_poll (lab);
    }
}
