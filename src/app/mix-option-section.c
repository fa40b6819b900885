/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix-option-section.h"

#include <glib/gi18n-lib.h>

#include "mix-accessible.h"
#include "mix-option-row.h"
#include "mix-pace-row.h"
#include "mix-settings.h"
#include "mix-template.h"

/* MixOptionSection is a heading over rows that are made from the table of options. Its "options"
 * are names in that table, so a section is written down in XML as a list of them; the heading says
 * whether a change restarts training, which the table knows too. With "pace" the first row chooses
 * how fast a run goes by. The "advanced" options are behind a last row that opens and closes them;
 * they are made when it is first opened, and whether it is open is kept by the section's name. */

struct _MixOptionSection
{
  GtkWidget parent_instance;

  /* template */
  GtkListBox *list;
  GtkImage *note_icon;
  GtkLabel *note;

  /* owned */
  MixLab *lab;
  GStrv options, advanced;
  AdwActionRow *opener; /* borrowed; NULL without advanced options */
  GtkWidget *arrow;     /* borrowed */
  gboolean made, open;  /* the advanced rows */
  gboolean mixed;       /* some of the options restart, some act at once */
  char *title;
  gboolean pace;
};

enum
{
  PROP_LAB = 1,
  PROP_TITLE,
  PROP_OPTIONS,
  PROP_ADVANCED,
  PROP_PACE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (MixOptionSection, mix_option_section, GTK_TYPE_WIDGET)

static void
count_live (char **names, guint *n, guint *n_live)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++, (*n)++)
    *n_live += mix_option_find (names[i])->live ? 1 : 0;
}

/* Where a section mixes both kinds, the note is a legend for the mark on the rows that restart. */
static void
show_note (MixOptionSection *self)
{
  guint n = 0, n_live = 0;

  count_live (self->options, &n, &n_live);
  count_live (self->advanced, &n, &n_live);
  gboolean all_live = n_live == n;
  self->mixed = n_live > 0 && !all_live;
  gtk_image_set_from_icon_name (self->note_icon,
                                all_live ? "object-select-symbolic" : "mix-restart-symbolic");
  gtk_label_set_label (self->note, all_live      ? _ ("changes apply at once")
                                   : self->mixed ? _ ("restarts training")
                                                 : _ ("changes restart training"));
}

static void
add_rows (MixOptionSection *self, char **names, gboolean advanced)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      const MixOption *option = mix_option_find (names[i]);
      GtkWidget *row = mix_option_row_new (option, self->mixed && !option->live);
      if (advanced)
        gtk_widget_add_css_class (row, "advanced");
      mix_option_row_set_lab (MIX_OPTION_ROW (row), self->lab);
      gtk_list_box_append (self->list, row);
    }
}

static void
show_advanced_rows (MixOptionSection *self)
{
  GtkWidget *row = gtk_widget_get_next_sibling (GTK_WIDGET (self->opener));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    gtk_widget_set_visible (row, self->open);
}

static void
set_open (MixOptionSection *self, gboolean open)
{
  self->open = open;
  if (open && !self->made)
    {
      add_rows (self, self->advanced, TRUE);
      self->made = TRUE;
    }
  show_advanced_rows (self);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                open ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->opener), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                               -1);
}

/* The sections that are open, with or without this one. */
static void
remember_open (MixOptionSection *self)
{
  const char *name = gtk_widget_get_name (GTK_WIDGET (self));
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (mix_settings_get () == NULL)
    return;
  g_auto (GStrv) before = g_settings_get_strv (mix_settings_get (), "expanded");
  for (guint i = 0; before[i] != NULL; i++)
    if (!g_str_equal (before[i], name))
      g_strv_builder_add (names, before[i]);
  if (self->open)
    g_strv_builder_add (names, name);
  g_auto (GStrv) after = g_strv_builder_end (names);
  g_settings_set_strv (mix_settings_get (), "expanded", (const char *const *) after);
}

static void
opener_activated_cb (MixOptionSection *self)
{
  set_open (self, !self->open);
  remember_open (self);
}

static gboolean
was_open (MixOptionSection *self)
{
  if (mix_settings_get () == NULL)
    return FALSE;
  g_auto (GStrv) names = g_settings_get_strv (mix_settings_get (), "expanded");
  return g_strv_contains ((const char *const *) names, gtk_widget_get_name (GTK_WIDGET (self)));
}

