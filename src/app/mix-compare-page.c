/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-compare-page.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-figure-sides.h"
#include "mix-format.h"
#include "mix-style.h"
#include "mix-study-card.h"

/* MixComparePage puts two networks side by side: the run and its plain network, or any two runs,
 * with a sentence that says what ties and what does not. Below, two studies that take many
 * trainings: how many components the rows are worth, and what an ensemble disagrees about. */

#define NARROW 590 /* pixels: below, the panels of the two sides are one below the other */
#define SIDES_HEIGHT 430
#define SIDES_NARROW 780
#define SCORES_HEIGHT 440
#define COVERAGE_HEIGHT 280
#define MOST_COMPONENTS 8
#define N_NETWORKS 5

/* What each side may be, before the runs of the shelf. */
enum
{
  LEFT_THIS,
  LEFT_SHELF
};

enum
{
  RIGHT_PLAIN,
  RIGHT_THIS,
  RIGHT_SHELF
};

/* Places in the lists of either side. */
typedef struct
{
  guint left, right;
} Chosen;

struct _MixComparePage
{
  GtkWidget parent_instance;

  MixFigureGrid *grid;
  GtkDropDown *left, *right;
  GtkLabel *verdict;
  MixStudyCard *card[2];

  MixLab *lab;
  MixExplorePage *explore;
  MixStudy *study[2]; /* by kind */
  Chosen chosen;      /* when last looked at */
  gboolean filling;   /* what changes is not by a person */
  guint narrow_idle;
  gboolean narrow;
  guint n_known; /* K whose evidence is on show */
};

enum
{
  PROP_LAB = 1,
  PROP_EXPLORE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixComparePage, mix_compare_page, GTK_TYPE_WIDGET)

/* Sides */

static MixPinnedRun *
shelf_run (MixComparePage *self, guint index)
{
  MixRunShelf *shelf = mix_lab_get_shelf (self->lab);

  return index < mix_run_shelf_get_n (shelf) ? mix_run_shelf_peek (shelf, index) : NULL;
}

/* Both sides must see the same columns, in the same order. */
static gboolean
same_columns (MixModel *a, MixModel *b)
{
  guint n = mix_model_get_n_features (a);
  gboolean same = n == mix_model_get_n_features (b)
                  && g_strcmp0 (mix_model_get_target_name (a), mix_model_get_target_name (b)) == 0;

  for (guint i = 0; same && i < n; i++)
    same = g_strcmp0 (mix_model_get_feature_name (a, i), mix_model_get_feature_name (b, i)) == 0;
  return same;
}

/* Puts the sides that were chosen into a scene. One that sees other columns is left out. */
static void
set_sides (MixComparePage *self, MixScene *scene)
{
  guint left = gtk_drop_down_get_selected (self->left);
  guint right = gtk_drop_down_get_selected (self->right);
  MixPinnedRun *first = left >= LEFT_SHELF ? shelf_run (self, left - LEFT_SHELF) : NULL;
  MixPinnedRun *second = right >= RIGHT_SHELF ? shelf_run (self, right - RIGHT_SHELF) : NULL;
  MixSnapshot *now = mix_lab_get_snapshot (self->lab), *other = NULL;

  if (first != NULL)
    mix_scene_set_snapshot (scene, mix_pinned_run_get_snapshot (first));
  MixSnapshot *shown = mix_scene_get_snapshot (scene);
  if (second != NULL)
    other = mix_pinned_run_get_snapshot (second);
  else if (right == RIGHT_THIS)
    other = now;
  if (shown == NULL || shown->model == NULL)
    return;
  gboolean fits = other != NULL && other->model != NULL && same_columns (shown->model, other->model);
  const char *name = first != NULL ? mix_pinned_run_get_name (first)
                     : right != RIGHT_PLAIN ? _ ("This run") : NULL;
  const char *other_name
    = second != NULL ? mix_pinned_run_get_name (second) : right == RIGHT_THIS ? _ ("This run") : NULL;
  mix_scene_set_sides (scene, name, fits ? other->model : NULL, fits ? other_name : NULL);
}

/* What is compared can be taken back, as whatever else is chosen. */

static Chosen
read_chosen (MixComparePage *self)
{
  return (Chosen){ gtk_drop_down_get_selected (self->left),
                   gtk_drop_down_get_selected (self->right) };
}

static gpointer
exchange_chosen (gpointer owner, gpointer data)
{
  MixComparePage *self = owner;
  Chosen before = read_chosen (self), *chosen = data;

  mix_compare_page_choose (self, chosen->left, chosen->right);
  *chosen = before;
  return chosen;
}

