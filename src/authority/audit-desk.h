/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives an enterprise's audit record to those who administer it. */
#pragma once

#include "authority/issuer.h"
#include "authority/questions.h"
#include "authority/reply.h"
#include "authority/store/devices.h"
#include "authority/store/writer.h"

G_BEGIN_DECLS

/* Lines in one answer, together. */
#define YQQ_AUDIT_PAGE_BYTES (1024 * 1024)

/* How long after exporting the record its records can be had. */
#define YQQ_AUDIT_EXPORT_MS (60 * 60 * 1000)

/* Exports at once; a device gains another one a minute, an enterprise three. */
#define YQQ_AUDIT_EXPORTS_OF_DEVICE 10
#define YQQ_AUDIT_EXPORTS_OF_ENTERPRISE 30

typedef struct _YqqAuditDesk YqqAuditDesk;

/* Everything is borrowed. */
YqqAuditDesk *
yqq_audit_desk_new (YqqQuestions *questions, YqqWriter *writer, YqqIssuer *issuer, YqqClock *clock);
void yqq_audit_desk_free (YqqAuditDesk *self);

/* POST /v1/enterprises/{enterprise}/audit/exports */
void yqq_audit_desk_export (YqqAuditDesk *self,
                            const YqqDevice *device,
                            const char *enterprise_id,
                            YqqReply reply,
                            gpointer user_data);

/* GET /v1/enterprises/{enterprise}/audit/records?after=<sequence>; a YqqAnswer whose data is a
 * gint64 *, the sequence. Of what that person has exported within YQQ_AUDIT_EXPORT_MS, else
 * not-permitted. */
JsonObject *yqq_audit_desk_list (YqqDatabase *database,
                                 const YqqDevice *device,
                                 const char *enterprise_id,
                                 gpointer data,
                                 gint64 now_ms,
                                 GError **error);

G_END_DECLS
