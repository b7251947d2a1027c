/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the small administration keeps and decides: the authority's part of it, in memory. */
#pragma once

#include "protocol/act-result.h"
#include "protocol/authorised-user.h"
#include "protocol/enterprise-overview.h"

G_BEGIN_DECLS

/* 2026-03-01T00:00:00Z, as fake-workspace.h has it; the enterprise's certificate ends three years
 * after it. */
#define FAKE_OFFICE_NOW_MS G_GINT64_CONSTANT (1772323200000)
#define FAKE_OFFICE_DAY_MS G_GINT64_CONSTANT (86400000)

typedef struct _FakeOffice FakeOffice;

FakeOffice *fake_office_new (const char *enterprise_id, const char *enterprise_name);
void fake_office_free (FakeOffice *self);

void fake_office_fill (FakeOffice *self);
void fake_office_add_many (FakeOffice *self, guint count);
/* Its own, to be changed. */
YqqEnterpriseOverview *fake_office_get_overview (FakeOffice *self);
YqqEnterpriseOverview *fake_office_dup_overview (FakeOffice *self);
guint fake_office_count (FakeOffice *self);
/* Owned copies, newest first. */
GPtrArray *fake_office_list (FakeOffice *self, guint from, guint count);
YqqRevealedUser *fake_office_reveal (FakeOffice *self, const char *grant_id);
YqqActResult *fake_office_check (FakeOffice *self, GPtrArray *drafts);
void fake_office_set_code_ms (FakeOffice *self, gint64 milliseconds);
void fake_office_fault_next (FakeOffice *self, YqqGrantField field, YqqGrantFault fault);
YqqActResult *fake_office_perform (FakeOffice *self, const YqqEnterpriseAct *act, GError **error);
const char *fake_office_add_transfer (FakeOffice *self,
                                      const char *from,
                                      const char *to,
                                      gboolean to_me,
                                      gboolean by_me);
const char *fake_office_add_proposal (FakeOffice *self,
                                      const char *by,
                                      gboolean by_me,
                                      const char *act,
                                      const char *subject_name);

G_END_DECLS