static void
add_opener (MixOptionSection *self)
{
  const char *help = _ ("Shows or hides the options that are seldom changed");
  GtkWidget *row = adw_action_row_new ();

  self->arrow = gtk_image_new ();
  self->opener = ADW_ACTION_ROW (row);
  g_object_set (row, "title", _ ("Advanced"), "tooltip-text", help, "activatable", TRUE, NULL);
  adw_action_row_add_suffix (self->opener, self->arrow);
  gtk_widget_add_css_class (row, "opener");
  g_signal_connect_swapped (row, "activated", G_CALLBACK (opener_activated_cb), self);
  gtk_list_box_append (self->list, row);
  set_open (self, FALSE);
}

static void
fill (MixOptionSection *self)
{
  show_note (self);
  if (self->pace)
    gtk_list_box_append (self->list, mix_pace_row_new ());
  add_rows (self, self->options, FALSE);
  if (self->advanced != NULL)
    add_opener (self);
}

static void
set_lab (MixOptionSection *self, MixLab *lab)
{
  if (!g_set_object (&self->lab, lab))
    return;
  if (self->opener != NULL) /* not before: the builder gives the name after construction */
    set_open (self, was_open (self));
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (MIX_IS_PACE_ROW (row))
      mix_pace_row_set_lab (MIX_PACE_ROW (row), lab);
    else if (MIX_IS_OPTION_ROW (row))
      mix_option_row_set_lab (MIX_OPTION_ROW (row), lab);
}

static void
mix_option_section_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MixOptionSection *self = MIX_OPTION_SECTION (object);

  switch (prop_id)
    {
    case PROP_LAB:
      g_value_set_object (value, self->lab);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_OPTIONS:
      g_value_set_boxed (value, self->options);
      break;
    case PROP_ADVANCED:
      g_value_set_boxed (value, self->advanced);
      break;
    case PROP_PACE:
      g_value_set_boolean (value, self->pace);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mix_option_section_set_property (GObject *object, guint prop_id, const GValue *value,
                                 GParamSpec *pspec)
{
  MixOptionSection *self = MIX_OPTION_SECTION (object);

  switch (prop_id)
    {
    case PROP_LAB:
      set_lab (self, g_value_get_object (value));
      break;
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;
    case PROP_OPTIONS:
      self->options = g_value_dup_boxed (value);
      break;
    case PROP_ADVANCED:
      self->advanced = g_value_dup_boxed (value);
      break;
    case PROP_PACE:
      self->pace = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mix_option_section_constructed (GObject *object)
{
  MixOptionSection *self = MIX_OPTION_SECTION (object);

  G_OBJECT_CLASS (mix_option_section_parent_class)->constructed (object);
  mix_accessible_name (GTK_WIDGET (self->list), self->title, NULL);
  fill (self);
}

static void
mix_option_section_dispose (GObject *object)
{
  MixOptionSection *self = MIX_OPTION_SECTION (object);

  mix_template_dispose (GTK_WIDGET (self), MIX_TYPE_OPTION_SECTION);
  g_clear_object (&self->lab);
  G_OBJECT_CLASS (mix_option_section_parent_class)->dispose (object);
}

static void
mix_option_section_finalize (GObject *object)
{
  MixOptionSection *self = MIX_OPTION_SECTION (object);

  g_strfreev (self->options);
  g_strfreev (self->advanced);
  g_free (self->title);
  G_OBJECT_CLASS (mix_option_section_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  props[PROP_LAB] = g_param_spec_object ("lab", NULL, NULL, MIX_TYPE_LAB,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, once);
  props[PROP_OPTIONS] = g_param_spec_boxed ("options", NULL, NULL, G_TYPE_STRV, once);
  props[PROP_ADVANCED] = g_param_spec_boxed ("advanced", NULL, NULL, G_TYPE_STRV, once);
  props[PROP_PACE] = g_param_spec_boolean ("pace", NULL, NULL, FALSE, once);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mix_option_section_class_init (MixOptionSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mix_option_section_get_property;
  object_class->set_property = mix_option_section_set_property;
  object_class->constructed = mix_option_section_constructed;
  object_class->dispose = mix_option_section_dispose;
  object_class->finalize = mix_option_section_finalize;
  install_properties (object_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/mixturelab/MixtureLab/ui/mix-option-section.ui");
  gtk_widget_class_bind_template_child (widget_class, MixOptionSection, list);
  gtk_widget_class_bind_template_child (widget_class, MixOptionSection, note_icon);
  gtk_widget_class_bind_template_child (widget_class, MixOptionSection, note);
}

static void
mix_option_section_init (MixOptionSection *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_init_template (GTK_WIDGET (self));
}
