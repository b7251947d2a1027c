/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/account-desk.h"

#include <string.h>

#include "authority/identity-desk-private.h"
#include "authority/store/audit.h"
#include "authority/store/identity-links.h"
#include "authority/store/notices.h"
#include "base/json.h"
#include "protocol/account.h"
#include "protocol/problem.h"

#define PURPOSE YQQ_IDENTITY_PURPOSE_LINK_ACCOUNT

struct _YqqAccountDesk {
  YqqWriter *writer;
  YqqIdentityDesk *identity;
  YqqIdentityOidc *oidc;
  YqqClock *clock;
};

/* One change; evidence (a text: JSON objects do not change threads) is NULL where it unlinks. */
typedef struct {
  YqqAccountDesk *desk;
  char *person_id;
  char *device_id;
  char *thumbprint;
  char *identity;
  char *evidence;
  char *id;
  gint64 now_ms;
  gboolean not_ready; /* the provider's keys were not there */
  gboolean waited;
  YqqIdentityLink *made;
  GError *problem;
  YqqReply reply;
  gpointer user_data;
} Change;

static Change *
change_new (YqqAccountDesk *desk, const YqqDevice *device, YqqReply reply, gpointer user_data)
{
  Change *change = g_new0 (Change, 1);
  change->desk = desk;
  change->person_id = g_strdup (device->person_id);
  change->device_id = g_strdup (device->id);
  change->thumbprint = g_strdup (device->thumbprint);
  change->now_ms = yqq_clock_get_unix_ms (desk->clock);
  change->reply = reply;
  change->user_data = user_data;
  return change;
}

static void
forget_results (Change *change)
{
  change->not_ready = FALSE;
  g_clear_pointer (&change->made, yqq_identity_link_free);
  g_clear_error (&change->problem);
}

static void
change_free (Change *change)
{
  forget_results (change);
  g_free (change->person_id);
  g_free (change->device_id);
  g_free (change->thumbprint);
  g_free (change->identity);
  g_free (change->evidence);
  g_free (change->id);
  g_free (change);
}

/* What people call the provider, as far as it is still the policy's. */
static const char *
get_name (YqqAccountDesk *self, const char *issuer)
{
  const YqqOidcSettings *settings =
      self->oidc != NULL ? yqq_identity_oidc_get_settings (self->oidc) : NULL;
  return settings != NULL && strcmp (settings->issuer, issuer) == 0 ? settings->name : NULL;
}

static YqqLinkedAccount *
describe (YqqAccountDesk *self, const YqqIdentityLink *link)
{
  YqqLinkedAccount *account = g_new0 (YqqLinkedAccount, 1);
  account->id = yqq_identity_link_dup_id (link->issuer);
  account->name = g_strdup (get_name (self, link->issuer));
  account->issuer = g_strdup (link->issuer);
  account->linked_at_ms = link->linked_at_ms;
  return account;
}

/* Where the account is known by the person's document, there is nothing to link. */
static gboolean
can_link (YqqAccountDesk *self)
{
  return self->oidc != NULL && !yqq_identity_oidc_get_settings (self->oidc)->claim_is_document;
}

JsonObject *
yqq_account_desk_list (YqqAccountDesk *self,
                       YqqDatabase *reader,
                       const YqqDevice *device,
                       GError **error)
{
  g_autoptr (GPtrArray) links = yqq_identity_links_list (reader, device->person_id, error);
  if (links == NULL)
    return NULL;
  g_autoptr (YqqLinkedAccounts) answer = g_new0 (YqqLinkedAccounts, 1);
  answer->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_linked_account_free);
  for (guint i = 0; i < links->len; i++)
    g_ptr_array_add (answer->accounts, describe (self, g_ptr_array_index (links, i)));
  if (can_link (self))
    answer->provider = yqq_oidc_settings_to_offer (yqq_identity_oidc_get_settings (self->oidc));
  return yqq_linked_accounts_to_json (answer);
}

/* Linking */

