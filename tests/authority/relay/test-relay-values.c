/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signatures that a device delivers by their value: made whole here, checked and kept like any. */
#include <string.h>

#include "base/encoding.h"
#include "crypto/cms.h"
#include "protocol/time-text.h"
#include "relay-fixture.h"

static RelayFixture *
set_up (void)
{
  RelayFixture *self = relay_fixture_new ();
  relay_fixture_connect (self);
  relay_fixture_sign (self, "r1", "d1", 7);
  assert_answered (self, 200);
  return self;
}

/* An element by value, with any of its members as a test wants them. */
static char *
write_value (const char *document, GBytes *value, gint64 signed_at_ms, const char *more)
{
  g_autofree char *text =
      yqq_base64_encode (g_bytes_get_data (value, NULL), g_bytes_get_size (value));
  g_autofree char *time = yqq_time_text_format (signed_at_ms);
  return g_strdup_printf ("{\"document\":\"%s\",\"value\":\"%s\",\"signed_at\":\"%s\"%s}", document,
                          text, time, more);
}

static GBytes *
sign_value (RelayFixture *self, YqqKey *key, GBytes *digest)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqCmsSigner) signer = yqq_cms_signer_new (self->certificate, NULL, &error);
  GBytes *value = key == self->signing_key
                      ? yqq_cms_signer_sign_value (signer, key, digest, NOW, &error)
                      : yqq_key_sign_raw (key, digest, &error);
  g_assert_no_error (error);
  return value;
}

static GBytes *
fill_bytes (char fill, gsize size)
{
  guint8 *bytes = g_malloc (size);
  memset (bytes, fill, size);
  return g_bytes_new_take (bytes, size);
}

static void
assert_kept (RelayFixture *self, guint index, GBytes *whole)
{
  g_assert_cmpuint (self->signatures->len, >, index);
  g_assert_true (g_bytes_equal (self->signatures->pdata[index], whole));
}

static void
the_device_is_told_that_values_will_do (void)
{
  g_autoptr (RelayFixture) self = set_up ();
  g_assert_true (relay_fixture_heard (self, TRUE, "\"by_value\":true"));
}

static void
what_is_kept_and_given_out_is_the_same_either_way (void)
{
  g_autoptr (RelayFixture) self = set_up ();
  g_autoptr (GBytes) digest = fill_bytes (7, 32);
  g_autoptr (GBytes) value = sign_value (self, self->signing_key, digest);
  g_autoptr (YqqCmsSigner) signer =
      yqq_cms_signer_new (self->certificate, self->intermediates, NULL);
  g_autoptr (GBytes) whole = yqq_cms_signer_complete (signer, value, digest, NOW, NULL);
  g_autofree char *by_value = write_value ("d1", value, NOW, "");
  relay_fixture_deliver_all (self, "r1", by_value);
  assert_answered (self, 200);
  relay_fixture_sign (self, "r2", "d1", 7);
  g_autofree char *text =
      yqq_base64_encode (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
  g_autofree char *in_one = g_strdup_printf ("{\"document\":\"d1\",\"signature\":\"%s\"}", text);
  relay_fixture_deliver_all (self, "r2", in_one);
  assert_answered (self, 200);
  assert_kept (self, 0, whole);
  assert_kept (self, 1, whole);
  for (guint i = 1; i <= 2; i++) {
    YqqRelayCaller party = {.token = self->token};
    g_autofree char *request = g_strdup_printf ("r%u", i);
    g_autoptr (JsonObject) result =
        yqq_relay_get_result (self->relay, self->session_id, &party, request, NULL);
    JsonObject *signature =
        json_array_get_object_element (json_object_get_array_member (result, "signatures"), 0);
    g_assert_cmpstr (json_object_get_string_member (signature, "signature"), ==, text);
    g_assert_true (json_object_get_boolean_member (
        json_object_get_object_member (signature, "verification"), "valid"));
  }
}

static void
assert_refused (RelayFixture *self, const char *signatures)
{
  relay_fixture_deliver_all (self, "r1", signatures);
  assert_problem (self, YQQ_PROBLEM_SIGNATURE_REFUSED);
  g_assert_cmpuint (self->signatures->len, ==, 0);
  g_assert_false (relay_fixture_heard (self, FALSE, "event: signed"));
}

static void
a_value_over_anything_else_is_refused (void)
{
  g_autoptr (RelayFixture) self = set_up ();
  g_autoptr (YqqKey) stranger = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (GBytes) digest = fill_bytes (7, 32);
  g_autoptr (GBytes) other = fill_bytes (8, 32);
  g_autoptr (GBytes) value = sign_value (self, self->signing_key, digest);
  GBytes *wrong[] = {
      sign_value (self, self->signing_key, other),
      sign_value (self, stranger, digest),
      fill_bytes (0, 64),
      fill_bytes ((char)0xff, 64),
      fill_bytes (0x30, 64),
  };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *element = write_value ("d1", wrong[i], NOW, "");
    assert_refused (self, element);
    g_bytes_unref (wrong[i]);
  }
  g_autofree char *later = write_value ("d1", value, NOW + 1000, "");
  assert_refused (self, later);
  g_autofree char *good = write_value ("d1", value, NOW, "");
  relay_fixture_deliver_all (self, "r1", good);
  assert_answered (self, 200);
}

