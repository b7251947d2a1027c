/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/link-desk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "authority/desk-checks.h"
#include "authority/store/audit.h"
#include "authority/store/identity-links.h"
#include "authority/store/notices.h"
#include "identity/oidc-settings.h"
#include "identity/oidc-token.h"

#define STAFF "staff"

static gboolean
find_person (YqqDatabase *database,
             const YqqDeskAccount *entry,
             YqqPersonRecord **person,
             GError **error)
{
  YqqIdType type = YQQ_ID_TYPE_RESIDENT_ID;
  if (entry->issuer == NULL || !yqq_oidc_is_safe_uri (entry->issuer))
    return yqq_desk_fail (error, YQQ_DESK_ERROR_INVALID, "%s",
                          _ ("The issuer must be the provider's https address, exactly as in the "
                             "identity policy."));
  if (!yqq_desk_check_document (entry->id_type, entry->id_number, &type, error) ||
      !yqq_people_find_by_document (database, type, entry->id_number, person, error))
    return FALSE;
  return *person != NULL ||
         yqq_desk_fail (
             error, YQQ_DESK_ERROR_UNKNOWN, "%s",
             _ ("Nobody is registered with that document. Add the enterprise or the grant first."));
}

gboolean
yqq_desk_link_account (YqqDatabase *database,
                       const YqqDeskAccount *entry,
                       gint64 now_ms,
                       GError **error)
{
  g_autoptr (YqqPersonRecord) person = NULL;
  g_autoptr (YqqOidcLinkStore) store = yqq_identity_links_new (database);
  YqqOidcLinkStoreInterface *links = YQQ_OIDC_LINK_STORE_GET_IFACE (store);
  g_autofree char *owner = NULL;
  if (entry->account == NULL || *entry->account == '\0' ||
      !g_utf8_validate (entry->account, -1, NULL) ||
      g_utf8_strlen (entry->account, -1) > YQQ_OIDC_MAX_CLAIM)
    return yqq_desk_fail (error, YQQ_DESK_ERROR_INVALID, "%s",
                          _ ("The account must have 1 to 255 characters."));
  if (!find_person (database, entry, &person, error) ||
      !links->find_person (store, entry->issuer, entry->account, &owner, error))
    return FALSE;
  if (owner != NULL && strcmp (owner, person->id) != 0)
    return yqq_desk_fail (error, YQQ_DESK_ERROR_DUPLICATE, "%s",
                          _ ("That account is somebody else's. Unlink it from them first."));
  return links->link (store, person->id, entry->issuer, entry->account, STAFF, now_ms, error) &&
         yqq_audit_add (database, STAFF, "account-link", person->id, now_ms, error);
}

gboolean
yqq_desk_unlink_account (YqqDatabase *database,
                         const YqqDeskAccount *entry,
                         gint64 now_ms,
                         GError **error)
{
  g_autoptr (YqqPersonRecord) person = NULL;
  gboolean removed = FALSE;
  if (!find_person (database, entry, &person, error) ||
      !yqq_identity_links_remove (database, person->id, entry->issuer, &removed, error))
    return FALSE;
  if (!removed)
    return yqq_desk_fail (error, YQQ_DESK_ERROR_UNKNOWN, "%s",
                          _ ("That person has no account linked there."));
  g_autofree char *id = yqq_identity_link_dup_id (entry->issuer);
  g_autofree char *name = yqq_identity_link_dup_name (entry->issuer, NULL);
  return yqq_notices_add (database, person->id, YQQ_NOTICE_ACCOUNT_UNLINKED, NULL, id, NULL, name,
                          YQQ_NOTICE_NUMBER_BY_STAFF, now_ms, error) &&
         yqq_audit_add (database, STAFF, "account-unlink", person->id, now_ms, error);
}
