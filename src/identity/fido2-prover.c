/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/fido2-prover.h"

#include <fido.h>

#include "identity/fido2-channel.h"
#include "identity/fido2-evidence.h"
#include "identity/fido2-prover-private.h"

struct _YqqFido2Prover {
  GObject parent_instance;

  YqqFido2Bus *bus;
  int patience_ms;
  YqqFido2Conversation *conversation; /* while a job runs */
};

static void yqq_fido2_prover_iface_init (YqqIdentityProverInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqFido2Prover,
                               yqq_fido2_prover,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_PROVER,
                                                      yqq_fido2_prover_iface_init))

typedef struct {
  YqqFido2Conversation *conversation;
  YqqFido2Job *job;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *self = data;
  yqq_fido2_conversation_unref (self->conversation);
  g_bytes_unref (self->job->binding);
  g_clear_pointer (&self->job->user, g_bytes_unref);
  g_ptr_array_unref (self->job->credentials);
  g_free (self->job);
  g_free (self);
}

static void
on_told (gpointer target, const char *state, GVariant *detail)
{
  yqq_identity_prover_tell (target, state, detail);
}

static void
work_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  GError *error = NULL;
  JsonObject *made = errand->job->work (errand->conversation, errand->job, &error);
  if (made != NULL)
    g_task_return_pointer (task, made, (GDestroyNotify)json_object_unref);
  else
    g_task_return_error (task, error);
}

void
yqq_fido2_prover_run_async (YqqFido2Prover *self,
                            YqqFido2Job *job,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (self->conversation == NULL);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Errand *errand = g_new0 (Errand, 1);
  errand->job = job;
  errand->conversation = yqq_fido2_conversation_new (self->bus, cancellable, self->patience_ms,
                                                     on_told, G_OBJECT (self));
  self->conversation = yqq_fido2_conversation_ref (errand->conversation);
  g_task_set_source_tag (task, yqq_fido2_prover_run_async);
  g_task_set_task_data (task, errand, errand_free);
  g_task_run_in_thread (task, work_in_thread);
}

