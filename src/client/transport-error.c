/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/transport-error.h"

#include <libsoup/soup.h>

#include "client/client-error.h"

static YqqClientError
classify (const GError *cause)
{
  if (cause->domain == G_TLS_ERROR)
    return YQQ_CLIENT_ERROR_TLS;
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return YQQ_CLIENT_ERROR_TIMED_OUT;
  if (g_error_matches (cause, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING) ||
      g_error_matches (cause, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING))
    return YQQ_CLIENT_ERROR_BAD_ANSWER;
  return YQQ_CLIENT_ERROR_OFFLINE;
}

GError *
yqq_transport_error_new (GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return cause;
  g_autoptr (GError) owned = cause;
  return g_error_new (YQQ_CLIENT_ERROR, classify (owned), "authority: %s", owned->message);
}
