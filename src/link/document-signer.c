/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/document-signer.h"

#include "crypto/cms.h"

/* A second one halves the time of many; more would take the machine away from its person. */
#define MAX_WORKERS 2

/* As many results are told at once, or all there are to be: fewer frames, fewer turns of the loop.
 */
#define TOLD_TOGETHER 8

typedef struct _Shared Shared;

typedef struct {
  YqqSignedDocument result;
  Shared *shared;            /* owned from being asked for to being done */
  YqqCredential *credential; /* NULL: the device does not have it */
  GBytes *digest;
  gboolean done;
} Job;

/* Shared with the workers, who may outlive the signer by one signature. */
struct _Shared {
  gatomicrefcount references;
  YqqWallet *wallet;
  YqqUnlockedVault *vault;
  GMainContext *context;
  GSourceOnceFunc ready; /* NULL once nobody listens; used in context only */
  gpointer user_data;

  GMutex mutex;
  GQueue jobs;   /* Job, in the order they came */
  guint undone;  /* how many of them */
  guint untold;  /* done since ready was last called */
  gboolean told; /* ready will be called */

  GMutex preparing;          /* so that one worker opens a key, and the other waits for it */
  GHashTable *signers;       /* fingerprint → YqqCmsSigner */
  GHashTable *without_chain; /* the same for values, which carry none */
};

struct _YqqDocumentSigner {
  Shared *shared;
  GThreadPool *workers;
};

static void
job_free (Job *self) /* not its reference of shared */
{
  g_clear_object (&self->result.subject);
  g_clear_pointer (&self->result.signature, g_bytes_unref);
  g_clear_error (&self->result.error);
  g_clear_object (&self->credential);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_free (self);
}

static void
shared_unref (gpointer data)
{
  Shared *self = data;
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_queue_clear_full (&self->jobs, (GDestroyNotify)job_free);
  g_hash_table_unref (self->signers);
  g_hash_table_unref (self->without_chain);
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->preparing);
  g_main_context_unref (self->context);
  yqq_unlocked_vault_unref (self->vault);
  g_object_unref (self->wallet);
  g_free (self);
}

static Shared *
shared_ref (Shared *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static YqqCmsSigner *
make_signer (YqqCredential *credential, gboolean by_value, GError **error)
{
  if (by_value)
    return yqq_cms_signer_new (yqq_credential_get_certificate (credential), NULL, error);
  g_autoptr (GPtrArray) chain =
      yqq_x509_list_new_intermediates (yqq_credential_get_chain (credential), error);
  return chain != NULL
             ? yqq_cms_signer_new (yqq_credential_get_certificate (credential), chain, error)
             : NULL;
}

/* Borrowed; preparing is held. */
static YqqCmsSigner *
get_signer (Shared *self, Job *job, GError **error)
{
  const char *fingerprint = yqq_credential_get_fingerprint (job->credential);
  GHashTable *known = job->result.by_value ? self->without_chain : self->signers;
  YqqCmsSigner *signer = g_hash_table_lookup (known, fingerprint);
  if (signer != NULL)
    return signer;
  signer = make_signer (job->credential, job->result.by_value, error);
  if (signer != NULL)
    g_hash_table_insert (known, g_strdup (fingerprint), signer);
  return signer;
}

static gboolean
prepare (Shared *self, Job *job, YqqCmsSigner **signer, YqqKey **key, GError **error)
{
  if (job->credential == NULL) {
    g_set_error (error, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_KEY_UNKNOWN,
                 "no such certificate on this device");
    return FALSE;
  }
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->preparing);
  YqqCmsSigner *known = get_signer (self, job, error);
  *key = known != NULL
             ? yqq_wallet_open_key (self->wallet, self->vault,
                                    yqq_credential_get_fingerprint (job->credential), error)
             : NULL;
  *signer = *key != NULL ? yqq_cms_signer_ref (known) : NULL;
  return *signer != NULL;
}

static GBytes *
sign (Shared *self, Job *job, GError **error)
{
  g_autoptr (YqqCmsSigner) signer = NULL;
  g_autoptr (YqqKey) key = NULL;
  if (!prepare (self, job, &signer, &key, error))
    return NULL;
  gint64 time_ms = job->result.signing_time_ms;
  return job->result.by_value ? yqq_cms_signer_sign_value (signer, key, job->digest, time_ms, error)
                              : yqq_cms_signer_sign (signer, key, job->digest, time_ms, error);
}

