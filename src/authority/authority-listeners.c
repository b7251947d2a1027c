/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the authority listens, and by which names it is reached. */
#include "authority/authority-private.h"

#include <string.h>

#include "authority/data-directory.h"
#include "authority/http/router.h"
#include "crypto/tls.h"

/* The address is kept from one start to the next, so that links and bookmarks stay good. */
static guint16
recall_port (const char *data)
{
  g_autofree char *path = g_build_filename (data, "port", NULL);
  g_autofree char *text = NULL;
  guint64 port = 0;
  if (!g_file_get_contents (path, &text, NULL, NULL) ||
      !g_ascii_string_to_unsigned (g_strstrip (text), 10, 1, G_MAXUINT16, &port, NULL))
    return 0;
  return (guint16)port;
}

static void
remember_port (const char *data, guint16 port)
{
  g_autofree char *path = g_build_filename (data, "port", NULL);
  g_autofree char *text = g_strdup_printf ("%u\n", port);
  g_autoptr (GError) error = NULL;
  if (!yqq_private_file_write (path, text, strlen (text), &error))
    g_message ("the port was not kept: %s", error->message);
}

static gboolean
listen_tcp (YqqAuthority *self, const YqqAuthorityOptions *options, GError **error)
{
  guint16 kept = options->port < 0 ? recall_port (options->data) : 0;
  guint16 wanted = options->port > 0 ? (guint16)options->port : kept;
  guint16 port = 0;
  g_autoptr (GError) reason = NULL;
  if (!yqq_http_server_listen_tcp (self->server, options->address, wanted, &port, &reason)) {
    if (kept == 0 || g_error_matches (reason, YQQ_HTTP_ERROR, YQQ_HTTP_ERROR_PUBLIC)) {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
    if (!yqq_http_server_listen_tcp (self->server, options->address, 0, &port, error))
      return FALSE;
  }
  if (options->port < 0 && port != kept)
    remember_port (options->data, port);
  if (self->origin == NULL) {
    gboolean six = strchr (options->address, ':') != NULL;
    self->origin =
        g_strdup_printf (six ? "%s://[%s]:%u" : "%s://%s:%u",
                         options->certificate != NULL ? "https" : "http", options->address, port);
  }
  return TRUE;
}

gboolean
yqq_authority_open_listeners (YqqAuthority *self,
                              const YqqAuthorityOptions *options,
                              GError **error)
{
  self->server = yqq_http_server_new (self->loop, options->behind_edge, yqq_router_handle, self);
  if (options->certificate != NULL) {
    gpointer tls = yqq_tls_server_context_new (options->certificate, options->key, error);
    if (tls == NULL)
      return FALSE;
    yqq_http_server_use_tls (self->server, tls);
  }
  if (options->address != NULL && !listen_tcp (self, options, error))
    return FALSE;
  if (self->origin == NULL)
    self->origin = g_strdup ("http://localhost");
  if (options->socket == NULL)
    return TRUE;
  self->socket = g_strdup (options->socket);
  return yqq_http_server_listen_unix (self->server, options->socket, error);
}

static const char *
after_scheme (const char *origin)
{
  const char *rest = strstr (origin, "://");
  return rest != NULL ? rest + 3 : "";
}

static char *
without_port (const char *host)
{
  const char *colon = strrchr (host, ':');
  gboolean port = colon != NULL && strchr (colon, ']') == NULL;
  return port ? g_strndup (host, (gsize)(colon - host)) : g_strdup (host);
}

gboolean
yqq_authority_is_own_origin (YqqAuthority *self, const char *origin, const char *host)
{
  return g_ascii_strcasecmp (origin, self->origin) == 0 ||
         (host != NULL && g_ascii_strcasecmp (after_scheme (origin), host) == 0);
}

gboolean
yqq_authority_is_own_host (YqqAuthority *self, const char *host)
{
  if (self->behind_edge)
    return TRUE;
  if (host == NULL)
    return FALSE;
  g_autofree char *own = without_port (after_scheme (self->origin));
  g_autofree char *name = without_port (host);
  const char *const names[] = {own, "localhost", "127.0.0.1", "[::1]", NULL};
  for (guint i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (names[i], name) == 0)
      return TRUE;
  return FALSE;
}