JsonObject *
yqq_fido2_prover_run_finish (YqqFido2Prover *self, GAsyncResult *result, GError **error)
{
  g_clear_pointer (&self->conversation, yqq_fido2_conversation_unref);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
allow (fido_assert_t *assertion, GPtrArray *credentials)
{
  for (guint i = 0; i < credentials->len; i++) {
    gsize size;
    const guint8 *data = g_bytes_get_data (g_ptr_array_index (credentials, i), &size);
    fido_assert_allow_cred (assertion, data, size);
  }
}

static fido_assert_t *
new_request (const YqqFido2Job *job)
{
  fido_assert_t *assertion = fido_assert_new ();
  fido_assert_set_rp (assertion, YQQ_FIDO2_RELYING_PARTY);
  fido_assert_set_clientdata_hash (assertion, g_bytes_get_data (job->binding, NULL),
                                   g_bytes_get_size (job->binding));
  allow (assertion, job->credentials);
  return assertion;
}

/* Whether the key has one of the credentials, without a touch (CTAP 6.2.2, "up" false). What it
 * signs says that nobody was there, and is dropped. */
static int
ask_silently (struct fido_dev *device, const char *pin, gpointer user_data)
{
  fido_assert_t *assertion = new_request (user_data);
  fido_assert_set_up (assertion, FIDO_OPT_FALSE);
  int status = fido_dev_get_assert (device, assertion, pin);
  fido_assert_free (&assertion);
  return status;
}

static int
ask_for_assertion (struct fido_dev *device, const char *pin, gpointer user_data)
{
  return fido_dev_get_assert (device, user_data, pin);
}

/* libfido2 1.12 hands authenticator data out as a CBOR byte string only (RFC 8949 3). */
static GBytes *
unwrap_byte_string (const guint8 *data, gsize size)
{
  gsize head = size > 0 && data[0] == 0x58 ? 2 : size > 0 && data[0] == 0x59 ? 3 : 1;
  return size < head ? g_bytes_new (NULL, 0) : g_bytes_new (data + head, size - head);
}

/* With one credential allowed, a key need not name it (CTAP 6.2.2). */
static JsonObject *
write_evidence (fido_assert_t *assertion, const YqqFido2Job *job)
{
  g_autoptr (YqqFido2Assertion) evidence = g_new0 (YqqFido2Assertion, 1);
  gsize named = fido_assert_id_len (assertion, 0);
  evidence->credential = named > 0 ? g_bytes_new (fido_assert_id_ptr (assertion, 0), named)
                                   : g_bytes_ref (g_ptr_array_index (job->credentials, 0));
  evidence->authenticator_data = unwrap_byte_string (fido_assert_authdata_ptr (assertion, 0),
                                                     fido_assert_authdata_len (assertion, 0));
  evidence->signature =
      g_bytes_new (fido_assert_sig_ptr (assertion, 0), fido_assert_sig_len (assertion, 0));
  return yqq_fido2_assertion_write (evidence);
}

static JsonObject *
prove (YqqFido2Conversation *conversation, const YqqFido2Job *job, GError **error)
{
  struct fido_dev *device =
      yqq_fido2_conversation_find_key (conversation, ask_silently, (gpointer)job, error);
  if (device == NULL)
    return NULL;
  fido_assert_t *assertion = new_request (job);
  JsonObject *evidence = NULL;
  if (yqq_fido2_conversation_ask (conversation, device, ask_for_assertion, assertion, error))
    evidence = write_evidence (assertion, job);
  fido_assert_free (&assertion);
  yqq_fido2_channel_close (device);
  return evidence;
}

static const char *
yqq_fido2_prover_get_method (YqqIdentityProver *prover)
{
  return YQQ_FIDO2_METHOD;
}

/* The relying party is ours and not the authority's to choose: nobody signs in another's name. */
static YqqFido2Offer *
read_offer (const YqqIdentityTask *task, GError **error)
{
  g_autoptr (YqqFido2Offer) offer =
      task->offer != NULL ? yqq_fido2_offer_read (task->offer, NULL) : NULL;
  if (offer == NULL || !g_str_equal (offer->rp_id, YQQ_FIDO2_RELYING_PARTY)) {
    g_set_error_literal (error, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_UNSUPPORTED,
                         "the authority offers security keys in a form not known here");
    return NULL;
  }
  if (offer->credentials->len == 0) {
    g_set_error_literal (error, YQQ_FIDO2_ERROR, YQQ_FIDO2_ERROR_OTHER_KEY,
                         "no security key is registered");
    return NULL;
  }
  return g_steal_pointer (&offer);
}

static void
yqq_fido2_prover_prove_async (YqqIdentityProver *prover,
                              const YqqIdentityTask *task,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (YqqFido2Offer) offer = read_offer (task, &error);
  if (offer == NULL) {
    g_task_report_error (prover, callback, user_data, yqq_fido2_prover_run_async, error);
    return;
  }
  YqqFido2Job *job = g_new0 (YqqFido2Job, 1);
  job->work = prove;
  job->binding = yqq_identity_task_dup_binding (task);
  job->credentials = g_ptr_array_ref (offer->credentials);
  yqq_fido2_prover_run_async (YQQ_FIDO2_PROVER (prover), job, cancellable, callback, user_data);
}

static JsonObject *
yqq_fido2_prover_prove_finish (YqqIdentityProver *prover, GAsyncResult *result, GError **error)
{
  return yqq_fido2_prover_run_finish (YQQ_FIDO2_PROVER (prover), result, error);
}

static void
yqq_fido2_prover_iface_init (YqqIdentityProverInterface *interface)
{
  interface->get_method = yqq_fido2_prover_get_method;
  interface->prove_async = yqq_fido2_prover_prove_async;
  interface->prove_finish = yqq_fido2_prover_prove_finish;
}

static void
yqq_fido2_prover_finalize (GObject *object)
{
  YqqFido2Prover *self = YQQ_FIDO2_PROVER (object);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->conversation, yqq_fido2_conversation_unref);
  G_OBJECT_CLASS (yqq_fido2_prover_parent_class)->finalize (object);
}

static void
yqq_fido2_prover_class_init (YqqFido2ProverClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_fido2_prover_finalize;
}

static void
yqq_fido2_prover_init (YqqFido2Prover *self)
{
  self->patience_ms = YQQ_FIDO2_PATIENCE_MS;
}

YqqFido2Prover *
yqq_fido2_prover_new (YqqFido2Bus *bus)
{
  YqqFido2Prover *self = g_object_new (YQQ_TYPE_FIDO2_PROVER, NULL);
  self->bus = g_object_ref (bus);
  return self;
}

void
yqq_fido2_prover_set_patience (YqqFido2Prover *self, int patience_ms)
{
  self->patience_ms = patience_ms;
}

void
yqq_fido2_prover_answer_pin (YqqFido2Prover *self, YqqSecretBytes *pin)
{
  if (self->conversation != NULL)
    yqq_fido2_conversation_answer_pin (self->conversation, pin);
}
