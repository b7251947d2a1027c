/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/act-signer.h"

#include <string.h>

#include "client/fetch-grants.h"
#include "client/send-act.h"
#include "crypto/digest.h"
#include "crypto/jws.h"
#include "crypto/random.h"
#include "model/grant.h"
#include "protocol/pin.h"

struct _YqqActSigner {
  GObject parent;

  YqqAuthorityConnection *connection;
  YqqWallet *wallet;
  YqqPinGate *gate;
  YqqUnlockedVault *vault;  /* NULL: the next act needs the PIN */
  guint timer;              /* wipes it */
  GBytes *last_digest;      /* SHA-256 of the act signed last, whose answer may have been lost */
  YqqSecretBytes *last_jws; /* terminated; it holds numbers of people's documents */
};

G_DEFINE_FINAL_TYPE (YqqActSigner, yqq_act_signer, G_TYPE_OBJECT)

/* grants → PIN, where it is needed → signature → answer. */
typedef struct {
  YqqActKind kind;
  char *enterprise_id;
  GBytes *payload;
  GBytes *digest;      /* SHA-256 of it */
  YqqSecretBytes *pin; /* NULL: the vault is open */
  char *fingerprint;
  YqqUnlockedVault *vault;
} Performing;

static void
performing_free (Performing *self)
{
  g_free (self->enterprise_id);
  g_bytes_unref (self->payload);
  g_bytes_unref (self->digest);
  g_clear_pointer (&self->pin, yqq_secret_bytes_unref);
  g_free (self->fingerprint);
  g_clear_pointer (&self->vault, yqq_unlocked_vault_unref);
  g_free (self);
}

/* Which certificate */

static gboolean
is_before (YqqCredential *a, YqqCredential *b)
{
  YqqCertificateKind kind_a = YQQ_CERTIFICATE_KIND_EMPLOYEE, kind_b = YQQ_CERTIFICATE_KIND_EMPLOYEE;
  yqq_x509_get_kind (yqq_credential_get_certificate (a), &kind_a);
  yqq_x509_get_kind (yqq_credential_get_certificate (b), &kind_b);
  if (kind_a != kind_b)
    return kind_a == YQQ_CERTIFICATE_KIND_ENTERPRISE;
  return yqq_credential_get_algorithm (a) == YQQ_ALGORITHM_SM2_SM3 &&
         yqq_credential_get_algorithm (b) != YQQ_ALGORITHM_SM2_SM3;
}

/* usable: fingerprints, or NULL where nobody has said which can be used. */
static YqqCredential *
find_best (YqqActSigner *self, const char *credit_code, GHashTable *usable)
{
  GListModel *credentials = yqq_wallet_get_credentials (self->wallet);
  gint64 now_ms = g_get_real_time () / 1000;
  g_autoptr (YqqCredential) best = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (credentials); i++) {
    g_autoptr (YqqCredential) one = g_list_model_get_item (credentials, i);
    if (g_strcmp0 (yqq_credential_get_credit_code (one), credit_code) != 0 ||
        yqq_credential_get_not_after (one) <= now_ms ||
        (usable != NULL && !g_hash_table_contains (usable, yqq_credential_get_fingerprint (one))))
      continue;
    if (best == NULL || is_before (one, best))
      g_set_object (&best, one);
  }
  return g_steal_pointer (&best);
}

YqqCredential *
yqq_act_signer_find_credential (YqqActSigner *self, YqqEnterprise *enterprise)
{
  return find_best (self, yqq_enterprise_get_credit_code (enterprise), NULL);
}

/* The fingerprints of the person's certificates in that enterprise that can be used. */
static GHashTable *
list_usable (GPtrArray *grants, const char *enterprise_id, const char **credit_code)
{
  GHashTable *usable = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < grants->len; i++) {
    YqqGrant *grant = g_ptr_array_index (grants, i);
    YqqEnterprise *enterprise = yqq_grant_get_enterprise (grant);
    GPtrArray *certificates = yqq_grant_get_certificates (grant);
    if (strcmp (yqq_enterprise_get_id (enterprise), enterprise_id) != 0)
      continue;
    *credit_code = yqq_enterprise_get_credit_code (enterprise);
    for (guint c = 0; c < certificates->len; c++) {
      YqqCertificate *certificate = g_ptr_array_index (certificates, c);
      if (yqq_grant_get_state (grant) == YQQ_GRANT_STATE_ACTIVE &&
          yqq_certificate_get_state (certificate) == YQQ_ISSUED_STATE_ACTIVE)
        g_hash_table_add (usable, (gpointer)yqq_certificate_get_fingerprint (certificate));
    }
  }
  return usable;
}

