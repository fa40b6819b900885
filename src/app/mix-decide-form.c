/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-decide-form.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-format.h"

/* MixDecideForm is where costs and questions are typed. What is typed acts at once; what makes no
 * sense says what and where, and what was in effect before stays. What a person changes can be undone.
 *
 * Signals: "changed" when the stock or the risk is another. */

typedef enum
{
  FIELD_COST,
  FIELD_PRICE,
  FIELD_SALVAGE,
  FIELD_SHORTAGE,
  FIELD_HOLDING,
  FIELD_SERVICE,
  FIELD_ABOVE,
  FIELD_LOW,
  FIELD_HIGH,
  FIELD_TAIL,
  N_FIELDS
} Field;

typedef enum
{
  WAY_PRICES,
  WAY_COSTS,
  WAY_SERVICE,
  N_WAYS
} Way;

#define QUESTIONS N_WAYS /* the group of the fields that are no costs */

static const struct
{
  const char *label, *help, *initial;
  guint group; /* Way, or QUESTIONS */
} fields[N_FIELDS] = {
  [FIELD_COST] = { N_ ("Cost of a unit"), N_ ("Paid for a unit that is ordered"), "4", WAY_PRICES },
  [FIELD_PRICE] = { N_ ("Price"), N_ ("Got for a unit that is sold"), "10", WAY_PRICES },
  [FIELD_SALVAGE] = { N_ ("Salvage value"), N_ ("Got for a unit that is left over"), "1", WAY_PRICES },
  [FIELD_SHORTAGE] = { N_ ("Shortage cost"), N_ ("What a unit costs that is asked for and not there"),
                       "6", WAY_COSTS },
  [FIELD_HOLDING] = { N_ ("Holding cost"), N_ ("What a unit costs that is there and not asked for"),
                      "3", WAY_COSTS },
  [FIELD_SERVICE] = { N_ ("Service level (%)"), N_ ("How probable it is to be that the order is enough"),
                      "95", WAY_SERVICE },
  [FIELD_ABOVE] = { N_ ("More than t"), N_ ("P(y > t): the threshold; empty: not asked"), "",
                    QUESTIONS },
  [FIELD_LOW] = { N_ ("Between a"), N_ ("P(a < y < b): the lower end; empty: not asked"), "",
                  QUESTIONS },
  [FIELD_HIGH] = { N_ ("and b"), N_ ("P(a < y < b): the upper end; empty: not asked"), "",
                   QUESTIONS },
  [FIELD_TAIL] = { N_ ("Value at risk (%)"),
                   N_ ("The tail: 5 is the lowest 5 %, 95 the highest"), "5", QUESTIONS },
};

static const char *const way_labels[]
  = { N_ ("Prices"), N_ ("Shortage and holding"), N_ ("Service level"), NULL };

/* What stands in the form. */
typedef struct
{
  guint way;
  gboolean is_signed;
  char *text[N_FIELDS];
} Typed;

struct _MixDecideForm
{
  GtkWidget parent_instance;

  GtkDropDown *way;
  GtkWidget *row[N_FIELDS];
  GtkEditable *entry[N_FIELDS];
  GtkWidget *stock_fault, *risk_fault;
  GtkCheckButton *signed_button;

  MixStock stock;
  MixRisk risk;
  gboolean is_service; /* the stock is from a service level */

  MixUndo *undo; /* (nullable) */
  Typed *typed;  /* when last looked at */
  gboolean quiet; /* what changes is not by a person */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MixDecideForm, mix_decide_form, GTK_TYPE_WIDGET)

/* A decimal comma is one where it is alone. */
static gboolean
read_field (MixDecideForm *self, Field field, double *value, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry[field])));
  char *end, *comma = strchr (text, ',');

  if (comma != NULL && strchr (text, '.') == NULL)
    *comma = '.';
  *value = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && isfinite (*value))
    return TRUE;
  g_set_error (error, MIX_STOCK_ERROR, MIX_STOCK_ERROR_PRICES,
               *text == '\0' ? _ ("%s: give a number") : _ ("%s: “%s” is not a number"),
               _ (fields[field].label), gtk_editable_get_text (self->entry[field]));
  return FALSE;
}

/* What may be empty; NaN then. */
static gboolean
read_question (MixDecideForm *self, Field field, double *value, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry[field])));

  *value = (double) NAN;
  return *text == '\0' || read_field (self, field, value, error);
}

static gboolean
read_stock (MixDecideForm *self, MixStock *stock, GError **error)
{
  double a, b, c;

  switch ((Way) gtk_drop_down_get_selected (self->way))
    {
    case WAY_COSTS:
      return read_field (self, FIELD_SHORTAGE, &a, error)
             && read_field (self, FIELD_HOLDING, &b, error)
             && mix_stock_init_costs (stock, a, b, error);
    case WAY_SERVICE:
      return read_field (self, FIELD_SERVICE, &a, error)
             && mix_stock_init_service (stock, a / 100, error);
    case WAY_PRICES:
    case N_WAYS:
    default:
      return read_field (self, FIELD_COST, &a, error) && read_field (self, FIELD_PRICE, &b, error)
             && read_field (self, FIELD_SALVAGE, &c, error)
             && mix_stock_init_prices (stock, a, b, c, error);
    }
}

