/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods of a test's own at an authority, and what is asked of its identity desk. */
#pragma once

#include "authority/identity-desk.h"
#include "support.h"

/* Adds "oidc", "face" and "fido2" as methods whose evidence is {"binding":<base64>} over the task,
 * or with "locked" or "late" what the name says; "face" is not enrolled on a device until
 * test_identity_enrol; a person has registered "fido2" after test_identity_register. Once after
 * each start. */
void test_identity_add_methods (TestAuthority *self);
void test_identity_enrol (const char *device_id);
void test_identity_register (const char *person_id);
void test_identity_forget (void);

/* Makes one of those for a desk of a test's own; the "pin" too, so that no gate is needed. */
void test_identity_add_methods_to (YqqIdentityDesk *desk);

/* A fresh code of the person's for the purpose, made beside the authority. Owned. */
char *test_identity_make_code (TestAuthority *self, const char *person_id, const char *purpose);

/* The answer to a challenge of the device; subject may be NULL. */
TestAnswer *test_identity_begin (TestAuthority *self,
                                 TestDevice *device,
                                 const char *purpose,
                                 const char *subject);
/* Evidence that is good for the challenge (for staff-code: a fresh code of the person's; for pin:
 * after the gate was opened). */
TestAnswer *test_identity_prove (TestAuthority *self,
                                 TestDevice *device,
                                 TestAnswer *challenge,
                                 const char *purpose,
                                 const char *subject,
                                 const char *method);
TestAnswer *test_identity_send (TestAuthority *self,
                                TestDevice *device,
                                const char *challenge_id,
                                const char *method,
                                const char *evidence);
/* The evidence text as above. Owned. */
char *test_identity_make (TestAuthority *self,
                          TestDevice *device,
                          TestAnswer *challenge,
                          const char *purpose,
                          const char *subject,
                          const char *method);

/* The problem's nick of using the challenge up, NULL where it was right. Owned. */
char *test_identity_use (TestAuthority *self,
                         TestDevice *device,
                         const char *challenge_id,
                         const char *purpose,
                         const char *subject);

/* Whether the answer's array member has these ways: "staff-code device+face". */
void test_assert_ways (TestAnswer *answer, const char *member, const char *expected);
