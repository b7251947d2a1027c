/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/device-frame.h"

#include <string.h>

#include "protocol/relying-party-frame.h"

#include "message.h"
#include "samples.h"

#define SIGN(documents)                                                                            \
  "{\"seq\":3,\"type\":\"sign\",\"request_id\":\"r-1\",\"certificate\":\"" FINGERPRINT             \
  "\",\"algorithm\":\"sm2-sm3\",\"documents\":[" documents "]}"

#define SIGNED(signatures)                                                                         \
  "{\"seq\":3,\"type\":\"signed\",\"request_id\":\"r-1\",\"signatures\":[" signatures "]}"

static const MessageKind request =
    MESSAGE ("{\"seq\":1,\"type\":\"request\",\"jws\":\"a.b.c\"}", yqq_relying_party_frame, NULL);
static const MessageKind check_code =
    MESSAGE ("{\"seq\":2,\"type\":\"check-code\",\"code\":\"042\"}", yqq_relying_party_frame, NULL);
static const MessageKind sign =
    MESSAGE (SIGN (DOCUMENT_DIGEST "," DOCUMENT_BARE), yqq_relying_party_frame, NULL);
static const MessageKind close_frame =
    MESSAGE ("{\"seq\":4,\"type\":\"close\",\"reason\":\"done\"}",
             yqq_relying_party_frame,
             "reason");
static const MessageKind confirm =
    MESSAGE ("{\"seq\":1,\"type\":\"confirm\",\"certificates\":[\"" FINGERPRINT "\"]}",
             yqq_device_frame,
             NULL);
static const MessageKind reject =
    MESSAGE ("{\"seq\":2,\"type\":\"reject\"}", yqq_device_frame, NULL);
static const MessageKind signed_frame =
    MESSAGE ("{\"seq\":3,\"type\":\"signed\",\"request_id\":\"r-1\",\"signatures\":["
             "{\"document\":\"d1\",\"signature\":\"MAA=\"},"
             "{\"document\":\"d2\",\"signature\":\"MAEA\"}]}",
             yqq_device_frame,
             NULL);
static const MessageKind signed_by_value =
    MESSAGE (SIGNED ("{\"document\":\"d1\",\"value\":\"" BYTES_64 "\",\"signed_at\":\"" TIME "\"}"),
             yqq_device_frame,
             NULL);
static const MessageKind refuse =
    MESSAGE ("{\"seq\":4,\"type\":\"refuse\",\"request_id\":\"r-1\",\"reason\":\"limit\"}",
             yqq_device_frame,
             NULL);
static const MessageKind disconnect =
    MESSAGE ("{\"seq\":5,\"type\":\"disconnect\",\"reason\":\"locked\"}", yqq_device_frame, NULL);

static void
frames_of_the_relying_party_come_back (void)
{
  message_check (&request);
  message_check (&check_code);
  message_check (&sign);
  message_check (&close_frame);
}

static void
frames_of_the_device_come_back (void)
{
  message_check (&confirm);
  message_check (&reject);
  message_check (&signed_frame);
  message_check (&signed_by_value);
  message_check (&refuse);
  message_check (&disconnect);
}

static void
numbers_begin_with_one (void)
{
  message_check_refused (&reject, "{\"seq\":0,\"type\":\"reject\"}", "seq");
  message_check_refused (&reject, "{\"seq\":4294967296,\"type\":\"reject\"}", "seq");
  message_check_refused (&close_frame, "{\"seq\":0,\"type\":\"close\"}", "seq");
}

static void
a_side_has_its_own_frames_only (void)
{
  message_check_refused (&reject, "{\"seq\":1,\"type\":\"close\"}", "type");
  message_check_refused (&close_frame, "{\"seq\":1,\"type\":\"reject\"}", "type");
  message_check_refused (&reject, "{\"seq\":1,\"type\":\"Reject\"}", "type");
}

