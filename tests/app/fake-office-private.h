/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small office's inside, shared by what it keeps and what it decides. */
#pragma once

#include "fake-office.h"

G_BEGIN_DECLS

/* A user with what only the authority knows. */
typedef struct {
  YqqAuthorisedUser *shown;
  char *id_number;
  char *phone;
} FakeUser;

struct _FakeOffice {
  YqqEnterpriseOverview *overview;
  GPtrArray *users; /* FakeUser, oldest first */
  guint next_id;
  YqqGrantField fault_field;
  YqqGrantFault fault; /* NONE: none is told to come */
  gint64 code_ms;      /* how long a code of the service desk is good */
};

FakeUser *fake_office_find (FakeOffice *self, const char *grant_id);
/* Borrowed. */
FakeUser *fake_office_add (FakeOffice *self,
                           const char *grant,
                           const char *name,
                           const char *id_number,
                           const char *phone);
/* The quota's sums anew. */
void fake_office_count_quota (FakeOffice *self);
void fake_office_copy_quota (FakeOffice *self, YqqQuota *quota);

G_END_DECLS
