/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One act on its way: read and verified by a worker, judged and written by the writer. */
#pragma once

#include "authority/acts/act.h"
#include "authority/acts/acts.h"
#include "authority/store/acts.h"

G_BEGIN_DECLS

typedef struct {
  YqqActs *owner;
  YqqIdentityDesk *identity;
  YqqDevice device; /* its id and its person's, owned here */
  char *enterprise_id;
  GBytes *body;
  gint64 now_ms;
  YqqReply reply;
  gpointer user_data;

  /* What the worker found. */
  char *jws;
  GBytes *digest;
  char *certificate; /* fingerprint */
  YqqEnterpriseAct *act;
  guint roles;
  YqqGrantState state;
  const char *unusable; /* why the certificate may not be used now; NULL: it may */
  GError *problem;

  /* What the writer did. */
  YqqActRecord *answer; /* of this time, or of an earlier one */
  JsonObject *object;   /* what it says, where it was made this time */
} YqqActJob;

/* The worker's part in three steps: the JWS and the certificate it names; that certificate and its
 * holder, of the database; what was signed with it. */
gboolean yqq_act_job_open (YqqActJob *self, GError **error);

gboolean yqq_act_job_find_actor (YqqActJob *self,
                                 YqqDatabase *database,
                                 YqqCertificateRecord **certificate,
                                 GError **error);
gboolean
yqq_act_job_verify (YqqActJob *self, const YqqCertificateRecord *certificate, GError **error);

/* That the certificate may be used now, as it was found. */
gboolean yqq_act_job_check_certificate (const YqqActJob *self, GError **error);

/* The answer that this very act was given before; *answer NULL: none. Another act under its id is
 * act-reused. */
gboolean yqq_act_job_find_answer (YqqActJob *self,
                                  YqqDatabase *database,
                                  YqqActRecord **answer,
                                  GError **error);

/* A YqqWriterWork: everything about the act in one transaction. */
gboolean yqq_act_job_write (YqqDatabase *database, gpointer job, GError **error);

void yqq_act_job_free (YqqActJob *self);

G_END_DECLS
