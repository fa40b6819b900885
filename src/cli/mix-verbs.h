/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-command.h"

G_BEGIN_DECLS

/* One file a verb: mix-verb-NAME.c. The order of the table in main.c is the one of --help. */
extern const MixVerb mix_verb_generate;
extern const MixVerb mix_verb_table;
extern const MixVerb mix_verb_train;
extern const MixVerb mix_verb_evaluate;
extern const MixVerb mix_verb_predict;
extern const MixVerb mix_verb_choose_components;
extern const MixVerb mix_verb_compare;
extern const MixVerb mix_verb_diagnose;
extern const MixVerb mix_verb_decide;
extern const MixVerb mix_verb_plot;
extern const MixVerb mix_verb_config;

G_END_DECLS
