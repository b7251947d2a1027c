/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks a demonstration authority for its fictional people and codes that work. */
#pragma once

#include "client/authority-connection.h"

G_BEGIN_DECLS

typedef struct {
  char *name;
  char *id_type; /* nick */
  char *id_number;
  char *role; /* nick */
  char *enterprise;
  char *staff_code;
} YqqDemonstrationPerson;

void yqq_demonstration_person_free (YqqDemonstrationPerson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqDemonstrationPerson, yqq_demonstration_person_free)

/* An array of YqqDemonstrationPerson; YQQ_PROBLEM_NOT_FOUND if this is no demonstration. */
void yqq_fetch_demonstration_async (YqqAuthorityConnection *connection,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *yqq_fetch_demonstration_finish (GAsyncResult *result, GError **error);

G_END_DECLS
