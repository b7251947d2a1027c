/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where people's security keys are kept. */
#pragma once

#include "authority/store/database.h"
#include "identity/authenticator-store.h"

G_BEGIN_DECLS

/* Works on database, inside the caller's transactions. */
YqqAuthenticatorStore *yqq_authenticators_new (YqqDatabase *database);

/* Whose key it is, and what they call it; *person_id NULL: there is no such key. */
gboolean yqq_authenticators_find_owner (YqqDatabase *database,
                                        const char *id,
                                        char **person_id,
                                        char **label,
                                        GError **error);

G_END_DECLS
