/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-explore-page.h"
#include "mix-figure-grid.h"
#include "mix-timeline.h"
#include "mix-window.h"

G_BEGIN_DECLS

typedef void (*MixChosen) (MixWindow *self, GFile *file);

struct _MixWindow
{
  AdwApplicationWindow parent_instance;

  /* template */
  AdwToastOverlay *toasts;
  AdwFlap *flap;
  AdwSqueezer *page_bar;
  AdwViewStack *pages;
  AdwViewSwitcherBar *switcher_bar;
  MixExplorePage *page;
  MixTimeline *timeline;
  GtkMenuButton *export_button;
  GtkInfoBar *diverged_bar;
  GtkLabel *diverged_reason;
  GtkSpinner *spinner;
  GMenu *recent_menu;

  /* owned */
  MixLab *lab;
  GCancellable *loading; /* of the file that is being read; NULL when none is */
  GtkFileChooserNative *chooser;
  MixChosen chosen; /* what is done with the file */
  GFileMonitor *monitor;   /* of the file that is open; NULL: none */
  char *watched;           /* its path */
  AdwToast *changed_toast; /* that says it changed */
  char *exporting; /* the figure that the chooser is about */
  char *folder;    /* where the last file was chosen */
  guint tick, fold_idle, squeeze_idle;
  gboolean drawing;    /* a drag in the fit is a stroke of the brush */
  gboolean was_folded; /* the flap, when its folding was last followed */
};

/* mix-window-pages.c */
MixFigureGrid *mix_window_get_grid (MixWindow *self);
const char *mix_window_get_focus_figure (MixWindow *self);
MixPlot *mix_window_build_figure (MixWindow *self, const char *figure);
void mix_window_focus_page (MixWindow *self);

/* mix-window-actions.c */
void mix_window_install_actions (GtkWidgetClass *klass);
void mix_window_update_actions (MixWindow *self);
void mix_window_add_plain_keys (MixWindow *self);

/* mix-window-files.c */
void mix_window_choose_data (MixWindow *self);
void mix_window_import_settings (MixWindow *self);
void mix_window_choose_model (MixWindow *self);
void mix_window_choose_figure_file (MixWindow *self, const char *figure);
void mix_window_add_drop_target (MixWindow *self);

void mix_window_reload (MixWindow *self);
void mix_window_paste (MixWindow *self);

/* mix-window-watch.c */
void mix_window_follow_file (MixWindow *self, const char *path);
void mix_window_stop_watching (MixWindow *self);
void mix_window_list_recent (MixWindow *self);

/* mix-window-state.c */
void mix_window_restore_state (MixWindow *self);
void mix_window_restore_sidebar (MixWindow *self);
void mix_window_remember_folder (MixWindow *self, const char *folder);

G_END_DECLS
