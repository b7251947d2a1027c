/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device says about a face that it has looked at. It is the device's own word, which is why
 * the policy never lets it count alone. */
#pragma once

#include "identity/error.h"
#include "identity/task.h"

G_BEGIN_DECLS

/* A match is at least so many thousandths. */
#define YQQ_FACE_EVIDENCE_MIN_SCORE 550
#define YQQ_FACE_EVIDENCE_MAX_CHALLENGES 4
#define YQQ_FACE_EVIDENCE_MAX_TRIES 100

typedef enum {
  YQQ_FACE_OUTCOME_MATCHED,
  YQQ_FACE_OUTCOME_MISMATCH,
  YQQ_FACE_OUTCOME_CHALLENGE_FAILED,
  YQQ_FACE_OUTCOME_FACE_CHANGED,
} YqqFaceOutcome;

typedef struct {
  char *template_id; /* which enrolment it was compared with */
  char *model;       /* of the networks */
  GBytes *binding;
  guint number;     /* of the try within its task, from 0 */
  GStrv challenges; /* as they were asked */
  YqqFaceOutcome outcome;
  guint score; /* thousandths; 0 but for a match */
} YqqFaceEvidence;

/* Fails with YQQ_IDENTITY_ERROR_INVALID. */
YqqFaceEvidence *yqq_face_evidence_read (JsonObject *object, GError **error);
JsonObject *yqq_face_evidence_write (const YqqFaceEvidence *self);
void yqq_face_evidence_free (YqqFaceEvidence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqFaceEvidence, yqq_face_evidence_free)

/* The challenges of a task, different ones in an order that the authority's nonce draws, so that
 * both sides know them and nobody chooses; for each try anew, so that who has seen one order does
 * not know the next. number: YQQ_FACE_EVIDENCE_MAX_TRIES - 1 at most. Owned. */
GStrv yqq_face_evidence_draw_challenges (const YqqIdentityTask *task, guint number, guint count);

/* What the authority offers: which enrolment counts, and how many challenges it wants. FALSE with
 * YQQ_IDENTITY_ERROR_INVALID; template_id is owned. */
JsonObject *yqq_face_offer_write (const char *template_id, guint challenges);
gboolean
yqq_face_offer_read (JsonObject *offer, char **template_id, guint *challenges, GError **error);

G_END_DECLS
