/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/audit-rounds.h"

#include "authority/audit-signing.h"

struct _YqqAuditRounds {
  YqqWriter *writer;
  YqqWorkers *workers;
  YqqIssuer *issuer;
  YqqClock *clock;
  char *after; /* the chain before; NULL: no round is under way */
  gint64 now_ms;
  gboolean ended;
  YqqAuditSigned made; /* the writer's, then the worker's */
};

static void sign_next (YqqAuditRounds *self);

static gboolean
do_sign (YqqDatabase *database, gpointer data, GError **error)
{
  YqqAuditRounds *self = data;
  return yqq_audit_sign_next_head (database, self->issuer, self->after, &self->made, self->now_ms,
                                   error);
}

static void
do_keep (gpointer data)
{
  YqqAuditRounds *self = data;
  g_autoptr (GError) error = NULL;
  if (!yqq_audit_keep_signed (self->issuer, &self->made, &error))
    g_message ("which head of the audit record was signed was not kept: %s", error->message);
}

static void
on_kept (gpointer data)
{
  YqqAuditRounds *self = data;
  g_free (self->after);
  self->after = g_strdup (self->made.chain);
  if (self->after != NULL && !self->ended)
    sign_next (self);
  else
    g_clear_pointer (&self->after, g_free);
}

static void
on_signed (const GError *error, gpointer data)
{
  YqqAuditRounds *self = data;
  if (error == NULL) {
    yqq_workers_run (self->workers, do_keep, on_kept, self);
    return;
  }
  g_message ("the audit record's heads were not signed: %s", error->message);
  g_clear_pointer (&self->after, g_free);
}

static void
sign_next (YqqAuditRounds *self)
{
  self->now_ms = yqq_clock_get_unix_ms (self->clock);
  yqq_writer_submit (self->writer, do_sign, on_signed, self);
}

YqqAuditRounds *
yqq_audit_rounds_new (YqqWriter *writer, YqqWorkers *workers, YqqIssuer *issuer, YqqClock *clock)
{
  YqqAuditRounds *self = g_new0 (YqqAuditRounds, 1);
  self->writer = writer;
  self->workers = workers;
  self->issuer = issuer;
  self->clock = clock;
  return self;
}

void
yqq_audit_rounds_free (YqqAuditRounds *self)
{
  g_free (self->after);
  yqq_audit_signed_clear (&self->made);
  g_free (self);
}

void
yqq_audit_rounds_begin (YqqAuditRounds *self)
{
  if (self->ended || self->after != NULL)
    return;
  self->after = g_strdup ("");
  sign_next (self);
}

void
yqq_audit_rounds_end (YqqAuditRounds *self)
{
  self->ended = TRUE;
}
