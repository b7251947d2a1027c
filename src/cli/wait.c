/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/wait.h"

#include <glib-unix.h>

void
yqq_wait_note_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;
  *place = g_object_ref (result);
}

GAsyncResult *
yqq_wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (result);
}

static gboolean
on_signal (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

GCancellable *
yqq_wait_get_cancellable (void)
{
  static GCancellable *cancellable;
  if (cancellable == NULL) {
    cancellable = g_cancellable_new ();
    g_unix_signal_add (SIGINT, on_signal, cancellable);
    g_unix_signal_add (SIGTERM, on_signal, cancellable);
  }
  return cancellable;
}
