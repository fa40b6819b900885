/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-import-choices.h"

struct _MixImportChoices
{
  GArray *columns; /* of MixColumnChoice; as long as nobody saw any: empty */

  /* What roles begin with; NULL: with a guess. */
  char *target, *x;
  GStrv features;
};

MixImportChoices *
mix_import_choices_new (void)
{
  MixImportChoices *choices = g_new0 (MixImportChoices, 1);

  choices->columns = g_array_new (FALSE, TRUE, sizeof (MixColumnChoice));
  return choices;
}

void
mix_import_choices_free (MixImportChoices *choices)
{
  g_array_unref (choices->columns);
  g_free (choices->target);
  g_free (choices->x);
  g_strfreev (choices->features);
  g_free (choices);
}

static MixColumnChoice *
choice_of (const MixImportChoices *choices, guint column)
{
  return &g_array_index (choices->columns, MixColumnChoice, column);
}

static void
guess_roles (MixImportChoices *choices, const MixDataset *dataset)
{
  int target, x;

  mix_dataset_guess_axes (dataset, &target, &x);
  for (guint i = 0; i < choices->columns->len; i++)
    choice_of (choices, i)->role = mix_dataset_get_column (dataset, i)->marks_validation
                                     ? MIX_ROLE_VALIDATION
                                   : (int) i == target ? MIX_ROLE_TARGET
                                   : (int) i == x      ? MIX_ROLE_X
                                                       : MIX_ROLE_NONE;
}

/* As they were; FALSE where the table has no such columns. */
static gboolean
restore_roles (MixImportChoices *choices, const MixDataset *dataset)
{
  int target = choices->target != NULL ? mix_dataset_find_column (dataset, choices->target) : -1;
  int x = choices->x != NULL ? mix_dataset_find_column (dataset, choices->x) : -1;

  if (target < 0 || x < 0)
    return FALSE;
  for (guint i = 0; i < choices->columns->len; i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      gboolean is_feature = choices->features != NULL
                            && g_strv_contains ((const char *const *) choices->features, column->name);
      choice_of (choices, i)->role = (int) i == target          ? MIX_ROLE_TARGET
                                     : (int) i == x             ? MIX_ROLE_X
                                     : column->marks_validation ? MIX_ROLE_VALIDATION
                                     : is_feature               ? MIX_ROLE_FEATURE
                                                                : MIX_ROLE_NONE;
    }
  return TRUE;
}

/* A column that is read as something else loses what it cannot be. */
static void
drop_unfit (MixColumnChoice *choice, const MixColumn *column)
{
  gboolean is_number = column->kind == MIX_COLUMN_NUMBER;
  gboolean fits = choice->role == MIX_ROLE_VALIDATION ? column->kind != MIX_COLUMN_MIXED
                  : choice->role == MIX_ROLE_TARGET   ? is_number
                                                      : is_number || column->levels != NULL;

  if (!fits)
    choice->role = MIX_ROLE_NONE;
}

/**
 * mix_import_choices_remember:
 * @all_others: whether it takes every other column; else only the x axis
 *
 * The roles that a table is learnt with are those that its columns begin with.
 */
void
mix_import_choices_remember (MixImportChoices *choices, const MixDesign *design,
                             gboolean all_others)
{
  g_autofree char *target = g_strdup (mix_design_get_target_name (design));
  g_auto (GStrv) features = mix_design_list_columns (design);

  g_free (choices->target);
  g_free (choices->x);
  choices->target = g_steal_pointer (&target);
  choices->x = g_strdup (features[0]);
  if (all_others)
    choices->features = g_steal_pointer (&features);
}

/**
 * mix_import_choices_follow:
 * @import: how the table was read
 * @dataset: what came of it
 *
 * Roles stay as they were chosen as long as there are as many columns; else they are guessed.
 */
void
mix_import_choices_follow (MixImportChoices *choices, const MixImport *import,
                           const MixDataset *dataset)
{
  guint n = mix_dataset_get_n_columns (dataset);
  gboolean are_others = choices->columns->len != n;
  gboolean has_forms = !g_str_equal (import->kinds, "auto");

  g_array_set_size (choices->columns, n);
  for (guint i = 0; i < n; i++)
    {
      const MixColumn *column = mix_dataset_get_column (dataset, i);
      MixColumnChoice *choice = choice_of (choices, i);
      choice->form = has_forms ? mix_import_form_of (import, "", i + 1) : MIX_FORM_AUTO;
      choice->transform = column->transform;
      drop_unfit (choice, column);
    }
  if (are_others && !restore_roles (choices, dataset))
    guess_roles (choices, dataset);
}

