/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-generator-tile.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-design.h"
#include "mix-figure.h"
#include "mix-plot-view.h"
#include "mix-style.h"

/* MixGeneratorTile is a toggle button with a picture of what a generator makes, drawn by the
 * generator itself with the noise and seed in use. CSS: button.tile. */

#define TILE_ROWS 320
#define TILE_WIDTH 82
#define TILE_HEIGHT 50

struct _MixGeneratorTile
{
  GtkToggleButton parent_instance;

  const MixGenerator *generator;
  MixPlotView *view;
  MixDesign *design;
  MixPalette palette; /* of the plot on show, which borrows it */
};

G_DEFINE_FINAL_TYPE (MixGeneratorTile, mix_generator_tile, GTK_TYPE_TOGGLE_BUTTON)

/* The chosen tile's picture is in the colour of what is selected. */
static void
paint (MixGeneratorTile *self)
{
  if (self->design == NULL)
    return;
  self->palette = *mix_style_palette ();
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self)))
    self->palette.text = self->palette.selection;
  g_autoptr (MixPlot) plot = mix_figure_build_thumbnail (self->design, &self->palette);
  mix_plot_view_set_plot (self->view, plot);
}

static void
mix_generator_tile_finalize (GObject *object)
{
  g_clear_pointer (&MIX_GENERATOR_TILE (object)->design, mix_design_unref);
  G_OBJECT_CLASS (mix_generator_tile_parent_class)->finalize (object);
}

static void
mix_generator_tile_class_init (MixGeneratorTileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mix_generator_tile_finalize;
}

static void
mix_generator_tile_init (MixGeneratorTile *self)
{
  self->view = mix_plot_view_new_for_tile (TILE_WIDTH, TILE_HEIGHT);
  gtk_button_set_child (GTK_BUTTON (self), GTK_WIDGET (self->view));
  gtk_widget_add_css_class (GTK_WIDGET (self), "tile");
  gtk_widget_set_focus_on_click (GTK_WIDGET (self), FALSE);
  g_signal_connect_swapped (self, "notify::active", G_CALLBACK (paint), self);
  mix_style_watch (G_CALLBACK (paint), self);
}

/* A tile for a generator (static), blank until it is drawn. */
GtkWidget *
mix_generator_tile_new (const MixGenerator *generator)
{
  g_return_val_if_fail (generator != NULL, NULL);

  MixGeneratorTile *self = g_object_new (MIX_TYPE_GENERATOR_TILE, "tooltip-text",
                                         _ (generator->summary), NULL);
  self->generator = generator;
  mix_accessible_name (GTK_WIDGET (self), _ (generator->title), _ (generator->summary));
  return GTK_WIDGET (self);
}

const MixGenerator *
mix_generator_tile_get_generator (MixGeneratorTile *self)
{
  g_return_val_if_fail (MIX_IS_GENERATOR_TILE (self), NULL);
  return self->generator;
}

/* Draws it as the generator makes it with this noise and seed. */
void
mix_generator_tile_draw (MixGeneratorTile *self, double noise, guint64 seed)
{
  g_return_if_fail (MIX_IS_GENERATOR_TILE (self));

  g_autoptr (MixDataset) dataset = mix_generator_make (self->generator, TILE_ROWS, noise, seed);
  g_clear_pointer (&self->design, mix_design_unref);
  self->design = mix_design_new (dataset, NULL, NULL, NULL);
  paint (self);
}
