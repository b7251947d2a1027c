/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/usage-history.h"

#include "authority/authorisation.h"
#include "authority/store/enterprises.h"
#include "authority/store/history.h"

YqqHistoryPage *
yqq_history_page_new (const char *after, guint limit)
{
  YqqHistoryPage *self = g_new0 (YqqHistoryPage, 1);
  self->after = g_strdup (after);
  self->limit = limit;
  return self;
}

void
yqq_history_page_free (YqqHistoryPage *self)
{
  g_free (self->after);
  g_free (self);
}

static JsonObject *
list (YqqDatabase *database,
      YqqHistoryOwner owner,
      const char *id,
      const YqqHistoryPage *page,
      GError **error)
{
  g_autoptr (YqqUsageRecords) records =
      yqq_history_list (database, owner, id, page->after, page->limit, error);
  return records != NULL ? yqq_usage_records_to_json (records) : NULL;
}

JsonObject *
yqq_usage_history_list_own (YqqDatabase *database,
                            const YqqDevice *device,
                            const char *enterprise_id,
                            gpointer page,
                            gint64 now_ms,
                            GError **error)
{
  return list (database, YQQ_HISTORY_OF_PERSON, device->person_id, page, error);
}

JsonObject *
yqq_usage_history_list_enterprise (YqqDatabase *database,
                                   const YqqDevice *device,
                                   const char *enterprise_id,
                                   gpointer page,
                                   gint64 now_ms,
                                   GError **error)
{
  guint roles = 0;
  if (!yqq_memberships_read (database, enterprise_id, device->person_id, &roles, error) ||
      !yqq_authorise_administration (roles, error))
    return NULL;
  return list (database, YQQ_HISTORY_OF_ENTERPRISE, enterprise_id, page, error);
}

JsonObject *
yqq_usage_history_get_signature (YqqDatabase *database,
                                 const YqqDevice *device,
                                 const char *session_id,
                                 const char *request_id,
                                 const char *document,
                                 GError **error)
{
  g_autoptr (YqqKeptSignature) kept = NULL;
  guint roles = 0;
  if (!yqq_history_find_signature (database, session_id, request_id, document, &kept, error) ||
      (kept != NULL &&
       !yqq_memberships_read (database, kept->enterprise_id, device->person_id, &roles, error)) ||
      !yqq_authorise_signature (kept != NULL ? kept->person_id : NULL, roles, device->person_id,
                                error))
    return NULL;
  return yqq_usage_signature_to_json (kept->signature);
}
