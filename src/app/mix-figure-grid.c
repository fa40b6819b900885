/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-figure-grid-private.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-card-layout.h"
#include "mix-figure-table.h"
#include "mix-menu.h"
#include "mix-style.h"
#include "mix-table-window.h"

/* MixFigureGrid shows figures of a laboratory's run as cards, in as many columns as there is room
 * for; a page is one of these and what it adds. The figures are worked out in a thread, on a copy
 * of the scene of the page Explore: one at a time, the newest wins. Nothing is worked out while the
 * grid is not on the screen; while the network trains, once a second and on fewer rows.
 *
 * Signals: "prepare" with the MixScene that is about to go to the thread, to say what is to be
 * seen; "shown" when its figures are on show.
 *
 * Keyboard: Tab goes from card to card, Alt+T shows the numbers of the one in focus. CSS:
 * figuregrid. */

#define CARD_HEIGHT 280

enum
{
  PROP_LAB = 1,
  PROP_EXPLORE,
  PROP_FIGURES,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixFigureGrid, mix_figure_grid, GTK_TYPE_WIDGET)

/* Larger words want larger cards. */
static void
fit_cards_to_text (MixFigureGrid *self)
{
  double unit = MAX (mix_style_text_unit (GTK_WIDGET (self)), 1);

  for (guint i = 0; i < self->cards->len; i++)
    {
      const MixFigureCard *card = &g_array_index (self->cards, MixFigureCard, i);
      gtk_widget_set_size_request (GTK_WIDGET (card->view), -1, (int) (card->height * unit));
    }
}

static void
mix_figure_grid_map (GtkWidget *widget)
{
  MixFigureGrid *self = MIX_FIGURE_GRID (widget);

  fit_cards_to_text (self);
  GTK_WIDGET_CLASS (mix_figure_grid_parent_class)->map (widget);
  if (self->stale)
    mix_figure_grid_refresh (self);
}

/* x0 and the like may be others when the grid comes back. */
static void
mix_figure_grid_unmap (GtkWidget *widget)
{
  MixFigureGrid *self = MIX_FIGURE_GRID (widget);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->stale = TRUE;
  GTK_WIDGET_CLASS (mix_figure_grid_parent_class)->unmap (widget);
}

/* Cards */

static GMenuModel *
make_menu (const char *figure)
{
  GMenu *menu = g_menu_new ();
  g_autofree char *table = g_strdup_printf ("figures.table::%s", figure);
  g_autofree char *export = g_strdup_printf ("win.export-figure::%s", figure);

  g_menu_append (menu, _ ("Numbers as a Table (Alt+T)"), table);
  g_menu_append (menu, _ ("Export Figure…"), export);
  return G_MENU_MODEL (menu);
}

static GtkWidget *
make_menu_button (const MixFigure *figure)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenuModel) model = make_menu (figure->id);
  g_autofree char *name = g_strdup_printf (_ ("More of %s"), _ (figure->title));

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  mix_menu_hang (GTK_MENU_BUTTON (button), model);
  gtk_widget_set_direction (button, GTK_TEXT_DIR_LTR);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "panel-menu");
  gtk_widget_set_tooltip_text (button, name);
  mix_accessible_name (button, name, NULL);
  return button;
}

static void
add_card (MixFigureGrid *self, const MixFigure *figure)
{
  GtkWidget *overlay = gtk_overlay_new ();
  MixFigureCard card = { figure, mix_plot_view_new (), CARD_HEIGHT };
  const char *title = _ (figure->title);

  gtk_widget_set_focusable (GTK_WIDGET (card.view), TRUE);
  mix_accessible_name (GTK_WIDGET (card.view), title, _ (figure->summary));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (card.view));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), make_menu_button (figure));
  gtk_widget_set_direction (overlay, GTK_TEXT_DIR_LTR); /* as the plot's title is */
  g_array_append_val (self->cards, card);
  mix_figure_grid_insert (self, overlay, FALSE, FALSE);
}

static void
set_figures (MixFigureGrid *self, const char *list)
{
  g_auto (GStrv) ids = g_strsplit_set (list != NULL ? list : "", " \n", -1);

  g_return_if_fail (self->cards->len == 0);
  for (guint i = 0; ids[i] != NULL; i++)
    if (*ids[i] != '\0')
      {
        const MixFigure *figure = mix_figure_find (ids[i]);
        g_return_if_fail (figure != NULL);
        add_card (self, figure);
      }
}

/* Some figures are of a study below them. */
static const char *
lack_of_numbers (MixFigureGrid *self)
{
  const MixSnapshot *snapshot = self->scene != NULL ? mix_scene_get_snapshot (self->scene) : NULL;
  gboolean is_trained = snapshot != NULL && mix_snapshot_has_learnt (snapshot);

  return is_trained ? _ ("There are no numbers yet: start the study that this figure shows")
                    : _ ("There are no numbers yet: train a step first");
}

