/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gui.h"

/* What the files of the monkey share: monkey.c is what it does and how often, monkey-hands.c how it
 * touches widgets. */

typedef struct
{
  MixWindow *window;
  GRand *random;
  char *folder; /* for projects */
  GHashTable *seen; /* the types of the widgets that were reached, for the log */
} Monkey;

/* monkey.c */
guint monkey_below (Monkey *monkey, guint n); /* from 0, at random */
double monkey_between (Monkey *monkey, double a, double b);
gboolean monkey_is_left_out (const char *action);
/* (transfer full): the windows that its window opened */
GPtrArray *monkey_list_others (Monkey *monkey);

/* monkey-hands.c */
void monkey_press_button (Monkey *monkey);
void monkey_turn_switch (Monkey *monkey);
void monkey_spin (Monkey *monkey);
void monkey_choose_from_list (Monkey *monkey);
void monkey_slide (Monkey *monkey);
void monkey_type_text (Monkey *monkey);
void monkey_activate_row (Monkey *monkey);
void monkey_move_pointer (Monkey *monkey);
void monkey_drag (Monkey *monkey);
void monkey_press_key (Monkey *monkey);
void monkey_scroll (Monkey *monkey);
void monkey_choose_page (Monkey *monkey);
void monkey_choose_from_menu (Monkey *monkey);
void monkey_move_focus (Monkey *monkey);
