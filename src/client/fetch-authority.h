/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the authority who it is. */
#pragma once

#include "client/authority-connection.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  char *origin;        /* as its QR codes name it */
  char *home_province; /* two digits */
  char *version;
  gboolean demonstration;
  GPtrArray *roots; /* PEM texts */
} YqqAuthorityDescription;

void yqq_authority_description_free (YqqAuthorityDescription *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuthorityDescription, yqq_authority_description_free)

void yqq_fetch_authority_async (YqqAuthorityConnection *connection,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
YqqAuthorityDescription *yqq_fetch_authority_finish (GAsyncResult *result, GError **error);

G_END_DECLS