static gboolean
on_told (gpointer data)
{
  Shared *self = data;
  g_mutex_lock (&self->mutex);
  self->told = FALSE;
  self->untold = 0;
  g_mutex_unlock (&self->mutex);
  if (self->ready != NULL)
    self->ready (self->user_data);
  return G_SOURCE_REMOVE;
}

static void
tell (Shared *self)
{
  GSource *source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_told, shared_ref (self), shared_unref);
  g_source_attach (source, self->context);
  g_source_unref (source);
}

static void
work (gpointer data, gpointer user_data)
{
  Job *job = data;
  Shared *self = job->shared;
  GError *error = NULL;
  GBytes *signature = sign (self, job, &error);
  g_mutex_lock (&self->mutex);
  job->result.signature = signature;
  job->result.error = error;
  job->done = TRUE;
  self->undone--;
  self->untold++;
  gboolean tells = !self->told && (self->undone == 0 || self->untold >= TOLD_TOGETHER);
  self->told = self->told || tells;
  g_mutex_unlock (&self->mutex);
  if (tells)
    tell (self);
  shared_unref (self);
}

static void
drop (gpointer data)
{
  shared_unref (((Job *)data)->shared);
}

YqqDocumentSigner *
yqq_document_signer_new (YqqWallet *wallet,
                         YqqUnlockedVault *vault,
                         GSourceOnceFunc ready,
                         gpointer user_data)
{
  YqqDocumentSigner *self = g_new0 (YqqDocumentSigner, 1);
  Shared *shared = self->shared = g_new0 (Shared, 1);
  g_atomic_ref_count_init (&shared->references);
  shared->wallet = g_object_ref (wallet);
  shared->vault = yqq_unlocked_vault_ref (vault);
  shared->context = g_main_context_ref_thread_default ();
  shared->ready = ready;
  shared->user_data = user_data;
  g_mutex_init (&shared->mutex);
  g_mutex_init (&shared->preparing);
  g_queue_init (&shared->jobs);
  shared->signers =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)yqq_cms_signer_unref);
  shared->without_chain =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)yqq_cms_signer_unref);
  self->workers = g_thread_pool_new_full (work, NULL, drop, MAX_WORKERS, FALSE, NULL);
  return self;
}

void
yqq_document_signer_free (YqqDocumentSigner *self)
{
  self->shared->ready = NULL;
  /* A worker who ends last must not be the one to let go of what belongs to this thread. */
  g_mutex_lock (&self->shared->mutex);
  for (GList *link = self->shared->jobs.head; link != NULL; link = link->next)
    g_clear_object (&((Job *)link->data)->result.subject);
  g_mutex_unlock (&self->shared->mutex);
  g_thread_pool_free (self->workers, TRUE, FALSE);
  shared_unref (self->shared);
  g_free (self);
}

void
yqq_document_signer_add (YqqDocumentSigner *self,
                         GObject *subject,
                         const char *fingerprint,
                         GBytes *digest,
                         gint64 signing_time_ms,
                         gboolean by_value)
{
  Shared *shared = self->shared;
  YqqCredential *credential = yqq_wallet_find_credential (shared->wallet, fingerprint);
  Job *job = g_new0 (Job, 1);
  job->shared = shared_ref (shared);
  job->result.subject = g_object_ref (subject);
  job->result.by_value = by_value;
  job->result.signing_time_ms = signing_time_ms;
  job->credential = credential != NULL ? g_object_ref (credential) : NULL;
  job->digest = g_bytes_ref (digest);
  g_mutex_lock (&shared->mutex);
  g_queue_push_tail (&shared->jobs, job);
  shared->undone++;
  g_mutex_unlock (&shared->mutex);
  g_thread_pool_push (self->workers, job, NULL);
}

guint
yqq_document_signer_get_n_pending (YqqDocumentSigner *self)
{
  g_mutex_lock (&self->shared->mutex);
  guint pending = self->shared->jobs.length;
  g_mutex_unlock (&self->shared->mutex);
  return pending;
}

YqqSignedDocument *
yqq_document_signer_take (YqqDocumentSigner *self)
{
  YqqSignedDocument *result = NULL;
  g_mutex_lock (&self->shared->mutex);
  Job *job = g_queue_peek_head (&self->shared->jobs);
  if (job != NULL && job->done) {
    result = g_memdup2 (&job->result, sizeof job->result);
    job->result = (YqqSignedDocument){NULL};
    job_free (g_queue_pop_head (&self->shared->jobs));
  }
  g_mutex_unlock (&self->shared->mutex);
  return result;
}

void
yqq_signed_document_free (YqqSignedDocument *self)
{
  g_object_unref (self->subject);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_clear_error (&self->error);
  g_free (self);
}
