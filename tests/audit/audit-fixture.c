/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit-fixture.h"

#include <string.h>

#include "crypto/random.h"
#include "protocol/time-text.h"

static const YqqCaProfile profile = {"Test", "Test Root", "Test Issuing"};

static YqqX509 *
read_certificate (GBytes *der)
{
  g_autoptr (GError) error = NULL;
  YqqX509 *x509 = yqq_x509_new (der, &error);
  g_assert_no_error (error);
  return x509;
}

void
audit_fixture_issue (AuditFixture *self, AuditSigner *signer, const char *credit_code)
{
  g_autoptr (GError) error = NULL;
  guint8 random[16];
  yqq_random_bytes (random, sizeof random);
  g_autoptr (GBytes) serial = g_bytes_new (random, sizeof random);
  signer->key = yqq_key_generate (yqq_certificate_authority_get_algorithm (self->authority));
  g_autoptr (YqqPublicKey) public = yqq_public_key_new (yqq_key_get_public (signer->key), NULL);
  const YqqCertificateProfile wanted = {
      .enterprise_name = "测试企业",
      .credit_code = credit_code,
      .person_name = "林晓",
      .kind = YQQ_CERTIFICATE_KIND_ENTERPRISE,
      .serial = serial,
      .not_before_ms = AUDIT_FIXTURE_NOW,
      .not_after_ms = AUDIT_FIXTURE_NOW + AUDIT_FIXTURE_YEAR,
      .grant_code = "YQ44000000000001",
  };
  g_autoptr (GBytes) der =
      yqq_certificate_authority_issue (self->authority, public, &wanted, &error);
  g_assert_no_error (error);
  signer->x509 = read_certificate (der);
}

void
audit_signer_clear (AuditSigner *signer)
{
  g_clear_pointer (&signer->key, yqq_key_unref);
  g_clear_pointer (&signer->x509, yqq_x509_unref);
}

static void
issue_auditor (AuditFixture *self)
{
  g_autoptr (GError) error = NULL;
  self->auditor.key = yqq_key_generate (yqq_certificate_authority_get_algorithm (self->authority));
  g_autoptr (YqqPublicKey) public =
      yqq_public_key_new (yqq_key_get_public (self->auditor.key), NULL);
  g_autoptr (GBytes) der =
      yqq_certificate_authority_issue_auditor (self->authority, public, &error);
  g_assert_no_error (error);
  self->auditor.x509 = read_certificate (der);
}

static void
add_to_header (AuditFixture *self, YqqX509 *x509, const char *person)
{
  yqq_audit_header_add (self->header, yqq_x509_get_fingerprint (x509), person,
                        yqq_x509_get_der (x509));
}

AuditFixture *
audit_fixture_new (YqqAlgorithm algorithm, const char *chain)
{
  AuditFixture *self = g_new0 (AuditFixture, 1);
  g_autoptr (YqqClock) clock = yqq_clock_new_manual (AUDIT_FIXTURE_NOW);
  self->authority = yqq_certificate_authority_create (algorithm, &profile, clock, NULL);
  GPtrArray *certificates = yqq_certificate_authority_get_chain (self->authority);
  self->roots = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_x509_unref);
  g_ptr_array_add (self->roots, read_certificate (g_ptr_array_index (certificates, 1)));
  audit_fixture_issue (self, &self->person, AUDIT_FIXTURE_CODE);
  issue_auditor (self);
  self->header = yqq_audit_header_new (chain, "测试企业", AUDIT_FIXTURE_CODE);
  for (guint i = 0; i < certificates->len; i++)
    g_ptr_array_add (self->header->authorities, g_bytes_ref (g_ptr_array_index (certificates, i)));
  add_to_header (self, self->person.x509, AUDIT_FIXTURE_PERSON);
  add_to_header (self, self->auditor.x509, NULL);
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->at_ms = AUDIT_FIXTURE_NOW + 1000;
  self->last = yqq_audit_hash_chain (chain);
  return self;
}

void
audit_fixture_free (AuditFixture *self)
{
  yqq_certificate_authority_unref (self->authority);
  g_ptr_array_unref (self->roots);
  audit_signer_clear (&self->person);
  audit_signer_clear (&self->auditor);
  yqq_audit_header_free (self->header);
  g_ptr_array_unref (self->lines);
  g_free (self->last);
  g_free (self);
}

void
audit_fixture_add (AuditFixture *self, const YqqAuditRecord *like)
{
  g_autoptr (GError) error = NULL;
  YqqAuditRecord record = *like;
  record.sequence = self->lines->len + 1;
  record.previous = self->last;
  record.at_ms = like->at_ms > 0 ? like->at_ms : self->at_ms;
  char *line = yqq_audit_record_write (&record, &error);
  g_assert_no_error (error);
  g_free (self->last);
  self->last = yqq_audit_hash_line (line, strlen (line));
  g_ptr_array_add (self->lines, line);
  self->at_ms += 1500;
}

