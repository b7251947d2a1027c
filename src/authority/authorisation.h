/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do what: every such decision of the authority is taken here. */
#pragma once

#include "authority/store/certificates.h"
#include "authority/store/devices.h"
#include "authority/store/grants.h"
#include "protocol/enterprise-act.h"
#include "protocol/problem.h"

G_BEGIN_DECLS

/* A device may speak for its person unless it is unknown or revoked. Each of these fails with a
 * YQQ_PROBLEM_ERROR that says why not. device may be NULL: there is none with that key. */
gboolean yqq_authorise_device (const YqqDevice *device, GError **error);

/* The last log in on the device is not more than days ago. */
gboolean yqq_authorise_log_in (const YqqDevice *device, guint days, gint64 now_ms, GError **error);

/* The device's person may install a certificate under the grant, which may be NULL: there is none.
 * Somebody else's grant is not told from none. */
gboolean yqq_authorise_install (const YqqDevice *device,
                                const YqqGrantRecord *grant,
                                gboolean pin_confirmed,
                                gint64 now_ms,
                                GError **error);

/* NULL if the certificate is one that may be used now; else a static nick for why it may not:
 * "suspended", "cancelled", "expired", "superseded" or "revoked". */
const char *yqq_authorise_certificate (const YqqCertificateRecord *certificate,
                                       const YqqGrantRecord *grant,
                                       gint64 now_ms);

/* The same for signing a document with the certificate alone, which has to be among the grant's
 * permissions: else "not-permitted". */
const char *yqq_authorise_signing (const YqqCertificateRecord *certificate,
                                   const YqqGrantRecord *grant,
                                   gint64 now_ms);

/* What a grant is to its holder now: active, suspended, cancelled or expired. */
YqqGrantState yqq_effective_grant_state (const YqqGrantRecord *grant, gint64 now_ms);

/* Acts. What an act is about, as its actor stands to it. */
typedef enum {
  YQQ_ACT_TARGET_NONE, /* nothing that is there; for what is only named by an id: nothing known */
  YQQ_ACT_TARGET_OWN,  /* the actor's own grant, offer, proposal; an offer to the actor */
  YQQ_ACT_TARGET_ADMINISTRATOR,        /* the office's grant of another administrator */
  YQQ_ACT_TARGET_LEGAL_REPRESENTATIVE, /* that of the legal representative */
  YQQ_ACT_TARGET_OTHER,                /* what is anybody else's */
  YQQ_ACT_TARGET_ABOUT_ONESELF,        /* somebody's proposal about the actor's own grant */
} YqqActTarget;
#define YQQ_ACT_TARGET_COUNT 6

typedef struct {
  YqqActKind kind;
  guint roles;         /* the actor's in the enterprise: YqqRole bits */
  YqqGrantState actor; /* effective, of the grant whose certificate the act is signed with */
  YqqActTarget target;
  YqqGrantState target_state; /* effective, where the target is a grant */
  gboolean renews;            /* modifying: it is given another term */
} YqqActCase;

/* TRUE if the act may be done; else *problem says why not. For acts with many lines: of one line.
 */
gboolean yqq_authorise_act (const YqqActCase *act, YqqProblemCode *problem);
/* The part of it that is the same for every target. A YQQ_PROBLEM_ERROR. */
gboolean yqq_authorise_actor (YqqActKind kind, guint roles, YqqGrantState actor, GError **error);

/* How an actor stands to a grant of the enterprise, whose person has these roles there. */
YqqActTarget
yqq_act_target_of_grant (const YqqGrantRecord *grant, guint roles, const char *actor_id);
/* The same to the person who is to receive an office. */
YqqActTarget
yqq_act_target_of_receiver (const YqqGrantRecord *grant, guint roles, const char *actor_id);

/* And to whoever stands before the service desk; person_id NULL: nobody known. */
YqqActTarget yqq_act_target_of_person (const char *person_id, const char *actor_id);

/* Questions: whoever belongs to an enterprise may ask about it, and only those who administer it
 * about its people. To strangers it is not there. */
gboolean yqq_authorise_member (guint roles, GError **error);
gboolean yqq_authorise_administration (guint roles, GError **error);

/* Who people are is asked by a reviewer at the service desk only. */
gboolean yqq_authorise_service_desk (guint roles, GError **error);

/* A kept signature is for who signed it and for those who administer its enterprise, in which the
 * person who asks has these roles. signer_id NULL: there is none, which is not told from one that
 * is not to be seen. */
gboolean
yqq_authorise_signature (const char *signer_id, guint roles, const char *person_id, GError **error);

G_END_DECLS
