/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mix-explore-page.h"
#include "mix-look.h"
#include "mix-trail.h"

G_BEGIN_DECLS

enum
{
  MIX_PANEL_FIT,
  MIX_PANEL_SLICE,
  MIX_PANEL_MIXING,
  MIX_PANEL_LOSS,
  MIX_N_VIEWS
};

struct _MixExplorePage
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *scroller;
  MixPlotView *view[MIX_N_VIEWS];
  GtkMenuButton *menu[MIX_N_VIEWS];

  /* owned */
  MixLab *lab;
  MixScene *scene;
  MixTrail *trail;
  GPtrArray *looks; /* at data that may come back; NULL: none yet */
  GSimpleActionGroup *actions;
  GtkWidget *popover; /* on a menu button, while it is open */
  guint outcomes_timer, outcomes_left;
  guint stack_idle; /* the panels have come to stand in one column, or no longer do */
  gboolean counting; /* rows, in a thread */
  gssize told_row; /* of the design, under the pointer; −1: none */
  double brush_y;     /* of the keyboard's brush; NaN: it has none */
  gint64 stroke_time; /* µs: of the last part of a stroke */
  gboolean click_noted; /* by undo: what the newest act, a click, changed */
  gint64 zoomed_at; /* µs: turns of a wheel soon after belong together */
};

typedef struct
{
  const char *figure;
  gboolean follows_x0;
  gboolean zooms_x, zooms_y; /* the x and y that the fit has */
  gboolean zooms_epochs;
} MixPanelKind;

extern const MixPanelKind mix_panel_kinds[MIX_N_VIEWS];

/* The page proper: the figures are built anew for the next frame, all of them or those that x0
 * changes. */
void mix_explore_page_build (MixExplorePage *self, gboolean only_x0);
void mix_explore_page_build_panel (MixExplorePage *self, guint panel);
void mix_explore_page_describe (MixExplorePage *self);
void mix_explore_page_follow_outcomes (MixExplorePage *self);
gboolean mix_explore_page_is_watched (MixExplorePage *self);
void mix_explore_page_tell_row (MixExplorePage *self, gssize row);

/* How it is looked at. */
void mix_explore_page_add_view (MixExplorePage *self);
void mix_explore_page_add_menus (MixExplorePage *self);
void mix_explore_page_follow_design (MixExplorePage *self);
void mix_explore_page_forget_trail (MixExplorePage *self);
void mix_explore_page_act (MixExplorePage *self, guint panel, const MixAct *act);
void mix_explore_page_set_x_feature (MixExplorePage *self, guint feature);
void mix_explore_page_hold (MixExplorePage *self, guint first, guint n, const double *values,
                            const char *name, const char *merge);
void mix_explore_page_set_view (MixExplorePage *self, const MixView *view);
void mix_explore_page_follow_look (MixExplorePage *self);

/* What the axes show. */
void mix_explore_page_zoom (MixExplorePage *self, const MixPanelKind *kind, const MixAct *act);
void mix_explore_page_zoom_by_key (MixExplorePage *self, double factor);
gboolean mix_explore_page_read_by_key (MixExplorePage *self, double share);
void mix_explore_page_pan (MixExplorePage *self, const MixPanelKind *kind, const MixAct *act);
void mix_explore_page_frame (MixExplorePage *self, const MixPanelKind *kind, const MixAct *act);
void mix_explore_page_fit (MixExplorePage *self);
void mix_explore_page_walk (MixExplorePage *self, int by);
void mix_explore_page_choose_drag (MixExplorePage *self);

/* How it was looked at. */
MixLook *mix_explore_page_keep_look (MixExplorePage *self);
void mix_explore_page_note_look (MixExplorePage *self, MixLook *before);
void mix_explore_page_drop_click (MixExplorePage *self);
void mix_explore_page_remember_look (MixExplorePage *self);
gboolean mix_explore_page_recall_look (MixExplorePage *self);

/* What is drawn into the fit. */
void mix_explore_page_stroke (MixExplorePage *self, const MixAct *act);
void mix_explore_page_show_brush (MixExplorePage *self);
void mix_explore_page_add_brush (MixExplorePage *self);

G_END_DECLS
