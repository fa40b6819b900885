/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-chart.h"
#include "mix-diagnostics.h"
#include "mix-figure.h"

G_BEGIN_DECLS

/* Each picture of a diagnosis. Keeps nothing of its arguments; (transfer full). */
MixPlot *mix_figure_new_pit (const MixDiagnostics *d, MixDesign *design, const MixPalette *palette);
MixPlot *mix_figure_new_reliability (const MixDiagnostics *d, MixDesign *design,
                                     const MixPalette *palette);
MixPlot *mix_figure_new_coverage (const MixDiagnostics *d, MixDesign *design,
                                  const MixPalette *palette);
MixPlot *mix_figure_new_spread (const MixDiagnostics *d, MixDesign *design,
                                const MixPalette *palette);
MixPlot *mix_figure_new_quantiles (const MixDiagnostics *d, MixDesign *design,
                                   const MixPalette *palette);
MixPlot *mix_figure_new_intervals (const MixDiagnostics *d, MixDesign *design,
                                   const MixPalette *palette);
MixPlot *mix_figure_new_sharpness (const MixDiagnostics *d, MixDesign *design,
                                   const MixPalette *palette);
MixPlot *mix_figure_new_usage (const MixDiagnostics *d, MixDesign *design,
                               const MixPalette *palette);
MixPlot *mix_figure_new_losses (const MixDiagnostics *d, MixDesign *design, gssize picked,
                                const MixPalette *palette);
MixPlot *mix_figure_new_usage (const MixDiagnostics *d, MixDesign *design,
                               const MixPalette *palette);

typedef MixPlot *(*MixDiagnosisFunc) (const MixDiagnostics *d, MixDesign *design,
                                      const MixPalette *palette);

/* The same of what a scene shows, worked out on the spot. */
MixPlot *mix_figure_build_diagnosis (MixScene *scene, const MixPalette *palette, const char *title,
                                     MixDiagnosisFunc make);
MixPlot *mix_figure_build_pit (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_reliability (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_coverage (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_spread (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_quantiles (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_intervals (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_sharpness (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_usage (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_losses (MixScene *scene, const MixPalette *palette);
MixPlot *mix_figure_build_usage (MixScene *scene, const MixPalette *palette);

/* What they share. */
typedef MixPlot *(*MixDiagnosisFunc) (const MixDiagnostics *d, MixDesign *design,
                                      const MixPalette *palette);

MixPlot *mix_figure_build_diagnosis (MixScene *scene, const MixPalette *palette, const char *title,
                                     MixDiagnosisFunc make);
MixChart *mix_figure_start_diagnosis (const MixDiagnostics *d, const MixPalette *palette,
                                      const char *title, const char *reading, char *sentence);

G_END_DECLS
