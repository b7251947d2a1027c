/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the authority tells a person unasked: grants given and taken, offers waiting, uses, and what
 * became of their devices and proofs of identity. */
#pragma once

#include <json-glib/json-glib.h>

#include "protocol/error.h"

G_BEGIN_DECLS

#define YQQ_NOTICES_MAX_COUNT 200
#define YQQ_NOTICES_MAX_BYTES (256 * 1024)

typedef enum {
  YQQ_NOTICE_GRANT_GIVEN,
  YQQ_NOTICE_GRANT_CHANGED,
  YQQ_NOTICE_GRANT_SUSPENDED,
  YQQ_NOTICE_GRANT_RESUMED,
  YQQ_NOTICE_GRANT_CANCELLED,
  YQQ_NOTICE_GRANT_EXPIRING, /* number: days left */
  YQQ_NOTICE_TRANSFER_WAITING,
  YQQ_NOTICE_TRANSFER_ACCEPTED,
  YQQ_NOTICE_TRANSFER_REFUSED,
  YQQ_NOTICE_TRANSFER_WITHDRAWN,
  YQQ_NOTICE_TRANSFER_TIMED_OUT,
  YQQ_NOTICE_PROPOSAL_WAITING,
  YQQ_NOTICE_PROPOSAL_DECIDED,
  YQQ_NOTICE_CERTIFICATE_USED,   /* number: documents signed; detail: the relying party's name */
  YQQ_NOTICE_GRANTS_EXPIRING,    /* number: how many of the enterprise end within 30 days */
  YQQ_NOTICE_PIN_REPLACED,       /* subject: the device; detail: its label */
  YQQ_NOTICE_PIN_CHANGED,        /* the same */
  YQQ_NOTICE_DEVICE_DISPUTED,    /* subject: the device; for those who look after the enterprise */
  YQQ_NOTICE_GRANT_RENEWED,      /* before it ended: its certificates last until their own end */
  YQQ_NOTICE_KEY_ADDED,          /* subject: the device it was done on; detail: the key's name */
  YQQ_NOTICE_KEY_REMOVED,        /* as key-added; by a reviewer (person): subject: the key */
  YQQ_NOTICE_IDENTITY_CONFIRMED, /* person: the reviewer; detail: the purpose; subject: the act */
  YQQ_NOTICE_DEVICE_ADDED,       /* subject: the device; detail: its label */
  YQQ_NOTICE_FACE_ENROLLED,      /* the same */
  YQQ_NOTICE_FACE_ERASED,        /* the same */
  YQQ_NOTICE_ACCOUNT_LINKED,     /* subject: the device; detail: the provider's name */
  YQQ_NOTICE_ACCOUNT_UNLINKED,   /* the same; number 1: staff did it, and subject is the account */
} YqqNoticeKind;
#define YQQ_NOTICE_KIND_COUNT 27

/* transfer-withdrawn: not by somebody, but because the two-person rule was turned on. */
#define YQQ_NOTICE_DETAIL_TWO_PERSON "two-person"

/* account-linked, account-unlinked: by staff, or after they saw the person. */
#define YQQ_NOTICE_NUMBER_BY_STAFF 1

/* "grant-given", … */
const char *yqq_notice_kind_to_nick (YqqNoticeKind kind);
gboolean yqq_notice_kind_from_nick (const char *nick, YqqNoticeKind *kind);

typedef struct {
  gint64 sequence; /* rising for a person */
  YqqNoticeKind kind;
  gint64 at_ms;
  gboolean seen;
  char *enterprise;      /* id; NULL: it is about the person, in whatever enterprise */
  char *enterprise_name; /* NULL with it */
  char *subject;         /* grant, transfer, proposal or device id */
  char *person;          /* whom else it is about: a name; NULL for nobody */
  char *detail;          /* NULL for nothing */
  gint64 number;
} YqqNotice;

YqqNotice *yqq_notice_from_json (JsonObject *object, GError **error);
JsonObject *yqq_notice_to_json (const YqqNotice *self);
YqqNotice *yqq_notice_copy (const YqqNotice *self);
void yqq_notice_free (YqqNotice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqNotice, yqq_notice_free)

/* GET /v1/me/notices?after=<sequence> → {"notices":[…],"unseen":n}, oldest first; without after the
 * newest YQQ_NOTICES_MAX_COUNT. POST /v1/me/notices/seen {"up_to"}. */
typedef struct {
  GPtrArray *notices; /* YqqNotice */
  gint64 unseen;
} YqqNotices;

YqqNotices *yqq_notices_from_json (JsonObject *object, GError **error);
JsonObject *yqq_notices_to_json (const YqqNotices *self);
void yqq_notices_free (YqqNotices *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqNotices, yqq_notices_free)

G_END_DECLS
