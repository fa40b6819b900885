/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-types.h"

static void
test_layers (void)
{
  MixLayers layers;
  const char *good[] = { "128,64", "1", "none", "4096,1,2" };
  const char *bad[] = { "", ",", "0", "-3", "4097", "12,", "a", "1.5", "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (mix_layers_parse (good[i], &layers));
      g_autofree char *text = mix_layers_to_string (&layers);
      g_assert_cmpstr (text, ==, good[i]);
    }
  MixLayers kept = layers;
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (mix_layers_parse (bad[i], &layers));
  g_assert_true (mix_layers_equal (&layers, &kept));
}

static void
test_choices (void)
{
  int value = 99;
  g_assert_true (mix_choice_parse (mix_activation_choices, "gelu", &value));
  g_assert_cmpint (value, ==, MIX_ACTIVATION_GELU);
  g_assert_cmpstr (mix_choice_nick (mix_activation_choices, value), ==, "gelu");
  g_assert_false (mix_choice_parse (mix_activation_choices, "GELU", &value));
  g_assert_cmpint (value, ==, MIX_ACTIVATION_GELU);
  g_assert_null (mix_choice_nick (mix_activation_choices, 99));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/types/layers", test_layers);
  g_test_add_func ("/types/choices", test_choices);
  return g_test_run ();
}
