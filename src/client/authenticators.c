/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/authenticators.h"

#include "client/ask.h"

#define PATH "/v1/me/authenticators"
/* As many keys as there can be, with the longest names they give themselves. */
#define MAX_ANSWER (64 * 1024)

void
yqq_fetch_authenticators_async (YqqAuthorityConnection *connection,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  yqq_ask_async (connection, "GET", PATH, NULL, YQQ_REQUEST_SIGNED, MAX_ANSWER,
                 (YqqAnswerReader)yqq_authenticators_from_json, (GDestroyNotify)g_ptr_array_unref,
                 cancellable, callback, user_data);
}

GPtrArray *
yqq_fetch_authenticators_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

void
yqq_add_authenticator_async (YqqAuthorityConnection *connection,
                             const char *identity,
                             JsonObject *registration,
                             const char *label,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  const YqqAuthenticatorAddition addition = {
      .label = (char *)label,
      .identity = (char *)identity,
      .registration = registration,
  };
  yqq_ask_async (connection, "POST", PATH, yqq_authenticator_addition_to_json (&addition),
                 YQQ_REQUEST_SIGNED, 0, (YqqAnswerReader)yqq_authenticator_view_from_json,
                 (GDestroyNotify)yqq_authenticator_view_free, cancellable, callback, user_data);
}

YqqAuthenticatorView *
yqq_add_authenticator_finish (GAsyncResult *result, GError **error)
{
  return yqq_ask_finish (result, error);
}

/* Nothing is in the answer; that it came is all. */
static gpointer
read_nothing (JsonObject *object, GError **error)
{
  return json_object_ref (object);
}

static gboolean
finish_nothing (GAsyncResult *result, GError **error)
{
  g_autoptr (JsonObject) nothing = yqq_ask_finish (result, error);
  return nothing != NULL;
}

void
yqq_rename_authenticator_async (YqqAuthorityConnection *connection,
                                const char *id,
                                const char *label,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autofree char *path = g_strdup_printf (PATH "/%s", id);
  yqq_ask_async (connection, "PUT", path, yqq_authenticator_label_to_json (label),
                 YQQ_REQUEST_SIGNED, 0, read_nothing, (GDestroyNotify)json_object_unref,
                 cancellable, callback, user_data);
}

gboolean
yqq_rename_authenticator_finish (GAsyncResult *result, GError **error)
{
  return finish_nothing (result, error);
}

void
yqq_remove_authenticator_async (YqqAuthorityConnection *connection,
                                const char *id,
                                const char *identity,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autofree char *path = g_strdup_printf (PATH "/%s?identity=%s", id, identity);
  yqq_ask_async (connection, "DELETE", path, NULL, YQQ_REQUEST_SIGNED, 0, read_nothing,
                 (GDestroyNotify)json_object_unref, cancellable, callback, user_data);
}

gboolean
yqq_remove_authenticator_finish (GAsyncResult *result, GError **error)
{
  return finish_nothing (result, error);
}
