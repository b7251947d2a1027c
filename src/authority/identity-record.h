/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the audit record is told of who was verified, and never the evidence. */
#pragma once

#include "authority/store/audit.h"
#include "authority/store/identity-challenges.h"

G_BEGIN_DECLS

/* All borrowed. */
typedef struct {
  const char
      *act; /* "identity-satisfied", "identity-refused", "identity-locked", "identity-used" */
  const char *person_id;
  const char *purpose;
  const char *subject;        /* what the purpose was about; "" for nothing */
  const char *challenge_id;   /* NULL: without one, where nothing was asked */
  const char *device;         /* its id, or its key's thumbprint before it has one */
  const char *const *methods; /* that were proven, or the one that was refused */
  const char *confirmed_by;   /* who vouched; NULL */
  const char *reason;         /* of a refusal; NULL */
} YqqIdentityEntry;

/* In the authority's own chain, in the caller's transaction. */
gboolean yqq_identity_record (YqqDatabase *database,
                              const YqqIdentityEntry *entry,
                              gint64 now_ms,
                              GError **error);

G_END_DECLS
