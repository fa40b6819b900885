/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-command.h"
#include "mix-config.h"

G_BEGIN_DECLS

/* Every entry of the table of options as an option of the command line, of the same name. */
typedef struct _MixConfigOptions MixConfigOptions;

MixConfigOptions *mix_config_options_new (void);
void mix_config_options_free (MixConfigOptions *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixConfigOptions, mix_config_options_free)

/* options must outlive the parsing of command. */
void mix_config_options_add (MixConfigOptions *options, MixCommand *command);
gboolean mix_config_options_apply (const MixConfigOptions *options, MixConfig *config,
                                   GError **error);

G_END_DECLS
