/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a record says what was signed, and whether who signed it could. */
#include <string.h>

#include "audit/audit-head.h"
#include "audit/audit-line.h"
#include "base/json.h"
#include "crypto/digest.h"
#include "crypto/jws.h"
#include "protocol/enterprise-act.h"
#include "protocol/time-text.h"

/* How far the actor's clock and the record's may be apart: what the authority takes, and a minute
 * for the way into the record. */
#define MAX_APART_MS (YQQ_ACT_MAX_SKEW_MS + 60 * 1000)

/* The signer, if it may sign at that time; what stands against it is noted. */
static const YqqAuditSigner *
find_signer (YqqAuditLine *self, const YqqAuditRecord *record, const YqqAuditSigners *signers)
{
  const YqqAuditSigner *signer = yqq_audit_signers_find (signers, record->certificate);
  if (signer == NULL) {
    yqq_audit_line_add (self, YQQ_AUDIT_FAULT_CERTIFICATE_MISSING);
    return NULL;
  }
  if (!signer->trusted)
    yqq_audit_line_add (self, YQQ_AUDIT_FAULT_CERTIFICATE_NOT_TRUSTED_HERE);
  else if (!yqq_audit_signer_is_valid_at (signer, record->at_ms))
    yqq_audit_line_add (self, YQQ_AUDIT_FAULT_CERTIFICATE_NOT_VALID);
  if (self->head ? !signer->auditor : !signer->signs_acts)
    yqq_audit_line_add (self, YQQ_AUDIT_FAULT_CERTIFICATE_WRONG_USE);
  if (!self->head && g_strcmp0 (signer->person, record->actor) != 0)
    yqq_audit_line_add (self, YQQ_AUDIT_FAULT_CERTIFICATE_OF_ANOTHER);
  return signer;
}

/* What was signed; NULL where the signature is not the signer's. */
static GBytes *
verify (YqqAuditLine *self, const YqqAuditRecord *record, const YqqAuditSigner *signer)
{
  YqqJwsType type = self->head ? YQQ_JWS_AUDIT_HEAD : YQQ_JWS_ACT;
  g_autofree char *kid = yqq_jws_peek_kid (record->jws, type, NULL);
  g_autoptr (GBytes) payload =
      yqq_jws_verify (record->jws, type, yqq_x509_get_public_key (signer->x509), NULL);
  if (payload == NULL || g_strcmp0 (kid, record->certificate) != 0) {
    yqq_audit_line_add (self, YQQ_AUDIT_FAULT_SIGNATURE);
    return NULL;
  }
  return g_steal_pointer (&payload);
}

static void
check_head (YqqAuditLine *self,
            const YqqAuditRecord *record,
            const YqqAuditSigners *signers,
            GBytes *payload)
{
  g_autoptr (YqqAuditHead) head = yqq_audit_head_parse (payload, NULL);
  if (head == NULL || head->header != NULL || record->subject[0] != '\0' ||
      strcmp (record->actor, YQQ_AUDIT_CHAIN_AUTHORITY) != 0 ||
      strcmp (head->chain, signers->chain) != 0 || head->records != record->sequence - 1 ||
      strcmp (head->last, record->previous) != 0 || head->at_ms != record->at_ms)
    yqq_audit_line_add (self, YQQ_AUDIT_FAULT_HEAD_DIFFERS);
}

static void
differs (YqqAuditLine *self, const char *member)
{
  yqq_audit_line_add (self, YQQ_AUDIT_FAULT_ACT_DIFFERS)->text = g_strdup (member);
}

static void
compare (YqqAuditLine *self, JsonObject *payload, const char *member, const char *expected)
{
  const char *value = NULL;
  if (!yqq_json_read_string (payload, member, YQQ_AUDIT_TEXT_MAX_LENGTH, &value, NULL) ||
      strcmp (value, expected) != 0)
    differs (self, member);
}

/* The grant of an act on a single one: its id; "" where the act is what makes it; NULL where there
 * are several or none. */
static const char *
find_only_grant (JsonObject *payload)
{
  JsonArray *grants;
  const char *grant = NULL;
  if (!yqq_json_read_objects (payload, "grants", YQQ_ACT_MAX_ITEMS, &grants, NULL) ||
      json_array_get_length (grants) != 1)
    return NULL;
  JsonObject *only = json_array_get_object_element (grants, 0);
  if (!yqq_json_has (only, "grant"))
    return "";
  return yqq_json_read_string (only, "grant", YQQ_AUDIT_TEXT_MAX_LENGTH, &grant, NULL) ? grant
                                                                                       : NULL;
}

static GHashTable *
list_grants (JsonObject *payload)
{
  GHashTable *named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *grants;
  const char *grant;
  if (!yqq_json_read_objects (payload, "grants", YQQ_ACT_MAX_ITEMS, &grants, NULL))
    return named;
  for (guint i = 0; i < json_array_get_length (grants); i++)
    if (yqq_json_read_string (json_array_get_object_element (grants, i), "grant",
                              YQQ_AUDIT_TEXT_MAX_LENGTH, &grant, NULL))
      g_hash_table_add (named, g_strdup (grant));
  return named;
}

