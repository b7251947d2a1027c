/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at a document that the relying party has supplied. */
#include "base/encoding.h"
#include "crypto/digest.h"
#include "link/session-link-private.h"

/* The digests that this document has to have: those of the session request and those that are asked
 * to be signed. Hexadecimal, by digest algorithm; several if the PC asked for several. */
typedef struct {
  GPtrArray *sm3;
  GPtrArray *sha256;
  char *document_id;
  guint64 size; /* as it was told */
  GBytes *content;
} Inspection;

static void
inspection_free (Inspection *self)
{
  g_ptr_array_unref (self->sm3);
  g_ptr_array_unref (self->sha256);
  g_free (self->document_id);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self);
}

static void
expect (Inspection *self, YqqAlgorithm algorithm, const char *digest)
{
  if (digest != NULL)
    g_ptr_array_add (algorithm == YQQ_ALGORITHM_SM2_SM3 ? self->sm3 : self->sha256,
                     g_strdup (digest));
}

static Inspection *
inspection_new (YqqSessionLink *link, const char *document_id)
{
  Inspection *self = g_new0 (Inspection, 1);
  self->sm3 = g_ptr_array_new_with_free_func (g_free);
  self->sha256 = g_ptr_array_new_with_free_func (g_free);
  self->document_id = g_strdup (document_id);
  GListModel *documents = G_LIST_MODEL (link->documents);
  for (guint i = 0; i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (YqqSessionDocument) document = g_list_model_get_item (documents, i);
    if (!g_str_equal (yqq_session_document_get_id (document), document_id))
      continue;
    self->size = MAX (self->size, yqq_session_document_get_size (document));
    for (guint a = 0; a < YQQ_ALGORITHM_COUNT; a++)
      expect (self, a, yqq_session_document_get_digest (document, a));
  }
  GListModel *records = G_LIST_MODEL (link->signatures);
  for (guint i = 0; i < g_list_model_get_n_items (records); i++) {
    g_autoptr (YqqSignatureRecord) record = g_list_model_get_item (records, i);
    if (!g_str_equal (yqq_signature_record_get_document_id (record), document_id))
      continue;
    self->size = MAX (self->size, yqq_signature_record_get_document_size (record));
    expect (self, yqq_signature_record_get_algorithm (record),
            yqq_signature_record_get_digest (record));
  }
  return self;
}

static gboolean
fits (Inspection *self, YqqDigestAlgorithm algorithm, GPtrArray *expected)
{
  if (expected->len == 0)
    return TRUE;
  g_autoptr (GBytes) digest = yqq_digest (algorithm, self->content);
  gsize size;
  gconstpointer data = g_bytes_get_data (digest, &size);
  g_autofree char *hex = yqq_hex_encode (data, size);
  for (guint i = 0; i < expected->len; i++)
    if (!g_str_equal (expected->pdata[i], hex))
      return FALSE;
  return TRUE;
}

static void
inspect_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Inspection *self = data;
  /* Without any digest to hold it against nothing is shown: it could be anything. */
  if (self->sm3->len + self->sha256->len > 0 && fits (self, YQQ_DIGEST_ALGORITHM_SM3, self->sm3) &&
      fits (self, YQQ_DIGEST_ALGORITHM_SHA256, self->sha256))
    g_task_return_pointer (task, g_bytes_ref (self->content), (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_new_error (task, YQQ_LINK_ERROR, YQQ_LINK_ERROR_DIGEST,
                             "the supplied document is not the one to be signed");
}

/* Whoever shows one document and has another signed gets no signature at all. */
static void
refuse_mismatched (YqqSessionLink *self, const char *document_id)
{
  GListModel *records = G_LIST_MODEL (self->signatures);
  g_hash_table_add (self->mismatched, g_strdup (document_id));
  g_object_freeze_notify (G_OBJECT (self));
  yqq_session_link_notify (self, YQQ_LINK_PROP_MISMATCHED);
  yqq_session_link_notify (self, YQQ_LINK_PROP_READY);
  g_object_thaw_notify (G_OBJECT (self));
  for (guint i = 0; i < g_list_model_get_n_items (records); i++) {
    g_autoptr (YqqSignatureRecord) record = g_list_model_get_item (records, i);
    if (g_str_equal (yqq_signature_record_get_document_id (record), document_id))
      yqq_session_link_refuse_request (self, yqq_signature_record_get_request_id (record),
                                       YQQ_REFUSAL_ERROR, YQQ_SIGNATURE_FAILED, "digest");
  }
}

gboolean
yqq_session_link_has_mismatch (YqqSessionLink *self, GPtrArray *documents)
{
  for (guint i = 0; i < documents->len; i++) {
    YqqDocumentReference *document = g_ptr_array_index (documents, i);
    if (g_hash_table_contains (self->mismatched, document->id))
      return TRUE;
  }
  return FALSE;
}

/* Refuses also where nobody waits for the answer any more. */
static void
on_inspected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Inspection *inspection = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *content = g_task_propagate_pointer (G_TASK (result), &error);
  if (g_error_matches (error, YQQ_LINK_ERROR, YQQ_LINK_ERROR_DIGEST))
    refuse_mismatched (YQQ_SESSION_LINK (source), inspection->document_id);
  if (content != NULL)
    g_task_return_pointer (task, content, (GDestroyNotify)g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
inspect (GTask *task)
{
  g_autoptr (GTask) inspecting =
      g_task_new (g_task_get_source_object (task), NULL, on_inspected, g_object_ref (task));
  g_task_set_task_data (inspecting, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (inspecting, inspect_in_thread);
}

static void
on_content (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Inspection *inspection = g_task_get_task_data (task);
  GError *error = NULL;
  inspection->content =
      yqq_authority_connection_get_bytes_finish (YQQ_AUTHORITY_CONNECTION (source), result, &error);
  if (inspection->content == NULL)
    g_task_return_error (task, error);
  else
    inspect (task);
}

void
yqq_session_link_fetch_document_async (YqqSessionLink *self,
                                       const char *document_id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Inspection *inspection = inspection_new (self, document_id);
  g_task_set_task_data (task, inspection, (GDestroyNotify)inspection_free);
  if (inspection->size > YQQ_DOCUMENT_BYTES) {
    g_task_return_new_error (task, YQQ_LINK_ERROR, YQQ_LINK_ERROR_TOO_LARGE,
                             "%" G_GUINT64_FORMAT " bytes are never supplied", inspection->size);
    return;
  }
  g_autofree char *path =
      g_strdup_printf ("/v1/sessions/%s/documents/%s", self->session_id, document_id);
  yqq_authority_connection_get_bytes_async (self->connection, path, YQQ_DOCUMENT_BYTES, cancellable,
                                            on_content, g_steal_pointer (&task));
}

GBytes *
yqq_session_link_fetch_document_finish (YqqSessionLink *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
