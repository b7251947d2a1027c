/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/session.h"

#include "message.h"
#include "samples.h"

#define CERTIFICATE                                                                                \
  "{\"fingerprint\":\"" FINGERPRINT "\",\"algorithm\":\"sm2-sm3\",\"kind\":\"employee\","          \
  "\"enterprise\":{\"name\":\"演示企业\",\"credit_code\":\"914403001922038216\"},"             \
  "\"person\":{\"name\":\"张三\"},\"not_after\":\"" LATER "\",\"certificate\":\"MAA=\","           \
  "\"chain\":[\"MAE=\",\"MAI=\"]}"
#define SIGNATURE                                                                                  \
  "{\"document\":\"d1\",\"name\":\"合同.pdf\",\"signature\":\"MAA=\","                           \
  "\"verification\":" VERIFICATION "}"

static const MessageKind created =
    MESSAGE ("{\"session_id\":\"AAAA\",\"session_token\":\"tok_en-1\",\"state\":\"created\","
             "\"expires_at\":\"" LATER "\",\"idle_seconds\":300,\"absolute_seconds\":1800,"
             "\"signature_limit\":100}",
             yqq_session_created,
             NULL);
static const MessageKind pc_request =
    MESSAGE ("{\"purpose\":\"合同签署\",\"documents\":[" DOCUMENT_DIGESTS "]}",
             yqq_pc_session_request,
             NULL);
static const MessageKind view =
    MESSAGE ("{\"session_id\":\"AAAA\",\"state\":\"closed\",\"reason\":\"user\",\"expires_at\":"
             "\"" LATER "\",\"idle_at\":\"" LATER "\",\"signatures\":2,\"signature_limit\":100,"
             "\"person\":{\"name_masked\":\"张*\"},\"check_code_required\":true}",
             yqq_session_view,
             "reason expires_at idle_at person");
static const MessageKind claim =
    MESSAGE ("{\"step\":7,\"mac\":\"" BYTES_8 "\",\"nonce\":\"" BYTES_16 "\",\"via\":\"camera\"}",
             yqq_session_claim,
             NULL);
static const MessageKind claimed =
    MESSAGE ("{\"state\":\"scanned\",\"check_code\":\"042\",\"expires_at\":\"" LATER "\"}",
             yqq_session_claimed,
             "check_code");
static const MessageKind result = MESSAGE (
    "{\"request_id\":\"r1\",\"state\":\"refused\",\"reason\":\"user\",\"signatures\":[" SIGNATURE
    "]}",
    yqq_session_result,
    "reason");
static const MessageKind certificates = {
    .text = "{\"certificates\":[" CERTIFICATE "]}",
    .read = (MessageReader)yqq_session_certificates_from_json,
    .write = (MessageWriter)yqq_session_certificates_to_json,
    .free = (GDestroyNotify)g_ptr_array_unref,
};
static const MessageKind supplied = {
    .text = "{\"id\":\"d1\",\"size\":5,\"digests\":{\"sm3\":\"" BYTES_32
            "\",\"sha-256\":\"" BYTES_32 "\"}}",
    .read = (MessageReader)yqq_document_supplied_from_json,
    .write = (MessageWriter)yqq_document_supplied_to_json,
    .free = (GDestroyNotify)yqq_document_reference_free,
};

static void
requests_and_answers_come_back (void)
{
  message_check (&created);
  message_check (&pc_request);
  message_check (&view);
  message_check (&claim);
  message_check (&claimed);
  message_check (&result);
  message_check (&certificates);
  message_check (&supplied);
}

static void
a_claim_has_sizes (void)
{
  message_check_refused (&claim,
                         "{\"step\":65536,\"mac\":\"" BYTES_8 "\",\"nonce\":\"" BYTES_16
                         "\",\"via\":\"camera\"}",
                         "step");
  message_check_refused (
      &claim, "{\"step\":1,\"mac\":\"AAECAwQFBg==\",\"nonce\":\"" BYTES_16 "\",\"via\":\"camera\"}",
      "mac");
  message_check_refused (
      &claim, "{\"step\":1,\"mac\":\"" BYTES_16 "\",\"nonce\":\"" BYTES_16 "\",\"via\":\"camera\"}",
      "mac");
  message_check_refused (
      &claim, "{\"step\":1,\"mac\":\"" BYTES_8 "\",\"nonce\":\"" BYTES_8 "\",\"via\":\"camera\"}",
      "nonce");
  message_check_refused (
      &claim, "{\"step\":1,\"mac\":\"" BYTES_8 "\",\"nonce\":\"" BYTES_64 "\",\"via\":\"camera\"}",
      "nonce");
  message_check_refused (&claim,
                         "{\"step\":1,\"mac\":\"" BYTES_8 "\",\"nonce\":\"" BYTES_16
                         "\",\"via\":\"telepathy\"}",
                         "via");
}

static void
no_check_code_is_said_with_null (void)
{
  g_autoptr (JsonObject) object =
      message_parse ("{\"state\":\"scanned\",\"check_code\":null,\"expires_at\":\"" LATER "\"}");
  g_autoptr (YqqSessionClaimed) answer = yqq_session_claimed_from_json (object, NULL);
  g_assert_null (answer->check_code);
  g_autoptr (JsonObject) written = yqq_session_claimed_to_json (answer);
  g_assert_true (json_object_get_null_member (written, "check_code"));
  message_check_refused (
      &claimed, "{\"state\":\"scanned\",\"check_code\":\"4a2\",\"expires_at\":\"" LATER "\"}",
      "check_code");
}

static void
the_parts_of_a_list_are_checked_too (void)
{
  message_check_refused (&certificates, "{\"certificates\":[" CERTIFICATE ",{}]}", "fingerprint");
  message_check_refused (
      &result, "{\"request_id\":\"r1\",\"state\":\"signed\",\"signatures\":[{}]}", "document");
  message_check_refused (&view,
                         "{\"session_id\":\"A\",\"state\":\"scanned\",\"signatures\":0,"
                         "\"signature_limit\":1,\"person\":{},\"check_code_required\":false}",
                         "name_masked");
}

static void
an_accepted_frame_says_state_and_number (void)
{
  const YqqFrameAccepted answer = {.state = YQQ_SESSION_STATE_SIGNING, .seq = 7};
  g_autoptr (JsonObject) object = yqq_frame_accepted_to_json (&answer);
  YqqFrameAccepted read = {0};
  g_assert_true (yqq_frame_accepted_from_json (object, &read, NULL));
  g_assert_cmpint (read.state, ==, YQQ_SESSION_STATE_SIGNING);
  g_assert_cmpint (read.seq, ==, 7);
  json_object_remove_member (object, "seq");
  read.seq = 5;
  g_assert_false (yqq_frame_accepted_from_json (object, &read, NULL));
  g_assert_cmpint (read.seq, ==, 5);
}

#define ADD(test) g_test_add_func ("/protocol/session/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (requests_and_answers_come_back);
  ADD (a_claim_has_sizes);
  ADD (no_check_code_is_said_with_null);
  ADD (the_parts_of_a_list_are_checked_too);
  ADD (an_accepted_frame_says_state_and_number);
  return g_test_run ();
}
