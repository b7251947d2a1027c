/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers of the administrator's office, and what became of them. */
#pragma once

#include "authority/store/database.h"
#include "model/transfer.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *enterprise_id;
  char *from_person; /* who has the office; NULL: nobody */
  char *from_name;   /* NULL with it */
  char *to_person;
  char *to_name;
  char *to_grant; /* the grant that made the receiver one to choose */
  char *offered_by;
  char *offered_by_name;
  YqqTransferState state; /* as it was written: see yqq_transfer_state_at */
  gint64 offered_at_ms;
  gint64 expires_at_ms;
  gint64 ended_at_ms; /* 0 while it waits */
} YqqTransferRecord;

void yqq_transfer_record_free (YqqTransferRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqTransferRecord, yqq_transfer_record_free)

/* The names, the state and the ends are not asked for: it waits until YQQ_TRANSFER_OFFER_MS later.
 * CONFLICT where an offer of that office is written down as waiting. */
gboolean yqq_transfers_add (YqqDatabase *database,
                            const YqqTransferRecord *transfer,
                            gint64 now_ms,
                            GError **error);

/* *transfer is NULL where the enterprise has none of that id. */
gboolean yqq_transfers_find (YqqDatabase *database,
                             const char *enterprise_id,
                             const char *id,
                             YqqTransferRecord **transfer,
                             GError **error);

/* The one of that office that is written down as waiting. */
gboolean yqq_transfers_find_waiting (YqqDatabase *database,
                                     const char *enterprise_id,
                                     const char *from_person,
                                     YqqTransferRecord **transfer,
                                     GError **error);

/* YqqTransferRecord, those that wait first, then the newest. */
GPtrArray *
yqq_transfers_list (YqqDatabase *database, const char *enterprise_id, guint limit, GError **error);

/* Those of all enterprises that wait in writing and whose time is over. */
GPtrArray *
yqq_transfers_list_overdue (YqqDatabase *database, gint64 now_ms, guint limit, GError **error);

/* Whether it is written down as waiting, and goes on being so for everybody else until the caller's
 * transaction ends. */
gboolean
yqq_transfers_hold (YqqDatabase *database, const char *id, gboolean *waiting, GError **error);

/* Those of the enterprise that are written down as waiting. */
GPtrArray *
yqq_transfers_list_waiting (YqqDatabase *database, const char *enterprise_id, GError **error);

/* Ends one that is written down as waiting; *ended is FALSE where it was not. */
gboolean yqq_transfers_end (YqqDatabase *database,
                            const char *id,
                            YqqTransferState state,
                            gint64 now_ms,
                            gboolean *ended,
                            GError **error);

G_END_DECLS
