/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may read which history of signatures, and the answers. */
#pragma once

#include <json-glib/json-glib.h>

#include "authority/store/database.h"
#include "authority/store/devices.h"

G_BEGIN_DECLS

/* Where in a list to go on, and how far. */
typedef struct {
  char *after; /* cursor; NULL: from the newest */
  guint limit;
} YqqHistoryPage;

YqqHistoryPage *yqq_history_page_new (const char *after, guint limit);
void yqq_history_page_free (YqqHistoryPage *self);

/* YqqAnswer, with a YqqHistoryPage as data: GET /v1/me/history (enterprise_id is nothing to it)
 * and GET /v1/enterprises/{enterprise}/history. */
JsonObject *yqq_usage_history_list_own (YqqDatabase *database,
                                        const YqqDevice *device,
                                        const char *enterprise_id,
                                        gpointer page,
                                        gint64 now_ms,
                                        GError **error);
JsonObject *yqq_usage_history_list_enterprise (YqqDatabase *database,
                                               const YqqDevice *device,
                                               const char *enterprise_id,
                                               gpointer page,
                                               gint64 now_ms,
                                               GError **error);

/* GET /v1/history/{session}/{request}/{document}. What the device's person may not see is not told
 * from what is not there. */
JsonObject *yqq_usage_history_get_signature (YqqDatabase *database,
                                             const YqqDevice *device,
                                             const char *session_id,
                                             const char *request_id,
                                             const char *document,
                                             GError **error);

G_END_DECLS
