/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where people link their accounts at the policy's OpenID Connect provider, and unlink them. */
#pragma once

#include "authority/identity-oidc.h"

G_BEGIN_DECLS

typedef struct _YqqAccountDesk YqqAccountDesk;

/* identity and oidc (NULL: the policy has no provider, and nothing can be linked) outlive it. */
YqqAccountDesk *yqq_account_desk_new (YqqWriter *writer,
                                      YqqIdentityDesk *identity,
                                      YqqIdentityOidc *oidc,
                                      YqqClock *clock);
void yqq_account_desk_free (YqqAccountDesk *self);

/* GET /v1/me/accounts */
JsonObject *yqq_account_desk_list (YqqAccountDesk *self,
                                   YqqDatabase *reader,
                                   const YqqDevice *device,
                                   GError **error);

/* POST /v1/me/accounts: the account whose log in was for the challenge identity is the person's
 * from now on, in the place of the one they had there; the challenge is used up by it. A log in
 * that does not count uses up nothing. */
void yqq_account_desk_link (YqqAccountDesk *self,
                            const YqqDevice *device,
                            const char *identity,
                            JsonObject *evidence,
                            YqqReply reply,
                            gpointer user_data);

/* DELETE /v1/me/accounts/{id}?identity=…: a challenge of purpose link-account whose subject is the
 * account's id; identity may be NULL. */
void yqq_account_desk_unlink (YqqAccountDesk *self,
                              const YqqDevice *device,
                              const char *id,
                              const char *identity,
                              YqqReply reply,
                              gpointer user_data);

G_END_DECLS
