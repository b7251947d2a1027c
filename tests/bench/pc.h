/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PC's side of a session for benchmarks: blocking HTTP/1.1 over one kept connection. */
#pragma once

#include <json-glib/json-glib.h>

typedef struct _Pc Pc;

/* address: http://127.0.0.1:PORT, or unix:/PATH, where no address is counted for the rates. */
Pc *pc_new (const char *address);
void pc_free (Pc *self);

/* Sends body (may be NULL) and returns the answer's object; ends the program on anything but a 2xx
 * status. token: the bearer token or NULL. */
JsonObject *
pc_call (Pc *self, const char *method, const char *path, const char *token, const char *body);

/* Opens a session and keeps its id and token (owned by self until the next). */
void pc_open_session (Pc *self);
const char *pc_get_session (Pc *self);
/* A call on the session: path behind /v1/sessions/ID. */
JsonObject *pc_call_session (Pc *self, const char *method, const char *path, const char *body);

/* Listens to another's session as its page would, from now until self is freed. Nothing else can be
 * called on self afterwards. */
void pc_listen (Pc *self, Pc *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pc, pc_free)