/* What was changed or cancelled was named by who signed it. */
static void
check_grants (YqqAuditLine *self, JsonObject *payload, const YqqAuditRecord *record)
{
  g_auto (GStrv) done = NULL;
  if (record->detail == NULL || !yqq_json_has (record->detail, "grants") ||
      (strcmp (record->act, "grant-modify") != 0 && strcmp (record->act, "grant-cancel") != 0))
    return;
  g_autoptr (GHashTable) named = list_grants (payload);
  gboolean good = yqq_json_read_strings (record->detail, "grants", YQQ_ACT_MAX_ITEMS,
                                         YQQ_AUDIT_TEXT_MAX_LENGTH, &done, NULL);
  for (guint i = 0; good && done[i] != NULL; i++)
    good = g_hash_table_contains (named, done[i]);
  if (!good)
    differs (self, "detail.grants");
}

/* What is to be compared with other records: an act that waits for a second person, or an
 * approval. */
static void
note_proposal (YqqAuditLine *self, JsonObject *payload, const YqqAuditRecord *record)
{
  const char *id = NULL;
  g_autoptr (GBytes) digest = NULL;
  if (record->detail != NULL &&
      yqq_json_read_string (record->detail, "proposal", YQQ_AUDIT_TEXT_MAX_LENGTH, &id, NULL)) {
    g_autoptr (GBytes) jws = g_bytes_new_static (record->jws, strlen (record->jws));
    self->proposes = g_strdup (id);
    self->grants = list_grants (payload);
    digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, jws);
  } else if (strcmp (record->act, "proposal-approve") == 0) {
    self->approves = g_strdup (record->subject);
    if (record->detail != NULL && yqq_json_has (record->detail, "grants") &&
        !yqq_json_read_strings (record->detail, "grants", YQQ_ACT_MAX_ITEMS,
                                YQQ_AUDIT_TEXT_MAX_LENGTH, &self->done, NULL))
      differs (self, "detail.grants");
    if (!yqq_json_read_bytes (payload, "proposed_digest", 32, &digest, NULL))
      differs (self, "proposed_digest");
  }
  self->actor = g_strdup (record->actor);
  self->proposed = g_steal_pointer (&digest);
}

/* The subject that was signed; of an act on one grant that grant; else the act itself. A grant that
 * the act has made cannot have been signed. */
static void
check_subject (YqqAuditLine *self, JsonObject *payload, const char *subject)
{
  const char *grant = find_only_grant (payload);
  if (yqq_json_has (payload, "subject"))
    compare (self, payload, "subject", subject);
  else if (strcmp (self->act_id, subject) != 0 && g_strcmp0 (grant, subject) != 0 &&
           g_strcmp0 (grant, "") != 0)
    differs (self, "subject");
}

static void
check_time (YqqAuditLine *self, JsonObject *payload, gint64 recorded_ms)
{
  const char *text = NULL;
  gint64 signed_ms = 0;
  if (!yqq_json_read_string (payload, "at", 32, &text, NULL) ||
      !yqq_time_text_parse (text, &signed_ms, NULL) || signed_ms - recorded_ms > MAX_APART_MS ||
      recorded_ms - signed_ms > MAX_APART_MS)
    yqq_audit_line_add (self, YQQ_AUDIT_FAULT_ACT_TIME);
}

static void
check_payload (YqqAuditLine *self,
               const YqqAuditRecord *record,
               const YqqAuditSigners *signers,
               GBytes *bytes)
{
  const char *id = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonObject) payload = yqq_json_parse (text, (gssize)length, YQQ_ACT_MAX_BYTES, NULL);
  if (payload == NULL ||
      !yqq_json_read_string (payload, "act_id", YQQ_AUDIT_TEXT_MAX_LENGTH, &id, NULL)) {
    differs (self, "act_id");
    return;
  }
  self->act_id = g_strdup (id);
  compare (self, payload, "act", record->act);
  compare (self, payload, "enterprise", signers->chain);
  check_subject (self, payload, record->subject);
  check_time (self, payload, record->at_ms);
  check_grants (self, payload, record);
  note_proposal (self, payload, record);
}

/* Staff and the authority itself do without, people do not. */
static gboolean
needs_signature (const YqqAuditRecord *record)
{
  YqqActKind kind;
  return strcmp (record->act, YQQ_AUDIT_ACT_HEAD) == 0 ||
         (yqq_act_kind_from_nick (record->act, &kind) && strcmp (record->actor, "staff") != 0 &&
          strcmp (record->actor, YQQ_AUDIT_CHAIN_AUTHORITY) != 0);
}

void
yqq_audit_line_check_act (YqqAuditLine *self,
                          const YqqAuditRecord *record,
                          const YqqAuditSigners *signers)
{
  if (record->jws == NULL) {
    if (needs_signature (record))
      yqq_audit_line_add (self, YQQ_AUDIT_FAULT_ACT_UNSIGNED);
    return;
  }
  self->head = strcmp (record->act, YQQ_AUDIT_ACT_HEAD) == 0;
  const YqqAuditSigner *signer = find_signer (self, record, signers);
  g_autoptr (GBytes) payload = signer != NULL ? verify (self, record, signer) : NULL;
  if (payload == NULL)
    return;
  if (self->head)
    check_head (self, record, signers, payload);
  else
    check_payload (self, record, signers, payload);
}
