/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People as the authority keeps them, numbers in full. */
#pragma once

#include "authority/store/database.h"
#include "model/identity-document.h"

G_BEGIN_DECLS

typedef struct {
  char *id;
  char *name;
  YqqIdType id_type;
  char *id_number;
  char *phone;
  gboolean demonstration;
} YqqPersonRecord;

void yqq_person_record_free (YqqPersonRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqPersonRecord, yqq_person_record_free)

/* Each finder leaves *person NULL where there is none; FALSE is a failure of the database. */
gboolean
yqq_people_find (YqqDatabase *database, const char *id, YqqPersonRecord **person, GError **error);
gboolean yqq_people_find_by_document (YqqDatabase *database,
                                      YqqIdType id_type,
                                      const char *id_number,
                                      YqqPersonRecord **person,
                                      GError **error);

/* CONFLICT where the document is already somebody's. */
gboolean yqq_people_add (YqqDatabase *database,
                         const YqqPersonRecord *person,
                         gint64 now_ms,
                         GError **error);

/* YqqPersonRecord of the demonstration, in the order they were made. */
GPtrArray *yqq_people_list_demonstration (YqqDatabase *database, GError **error);

G_END_DECLS
