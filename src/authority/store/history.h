/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was signed: a person's and an enterprise's use of their certificates, newest first. */
#pragma once

#include "authority/store/database.h"
#include "protocol/usage-record.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_HISTORY_OF_PERSON,     /* what they signed, for whichever enterprise */
  YQQ_HISTORY_OF_ENTERPRISE, /* what was signed with certificates of its grants */
} YqqHistoryOwner;

/* At most limit records after the cursor of an earlier page (NULL: from the newest), fewer where
 * they would not fit into YQQ_USAGE_MAX_BYTES. What is signed meanwhile is on no later page. Fails
 * with YQQ_PROTOCOL_ERROR where the cursor is none of ours. */
YqqUsageRecords *yqq_history_list (YqqDatabase *database,
                                   YqqHistoryOwner owner,
                                   const char *id,
                                   const char *after,
                                   guint limit,
                                   GError **error);

/* A document's signature, and whose it is. */
typedef struct {
  GBytes *signature; /* CMS */
  char *person_id;
  char *enterprise_id;
} YqqKeptSignature;

void yqq_kept_signature_free (YqqKeptSignature *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqKeptSignature, yqq_kept_signature_free)

/* *kept is NULL where there is none (yet). */
gboolean yqq_history_find_signature (YqqDatabase *database,
                                     const char *session_id,
                                     const char *request_id,
                                     const char *document,
                                     YqqKeptSignature **kept,
                                     GError **error);

G_END_DECLS
