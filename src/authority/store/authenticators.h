/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where people's security keys are kept. */
#pragma once

#include "authority/store/database.h"
#include "identity/authenticator-store.h"

G_BEGIN_DECLS

/* Works on database, inside the caller's transactions. */
YqqAuthenticatorStore *yqq_authenticators_new (YqqDatabase *database);

G_END_DECLS
