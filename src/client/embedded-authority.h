/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authority that the application brings with it: started as a child process, gone with it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define YQQ_TYPE_EMBEDDED_AUTHORITY (yqq_embedded_authority_get_type ())
G_DECLARE_FINAL_TYPE (YqqEmbeddedAuthority,
                      yqq_embedded_authority,
                      YQQ,
                      EMBEDDED_AUTHORITY,
                      GObject)

/* data_directory NULL: the authority's own default (XDG_DATA_HOME). Signal exited: the child ended
 * without being asked to. */
YqqEmbeddedAuthority *yqq_embedded_authority_new (const char *data_directory,
                                                  gboolean demonstration);

/* Starts the child and waits for its readiness line (10 s at most); where an authority of the same
 * person answers on the socket already, that one is used and not stopped. Errors: NO_PROGRAM,
 * FAILED (with what the child said), TIMED_OUT of YQQ_CLIENT_ERROR. */
void yqq_embedded_authority_start_async (YqqEmbeddedAuthority *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean yqq_embedded_authority_start_finish (YqqEmbeddedAuthority *self,
                                              GAsyncResult *result,
                                              GError **error);

/* unix:/path for yqq_authority_connection_new; NULL before it runs. */
const char *yqq_embedded_authority_get_address (YqqEmbeddedAuthority *self);
/* The origin of the PC page (http://127.0.0.1:port); NULL before it runs. */
const char *yqq_embedded_authority_get_origin (YqqEmbeddedAuthority *self);
gboolean yqq_embedded_authority_get_running (YqqEmbeddedAuthority *self);

/* Lets the child end in order; it also ends when this process dies. */
void yqq_embedded_authority_stop (YqqEmbeddedAuthority *self);

/* Where yqq-authority is: YQQ_AUTHORITY_PROGRAM, beside this program, in the build tree, in the
 * installation; NULL if nowhere. Owned. */
char *yqq_embedded_authority_find_program (void);

G_END_DECLS
