/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/error.h"

#include "protocol/message-reader.h"

typedef struct {
  char *member;
} YqqProtocolErrorPrivate;

static void
yqq_protocol_error_private_init (YqqProtocolErrorPrivate *private)
{
  private->member = NULL;
}

static void
yqq_protocol_error_private_copy (const YqqProtocolErrorPrivate *from, YqqProtocolErrorPrivate *to)
{
  to->member = g_strdup (from->member);
}

static void
yqq_protocol_error_private_clear (YqqProtocolErrorPrivate *private)
{
  g_free (private->member);
}

G_DEFINE_EXTENDED_ERROR (YqqProtocolError, yqq_protocol_error)

const char *
yqq_protocol_error_get_member (const GError *error)
{
  if (error == NULL || error->domain != YQQ_PROTOCOL_ERROR)
    return NULL;
  return yqq_protocol_error_get_private (error)->member;
}

void
yqq_protocol_error_set (GError **error,
                        YqqProtocolError code,
                        const char *member,
                        const char *message)
{
  if (error == NULL)
    return;
  if (member != NULL)
    g_set_error (error, YQQ_PROTOCOL_ERROR, code, "\"%s\": %s", member, message);
  else
    g_set_error_literal (error, YQQ_PROTOCOL_ERROR, code, message);
  yqq_protocol_error_get_private (*error)->member = g_strdup (member);
}
