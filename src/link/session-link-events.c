/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the authority tells the link. */
#include <string.h>

#include "base/encoding.h"
#include "link/session-document-private.h"
#include "link/session-link-private.h"
#include "link/signature-record-private.h"
#include "protocol/session-request.h"

static void
on_state (YqqSessionLink *self, YqqSessionEvent *event)
{
  if (!yqq_session_state_is_open (event->state)) {
    yqq_session_link_close (self, event->state, yqq_session_reason_to_nick (event->reason));
    return;
  }
  g_object_freeze_notify (G_OBJECT (self));
  yqq_session_link_set_time (self, YQQ_LINK_PROP_EXPIRES_AT, &self->expires_at,
                             event->expires_at_ms);
  if (event->idle_at_ms != 0)
    yqq_session_link_set_time (self, YQQ_LINK_PROP_IDLE_AT, &self->idle_at, event->idle_at_ms);
  if (event->absolute_at_ms != 0)
    yqq_session_link_set_time (self, YQQ_LINK_PROP_ABSOLUTE_AT, &self->absolute_at,
                               event->absolute_at_ms);
  if (event->signature_limit != 0 && event->signature_limit != self->signature_limit) {
    self->signature_limit = MIN (event->signature_limit, YQQ_SESSION_SIGNATURE_LIMIT);
    yqq_session_link_notify (self, YQQ_LINK_PROP_SIGNATURE_LIMIT);
  }
  /* The answer to claim may come after the first event. */
  if (event->state != YQQ_SESSION_STATE_CREATED)
    yqq_session_link_set_state (self, event->state);
  g_object_thaw_notify (G_OBJECT (self));
}

/* What the relying party itself has signed: the payload in the middle of its JWS. The authority has
 * verified the signature; that it is for this session and this nonce is looked at here as well. */
static YqqSessionRequest *
read_request (YqqSessionLink *self, YqqSessionEvent *event, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (event->jws, ".", 3);
  g_autoptr (GBytes) payload =
      yqq_base64url_decode (g_strv_length (parts) == 3 ? parts[1] : "", -1, error);
  g_autoptr (YqqSessionRequest) request =
      payload != NULL ? yqq_session_request_parse (payload, error) : NULL;
  YqqAccount *account = yqq_wallet_get_account (self->wallet);
  if (request == NULL || account == NULL ||
      !yqq_session_request_check (request, yqq_relying_party_get_id (event->relying_party),
                                  yqq_account_get_authority_origin (account), event->at_ms,
                                  self->session_id, self->nonce, error))
    return NULL;
  return g_steal_pointer (&request);
}

static char *
name_digest (const YqqDocumentReference *document, YqqAlgorithm algorithm, GBytes *digest)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (digest, &size);
  g_autofree char *hex = yqq_hex_encode (data, size);
  return g_strdup_printf ("%s\n%s\n%s\n%s", document->id, yqq_algorithm_to_nick (algorithm), hex,
                          document->name);
}

static void
add_document (YqqSessionLink *self, YqqDocumentReference *reference)
{
  g_autoptr (YqqSessionDocument) document = yqq_session_document_new (reference);
  g_list_store_append (self->documents, document);
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++) {
    GBytes *digest = yqq_document_reference_get_digest_for (reference, i);
    if (digest != NULL)
      g_hash_table_add (self->document_digests, name_digest (reference, i, digest));
  }
}

static void
on_request (YqqSessionLink *self, YqqSessionEvent *event)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqSessionRequest) request = read_request (self, event, &error);
  if (self->relying_party != NULL)
    return;
  if (request == NULL) {
    g_warning ("the session request is not for this session: %s",
               error != NULL ? error->message : "nobody is logged in");
    yqq_session_link_end (self, YQQ_SESSION_REASON_USER, "request-invalid");
    return;
  }
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < request->documents->len; i++)
    add_document (self, g_ptr_array_index (request->documents, i));
  self->purpose = g_strdup (request->purpose);
  self->relying_party = g_object_ref (event->relying_party);
  yqq_session_link_notify (self, YQQ_LINK_PROP_PURPOSE);
  yqq_session_link_notify (self, YQQ_LINK_PROP_RELYING_PARTY);
  yqq_session_link_notify (self, YQQ_LINK_PROP_READY);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
on_check_code (YqqSessionLink *self, YqqSessionEvent *event)
{
  if (!event->passed || self->check_passed)
    return;
  self->check_passed = TRUE;
  yqq_session_link_notify (self, YQQ_LINK_PROP_CHECK_PASSED);
  yqq_session_link_notify (self, YQQ_LINK_PROP_READY);
}

static void
on_connected (YqqSessionLink *self, YqqSessionEvent *event)
{
  yqq_session_link_set_time (self, YQQ_LINK_PROP_CONNECTED_AT, &self->connected_at, event->at_ms);
  yqq_session_link_touch (self);
}

static void
mark_supplied (YqqSessionLink *self, YqqDocumentReference *reference)
{
  GListModel *documents = G_LIST_MODEL (self->documents);
  for (guint i = 0; reference->supplied && i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (YqqSessionDocument) document = g_list_model_get_item (documents, i);
    if (g_str_equal (yqq_session_document_get_id (document), reference->id))
      yqq_session_document_set_supplied (document, TRUE);
  }
}

