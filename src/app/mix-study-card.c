/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-study-card.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"

/* MixStudyCard says what a study is about, starts it, shows how far it is, and what came of it.
 *
 * Signals: "start" when it is to begin, "used" when what came of it is to be put into effect. */

struct _MixStudyCard
{
  GtkWidget parent_instance;

  MixStudy *study;
  GtkWidget *start, *cancel, *use;
  GtkProgressBar *progress;
  GtkLabel *result;
};

enum
{
  START,
  USED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixStudyCard, mix_study_card, GTK_TYPE_WIDGET)

static void
changed_cb (MixStudyCard *self)
{
  gboolean running = mix_study_get_running (self->study);
  const char *fault = mix_study_get_fault (self->study);

  gtk_widget_set_visible (self->start, !running);
  gtk_widget_set_visible (self->cancel, running);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running);
  gtk_progress_bar_set_fraction (self->progress, mix_study_get_share (self->study));
  if (fault != NULL)
    mix_study_card_set_result (self, fault, NULL);
}

static void
start_cb (MixStudyCard *self)
{
  g_signal_emit (self, signals[START], 0);
}

static void
used_cb (MixStudyCard *self)
{
  g_signal_emit (self, signals[USED], 0);
}

static void
mix_study_card_dispose (GObject *object)
{
  MixStudyCard *self = MIX_STUDY_CARD (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->study);
  G_OBJECT_CLASS (mix_study_card_parent_class)->dispose (object);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, MIX_TYPE_STUDY_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
mix_study_card_class_init (MixStudyCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mix_study_card_dispose;
  signals[START] = new_signal ("start");
  signals[USED] = new_signal ("used");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "studycard");
}

static void
mix_study_card_init (MixStudyCard *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "form-card");
}

static GtkLabel *
add_label (MixStudyCard *self, const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 24);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return GTK_LABEL (label);
}

static void
add_buttons (MixStudyCard *self, const char *start, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *progress = gtk_progress_bar_new ();

  self->start = gtk_button_new_with_mnemonic (start);
  self->cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  self->use = gtk_button_new_with_label (_ ("Use It"));
  self->progress = GTK_PROGRESS_BAR (progress);
  gtk_widget_add_css_class (self->use, "suggested-action");
  mix_accessible_name_by_label (GTK_BUTTON (self->start));
  mix_accessible_name_by_label (GTK_BUTTON (self->cancel));
  mix_accessible_name (progress, title, NULL);
  gtk_widget_set_valign (progress, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (progress, TRUE);
  gtk_widget_set_visible (self->use, FALSE);
  gtk_box_append (GTK_BOX (box), self->start);
  gtk_box_append (GTK_BOX (box), progress);
  gtk_box_append (GTK_BOX (box), self->cancel);
  gtk_box_append (GTK_BOX (box), self->use);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  g_signal_connect_object (self->start, "clicked", G_CALLBACK (start_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->use, "clicked", G_CALLBACK (used_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cancel, "clicked", G_CALLBACK (mix_study_cancel), self->study,
                           G_CONNECT_SWAPPED);
}

/**
 * mix_study_card_new:
 * @study: a reference is taken
 * @title: of the card
 * @text: what it is about
 * @start: on the button that begins
 */
MixStudyCard *
mix_study_card_new (MixStudy *study, const char *title, const char *text, const char *start)
{
  MixStudyCard *self = g_object_new (MIX_TYPE_STUDY_CARD, NULL);

  self->study = g_object_ref (study);
  add_label (self, title, "heading");
  add_label (self, text, "note");
  add_buttons (self, start, title);
  self->result = add_label (self, "", NULL);
  g_signal_connect_object (study, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
  return self;
}

/**
 * mix_study_card_set_result:
 * @words: what came of it; empty for nothing yet
 * @button: (nullable): what a button says that puts it into effect
 */
void
mix_study_card_set_result (MixStudyCard *self, const char *words, const char *button)
{
  g_return_if_fail (MIX_IS_STUDY_CARD (self));

  gtk_label_set_label (self->result, words);
  gtk_widget_set_visible (GTK_WIDGET (self->result), *words != '\0');
  gtk_widget_set_visible (self->use, button != NULL);
  if (button != NULL)
    gtk_button_set_label (GTK_BUTTON (self->use), button);
}
