/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/authority-address.h"

#include <gio/gunixsocketaddress.h>
#include <libsoup/soup.h>
#include <string.h>

#include "client/client-error.h"

#define UNIX_PREFIX "unix:"

static gboolean
is_loopback (const char *host)
{
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  g_autoptr (GInetAddress) numeric = g_inet_address_new_from_string (host);
  return numeric != NULL && g_inet_address_get_is_loopback (numeric);
}

/* An origin and nothing more: no user, path, query or fragment. */
static gboolean
is_origin (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  const char *path = g_uri_get_path (uri);
  return host != NULL && *host != '\0' && g_uri_get_userinfo (uri) == NULL &&
         g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL &&
         (*path == '\0' || g_str_equal (path, "/"));
}

static char *
read_origin (const char *address)
{
  /* Not normalised: an empty path stays empty and a port stays away unless it was given. */
  GUriFlags flags = SOUP_HTTP_URI_FLAGS & ~(guint)G_URI_FLAGS_SCHEME_NORMALIZE;
  g_autoptr (GUri) uri = g_uri_parse (address, flags, NULL);
  if (uri == NULL || !is_origin (uri))
    return NULL;
  const char *scheme = g_uri_get_scheme (uri);
  gboolean private = g_str_equal (scheme, "https") ||
                     (g_str_equal (scheme, "http") && is_loopback (g_uri_get_host (uri)));
  if (!private)
    return NULL;
  return g_uri_join (flags, scheme, NULL, g_uri_get_host (uri), g_uri_get_port (uri), "", NULL,
                     NULL);
}

gboolean
yqq_authority_address_parse (const char *address,
                             char **base,
                             GSocketConnectable **socket,
                             GError **error)
{
  if (g_str_has_prefix (address, UNIX_PREFIX "/")) {
    *socket = G_SOCKET_CONNECTABLE (g_unix_socket_address_new (address + strlen (UNIX_PREFIX)));
    *base = g_strdup ("http://localhost");
    return TRUE;
  }
  char *origin = read_origin (address);
  if (origin == NULL) {
    g_set_error (error, YQQ_CLIENT_ERROR, YQQ_CLIENT_ERROR_ADDRESS,
                 "not the address of an authority: %s", address);
    return FALSE;
  }
  *socket = NULL;
  *base = origin;
  return TRUE;
}