/* The vault */

void
yqq_act_signer_forget (YqqActSigner *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->vault != NULL)
    yqq_unlocked_vault_wipe (self->vault);
  g_clear_pointer (&self->vault, yqq_unlocked_vault_unref);
}

static gboolean
on_time_is_over (gpointer user_data)
{
  YqqActSigner *self = user_data;
  self->timer = 0;
  yqq_act_signer_forget (self);
  return G_SOURCE_REMOVE;
}

static void
keep_vault (YqqActSigner *self, YqqUnlockedVault *vault)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  /* Not wiped: another act may be signing with it, and the last one to let go of it wipes it. */
  g_clear_pointer (&self->vault, yqq_unlocked_vault_unref);
  self->vault = yqq_unlocked_vault_ref (vault);
  self->timer = g_timeout_add (YQQ_ACT_PIN_KEPT_MS, on_time_is_over, self);
}

gboolean
yqq_act_signer_needs_pin (YqqActSigner *self, YqqActKind kind)
{
  return yqq_act_kind_needs_pin (kind) || self->vault == NULL ||
         yqq_unlocked_vault_is_wiped (self->vault);
}

/* Performing */

static void
drop_last (YqqActSigner *self)
{
  g_clear_pointer (&self->last_digest, g_bytes_unref);
  g_clear_pointer (&self->last_jws, yqq_secret_bytes_unref);
}

/* Takes jws over and wipes it. */
static void
keep_last (YqqActSigner *self, const Performing *performing, char *jws)
{
  gsize length = strlen (jws);
  drop_last (self);
  self->last_digest = g_bytes_ref (performing->digest);
  self->last_jws = yqq_secret_bytes_new_copy (jws, length + 1);
  yqq_wipe (jws, length);
  g_free (jws);
}

/* The bytes that were signed for this very act before. */
static YqqSecretBytes *
find_signed (YqqActSigner *self, const Performing *performing)
{
  return self->last_digest != NULL && g_bytes_equal (self->last_digest, performing->digest)
             ? self->last_jws
             : NULL;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqActSigner *self = g_task_get_source_object (task);
  GError *error = NULL;
  YqqActResult *answer = yqq_send_act_finish (result, &error);
  if (answer != NULL) {
    g_task_return_pointer (task, answer, (GDestroyNotify)yqq_act_result_free);
    return;
  }
  /* The authority remembers no PIN: it was started anew. */
  if (g_error_matches (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_PIN_REQUIRED))
    yqq_act_signer_forget (self);
  g_task_return_error (task, error);
}

static void
send (GTask *task, YqqSecretBytes *jws)
{
  YqqActSigner *self = g_task_get_source_object (task);
  Performing *performing = g_task_get_task_data (task);
  yqq_send_act_async (self->connection, performing->enterprise_id, jws,
                      g_task_get_cancellable (task), on_sent, g_object_ref (task));
}

static void
sign (GTask *work, gpointer source, gpointer data, GCancellable *cancellable)
{
  YqqActSigner *self = source;
  Performing *performing = data;
  GError *error = NULL;
  g_autoptr (YqqKey) key =
      yqq_wallet_open_key (self->wallet, performing->vault, performing->fingerprint, &error);
  char *jws = key != NULL ? yqq_jws_sign (key, YQQ_JWS_ACT, performing->fingerprint,
                                          performing->payload, &error)
                          : NULL;
  if (jws != NULL)
    g_task_return_pointer (work, jws, g_free);
  else
    g_task_return_error (work, error);
}

static void
on_signed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqActSigner *self = YQQ_ACT_SIGNER (source);
  Performing *performing = g_task_get_task_data (task);
  GError *error = NULL;
  char *jws = g_task_propagate_pointer (G_TASK (result), &error);
  if (jws == NULL) {
    g_task_return_error (task, error);
    return;
  }
  keep_last (self, performing, jws);
  send (task, self->last_jws);
}

static void
sign_and_send (GTask *task)
{
  YqqActSigner *self = g_task_get_source_object (task);
  Performing *performing = g_task_get_task_data (task);
  YqqSecretBytes *before = find_signed (self, performing);
  if (before != NULL) {
    send (task, before);
    return;
  }
  g_autoptr (GTask) work = g_task_new (self, NULL, on_signed, g_object_ref (task));
  g_task_set_task_data (work, performing, NULL);
  g_task_run_in_thread (work, sign);
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqActSigner *self = g_task_get_source_object (task);
  Performing *performing = g_task_get_task_data (task);
  GError *error = NULL;
  performing->vault = yqq_wallet_unlock_finish (self->wallet, result, &error);
  if (performing->vault == NULL) {
    g_task_return_error (task, error);
    return;
  }
  keep_vault (self, performing->vault);
  sign_and_send (task);
}

