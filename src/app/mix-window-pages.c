/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-window-private.h"

/* The pages of a window: the one on show has the focus, and its figures are those that are
 * exported. */

static GtkWidget *
find_type (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Returns: (transfer none) (nullable): the figures of the page on show; NULL where that is
 * Explore. */
MixFigureGrid *
mix_window_get_grid (MixWindow *self)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->pages);
  GtkWidget *grid = page != NULL ? find_type (page, MIX_TYPE_FIGURE_GRID) : NULL;

  return grid != NULL ? MIX_FIGURE_GRID (grid) : NULL;
}

/* Returns: (nullable): the id of the figure of the page on show that has the focus. */
const char *
mix_window_get_focus_figure (MixWindow *self)
{
  MixFigureGrid *grid = mix_window_get_grid (self);

  return grid != NULL ? mix_figure_grid_get_focus_figure (grid)
                      : mix_explore_page_get_focus_figure (self->page);
}

/* Returns: (transfer full): a figure as the page on show has it; one that it has not, of what
 * Explore shows. */
MixPlot *
mix_window_build_figure (MixWindow *self, const char *figure)
{
  MixFigureGrid *grid = mix_window_get_grid (self);
  MixPlot *plot = grid != NULL ? mix_figure_grid_build_figure (grid, figure) : NULL;

  return plot != NULL ? plot : mix_explore_page_build_figure (self->page, figure);
}

/* Gives the focus to the first plot of the page on show, where Space trains. */
void
mix_window_focus_page (MixWindow *self)
{
  MixFigureGrid *grid = mix_window_get_grid (self);
  GtkWidget *view = grid != NULL ? find_type (GTK_WIDGET (grid), MIX_TYPE_PLOT_VIEW) : NULL;

  if (view != NULL)
    gtk_widget_grab_focus (view);
  else
    mix_explore_page_focus (self->page);
}
