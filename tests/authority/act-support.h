/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People who administer an enterprise in tests: their certificates, their acts, made-up employees.
 */
#pragma once

#include "protocol/act-result.h"
#include "support.h"

typedef struct {
  TestAuthority *authority; /* borrowed */
  TestDevice *device;
  YqqKey *key; /* of the certificate */
  char *fingerprint;
  char *grant;
  char *enterprise;
} TestActor;

/* A person of the demonstration by name on a new device, with PIN and a P-256 certificate of their
 * first grant. */
TestActor *test_actor_new (TestAuthority *authority, const char *name);
/* The same for somebody who is not of the demonstration. */
TestActor *
test_actor_new_by_document (TestAuthority *authority, const char *name, const char *id_number);
void test_actor_free (TestActor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestActor, test_actor_free)

/* The number of that person among those of the demonstration. */
guint test_find_person (TestAuthority *authority, const char *name);
/* Registers somebody by their document with a code that staff make at the command line. */
TestDevice *
test_log_in_by_document (TestAuthority *authority, const char *name, const char *id_number);

/* The authority's time now. */
gint64 test_now_ms (TestAuthority *authority);

/* An act of the actor's, with an id of its own, at this moment. */
YqqEnterpriseAct *test_act_new (TestActor *self, YqqActKind kind, gboolean whole);
/* The numbered made-up employee: valid, known to nobody else. Owned. */
YqqGrantDraft *test_draft_new (guint number);
char *test_draft_name (guint number);
char *test_draft_id_number (guint number);
/* Adds to the lines of an act; permissions: one, or NULL for none. */
void test_act_add_draft (YqqEnterpriseAct *act, YqqGrantDraft *draft);
void test_act_add_item (YqqEnterpriseAct *act, const char *grant, const char *permission);

/* The JWS. */
char *test_actor_sign (TestActor *self, const YqqEnterpriseAct *act);
TestAnswer *test_actor_send (TestActor *self, const char *jws);
/* Enters the PIN for the act. */
void test_actor_confirm (TestActor *self, const YqqEnterpriseAct *act);
/* Confirms, signs and sends; the answer is a result (200). */
YqqActResult *test_actor_perform (TestActor *self, const YqqEnterpriseAct *act);
/* The same without the PIN, and whatever the answer is. */
TestAnswer *test_actor_try (TestActor *self, const YqqEnterpriseAct *act);

/* GET or POST on a path below the enterprise. */
TestAnswer *
test_actor_ask (TestActor *self, const char *method, const char *rest, const char *body);

/* Line number n of a result. Borrowed. */
const YqqActLine *test_result_get_line (const YqqActResult *result, guint number);
