/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/usage-record.h"

#include "message.h"
#include "samples.h"

#define RECORD                                                                                     \
  "{\"session\":\"S1\",\"request\":\"r1\",\"document\":\"d1\",\"name\":\"合同 1.pdf\","          \
  "\"size\":1024,\"digest\":\"" BYTES_32 "\",\"algorithm\":\"sm2-sm3\",\"signed_at\":\"" TIME      \
  "\",\"relying_party\":\"电子招投标\",\"domain\":\"sign.example.cn\","                       \
  "\"purpose\":\"合同签署\",\"enterprise\":\"e1\",\"enterprise_name\":\"演示企业\","       \
  "\"signer\":\"张三\",\"certificate\":\"" FINGERPRINT "\",\"serial\":\"0a\"}"

static const MessageKind record = MESSAGE (RECORD, yqq_usage_record, NULL);
static const MessageKind records =
    MESSAGE ("{\"records\":[" RECORD "],\"next\":\"1~c-2~a.b~d\"}", yqq_usage_records, "next");
static const MessageKind signature = {.text = "{\"signature\":\"MAA=\"}",
                                      .read = (MessageReader)yqq_usage_signature_from_json,
                                      .write = (MessageWriter)yqq_usage_signature_to_json,
                                      .free = (GDestroyNotify)g_bytes_unref};

static void
messages_come_back (void)
{
  message_check (&record);
  message_check (&records);
  message_check (&signature);
}

static void
hostile_records_are_refused (void)
{
  static const struct {
    const char *member, *value;
  } cases[] = {
      {"session", "a/b"},          {"document", ".."},    {"digest", BYTES_16},
      {"certificate", "0A"},       {"algorithm", "md5"},  {"signed_at", "now"},
      {"name", "fdp\xe2\x80\xae"}, {"enterprise", "a b"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonObject) object = message_parse (RECORD);
    json_object_set_string_member (object, cases[i].member, cases[i].value);
    g_autofree char *text = yqq_json_to_string (object);
    message_check_refused (&record, text, cases[i].member);
  }
  message_check_refused (&records, "{\"records\":[],\"next\":\"a b\"}", "next");
  message_check_refused (&signature, "{\"signature\":\"\"}", "signature");
}

static void
a_page_is_bounded (void)
{
  g_autoptr (GString) text = g_string_new ("{\"records\":[" RECORD);
  for (guint i = 0; i < YQQ_USAGE_PAGE_MAX; i++)
    g_string_append (text, "," RECORD);
  g_string_append (text, "]}");
  message_check_refused (&records, text->str, "records");
}

static void
a_copy_stands_for_itself (void)
{
  g_autoptr (JsonObject) object = message_parse (RECORD);
  YqqUsageRecord *self = yqq_usage_record_from_json (object, NULL);
  g_autoptr (YqqUsageRecord) copy = yqq_usage_record_copy (self);
  yqq_usage_record_free (self);
  g_autoptr (JsonObject) written = yqq_usage_record_to_json (copy);
  g_autofree char *before = yqq_json_to_string (object);
  g_autofree char *after = yqq_json_to_string (written);
  g_assert_cmpstr (before, ==, after);
}

#define ADD(test) g_test_add_func ("/protocol/usage-record/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (messages_come_back);
  ADD (hostile_records_are_refused);
  ADD (a_page_is_bounded);
  ADD (a_copy_stands_for_itself);
  return g_test_run ();
}