static gboolean
read_risk (MixDecideForm *self, MixRisk *risk, GError **error)
{
  double tail;

  if (!read_question (self, FIELD_ABOVE, &risk->above, error)
      || !read_question (self, FIELD_LOW, &risk->low, error)
      || !read_question (self, FIELD_HIGH, &risk->high, error)
      || !read_question (self, FIELD_TAIL, &tail, error))
    return FALSE;
  risk->level = tail / 100;
  if (risk->low >= risk->high)
    g_set_error (error, MIX_STOCK_ERROR, MIX_STOCK_ERROR_PRICES,
                 _ ("Between a and b: %g is not below %g"), risk->low, risk->high);
  else if (tail <= 0 || tail >= 100)
    g_set_error (error, MIX_STOCK_ERROR, MIX_STOCK_ERROR_PRICES,
                 _ ("Value at risk: %g is not between 0 and 100 %%"), tail);
  else
    return TRUE;
  return FALSE;
}

static void
show_fault (MixDecideForm *self, GtkWidget *label, gboolean of_stock, const GError *error)
{
  gtk_widget_set_visible (label, error != NULL);
  gtk_label_set_label (GTK_LABEL (label), error != NULL ? error->message : "");
  for (guint i = 0; i < N_FIELDS; i++)
    if ((fields[i].group != QUESTIONS) == of_stock)
      {
        if (error != NULL)
          gtk_widget_add_css_class (GTK_WIDGET (self->entry[i]), "error");
        else
          gtk_widget_remove_css_class (GTK_WIDGET (self->entry[i]), "error");
      }
}

/* Undo */

static void
typed_free (gpointer data)
{
  Typed *typed = data;

  for (guint i = 0; i < N_FIELDS; i++)
    g_free (typed->text[i]);
  g_free (typed);
}

static Typed *
read_typed (MixDecideForm *self)
{
  Typed *typed = g_new (Typed, 1);

  typed->way = gtk_drop_down_get_selected (self->way);
  typed->is_signed = gtk_check_button_get_active (self->signed_button);
  for (guint i = 0; i < N_FIELDS; i++)
    typed->text[i] = g_strdup (gtk_editable_get_text (self->entry[i]));
  return typed;
}

static gpointer
exchange (gpointer owner, gpointer data)
{
  MixDecideForm *self = owner;
  Typed *before = read_typed (self), *typed = data;

  self->quiet = TRUE;
  gtk_drop_down_set_selected (self->way, typed->way);
  gtk_check_button_set_active (self->signed_button, typed->is_signed);
  for (guint i = 0; i < N_FIELDS; i++)
    if (!g_str_equal (before->text[i], typed->text[i]))
      gtk_editable_set_text (self->entry[i], typed->text[i]);
  self->quiet = FALSE;
  typed_free (typed);
  return before;
}

static const MixUndoKind changes = { exchange, typed_free };

/* What leads from one to the other, to follow “Undo”. merge: (out) (nullable): its control. Returns:
 * (transfer full) (nullable): NULL where nothing does */
static char *
name_change (const Typed *before, const Typed *after, const char **merge)
{
  *merge = NULL;
  if (before->way != after->way)
    {
      g_autofree char *way = mix_format_within_sentence (_ (way_labels[after->way]));
      return g_strdup_printf (_ ("give costs by %s"), way);
    }
  if (before->is_signed != after->is_signed)
    return g_strdup (after->is_signed ? _ ("count amounts below 0")
                                      : _ ("do not count amounts below 0"));
  for (guint i = 0; i < N_FIELDS; i++)
    if (!g_str_equal (before->text[i], after->text[i]))
      {
        g_autofree char *label = mix_format_within_sentence (_ (fields[i].label));
        *merge = fields[i].label;
        return *after->text[i] != '\0'
                 ? g_strdup_printf (_ ("change %s to %s"), label, after->text[i])
                 : g_strdup_printf (_ ("clear %s"), label);
      }
  return NULL;
}

static void
note_change (MixDecideForm *self)
{
  Typed *now = read_typed (self), *before = g_steal_pointer (&self->typed);
  const char *merge;

  self->typed = now;
  g_autofree char *name = before != NULL ? name_change (before, now, &merge) : NULL;
  if (name != NULL && !self->quiet && self->undo != NULL)
    mix_undo_add (self->undo, &changes, self, g_steal_pointer (&before), name, merge);
  g_clear_pointer (&before, typed_free);
}

