/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authority's half of the security key: it checks what a registered key signed. */
#pragma once

#include "base/clock.h"
#include "identity/authenticator-store.h"
#include "identity/fido2-evidence.h"
#include "identity/verifier.h"

G_BEGIN_DECLS

#define YQQ_TYPE_FIDO2_VERIFIER (yqq_fido2_verifier_get_type ())
G_DECLARE_FINAL_TYPE (YqqFido2Verifier, yqq_fido2_verifier, YQQ, FIDO2_VERIFIER, GObject)

/* Takes an assertion (identity/fido2-evidence.h) of one of the person's keys over the task's
 * binding, with a touch, whose counter is above the last one; keys that do not count stay at 0.
 * Tries are not counted: nothing here can be guessed. */
YqqFido2Verifier *yqq_fido2_verifier_new (YqqAuthenticatorStore *store, YqqClock *clock);

/* Checks a registration that was made for the task (of purpose enrol-key), and that there is room
 * for it: a credential that this person has already, and one more than YQQ_FIDO2_MAX_KEYS, are
 * refused. Gives what is to be kept (yqq_authenticator_store_add) under the label; owned. Errors:
 * YQQ_IDENTITY_ERROR_INVALID, the store's own. */
YqqAuthenticator *yqq_fido2_verifier_check_registration (YqqFido2Verifier *self,
                                                         const YqqIdentityTask *task,
                                                         const YqqFido2Registration *registration,
                                                         const char *label,
                                                         GError **error);

G_END_DECLS
