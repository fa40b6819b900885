/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-usage-bar.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-csv.h"
#include "mix-usage.h"

/* MixUsageBar says in one line when a component of a run that rests is not used, doubles another or
 * has shrunk onto points, with a button for each remedy. All of them train, and can be undone. */

#define FIRST_EPOCH 10 /* before that components are still finding their places */

/* Those that are not used, or one of two that are the same. */
static int
count_superfluous (const MixUsage *usage)
{
  int n = 0;

  if (usage->verdict != MIX_USAGE_DEAD)
    return 1;
  for (guint c = 0; c < usage->n_components; c++)
    n += (usage->about >> c & 1) != 0;
  return n;
}

static void
use_fewer (MixLab *lab, const MixUsage *usage)
{
  int n = mix_lab_get_config (lab)->components - count_superfluous (usage);
  g_autofree char *text = g_strdup_printf ("%d", MAX (n, 1));

  mix_lab_train_with (lab, "components", text, NULL);
}

static void
spread_means (MixLab *lab, const MixUsage *usage)
{
  mix_lab_train_with (lab, "mu-init", "kmeans", NULL);
}

/* An option times ten, and at least so much. */
static void
raise_option (MixLab *lab, const char *option, double now, double least)
{
  char text[32];

  mix_csv_format_number (MAX (10 * now, least), text);
  mix_lab_train_with (lab, option, text, NULL);
}

static void
raise_floor (MixLab *lab, const MixUsage *usage)
{
  raise_option (lab, "sigma-floor", mix_lab_get_config (lab)->sigma_floor, 0.001);
}

static void
penalise_sigma (MixLab *lab, const MixUsage *usage)
{
  raise_option (lab, "lambda-sigma", mix_lab_get_config (lab)->lambda_sigma, 0.01);
}

static void
split_largest (MixLab *lab, const MixUsage *usage)
{
  mix_lab_split_largest (lab, usage);
}

static gboolean
has_several (const MixConfig *config)
{
  return config->components > 1;
}

static gboolean
is_not_spread (const MixConfig *config)
{
  return config->mu_init != MIX_MU_INIT_KMEANS;
}

static gboolean
has_low_floor (const MixConfig *config)
{
  return config->sigma_floor < 0.1;
}

static gboolean
has_low_penalty (const MixConfig *config)
{
  return config->lambda_sigma < 10;
}

static const struct
{
  guint verdicts; /* bits */
  const char *label, *help;
  gboolean (*applies) (const MixConfig *config);
  void (*apply) (MixLab *lab, const MixUsage *usage);
} remedies[] = {
  { 1 << MIX_USAGE_DEAD | 1 << MIX_USAGE_TWIN, N_ ("One Component Less"),
    N_ ("Trains anew without what is not needed; can be undone"), has_several, use_fewer },
  { 1 << MIX_USAGE_DEAD | 1 << MIX_USAGE_TWIN, N_ ("Split the Largest"),
    N_ ("Halves the component with the most weight, and trains on from there; can be undone"),
    has_several, split_largest },
  { 1 << MIX_USAGE_DEAD | 1 << MIX_USAGE_TWIN, N_ ("Spread μ From Clusters"),
    N_ ("Trains anew with the means at the centres of k-means; can be undone"), is_not_spread,
    spread_means },
  { 1 << MIX_USAGE_SPIKE, N_ ("Raise the σ Floor"),
    N_ ("Trains anew with a floor ten times as high; can be undone"), has_low_floor, raise_floor },
  { 1 << MIX_USAGE_SPIKE, N_ ("Stronger Penalty on σ"),
    N_ ("Trains on with ten times λ of σ, and anew where training has finished; can be undone"), has_low_penalty, penalise_sigma },
};

struct _MixUsageBar
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkGrid *grid;
  GtkLabel *label;
  GtkWidget *flow;
  GtkWidget *button[G_N_ELEMENTS (remedies)];

  MixLab *lab;
  MixUsage usage; /* that is on show */
  gboolean compact; /* the remedies stand under the line, not beside it */
};

enum
{
  PROP_LAB = 1,
  PROP_COMPACT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixUsageBar, mix_usage_bar, GTK_TYPE_WIDGET)

static char *
name_remedy (guint i, const MixUsage *usage)
{
  int n = count_superfluous (usage);

  if (remedies[i].apply != use_fewer || n == 1)
    return g_strdup (_ (remedies[i].label));
  return g_strdup_printf (ngettext ("%d Component Less", "%d Components Less", n), n);
}

static void
show_verdict (MixUsageBar *self)
{
  g_autofree char *text = mix_usage_describe (&self->usage);

  gtk_label_set_label (self->label, text);
  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++)
    {
      g_autofree char *name = name_remedy (i, &self->usage);
      gtk_button_set_label (GTK_BUTTON (self->button[i]), name);
      gtk_widget_set_visible (gtk_widget_get_parent (self->button[i]),
                              (remedies[i].verdicts & 1u << self->usage.verdict) != 0
                                && remedies[i].applies (mix_lab_get_config (self->lab)));
    }
}