static void
changed_cb (MixDecideForm *self)
{
  MixStock stock;
  MixRisk risk;
  g_autoptr (GError) stock_error = NULL, risk_error = NULL;
  guint way = gtk_drop_down_get_selected (self->way);

  note_change (self);
  for (guint i = 0; i < N_FIELDS; i++)
    gtk_widget_set_visible (self->row[i], fields[i].group == way || fields[i].group == QUESTIONS);
  if (read_stock (self, &stock, &stock_error))
    {
      stock.is_signed = gtk_check_button_get_active (self->signed_button);
      self->stock = stock;
      self->is_service = way == WAY_SERVICE;
    }
  if (read_risk (self, &risk, &risk_error))
    self->risk = risk;
  show_fault (self, self->stock_fault, TRUE, stock_error);
  show_fault (self, self->risk_fault, FALSE, risk_error);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
mix_decide_form_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&MIX_DECIDE_FORM (object)->undo);
  G_OBJECT_CLASS (mix_decide_form_parent_class)->dispose (object);
}

static void
mix_decide_form_finalize (GObject *object)
{
  g_clear_pointer (&MIX_DECIDE_FORM (object)->typed, typed_free);
  G_OBJECT_CLASS (mix_decide_form_parent_class)->finalize (object);
}

static void
mix_decide_form_class_init (MixDecideFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mix_decide_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = mix_decide_form_finalize;
  signals[CHANGED] = g_signal_new ("changed", MIX_TYPE_DECIDE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "decideform");
}

static GtkWidget *
make_list (MixDecideForm *self, const char *title)
{
  GtkWidget *heading = gtk_label_new (title), *list = gtk_list_box_new ();

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "compact");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_set_parent (heading, GTK_WIDGET (self));
  gtk_widget_set_parent (list, GTK_WIDGET (self));
  mix_accessible_name (list, title, NULL);
  return list;
}

static GtkWidget *
make_row (const char *title, const char *help, GtkWidget *control)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "title", title, "tooltip-text", help, "activatable", FALSE, NULL);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  mix_accessible_name (control, title, help);
  return row;
}

static void
add_field (MixDecideForm *self, GtkWidget *list, Field field)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), fields[field].initial);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 8);
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  self->entry[field] = GTK_EDITABLE (entry);
  self->row[field] = make_row (_ (fields[field].label), _ (fields[field].help), entry);
  gtk_list_box_append (GTK_LIST_BOX (list), self->row[field]);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
add_fault (MixDecideForm *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 20);
  gtk_widget_add_css_class (label, "error");
  gtk_widget_set_visible (label, FALSE);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
add_costs (MixDecideForm *self)
{
  const char *const ways[]
    = { _ (way_labels[0]), _ (way_labels[1]), _ (way_labels[2]), NULL };
  GtkWidget *list = make_list (self, _ ("What too much and too little cost"));
  GtkWidget *way = gtk_drop_down_new_from_strings (ways), *check = gtk_check_button_new ();

  self->way = GTK_DROP_DOWN (way);
  gtk_list_box_append (GTK_LIST_BOX (list),
                       make_row (_ ("Given by"), _ ("How costs are told"), way));
  for (guint i = 0; i < N_FIELDS; i++)
    if (fields[i].group != QUESTIONS)
      add_field (self, list, (Field) i);
  self->signed_button = GTK_CHECK_BUTTON (check);
  gtk_list_box_append (GTK_LIST_BOX (list),
                       make_row (_ ("Amounts below 0 count"),
                                 _ ("As in a balance; otherwise an outcome below 0 is no demand"),
                                 check));
  self->stock_fault = add_fault (self);
  g_signal_connect_object (way, "notify::selected", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (check, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
add_questions (MixDecideForm *self)
{
  GtkWidget *list = make_list (self, _ ("What else is asked"));

  for (guint i = 0; i < N_FIELDS; i++)
    if (fields[i].group == QUESTIONS)
      add_field (self, list, (Field) i);
  self->risk_fault = add_fault (self);
}

static void
mix_decide_form_init (MixDecideForm *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  add_costs (self);
  add_questions (self);
  changed_cb (self);
}

/* Where what a person changes is noted. */
void
mix_decide_form_set_undo (MixDecideForm *self, MixUndo *undo)
{
  g_return_if_fail (MIX_IS_DECIDE_FORM (self));
  g_set_object (&self->undo, undo);
}

/* Whether an outcome below 0 means what it says, with other data. */
void
mix_decide_form_set_signed (MixDecideForm *self, gboolean is_signed)
{
  g_return_if_fail (MIX_IS_DECIDE_FORM (self));
  self->quiet = TRUE;
  gtk_check_button_set_active (self->signed_button, is_signed);
  self->quiet = FALSE;
}

/* The last that made sense, as are the others. */
const MixStock *
mix_decide_form_get_stock (MixDecideForm *self)
{
  g_return_val_if_fail (MIX_IS_DECIDE_FORM (self), NULL);
  return &self->stock;
}

const MixRisk *
mix_decide_form_get_risk (MixDecideForm *self)
{
  g_return_val_if_fail (MIX_IS_DECIDE_FORM (self), NULL);
  return &self->risk;
}

gboolean
mix_decide_form_is_service (MixDecideForm *self)
{
  g_return_val_if_fail (MIX_IS_DECIDE_FORM (self), FALSE);
  return self->is_service;
}
