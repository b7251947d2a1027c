/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole small administration without an authority: users in memory, acts change them, a quota is
 * kept, and whatever can go wrong can be told to come. */
#pragma once

#include "app/administration.h"

G_BEGIN_DECLS

#define FAKE_TYPE_ADMINISTRATION (fake_administration_get_type ())
G_DECLARE_FINAL_TYPE (FakeAdministration,
                      fake_administration,
                      FAKE,
                      ADMINISTRATION,
                      YqqAdministration)

/* The one person who is known at the service desk; they have one security key, "key-1". */
#define FAKE_VISITOR "林来客"
#define FAKE_REVIEWER "陈演示" /* me */
#define FAKE_STAFF_CODE "20260301"

/* Empty, with a quota of 20. pin: what it takes as the PIN; five tries. Me is its administrator
 * (grant "own") and legal representative. */
FakeAdministration *
fake_administration_new (const char *enterprise_id, const char *enterprise_name, const char *pin);

/* A user in every state: 0101 active, 0102 pending, 0103 suspended, 0104 expiring, 0105 cancelled,
 * 0106 expired. Nothing is shown before the next refresh. */
void fake_administration_fill (FakeAdministration *self);
/* That many more, active, with names and numbers of their own; the quota grows with them. */
void fake_administration_add_many (FakeAdministration *self, guint count);
/* How many users a page of the list has (200 at first). */
void fake_administration_set_page_size (FakeAdministration *self, guint size);
void fake_administration_set_quota (FakeAdministration *self, gint64 total);
void fake_administration_set_roles (FakeAdministration *self, guint roles);
void fake_administration_add_seal (FakeAdministration *self, const char *id, const char *name);
void fake_administration_set_two_person (FakeAdministration *self, gboolean on);
/* How long the codes of its service desk are good; 30 minutes at first. */
void fake_administration_set_code_ms (FakeAdministration *self, gint64 milliseconds);
/* FALSE: no certificate of the enterprise is installed here. */
void fake_administration_set_can_sign (FakeAdministration *self, gboolean can_sign);
/* FALSE: the next act of adding or modifying asks for the PIN again. */
void fake_administration_set_pin_kept (FakeAdministration *self, gboolean kept);

/* An offer of the office as of now; to_me, by_me as the overview has them. Gives its id. */
const char *fake_administration_add_transfer (FakeAdministration *self,
                                              const char *from,
                                              const char *to,
                                              gboolean to_me,
                                              gboolean by_me);
/* A proposal of somebody else's (or of mine) to cancel that grant; act: a JWS. Gives its id. */
const char *fake_administration_add_proposal (FakeAdministration *self,
                                              const char *by,
                                              gboolean by_me,
                                              const char *act,
                                              const char *subject_name);
/* The next question fails with this error (copied), whatever it is. */
void fake_administration_fail_next (FakeAdministration *self, const GError *error);
/* Keeps answers back, and with FALSE gives them: a cancelled one its cancelling. */
void fake_administration_hold (FakeAdministration *self, gboolean hold);
/* The field of the next draft that is asked about has this fault, found by the authority only. */
void
fake_administration_fault_next (FakeAdministration *self, YqqGrantField field, YqqGrantFault fault);

/* The act performed last, borrowed; NULL for none. */
const YqqEnterpriseAct *fake_administration_get_performed (FakeAdministration *self);
guint fake_administration_count_performed (FakeAdministration *self);
guint fake_administration_count_revealed (FakeAdministration *self);
guint fake_administration_count_refreshed (FakeAdministration *self);

G_END_DECLS
