/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/relay/sign-request.h"

static gpointer
copy_document (gconstpointer document, gpointer data)
{
  return yqq_document_reference_copy (document);
}

GPtrArray *
yqq_document_list_copy (GPtrArray *documents)
{
  GPtrArray *copy = g_ptr_array_copy (documents, copy_document, NULL);
  g_ptr_array_set_free_func (copy, (GDestroyNotify)yqq_document_reference_free);
  return copy;
}

YqqSignRequest *
yqq_sign_request_new (const YqqRelyingPartyFrame *frame,
                      GPtrArray *documents,
                      YqqCmsSigner *signer,
                      gint64 asked_at_ms)
{
  YqqSignRequest *self = g_new0 (YqqSignRequest, 1);
  self->id = g_strdup (frame->request_id);
  self->certificate = g_strdup (frame->certificate);
  self->algorithm = frame->algorithm;
  self->signer = signer != NULL ? yqq_cms_signer_ref (signer) : NULL;
  self->documents = yqq_document_list_copy (documents);
  self->signatures = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_session_signature_free);
  self->delivered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->asked_at_ms = asked_at_ms;
  self->state = YQQ_REQUEST_STATE_WAITING;
  return self;
}

void
yqq_sign_request_free (YqqSignRequest *self)
{
  g_free (self->id);
  g_free (self->certificate);
  g_clear_pointer (&self->signer, yqq_cms_signer_unref);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->signatures);
  g_hash_table_unref (self->delivered);
  g_free (self);
}

gboolean
yqq_sign_request_equals (const YqqSignRequest *self,
                         const YqqRelyingPartyFrame *frame,
                         GPtrArray *documents)
{
  if (g_strcmp0 (self->certificate, frame->certificate) != 0 ||
      self->algorithm != frame->algorithm || self->documents->len != documents->len)
    return FALSE;
  for (guint i = 0; i < documents->len; i++) {
    YqqDocumentReference *mine = self->documents->pdata[i];
    YqqDocumentReference *theirs = documents->pdata[i];
    if (g_strcmp0 (mine->id, theirs->id) != 0 || g_strcmp0 (mine->name, theirs->name) != 0 ||
        mine->size != theirs->size || !g_bytes_equal (mine->digest, theirs->digest))
      return FALSE;
  }
  return TRUE;
}

YqqDocumentReference *
yqq_sign_request_find (YqqSignRequest *self, const char *document_id)
{
  for (guint i = 0; i < self->documents->len; i++) {
    YqqDocumentReference *document = self->documents->pdata[i];
    if (g_str_equal (document->id, document_id))
      return document;
  }
  return NULL;
}

gboolean
yqq_sign_request_has_signature (YqqSignRequest *self, const char *document_id)
{
  for (guint i = 0; i < self->signatures->len; i++)
    if (g_str_equal (((YqqSessionSignature *)self->signatures->pdata[i])->document, document_id))
      return TRUE;
  return FALSE;
}

gboolean
yqq_sign_request_is_open (const YqqSignRequest *self)
{
  return self->state == YQQ_REQUEST_STATE_WAITING;
}

YqqSessionEvent *
yqq_sign_request_to_event (YqqSignRequest *self)
{
  YqqSessionEvent *event = yqq_session_event_new (YQQ_SESSION_EVENT_SIGN);
  event->request_id = g_strdup (self->id);
  event->certificate = g_strdup (self->certificate);
  event->algorithm = self->algorithm;
  event->by_value = self->signer != NULL;
  event->documents = yqq_document_list_copy (self->documents);
  return event;
}
