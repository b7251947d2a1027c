/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a certificate's card says: the one decision from dates, grant and what this device holds. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  YQQ_GRANT_STATE_PENDING_INSTALL,
  YQQ_GRANT_STATE_ACTIVE,
  YQQ_GRANT_STATE_SUSPENDED,
  YQQ_GRANT_STATE_EXPIRING,
  YQQ_GRANT_STATE_EXPIRED,
  YQQ_GRANT_STATE_CANCELLED,
  YQQ_GRANT_STATE_REINSTALL_REQUIRED,
} YqqGrantState;
#define YQQ_GRANT_STATE_COUNT 7

/* "pending-install", "active", "suspended", "expiring", "expired", "cancelled",
 * "reinstall-required". The authority itself only ever tells active, suspended, cancelled and
 * expired; the others are what a device makes of it. */
const char *yqq_grant_state_to_nick (YqqGrantState state);
gboolean yqq_grant_state_from_nick (const char *nick, YqqGrantState *state);

typedef enum {
  YQQ_CERTIFICATE_STATE_NOT_INSTALLED,
  YQQ_CERTIFICATE_STATE_VALID,
  YQQ_CERTIFICATE_STATE_EXPIRING,
  YQQ_CERTIFICATE_STATE_EXPIRED,
  YQQ_CERTIFICATE_STATE_SUSPENDED,
  YQQ_CERTIFICATE_STATE_CANCELLED,
  YQQ_CERTIFICATE_STATE_REINSTALL_REQUIRED,
  YQQ_CERTIFICATE_STATE_NO_PIN,
} YqqCertificateState;
#define YQQ_CERTIFICATE_STATE_COUNT 8

/* "not-installed", "valid", "expiring", "expired", "suspended", "cancelled", "reinstall-required",
 * "no-pin". */
const char *yqq_certificate_state_to_nick (YqqCertificateState state);
gboolean yqq_certificate_state_from_nick (const char *nick, YqqCertificateState *state);

/* A certificate expires soon when fewer days than this are left. */
#define YQQ_CERTIFICATE_EXPIRING_DAYS 30

typedef struct {
  YqqGrantState grant_state;
  gint64 grant_not_after_ms;       /* unix milliseconds; 0: no end known */
  gboolean installed;              /* this device holds the key and its certificate */
  gboolean withdrawn;              /* the held certificate is superseded or revoked */
  gint64 certificate_not_after_ms; /* of the held certificate; 0 if there is none */
  gboolean pin_set;
} YqqCertificateFacts;

/* Pure. The worst news wins: cancelled, expired, suspended, reinstall required, then what this
 * device still lacks (certificate before PIN: installing leads to setting one), then how long it
 * lasts. A certificate that has ended under a grant that goes on is to be installed anew. */
YqqCertificateState yqq_certificate_state_resolve (const YqqCertificateFacts *facts, gint64 now_ms);

/* TRUE if the grant outlives the certificate held: installing anew makes it last longer. */
gboolean yqq_certificate_facts_are_renewed (const YqqCertificateFacts *facts);

/* Whether a grant can be given another term: it has ended, or ends soon, and is not cancelled. */
gboolean yqq_grant_is_renewable (YqqGrantState state, gint64 not_after_ms, gint64 now_ms);

/* TRUE for the states in which the certificate can sign (valid and expiring). */
gboolean yqq_certificate_state_is_usable (YqqCertificateState state);

G_END_DECLS
