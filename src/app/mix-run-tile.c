/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-run-tile.h"

#include "mix-accessible.h"
#include "mix-figure-run.h"
#include "mix-plot-view.h"
#include "mix-style.h"

/* MixRunTile is a toggle button with a picture of what a pinned run has learnt, its name and its
 * score. CSS: button.tile.run. */

#define TILE_WIDTH 92
#define TILE_HEIGHT 46

struct _MixRunTile
{
  GtkToggleButton parent_instance;

  MixPlotView *view;
  GtkLabel *label;
  MixPinnedRun *run;
};

G_DEFINE_FINAL_TYPE (MixRunTile, mix_run_tile, GTK_TYPE_TOGGLE_BUTTON)

static void
mix_run_tile_dispose (GObject *object)
{
  g_clear_object (&MIX_RUN_TILE (object)->run);
  G_OBJECT_CLASS (mix_run_tile_parent_class)->dispose (object);
}

static void
mix_run_tile_class_init (MixRunTileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mix_run_tile_dispose;
}

static void
mix_run_tile_init (MixRunTile *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->view = mix_plot_view_new_for_tile (TILE_WIDTH, TILE_HEIGHT);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "tile-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->view));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_set_focus_on_click (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "tile");
  gtk_widget_add_css_class (GTK_WIDGET (self), "run");
  mix_style_watch (G_CALLBACK (mix_run_tile_refresh), self);
}

/* Shows the run as it is known now. */
void
mix_run_tile_refresh (MixRunTile *self)
{
  if (self->run == NULL)
    return;
  const char *name = mix_pinned_run_get_name (self->run);
  g_autofree char *score = mix_pinned_run_make_score (self->run);
  g_autofree char *summary = mix_pinned_run_make_summary (self->run);
  g_autofree char *text = *score != '\0' ? g_strdup_printf ("%s · %s", name, score)
                                         : g_strdup (name);
  g_autoptr (MixPlot) plot = mix_figure_build_run_thumbnail (
    mix_pinned_run_get_snapshot (self->run), mix_style_palette ());

  mix_plot_view_set_plot (self->view, plot);
  gtk_label_set_label (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), summary);
  mix_accessible_name (GTK_WIDGET (self), name, summary);
}

GtkWidget *
mix_run_tile_new (MixPinnedRun *run)
{
  MixRunTile *self = g_object_new (MIX_TYPE_RUN_TILE, NULL);

  self->run = g_object_ref (run);
  mix_run_tile_refresh (self);
  return GTK_WIDGET (self);
}

/* Returns: (transfer none): the run. */
MixPinnedRun *
mix_run_tile_get_run (MixRunTile *self)
{
  g_return_val_if_fail (MIX_IS_RUN_TILE (self), NULL);
  return self->run;
}
