/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/http/server.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto/tls.h"

G_DEFINE_QUARK (yqq - http - error - quark, yqq_http_error)

#define BACKLOG 512

/* One evhttp a kind of listener: TLS belongs to all connections of one, or to none. */
typedef struct {
  YqqHttpServer *server;
  struct evhttp *http;
  struct evhttp_bound_socket *listener;
  YqqConnections *connections;
  gboolean local;
} Door;

struct _YqqHttpServer {
  YqqLoop *loop;
  gboolean behind_edge;
  YqqHttpHandler handler;
  gpointer data;
  gpointer tls;
  GPtrArray *doors;
  char *socket_path;
};

/* The address nearest to us is what the edge itself has seen. */
static char *
find_peer (Door *door, struct evhttp_request *request)
{
  if (door->local)
    return NULL;
  if (door->server->behind_edge) {
    const char *forwarded =
        evhttp_find_header (evhttp_request_get_input_headers (request), "X-Forwarded-For");
    if (forwarded != NULL) {
      const char *comma = strrchr (forwarded, ',');
      return g_strstrip (g_strndup (comma != NULL ? comma + 1 : forwarded, 64));
    }
  }
  char *address = NULL;
  ev_uint16_t port;
  evhttp_connection_get_peer (evhttp_request_get_connection (request), &address, &port);
  return g_strdup (address);
}

static void
on_request (struct evhttp_request *evrequest, void *data)
{
  Door *door = data;
  g_autofree char *peer = find_peer (door, evrequest);
  g_autoptr (YqqHttpRequest) request = yqq_http_request_new (evrequest, door->connections, peer);
  door->server->handler (request, door->server->data);
}

static Door *
open_door (YqqHttpServer *self, gboolean local)
{
  Door *door = g_new0 (Door, 1);
  door->server = self;
  door->local = local;
  door->http = evhttp_new (yqq_loop_get_base (self->loop));
  door->connections = yqq_connections_new (self->loop, door->http);
  if (!local && self->tls != NULL)
    yqq_connections_use_tls (door->connections, self->tls);
  evhttp_set_max_headers_size (door->http, YQQ_HTTP_MAX_HEADER_BYTES);
  /* A little over is still answered with a problem document, far over with a bare 413. */
  evhttp_set_max_body_size (door->http, 2 * YQQ_HTTP_MAX_BODY_BYTES);
  evhttp_set_default_content_type (door->http, NULL);
  evhttp_set_allowed_methods (door->http, EVHTTP_REQ_GET | EVHTTP_REQ_POST | EVHTTP_REQ_HEAD |
                                              EVHTTP_REQ_PUT | EVHTTP_REQ_DELETE |
                                              EVHTTP_REQ_OPTIONS | EVHTTP_REQ_PATCH);
  evhttp_set_gencb (door->http, on_request, door);
  g_ptr_array_add (self->doors, door);
  return door;
}

static void
close_door (gpointer pointer)
{
  Door *door = pointer;
  evhttp_free (door->http);
  yqq_connections_free (door->connections);
  g_free (door);
}

YqqHttpServer *
yqq_http_server_new (YqqLoop *loop, gboolean behind_edge, YqqHttpHandler handler, gpointer data)
{
  YqqHttpServer *self = g_new0 (YqqHttpServer, 1);
  self->loop = loop;
  self->behind_edge = behind_edge;
  self->handler = handler;
  self->data = data;
  self->doors = g_ptr_array_new_with_free_func (close_door);
  return self;
}

void
yqq_http_server_use_tls (YqqHttpServer *self, gpointer context)
{
  self->tls = context;
}

static gboolean
listen_on (YqqHttpServer *self,
           GSocketAddress *address,
           gboolean local,
           guint16 *port,
           GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GSocket) socket =
      g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                    G_SOCKET_PROTOCOL_DEFAULT, &reason);
  if (socket == NULL || !g_socket_bind (socket, address, TRUE, &reason)) {
    g_set_error (error, YQQ_HTTP_ERROR, YQQ_HTTP_ERROR_LISTEN, "%s", reason->message);
    return FALSE;
  }
  if (port != NULL) {
    g_autoptr (GSocketAddress) bound = g_socket_get_local_address (socket, NULL);
    *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  }
  int fd = fcntl (g_socket_get_fd (socket), F_DUPFD_CLOEXEC, 0);
  Door *door = open_door (self, local);
  struct evconnlistener *listener = evconnlistener_new (yqq_loop_get_base (self->loop), NULL, NULL,
                                                        LEV_OPT_CLOSE_ON_FREE, BACKLOG, fd);
  if (listener == NULL) {
    g_set_error (error, YQQ_HTTP_ERROR, YQQ_HTTP_ERROR_LISTEN, "%s", g_strerror (errno));
    close (fd);
    return FALSE;
  }
  evutil_make_socket_nonblocking (fd);
  door->listener = evhttp_bind_listener (door->http, listener);
  yqq_connections_set_listener (door->connections, listener);
  return TRUE;
}

gboolean
yqq_http_server_listen_unix (YqqHttpServer *self, const char *path, GError **error)
{
  GStatBuf status;
  if (g_lstat (path, &status) == 0 && S_ISSOCK (status.st_mode))
    g_unlink (path);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  mode_t before = umask (0177);
  gboolean listening = listen_on (self, address, TRUE, NULL, error);
  umask (before);
  if (listening)
    self->socket_path = g_strdup (path);
  return listening;
}

gboolean
yqq_http_server_listen_tcp (YqqHttpServer *self,
                            const char *text,
                            guint16 port,
                            guint16 *bound,
                            GError **error)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (text);
  if (inet == NULL) {
    g_set_error (error, YQQ_HTTP_ERROR, YQQ_HTTP_ERROR_LISTEN, "not a numeric address: %s", text);
    return FALSE;
  }
  if (!g_inet_address_get_is_loopback (inet) && self->tls == NULL && !self->behind_edge) {
    g_set_error (error, YQQ_HTTP_ERROR, YQQ_HTTP_ERROR_PUBLIC, "%s is public", text);
    return FALSE;
  }
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (inet, port);
  return listen_on (self, address, FALSE, bound, error);
}

void
yqq_http_server_close_listeners (YqqHttpServer *self)
{
  for (guint i = 0; i < self->doors->len; i++) {
    Door *door = g_ptr_array_index (self->doors, i);
    if (door->listener == NULL)
      continue;
    yqq_connections_set_listener (door->connections, NULL);
    evhttp_del_accept_socket (door->http, g_steal_pointer (&door->listener));
  }
  if (self->socket_path != NULL)
    g_unlink (self->socket_path);
  g_clear_pointer (&self->socket_path, g_free);
}

void
yqq_http_server_free (YqqHttpServer *self)
{
  yqq_http_server_close_listeners (self);
  g_ptr_array_unref (self->doors);
  if (self->tls != NULL)
    yqq_tls_server_context_free (self->tls);
  g_free (self);
}
