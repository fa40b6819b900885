/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MIX_APPLICATION_ID "io.github.mixturelab.MixtureLab"

#define MIX_TYPE_APPLICATION (mix_application_get_type ())
G_DECLARE_FINAL_TYPE (MixApplication, mix_application, MIX, APPLICATION, AdwApplication)

MixApplication *mix_application_new (GApplicationFlags flags);

G_END_DECLS