static void
unlock (GTask *task)
{
  YqqActSigner *self = g_task_get_source_object (task);
  Performing *performing = g_task_get_task_data (task);
  if (performing->pin != NULL) {
    g_autofree char *subject = yqq_pin_act_subject (performing->digest);
    yqq_wallet_unlock_async (self->wallet, self->gate, "act", subject, performing->pin,
                             g_task_get_cancellable (task), on_unlocked, g_object_ref (task));
    return;
  }
  if (find_signed (self, performing) == NULL && yqq_act_signer_needs_pin (self, performing->kind)) {
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_VAULT_CLOSED,
                             "the PIN is needed for this act");
    return;
  }
  if (self->vault != NULL)
    performing->vault = yqq_unlocked_vault_ref (self->vault);
  sign_and_send (task);
}

static void
on_grants (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqActSigner *self = g_task_get_source_object (task);
  Performing *performing = g_task_get_task_data (task);
  const char *credit_code = NULL;
  GError *error = NULL;
  g_autoptr (GPtrArray) grants = yqq_fetch_grants_finish (result, &error);
  if (grants == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_autoptr (GHashTable) usable = list_usable (grants, performing->enterprise_id, &credit_code);
  g_autoptr (YqqCredential) credential =
      credit_code != NULL ? find_best (self, credit_code, usable) : NULL;
  if (credential == NULL) {
    g_task_return_new_error (task, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_KEY_UNKNOWN,
                             "no certificate of this enterprise can be used here");
    return;
  }
  performing->fingerprint = g_strdup (yqq_credential_get_fingerprint (credential));
  unlock (task);
}

void
yqq_act_signer_perform_async (YqqActSigner *self,
                              YqqEnterpriseAct *act,
                              YqqSecretBytes *pin,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Performing *performing = g_new0 (Performing, 1);
  if (act->id == NULL || act->id[0] == '\0') {
    g_free (act->id);
    act->id = yqq_random_id ();
  }
  if (act->at_ms == 0)
    act->at_ms = g_get_real_time () / 1000;
  performing->kind = act->kind;
  performing->enterprise_id = g_strdup (act->enterprise);
  performing->payload = yqq_enterprise_act_to_bytes (act);
  performing->digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, performing->payload);
  performing->pin = pin != NULL ? yqq_secret_bytes_ref (pin) : NULL;
  g_task_set_task_data (task, performing, (GDestroyNotify)performing_free);
  /* What was sent may have been done: only an answer says so. */
  g_task_set_check_cancellable (task, FALSE);
  if (find_signed (self, performing) != NULL)
    unlock (task);
  else
    yqq_fetch_grants_async (self->connection, cancellable, on_grants, g_object_ref (task));
}

YqqActResult *
yqq_act_signer_perform_finish (YqqActSigner *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_pin_entered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  YqqActSigner *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (YqqUnlockedVault) vault = yqq_wallet_unlock_finish (self->wallet, result, &error);
  if (vault == NULL) {
    g_task_return_error (task, error);
    return;
  }
  keep_vault (self, vault);
  g_task_return_boolean (task, TRUE);
}

void
yqq_act_signer_enter_pin_async (YqqActSigner *self,
                                YqqSecretBytes *pin,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *subject = yqq_random_id (); /* of no act */
  yqq_wallet_unlock_async (self->wallet, self->gate, "act", subject, pin, cancellable,
                           on_pin_entered, task);
}

gboolean
yqq_act_signer_enter_pin_finish (YqqActSigner *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
yqq_act_signer_finalize (GObject *object)
{
  YqqActSigner *self = YQQ_ACT_SIGNER (object);
  yqq_act_signer_forget (self);
  g_object_unref (self->connection);
  g_object_unref (self->wallet);
  g_object_unref (self->gate);
  drop_last (self);
  G_OBJECT_CLASS (yqq_act_signer_parent_class)->finalize (object);
}

static void
yqq_act_signer_class_init (YqqActSignerClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_act_signer_finalize;
}

static void
yqq_act_signer_init (YqqActSigner *self)
{
}

YqqActSigner *
yqq_act_signer_new (YqqAuthorityConnection *connection, YqqWallet *wallet, YqqPinGate *gate)
{
  YqqActSigner *self = g_object_new (YQQ_TYPE_ACT_SIGNER, NULL);
  self->connection = g_object_ref (connection);
  self->wallet = g_object_ref (wallet);
  self->gate = g_object_ref (gate);
  return self;
}
