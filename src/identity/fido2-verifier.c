/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/fido2-verifier.h"

#include "crypto/random.h"
#include "identity/fido2-check.h"
#include "identity/fido2-prover.h"

struct _YqqFido2Verifier {
  GObject parent_instance;

  YqqAuthenticatorStore *store;
  YqqClock *clock;
};

static void yqq_fido2_verifier_iface_init (YqqIdentityVerifierInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqFido2Verifier,
                               yqq_fido2_verifier,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_VERIFIER,
                                                      yqq_fido2_verifier_iface_init))

static void
refuse (GError **error, const char *why)
{
  yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_INVALID, -1, why);
}

static const YqqAuthenticator *
find (GPtrArray *authenticators, GBytes *credential)
{
  for (guint i = 0; i < authenticators->len; i++) {
    const YqqAuthenticator *authenticator = g_ptr_array_index (authenticators, i);
    if (g_bytes_equal (authenticator->credential, credential))
      return authenticator;
  }
  return NULL;
}

/* A counter that stands still or goes back is a copy of the key at work (WebAuthn 6.1.1). */
static gboolean
check_counter (const YqqAuthenticator *authenticator, guint32 counter, GError **error)
{
  if (counter > authenticator->counter || (counter == 0 && authenticator->counter == 0))
    return TRUE;
  refuse (error, "the security key's counter did not go up: it may have been copied");
  return FALSE;
}

static const char *
yqq_fido2_verifier_get_method (YqqIdentityVerifier *verifier)
{
  return YQQ_FIDO2_METHOD;
}

static YqqIdentityResult *
yqq_fido2_verifier_verify (YqqIdentityVerifier *verifier,
                           const YqqIdentityTask *task,
                           JsonObject *evidence,
                           GError **error)
{
  YqqFido2Verifier *self = YQQ_FIDO2_VERIFIER (verifier);
  gint64 now_ms = yqq_clock_get_unix_ms (self->clock);
  guint32 counter;
  g_autoptr (YqqFido2Assertion) assertion = yqq_fido2_assertion_read (evidence, NULL);
  if (assertion == NULL) {
    refuse (error, "this is no assertion of a security key");
    return NULL;
  }
  g_autoptr (GPtrArray) keys = yqq_authenticator_store_list (self->store, task->person_id, error);
  if (keys == NULL)
    return NULL;
  const YqqAuthenticator *key = find (keys, assertion->credential);
  if (key == NULL) {
    refuse (error, "this security key is not registered for the person");
    return NULL;
  }
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (task);
  if (!yqq_fido2_check_assertion (assertion, YQQ_FIDO2_RELYING_PARTY, binding, key->public_key,
                                  &counter, error) ||
      !check_counter (key, counter, error) ||
      !yqq_authenticator_store_record_use (self->store, task->person_id, key->id, counter, now_ms,
                                           error))
    return NULL;
  return yqq_identity_result_new (YQQ_FIDO2_METHOD, task->person_id, task->purpose, NULL, now_ms);
}

/* Whether one more key may be kept beside the person's others. */
static gboolean
check_room (YqqFido2Verifier *self, const char *person_id, GBytes *credential, GError **error)
{
  g_autoptr (GPtrArray) keys = yqq_authenticator_store_list (self->store, person_id, error);
  if (keys == NULL)
    return FALSE;
  if (find (keys, credential) != NULL) {
    refuse (error, "this security key is registered already");
    return FALSE;
  }
  if (keys->len >= YQQ_FIDO2_MAX_KEYS) {
    refuse (error, "no more security keys can be registered for the person");
    return FALSE;
  }
  return TRUE;
}

YqqAuthenticator *
yqq_fido2_verifier_check_registration (YqqFido2Verifier *self,
                                       const YqqIdentityTask *task,
                                       const YqqFido2Registration *registration,
                                       const char *label,
                                       GError **error)
{
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (task);
  g_autoptr (YqqAuthenticator) key =
      yqq_fido2_check_registration (registration, YQQ_FIDO2_RELYING_PARTY, binding, error);
  if (key == NULL || !check_room (self, task->person_id, key->credential, error))
    return NULL;
  key->id = yqq_random_id ();
  key->label = g_strdup (label);
  key->added_at_ms = yqq_clock_get_unix_ms (self->clock);
  return g_steal_pointer (&key);
}

static void
yqq_fido2_verifier_iface_init (YqqIdentityVerifierInterface *interface)
{
  interface->get_method = yqq_fido2_verifier_get_method;
  interface->verify = yqq_fido2_verifier_verify;
}

static void
yqq_fido2_verifier_finalize (GObject *object)
{
  YqqFido2Verifier *self = YQQ_FIDO2_VERIFIER (object);
  g_clear_object (&self->store);
  g_clear_pointer (&self->clock, yqq_clock_unref);
  G_OBJECT_CLASS (yqq_fido2_verifier_parent_class)->finalize (object);
}

static void
yqq_fido2_verifier_class_init (YqqFido2VerifierClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_fido2_verifier_finalize;
}

static void
yqq_fido2_verifier_init (YqqFido2Verifier *self)
{
}

YqqFido2Verifier *
yqq_fido2_verifier_new (YqqAuthenticatorStore *store, YqqClock *clock)
{
  YqqFido2Verifier *self = g_object_new (YQQ_TYPE_FIDO2_VERIFIER, NULL);
  self->store = g_object_ref (store);
  self->clock = yqq_clock_ref (clock);
  return self;
}
