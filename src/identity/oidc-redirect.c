/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-redirect.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define MAX_CODE 4096
#define MAX_ISSUER 2048

struct _YqqOidcRedirect {
  SoupServer *server;
  char *state;
  char *uri;
  GTask *waiting; /* while somebody waits */
  GSource *cancelled;
  GSource *impatient;
  SoupServerMessage *answer; /* the browser's, once it was taken, until it is shown */
  gulong finished;
  GSource *shown;
  YqqOidcReply *reply; /* or problem, once answered */
  GError *problem;
};

void
yqq_oidc_reply_free (YqqOidcReply *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  g_free (self->issuer);
  g_free (self);
}

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* A source that calls in the main context of whoever waits. */
static void
watch (GSource **slot, GSource *source, GSourceFunc function, YqqOidcRedirect *self)
{
  *slot = source;
  g_source_set_callback (source, function, self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
forget_answer (YqqOidcRedirect *self)
{
  drop_source (&self->shown);
  if (self->answer != NULL)
    g_clear_signal_handler (&self->finished, self->answer);
  g_clear_object (&self->answer);
}

/* Ends the wait with what the browser brought, or with problem (taken). */
static void
end_wait (YqqOidcRedirect *self, GError *problem)
{
  forget_answer (self);
  g_autoptr (GTask) task = g_steal_pointer (&self->waiting);
  drop_source (&self->cancelled);
  drop_source (&self->impatient);
  if (task == NULL)
    g_clear_error (&problem);
  else if (problem != NULL)
    g_task_return_error (task, problem);
  else if (self->problem != NULL)
    g_task_return_error (task, g_steal_pointer (&self->problem));
  else
    g_task_return_pointer (task, g_steal_pointer (&self->reply),
                           (GDestroyNotify)yqq_oidc_reply_free);
}

/* What the codes of OpenID Connect Core 3.1.2.6 and RFC 6749 4.1.2.1 mean for the person. */
static GError *
read_refusal (const char *code)
{
  static const char *const said_no[] = {"access_denied",    "login_required",
                                        "consent_required", "interaction_required",
                                        "login_declined",   NULL};
  if (g_strv_contains (said_no, code))
    return g_error_new (YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_DENIED, "not logged in at the provider");
  if (strcmp (code, "temporarily_unavailable") == 0 || strcmp (code, "server_error") == 0)
    return g_error_new (YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_OFFLINE, "the provider is out of order");
  g_autofree char *shown = g_strndup (code, 64);
  g_autofree char *valid = g_utf8_make_valid (shown, -1);
  return g_error_new (YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_BAD_ANSWER, "the provider refuses: %s", valid);
}

static void
read_answer (YqqOidcRedirect *self, GHashTable *query)
{
  const char *code = g_hash_table_lookup (query, "code");
  const char *issuer = g_hash_table_lookup (query, "iss");
  const char *refusal = g_hash_table_lookup (query, "error");
  if (refusal != NULL) {
    self->problem = read_refusal (refusal);
  } else if (code == NULL || *code == '\0' || strlen (code) > MAX_CODE ||
             (issuer != NULL && strlen (issuer) > MAX_ISSUER)) {
    self->problem =
        g_error_new (YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_BAD_ANSWER, "the browser brings no code back");
  } else {
    self->reply = g_new0 (YqqOidcReply, 1);
    self->reply->code = g_strdup (code);
    self->reply->issuer = g_strdup (issuer);
  }
}

static void
show_page (SoupServerMessage *message, guint status, const char *title, const char *text)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *shown_title = g_markup_escape_text (title, -1);
  g_autofree char *shown_text = g_markup_escape_text (text, -1);
  g_autofree char *page = g_strdup_printf (
      "<!DOCTYPE html><html><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>%s</title></head>"
      "<body><main><h1>%s</h1><p>%s</p></main></body></html>",
      shown_title, shown_title, shown_text);
  /* The address of this page has the code in it: nothing is loaded, kept or told onwards. */
  soup_message_headers_replace (headers, "Content-Security-Policy", "default-src 'none'");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Connection", "close");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_COPY, page,
                                    strlen (page));
}

static void
show_result (YqqOidcRedirect *self, SoupServerMessage *message)
{
  if (self->reply != NULL)
    show_page (message, SOUP_STATUS_OK, _ ("You are logged in"),
               _ ("You may close this window and go back to Yueqiqian."));
  else
    show_page (message, SOUP_STATUS_OK, _ ("You are not logged in"),
               _ ("Nothing was changed. Go back to Yueqiqian and try again, or choose another "
                  "way."));
}

static gboolean
on_shown (gpointer user_data)
{
  end_wait (user_data, NULL);
  return G_SOURCE_REMOVE;
}

/* Whoever waits may let the server go, which is still at work here. */
static void
on_finished (SoupServerMessage *message, gpointer user_data)
{
  YqqOidcRedirect *self = user_data;
  if (self->shown == NULL)
    watch (&self->shown, g_idle_source_new (), on_shown, self);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  YqqOidcRedirect *self = user_data;
  const char *state = query != NULL ? g_hash_table_lookup (query, "state") : NULL;
  if (strcmp (soup_server_message_get_method (message), "GET") != 0 || strcmp (path, "/") != 0) {
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
    return;
  }
  if (self->waiting == NULL || self->answer != NULL || g_strcmp0 (state, self->state) != 0) {
    show_page (message, SOUP_STATUS_BAD_REQUEST, _ ("This page is not for here"),
               _ ("Nobody waits for this answer. Go back to Yueqiqian and begin again."));
    return;
  }
  read_answer (self, query);
  show_result (self, message);
  /* The person is to read the page; only then the listener goes. */
  self->answer = g_object_ref (message);
  self->finished = g_signal_connect (message, "finished", G_CALLBACK (on_finished), self);
}

YqqOidcRedirect *
yqq_oidc_redirect_new (const char *state, GError **error)
{
  g_autoptr (YqqOidcRedirect) self = g_new0 (YqqOidcRedirect, 1);
  g_autoptr (GError) local = NULL;
  self->state = g_strdup (state);
  self->server = soup_server_new ("server-header", NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (!soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &local)) {
    g_set_error (error, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_NO_LISTENER, "%s", local->message);
    return NULL;
  }
  GSList *uris = soup_server_get_uris (self->server);
  self->uri = g_strdup_printf ("http://127.0.0.1:%d/", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  return g_steal_pointer (&self);
}

void
yqq_oidc_redirect_free (YqqOidcRedirect *self)
{
  if (self == NULL)
    return;
  g_assert (self->waiting == NULL);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self->state);
  g_free (self->uri);
  g_clear_pointer (&self->reply, yqq_oidc_reply_free);
  g_clear_error (&self->problem);
  g_free (self);
}

const char *
yqq_oidc_redirect_get_uri (YqqOidcRedirect *self)
{
  return self->uri;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  end_wait (user_data, g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  return G_SOURCE_REMOVE;
}

static gboolean
on_impatient (gpointer user_data)
{
  end_wait (user_data, g_error_new (YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_TIMED_OUT,
                                    "nobody logged in in the browser in time"));
  return G_SOURCE_REMOVE;
}

void
yqq_oidc_redirect_wait_async (YqqOidcRedirect *self,
                              guint patience_s,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  self->waiting = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_check_cancellable (self->waiting, FALSE);
  watch (&self->impatient, g_timeout_source_new_seconds (patience_s), on_impatient, self);
  if (cancellable != NULL)
    watch (&self->cancelled, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled),
           self);
}

YqqOidcReply *
yqq_oidc_redirect_wait_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
