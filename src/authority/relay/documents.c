/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents that the relying party supplies so that the signer can look at them. */
#include "authority/relay/session-private.h"
#include "crypto/digest.h"
#include "protocol/identifier.h"

/* As many as could ever be signed, however small they are. */
#define MAX_SUPPLIED YQQ_SESSION_SIGNATURE_LIMIT

static gboolean
check_document (YqqRelaySession *self, const char *document_id, GBytes *content, GError **error)
{
  gsize size = g_bytes_get_size (content);
  if (!yqq_session_state_is_open (self->state))
    return yqq_relay_session_refuse_state (self, error);
  if (!yqq_identifier_is_valid (document_id)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, NULL)->member = g_strdup ("document");
    return FALSE;
  }
  if (self->documents != NULL && g_hash_table_size (self->documents) >= MAX_SUPPLIED &&
      !g_hash_table_contains (self->documents, document_id)) {
    yqq_problem_error_set (error, YQQ_PROBLEM_LIMIT_REACHED, NULL);
    return FALSE;
  }
  if (size <= YQQ_SESSION_MAX_DOCUMENT_BYTES &&
      self->document_bytes + size <= YQQ_SESSION_MAX_DOCUMENTS_BYTES)
    return TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_TOO_LARGE, NULL);
  return FALSE;
}

/* A document that is there already stays what it is: somebody may be looking at it. */
static gboolean
keep (YqqRelaySession *self, const char *document_id, GBytes *content, GError **error)
{
  if (self->documents == NULL)
    self->documents =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  GBytes *earlier = g_hash_table_lookup (self->documents, document_id);
  if (earlier != NULL)
    return g_bytes_equal (earlier, content) || yqq_relay_session_refuse_state (self, error);
  if (!yqq_relay_reserve_bytes (self->relay, g_bytes_get_size (content))) {
    yqq_problem_error_set (error, YQQ_PROBLEM_RATE_LIMITED, NULL)->retry_after = 60;
    return FALSE;
  }
  self->document_bytes += g_bytes_get_size (content);
  g_hash_table_insert (self->documents, g_strdup (document_id), g_bytes_ref (content));
  return TRUE;
}

JsonObject *
yqq_relay_session_supply_document (YqqRelaySession *self,
                                   const char *document_id,
                                   GBytes *content,
                                   GError **error)
{
  if (!check_document (self, document_id, content, error) ||
      !keep (self, document_id, content, error))
    return NULL;
  g_autoptr (YqqDocumentReference) document =
      yqq_document_reference_new (document_id, document_id, (gint64)g_bytes_get_size (content));
  document->sm3 = yqq_digest (YQQ_DIGEST_ALGORITHM_SM3, content);
  document->sha256 = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, content);
  return yqq_document_supplied_to_json (document);
}

GBytes *
yqq_relay_session_get_document (YqqRelaySession *self, const char *document_id, GError **error)
{
  GBytes *content =
      self->documents != NULL ? g_hash_table_lookup (self->documents, document_id) : NULL;
  if (content == NULL)
    yqq_problem_error_set (error, YQQ_PROBLEM_DOCUMENT_UNKNOWN, NULL);
  return content;
}