static const MixUndoKind comparisons = { exchange_chosen, g_free };

static void
chosen_cb (MixComparePage *self)
{
  Chosen before = self->chosen, now = read_chosen (self);

  self->chosen = now;
  mix_figure_grid_refresh (self->grid);
  if (self->filling || self->lab == NULL
      || (before.left == now.left && before.right == now.right))
    return;
  gboolean is_left = before.left != now.left;
  GtkStringObject *item = gtk_drop_down_get_selected_item (is_left ? self->left : self->right);
  g_autofree char *side = mix_format_within_sentence (gtk_string_object_get_string (item));
  g_autofree char *name = g_strdup_printf (is_left ? _ ("compare %s") : _ ("compare with %s"), side);
  mix_undo_add (mix_lab_get_undo (self->lab), &comparisons, self,
                g_memdup2 (&before, sizeof before), name, NULL);
}

static void
prepare_cb (MixComparePage *self, MixScene *scene)
{
  const MixEvidence *evidence = mix_study_get_evidence (self->study[MIX_STUDY_EVIDENCE]);

  set_sides (self, scene);
  mix_scene_set_evidence (scene, evidence);
  if (mix_study_get_design (self->study[MIX_STUDY_ENSEMBLE]) == mix_scene_get_design (scene))
    mix_scene_set_ensemble (scene, mix_study_get_ensemble (self->study[MIX_STUDY_ENSEMBLE]));
}

static void
shown_cb (MixComparePage *self)
{
  MixSides sides;
  MixScene *scene = mix_figure_grid_get_scene (self->grid);
  g_autofree char *words = mix_sides_of_scene (scene, &sides)
                             ? mix_comparison_say_verdict (sides.comparison)
                             : g_strdup (_ ("Train, and both networks are compared here."));

  gtk_label_set_label (self->verdict, words);
}

/* The lists of what either side may be; a choice stays where it is still there. */
static void
fill_choices (MixComparePage *self)
{
  const char *const first[] = { _ ("This run"), NULL };
  const char *const second[] = { _ ("Plain network"), _ ("This run"), NULL };
  GtkDropDown *const boxes[] = { self->left, self->right };

  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      guint chosen = gtk_drop_down_get_selected (boxes[i]);
      g_autoptr (GtkStringList) list = gtk_string_list_new (i == 0 ? first : second);
      MixPinnedRun *run;
      for (guint r = 0; (run = shelf_run (self, r)) != NULL; r++)
        gtk_string_list_append (list, mix_pinned_run_get_name (run));
      guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
      gtk_drop_down_set_model (boxes[i], G_LIST_MODEL (list));
      gtk_drop_down_set_selected (boxes[i], chosen < n ? chosen : 0);
    }
  self->filling = FALSE;
}

/* Studies */

static void
start_cb (MixStudyCard *card, MixComparePage *self)
{
  MixDesign *design = mix_lab_get_design (self->lab);

  if (design == NULL)
    return;
  if (card == self->card[MIX_STUDY_EVIDENCE])
    mix_study_start (self->study[MIX_STUDY_EVIDENCE], mix_lab_get_config (self->lab), design,
                     MOST_COMPONENTS);
  else
    mix_study_start (self->study[MIX_STUDY_ENSEMBLE], mix_lab_get_config (self->lab), design,
                     N_NETWORKS);
}