/* Sets account, problem or not_ready; FALSE where the store failed. */
static gboolean
check_evidence (YqqDatabase *database,
                Change *change,
                const YqqIdentityTask *task,
                char **account,
                GError **error)
{
  g_autoptr (GError) refusal = NULL;
  g_autoptr (YqqOidcVerifier) verifier =
      yqq_identity_oidc_make_verifier (change->desk->oidc, database, change->desk->clock);
  g_autoptr (JsonObject) evidence = yqq_json_parse (change->evidence, -1, 0, &refusal);
  *account =
      evidence != NULL ? yqq_oidc_verifier_read_account (verifier, task, evidence, &refusal) : NULL;
  if (*account != NULL)
    return TRUE;
  if (refusal->domain == YQQ_IDENTITY_ERROR && refusal->code == YQQ_IDENTITY_ERROR_NOT_READY) {
    change->not_ready = TRUE;
    return TRUE;
  }
  gboolean expired = g_error_matches (refusal, YQQ_IDENTITY_ERROR, YQQ_IDENTITY_ERROR_EXPIRED);
  change->problem =
      yqq_problem_error_new (expired ? YQQ_PROBLEM_EVIDENCE_EXPIRED : YQQ_PROBLEM_EVIDENCE_INVALID,
                             "%s", refusal->message);
  return TRUE;
}

static gboolean
check_owner (YqqDatabase *database,
             Change *change,
             YqqOidcLinkStore *store,
             const char *account,
             GError **error)
{
  const char *issuer = yqq_identity_oidc_get_settings (change->desk->oidc)->issuer;
  g_autofree char *owner = NULL;
  if (!YQQ_OIDC_LINK_STORE_GET_IFACE (store)->find_person (store, issuer, account, &owner, error))
    return FALSE;
  if (owner != NULL && strcmp (owner, change->person_id) != 0)
    yqq_problem_error_set (&change->problem, YQQ_PROBLEM_EVIDENCE_INVALID,
                           "the account is somebody else's")
        ->reason = g_strdup ("other-person");
  return TRUE;
}

static gboolean
consume (YqqDatabase *database, Change *change, const char *subject, GError **error)
{
  return yqq_identity_desk_consume (change->desk->identity, database, change->identity,
                                    change->person_id, change->device_id, PURPOSE, subject,
                                    change->now_ms, &change->problem, error);
}

static gboolean
tell (YqqDatabase *database,
      const Change *change,
      YqqNoticeKind kind,
      const char *issuer,
      GError **error)
{
  g_autofree char *name = yqq_identity_link_dup_name (issuer, get_name (change->desk, issuer));
  return yqq_notices_tell_person (database, change->person_id, kind, change->device_id, name,
                                  change->now_ms, error);
}

static gboolean
keep (YqqDatabase *database, Change *change, const char *account, GError **error)
{
  const char *issuer = yqq_identity_oidc_get_settings (change->desk->oidc)->issuer;
  g_autofree char *id = yqq_identity_link_dup_id (issuer);
  change->made = yqq_identity_link_new (issuer, change->now_ms);
  return yqq_identity_links_put (database, change->person_id, issuer, account, change->person_id,
                                 change->now_ms, error) &&
         tell (database, change, YQQ_NOTICE_ACCOUNT_LINKED, issuer, error) &&
         yqq_audit_add (database, change->person_id, "account-link", id, change->now_ms, error);
}

static gboolean
do_link (YqqDatabase *database, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (YqqIdentityTask) task = NULL;
  g_autofree char *account = NULL;
  g_autoptr (YqqOidcLinkStore) store = yqq_identity_links_new (database);
  forget_results (change);
  if (!yqq_identity_desk_find_task (database, change->identity, PURPOSE, change->person_id,
                                    change->thumbprint, &task, error))
    return FALSE;
  if (task == NULL) {
    yqq_problem_error_set (&change->problem, YQQ_PROBLEM_IDENTITY_REQUIRED, NULL)->purpose =
        g_strdup (PURPOSE);
    return TRUE;
  }
  if (!check_evidence (database, change, task, &account, error))
    return FALSE;
  if (account == NULL)
    return TRUE;
  return check_owner (database, change, store, account, error) &&
         (change->problem != NULL || consume (database, change, NULL, error)) &&
         (change->problem != NULL || keep (database, change, account, error));
}

static void
answer_change (Change *change, const GError *error)
{
  const GError *problem = error != NULL ? error : change->problem;
  g_autoptr (JsonObject) answer = NULL;
  if (problem != NULL) {
    change->reply (0, NULL, problem, change->user_data);
    return;
  }
  g_autoptr (YqqLinkedAccount) account =
      change->made != NULL ? describe (change->desk, change->made) : NULL;
  answer = account != NULL ? yqq_linked_account_to_json (account) : json_object_new ();
  change->reply (account != NULL ? 201 : 200, answer, NULL, change->user_data);
}