/* Signed without asking: exactly what the person has confirmed the session for. */
static gboolean
is_approved (YqqSessionLink *self, YqqDocumentReference *document, YqqAlgorithm algorithm)
{
  g_autofree char *name = name_digest (document, algorithm, document->digest);
  return self->approval == YQQ_APPROVAL_ONCE &&
         g_hash_table_contains (self->document_digests, name);
}

static gboolean
can_sign (YqqSessionLink *self, YqqSessionEvent *event)
{
  YqqCredential *credential = yqq_wallet_find_credential (self->wallet, event->certificate);
  return credential != NULL && yqq_credential_get_algorithm (credential) == event->algorithm;
}

static guint
count_open (YqqSessionLink *self)
{
  GListModel *records = G_LIST_MODEL (self->signatures);
  guint open = 0;
  for (guint i = 0; i < g_list_model_get_n_items (records); i++) {
    g_autoptr (YqqSignatureRecord) record = g_list_model_get_item (records, i);
    open += yqq_signature_record_is_open (record);
  }
  return open;
}

static void
on_sign (YqqSessionLink *self, YqqSessionEvent *event)
{
  YqqCredential *credential = yqq_wallet_find_credential (self->wallet, event->certificate);
  const char *enterprise =
      credential != NULL ? yqq_credential_get_enterprise_name (credential) : NULL;
  gboolean within_limit =
      self->signature_count + count_open (self) + event->documents->len <= self->signature_limit;
  g_autoptr (GPtrArray) approved = g_ptr_array_new_with_free_func (g_object_unref);
  yqq_session_link_touch (self);
  for (guint i = 0; i < event->documents->len; i++) {
    YqqDocumentReference *document = g_ptr_array_index (event->documents, i);
    g_autoptr (YqqSignatureRecord) record = yqq_signature_record_new (
        event->request_id, document, event->certificate, enterprise, event->algorithm);
    if (event->by_value)
      yqq_signature_record_set_by_value (record);
    g_list_store_append (self->signatures, record);
    mark_supplied (self, document);
    if (is_approved (self, document, event->algorithm))
      g_ptr_array_add (approved, g_steal_pointer (&record));
  }
  if (!can_sign (self, event))
    yqq_session_link_refuse_request (self, event->request_id, YQQ_REFUSAL_ERROR,
                                     YQQ_SIGNATURE_FAILED, "certificate-unknown");
  else if (yqq_session_link_has_mismatch (self, event->documents))
    yqq_session_link_refuse_request (self, event->request_id, YQQ_REFUSAL_ERROR,
                                     YQQ_SIGNATURE_FAILED, "digest");
  else if (!within_limit)
    yqq_session_link_refuse_request (self, event->request_id, YQQ_REFUSAL_LIMIT,
                                     YQQ_SIGNATURE_FAILED, "limit");
  else
    for (guint i = 0; i < approved->len; i++)
      yqq_session_link_sign (self, g_ptr_array_index (approved, i));
}

/* All of a request's records end with it, signed or not. */
static void
on_completed (YqqSessionLink *self, YqqSessionEvent *event)
{
  GListModel *records = G_LIST_MODEL (self->signatures);
  for (guint i = 0; i < g_list_model_get_n_items (records); i++) {
    g_autoptr (YqqSignatureRecord) record = g_list_model_get_item (records, i);
    if (!g_str_equal (yqq_signature_record_get_request_id (record), event->request_id))
      continue;
    if (event->signed_all)
      yqq_session_link_mark_signed (self, record, event->at_ms);
    else if (yqq_signature_record_is_open (record))
      yqq_signature_record_move (record, YQQ_SIGNATURE_REFUSED,
                                 yqq_refusal_to_nick (event->refusal), event->at_ms);
  }
}

static void
on_peer (YqqSessionLink *self, YqqSessionEvent *event)
{
  if (self->peer_present == event->present)
    return;
  self->peer_present = event->present;
  yqq_session_link_notify (self, YQQ_LINK_PROP_PEER_PRESENT);
}

void
yqq_session_link_on_event (YqqSessionLink *self, YqqSessionEvent *event)
{
  switch (event->type) {
  case YQQ_SESSION_EVENT_STATE:
    on_state (self, event);
    break;
  case YQQ_SESSION_EVENT_REQUEST:
    on_request (self, event);
    break;
  case YQQ_SESSION_EVENT_CHECK_CODE:
    on_check_code (self, event);
    break;
  case YQQ_SESSION_EVENT_CONNECTED:
    on_connected (self, event);
    break;
  case YQQ_SESSION_EVENT_SIGN:
    on_sign (self, event);
    break;
  case YQQ_SESSION_EVENT_COMPLETED:
    on_completed (self, event);
    break;
  case YQQ_SESSION_EVENT_PEER:
    on_peer (self, event);
    break;
  case YQQ_SESSION_EVENT_CODE:
  case YQQ_SESSION_EVENT_SCANNED:
  case YQQ_SESSION_EVENT_SIGNED:
  default:
    break; /* for the relying party */
  }
}
