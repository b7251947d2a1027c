/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page over a small workspace, in a window of its own. */
#pragma once

#include "app/page-factory.h"
#include "fake-records.h"
#include "fake-workspace.h"
#include "widget-test.h"

G_BEGIN_DECLS

typedef struct {
  FakeWorkspace *fake;
  YqqWorkspace *workspace; /* the same */
  YqqRouter *router;
  YqqSettings *settings;
  FakeRecords *records;
  YqqNoticeWatch *notices; /* over them */
  YqqPage *page;
  GtkWidget *window;
  char *told; /* the last notice */
} PageTest;

/* Nobody is logged in, nothing is shown. */
void page_test_set_up (PageTest *self, gconstpointer data);
/* Logged in, with every certificate. */
void page_test_set_up_filled (PageTest *self, gconstpointer data);
/* Fails if anything of the page, the workspace or the router outlives the window. */
void page_test_tear_down (PageTest *self, gconstpointer data);

/* Gives the last reference away; fails if anybody else holds the object for longer than the idle
 * work of GTK does. */
void page_test_release (gpointer object);

/* Goes to a place and shows its page, as the window does. */
void page_test_show (PageTest *self, YqqPlace place, GObject *subject);

/* Presses the digits of a PIN on the keyboard. */
void page_test_enter_pin (PageTest *self, const char *digits);

/* The entry or other row with this title that can be seen, or NULL. */
GtkWidget *page_test_find_row (GtkWidget *widget, const char *title);

/* The message dialog that is open; fails the test if there is none. */
GtkWidget *page_test_find_dialog (void);
gboolean page_test_has_dialog (void);

G_END_DECLS