static void on_changed (const GError *error, gpointer data);

static void
link_again (gpointer data)
{
  Change *change = data;
  yqq_writer_submit (change->desk->writer, do_link, on_changed, change);
}

static void
on_changed (const GError *error, gpointer data)
{
  Change *change = data;
  if (error == NULL && change->not_ready && !change->waited) {
    change->waited = TRUE;
    if (yqq_identity_desk_wait (change->desk->identity, YQQ_OIDC_METHOD, link_again, change))
      return;
  }
  if (change->not_ready)
    change->problem = yqq_problem_error_new (YQQ_PROBLEM_EVIDENCE_INVALID,
                                             "the provider's keys could not be had");
  answer_change (change, error);
  change_free (change);
}

static void
refuse_without_provider (YqqReply reply, gpointer user_data)
{
  g_autoptr (GError) problem = yqq_problem_error_new (YQQ_PROBLEM_NOT_FOUND, NULL);
  reply (0, NULL, problem, user_data);
}

void
yqq_account_desk_link (YqqAccountDesk *self,
                       const YqqDevice *device,
                       const char *identity,
                       JsonObject *evidence,
                       YqqReply reply,
                       gpointer user_data)
{
  if (!can_link (self)) {
    refuse_without_provider (reply, user_data);
    return;
  }
  Change *change = change_new (self, device, reply, user_data);
  change->identity = g_strdup (identity);
  change->evidence = yqq_json_to_string (evidence);
  yqq_writer_submit (self->writer, do_link, on_changed, change);
}

/* Unlinking */

static gboolean
remove_link (YqqDatabase *database, Change *change, const char *issuer, GError **error)
{
  gboolean removed = FALSE;
  return yqq_identity_links_remove (database, change->person_id, issuer, &removed, error) &&
         tell (database, change, YQQ_NOTICE_ACCOUNT_UNLINKED, issuer, error) &&
         yqq_audit_add (database, change->person_id, "account-unlink", change->id, change->now_ms,
                        error);
}

/* *issuer NULL: the person has no such account. */
static gboolean
find_issuer (YqqDatabase *database, const Change *change, char **issuer, GError **error)
{
  g_autoptr (GPtrArray) links = yqq_identity_links_list (database, change->person_id, error);
  for (guint i = 0; links != NULL && i < links->len; i++) {
    const YqqIdentityLink *link = g_ptr_array_index (links, i);
    g_autofree char *id = yqq_identity_link_dup_id (link->issuer);
    if (strcmp (id, change->id) == 0)
      *issuer = g_strdup (link->issuer);
  }
  return links != NULL;
}

/* Where nothing is unlinked, nothing that was proven is used up. */
static gboolean
do_unlink (YqqDatabase *database, gpointer data, GError **error)
{
  Change *change = data;
  g_autofree char *issuer = NULL;
  forget_results (change);
  if (!find_issuer (database, change, &issuer, error))
    return FALSE;
  if (issuer == NULL) {
    change->problem = yqq_problem_error_new (YQQ_PROBLEM_NOT_FOUND, NULL);
    return TRUE;
  }
  return consume (database, change, change->id, error) &&
         (change->problem != NULL || remove_link (database, change, issuer, error));
}

void
yqq_account_desk_unlink (YqqAccountDesk *self,
                         const YqqDevice *device,
                         const char *id,
                         const char *identity,
                         YqqReply reply,
                         gpointer user_data)
{
  Change *change = change_new (self, device, reply, user_data);
  change->id = g_strdup (id);
  change->identity = g_strdup (identity);
  yqq_writer_submit (self->writer, do_unlink, on_changed, change);
}

YqqAccountDesk *
yqq_account_desk_new (YqqWriter *writer,
                      YqqIdentityDesk *identity,
                      YqqIdentityOidc *oidc,
                      YqqClock *clock)
{
  YqqAccountDesk *self = g_new0 (YqqAccountDesk, 1);
  self->writer = writer;
  self->identity = identity;
  self->oidc = oidc;
  self->clock = yqq_clock_ref (clock);
  return self;
}

void
yqq_account_desk_free (YqqAccountDesk *self)
{
  yqq_clock_unref (self->clock);
  g_free (self);
}
