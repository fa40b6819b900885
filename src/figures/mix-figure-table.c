/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-table.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-csv.h"
#include "mix-figure-private.h"
#include "mix-scene-private.h"
#include "mix-slice-grid.h"

/* Columns of one length, one after another. */
typedef struct
{
  gsize n_rows;
  GArray *columns; /* MixColumn */
} Table;

static double *
add_column (Table *table, char *name)
{
  MixColumn column = { .name = name, .values = g_new (double, table->n_rows) };

  g_array_append_val (table->columns, column);
  return column.values;
}

/* values [n_rows], every so many of an array; moments of a unit are shown as dates */
static void
copy_times (Table *table, char *name, const double *values, guint stride, MixTimeUnit time)
{
  double *to = add_column (table, name);
  MixColumn *column = &g_array_index (table->columns, MixColumn, table->columns->len - 1);

  for (gsize i = 0; i < table->n_rows; i++)
    to[i] = values[i * stride];
  column->time = time;
  column->as_dates = TRUE;
}

static void
copy_column (Table *table, char *name, const double *values, guint stride)
{
  copy_times (table, name, values, stride, MIX_TIME_NONE);
}

static void
add_fit (Table *table, MixScene *scene)
{
  const MixCurves *curves = mix_scene_get_curves (scene);
  const MixQuantileCurves *quantiles = mix_scene_get_quantiles (scene);
  double band = mix_scene_get_view (scene)->band;
  MixDesign *design = mix_scene_get_design (scene);
  MixTimeUnit time = mix_design_get_target_time (design);
  MixTimeUnit seen = mix_design_get_target_transform (design) != NULL ? MIX_TIME_NONE : time;

  copy_times (table, g_strdup ("mean"), curves->mean, 1, time);
  copy_times (table, g_strdup ("median"), quantiles->median, 1, time);
  copy_times (table, g_strdup_printf ("q%g", (1 - band) / 2), quantiles->low, 1, time);
  copy_times (table, g_strdup_printf ("q%g", (1 + band) / 2), quantiles->high, 1, time);
  if (curves->plain != NULL)
    copy_times (table, g_strdup ("plain"), curves->plain, 1, time);
  for (guint k = 0; k < curves->k; k++)
    {
      copy_column (table, g_strdup_printf ("pi_%u", k + 1), curves->pi + k, curves->k);
      copy_times (table, g_strdup_printf ("mu_%u", k + 1), curves->mu + k, curves->k, seen);
      copy_column (table, g_strdup_printf ("sigma_%u", k + 1), curves->sigma + k, curves->k);
    }
}

static void
add_mixing (Table *table, MixScene *scene)
{
  const MixCurves *curves = mix_scene_get_curves (scene);

  for (guint k = 0; k < curves->k; k++)
    copy_column (table, g_strdup_printf ("pi_%u", k + 1), curves->pi + k, curves->k);
  double *entropy = add_column (table, g_strdup ("entropy"));
  for (gsize i = 0; i < table->n_rows; i++)
    entropy[i] = mix_figure_entropy (curves->pi + i * curves->k, curves->k);
}

static void
add_x (Table *table, MixScene *scene)
{
  const MixCurves *curves = mix_scene_get_curves (scene);
  MixDesign *design = mix_scene_get_design (scene);

  table->n_rows = curves->n;
  guint feature = mix_scene_get_x_feature (scene);
  copy_times (table, g_strdup (mix_design_get_feature_label (design, feature)), curves->x, 1,
              mix_design_get_feature_time (design, feature));
}

static void
add_slice (Table *table, MixScene *scene)
{
  g_autoptr (MixSliceGrid) grid = mix_slice_grid_new (scene);
  const char *target = mix_design_get_target_label (mix_scene_get_design (scene));

  table->n_rows = grid->n;
  copy_times (table, g_strdup (target != NULL ? target : "y"), grid->y, 1, mix_figure_y_time (scene));
  copy_column (table, g_strdup ("density"), grid->total, 1);
  for (guint k = 0; k < grid->k; k++)
    copy_column (table, g_strdup_printf ("density_%u", k + 1), grid->component + k * grid->n, 1);
  if (grid->truth != NULL)
    copy_column (table, g_strdup ("truth"), grid->truth, 1);
}

