/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every page of the window has in common: a title, a place for the focus, a way back. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define YQQ_TYPE_PAGE (yqq_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (YqqPage, yqq_page, YQQ, PAGE, AdwBin)

struct _YqqPageClass {
  AdwBinClass parent_class;

  /* Called when the page has become the visible one; gives the focus to where work begins. */
  void (*arrive) (YqqPage *self);
  /* Called before another page takes its place. */
  void (*leave) (YqqPage *self);
  /* Called before the window goes one step back; TRUE keeps the page. */
  gboolean (*back) (YqqPage *self);
};

/* Properties: title (shown in the header bar), subtitle. */
const char *yqq_page_get_title (YqqPage *self);
void yqq_page_set_title (YqqPage *self, const char *title);
const char *yqq_page_get_subtitle (YqqPage *self);
void yqq_page_set_subtitle (YqqPage *self, const char *subtitle);

void yqq_page_arrive (YqqPage *self);
/* For arriving: leads the focus to the first of part, a page or what is in it. Where it is in there
 * already it stays: GtkStack has led it there from the page before, and one more step would leave
 * the first out. */
void yqq_page_enter (GtkWidget *part);
/* TRUE for the page that the window shows, not for one that it is sliding away. */
gboolean yqq_page_get_shown (YqqPage *self);
/* For a page whose parts come and go: arrives again where what had the focus is gone. */
void yqq_page_keep_focus (YqqPage *self);
/* The same for a page that asks somebody anew when it arrives: leads to its first part only. */
void yqq_page_regain_focus (YqqPage *self);
void yqq_page_leave (YqqPage *self);
gboolean yqq_page_back (YqqPage *self);

G_END_DECLS
