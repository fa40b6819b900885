/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include <glib/gi18n-lib.h>

#include "mix-blas.h"
#include "mix-output.h"
#include "mix-verbs.h"

static const MixVerb *const verbs[] = {
  &mix_verb_generate,
  &mix_verb_table,
  &mix_verb_train,
  &mix_verb_evaluate,
  &mix_verb_predict,
  &mix_verb_choose_components,
  &mix_verb_compare,
  &mix_verb_diagnose,
  &mix_verb_decide,
  &mix_verb_plot,
  &mix_verb_config,
};

static const MixVerb *
find_verb (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i]->name, name))
      return verbs[i];
  return NULL;
}

static gboolean
print_help (GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append (text, _ ("Usage:\n  mixture-lab-cli VERB [OPTION…] [ARGUMENT…]\n\n"
                            "Trains mixture density networks, which predict a whole distribution\n"
                            "where others predict a number.\n\nVerbs:\n"));
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    g_string_append_printf (text, "  %-18s %s\n", verbs[i]->name, _ (verbs[i]->summary));
  g_string_append (text, _ ("\nOptions:\n"
                            "  --help     this page; after a verb, its own\n"
                            "  --version  the version, and the kernels that the arithmetic uses\n\n"
                            "DATA is a CSV file, - for standard input, or @ID for a generator.\n"
                            "Try:\n"
                            "  mixture-lab-cli train @two-branch --components 2 --model m.json\n"
                            "  mixture-lab-cli plot m.json @two-branch --figure fit "
                            "--output fit.png\n"));
  return mix_output_print (text->str, error);
}

static gboolean
print_version (GError **error)
{
  g_autofree char *text =
    g_strdup_printf ("mixture-lab-cli %s (OpenBLAS %s)\n", MIX_VERSION, mix_blas_core_name ());
  return mix_output_print (text, error);
}

static gboolean
fail_unknown (const char *name, GError **error)
{
  const char *names[G_N_ELEMENTS (verbs) + 1] = { NULL };
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    names[i] = verbs[i]->name;

  const char *nearest = mix_nearest_word (name, names);
  if (nearest != NULL)
    g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
                 _ ("there is no verb “%s”; did you mean “%s”?"), name, nearest);
  else
    g_set_error (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
                 _ ("there is no verb “%s”; “mixture-lab-cli --help” lists them"), name);
  return FALSE;
}

static gboolean
run_verb (const char *name, int argc, char **argv, GError **error)
{
  const MixVerb *verb = find_verb (name);
  if (verb == NULL)
    return fail_unknown (name, error);

  g_autofree char *program = g_strconcat ("mixture-lab-cli ", name, NULL);
  g_set_prgname (program);
  g_autoptr (MixCommand) command = mix_command_new (verb, argc, argv);
  return verb->run (command, error);
}

static gboolean
run (int argc, char **argv, GError **error)
{
  const char *first = argc > 1 ? argv[1] : NULL;

  if (first == NULL)
    {
      g_set_error_literal (error, MIX_CLI_ERROR, MIX_CLI_ERROR_USAGE,
                           _ ("give a verb; “mixture-lab-cli --help” lists them"));
      return FALSE;
    }
  if (g_str_equal (first, "--version"))
    return print_version (error);
  if (g_str_equal (first, "help") && argc > 2)
    {
      char *help[] = { argv[2], (char *) "--help", NULL };
      return run_verb (argv[2], 2, help, error);
    }
  if (g_str_equal (first, "--help") || g_str_equal (first, "-h") || g_str_equal (first, "help"))
    return print_help (error);
  return run_verb (first, argc - 1, argv + 1, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  /* Numbers are written and read alike everywhere. */
  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, MIX_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  run (argc, argv, &error);
  if (error == NULL)
    return 0;
  mix_output_error (error);
  return mix_cli_exit_status (error);
}
