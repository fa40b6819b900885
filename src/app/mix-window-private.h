/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-explore-page.h"
#include "mix-figure-grid.h"
#include "mix-top-bar.h"
#include "mix-status.h"
#include "mix-window.h"

G_BEGIN_DECLS

typedef void (*MixChosen) (MixWindow *self, GFile *file);

/* A project on its way in; mix-window-project.c. */
typedef struct _MixOpening MixOpening;

struct _MixWindow
{
  AdwApplicationWindow parent_instance;

  /* template */
  AdwToastOverlay *toasts;
  MixTopBar *top_bar;
  AdwFlap *flap;
  AdwSqueezer *page_bar;
  AdwViewStack *pages;
  AdwViewSwitcherBar *switcher_bar;
  MixExplorePage *page;
  MixStatus *status;
  GtkInfoBar *diverged_bar;
  GtkLabel *diverged_reason;
  GtkButton *halve_button;

  /* owned */
  MixLab *lab;
  GCancellable *loading; /* of the file that is being read; NULL when none is */
  GtkFileChooserNative *chooser;
  MixChosen chosen; /* what is done with the file */
  GFileMonitor *monitor;   /* of the file that is open; NULL: none */
  char *watched;           /* its path */
  GtkWindow *data_window;  /* weak: the table of the rows; NULL: not open */
  AdwToast *changed_toast; /* that says it changed */
  AdwToast *fault_toast;   /* that says why a file could not be read */
  char *project; /* the path of the project that is open; NULL: none */
  MixOpening *opening; /* a project that waits for an answer; NULL: none */
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
void mix_window_choose_rows_file (MixWindow *self);
void mix_window_choose_figure_file (MixWindow *self, const char *figure);
void mix_window_add_drop_target (MixWindow *self);

void mix_window_ensure_data (MixWindow *self);
gboolean mix_window_is_pasted (const char *path);
void mix_window_reload (MixWindow *self);
void mix_window_paste (MixWindow *self);

/* mix-window-chooser.c */
GtkFileChooser *mix_window_make_chooser (MixWindow *self, const char *title,
                                         GtkFileChooserAction action, MixChosen chosen);
void mix_window_add_filter (GtkFileChooser *chooser, const char *name,
                            const char *const *patterns);
void mix_window_show_chooser (MixWindow *self);
char *mix_window_with_ending (GFile *file, const char *ending);
AdwToast *mix_window_say_about (MixWindow *self, const char *path, const char *message);
AdwToast *mix_window_say_for_now (MixWindow *self, const char *text);
void mix_window_take_back (AdwToast **toast);
void mix_window_say_saved (MixWindow *self, const char *path, gboolean saved, const GError *error);

/* mix-window-load.c */
void mix_window_begin_load (MixWindow *self, GTaskThreadFunc work, gpointer data,
                            GDestroyNotify free_data, GAsyncReadyCallback done, gpointer done_data);
gboolean mix_window_end_load (MixWindow *self, GAsyncResult *result);

/* mix-window-project.c */
void mix_window_open_project (MixWindow *self, const char *path);
void mix_window_save_project (MixWindow *self);
void mix_window_choose_project (MixWindow *self);
void mix_window_set_project (MixWindow *self, const char *path);
char *mix_window_name_project (MixWindow *self);
void mix_window_forget_opening (MixWindow *self);

/* mix-window-watch.c */
void mix_window_remember_recent (const char *path, const char *mime);
void mix_window_follow_file (MixWindow *self, const char *path);
void mix_window_stop_watching (MixWindow *self);
void mix_window_list_recent (MixWindow *self);

/* mix-window-state.c */
void mix_window_restore_state (MixWindow *self);
void mix_window_restore_sidebar (MixWindow *self);
void mix_window_remember_folder (MixWindow *self, const char *folder);

G_END_DECLS