const MixColumnChoice *
mix_import_choices_get (const MixImportChoices *choices, guint column)
{
  g_return_val_if_fail (column < choices->columns->len, NULL);
  return choice_of (choices, column);
}

/* There is one target, one column on the x axis and one that marks. */
void
mix_import_choices_set (MixImportChoices *choices, guint column, const MixColumnChoice *choice)
{
  gboolean is_sole = choice->role != MIX_ROLE_NONE && choice->role != MIX_ROLE_FEATURE;

  g_return_if_fail (column < choices->columns->len);
  for (guint i = 0; is_sole && i < choices->columns->len; i++)
    if (choice_of (choices, i)->role == choice->role)
      choice_of (choices, i)->role = MIX_ROLE_NONE;
  *choice_of (choices, column) = *choice;
}

int
mix_import_choices_find (const MixImportChoices *choices, MixColumnRole role)
{
  for (guint i = 0; i < choices->columns->len; i++)
    if (choice_of (choices, i)->role == role)
      return (int) i;
  return -1;
}

typedef int (*Take) (const MixColumnChoice *choice);

static int
take_form (const MixColumnChoice *choice)
{
  return (int) choice->form;
}

static int
take_transform (const MixColumnChoice *choice)
{
  return (int) choice->transform;
}

/* "2=date,4-900=text": neighbours that are alike have one word. */
static char *
list_pairs (const MixImportChoices *choices, Take take, const MixChoice *words, const char *initial)
{
  guint n = choices->columns->len;
  GString *list = g_string_new (NULL);

  for (guint first = 0, next; first < n; first = next)
    {
      int value = take (choice_of (choices, first));
      for (next = first + 1; next < n && take (choice_of (choices, next)) == value; next++)
        ;
      if (value == words[0].value)
        continue;
      g_string_append_printf (list, "%s%u", list->len > 0 ? "," : "", first + 1);
      if (next > first + 1)
        g_string_append_printf (list, "-%u", next);
      g_string_append_printf (list, "=%s", mix_choice_nick (words, value));
    }
  if (list->len == 0)
    g_string_append (list, initial);
  return g_string_free (list, FALSE);
}

/**
 * mix_import_choices_take_kinds:
 *
 * Returns: FALSE with MIX_IMPORT_ERROR where the choices are too many for the settings
 */
gboolean
mix_import_choices_take_kinds (const MixImportChoices *choices, MixImport *import, GError **error)
{
  g_autofree char *kinds = list_pairs (choices, take_form, mix_column_forms, "auto");

  return mix_import_set (import, "kinds", kinds, error);
}

/* Where some columns are features those without a role are ignored: "4-900,902". */
gboolean
mix_import_choices_take_ignored (const MixImportChoices *choices, MixImport *import,
                                 GError **error)
{
  guint n = mix_import_choices_find (choices, MIX_ROLE_FEATURE) >= 0 ? choices->columns->len : 0;
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint first = 0, next; first < n; first = next + 1)
    {
      for (next = first; next < n && choice_of (choices, next)->role == MIX_ROLE_NONE; next++)
        ;
      if (next == first)
        continue;
      g_string_append_printf (list, "%s%u", list->len > 0 ? "," : "", first + 1);
      if (next > first + 1)
        g_string_append_printf (list, "-%u", next);
    }
  return mix_import_set (import, "ignore", list->len > 0 ? list->str : "none", error);
}

gboolean
mix_import_choices_take_transforms (const MixImportChoices *choices, MixImport *import,
                                    GError **error)
{
  g_autofree char *transforms
    = list_pairs (choices, take_transform, mix_transform_choices, "none");

  return mix_import_set (import, "transforms", transforms, error);
}

/* The column that marks the rows that validate is known by its number. */
void
mix_import_choices_take_validation (const MixImportChoices *choices, MixImport *import)
{
  int place = mix_import_choices_find (choices, MIX_ROLE_VALIDATION);
  g_autofree char *text = place >= 0 ? g_strdup_printf ("%d", place + 1) : g_strdup ("none");

  if (choices->columns->len > 0)
    mix_import_set (import, "validation-column", text, NULL);
}
