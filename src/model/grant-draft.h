/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grant as an administrator fills it in, with what is wrong field by field. */
#pragma once

#include "model/identity-document.h"
#include "model/permission.h"

G_BEGIN_DECLS

#define YQQ_GRANT_MAX_YEARS 10
#define YQQ_GRANT_NAME_MAX_LENGTH 60 /* characters */
/* How far whole years may reach past the end of the enterprise's certificate; the grant then ends
 * with it. */
#define YQQ_GRANT_YEARS_SLACK_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)

typedef enum {
  YQQ_GRANT_FIELD_NAME,
  YQQ_GRANT_FIELD_ID_TYPE,
  YQQ_GRANT_FIELD_ID_NUMBER,
  YQQ_GRANT_FIELD_PHONE,
  YQQ_GRANT_FIELD_TERM, /* years, or the day it ends */
  YQQ_GRANT_FIELD_PERMISSIONS,
} YqqGrantField;
#define YQQ_GRANT_FIELD_COUNT 6

/* "name", "id_type", "id_number", "phone", "term", "permissions". */
const char *yqq_grant_field_to_nick (YqqGrantField field);
gboolean yqq_grant_field_from_nick (const char *nick, YqqGrantField *field);

/* A name as it may stand in a grant: 1 to YQQ_GRANT_NAME_MAX_LENGTH characters that can be shown,
 * without blanks around it. YQQ_MODEL_ERROR. */
gboolean yqq_grant_name_validate (const char *name, GError **error);

typedef enum {
  YQQ_GRANT_FAULT_NONE,
  YQQ_GRANT_FAULT_MISSING,
  YQQ_GRANT_FAULT_INVALID,    /* not of the field's shape: wrong checksum, letters, too long */
  YQQ_GRANT_FAULT_DUPLICATE,  /* the person has a living grant here already */
  YQQ_GRANT_FAULT_REPEATED,   /* the same person stands in an earlier row of the same sheet */
  YQQ_GRANT_FAULT_OTHER_NAME, /* that document is registered to another name */
  YQQ_GRANT_FAULT_BEYOND_CERTIFICATE, /* it would outlast the enterprise's certificate */
  YQQ_GRANT_FAULT_NO_SEAL,            /* a seal that does not exist (yet) */
  YQQ_GRANT_FAULT_ROUNDED, /* a spreadsheet has kept 15 digits of it; found in sheets only */
} YqqGrantFault;
#define YQQ_GRANT_FAULT_COUNT 9

/* "none", "missing", "invalid", "duplicate", "repeated", "other-name", "beyond-certificate",
 * "no-seal", "rounded". */
const char *yqq_grant_fault_to_nick (YqqGrantFault fault);
gboolean yqq_grant_fault_from_nick (const char *nick, YqqGrantFault *fault);

/* years 1…YQQ_GRANT_MAX_YEARS with not_after_ms 0, or years 0 with the moment it ends. Texts may be
 * NULL: not filled in. id_type is a nick or NULL. */
typedef struct {
  char *name;
  char *id_type;
  char *id_number;
  char *phone;
  gint64 years;
  gint64 not_after_ms;
  GStrv permissions; /* NULL and empty: 可稍后设置, to be set later */
} YqqGrantDraft;

YqqGrantDraft *yqq_grant_draft_new (void);
YqqGrantDraft *yqq_grant_draft_copy (const YqqGrantDraft *self);
void yqq_grant_draft_free (YqqGrantDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqGrantDraft, yqq_grant_draft_free)

/* When it would end, given now: not_after_ms, or now and years later (UTC, as the calendar has
 * years). The authority lets it end with the enterprise's certificate where that is sooner. */
gint64 yqq_grant_draft_get_end_ms (const YqqGrantDraft *self, gint64 now_ms);

/* The fault of each field that can be seen without asking anybody: MISSING, INVALID and
 * BEYOND_CERTIFICATE. certificate_not_after_ms 0: not known. TRUE if there is none. */
gboolean yqq_grant_draft_check (const YqqGrantDraft *self,
                                gint64 certificate_not_after_ms,
                                gint64 now_ms,
                                YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT]);

G_END_DECLS
