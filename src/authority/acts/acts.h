/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes signed acts from the devices of those who administer enterprises, and has them done once.
 */
#pragma once

#include "authority/identity-desk.h"
#include "authority/pin-gate.h"
#include "authority/reply.h"
#include "authority/store/devices.h"
#include "authority/store/writer.h"
#include "authority/workers.h"
#include "base/clock.h"

G_BEGIN_DECLS

typedef struct _YqqActs YqqActs;

/* Told on the http thread after an act that may have changed a grant: closings may be there. */
typedef void (*YqqActsDone) (gpointer user_data);

/* reader is the http thread's. own is another connection, for the workers, and taken over. The
 * others are borrowed. */
YqqActs *yqq_acts_new (YqqDatabase *reader,
                       YqqDatabase *own,
                       YqqWriter *writer,
                       YqqWorkers *workers,
                       YqqPinGateService *gate,
                       YqqIdentityDesk *identity,
                       YqqClock *clock);
/* Not while it is busy. */
void yqq_acts_free (YqqActs *self);

void yqq_acts_set_listener (YqqActs *self, YqqActsDone done, gpointer user_data);

/* TRUE while an act or a question is under way. */
gboolean yqq_acts_is_busy (YqqActs *self);

/* POST /v1/enterprises/{enterprise}/acts: body is {"act":"<JWS>"}, at most YQQ_ACT_BODY_MAX_BYTES.
 */
#define YQQ_ACT_BODY_MAX_BYTES (1024 * 1024)
void yqq_acts_perform (YqqActs *self,
                       const YqqDevice *device,
                       const char *enterprise_id,
                       GBytes *body,
                       YqqReply reply,
                       gpointer user_data);

/* A question that takes the processor or the disk long: answered by one of the workers, whose
 * connection database is for the time of the call. NULL with a YQQ_PROBLEM_ERROR. */
typedef JsonObject *(*YqqActsAnswer) (YqqDatabase *database,
                                      const YqqDevice *device,
                                      const char *enterprise_id,
                                      gpointer data,
                                      gint64 now_ms,
                                      GError **error);
/* Takes data over. */
void yqq_acts_ask (YqqActs *self,
                   const YqqDevice *device,
                   const char *enterprise_id,
                   YqqActsAnswer answer,
                   gpointer data,
                   GDestroyNotify free_data,
                   YqqReply reply,
                   gpointer user_data);

G_END_DECLS