static void
refresh (MixUsageBar *self)
{
  MixSnapshot *snapshot = mix_lab_get_snapshot (self->lab);
  gboolean rests = snapshot->state == MIX_RUN_PAUSED || snapshot->state == MIX_RUN_FINISHED;
  MixUsage usage = { 0 };
  gboolean said = rests && snapshot->epoch >= FIRST_EPOCH && !snapshot->is_past
                  && mix_usage_measure (snapshot->model, snapshot->design, &usage)
                  && usage.verdict != MIX_USAGE_FINE;

  if (said)
    {
      self->usage = usage;
      show_verdict (self);
    }
  gtk_revealer_set_reveal_child (self->revealer, said);
}

static void
clicked_cb (MixUsageBar *self, GtkWidget *button)
{
  MixUsage usage = self->usage; /* what is on show changes with the run */

  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++)
    if (self->button[i] == button)
      remedies[i].apply (self->lab, &usage);
}

static void
close_cb (MixUsageBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

static void
set_lab (MixUsageBar *self, MixLab *lab)
{
  if (lab == NULL || !g_set_object (&self->lab, lab))
    return;
  g_signal_connect_object (lab, "moment-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

static void
place_flow (MixUsageBar *self)
{
  guint least = self->compact ? 1 : G_N_ELEMENTS (remedies);

  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->flow), least);
  gtk_grid_attach (self->grid, self->flow, self->compact ? 0 : 1, self->compact ? 1 : 0,
                   self->compact ? 3 : 1, 1);
}

static void
set_compact (MixUsageBar *self, gboolean compact)
{
  if (self->compact == compact)
    return;
  self->compact = compact;
  gtk_grid_remove (self->grid, g_object_ref (self->flow));
  place_flow (self);
  g_object_unref (self->flow);
}

static void
mix_usage_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_LAB)
    g_value_set_object (value, MIX_USAGE_BAR (object)->lab);
  else
    g_value_set_boolean (value, MIX_USAGE_BAR (object)->compact);
}

static void
mix_usage_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_LAB)
    set_lab (MIX_USAGE_BAR (object), g_value_get_object (value));
  else
    set_compact (MIX_USAGE_BAR (object), g_value_get_boolean (value));
}

static void
mix_usage_bar_dispose (GObject *object)
{
  MixUsageBar *self = MIX_USAGE_BAR (object);

  if (self->revealer != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->revealer));
  self->revealer = NULL;
  g_clear_object (&self->lab);
  G_OBJECT_CLASS (mix_usage_bar_parent_class)->dispose (object);
}

static void
mix_usage_bar_class_init (MixUsageBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mix_usage_bar_get_property;
  object_class->set_property = mix_usage_bar_set_property;
  object_class->dispose = mix_usage_bar_dispose;
  props[PROP_LAB] = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_button (MixUsageBar *self, guint remedy)
{
  GtkWidget *button = gtk_button_new_with_label (_ (remedies[remedy].label));

  gtk_widget_set_tooltip_text (button, _ (remedies[remedy].help));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_focus_on_click (button, FALSE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (clicked_cb), self);
  return button;
}

static GtkWidget *
make_close_button (MixUsageBar *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  const char *name = _ ("Close");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_tooltip_text (button, name);
  mix_accessible_name (button, name, NULL);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (close_cb), self);
  return button;
}

/* The buttons in as many lines as they need. */
static GtkWidget *
make_flow (MixUsageBar *self)
{
  GtkFlowBox *flow = GTK_FLOW_BOX (gtk_flow_box_new ());

  gtk_flow_box_set_selection_mode (flow, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (flow, G_N_ELEMENTS (remedies));
  gtk_flow_box_set_column_spacing (flow, 8);
  gtk_flow_box_set_row_spacing (flow, 4);
  gtk_widget_set_valign (GTK_WIDGET (flow), GTK_ALIGN_CENTER);
  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++)
    {
      GtkWidget *child = gtk_flow_box_child_new ();
      self->button[i] = make_button (self, i);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), self->button[i]);
      gtk_widget_set_halign (child, GTK_ALIGN_START);
      gtk_widget_set_focusable (child, FALSE); /* the button in it is */
      gtk_widget_set_visible (child, FALSE); /* else the window is as wide as all of them */
      gtk_flow_box_append (flow, child);
    }
  return GTK_WIDGET (flow);
}

static void
mix_usage_bar_init (MixUsageBar *self)
{
  self->revealer = GTK_REVEALER (gtk_revealer_new ());
  self->grid = GTK_GRID (gtk_grid_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->flow = make_flow (self);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "usage");
  gtk_grid_attach (self->grid, GTK_WIDGET (self->label), 0, 0, 1, 1);
  gtk_grid_attach (self->grid, make_close_button (self), 2, 0, 1, 1);
  place_flow (self);
  gtk_revealer_set_child (self->revealer, GTK_WIDGET (self->grid));
  gtk_widget_set_parent (GTK_WIDGET (self->revealer), GTK_WIDGET (self));
}