static void
a_check_code_is_three_digits (void)
{
  static const char *const codes[] = {"42", "0042", "04a", "０42", "+42"};
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autofree char *text =
        g_strdup_printf ("{\"seq\":1,\"type\":\"check-code\",\"code\":\"%s\"}", codes[i]);
    message_check_refused (&check_code, text, "code");
  }
}

static void
a_fingerprint_is_sixty_four_small_digits (void)
{
  g_assert_true (yqq_fingerprint_is_valid (FINGERPRINT));
  g_assert_false (yqq_fingerprint_is_valid (FINGERPRINT "0"));
  g_assert_false (yqq_fingerprint_is_valid (""));
  message_check_refused (&confirm, "{\"seq\":1,\"type\":\"confirm\",\"certificates\":[\"AABB\"]}",
                         "certificates");
  message_check_refused (&confirm, "{\"seq\":1,\"type\":\"confirm\",\"certificates\":[]}",
                         "certificates");
}

static void
a_sign_request_names_one_to_thirty_two_documents (void)
{
  g_autoptr (GString) many = g_string_new (NULL);
  message_check_refused (&sign, SIGN (""), "documents");
  message_check_refused (&sign, SIGN (DOCUMENT_DIGEST "," DOCUMENT_DIGEST), "documents");
  for (guint i = 0; i < 33; i++)
    g_string_append_printf (many, "%s{\"id\":\"d%u\",\"name\":\"x\",\"size\":1}", i > 0 ? "," : "",
                            i);
  g_autofree char *text = g_strdup_printf (SIGN ("%s"), many->str);
  message_check_refused (&sign, text, "documents");
}

static void
document_names_cannot_mislead (void)
{
  static const char *const names[] = {
      "a/b.pdf",   "\\u202efdp.exe", /* shown as exe.pdf */
      "a\\u2066b", "a\\u0000b",      "a\\tb", "a\\u2028b", "",
  };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *text =
        g_strdup_printf (SIGN ("{\"id\":\"d\",\"name\":\"%s\",\"size\":1}"), names[i]);
    g_autoptr (JsonObject) object = yqq_json_parse (text, -1, 0, NULL);
    if (object != NULL) /* the strict reader takes no NUL at all */
      message_check_refused (&sign, text, "name");
  }
}

static void
digests_have_thirty_two_bytes (void)
{
  message_check_refused (
      &sign, SIGN ("{\"id\":\"d\",\"name\":\"x\",\"size\":1,\"digest\":\"" BYTES_16 "\"}"),
      "digest");
  message_check_refused (
      &sign, SIGN ("{\"id\":\"d\",\"name\":\"x\",\"size\":1,\"digest\":\"" BYTES_64 "\"}"),
      "digest");
}

static void
each_side_ends_with_reasons_of_its_own (void)
{
  static const char *const words[] = {"absolute", "lost", "grant-changed", "pc", "nothing"};
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *from_pc =
        g_strdup_printf ("{\"seq\":1,\"type\":\"close\",\"reason\":\"%s\"}", words[i]);
    g_autofree char *from_device =
        g_strdup_printf ("{\"seq\":1,\"type\":\"disconnect\",\"reason\":\"%s\"}", words[i]);
    message_check_refused (&close_frame, from_pc, "reason");
    message_check_refused (&disconnect, from_device, "reason");
  }
}

static void
a_close_without_a_reason_is_the_users (void)
{
  g_autoptr (JsonObject) object = message_parse ("{\"seq\":1,\"type\":\"close\"}");
  g_autoptr (YqqRelyingPartyFrame) frame = yqq_relying_party_frame_from_json (object, NULL);
  g_assert_cmpint (frame->reason, ==, YQQ_SESSION_REASON_USER);
}

