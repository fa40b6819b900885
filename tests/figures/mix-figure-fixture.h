/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-figure.h"
#include "mix-generators.h"
#include "mix-marks.h"
#include "mix-trainer.h"

/* Scenes to draw, made from seeds. */

static inline MixDesign *
mix_fixture_generated (const char *id, gsize rows)
{
  g_autoptr (MixDataset) data = mix_generator_make (mix_generator_find (id), rows, 1, 31);
  g_autoptr (GError) error = NULL;
  MixDesign *design = mix_design_new (data, NULL, NULL, &error);

  g_assert_no_error (error);
  return design;
}

/* n_features columns of which the first drives the target, in two branches; y = offset + scale ·
 * …. */
static inline MixDesign *
mix_fixture_table (const char *const *names, guint n_columns, gsize rows, double offset,
                   double scale)
{
  MixColumn *columns = g_new0 (MixColumn, n_columns);
  MixRng rng;
  g_autoptr (GError) error = NULL;

  mix_rng_init (&rng, 5);
  for (guint c = 0; c < n_columns; c++)
    {
      columns[c].name = g_strdup (names[c]);
      columns[c].values = g_new (double, rows);
    }
  for (gsize i = 0; i < rows; i++)
    {
      double x = mix_rng_uniform (&rng), sign = mix_rng_uniform (&rng) < 0.35 ? -1 : 1;
      double y = sign * (1 + x) + 0.12 * (1 + x) * mix_rng_normal (&rng);
      columns[0].values[i] = 40 + 60 * x;
      for (guint c = 1; c + 1 < n_columns; c++)
        columns[c].values[i] = 1000 * c + 200 * mix_rng_normal (&rng);
      columns[n_columns - 1].values[i] = offset + scale * y;
    }
  g_autoptr (MixDataset) data = mix_dataset_new ("table", rows, columns, n_columns);
  MixDesign *design = mix_design_new (data, NULL, NULL, &error);
  g_assert_no_error (error);
  return design;
}

static inline void
mix_fixture_config (MixConfig *config, int components, int epochs)
{
  mix_config_init (config);
  config->components = components;
  config->epochs = epochs;
  config->patience = 0;
  config->plain_network = TRUE;
  config->hidden = (MixLayers){ 2, { 32, 16 } };
  config->plain_hidden = (MixLayers){ 2, { 16, 8 } };
  config->seed = 1;
}

static inline MixTrainer *
mix_fixture_trainer (MixDesign *design, int components, int planned)
{
  MixConfig config;
  g_autoptr (GError) error = NULL;

  mix_fixture_config (&config, components, planned);
  MixTrainer *trainer = mix_trainer_new (&config, design, &error);
  g_assert_no_error (error);
  return trainer;
}

/* A scene after so many of the planned epochs. */
static inline MixScene *
mix_fixture_scene (MixDesign *design, int components, int epochs, int planned)
{
  MixScene *scene = mix_scene_new ();
  g_autoptr (MixTrainer) trainer = mix_fixture_trainer (design, components, planned);

  for (int i = 0; i < epochs; i++)
    mix_trainer_run_epoch (trainer);
  g_autoptr (MixSnapshot) snapshot = mix_trainer_make_snapshot (trainer);
  mix_scene_set_design (scene, design);
  mix_scene_set_snapshot (scene, snapshot);
  return scene;
}

/* What a pointer finds as a word of a tag, in marks of this size; 0 wide and high: nothing. */
static inline MixRect
mix_fixture_find_entry (const MixMarks *marks, double width, double height, MixTag tag)
{
  double left = 1e9, top = 1e9, right = 0, bottom = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        MixHit hit;
        if (!mix_marks_find_hit (marks, x, y, &hit) || hit.kind != MIX_HIT_ENTRY
            || !mix_tag_equal (&hit.tag, &tag))
          continue;
        left = MIN (left, x);
        top = MIN (top, y);
        right = MAX (right, x);
        bottom = MAX (bottom, y);
      }
  return (MixRect){ left, top, MAX (right - left, 0), MAX (bottom - top, 0) };
}
