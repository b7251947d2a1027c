/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An HTTP server inside the test that answers each connection with the next piece of a script. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ScriptServer ScriptServer;

typedef enum {
  SCRIPT_CLOSE, /* closes after the answer */
  SCRIPT_HOLD,  /* keeps the connection open and silent until the client goes */
} ScriptEnd;

/* Listens on 127.0.0.1. */
ScriptServer *script_server_new (void);
void script_server_free (ScriptServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScriptServer, script_server_free)

/* http://127.0.0.1:port. Borrowed. */
const char *script_server_get_address (ScriptServer *self);

/* The next connection gets these bytes. Connections without a script are closed at once. */
void script_server_add (ScriptServer *self, const char *answer, gssize length, ScriptEnd end);
/* The same as a whole answer of that status, type and body. */
void script_server_add_answer (ScriptServer *self,
                               const char *status,
                               const char *type,
                               const char *body);
/* A stream of events that stays open or ends. */
void script_server_add_stream (ScriptServer *self, const char *events, ScriptEnd end);

/* Requests so far; the whole text of one, owned. */
guint script_server_get_n_requests (ScriptServer *self);
char *script_server_dup_request (ScriptServer *self, guint i);
/* The value of a header of a request, owned, or NULL. */
char *script_server_dup_header (ScriptServer *self, guint i, const char *name);

G_END_DECLS