/* The button undoes like any other change of an option. */
static void
used_cb (MixComparePage *self)
{
  const MixEvidence *evidence = mix_study_get_evidence (self->study[MIX_STUDY_EVIDENCE]);
  g_autoptr (GError) error = NULL;

  if (evidence == NULL)
    return;
  g_autofree char *text
    = g_strdup_printf ("%u", evidence->point[evidence->chosen].components);
  if (!mix_lab_set_option (self->lab, "components", text, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", error->message);
}

static void
evidence_changed_cb (MixComparePage *self)
{
  MixStudy *study = self->study[MIX_STUDY_EVIDENCE];
  const MixEvidence *evidence = mix_study_get_evidence (study);
  guint n_known = evidence != NULL ? mix_evidence_n_known (evidence) : 0;
  gboolean over = evidence != NULL && !mix_study_get_running (study) && n_known > 0;

  if (mix_study_get_fault (study) == NULL)
    {
      gboolean all = over && !evidence->is_partial;
      guint k = over ? evidence->point[evidence->chosen].components : 0;
      g_autofree char *words
        = all ? g_strdup_printf (_ ("K = %u is the simplest within one standard error of the best."), k)
          : over ? g_strdup (_ ("Cancelled: some K are known, and none is chosen."))
          : g_strdup ("");
      g_autofree char *use = all ? g_strdup_printf (_ ("Use K = %u"), k) : NULL;
      mix_study_card_set_result (self->card[MIX_STUDY_EVIDENCE], words, use);
    }
  if (n_known == self->n_known)
    return;
  self->n_known = n_known;
  mix_figure_grid_refresh (self->grid);
}

static void
ensemble_changed_cb (MixComparePage *self)
{
  MixStudy *study = self->study[MIX_STUDY_ENSEMBLE];
  MixScene *scene = mix_figure_grid_get_scene (self->grid);
  MixSnapshot *ensemble = mix_study_get_ensemble (study);

  if (mix_study_get_fault (study) == NULL)
    mix_study_card_set_result (self->card[MIX_STUDY_ENSEMBLE], "", NULL);
  if (scene == NULL || mix_scene_get_ensemble (scene) != ensemble)
    mix_figure_grid_refresh (self->grid);
}

/* Results of other rows say nothing about these. */
static void
data_changed_cb (MixComparePage *self)
{
  MixDesign *design = mix_lab_get_design (self->lab);

  for (guint i = 0; i < G_N_ELEMENTS (self->study); i++)
    if (mix_study_get_design (self->study[i]) != NULL
        && mix_study_get_design (self->study[i]) != design)
      mix_study_forget (self->study[i]);
}

/* Layout */

static gboolean
follow_narrow_cb (gpointer data)
{
  MixComparePage *self = data;

  self->narrow_idle = 0;
  mix_figure_grid_set_wide (self->grid, "sides", self->narrow ? SIDES_NARROW : SIDES_HEIGHT);
  return G_SOURCE_REMOVE;
}

/* In the middle of an allocation no request may change. */
static void
mix_compare_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MixComparePage *self = MIX_COMPARE_PAGE (widget);
  gboolean narrow = width < NARROW;

  gtk_widget_allocate (gtk_widget_get_first_child (widget), width, height, baseline, NULL);
  if (narrow == self->narrow)
    return;
  self->narrow = narrow;
  if (self->narrow_idle == 0)
    self->narrow_idle = g_idle_add (follow_narrow_cb, self);
}

static void
mix_compare_page_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

/* Object */

static void
set_lab (MixComparePage *self, MixLab *lab)
{
  if (lab == NULL || !g_set_object (&self->lab, lab))
    return;
  g_object_set (self->grid, "lab", lab, NULL);
  g_signal_connect_object (lab, "data-changed", G_CALLBACK (data_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (mix_lab_get_shelf (lab), "items-changed", G_CALLBACK (fill_choices), self,
                           G_CONNECT_SWAPPED);
  fill_choices (self);
}

static void
mix_compare_page_set_property (GObject *object, guint prop_id, const GValue *value,
                               GParamSpec *pspec)
{
  MixComparePage *self = MIX_COMPARE_PAGE (object);

  if (prop_id == PROP_LAB)
    set_lab (self, g_value_get_object (value));
  else if (prop_id == PROP_EXPLORE && g_set_object (&self->explore, g_value_get_object (value)))
    g_object_set (self->grid, "explore", self->explore, NULL);
}

static void
mix_compare_page_dispose (GObject *object)
{
  MixComparePage *self = MIX_COMPARE_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->narrow_idle, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->study); i++)
    if (self->study[i] != NULL)
      {
        g_signal_handlers_disconnect_by_data (self->study[i], self);
        mix_study_forget (self->study[i]);
        g_clear_object (&self->study[i]);
      }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->lab);
  g_clear_object (&self->explore);
  G_OBJECT_CLASS (mix_compare_page_parent_class)->dispose (object);
}

static void
mix_compare_page_class_init (MixComparePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = mix_compare_page_set_property;
  object_class->dispose = mix_compare_page_dispose;
  widget_class->measure = mix_compare_page_measure;
  widget_class->size_allocate = mix_compare_page_size_allocate;
  props[PROP_LAB] = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB, flags);
  props[PROP_EXPLORE] = g_param_spec_object ("explore", NULL, NULL, MIX_TYPE_EXPLORE_PAGE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "comparepage");
}

