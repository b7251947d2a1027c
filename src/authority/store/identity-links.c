/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/store/identity-links.h"

#include <string.h>

#include "authority/store/notices.h"
#include "authority/store/people.h"
#include "identity/method.h"

/* Who linked an account where no member of staff is named. */
#define BY_CODE "staff-code"
#define ID_LENGTH 32
#define HOST_MAX_LENGTH 60

#define YQQ_TYPE_IDENTITY_LINKS (yqq_identity_links_get_type ())
G_DECLARE_FINAL_TYPE (YqqIdentityLinks, yqq_identity_links, YQQ, IDENTITY_LINKS, GObject)

struct _YqqIdentityLinks {
  GObject parent;
  YqqDatabase *database;
};

static void store_iface_init (YqqOidcLinkStoreInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqIdentityLinks,
                               yqq_identity_links,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_OIDC_LINK_STORE, store_iface_init))

static gboolean
find_person (YqqOidcLinkStore *store,
             const char *issuer,
             const char *account,
             char **person_id,
             GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (YQQ_IDENTITY_LINKS (store)->database, error,
                          "SELECT person_id FROM identity_links WHERE issuer = $1 AND claim = $2",
                          YQQ_TEXT (issuer), YQQ_TEXT (account), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *person_id = yqq_rows_get_length (rows) > 0 ? g_strdup (yqq_rows_get_text (rows, 0, 0)) : NULL;
  return TRUE;
}

static gboolean
link_account (YqqOidcLinkStore *store,
              const char *person_id,
              const char *issuer,
              const char *account,
              const char *confirmed_by,
              gint64 at_ms,
              GError **error)
{
  YqqDatabase *database = YQQ_IDENTITY_LINKS (store)->database;
  g_autofree char *id = yqq_identity_link_dup_id (issuer);
  g_autofree char *name = yqq_identity_link_dup_name (issuer, NULL);
  return yqq_identity_links_put (database, person_id, issuer, account,
                                 confirmed_by != NULL ? confirmed_by : BY_CODE, at_ms, error) &&
         yqq_notices_add (database, person_id, YQQ_NOTICE_ACCOUNT_LINKED, NULL, id, NULL, name,
                          YQQ_NOTICE_NUMBER_BY_STAFF, at_ms, error);
}

/* A staff code that was proven in the same challenge: somebody has seen the person and their
 * document for exactly this. */
static gboolean
find_voucher (YqqOidcLinkStore *store,
              const char *challenge_id,
              const char *person_id,
              gboolean *vouched,
              char **confirmed_by,
              GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (YQQ_IDENTITY_LINKS (store)->database, error,
                          "SELECT p.confirmed_by FROM identity_proofs p "
                          "JOIN identity_challenges c ON c.id = p.challenge_id "
                          "WHERE p.challenge_id = $1 AND c.person_id = $2 AND p.method = $3",
                          YQQ_TEXT (challenge_id), YQQ_TEXT (person_id),
                          YQQ_TEXT (YQQ_IDENTITY_METHOD_STAFF_CODE), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *vouched = yqq_rows_get_length (rows) > 0;
  *confirmed_by = *vouched ? g_strdup (yqq_rows_get_text (rows, 0, 0)) : NULL;
  return TRUE;
}

static gboolean
has_document (YqqOidcLinkStore *store,
              const char *person_id,
              const char *number,
              gboolean *has,
              GError **error)
{
  g_autoptr (YqqPersonRecord) person = NULL;
  if (!yqq_people_find (YQQ_IDENTITY_LINKS (store)->database, person_id, &person, error))
    return FALSE;
  *has = person != NULL && strcmp (person->id_number, number) == 0;
  return TRUE;
}

static void
yqq_identity_links_finalize (GObject *object)
{
  g_object_unref (YQQ_IDENTITY_LINKS (object)->database);
  G_OBJECT_CLASS (yqq_identity_links_parent_class)->finalize (object);
}

static void
store_iface_init (YqqOidcLinkStoreInterface *interface)
{
  interface->find_person = find_person;
  interface->link = link_account;
  interface->find_voucher = find_voucher;
  interface->has_document = has_document;
}

static void
yqq_identity_links_class_init (YqqIdentityLinksClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_identity_links_finalize;
}

static void
yqq_identity_links_init (YqqIdentityLinks *self)
{
}

YqqOidcLinkStore *
yqq_identity_links_new (YqqDatabase *database)
{
  YqqIdentityLinks *self = g_object_new (YQQ_TYPE_IDENTITY_LINKS, NULL);
  self->database = g_object_ref (database);
  return YQQ_OIDC_LINK_STORE (self);
}

gboolean
yqq_identity_links_put (YqqDatabase *database,
                        const char *person_id,
                        const char *issuer,
                        const char *account,
                        const char *linked_by,
                        gint64 at_ms,
                        GError **error)
{
  gboolean removed;
  return yqq_identity_links_remove (database, person_id, issuer, &removed, error) &&
         yqq_database_run (
             database, error,
             "INSERT INTO identity_links (issuer, claim, person_id, linked_by, created_at) "
             "VALUES ($1, $2, $3, $4, $5)",
             YQQ_TEXT (issuer), YQQ_TEXT (account), YQQ_TEXT (person_id), YQQ_TEXT (linked_by),
             YQQ_INT (at_ms), YQQ_END);
}

YqqIdentityLink *
yqq_identity_link_new (const char *issuer, gint64 linked_at_ms)
{
  YqqIdentityLink *self = g_new0 (YqqIdentityLink, 1);
  self->issuer = g_strdup (issuer);
  self->linked_at_ms = linked_at_ms;
  return self;
}

void
yqq_identity_link_free (YqqIdentityLink *self)
{
  g_free (self->issuer);
  g_free (self);
}

GPtrArray *
yqq_identity_links_list (YqqDatabase *database, const char *person_id, GError **error)
{
  g_autoptr (YqqRows) rows =
      yqq_database_query (database, error,
                          "SELECT issuer, created_at FROM identity_links WHERE person_id = $1 "
                          "ORDER BY created_at, issuer",
                          YQQ_TEXT (person_id), YQQ_END);
  if (rows == NULL)
    return NULL;
  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_identity_link_free);
  for (guint row = 0; row < yqq_rows_get_length (rows); row++)
    g_ptr_array_add (links, yqq_identity_link_new (yqq_rows_get_text (rows, row, 0),
                                                   yqq_rows_get_int (rows, row, 1)));
  return links;
}

char *
yqq_identity_link_dup_id (const char *issuer)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, issuer, -1);
  return g_strndup (digest, ID_LENGTH);
}

char *
yqq_identity_link_dup_name (const char *issuer, const char *name)
{
  g_autoptr (GUri) uri = g_uri_parse (issuer, G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  return name != NULL ? g_strdup (name) : g_strndup (host != NULL ? host : issuer, HOST_MAX_LENGTH);
}

gboolean
yqq_identity_links_remove (YqqDatabase *database,
                           const char *person_id,
                           const char *issuer,
                           gboolean *removed,
                           GError **error)
{
  g_autoptr (YqqRows) rows = yqq_database_query (
      database, error,
      "DELETE FROM identity_links WHERE person_id = $1 AND issuer = $2 RETURNING claim",
      YQQ_TEXT (person_id), YQQ_TEXT (issuer), YQQ_END);
  if (rows == NULL)
    return FALSE;
  *removed = yqq_rows_get_length (rows) > 0;
  return TRUE;
}