static void
table_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MixFigureGrid *self = data;
  const char *id = g_variant_get_string (parameter, NULL);

  if (*id == '\0')
    id = mix_figure_grid_get_focus_figure (self);
  if (id == NULL)
    id = g_array_index (self->cards, MixFigureCard, 0).figure->id;
  g_autoptr (MixDataset) table
    = self->scene != NULL ? mix_figure_table (mix_figure_find (id), self->scene) : NULL;
  if (table == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", lack_of_numbers (self));
      return;
    }
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  gtk_window_present (GTK_WINDOW (mix_table_window_new (window, table)));
}

static void
add_actions (MixFigureGrid *self)
{
  static const GActionEntry entries[]
    = { { .name = "table", .parameter_type = "s", .activate = table_cb } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcut *table = gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Alt>t"),
                                         gtk_named_action_new ("figures.table"));

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "figures", G_ACTION_GROUP (actions));
  gtk_shortcut_set_arguments (table, g_variant_new_string (""));
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), table);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* Layout */

static GtkSizeRequestMode
mix_figure_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
mix_figure_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  MixFigureGrid *self = MIX_FIGURE_GRID (widget);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    mix_card_layout_measure_width (self->items, minimum, natural);
  else
    *minimum = *natural = mix_card_layout_place (self->items, for_size, -1, FALSE);
}

static void
mix_figure_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  mix_card_layout_place (MIX_FIGURE_GRID (widget)->items, width, height, TRUE);
}

/* Object */

