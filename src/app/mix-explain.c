/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-explain.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"

static const struct
{
  const char *option, *title, *text;
} explanations[] = {
  { "components", N_ ("A mixture, and log-sum-exp"),
    N_ ("p(y | x) = Σ πₖ(x) N(y | μₖ(x), σₖ(x)): K Gaussians whose weights, means and widths the "
        "network reads off x.\n\nTraining lowers −log p(y | x), the negative log-likelihood (NLL). Far "
        "from every mean each density is smaller than any number the machine can hold, so the sum is "
        "made of logarithms: log Σ exp aₖ = m + log Σ exp(aₖ − m), with m the largest aₖ. Then nothing "
        "underflows.") },
  { "sigma-activation", N_ ("Why ELU + 1 + ε?"),
    N_ ("σ must be positive. The exponential makes it so, but a step a little too long multiplies σ, "
        "and the gradient grows along with it: training may explode.\n\nELU(a) + 1 + ε is exp(a) + ε "
        "below 0 and a + 1 + ε above: small σ are as fine, large ones grow only in proportion. ε keeps "
        "σ from 0.") },
  { "mixing", N_ ("Softmax and Gumbel-softmax"),
    N_ ("Softmax turns the network's numbers into weights πₖ that are positive and sum to 1.\n\n"
        "Gumbel-softmax adds random noise to them before, while training: each row is then given to "
        "components by chance in proportion to πₖ, more sharply at a lower temperature τ. It may wake a "
        "component that softmax would leave unused, and makes training noisier.") },
  { "seed", N_ ("Aleatoric and epistemic"),
    N_ ("What the mixture shows is aleatoric uncertainty: the spread of y that is in the data. More "
        "rows do not take it away.\n\nEpistemic uncertainty is what the network does not know: where "
        "rows are few, networks with other seeds come to other answers. Try another seed and see where "
        "the picture changes. It shrinks with more rows.") },
  { "plain-network", N_ ("What one number hides"),
    N_ ("Least squares is the likelihood of one Gaussian with the same σ everywhere, so the plain "
        "network learns the mean of y at each x. Where y has two likely values the mean lies between "
        "them, where y never is.") },
};

static GtkWidget *
make_label (const char *text, gboolean heading)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (heading)
    gtk_widget_add_css_class (label, "heading");
  return label;
}

static GtkWidget *
make_popover (const char *title, const char *text)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "explanation");
  gtk_box_append (GTK_BOX (box), make_label (title, TRUE));
  gtk_box_append (GTK_BOX (box), make_label (text, FALSE));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

/* Made when it is first asked for: a window opens sooner. */
static void
create_popover_cb (GtkMenuButton *button, gpointer index)
{
  guint i = GPOINTER_TO_UINT (index);

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button,
                                 make_popover (_ (explanations[i].title), _ (explanations[i].text)));
}

static GtkWidget *
make_button (guint i)
{
  const char *title = _ (explanations[i].title);
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "mix-explain-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popover_cb,
                                         GUINT_TO_POINTER (i), NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "explain");
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, title);
  mix_accessible_name (button, title, NULL);
  return button;
}

/**
 * mix_explain_button_new:
 * @option: in the table of options
 *
 * Returns: (transfer floating) (nullable): a small button whose popover explains the idea behind an
 *   option in a few sentences
 */
GtkWidget *
mix_explain_button_new (const char *option)
{
  for (guint i = 0; i < G_N_ELEMENTS (explanations); i++)
    if (g_str_equal (explanations[i].option, option))
      return make_button (i);
  return NULL;
}
