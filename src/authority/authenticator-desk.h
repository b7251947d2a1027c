/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where people register their security keys, and take them out again. */
#pragma once

#include "authority/identity-desk.h"
#include "identity/fido2-evidence.h"

G_BEGIN_DECLS

typedef struct _YqqAuthenticatorDesk YqqAuthenticatorDesk;

/* Makes the method fido2 known to the identity desk, which has to outlive it. */
YqqAuthenticatorDesk *
yqq_authenticator_desk_new (YqqWriter *writer, YqqIdentityDesk *identity, YqqClock *clock);
void yqq_authenticator_desk_free (YqqAuthenticatorDesk *self);

/* GET /v1/me/authenticators */
JsonObject *
yqq_authenticator_desk_list (YqqDatabase *reader, const YqqDevice *device, GError **error);

/* POST /v1/me/authenticators: keeps a key whose registration was made for the challenge identity,
 * which is used up by it. A registration that is not good uses up nothing. */
void yqq_authenticator_desk_add (YqqAuthenticatorDesk *self,
                                 const YqqDevice *device,
                                 const char *identity,
                                 const YqqFido2Registration *registration,
                                 const char *label,
                                 YqqReply reply,
                                 gpointer user_data);

/* PUT /v1/me/authenticators/{id} */
void yqq_authenticator_desk_rename (YqqAuthenticatorDesk *self,
                                    const YqqDevice *device,
                                    const char *id,
                                    const char *label,
                                    YqqReply reply,
                                    gpointer user_data);

/* DELETE /v1/me/authenticators/{id}?identity=…: a challenge of purpose enrol-key whose subject is
 * the key's id; identity may be NULL. */
void yqq_authenticator_desk_remove (YqqAuthenticatorDesk *self,
                                    const YqqDevice *device,
                                    const char *id,
                                    const char *identity,
                                    YqqReply reply,
                                    gpointer user_data);

G_END_DECLS