static void
set_lab (MixFigureGrid *self, MixLab *lab)
{
  if (lab == NULL || !g_set_object (&self->lab, lab))
    return;
  g_signal_connect_object (lab, "snapshot-changed", G_CALLBACK (mix_figure_grid_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
set_explore (MixFigureGrid *self, MixExplorePage *explore)
{
  if (g_set_object (&self->explore, explore) && explore != NULL)
    g_signal_connect_object (explore, "look-changed", G_CALLBACK (mix_figure_grid_refresh), self,
                             G_CONNECT_SWAPPED);
}

static void
mix_figure_grid_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MixFigureGrid *self = MIX_FIGURE_GRID (object);

  if (prop_id == PROP_LAB)
    g_value_set_object (value, self->lab);
  else if (prop_id == PROP_EXPLORE)
    g_value_set_object (value, self->explore);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mix_figure_grid_set_property (GObject *object, guint prop_id, const GValue *value,
                              GParamSpec *pspec)
{
  MixFigureGrid *self = MIX_FIGURE_GRID (object);

  if (prop_id == PROP_LAB)
    set_lab (self, g_value_get_object (value));
  else if (prop_id == PROP_EXPLORE)
    set_explore (self, g_value_get_object (value));
  else
    set_figures (self, g_value_get_string (value));
}

static void
mix_figure_grid_dispose (GObject *object)
{
  MixFigureGrid *self = MIX_FIGURE_GRID (object);
  GtkWidget *child;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_array_set_size (self->cards, 0);
  g_ptr_array_set_size (self->items, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->lab);
  g_clear_object (&self->explore);
  G_OBJECT_CLASS (mix_figure_grid_parent_class)->dispose (object);
}

static void
mix_figure_grid_finalize (GObject *object)
{
  MixFigureGrid *self = MIX_FIGURE_GRID (object);

  g_array_unref (self->cards);
  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->scene, mix_scene_free);
  G_OBJECT_CLASS (mix_figure_grid_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  props[PROP_LAB] = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB, flags);
  props[PROP_EXPLORE]
    = g_param_spec_object ("explore", NULL, NULL, MIX_TYPE_EXPLORE_PAGE, flags);
  /* ids with blanks or line ends between; set once */
  props[PROP_FIGURES] = g_param_spec_string ("figures", NULL, NULL, NULL,
                                             G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mix_figure_grid_class_init (MixFigureGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mix_figure_grid_get_property;
  object_class->set_property = mix_figure_grid_set_property;
  object_class->dispose = mix_figure_grid_dispose;
  object_class->finalize = mix_figure_grid_finalize;
  widget_class->get_request_mode = mix_figure_grid_get_request_mode;
  widget_class->measure = mix_figure_grid_measure;
  widget_class->size_allocate = mix_figure_grid_size_allocate;
  widget_class->map = mix_figure_grid_map;
  widget_class->unmap = mix_figure_grid_unmap;
  install_properties (object_class);
  g_signal_new ("prepare", MIX_TYPE_FIGURE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_signal_new ("shown", MIX_TYPE_FIGURE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
  gtk_widget_class_set_css_name (widget_class, "figuregrid");
}

static void
mix_figure_grid_init (MixFigureGrid *self)
{
  self->cards = g_array_new (FALSE, FALSE, sizeof (MixFigureCard));
  self->items = g_ptr_array_new ();
  self->stale = TRUE;
  add_actions (self);
  mix_style_watch (G_CALLBACK (mix_figure_grid_changed), self);
}

/**
 * mix_figure_grid_insert:
 * @widget: without a parent
 * @at_start: before all that is there, or after it
 * @wide: takes a row of its own
 */
void
mix_figure_grid_insert (MixFigureGrid *self, GtkWidget *widget, gboolean at_start, gboolean wide)
{
  g_return_if_fail (MIX_IS_FIGURE_GRID (self));

  mix_card_layout_set_wide (widget, wide);
  g_ptr_array_insert (self->items, at_start ? 0 : -1, widget);
  if (at_start)
    gtk_widget_insert_after (widget, GTK_WIDGET (self), NULL);
  else
    gtk_widget_insert_before (widget, GTK_WIDGET (self), NULL);
}

/* The child that a figure is in. */
static GtkWidget *
find_item (MixFigureGrid *self, const char *figure)
{
  MixPlotView *view = mix_figure_grid_get_view (self, figure);

  return view != NULL ? gtk_widget_get_parent (GTK_WIDGET (view)) : NULL;
}

/* widget: without a parent */
void
mix_figure_grid_insert_after (MixFigureGrid *self, const char *figure, GtkWidget *widget)
{
  GtkWidget *item = find_item (self, figure);
  guint place;

  g_return_if_fail (item != NULL && g_ptr_array_find (self->items, item, &place));
  g_ptr_array_insert (self->items, (int) place + 1, widget);
  gtk_widget_insert_after (widget, GTK_WIDGET (self), item);
}

void
mix_figure_grid_set_wide (MixFigureGrid *self, const char *figure, int height)
{
  GtkWidget *item = find_item (self, figure);

  g_return_if_fail (item != NULL);
  mix_card_layout_set_wide (item, TRUE);
  for (guint i = 0; i < self->cards->len; i++)
    if (g_str_equal (g_array_index (self->cards, MixFigureCard, i).figure->id, figure))
      g_array_index (self->cards, MixFigureCard, i).height = height;
  fit_cards_to_text (self);
}

/* Returns: (transfer none) (nullable): what the figures on show are of; NULL before the first. */
MixScene *
mix_figure_grid_get_scene (MixFigureGrid *self)
{
  g_return_val_if_fail (MIX_IS_FIGURE_GRID (self), NULL);
  return self->scene;
}

/* Returns: (transfer none) (nullable): the view of a figure. */
MixPlotView *
mix_figure_grid_get_view (MixFigureGrid *self, const char *figure)
{
  g_return_val_if_fail (MIX_IS_FIGURE_GRID (self), NULL);

  for (guint i = 0; i < self->cards->len; i++)
    if (g_str_equal (g_array_index (self->cards, MixFigureCard, i).figure->id, figure))
      return g_array_index (self->cards, MixFigureCard, i).view;
  return NULL;
}

/* Returns: (nullable): the id of the figure that has the focus. */
const char *
mix_figure_grid_get_focus_figure (MixFigureGrid *self)
{
  g_return_val_if_fail (MIX_IS_FIGURE_GRID (self), NULL);

  for (guint i = 0; i < self->cards->len; i++)
    if (gtk_widget_has_focus (GTK_WIDGET (g_array_index (self->cards, MixFigureCard, i).view)))
      return g_array_index (self->cards, MixFigureCard, i).figure->id;
  return NULL;
}

static MixPlot *
build_figure (MixFigureGrid *self, const char *figure, gboolean accompanied)
{
  if (self->scene == NULL || mix_figure_grid_get_view (self, figure) == NULL)
    return NULL;
  mix_scene_set_accompanied (self->scene, accompanied);
  return mix_figure_build (mix_figure_find (figure), self->scene, mix_style_palette ());
}

/* Returns: (transfer full) (nullable): a figure of the grid as it is on show, but standing on its
 * own; NULL where it is none of them, or nothing is on show yet. */
MixPlot *
mix_figure_grid_build_figure (MixFigureGrid *self, const char *figure)
{
  g_return_val_if_fail (MIX_IS_FIGURE_GRID (self), NULL);
  return build_figure (self, figure, FALSE);
}

/* Draws one figure anew, of what was worked out already: for what is marked in it. */
void
mix_figure_grid_redraw (MixFigureGrid *self, const char *figure)
{
  g_return_if_fail (MIX_IS_FIGURE_GRID (self));

  g_autoptr (MixPlot) plot = build_figure (self, figure, TRUE);
  MixPlotView *view = mix_figure_grid_get_view (self, figure);
  if (plot == NULL)
    return;
  mix_plot_view_set_plot (view, plot);
  mix_plot_view_describe (view);
}
