/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who stands before the service desk, as a reviewer types it off their document. */
#pragma once

#include "cli/enterprise-desk.h"
#include "protocol/service-desk.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  char *id_type;
  char *id_number;
} YqqStaffPerson;

/* The options that fill one in. */
#define YQQ_STAFF_PERSON_OPTIONS(person)                                                           \
  {"name", 0, 0, G_OPTION_ARG_STRING, &(person).name, N_ ("Name as on the document"), "NAME"},     \
      {"id-type",                                                                                  \
       0,                                                                                          \
       0,                                                                                          \
       G_OPTION_ARG_STRING,                                                                        \
       &(person).id_type,                                                                          \
       N_ ("Kind of the document (resident-id)"),                                                  \
       "KIND"},                                                                                    \
  {                                                                                                \
    "id", 0, 0, G_OPTION_ARG_STRING, &(person).id_number, N_ ("Number of the document"), "NUMBER"  \
  }

/* NULL after having said what is missing. Owned. */
YqqPersonQuery *yqq_staff_person_read (const YqqStaffPerson *person);

/* Asks the authority; NULL after the failure was reported. Owned. */
YqqFoundPerson *
yqq_staff_person_find (YqqEnterpriseDesk *desk, const YqqPersonQuery *query, int *exit_code);

/* Whether the reviewer has the person and the document there, which is asked unless --yes. */
gboolean yqq_staff_person_ask (void);

G_END_DECLS
