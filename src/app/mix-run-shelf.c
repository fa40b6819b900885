/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-run-shelf.h"

struct _MixRunShelf
{
  GObject parent_instance;

  GPtrArray *runs; /* MixPinnedRun; never changed, but exchanged for another */
  guint last_number;
};

static void mix_run_shelf_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MixRunShelf, mix_run_shelf, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      mix_run_shelf_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return MIX_TYPE_PINNED_RUN;
}

static guint
get_n_items (GListModel *model)
{
  return MIX_RUN_SHELF (model)->runs->len;
}

static gpointer
get_item (GListModel *model, guint index)
{
  GPtrArray *runs = MIX_RUN_SHELF (model)->runs;

  return index < runs->len ? g_object_ref (g_ptr_array_index (runs, index)) : NULL;
}

static void
mix_run_shelf_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
mix_run_shelf_finalize (GObject *object)
{
  g_ptr_array_unref (MIX_RUN_SHELF (object)->runs);
  G_OBJECT_CLASS (mix_run_shelf_parent_class)->finalize (object);
}

static void
mix_run_shelf_class_init (MixRunShelfClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mix_run_shelf_finalize;
}

static void
mix_run_shelf_init (MixRunShelf *self)
{
  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Returns: (transfer full): an empty shelf. */
MixRunShelf *
mix_run_shelf_new (void)
{
  return g_object_new (MIX_TYPE_RUN_SHELF, NULL);
}

guint
mix_run_shelf_get_n (MixRunShelf *self)
{
  g_return_val_if_fail (MIX_IS_RUN_SHELF (self), 0);
  return self->runs->len;
}

/* Returns: (transfer none): a run of the shelf. */
MixPinnedRun *
mix_run_shelf_peek (MixRunShelf *self, guint index)
{
  g_return_val_if_fail (MIX_IS_RUN_SHELF (self), NULL);
  g_return_val_if_fail (index < self->runs->len, NULL);
  return g_ptr_array_index (self->runs, index);
}

/* For the run that is pinned next: no two have the same. */
guint
mix_run_shelf_next_number (MixRunShelf *self)
{
  g_return_val_if_fail (MIX_IS_RUN_SHELF (self), 0);
  return ++self->last_number;
}

/* Returns: (transfer container) (element-type MixPinnedRun): what is on the shelf, which is not to
 * be changed. */
GPtrArray *
mix_run_shelf_list (MixRunShelf *self)
{
  g_return_val_if_fail (MIX_IS_RUN_SHELF (self), NULL);
  return g_ptr_array_ref (self->runs);
}

/**
 * mix_run_shelf_set:
 * @runs: (element-type MixPinnedRun): that owns its elements; not changed from now on
 *
 * Puts other runs on the shelf.
 */
void
mix_run_shelf_set (MixRunShelf *self, GPtrArray *runs)
{
  g_return_if_fail (MIX_IS_RUN_SHELF (self));

  guint n_before = self->runs->len;
  g_autoptr (GPtrArray) before = self->runs;
  self->runs = g_ptr_array_ref (runs);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, runs->len);
}

/* Takes over the exact snapshots that have come meanwhile. */
void
mix_run_shelf_refresh (MixRunShelf *self)
{
  g_return_if_fail (MIX_IS_RUN_SHELF (self));

  for (guint i = 0; i < self->runs->len; i++)
    if (mix_pinned_run_refresh (mix_run_shelf_peek (self, i)))
      g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 1);
}
