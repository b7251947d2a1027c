/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fresh challenges that evidence of a person's identity is bound to, and what was proven in them;
 * each is good once. */
#pragma once

#include "authority/store/database.h"

G_BEGIN_DECLS

/* How long evidence is taken for one. */
#define YQQ_IDENTITY_CHALLENGE_MS (10 * 60 * G_GINT64_CONSTANT (1000))

typedef struct {
  char *id;
  GBytes *nonce;
  char *purpose;
  char *subject;    /* "" for none */
  char *person_id;  /* NULL: a log in that has named nobody yet */
  char *thumbprint; /* of the device's key; NULL as well then */
  gint64 expires_at_ms;
  gint64 satisfied_at_ms; /* 0: not yet */
  gboolean used;
  guint refusals; /* evidence that was refused in it */
} YqqIdentityChallengeRecord;

void yqq_identity_challenge_record_free (YqqIdentityChallengeRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqIdentityChallengeRecord, yqq_identity_challenge_record_free)

/* Keeps one, forgets those that are over, and of the device's open ones all but the newest
 * max_open, this one among them. */
gboolean yqq_identity_challenges_add (YqqDatabase *database,
                                      const YqqIdentityChallengeRecord *challenge,
                                      guint max_open,
                                      gint64 now_ms,
                                      GError **error);

/* *challenge is NULL where there is none or its time is over. Its row is the caller's until the
 * transaction ends. */
gboolean yqq_identity_challenges_take (YqqDatabase *database,
                                       const char *id,
                                       gint64 now_ms,
                                       YqqIdentityChallengeRecord **challenge,
                                       GError **error);

/* Every one of the person's, with what was proven in it. */
gboolean yqq_identity_challenges_forget_person (YqqDatabase *database,
                                                const char *person_id,
                                                GError **error);

/* A log in has named its person and device. */
gboolean yqq_identity_challenges_bind (YqqDatabase *database,
                                       const char *id,
                                       const char *person_id,
                                       const char *thumbprint,
                                       GError **error);
gboolean
yqq_identity_challenges_count_refusal (YqqDatabase *database, const char *id, GError **error);
/* It can be used until expires_at_ms from now on. */
gboolean yqq_identity_challenges_satisfy (YqqDatabase *database,
                                          const char *id,
                                          gint64 now_ms,
                                          gint64 expires_at_ms,
                                          GError **error);
gboolean
yqq_identity_challenges_use (YqqDatabase *database, const char *id, gint64 now_ms, GError **error);

/* What was proven in a challenge: a method once. confirmed_by: who vouched; NULL. */
gboolean yqq_identity_proofs_add (YqqDatabase *database,
                                  const char *challenge_id,
                                  const char *method,
                                  const char *confirmed_by,
                                  gint64 now_ms,
                                  GError **error);
/* The methods, in the order in which they were proven; owned. confirmed_by (may be NULL) receives
 * whoever vouched, NULL where nobody did; owned. */
GStrv yqq_identity_proofs_list (YqqDatabase *database,
                                const char *challenge_id,
                                char **confirmed_by,
                                GError **error);

G_END_DECLS