void
audit_fixture_add_staff (AuditFixture *self, const char *act, const char *subject)
{
  const YqqAuditRecord like = {
      .act = (char *)act, .actor = (char *)"staff", .subject = (char *)subject};
  audit_fixture_add (self, &like);
}

char *
audit_fixture_make_payload (AuditFixture *self, const char *kind)
{
  g_autofree char *id = yqq_random_id ();
  g_autofree char *at = yqq_time_text_format (self->at_ms - 200);
  return g_strdup_printf ("{\"act\":\"%s\",\"act_id\":\"%s\",\"enterprise\":\"%s\",\"at\":\"%s\","
                          "\"whole\":true,\"grants\":[{\"grant\":\"grant-1\",\"permissions\":[]}]}",
                          kind, id, self->header->chain, at);
}

void
audit_fixture_add_act (AuditFixture *self,
                       const AuditSigner *signer,
                       const char *kind,
                       const char *payload)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *made = audit_fixture_make_payload (self, kind);
  const char *text = payload != NULL ? payload : made;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autofree char *jws = yqq_jws_sign (signer->key, YQQ_JWS_ACT,
                                       yqq_x509_get_fingerprint (signer->x509), bytes, &error);
  g_assert_no_error (error);
  g_autoptr (JsonObject) detail = json_object_new ();
  json_object_set_int_member (detail, "done", 1);
  const YqqAuditRecord like = {
      .act = (char *)kind,
      .actor = (char *)AUDIT_FIXTURE_PERSON,
      .subject = (char *)"grant-1",
      .certificate = (char *)yqq_x509_get_fingerprint (signer->x509),
      .jws = jws,
      .detail = detail,
  };
  audit_fixture_add (self, &like);
}

static char *
sign_head (AuditFixture *self, YqqJwsType type, char *header_hash)
{
  g_autoptr (GError) error = NULL;
  const YqqAuditHead head = {
      .chain = self->header->chain,
      .records = self->lines->len,
      .last = self->last,
      .header = header_hash,
      .at_ms = self->at_ms,
  };
  g_autoptr (GBytes) payload = yqq_audit_head_to_bytes (&head);
  char *jws = yqq_jws_sign (self->auditor.key, type, yqq_x509_get_fingerprint (self->auditor.x509),
                            payload, &error);
  g_assert_no_error (error);
  return jws;
}

void
audit_fixture_add_head (AuditFixture *self)
{
  g_autofree char *jws = sign_head (self, YQQ_JWS_AUDIT_HEAD, NULL);
  const YqqAuditRecord like = {
      .act = (char *)YQQ_AUDIT_ACT_HEAD,
      .actor = (char *)YQQ_AUDIT_CHAIN_AUTHORITY,
      .subject = (char *)"",
      .certificate = (char *)yqq_x509_get_fingerprint (self->auditor.x509),
      .jws = jws,
  };
  audit_fixture_add (self, &like);
}

static char *
write_header (AuditFixture *self)
{
  g_autoptr (GError) error = NULL;
  char *header = yqq_audit_header_write (self->header, &error);
  g_assert_no_error (error);
  return header;
}

char *
audit_fixture_make_trailer (AuditFixture *self)
{
  g_autofree char *header = write_header (self);
  g_autofree char *hash = yqq_audit_hash_line (header, strlen (header));
  g_autofree char *jws = sign_head (self, YQQ_JWS_AUDIT_EXPORT, hash);
  return yqq_audit_trailer_write (jws);
}

GPtrArray *
audit_fixture_make_lines (AuditFixture *self)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (lines, write_header (self));
  for (guint i = 0; i < self->lines->len; i++)
    g_ptr_array_add (lines, g_strdup (g_ptr_array_index (self->lines, i)));
  g_ptr_array_add (lines, audit_fixture_make_trailer (self));
  return lines;
}

GBytes *
audit_lines_join (GPtrArray *lines)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n", (char *)g_ptr_array_index (lines, i));
  return g_string_free_to_bytes (text);
}

AuditFixture *
audit_fixture_new_filled (YqqAlgorithm algorithm, const char *chain)
{
  AuditFixture *self = audit_fixture_new (algorithm, chain);
  audit_fixture_add_staff (self, "enterprise-add", chain);
  audit_fixture_add_staff (self, "grant-add", "grant-1");
  audit_fixture_add_act (self, &self->person, "grant-modify", NULL);
  audit_fixture_add_staff (self, "grant-add", "grant-2");
  audit_fixture_add_head (self);
  audit_fixture_add_act (self, &self->person, "grant-cancel", NULL);
  audit_fixture_add_staff (self, "audit-export", chain);
  return self;
}

YqqAuditReport *
audit_fixture_verify (AuditFixture *self, GBytes *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (file);
  const YqqAuditVerification verification = {.roots = self->roots};
  YqqAuditReport *report = yqq_audit_verify (stream, &verification, NULL, &error);
  g_assert_no_error (error);
  return report;
}
