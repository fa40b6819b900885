/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui.h"

/* Every option of training can be changed, taken back and done again. */

static char *
other_value (const MixOption *option, const MixConfig *config)
{
  g_autofree char *now = mix_config_get (config, option->name);
  int value;

  switch (option->kind)
    {
    case MIX_OPTION_SWITCH:
      return g_strdup (g_str_equal (now, "on") ? "off" : "on");
    case MIX_OPTION_CHOICE:
      value = g_str_equal (now, option->choices[0].nick) ? 1 : 0;
      return g_strdup (option->choices[value].nick);
    case MIX_OPTION_LAYERS:
      return g_strdup ("5,3");
    case MIX_OPTION_NUMBER:
      return g_strdup_printf ("%.4f", CLAMP (0.03, option->min, option->max));
    case MIX_OPTION_INTEGER:
    case MIX_OPTION_LONG:
    default:
      return g_strdup_printf ("%.0f", CLAMP (3, option->min, option->max));
    }
}

/* But for what the data at hand refuse. */
static void
test_every_option (void)
{
  MixWindow *window = gui_window ("@two-branch");
  MixLab *lab = mix_window_get_lab (window);
  MixUndo *undo = mix_lab_get_undo (lab);
  guint n, n_changed = 0;
  const MixOption *options = mix_options (&n);

  g_assert_true (mix_lab_generate (lab, mix_generator_find ("two-branch"), 400, 1, 1, NULL));
  g_assert_true (mix_lab_set_option (lab, "hidden", "8", NULL));
  g_assert_true (mix_lab_set_option (lab, "epochs", "4", NULL));
  gui_train (window, 4);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *before = mix_config_get (mix_lab_get_config (lab), options[i].name);
      g_autofree char *value = other_value (&options[i], mix_lab_get_config (lab));
      g_autoptr (GError) error = NULL;
      mix_undo_seal (undo);
      if (!mix_lab_set_option (lab, options[i].name, value, &error))
        {
          g_test_message ("%s = %s: %s", options[i].name, value, error->message);
          continue;
        }
      g_autofree char *after = mix_config_get (mix_lab_get_config (lab), options[i].name);
      g_test_message ("%s: %s, then %s", mix_undo_get_undo_name (undo), before, after);
      g_assert_cmpstr (after, !=, before);
      mix_undo_undo (undo);
      g_autofree char *undone = mix_config_get (mix_lab_get_config (lab), options[i].name);
      g_assert_cmpstr (undone, ==, before);
      mix_undo_redo (undo);
      g_autofree char *redone = mix_config_get (mix_lab_get_config (lab), options[i].name);
      g_assert_cmpstr (redone, ==, after);
      mix_undo_undo (undo);
      n_changed++;
    }
  g_assert_cmpuint (n_changed, >=, n - 3);
  gui_close (window);
}

int
main (int argc, char **argv)
{
  g_autoptr (MixApplication) application = gui_init (&argc, &argv);

  g_test_add_func ("/undo-options/every-option", test_every_option);
  return g_test_run ();
}
