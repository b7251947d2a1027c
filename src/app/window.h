/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: sidebar, header bar, and the page of the place where the person is. */
#pragma once

#include <adwaita.h>

#include "app/page-factory.h"

G_BEGIN_DECLS

#define YQQ_TYPE_WINDOW (yqq_window_get_type ())
G_DECLARE_FINAL_TYPE (YqqWindow, yqq_window, YQQ, WINDOW, AdwApplicationWindow)

/* Holds on to the parts. application may be NULL in tests. */
YqqWindow *yqq_window_new (GtkApplication *application, const YqqPageParts *parts);

/* The page that is shown. Borrowed. */
YqqPage *yqq_window_get_page (YqqWindow *self);

/* Opens the scanner with a text that came from outside (a link, a file's path). */
void yqq_window_open_outside (YqqWindow *self, const char *link_or_path);

G_END_DECLS
