/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lets a command wait for an asynchronous call; ctrl-C cancels it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The callback to give to the asynchronous call; user_data is the address of a GAsyncResult * that
 * is NULL. */
void yqq_wait_note_result (GObject *source, GAsyncResult *result, gpointer user_data);

/* Runs the main context until *result is there; the caller owns it. */
GAsyncResult *yqq_wait_for (GAsyncResult **result);

/* Cancelled when the terminal sends SIGINT or the process SIGTERM. Borrowed. */
GCancellable *yqq_wait_get_cancellable (void);

G_END_DECLS
