/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-plot-build.h"

#include "mix-plot-private.h"

void
mix_plot_set_title (MixPlot *plot, const char *title)
{
  g_free (plot->title);
  plot->title = g_strdup (title);
}

void
mix_plot_set_subtitle (MixPlot *plot, const char *subtitle, gboolean live)
{
  g_free (plot->subtitle);
  plot->subtitle = g_strdup (subtitle);
  plot->live_subtitle = live;
}

void
mix_plot_set_titles_on_top (MixPlot *plot, gboolean on_top)
{
  plot->titles_on_top = on_top;
}

void
mix_plot_set_note (MixPlot *plot, const char *note)
{
  g_free (plot->note);
  plot->note = g_strdup (note);
}

void
mix_plot_set_note_wraps (MixPlot *plot, gboolean wraps)
{
  plot->note_wraps = wraps;
}

void
mix_plot_take_description (MixPlot *plot, char *description)
{
  g_free (plot->description);
  plot->description = description;
}

void
mix_plot_set_insets (MixPlot *plot, const MixInsets *roomy, const MixInsets *tight)
{
  plot->roomy = *roomy;
  plot->tight = *tight;
}

void
mix_plot_set_narrow (MixPlot *plot, double narrow)
{
  plot->narrow = narrow;
}

void
mix_plot_set_axes (MixPlot *plot, const MixAxis *x, const MixAxis *y)
{
  plot->x = *x;
  plot->y = *y;
  g_free (plot->x_name);
  plot->x_name = g_strdup (x->name);
  plot->x.name = plot->x_name;
}

void
mix_plot_take_layer (MixPlot *plot, MixLayer *layer)
{
  g_ptr_array_add (plot->layers, layer);
}

/**
 * mix_plot_take_tagged:
 * @item: what the layer is, counted from 1; 0: none of the figure's list
 * @component: whose it is, counted from 1; 0: nobody's; MIX_TAG_EVERY: everybody's
 */
void
mix_plot_take_tagged (MixPlot *plot, MixLayer *layer, guint item, guint component)
{
  layer->tag = (MixTag){ (guint8) item, (guint8) MIN (component, MIX_TAG_EVERY) };
  mix_plot_take_layer (plot, layer);
}

void
mix_plot_set_arrange (MixPlot *plot, MixArrangeFunc arrange, gpointer data,
                      GDestroyNotify free_data)
{
  g_return_if_fail (plot->arrange == NULL);

  plot->arrange = arrange;
  plot->arrange_data = data;
  plot->arrange_free = free_data;
}

void
mix_plot_set_message (MixPlot *plot, const char *message)
{
  g_free (plot->message);
  plot->message = g_strdup (message);
}

void
mix_plot_set_message_share (MixPlot *plot, double share)
{
  plot->message_share = share;
}

void
mix_plot_set_bare (MixPlot *plot, gboolean bare)
{
  plot->bare = bare;
}
