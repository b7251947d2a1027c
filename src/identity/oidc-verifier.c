/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-verifier.h"

#include "base/json.h"
#include "crypto/foreign-jws.h"
#include "identity/oidc-token.h"

struct _YqqOidcVerifier {
  GObject parent_instance;

  YqqOidcSettings *settings;
  YqqOidcKeyCache *cache;
  YqqOidcLinkStore *store;
  YqqClock *clock;
};

static void yqq_oidc_verifier_iface_init (YqqIdentityVerifierInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqOidcVerifier,
                               yqq_oidc_verifier,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_VERIFIER,
                                                      yqq_oidc_verifier_iface_init))

G_DEFINE_INTERFACE (YqqOidcLinkStore, yqq_oidc_link_store, G_TYPE_OBJECT)

static void
yqq_oidc_link_store_default_init (YqqOidcLinkStoreInterface *interface)
{
}

static gboolean
refuse (GError **error, YqqIdentityError code, const char *message)
{
  yqq_identity_error_set (error, code, -1, message);
  return FALSE;
}

/* The token's own trouble as the desk knows it. A key that we do not have may be the provider's
 * newest. */
static void
translate (YqqOidcVerifier *self, const GError *cause, GError **error)
{
  if (g_error_matches (cause, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_UNKNOWN_KEY) &&
      yqq_oidc_key_cache_refresh (self->cache))
    refuse (error, YQQ_IDENTITY_ERROR_NOT_READY, "the provider's keys are being asked for");
  else if (g_error_matches (cause, YQQ_OIDC_ERROR, YQQ_OIDC_ERROR_EXPIRED))
    refuse (error, YQQ_IDENTITY_ERROR_EXPIRED, cause->message);
  else
    refuse (error, YQQ_IDENTITY_ERROR_INVALID, cause->message);
}

char *
yqq_oidc_verifier_read_account (YqqOidcVerifier *self,
                                const YqqIdentityTask *task,
                                JsonObject *evidence,
                                GError **error)
{
  const char *token = NULL;
  if (!yqq_json_read_string (evidence, "id_token", YQQ_FOREIGN_JWS_MAX_BYTES, &token, NULL)) {
    refuse (error, YQQ_IDENTITY_ERROR_INVALID, "the evidence is no id token");
    return NULL;
  }
  g_autoptr (YqqOidcKeys) keys = yqq_oidc_key_cache_dup (self->cache);
  if (keys == NULL) {
    refuse (error, YQQ_IDENTITY_ERROR_NOT_READY, "the provider's keys are being asked for");
    return NULL;
  }
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (task);
  g_autofree char *nonce = yqq_oidc_nonce (binding);
  const YqqOidcExpectation expected = {
      .issuer = self->settings->issuer,
      .client_id = self->settings->client_id,
      .nonce = nonce,
      .person_claim = self->settings->person_claim,
      .now_ms = yqq_clock_get_unix_ms (self->clock),
  };
  g_autoptr (GError) local = NULL;
  char *account = yqq_oidc_token_check (token, keys, &expected, &local);
  if (account == NULL)
    translate (self, local, error);
  return account;
}

static gboolean
check_document (YqqOidcVerifier *self, const char *person_id, const char *number, GError **error)
{
  gboolean has = FALSE;
  if (!YQQ_OIDC_LINK_STORE_GET_IFACE (self->store)
           ->has_document (self->store, person_id, number, &has, error))
    return FALSE;
  return has || refuse (error, YQQ_IDENTITY_ERROR_INVALID,
                        "the account is of somebody with another document");
}

/* An account that is nobody's yet becomes the person's if staff have just seen them. */
static gboolean
link_account (YqqOidcVerifier *self,
              const YqqIdentityTask *task,
              const char *account,
              gint64 now_ms,
              GError **error)
{
  YqqOidcLinkStoreInterface *store = YQQ_OIDC_LINK_STORE_GET_IFACE (self->store);
  gboolean vouched = FALSE;
  g_autofree char *confirmed_by = NULL;
  if (!store->find_voucher (self->store, task->challenge_id, task->person_id, &vouched,
                            &confirmed_by, error))
    return FALSE;
  if (!vouched)
    return refuse (error, YQQ_IDENTITY_ERROR_NOT_LINKED, "the account is not linked to anybody");
  return store->link (self->store, task->person_id, self->settings->issuer, account, confirmed_by,
                      now_ms, error);
}

static gboolean
check_link (YqqOidcVerifier *self,
            const YqqIdentityTask *task,
            const char *account,
            gint64 now_ms,
            GError **error)
{
  g_autofree char *owner = NULL;
  if (!YQQ_OIDC_LINK_STORE_GET_IFACE (self->store)
           ->find_person (self->store, self->settings->issuer, account, &owner, error))
    return FALSE;
  if (owner == NULL)
    return link_account (self, task, account, now_ms, error);
  return g_str_equal (owner, task->person_id) ||
         refuse (error, YQQ_IDENTITY_ERROR_INVALID, "the account is somebody else's");
}

static const char *
yqq_oidc_verifier_get_method (YqqIdentityVerifier *verifier)
{
  return YQQ_OIDC_METHOD;
}

static YqqIdentityResult *
yqq_oidc_verifier_verify (YqqIdentityVerifier *verifier,
                          const YqqIdentityTask *task,
                          JsonObject *evidence,
                          GError **error)
{
  YqqOidcVerifier *self = YQQ_OIDC_VERIFIER (verifier);
  gint64 now_ms = yqq_clock_get_unix_ms (self->clock);
  g_autofree char *account = yqq_oidc_verifier_read_account (self, task, evidence, error);
  if (account == NULL)
    return NULL;
  gboolean theirs = self->settings->claim_is_document
                        ? check_document (self, task->person_id, account, error)
                        : check_link (self, task, account, now_ms, error);
  if (!theirs)
    return NULL;
  return yqq_identity_result_new (YQQ_OIDC_METHOD, task->person_id, task->purpose, NULL, now_ms);
}

static void
yqq_oidc_verifier_finalize (GObject *object)
{
  YqqOidcVerifier *self = YQQ_OIDC_VERIFIER (object);
  yqq_oidc_settings_free (self->settings);
  g_clear_object (&self->store);
  g_clear_pointer (&self->clock, yqq_clock_unref);
  G_OBJECT_CLASS (yqq_oidc_verifier_parent_class)->finalize (object);
}

static void
yqq_oidc_verifier_class_init (YqqOidcVerifierClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_oidc_verifier_finalize;
}

static void
yqq_oidc_verifier_iface_init (YqqIdentityVerifierInterface *interface)
{
  interface->get_method = yqq_oidc_verifier_get_method;
  interface->verify = yqq_oidc_verifier_verify;
}

static void
yqq_oidc_verifier_init (YqqOidcVerifier *self)
{
}

YqqOidcVerifier *
yqq_oidc_verifier_new (const YqqOidcSettings *settings,
                       YqqOidcKeyCache *cache,
                       YqqOidcLinkStore *store,
                       YqqClock *clock)
{
  YqqOidcVerifier *self = g_object_new (YQQ_TYPE_OIDC_VERIFIER, NULL);
  self->settings = yqq_oidc_settings_copy (settings);
  self->cache = cache;
  self->store = g_object_ref (store);
  self->clock = yqq_clock_ref (clock);
  return self;
}