static GtkWidget *
make_choice (MixComparePage *self, GtkDropDown **box, const char *label)
{
  GtkWidget *choice = gtk_drop_down_new (NULL, NULL);

  *box = GTK_DROP_DOWN (choice);
  gtk_widget_set_tooltip_text (choice, label);
  mix_accessible_name (choice, label, NULL);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  return choice;
}

/* Who is compared with whom, and what comes of it. */
static GtkWidget *
make_heading (MixComparePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *verdict = gtk_label_new (NULL);

  self->verdict = GTK_LABEL (verdict);
  gtk_label_set_wrap (self->verdict, TRUE);
  gtk_label_set_xalign (self->verdict, 0);
  gtk_label_set_width_chars (self->verdict, 24);
  gtk_widget_add_css_class (verdict, "verdict");
  gtk_box_append (GTK_BOX (choices), make_choice (self, &self->left, _ ("One side")));
  gtk_box_append (GTK_BOX (choices), make_choice (self, &self->right, _ ("The other side")));
  gtk_box_append (GTK_BOX (box), choices);
  gtk_box_append (GTK_BOX (box), verdict);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "form-card");
  return box;
}

static void
add_studies (MixComparePage *self)
{
  self->study[MIX_STUDY_EVIDENCE] = mix_study_new (MIX_STUDY_EVIDENCE);
  self->study[MIX_STUDY_ENSEMBLE] = mix_study_new (MIX_STUDY_ENSEMBLE);
  self->card[MIX_STUDY_EVIDENCE] = mix_study_card_new (
    self->study[MIX_STUDY_EVIDENCE], _ ("How many components?"),
    _ ("Trains K = 1 to 8 on four fifths of the rows and scores them on the fifth, five times. Of the K "
       "within one standard error of the best, the simplest is chosen: what more could do, chance could "
       "as well."),
    _ ("_Gather Evidence"));
  self->card[MIX_STUDY_ENSEMBLE] = mix_study_card_new (
    self->study[MIX_STUDY_ENSEMBLE], _ ("Aleatoric and epistemic"),
    _ ("Aleatoric uncertainty is the scatter of the data, E[Var]: what every network says, and more rows "
       "do not take away. Epistemic uncertainty is what the networks disagree about, Var[E]: it shrinks "
       "with more rows, and grows where there are none. Draw or erase rows, and train again."),
    _ ("_Train 5 Networks"));
  for (guint i = 0; i < 2; i++)
    g_signal_connect_object (self->card[i], "start", G_CALLBACK (start_cb), self, 0);
  g_signal_connect_object (self->card[MIX_STUDY_EVIDENCE], "used", G_CALLBACK (used_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->study[MIX_STUDY_EVIDENCE], "changed",
                           G_CALLBACK (evidence_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->study[MIX_STUDY_ENSEMBLE], "changed",
                           G_CALLBACK (ensemble_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
mix_compare_page_init (MixComparePage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->grid = g_object_new (MIX_TYPE_FIGURE_GRID, "figures",
                             "sides scores comparison evidence variance", NULL);
  mix_figure_grid_insert (self->grid, make_heading (self), TRUE, TRUE);
  mix_figure_grid_set_wide (self->grid, "sides", SIDES_HEIGHT);
  mix_figure_grid_set_wide (self->grid, "scores", SCORES_HEIGHT);
  mix_figure_grid_set_wide (self->grid, "comparison", COVERAGE_HEIGHT);
  add_studies (self);
  mix_figure_grid_insert_after (self->grid, "evidence",
                                GTK_WIDGET (self->card[MIX_STUDY_EVIDENCE]));
  mix_figure_grid_insert_after (self->grid, "variance",
                                GTK_WIDGET (self->card[MIX_STUDY_ENSEMBLE]));
  g_signal_connect_object (self->grid, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "shown", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
}

/* Returns: (transfer none): what is trained many times beside the run. */
MixStudy *
mix_compare_page_get_study (MixComparePage *self, MixStudyKind kind)
{
  g_return_val_if_fail (MIX_IS_COMPARE_PAGE (self), NULL);
  return self->study[kind];
}

/* What ties and what does not, as it is on show. */
const char *
mix_compare_page_get_verdict (MixComparePage *self)
{
  g_return_val_if_fail (MIX_IS_COMPARE_PAGE (self), NULL);
  return gtk_label_get_label (self->verdict);
}

/* Places in the lists of either side. */
void
mix_compare_page_choose (MixComparePage *self, guint left, guint right)
{
  g_return_if_fail (MIX_IS_COMPARE_PAGE (self));
  gtk_drop_down_set_selected (self->left, left);
  gtk_drop_down_set_selected (self->right, right);
}