static void
a_value_from_outside_the_certificates_time_is_refused (void)
{
  g_autoptr (RelayFixture) self = set_up ();
  g_autoptr (GBytes) digest = fill_bytes (7, 32);
  g_autoptr (YqqCmsSigner) signer = yqq_cms_signer_new (self->certificate, NULL, NULL);
  static const gint64 times[] = {NOW - 2000, NOW + 301000, G_GINT64_CONSTANT (253402300799000)};
  for (guint i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autoptr (GBytes) value =
        yqq_cms_signer_sign_value (signer, self->signing_key, digest, times[i], NULL);
    g_autofree char *element = write_value ("d1", value, times[i], "");
    assert_refused (self, element);
  }
}

#define MINUTES (60 * 1000)

/* The same signature in both its forms. */
static char *
sign_at (RelayFixture *self, gint64 time_ms, gboolean whole)
{
  g_autoptr (GBytes) digest = fill_bytes (7, 32);
  g_autoptr (YqqCmsSigner) signer =
      yqq_cms_signer_new (self->certificate, self->intermediates, NULL);
  g_autoptr (GBytes) value =
      yqq_cms_signer_sign_value (signer, self->signing_key, digest, time_ms, NULL);
  if (!whole)
    return write_value ("d1", value, time_ms, "");
  g_autoptr (GBytes) cms = yqq_cms_signer_complete (signer, value, digest, time_ms, NULL);
  g_autofree char *text = yqq_base64_encode (g_bytes_get_data (cms, NULL), g_bytes_get_size (cms));
  return g_strdup_printf ("{\"document\":\"d1\",\"signature\":\"%s\"}", text);
}

static void
a_signature_is_dated_when_it_was_asked_for (void)
{
  static const gint64 bad[] = {10 * MINUTES, 15 * MINUTES - 2000, 27 * MINUTES + 2000};
  static const gint64 good[] = {15 * MINUTES, 22 * MINUTES, 27 * MINUTES};
  for (guint whole = 0; whole < 2; whole++)
    for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
      g_autoptr (RelayFixture) self = relay_fixture_new ();
      yqq_clock_advance (self->clock, 20 * MINUTES);
      relay_fixture_connect (self);
      relay_fixture_sign (self, "r1", "d1", 7);
      yqq_clock_advance (self->clock, 2 * MINUTES);
      g_autofree char *refused = sign_at (self, NOW + bad[i], whole);
      g_autofree char *taken = sign_at (self, NOW + good[i], whole);
      assert_refused (self, refused);
      relay_fixture_deliver_all (self, "r1", taken);
      assert_answered (self, 200);
    }
}

static void
nothing_can_be_smuggled_in_beside_a_value (void)
{
  g_autoptr (RelayFixture) self = set_up ();
  g_autoptr (GBytes) digest = fill_bytes (7, 32);
  g_autoptr (GBytes) value = sign_value (self, self->signing_key, digest);
  g_autoptr (YqqCmsSigner) signer =
      yqq_cms_signer_new (self->certificate, self->intermediates, NULL);
  g_autoptr (GBytes) whole = yqq_cms_signer_complete (signer, value, digest, NOW, NULL);
  g_autofree char *both = write_value ("d1", value, NOW, ",\"signature\":\"MAA=\"");
  g_autofree char *more = write_value (
      "d1", value, NOW, ",\"certificates\":[\"MAA=\"],\"certificate\":\"x\",\"digest\":\"AAAA\"");
  relay_fixture_deliver_all (self, "r1", more);
  assert_answered (self, 200);
  assert_kept (self, 0, whole);
  relay_fixture_deliver_all (self, "r1", both);
  assert_problem (self, YQQ_PROBLEM_MALFORMED);
}

/* Thirty-two times seven. */
#define SEVENS "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="

static void
sign (RelayFixture *self, const char *documents)
{
  g_autofree char *frame =
      g_strdup_printf ("{\"type\":\"sign\",\"request_id\":\"r1\",\"certificate\":\"%s\","
                       "\"algorithm\":\"p256-sha256\",\"documents\":[%s]}",
                       yqq_x509_get_fingerprint (self->certificate), documents);
  relay_fixture_send (self, FALSE, frame);
  assert_answered (self, 200);
}

static void
one_bad_value_refuses_its_frame (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  sign (self, "{\"id\":\"d1\",\"name\":\"n\",\"size\":1,\"digest\":\"" SEVENS "\"},"
              "{\"id\":\"d2\",\"name\":\"n\",\"size\":1,\"digest\":\"" SEVENS "\"}");
  g_autofree char *good = relay_fixture_make_value (self, "d1", 7);
  g_autofree char *bad = relay_fixture_make_value (self, "d2", 8);
  g_autofree char *whole = relay_fixture_make_signature (self, "d2", 7);
  g_autofree char *with_bad = g_strjoin (",", good, bad, NULL);
  g_autofree char *mixed = g_strjoin (",", good, whole, NULL);
  assert_refused (self, with_bad);
  relay_fixture_deliver_all (self, "r1", mixed);
  assert_answered (self, 200);
  g_assert_cmpuint (self->signatures->len, ==, 2);
  assert_state (self, "connected");
}

