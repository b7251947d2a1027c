/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waits in a test for an asynchronous function: f_async (…, await_callback, &await) and then
 * f_finish (…, await_result (&await), …). */
#pragma once

#include <gio/gio.h>

typedef struct {
  GAsyncResult *result;
} Await;

static inline void
await_callback (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Await *await = user_data;
  g_assert_null (await->result);
  await->result = g_object_ref (result);
}

static inline void
await_clear (Await *await)
{
  g_clear_object (&await->result);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Await, await_clear)

/* Borrowed from await. */
static inline GAsyncResult *
await_result (Await *await)
{
  while (await->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return await->result;
}
