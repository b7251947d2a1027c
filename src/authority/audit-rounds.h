/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has the heads of the audit record signed, a chain a transaction, beside everything else. */
#pragma once

#include "authority/issuer.h"
#include "authority/store/writer.h"
#include "authority/workers.h"
#include "base/clock.h"

G_BEGIN_DECLS

typedef struct _YqqAuditRounds YqqAuditRounds;

/* Everything is borrowed. */
YqqAuditRounds *
yqq_audit_rounds_new (YqqWriter *writer, YqqWorkers *workers, YqqIssuer *issuer, YqqClock *clock);
/* When neither writer nor workers run any more. */
void yqq_audit_rounds_free (YqqAuditRounds *self);

/* Begins with the first chain, unless the last round still goes on. On the loop's thread. */
void yqq_audit_rounds_begin (YqqAuditRounds *self);

/* No further chain. On the loop's thread. */
void yqq_audit_rounds_end (YqqAuditRounds *self);

G_END_DECLS
