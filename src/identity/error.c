/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/error.h"

typedef struct {
  gint tries_left;
} YqqIdentityErrorPrivate;

static void
yqq_identity_error_private_init (YqqIdentityErrorPrivate *private)
{
  private->tries_left = -1;
}

static void
yqq_identity_error_private_copy (const YqqIdentityErrorPrivate *from, YqqIdentityErrorPrivate *to)
{
  to->tries_left = from->tries_left;
}

static void
yqq_identity_error_private_clear (YqqIdentityErrorPrivate *private)
{
}

G_DEFINE_EXTENDED_ERROR (YqqIdentityError, yqq_identity_error)

gint
yqq_identity_error_get_tries_left (const GError *error)
{
  if (error == NULL || error->domain != YQQ_IDENTITY_ERROR)
    return -1;
  return yqq_identity_error_get_private (error)->tries_left;
}

void
yqq_identity_error_set (GError **error, YqqIdentityError code, gint tries_left, const char *message)
{
  if (error == NULL)
    return;
  g_set_error_literal (error, YQQ_IDENTITY_ERROR, code, message);
  yqq_identity_error_get_private (*error)->tries_left = tries_left;
}
