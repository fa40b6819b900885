/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-run-window.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-difference.h"
#include "mix-figure-run.h"
#include "mix-format.h"
#include "mix-plot-view.h"
#include "mix-style.h"

/* MixRunWindow lays two pinned runs side by side: both fits over each other, what they came to, and
 * of the settings those that differ. Escape closes it. */

#define PLOT_HEIGHT 260

struct _MixRunWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  MixPlotView *view;
  GtkGrid *grid;
  int n_rows; /* of the grid */
  MixPinnedRun *run[2];
};

G_DEFINE_FINAL_TYPE (MixRunWindow, mix_run_window, ADW_TYPE_WINDOW)

static void
add_cell (MixRunWindow *self, int column, const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, column > 0);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_grid_attach (self->grid, label, column, self->n_rows, 1, 1);
}

static void
add_row (MixRunWindow *self, const char *label, const char *first, const char *second)
{
  add_cell (self, 0, label, "dim-label");
  add_cell (self, 1, first, "numeric");
  add_cell (self, 2, second, "numeric");
  self->n_rows++;
}

static void
add_heading (MixRunWindow *self, const char *text, gboolean names)
{
  add_cell (self, 0, text, "heading");
  for (int i = 0; names && i < 2; i++)
    add_cell (self, i + 1, mix_pinned_run_get_name (self->run[i]), "heading");
  self->n_rows++;
}

static char *
score_text (const MixSnapshot *snapshot, gsize offset)
{
  const MixLossPoint *point = mix_snapshot_get_point (snapshot);
  double score = point != NULL ? G_STRUCT_MEMBER (double, point, offset) : (double) NAN;

  return isfinite (score) ? mix_format_number (score, 3) : g_strdup ("–");
}

static void
add_scores (MixRunWindow *self, const MixSnapshot *first, const MixSnapshot *second)
{
  static const struct
  {
    const char *label;
    gsize offset;
  } scores[] = {
    { N_ ("Validation NLL"), G_STRUCT_OFFSET (MixLossPoint, validation_nll) },
    { N_ ("Training NLL"), G_STRUCT_OFFSET (MixLossPoint, train_nll) },
    { N_ ("RMSE of the mean, validation"), G_STRUCT_OFFSET (MixLossPoint, validation_rmse) },
  };
  g_autofree char *epoch = g_strdup_printf ("%u", first->epoch);
  g_autofree char *other = g_strdup_printf ("%u", second->epoch);

  add_heading (self, _ ("Scores"), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      g_autofree char *a = score_text (first, scores[i].offset);
      g_autofree char *b = score_text (second, scores[i].offset);
      add_row (self, _ (scores[i].label), a, b);
    }
  add_row (self, _ ("Epochs trained"), epoch, other);
}

static void
add_differences (MixRunWindow *self, const MixSnapshot *first, const MixSnapshot *second)
{
  g_autoptr (GPtrArray) list = mix_snapshot_list_differences (first, second);

  add_heading (self, _ ("Settings that differ"), FALSE);
  for (guint i = 0; i < list->len; i++)
    {
      const MixDifference *difference = g_ptr_array_index (list, i);
      add_row (self, difference->label, difference->value[0], difference->value[1]);
    }
  if (list->len == 0)
    add_row (self, _ ("None: the same data and settings"), "", "");
}

static void
clear_grid (MixRunWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->n_rows = 0;
}

static void
draw (MixRunWindow *self)
{
  MixNamedRun runs[2];

  if (self->run[0] == NULL || self->run[1] == NULL)
    return;
  for (guint i = 0; i < 2; i++)
    runs[i] = (MixNamedRun){ mix_pinned_run_get_snapshot (self->run[i]),
                             mix_pinned_run_get_name (self->run[i]) };
  g_autoptr (MixPlot) plot = mix_figure_build_overlay (&runs[0], &runs[1], mix_style_palette ());
  mix_plot_view_set_plot (self->view, plot);
  mix_plot_view_describe (self->view);
}

static void
mix_run_window_dispose (GObject *object)
{
  MixRunWindow *self = MIX_RUN_WINDOW (object);

  g_clear_object (&self->run[0]);
  g_clear_object (&self->run[1]);
  G_OBJECT_CLASS (mix_run_window_parent_class)->dispose (object);
}

static void
mix_run_window_class_init (MixRunWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mix_run_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static GtkWidget *
make_page (MixRunWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *page = gtk_scrolled_window_new ();

  self->view = mix_plot_view_new ();
  gtk_widget_set_size_request (GTK_WIDGET (self->view), 280, PLOT_HEIGHT);
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self->view), TRUE);
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 18);
  gtk_grid_set_row_spacing (self->grid, 4);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->view));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  gtk_widget_add_css_class (box, "run-comparison");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (page), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (page), box);
  gtk_widget_set_vexpand (page, TRUE);
  return page;
}

static void
mix_run_window_init (MixRunWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = adw_header_bar_new ();

  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), make_page (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  mix_style_watch (G_CALLBACK (draw), self);
}

/* A window over @parent, which it goes with; show it two runs. */
MixRunWindow *
mix_run_window_new (GtkWindow *parent)
{
  return g_object_new (MIX_TYPE_RUN_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE,
                       "default-width", 720, "default-height", 680, NULL);
}

/* Presents two runs, in the place of those that were there. */
void
mix_run_window_show (MixRunWindow *self, MixPinnedRun *first, MixPinnedRun *second)
{
  g_return_if_fail (MIX_IS_RUN_WINDOW (self));

  g_autofree char *title = g_strdup_printf (_ ("%s and %s"), mix_pinned_run_get_name (first),
                                            mix_pinned_run_get_name (second));
  g_set_object (&self->run[0], first);
  g_set_object (&self->run[1], second);
  clear_grid (self);
  add_scores (self, mix_pinned_run_get_snapshot (first), mix_pinned_run_get_snapshot (second));
  add_differences (self, mix_pinned_run_get_snapshot (first),
                   mix_pinned_run_get_snapshot (second));
  draw (self);
  adw_window_title_set_title (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_window_present (GTK_WINDOW (self));
}
