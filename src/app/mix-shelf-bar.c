/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-shelf-bar.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-run-tile.h"
#include "mix-run-window.h"

/* MixShelfBar shows the pinned runs as a strip of tiles, and is not there without any. One that is
 * chosen can be brought back; the second that is chosen opens the comparison of both. */

typedef enum
{
  BRING_BACK,
  COMPARE,
  TAKE_OFF,
  N_BUTTONS
} Button;

struct _MixShelfBar
{
  GtkWidget parent_instance;

  GtkWidget *revealer;
  GtkBox *tiles;
  GtkWidget *button[N_BUTTONS];

  MixLab *lab;
  GPtrArray *chosen; /* of borrowed MixRunTile, in the order in which they were chosen; at most two */
  MixRunWindow *window; /* weak */
};

enum
{
  PROP_LAB = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixShelfBar, mix_shelf_bar, GTK_TYPE_WIDGET)

static MixPinnedRun *
chosen_run (MixShelfBar *self, guint index)
{
  return mix_run_tile_get_run (g_ptr_array_index (self->chosen, index));
}

static void
update_buttons (MixShelfBar *self)
{
  guint n = self->chosen->len;

  gtk_widget_set_sensitive (self->button[BRING_BACK], n == 1);
  gtk_widget_set_sensitive (self->button[COMPARE], n == 2);
  gtk_widget_set_sensitive (self->button[TAKE_OFF], n > 0);
}

static void
compare (MixShelfBar *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->window == NULL)
    g_set_weak_pointer (&self->window, mix_run_window_new (parent));
  mix_run_window_show (self->window, chosen_run (self, 0), chosen_run (self, 1));
}

static void
take_off (MixShelfBar *self)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->chosen->len; i++)
    g_ptr_array_add (runs, g_object_ref (chosen_run (self, i)));
  for (guint i = 0; i < runs->len; i++)
    mix_lab_unpin (self->lab, g_ptr_array_index (runs, i));
}

static void
clicked_cb (MixShelfBar *self, GtkWidget *button)
{
  if (button == self->button[BRING_BACK])
    mix_lab_bring_back (self->lab, chosen_run (self, 0));
  else if (button == self->button[COMPARE])
    compare (self);
  else
    take_off (self);
}

/* The third takes the place of the first. */
static void
toggled_cb (MixShelfBar *self, GtkToggleButton *tile)
{
  if (!gtk_toggle_button_get_active (tile))
    g_ptr_array_remove (self->chosen, tile);
  else
    {
      g_ptr_array_add (self->chosen, tile);
      if (self->chosen->len > 2)
        gtk_toggle_button_set_active (g_ptr_array_index (self->chosen, 0), FALSE);
      if (self->chosen->len == 2)
        compare (self);
    }
  update_buttons (self);
}

static MixRunTile *
find_tile (MixShelfBar *self, MixPinnedRun *run)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->tiles));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (mix_run_tile_get_run (MIX_RUN_TILE (child)) == run)
      return MIX_RUN_TILE (child);
  return NULL;
}

static gboolean
is_on_shelf (MixShelfBar *self, MixPinnedRun *run)
{
  MixRunShelf *shelf = mix_lab_get_shelf (self->lab);

  for (guint i = 0; i < mix_run_shelf_get_n (shelf); i++)
    if (mix_run_shelf_peek (shelf, i) == run)
      return TRUE;
  return FALSE;
}

static void
remove_old_tiles (MixShelfBar *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->tiles));

  while (child != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (child);
      if (!is_on_shelf (self, mix_run_tile_get_run (MIX_RUN_TILE (child))))
        {
          g_ptr_array_remove (self->chosen, child);
          gtk_box_remove (self->tiles, child);
        }
      child = next;
    }
}

/* Tiles stay where their run does, and keep the focus. */
static void
show_runs (MixShelfBar *self)
{
  MixRunShelf *shelf = mix_lab_get_shelf (self->lab);
  GtkWidget *before = NULL;

  remove_old_tiles (self);
  for (guint i = 0; i < mix_run_shelf_get_n (shelf); i++)
    {
      MixPinnedRun *run = mix_run_shelf_peek (shelf, i);
      MixRunTile *tile = find_tile (self, run);
      if (tile != NULL)
        mix_run_tile_refresh (tile);
      else
        {
          tile = MIX_RUN_TILE (mix_run_tile_new (run));
          g_signal_connect_swapped (tile, "toggled", G_CALLBACK (toggled_cb), self);
          gtk_box_append (self->tiles, GTK_WIDGET (tile));
        }
      gtk_box_reorder_child_after (self->tiles, GTK_WIDGET (tile), before);
      before = GTK_WIDGET (tile);
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), before != NULL);
  update_buttons (self);
}

static void
set_lab (MixShelfBar *self, MixLab *lab)
{
  if (lab == NULL || !g_set_object (&self->lab, lab))
    return;
  g_signal_connect_object (mix_lab_get_shelf (lab), "items-changed", G_CALLBACK (show_runs), self,
                           G_CONNECT_SWAPPED);
  show_runs (self);
}

static void
mix_shelf_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_LAB)
    g_value_set_object (value, MIX_SHELF_BAR (object)->lab);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mix_shelf_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_LAB)
    set_lab (MIX_SHELF_BAR (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
mix_shelf_bar_dispose (GObject *object)
{
  MixShelfBar *self = MIX_SHELF_BAR (object);

  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  g_clear_object (&self->lab);
  G_OBJECT_CLASS (mix_shelf_bar_parent_class)->dispose (object);
}

static void
mix_shelf_bar_class_init (MixShelfBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mix_shelf_bar_get_property;
  object_class->set_property = mix_shelf_bar_set_property;
  object_class->dispose = mix_shelf_bar_dispose;
  props[PROP_LAB] = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
add_buttons (MixShelfBar *self, GtkBox *bar)
{
  static const struct
  {
    const char *label, *help;
  } buttons[N_BUTTONS] = {
    [BRING_BACK] = { N_ ("Bring Back"), N_ ("Go on where the chosen run was; can be undone") },
    [COMPARE] = { N_ ("Compare"), N_ ("Two chosen runs: both fits, and the settings that differ") },
    [TAKE_OFF] = { N_ ("Take Off"), N_ ("Take the chosen runs off the shelf; can be undone") },
  };

  for (guint i = 0; i < N_BUTTONS; i++)
    {
      GtkWidget *label = gtk_label_new (_ (buttons[i].label));
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      self->button[i] = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->button[i]), label);
      gtk_widget_set_tooltip_text (self->button[i], _ (buttons[i].help));
      mix_accessible_name (self->button[i], _ (buttons[i].label), NULL);
      gtk_widget_set_valign (self->button[i], GTK_ALIGN_CENTER);
      gtk_widget_set_focus_on_click (self->button[i], FALSE);
      g_signal_connect_swapped (self->button[i], "clicked", G_CALLBACK (clicked_cb), self);
      gtk_box_append (bar, self->button[i]);
    }
}

static void
mix_shelf_bar_init (MixShelfBar *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *scroller = gtk_scrolled_window_new ();

  self->chosen = g_ptr_array_new ();
  self->tiles = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->tiles));
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_widget_add_css_class (bar, "shelf");
  gtk_box_append (GTK_BOX (bar), scroller);
  add_buttons (self, GTK_BOX (bar));
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), bar);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
  update_buttons (self);
}
