/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person, a software key, and both halves of the method between them. */
#pragma once

#include "identity/fido2-registration.h"
#include "identity/fido2-verifier.h"
#include "memory-authenticators.h"
#include "software-bus.h"

#define START_MS G_GINT64_CONSTANT (1795334400000)
#define PERSON "person-1"

typedef struct _Fixture Fixture;
typedef void (*Reaction) (Fixture *fixture);

struct _Fixture {
  YqqClock *clock;
  MemoryAuthenticators *store;
  YqqFido2Verifier *verifier;
  SoftwareBus *bus;
  SoftwareKey *key, *other_key;
  YqqFido2Prover *prover;
  GCancellable *cancellable;
  GString *states; /* what the person saw: "insert-key touch " */

  /* What the test does when the person sees a state; once each time it is seen. */
  const char *awaited;
  Reaction react;
  const char *const *pins; /* what the person types, one after the other; then they give up */
  gint tries_told;
  guint wrong_told;
};

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);

/* A task of PERSON's with an offer of the credentials that are registered; number makes its nonce.
 */
YqqIdentityTask *fixture_make_task (Fixture *fixture, const char *purpose, guint8 number);

/* Evidence of the keys on the bus, or NULL with error; the whole way through a worker. */
JsonObject *fixture_prove (Fixture *fixture, const YqqIdentityTask *task, GError **error);
JsonObject *
fixture_make_registration (Fixture *fixture, const YqqIdentityTask *task, GError **error);

/* The authority's answer to a registration; keeps the key where it is taken. */
YqqAuthenticator *fixture_keep (Fixture *fixture,
                                const YqqIdentityTask *task,
                                JsonObject *registration,
                                const char *label,
                                GError **error);

/* Registers the key that is plugged in, and has to succeed. */
void fixture_register (Fixture *fixture);

/* The authority's answer. */
YqqIdentityResult *fixture_verify (Fixture *fixture,
                                   const YqqIdentityTask *task,
                                   JsonObject *evidence,
                                   GError **error);
