/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/fido2-registration.h"

#include <fido.h>
#include <string.h>

#include "crypto/digest.h"
#include "identity/fido2-channel.h"
#include "identity/fido2-evidence.h"
#include "identity/fido2-prover-private.h"

/* What keys with a screen show. */
#define RELYING_PARTY_NAME "Yueqiqian"

static fido_cred_t *
new_request (const YqqFido2Job *job)
{
  fido_cred_t *credential = fido_cred_new ();
  fido_cred_set_type (credential, COSE_ES256);
  fido_cred_set_rp (credential, YQQ_FIDO2_RELYING_PARTY, RELYING_PARTY_NAME);
  fido_cred_set_clientdata_hash (credential, g_bytes_get_data (job->binding, NULL),
                                 g_bytes_get_size (job->binding));
  fido_cred_set_user (credential, g_bytes_get_data (job->user, NULL), g_bytes_get_size (job->user),
                      RELYING_PARTY_NAME, NULL, NULL);
  for (guint i = 0; i < job->credentials->len; i++) {
    gsize size;
    const guint8 *data = g_bytes_get_data (g_ptr_array_index (job->credentials, i), &size);
    fido_cred_exclude (credential, data, size);
  }
  return credential;
}

static int
ask_for_credential (struct fido_dev *device, const char *pin, gpointer user_data)
{
  return fido_dev_make_cred (device, user_data, pin);
}

static JsonObject *
write_registration (fido_cred_t *credential)
{
  g_autoptr (YqqFido2Registration) registration = g_new0 (YqqFido2Registration, 1);
  registration->format = g_strdup (fido_cred_fmt (credential));
  registration->authenticator_data = g_bytes_new (fido_cred_authdata_raw_ptr (credential),
                                                  fido_cred_authdata_raw_len (credential));
  registration->signature =
      g_bytes_new (fido_cred_sig_ptr (credential), fido_cred_sig_len (credential));
  gsize certificate = fido_cred_x5c_len (credential);
  if (certificate > 0)
    registration->certificate = g_bytes_new (fido_cred_x5c_ptr (credential), certificate);
  return yqq_fido2_registration_write (registration);
}

static JsonObject *
make (YqqFido2Conversation *conversation, const YqqFido2Job *job, GError **error)
{
  struct fido_dev *device = yqq_fido2_conversation_find_key (conversation, NULL, NULL, error);
  if (device == NULL)
    return NULL;
  fido_cred_t *credential = new_request (job);
  JsonObject *registration = NULL;
  if (yqq_fido2_conversation_ask (conversation, device, ask_for_credential, credential, error))
    registration = write_registration (credential);
  fido_cred_free (&credential);
  yqq_fido2_channel_close (device);
  return registration;
}

static GBytes *
digest_person (const char *person_id)
{
  g_autoptr (GBytes) id = g_bytes_new (person_id, strlen (person_id));
  return yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, id);
}

void
yqq_fido2_registration_make_async (YqqFido2Prover *prover,
                                   const YqqIdentityTask *task,
                                   GPtrArray *known,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  YqqFido2Job *job = g_new0 (YqqFido2Job, 1);
  job->work = make;
  job->binding = yqq_identity_task_dup_binding (task);
  job->user = digest_person (task->person_id != NULL ? task->person_id : "");
  job->credentials = known != NULL ? g_ptr_array_ref (known) : g_ptr_array_new ();
  yqq_fido2_prover_run_async (prover, job, cancellable, callback, user_data);
}

JsonObject *
yqq_fido2_registration_make_finish (YqqFido2Prover *prover, GAsyncResult *result, GError **error)
{
  return yqq_fido2_prover_run_finish (prover, result, error);
}