/* Whole, or with size 0 by its value. */
static YqqDeliveredSignature *
make_delivered (const char *document, gsize size)
{
  gsize length = size > 0 ? size : YQQ_DEVICE_FRAME_VALUE_SIZE;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (length), length);
  return size > 0 ? yqq_delivered_signature_new (document, bytes)
                  : yqq_delivered_signature_new_by_value (document, bytes, 1);
}

/* A frame with as many signatures of size bytes as count, on the wire. */
static char *
write_signed (guint count, gsize size)
{
  g_autofree char *request_id = g_strnfill (64, 'r');
  g_autoptr (GPtrArray) signatures =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_delivered_signature_free);
  for (guint i = 0; i < count; i++) {
    g_autofree char *document = g_strdup_printf ("%064u", i);
    g_ptr_array_add (signatures, make_delivered (document, size));
  }
  YqqDeviceFrame frame = {.type = YQQ_DEVICE_FRAME_SIGNED,
                          .seq = G_MAXINT32,
                          .request_id = request_id,
                          .signatures = signatures};
  g_autoptr (JsonObject) object = yqq_device_frame_to_json (&frame);
  return yqq_json_to_string (object);
}

static YqqDeviceFrame *
read_frame (const char *text)
{
  g_autoptr (JsonObject) parsed = yqq_json_parse (text, -1, YQQ_SESSION_MAX_FRAME_BYTES, NULL);
  return parsed != NULL ? yqq_device_frame_from_json (parsed, NULL) : NULL;
}

static void
a_signature_at_the_limit_fits_a_frame (void)
{
  g_autofree char *text = write_signed (1, YQQ_DEVICE_FRAME_MAX_SIGNATURE);
  g_autofree char *larger = write_signed (1, YQQ_DEVICE_FRAME_MAX_SIGNATURE + 1);
  g_autoptr (YqqDeviceFrame) read = read_frame (text);
  g_assert_nonnull (read);
  g_autoptr (JsonObject) object = message_parse (larger);
  g_assert_null (yqq_device_frame_from_json (object, NULL));
}

static void
as_many_signatures_fit_as_their_bytes_say (void)
{
  for (gsize size = 1000; size < 4000; size += 137) {
    g_autofree char *document = g_strnfill (64, 'd');
    g_autoptr (YqqDeliveredSignature) one = make_delivered (document, size);
    guint count = (YQQ_SESSION_MAX_FRAME_BYTES - YQQ_DEVICE_FRAME_HEAD_BYTES) /
                  (guint)yqq_delivered_signature_get_frame_bytes (one);
    g_autofree char *text = write_signed (count, size);
    g_autofree char *larger = write_signed (count + 1, size);
    g_autoptr (YqqDeviceFrame) read = read_frame (text);
    g_assert_nonnull (read);
    g_assert_cmpuint (read->signatures->len, ==, count);
    g_assert_cmpuint (strlen (larger), >,
                      YQQ_SESSION_MAX_FRAME_BYTES - YQQ_DEVICE_FRAME_HEAD_BYTES);
  }
}

static void
all_of_a_request_fits_a_frame_by_value (void)
{
  g_autofree char *document = g_strnfill (64, 'd');
  g_autofree char *text = write_signed (YQQ_SESSION_MAX_DOCUMENTS, 0);
  g_autofree char *one_less = write_signed (YQQ_SESSION_MAX_DOCUMENTS - 1, 0);
  g_autoptr (YqqDeliveredSignature) one = make_delivered (document, 0);
  g_assert_cmpuint (strlen (text), <, YQQ_SESSION_MAX_FRAME_BYTES);
  g_assert_cmpuint (strlen (text) - strlen (one_less), ==,
                    yqq_delivered_signature_get_frame_bytes (one));
  g_autoptr (YqqDeviceFrame) read = read_frame (text);
  g_assert_nonnull (read);
  g_assert_cmpuint (read->signatures->len, ==, YQQ_SESSION_MAX_DOCUMENTS);
}

#define BY_VALUE(rest) SIGNED ("{\"document\":\"d1\"," rest "}")

