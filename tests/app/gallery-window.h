/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window whose pages a gallery draws into PNG files. */
#pragma once

#include "app/window.h"
#include "fake-records.h"
#include "fake-workspace.h"

G_BEGIN_DECLS

typedef struct {
  const char *directory;
  int width;
  int height;
  FakeWorkspace *workspace;
  YqqRouter *router;
  YqqSettings *settings;
  FakeRecords *records;
  YqqNoticeWatch *notices;
  YqqWindow *window;
} Gallery;

/* A window over a new small workspace, and its end. */
void gallery_open (Gallery *self);
void gallery_close (Gallery *self);

void gallery_wait_ms (guint milliseconds);
/* What the window, or another one, shows now, into directory/name.png. */
void gallery_show (Gallery *self, const char *name);
void gallery_draw (GtkWidget *window, const char *directory, const char *name);
/* Activates an action with its target: "win.certificate::0001". */
void gallery_act (Gallery *self, const char *action);

/* Setting up a face, and showing it: every state, before the real child. */
void gallery_draw_face (Gallery *self);

G_END_DECLS