static void
add_loss (Table *table, MixScene *scene)
{
  static const struct
  {
    const char *name;
    gsize offset;
  } series[] = {
    { "train_nll", G_STRUCT_OFFSET (MixLossPoint, train_nll) },
    { "validation_nll", G_STRUCT_OFFSET (MixLossPoint, validation_nll) },
    { "plain_train_nll", G_STRUCT_OFFSET (MixLossPoint, plain_train_nll) },
    { "plain_validation_nll", G_STRUCT_OFFSET (MixLossPoint, plain_validation_nll) },
  };
  const MixHistory *history = mix_scene_get_snapshot (scene)->history;

  table->n_rows = mix_history_get_n_points (history);
  double *epoch = add_column (table, g_strdup ("epoch"));
  for (guint i = 0; i < table->n_rows; i++)
    epoch[i] = mix_history_get_point (history, i)->epoch;
  for (guint s = 0; s < G_N_ELEMENTS (series); s++)
    {
      double *nll = add_column (table, g_strdup (series[s].name));
      for (guint i = 0; i < table->n_rows; i++)
        nll[i] = G_STRUCT_MEMBER (double, mix_history_get_point (history, i), series[s].offset);
    }
}

static gboolean
has_numbers (const char *figure, MixScene *scene)
{
  const MixSnapshot *snapshot = mix_scene_get_snapshot (scene);

  if (g_str_equal (figure, "loss"))
    return snapshot != NULL && snapshot->history != NULL
           && mix_history_get_n_points (snapshot->history) > 0;
  if (g_str_equal (figure, "evidence"))
    return mix_scene_get_evidence (scene) != NULL;
  return mix_scene_is_trained (scene) && mix_scene_get_slice (scene) != NULL;
}

/**
 * mix_figure_table:
 * @figure: in the table of figures
 *
 * Returns: (transfer full) (nullable): what it draws, in numbers
 */
MixDataset *
mix_figure_table (const MixFigure *figure, MixScene *scene)
{
  Table table = { 0 };

  g_return_val_if_fail (figure != NULL, NULL);
  if (!has_numbers (figure->id, scene))
    return NULL;
  if (figure->table != NULL)
    return figure->table (scene);
  table.columns = g_array_new (FALSE, TRUE, sizeof (MixColumn));
  if (g_str_equal (figure->id, "slice"))
    add_slice (&table, scene);
  else if (g_str_equal (figure->id, "loss"))
    add_loss (&table, scene);
  else
    {
      add_x (&table, scene);
      if (g_str_equal (figure->id, "fit"))
        add_fit (&table, scene);
      else
        add_mixing (&table, scene);
    }
  guint n_columns = table.columns->len;
  return mix_dataset_new (_ (figure->title), table.n_rows,
                          (MixColumn *) (gpointer) g_array_free (table.columns, FALSE), n_columns);
}

char *
mix_table_to_text (const MixDataset *table)
{
  GString *out = g_string_new (NULL);
  guint n = mix_dataset_get_n_columns (table);

  for (guint c = 0; c < n; c++)
    g_string_append_printf (out, "%s%s", c > 0 ? "\t" : "",
                            mix_dataset_get_column (table, c)->name);
  for (gsize row = 0; row < mix_dataset_get_n_rows (table); row++)
    for (guint c = 0; c < n; c++)
      {
        const MixColumn *column = mix_dataset_get_column (table, c);
        g_autofree char *cell = mix_csv_format_cell (column, row);
        gboolean is_there = column->kind == MIX_COLUMN_TEXT ? mix_column_get_word (column, row) != NULL
                                                            : isfinite (column->values[row]) != 0;
        g_string_append_c (out, c > 0 ? '\t' : '\n');
        if (is_there)
          g_string_append (out, cell);
      }
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}
