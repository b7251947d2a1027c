/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole small office of linked accounts without an authority: keeps them in memory. */
#pragma once

#include "app/account-office.h"

G_BEGIN_DECLS

#define FAKE_TYPE_ACCOUNT_OFFICE (fake_account_office_get_type ())
G_DECLARE_FINAL_TYPE (FakeAccountOffice, fake_account_office, FAKE, ACCOUNT_OFFICE, GObject)

/* Without a provider. */
FakeAccountOffice *fake_account_office_new (void);
/* Takes provider: where accounts can be linked; NULL for nowhere. */
void fake_account_office_set_provider (FakeAccountOffice *self, JsonObject *provider);
/* One more account; name may be NULL. */
void fake_account_office_fill (FakeAccountOffice *self, const char *name, const char *issuer);
/* The next question fails with this error (copied). */
void fake_account_office_fail_next (FakeAccountOffice *self, const GError *error);
/* What was asked last, as "unlink a1 challenge-1"; borrowed. */
const char *fake_account_office_get_asked (FakeAccountOffice *self);
guint fake_account_office_count (FakeAccountOffice *self);

G_END_DECLS