static void
a_value_has_sixty_four_bytes_and_its_time (void)
{
  message_check_refused (&signed_by_value,
                         BY_VALUE ("\"value\":\"" BYTES_32 "\",\"signed_at\":\"" TIME "\""),
                         "value");
  message_check_refused (&signed_by_value,
                         BY_VALUE ("\"value\":\"QUFB" BYTES_64 "\",\"signed_at\":\"" TIME "\""),
                         "value");
  message_check_refused (&signed_by_value, BY_VALUE ("\"value\":7,\"signed_at\":\"" TIME "\""),
                         "value");
  message_check_refused (&signed_by_value, BY_VALUE ("\"value\":\"" BYTES_64 "\""), "signed_at");
  message_check_refused (&signed_by_value,
                         BY_VALUE ("\"value\":\"" BYTES_64 "\",\"signed_at\":1767225600000"),
                         "signed_at");
  message_check_refused (
      &signed_by_value,
      BY_VALUE ("\"value\":\"" BYTES_64 "\",\"signed_at\":\"1970-01-01T00:00:00.000Z\""),
      "signed_at");
}

/* Which of the two would count? */
static void
a_signature_comes_whole_or_by_value_never_both (void)
{
  message_check_refused (
      &signed_by_value,
      BY_VALUE ("\"value\":\"" BYTES_64 "\",\"signed_at\":\"" TIME "\",\"signature\":\"MAA=\""),
      "value");
}

static void
a_document_is_signed_once_in_a_frame (void)
{
  message_check_refused (&signed_frame, SIGNED (""), "signatures");
  message_check_refused (&signed_frame, SIGNED ("{\"document\":\"d1\"}"), "signature");
  message_check_refused (&signed_frame,
                         SIGNED ("{\"document\":\"d1\",\"signature\":\"MAA=\"},"
                                 "{\"document\":\"d1\",\"signature\":\"MAEA\"}"),
                         "signatures");
}

static void
each_frame_is_its_message (void)
{
  g_autoptr (JsonObject) first = message_parse (sign.text);
  g_autoptr (YqqRelyingPartyFrame) frame = yqq_relying_party_frame_from_json (first, NULL);
  g_assert_cmpint (yqq_relying_party_frame_get_message (frame), ==, YQQ_SESSION_MESSAGE_SIGN);
  g_autoptr (JsonObject) second = message_parse (disconnect.text);
  g_autoptr (YqqDeviceFrame) other = yqq_device_frame_from_json (second, NULL);
  g_assert_cmpint (yqq_device_frame_get_message (other), ==, YQQ_SESSION_MESSAGE_DISCONNECT);
  g_assert_cmpint (other->reason, ==, YQQ_SESSION_REASON_LOCKED);
}

#define ADD(test) g_test_add_func ("/protocol/frames/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (frames_of_the_relying_party_come_back);
  ADD (frames_of_the_device_come_back);
  ADD (numbers_begin_with_one);
  ADD (a_side_has_its_own_frames_only);
  ADD (a_check_code_is_three_digits);
  ADD (a_fingerprint_is_sixty_four_small_digits);
  ADD (a_sign_request_names_one_to_thirty_two_documents);
  ADD (document_names_cannot_mislead);
  ADD (digests_have_thirty_two_bytes);
  ADD (each_side_ends_with_reasons_of_its_own);
  ADD (a_close_without_a_reason_is_the_users);
  ADD (a_signature_at_the_limit_fits_a_frame);
  ADD (as_many_signatures_fit_as_their_bytes_say);
  ADD (all_of_a_request_fits_a_frame_by_value);
  ADD (a_value_has_sixty_four_bytes_and_its_time);
  ADD (a_signature_comes_whole_or_by_value_never_both);
  ADD (a_document_is_signed_once_in_a_frame);
  ADD (each_frame_is_its_message);
  return g_test_run ();
}
