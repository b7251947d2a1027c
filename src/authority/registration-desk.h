/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff enter: enterprises with their people, grants, codes; checked, then written. */
#pragma once

#include "authority/store/enterprises.h"
#include "authority/store/grants.h"
#include "authority/store/people.h"

G_BEGIN_DECLS

#define YQQ_DESK_ERROR (yqq_desk_error_quark ())
GQuark yqq_desk_error_quark (void);

/* Each message is a whole sentence for the person at the command line. */
typedef enum {
  YQQ_DESK_ERROR_INVALID,   /* something entered cannot be right */
  YQQ_DESK_ERROR_DUPLICATE, /* it is there already, with other data */
  YQQ_DESK_ERROR_UNKNOWN,   /* what it refers to is not there */
  YQQ_DESK_ERROR_QUOTA,     /* nothing is left of the quota */
} YqqDeskError;

#define YQQ_DESK_MAX_YEARS 10
#define YQQ_DESK_MAX_QUOTA 1000000

typedef struct {
  const char *name;
  const char *id_type; /* nick */
  const char *id_number;
  const char *phone;
} YqqDeskPerson;

typedef struct {
  const char *name;
  const char *credit_code;
  const char *legal_representative; /* name */
  YqqDeskPerson administrator;
  gint64 quota;
  gint64 years;
  gboolean demonstration;
} YqqDeskEnterprise;

typedef struct {
  const char *enterprise; /* credit code or id */
  YqqDeskPerson person;
  const char *kind; /* nick */
  gint64 years;
} YqqDeskGrant;

/* These run inside a transaction of the caller's. An enterprise that is there with the same name
 * and administrator is left as it is (*made FALSE); with other data it is a DUPLICATE. Its
 * administrator is granted the enterprise's certificate, which takes nothing from the quota. */
gboolean yqq_desk_add_enterprise (YqqDatabase *database,
                                  const YqqDeskEnterprise *entry,
                                  gint64 now_ms,
                                  char **enterprise_id,
                                  gboolean *made,
                                  GError **error);

/* Takes one of the quota. The same grant again is left as it is (*made FALSE). */
gboolean yqq_desk_add_grant (YqqDatabase *database,
                             const YqqDeskGrant *entry,
                             gint64 now_ms,
                             char **code,
                             gboolean *made,
                             GError **error);

/* Gives somebody an office of an enterprise: its administrator beside those there are, or its legal
 * representative, whose name has to be the registered one. They are granted the enterprise's
 * certificate for as long as it lasts, which takes nothing from the quota. The same again is left
 * as it is (*made FALSE). */
typedef struct {
  const char *enterprise; /* credit code or id */
  YqqDeskPerson person;
  YqqRole role;
} YqqDeskOfficer;

gboolean yqq_desk_add_officer (YqqDatabase *database,
                               const YqqDeskOfficer *entry,
                               gint64 now_ms,
                               char **code,
                               gboolean *made,
                               GError **error);

/* Turns the two-person rule of an enterprise (credit code or id) off and records it; *changed FALSE
 * where it was off. What waits under it still waits for whoever may decide. */
gboolean yqq_desk_end_two_person (YqqDatabase *database,
                                  const char *enterprise,
                                  gint64 now_ms,
                                  gboolean *changed,
                                  GError **error);

/* A new one-time code for the person with that document, good for a purpose (identity/policy.h). */
char *yqq_desk_make_code (YqqDatabase *database,
                          const char *id_type,
                          const char *id_number,
                          const char *purpose,
                          gint64 now_ms,
                          GError **error);

/* Makes somebody known who is not yet, or finds them; a person of another name with that document
 * is a DUPLICATE. */
gboolean yqq_desk_add_person (YqqDatabase *database,
                              const YqqDeskPerson *entry,
                              gboolean demonstration,
                              gint64 now_ms,
                              char **person_id,
                              GError **error);

G_END_DECLS
