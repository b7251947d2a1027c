/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is logged in on this device, and at which authority. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Immutable and reference counted. */
typedef struct _YqqAccount YqqAccount;

/* id is this device's own name for the account (the attribute of all its items). birthday is eight
 * digits (YYYYMMDD) where the identity document tells it, else NULL; only the PIN policy reads it.
 * id_type is the nick of that document's type (model/identity-document); NULL: not kept. */
YqqAccount *yqq_account_new (const char *id,
                             const char *authority_address,
                             const char *authority_origin,
                             const char *person_id,
                             const char *person_name,
                             const char *device_id,
                             const char *birthday,
                             const char *id_type);
YqqAccount *yqq_account_ref (YqqAccount *self);
void yqq_account_unref (YqqAccount *self);

const char *yqq_account_get_id (YqqAccount *self);
/* Where the connection goes: unix:/path or an http(s) URL. */
const char *yqq_account_get_authority_address (YqqAccount *self);
/* What the authority calls itself: the origin that its QR codes and session requests name. */
const char *yqq_account_get_authority_origin (YqqAccount *self);
const char *yqq_account_get_person_id (YqqAccount *self);
const char *yqq_account_get_person_name (YqqAccount *self);
const char *yqq_account_get_device_id (YqqAccount *self);
const char *yqq_account_get_birthday (YqqAccount *self);
const char *yqq_account_get_id_type (YqqAccount *self);

/* The form in which the wallet stores it. Reading fails with YQQ_WALLET_ERROR_DAMAGED. */
JsonObject *yqq_account_to_json (YqqAccount *self);
YqqAccount *yqq_account_from_json (JsonObject *object, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAccount, yqq_account_unref)

G_END_DECLS
