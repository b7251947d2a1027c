/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the running authority share. */
#pragma once

#include "authority/authority.h"

G_BEGIN_DECLS

/* Listens where options say, and fills in the origin and the socket. */
gboolean yqq_authority_open_listeners (YqqAuthority *self,
                                       const YqqAuthorityOptions *options,
                                       GError **error);

/* Takes no new requests, writes and answers what has begun, ends the streams and the loop. */
void yqq_authority_stop_loop (YqqAuthority *self);

G_END_DECLS
