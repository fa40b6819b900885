/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-explore-private.h"
#include "mix-figure.h"
#include "mix-menu.h"

/* The menus of the panels: what each shows, and what else can be chosen of it. */

static void
append_choices (GMenu *menu, const char *action, const MixChoice *choices)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (const MixChoice *choice = choices; choice->nick != NULL; choice++)
    {
      g_autofree char *detailed = g_strdup_printf ("view.%s::%s", action, choice->nick);
      g_menu_append (section, _ (choice->label), detailed);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_shares (GMenu *menu, const char *label, const char *action)
{
  static const char *const shares[] = { "0.50", "0.68", "0.80", "0.90", "0.95", "0.99" };
  g_autoptr (GMenu) list = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autofree char *detailed = g_strdup_printf ("view.%s::%s", action, shares[i]);
      g_autofree char *percent = g_strdup_printf ("%s %%", shares[i] + 2);
      g_menu_append (list, percent, detailed);
    }
  g_menu_append_submenu (menu, label, G_MENU_MODEL (list));
}

static void
append_slice_items (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();

  append_shares (section, _ ("Probability of Set and Interval"), "level");
  g_menu_append (section, _ ("Threshold, to Read P(y > t)"), "view.threshold");
  g_menu_append (section, _ ("Compare with a Second x₀ (Click)"), "view.pin");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_fit_items (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new (), colors = g_menu_new ();

  append_choices (colors, "color", mix_coloring_choices);
  g_menu_append_submenu (section, _ ("Colour of Rows"), G_MENU_MODEL (colors));
  append_shares (section, _ ("Width of the Quantile Band"), "band");
  g_menu_append (section, _ ("Features: x Axis and Held Values…"), "view.features");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_loss_items (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();

  append_choices (menu, "loss-scale", mix_loss_scale_choices);
  g_menu_append (section, _ ("Why Can a Loss Be Negative?"), "view.explain-loss");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_common_items (GMenu *menu, const char *figure)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autofree char *table = g_strdup_printf ("view.table::%s", figure);
  g_autofree char *export = g_strdup_printf ("win.export-figure::%s", figure);

  g_menu_append (section, _ ("Show All (Fit Axes)"), "view.fit");
  g_menu_append (section, _ ("Numbers as a Table (Alt+T)"), table);
  g_menu_append (section, _ ("Export Figure…"), export);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static GMenuModel *
make_menu (const char *figure)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < MIX_N_SHOWS; i++)
    {
      g_autofree char *action = g_strconcat ("view.show-", mix_shows[i].id, NULL);
      if (mix_show_is_in ((MixShow) i, figure))
        g_menu_append (section, _ (mix_shows[i].label), action);
    }
  g_menu_append_section (menu, _ ("Show"), G_MENU_MODEL (section));
  if (g_str_equal (figure, "fit"))
    append_fit_items (menu);
  else if (g_str_equal (figure, "slice"))
    append_slice_items (menu);
  else if (g_str_equal (figure, "mixing"))
    append_choices (menu, "mixing-style", mix_mixing_style_choices);
  else if (g_str_equal (figure, "loss"))
    append_loss_items (menu);
  append_common_items (menu, figure);
  return G_MENU_MODEL (menu);
}

/* A plot reads from left to right whatever the language, its title is at the left. */
static void
keep_at_right (GtkWidget *menu)
{
  gtk_widget_set_direction (menu, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (gtk_widget_get_parent (menu), GTK_TEXT_DIR_LTR);
}

/* Each panel gets its own, made from the table of what can be shown. */
void
mix_explore_page_add_menus (MixExplorePage *self)
{
  for (guint i = 0; i < MIX_N_VIEWS; i++)
    {
      const char *figure = mix_panel_kinds[i].figure;
      g_autoptr (GMenuModel) model = make_menu (figure);
      const char *title = _ (mix_figure_find (figure)->title);
      g_autofree char *name = g_strdup_printf (_ ("What %s shows"), title);
      mix_menu_hang (self->menu[i], model);
      keep_at_right (GTK_WIDGET (self->menu[i]));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu[i]), name);
      mix_accessible_name (GTK_WIDGET (self->menu[i]), name, NULL);
    }
}