static void
bad_values_count_against_the_rate (void)
{
  g_autoptr (RelayFixture) self = set_up ();
  g_autofree char *bad = relay_fixture_make_value (self, "d1", 8);
  guint refused = 0;
  do
    relay_fixture_deliver_all (self, "r1", bad);
  while (self->problem == YQQ_PROBLEM_SIGNATURE_REFUSED && refused++ < 1000);
  assert_problem (self, YQQ_PROBLEM_FRAME_RATE);
  g_assert_cmpuint (refused, <=, YQQ_SESSION_FRAMES_PER_SECOND);
}

/* Thirty-one good ones with a bad one last, again and again: by their value many fit a frame. */
static void
what_is_looked_at_for_nothing_is_paid_for (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  relay_fixture_connect (self);
  g_autoptr (GString) documents = g_string_new (NULL);
  g_autoptr (GString) signatures = g_string_new (NULL);
  for (guint i = 0; i < YQQ_SESSION_MAX_DOCUMENTS; i++) {
    const char *comma = i > 0 ? "," : "";
    g_autofree char *id = g_strdup_printf ("d%u", i);
    g_autofree char *value =
        relay_fixture_make_value (self, id, i + 1 < YQQ_SESSION_MAX_DOCUMENTS ? 7 : 8);
    g_string_append_printf (documents,
                            "%s{\"id\":\"%s\",\"name\":\"n\",\"size\":1,\"digest\":\"%s\"}", comma,
                            id, SEVENS);
    g_string_append_printf (signatures, "%s%s", comma, value);
  }
  sign (self, documents->str);
  relay_fixture_pass (self, 1000);
  assert_refused (self, signatures->str);
  guint64 looked_at = YQQ_SESSION_MAX_DOCUMENTS;
  for (guint i = 0; i < 40; i++) { /* ten seconds */
    relay_fixture_pass (self, 250);
    relay_fixture_deliver_all (self, "r1", signatures->str);
    if (self->problem == YQQ_PROBLEM_FRAME_RATE) {
      self->device_seq--; /* it was not judged */
      continue;
    }
    assert_problem (self, YQQ_PROBLEM_SIGNATURE_REFUSED);
    looked_at += YQQ_SESSION_MAX_DOCUMENTS;
  }
  g_assert_cmpuint (looked_at, >, YQQ_SESSION_MAX_DOCUMENTS);
  g_assert_cmpuint (looked_at, <=, 11 * YQQ_SESSION_FRAMES_PER_SECOND + YQQ_SESSION_MAX_DOCUMENTS);
}

/* The device's own chain, in a whole signature, may lead to the root all the same. */
static void
without_a_chain_of_its_own_the_authority_takes_whole_signatures_only (void)
{
  g_autoptr (RelayFixture) self = relay_fixture_new ();
  g_ptr_array_set_size (self->chain, 0);
  relay_fixture_connect (self);
  relay_fixture_sign (self, "r1", "d1", 7);
  g_assert_false (relay_fixture_heard (self, TRUE, "by_value"));
  g_autofree char *by_value = relay_fixture_make_value (self, "d1", 7);
  assert_refused (self, by_value);
  relay_fixture_deliver (self, "r1", "d1", 7);
  assert_answered (self, 200);
}

static void
a_certificate_that_may_no_longer_sign_makes_no_value_good (void)
{
  g_autoptr (RelayFixture) self = set_up ();
  g_autofree char *value = relay_fixture_make_value (self, "d1", 7);
  self->unusable = "suspended";
  relay_fixture_deliver_all (self, "r1", value);
  assert_problem (self, YQQ_PROBLEM_CERTIFICATE_UNUSABLE);
  g_assert_cmpuint (self->signatures->len, ==, 0);
  assert_state (self, "closed");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/authority/relay/values/" #name, name)
  ADD (the_device_is_told_that_values_will_do);
  ADD (what_is_kept_and_given_out_is_the_same_either_way);
  ADD (a_value_over_anything_else_is_refused);
  ADD (a_value_from_outside_the_certificates_time_is_refused);
  ADD (a_signature_is_dated_when_it_was_asked_for);
  ADD (nothing_can_be_smuggled_in_beside_a_value);
  ADD (one_bad_value_refuses_its_frame);
  ADD (bad_values_count_against_the_rate);
  ADD (what_is_looked_at_for_nothing_is_paid_for);
  ADD (without_a_chain_of_its_own_the_authority_takes_whole_signatures_only);
  ADD (a_certificate_that_may_no_longer_sign_makes_no_value_good);
  return g_test_run ();
}
