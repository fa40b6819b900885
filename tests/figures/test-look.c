/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-look.h"

#include <math.h>

#include "mix-figure-fixture.h"

static MixScene *
new_scene (void)
{
  const char *const names[] = { "speed", "Weight", "load" };
  g_autoptr (MixDesign) design = mix_fixture_table (names, 3, 200, 0, 1);
  MixScene *scene = mix_scene_new ();

  mix_scene_set_design (scene, design);
  return scene;
}

typedef void (*Change) (MixScene *scene, MixView *view);

static void
show_heat (MixScene *scene, MixView *view)
{
  mix_view_set_shown (view, MIX_SHOW_HEAT, TRUE);
}

static void
hide_truth (MixScene *scene, MixView *view)
{
  mix_view_set_shown (view, MIX_SHOW_TRUTH, FALSE);
}

static void
hide_component (MixScene *scene, MixView *view)
{
  mix_view_set_component_shown (view, 1, FALSE);
}

static void
color (MixScene *scene, MixView *view)
{
  view->coloring = MIX_COLORING_LIKELIHOOD;
}

static void
lines (MixScene *scene, MixView *view)
{
  view->mixing = MIX_MIXING_LINES;
}

static void
linear (MixScene *scene, MixView *view)
{
  view->loss_scale = MIX_LOSS_LINEAR;
}

static void
level (MixScene *scene, MixView *view)
{
  view->level = 0.5;
}

static void
band (MixScene *scene, MixView *view)
{
  view->band = 0.99;
}

static void
threshold (MixScene *scene, MixView *view)
{
  view->threshold = 1;
}

static void
pin (MixScene *scene, MixView *view)
{
  view->pin = 60;
}

static void
zoom (MixScene *scene, MixView *view)
{
  view->x = (MixSpan){ 50, 60 };
}

static void
move_x0 (MixScene *scene, MixView *view)
{
  mix_scene_set_x0 (scene, 45);
}

static void
hold (MixScene *scene, MixView *view)
{
  mix_scene_set_held (scene, 1, 1100);
}

/* Each way of looking: which part it is, what it is called, and back without the others. */
static const struct
{
  Change change;
  MixLookParts part;
  const char *name;
} changes[] = {
  { show_heat, MIX_LOOK_SHOWN, "show heat map of log p(y | x)" },
  { hide_truth, MIX_LOOK_SHOWN, "hide truth" },
  { hide_component, MIX_LOOK_COMPONENTS, "hide component 2" },
  { color, MIX_LOOK_COLORING, "show rows by log-likelihood" },
  { lines, MIX_LOOK_MIXING, "change mixing to lines" },
  { linear, MIX_LOOK_LOSS_SCALE, "change losses to linear" },
  { level, MIX_LOOK_LEVEL, "change set and interval to 50\xe2\x80\xaf%" },
  { band, MIX_LOOK_BAND, "change the quantile band to 99\xe2\x80\xaf%" },
  { threshold, MIX_LOOK_THRESHOLD, "set a threshold" },
  { pin, MIX_LOOK_PIN, "pin a second x₀" },
  { zoom, MIX_LOOK_AXES, "zoom" },
  { move_x0, MIX_LOOK_X0, "move x₀" },
  { hold, MIX_LOOK_FEATURES, "hold Weight elsewhere" },
};

static void
make (MixScene *scene, Change change)
{
  MixView view = *mix_scene_get_view (scene);

  change (scene, &view);
  mix_scene_set_view (scene, &view);
}

static void
test_parts_and_names (void)
{
  MixLookParts seen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (MixScene) scene = new_scene ();
      g_autoptr (MixLook) before = mix_look_new (scene);
      make (scene, changes[i].change);
      g_autoptr (MixLook) after = mix_look_new (scene);
      g_assert_cmpint (mix_look_differ (before, after), ==, changes[i].part);
      g_assert_cmpint (mix_look_differ (after, after), ==, 0);
      g_autofree char *name = mix_look_name (before, after, mix_scene_get_design (scene));
      g_assert_cmpstr (name, ==, changes[i].name);
      seen |= changes[i].part;
    }
  g_assert_cmpint (seen, ==, MIX_LOOK_ALL);
}

static void
test_back_without_the_others (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (MixScene) scene = new_scene ();
      g_autoptr (MixLook) first = mix_look_new (scene);
      for (guint j = 0; j < G_N_ELEMENTS (changes); j++)
        make (scene, changes[j].change);
      mix_look_put (first, changes[i].part, scene);
      g_autoptr (MixLook) now = mix_look_new (scene);
      g_assert_cmpint (mix_look_differ (first, now), ==, MIX_LOOK_ALL & ~changes[i].part);
      mix_look_put (first, MIX_LOOK_ALL, scene);
      g_autoptr (MixLook) last = mix_look_new (scene);
      g_assert_cmpint (mix_look_differ (first, last), ==, 0);
    }
}

/* Marks come, move and go; another feature on x takes x0 and the zoom along. */
static void
test_marks_and_axes (void)
{
  g_autoptr (MixScene) scene = new_scene ();
  MixDesign *design = mix_scene_get_design (scene);
  MixView view = *mix_scene_get_view (scene);

  view.pin = 50;
  view.x = (MixSpan){ 50, 60 };
  mix_scene_set_view (scene, &view);
  g_autoptr (MixLook) pinned = mix_look_new (scene);
  view.pin = 70;
  mix_scene_set_view (scene, &view);
  g_autoptr (MixLook) moved = mix_look_new (scene);
  view.pin = (double) NAN;
  mix_scene_set_view (scene, &view);
  g_autoptr (MixLook) gone = mix_look_new (scene);
  g_autofree char *move = mix_look_name (pinned, moved, design);
  g_autofree char *go = mix_look_name (moved, gone, design);
  g_assert_cmpstr (move, ==, "move the second x₀");
  g_assert_cmpstr (go, ==, "take the second x₀ away");

  mix_scene_set_x_feature (scene, 1);
  g_autoptr (MixLook) other = mix_look_new (scene);
  g_autofree char *put = mix_look_name (gone, other, design);
  g_assert_cmpstr (put, ==, "put Weight on the x axis");
  mix_look_put (gone, mix_look_differ (gone, other), scene);
  g_autoptr (MixLook) back = mix_look_new (scene);
  g_assert_cmpint (mix_look_differ (gone, back), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/look/parts-and-names", test_parts_and_names);
  g_test_add_func ("/look/back-without-the-others", test_back_without_the_others);
  g_test_add_func ("/look/marks-and-axes", test_marks_and_axes);
  return g_test_run ();
}
