/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole small identity desk without an authority: answers from memory. */
#pragma once

#include "app/identity-office.h"

G_BEGIN_DECLS

/* The evidence it takes: {"code":"20260301"} for the staff code, a face that matched, anything for
 * other methods. */
#define FAKE_STAFF_CODE "20260301"
#define FAKE_IDENTITY_PIN "246813"

#define FAKE_TYPE_IDENTITY_OFFICE (fake_identity_office_get_type ())
G_DECLARE_FINAL_TYPE (FakeIdentityOffice, fake_identity_office, FAKE, IDENTITY_OFFICE, GObject)

/* ways: each a list of methods with "+" between them ("device+face"), NULL-terminated. */
FakeIdentityOffice *fake_identity_office_new (const char *const *ways);
/* The same for a desk that is there. */
void fake_identity_office_set_ways (FakeIdentityOffice *self, const char *const *ways);
void fake_identity_office_set_unavailable (FakeIdentityOffice *self,
                                           const char *method,
                                           const char *reason);
/* What the method is told; takes offer. */
void
fake_identity_office_set_offer (FakeIdentityOffice *self, const char *method, JsonObject *offer);
/* The next question fails with this error (copied). */
void fake_identity_office_fail_next (FakeIdentityOffice *self, const GError *error);
/* From now on it looks at what a way takes only once it has everything, and forgets all of it where
 * something is wrong, as a log in does. */
void fake_identity_office_collect (FakeIdentityOffice *self);
/* How many challenges were given. */
guint fake_identity_office_get_begun (FakeIdentityOffice *self);
/* The purpose of the last one; borrowed. */
const char *fake_identity_office_get_purpose (FakeIdentityOffice *self);

G_END_DECLS
