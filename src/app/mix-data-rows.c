/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-data-rows.h"

/* MixDataRows holds no rows but, where they are sorted, their order and its inverse: a million of
 * them open at once. */

struct _MixDataRow
{
  GObject parent_instance;

  guint32 place;
};

G_DEFINE_FINAL_TYPE (MixDataRow, mix_data_row, G_TYPE_OBJECT)

static void
mix_data_row_class_init (MixDataRowClass *klass)
{
}

static void
mix_data_row_init (MixDataRow *self)
{
}

guint32
mix_data_row_get_place (MixDataRow *self)
{
  g_return_val_if_fail (MIX_IS_DATA_ROW (self), 0);
  return self->place;
}

struct _MixDataRows
{
  GObject parent_instance;

  guint n;
  guint32 *order;   /* [n] the row at each position; NULL: that of the table */
  guint32 *inverse; /* [n] the position of each row; NULL likewise */
};

static GType
get_item_type (GListModel *list)
{
  return MIX_TYPE_DATA_ROW;
}

static guint
get_n_items (GListModel *list)
{
  return MIX_DATA_ROWS (list)->n;
}

static gpointer
get_item (GListModel *list, guint position)
{
  MixDataRows *self = MIX_DATA_ROWS (list);

  if (position >= self->n)
    return NULL;
  MixDataRow *row = g_object_new (MIX_TYPE_DATA_ROW, NULL);
  row->place = mix_data_rows_get_place (self, position);
  return row;
}

static void
implement_list (GListModelInterface *list)
{
  list->get_item_type = get_item_type;
  list->get_n_items = get_n_items;
  list->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MixDataRows, mix_data_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list))

static void
forget_order (MixDataRows *self)
{
  g_clear_pointer (&self->order, g_free);
  g_clear_pointer (&self->inverse, g_free);
}

static void
mix_data_rows_finalize (GObject *object)
{
  forget_order (MIX_DATA_ROWS (object));
  G_OBJECT_CLASS (mix_data_rows_parent_class)->finalize (object);
}

static void
mix_data_rows_class_init (MixDataRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mix_data_rows_finalize;
}

static void
mix_data_rows_init (MixDataRows *self)
{
}

/* A list without rows. */
MixDataRows *
mix_data_rows_new (void)
{
  return g_object_new (MIX_TYPE_DATA_ROWS, NULL);
}

/* Other rows, in the order of the table. */
void
mix_data_rows_set_count (MixDataRows *self, gsize n_rows)
{
  guint before = self->n;

  g_return_if_fail (MIX_IS_DATA_ROWS (self));
  g_return_if_fail (n_rows < G_MAXUINT32);

  forget_order (self);
  self->n = (guint) n_rows;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->n);
}

/**
 * mix_data_rows_set_order:
 * @order: (transfer full) (nullable): [n] the row at each position; NULL: that of the table
 */
void
mix_data_rows_set_order (MixDataRows *self, guint32 *order)
{
  g_return_if_fail (MIX_IS_DATA_ROWS (self));

  forget_order (self);
  self->order = order;
  if (order != NULL)
    {
      self->inverse = g_new (guint32, self->n);
      for (guint i = 0; i < self->n; i++)
        self->inverse[order[i]] = i;
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, self->n, self->n);
}

/* The row at a position. */
guint32
mix_data_rows_get_place (MixDataRows *self, guint position)
{
  g_return_val_if_fail (MIX_IS_DATA_ROWS (self) && position < self->n, 0);
  return self->order != NULL ? self->order[position] : position;
}

/* The position of a row. */
guint
mix_data_rows_find (MixDataRows *self, guint32 place)
{
  g_return_val_if_fail (MIX_IS_DATA_ROWS (self) && place < self->n, 0);
  return self->inverse != NULL ? self->inverse[place] : place;
}
