/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/pin-replacement.h"

#include <string.h>

#include "message.h"
#include "samples.h"

static const MessageKind kinds[] = {
    MESSAGE ("{\"verifier_key\":\"MAA=\",\"salt\":\"" BYTES_16 "\"}", yqq_pin_registration, NULL),
    MESSAGE ("{\"purpose\":\"install\",\"subject\":\"grant-1\"}", yqq_pin_challenge_request, NULL),
    MESSAGE ("{\"challenge\":\"" BYTES_32 "\",\"salt\":\"" BYTES_32
             "\",\"tries_left\":5,\"expires_at\":\"" LATER "\"}",
             yqq_pin_challenge,
             NULL),
    MESSAGE ("{\"challenge\":\"" BYTES_32 "\",\"signature\":\"" BYTES_64 "\"}",
             yqq_pin_opening,
             NULL),
    MESSAGE ("{\"verifier_key\":\"MAA=\",\"salt\":\"" BYTES_16 "\",\"identity\":\"c1\"}",
             yqq_pin_replacement,
             NULL),
};

static void
messages_come_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    message_check (&kinds[i]);
}

static void
sizes_are_exact (void)
{
  message_check_refused (&kinds[0], "{\"verifier_key\":\"MAA=\",\"salt\":\"" BYTES_8 "\"}", "salt");
  message_check_refused (&kinds[0], "{\"verifier_key\":\"MAA=\",\"salt\":\"" BYTES_64 "\"}",
                         "salt");
  message_check_refused (
      &kinds[3], "{\"challenge\":\"" BYTES_16 "\",\"signature\":\"" BYTES_64 "\"}", "challenge");
  message_check_refused (
      &kinds[3], "{\"challenge\":\"" BYTES_32 "\",\"signature\":\"" BYTES_32 "\"}", "signature");
  message_check_refused (&kinds[1], "{\"purpose\":\"transfer\",\"subject\":\"g\"}", "purpose");
  message_check_refused (&kinds[1], "{\"purpose\":\"check\",\"subject\":\"a b\"}", "subject");
}

static void
a_pepper_comes_back_through_locked_memory (void)
{
  YqqPinOpened sent = {.pepper = yqq_secret_bytes_new (YQQ_PIN_PEPPER_SIZE), .tries_left = 5};
  for (guint i = 0; i < YQQ_PIN_PEPPER_SIZE; i++)
    yqq_secret_bytes_get_data (sent.pepper)[i] = (guint8)(251 * i);
  g_autoptr (YqqSecretBytes) text = yqq_pin_opened_to_text (&sent);
  g_autoptr (JsonObject) object =
      yqq_json_parse ((const char *)yqq_secret_bytes_get_data (text),
                      (gssize)yqq_secret_bytes_get_size (text), 0, NULL);
  g_assert_nonnull (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqPinOpened) got = yqq_pin_opened_from_json (object, &error);
  g_assert_no_error (error);
  g_assert_true (yqq_secret_bytes_equal (got->pepper, sent.pepper));
  g_assert_cmpuint (got->tries_left, ==, 5);
  yqq_secret_bytes_unref (sent.pepper);
}

static void
its_text_is_wiped_when_it_is_read (void)
{
  g_autoptr (JsonObject) object = message_parse ("{\"pepper\":\"" BYTES_32 "\",\"tries_left\":5}");
  const char *text = json_object_get_string_member (object, "pepper");
  g_autoptr (YqqPinOpened) got = yqq_pin_opened_from_json (object, NULL);
  g_assert_nonnull (got);
  for (guint i = 0; i < strlen (BYTES_32); i++)
    g_assert_cmpint (text[i], ==, 0);
}

static void
a_pepper_of_another_size_is_refused (void)
{
  static const MessageKind kind = {
      .read = (MessageReader)yqq_pin_opened_from_json,
      .free = (GDestroyNotify)yqq_pin_opened_free,
  };
  message_check_refused (&kind, "{\"tries_left\":5}", "pepper");
  message_check_refused (&kind, "{\"pepper\":7,\"tries_left\":5}", "pepper");
  message_check_refused (&kind, "{\"pepper\":\"\",\"tries_left\":5}", "pepper");
  message_check_refused (&kind, "{\"pepper\":\"" BYTES_16 "\",\"tries_left\":5}", "pepper");
  message_check_refused (&kind, "{\"pepper\":\"" BYTES_64 "\",\"tries_left\":5}", "pepper");
  message_check_refused (
      &kind, "{\"pepper\":\"********************************************\",\"tries_left\":5}",
      "pepper");
  message_check_refused (&kind, "{\"pepper\":\"" BYTES_32 "\",\"tries_left\":6}", "tries_left");
}

static void
the_gate_signs_purpose_subject_and_challenge (void)
{
  static const char expected[] = "yqq-pin-gate-v1\nsession\nAAAA\nabcdefghabcdefghabcdefghabcdefgh";
  g_autoptr (GBytes) challenge = g_bytes_new_static ("abcdefghabcdefghabcdefghabcdefgh", 32);
  g_autoptr (GBytes) message = yqq_pin_gate_message (YQQ_PIN_PURPOSE_SESSION, "AAAA", challenge);
  g_assert_cmpmem (g_bytes_get_data (message, NULL), g_bytes_get_size (message), expected,
                   strlen (expected));
}

static void
purposes_have_stable_names (void)
{
  static const char *const nicks[] = {"install", "session", "check", "act"};
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++) {
    YqqPinPurpose purpose;
    g_assert_true (yqq_pin_purpose_from_nick (nicks[i], &purpose));
    g_assert_cmpint (purpose, ==, i);
    g_assert_cmpstr (yqq_pin_purpose_to_nick (purpose), ==, nicks[i]);
  }
}

#define ADD(test) g_test_add_func ("/protocol/pin/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (messages_come_back);
  ADD (sizes_are_exact);
  ADD (a_pepper_comes_back_through_locked_memory);
  ADD (its_text_is_wiped_when_it_is_read);
  ADD (a_pepper_of_another_size_is_refused);
  ADD (the_gate_signs_purpose_subject_and_challenge);
  ADD (purposes_have_stable_names);
  return g_test_run ();
}
