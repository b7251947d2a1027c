/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/enterprise-act.h"

#include <string.h>

#include "message.h"
#include "protocol/act-result.h"
#include "samples.h"

#define HEAD(kind)                                                                                 \
  "{\"act\":\"" kind "\",\"act_id\":\"a-1\",\"enterprise\":\"e1\",\"at\":\"" TIME "\""
#define DRAFT                                                                                      \
  "{\"name\":\"李四\",\"id_type\":\"resident-id\",\"id_number\":\"440100199001010015\","         \
  "\"phone\":\"13800138000\",\"years\":1,\"permissions\":[\"enterprise-certificate\"]}"
#define DRAFT_UNTIL                                                                                \
  "{\"name\":\"王五\",\"id_type\":\"passport\",\"id_number\":\"E12345678\","                     \
  "\"phone\":\"13800138001\",\"not_after\":\"" LATER "\",\"permissions\":[]}"

static gpointer
read_act (JsonObject *object, GError **error)
{
  g_autofree char *text = yqq_json_to_string (object);
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));
  return yqq_enterprise_act_parse (payload, error);
}

static JsonObject *
write_act (gconstpointer act)
{
  g_autoptr (GBytes) payload = yqq_enterprise_act_to_bytes (act);
  return yqq_json_parse (g_bytes_get_data (payload, NULL), (gssize)g_bytes_get_size (payload),
                         YQQ_ACT_MAX_BYTES, NULL);
}

#define ACT(good, optionals)                                                                       \
  {                                                                                                \
    .text = good, .read = read_act, .write = write_act,                                            \
    .free = (GDestroyNotify)yqq_enterprise_act_free, .optional = optionals, .closed = TRUE         \
  }

static const MessageKind kinds[YQQ_ACT_KIND_COUNT] = {
    [YQQ_ACT_GRANT_ADD] =
        ACT (HEAD ("grant-add") ",\"whole\":true,\"grants\":[" DRAFT "," DRAFT_UNTIL "]}", NULL),
    [YQQ_ACT_GRANT_MODIFY] =
        ACT (HEAD ("grant-modify") ",\"whole\":false,\"grants\":["
                                   "{\"grant\":\"g1\",\"permissions\":[\"seal:s1\"]},"
                                   "{\"grant\":\"g2\",\"permissions\":[]},"
                                   "{\"grant\":\"g3\",\"permissions\":[],\"years\":2},"
                                   "{\"grant\":\"g4\",\"permissions\":[],"
                                   "\"not_after\":\"2027-01-01T00:00:00.000Z\"}]}",
             NULL),
    [YQQ_ACT_GRANT_CANCEL] =
        ACT (HEAD ("grant-cancel") ",\"whole\":true,\"grants\":["
                                   "{\"grant\":\"g1\"}],\"reason\":\"left\",\"note\":\"离职\"}",
             "note"),
    [YQQ_ACT_TRANSFER_OFFER] =
        ACT (HEAD ("transfer-offer") ",\"subject\":\"g1\",\"from\":\"g0\",\"identity\":\"i1\"}",
             "from identity"),
    [YQQ_ACT_TRANSFER_ACCEPT] =
        ACT (HEAD ("transfer-accept") ",\"subject\":\"t1\",\"identity\":\"i1\"}", "identity"),
    [YQQ_ACT_TRANSFER_REFUSE] = ACT (HEAD ("transfer-refuse") ",\"subject\":\"t1\"}", NULL),
    [YQQ_ACT_TRANSFER_WITHDRAW] = ACT (HEAD ("transfer-withdraw") ",\"subject\":\"t1\"}", NULL),
    [YQQ_ACT_PROPOSAL_APPROVE] =
        ACT (HEAD ("proposal-approve") ",\"subject\":\"p1\","
                                       "\"proposed_digest\":\"" BYTES_32 "\"}",
             NULL),
    [YQQ_ACT_PROPOSAL_REFUSE] = ACT (HEAD ("proposal-refuse") ",\"subject\":\"p1\"}", NULL),
    [YQQ_ACT_PROPOSAL_WITHDRAW] = ACT (HEAD ("proposal-withdraw") ",\"subject\":\"p1\"}", NULL),
    [YQQ_ACT_SETTINGS_CHANGE] = ACT (HEAD ("settings-change") ",\"two_person\":true}", NULL),
    [YQQ_ACT_IDENTITY_CONFIRM] =
        ACT (HEAD ("identity-confirm") ",\"subject\":\"p1\",\"purpose\":\"new-pin\","
                                       "\"document\":\"resident-id\"}",
             NULL),
    [YQQ_ACT_AUTHENTICATOR_REMOVE] =
        ACT (HEAD ("authenticator-remove") ",\"subject\":\"k1\",\"document\":\"passport\"}", NULL),
};

static void
every_act_comes_back (void)
{
  for (guint i = 0; i < YQQ_ACT_KIND_COUNT; i++)
    message_check (&kinds[i]);
}

static void
kinds_and_reasons_have_stable_names (void)
{
  static const char *const reasons[] = {"left", "duty-changed", "misuse", "other"};
  YqqActKind kind;
  YqqCancelReason reason;
  for (guint i = 0; i < YQQ_ACT_KIND_COUNT; i++) {
    g_autoptr (JsonObject) object = message_parse (kinds[i].text);
    const char *nick = json_object_get_string_member (object, "act");
    g_assert_true (yqq_act_kind_from_nick (nick, &kind));
    g_assert_cmpint (kind, ==, i);
    g_assert_cmpstr (yqq_act_kind_to_nick (i), ==, nick);
  }
  for (guint i = 0; i < YQQ_CANCEL_REASON_COUNT; i++) {
    g_assert_true (yqq_cancel_reason_from_nick (reasons[i], &reason));
    g_assert_cmpint (reason, ==, i);
    g_assert_cmpstr (yqq_cancel_reason_to_nick (i), ==, reasons[i]);
  }
  g_assert_false (yqq_act_kind_from_nick (NULL, &kind));
  g_assert_false (yqq_act_kind_from_nick ("grant-forge", &kind));
}

static void
only_adding_and_modifying_go_without_the_pin_for_a_while (void)
{
  for (guint i = 0; i < YQQ_ACT_KIND_COUNT; i++)
    g_assert_true (yqq_act_kind_needs_pin (i) ==
                   (i != YQQ_ACT_GRANT_ADD && i != YQQ_ACT_GRANT_MODIFY));
}

static void
check_refused (YqqActKind kind, const char *text, const char *member)
{
  message_check_refused (&kinds[kind], text, member);
}

static void
a_draft_in_an_act_is_whole_and_well_formed (void)
{
#define ADD_OF(draft) HEAD ("grant-add") ",\"whole\":true,\"grants\":[" draft "]}"
#define WITH(person, phone, rest) ADD_OF ("{" person ",\"phone\":\"" phone "\"" rest "}")
#define PERSON_OF(name, type, number)                                                              \
  "\"name\":\"" name "\",\"id_type\":\"" type "\",\"id_number\":\"" number "\""
#define GOOD PERSON_OF ("李四", "passport", "E12345678")
#define PHONE "13800138000"
  static const struct {
    const char *text, *member;
  } cases[] = {
      {WITH (PERSON_OF (" ", "passport", "E12345678"), PHONE, ",\"years\":1,\"permissions\":[]"),
       "name"},
      {WITH (PERSON_OF ("李四", "card", "E12345678"), PHONE, ",\"years\":1,\"permissions\":[]"),
       "id_type"},
      {WITH (PERSON_OF ("李四", "resident-id", "440100199001010014"), PHONE,
             ",\"years\":1,\"permissions\":[]"),
       "id_number"},
      {WITH (GOOD, "02088888888", ",\"years\":1,\"permissions\":[]"), "phone"},
      {WITH (GOOD, PHONE, ",\"years\":0,\"permissions\":[]"), "term"},
      {WITH (GOOD, PHONE, ",\"years\":11,\"permissions\":[]"), "term"},
      {WITH (GOOD, PHONE, ",\"years\":1,\"not_after\":\"" LATER "\",\"permissions\":[]"), "term"},
      {WITH (GOOD, PHONE, ",\"permissions\":[]"), "term"},
      {WITH (GOOD, PHONE, ",\"years\":1"), "permissions"},
      {WITH (GOOD, PHONE, ",\"years\":1,\"permissions\":[\"all\"]"), "permissions"},
      {WITH (GOOD, PHONE, ",\"years\":1,\"permissions\":[\"seal:a\",\"seal:a\"]"), "permissions"},
      {WITH (GOOD, PHONE, ",\"years\":\"1\",\"permissions\":[]"), "years"},
      {ADD_OF ("{}"), NULL},
      {ADD_OF ("7"), "grants"},
      {ADD_OF (""), "grants"},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_refused (YQQ_ACT_GRANT_ADD, cases[i].text, cases[i].member);
}

static void
a_grant_stands_in_an_act_once (void)
{
  check_refused (YQQ_ACT_GRANT_CANCEL,
                 HEAD ("grant-cancel") ",\"whole\":true,\"reason\":\"left\",\"grants\":["
                                       "{\"grant\":\"g1\"},{\"grant\":\"g2\"},{\"grant\":\"g1\"}]}",
                 "grants");
  check_refused (YQQ_ACT_GRANT_MODIFY,
                 HEAD ("grant-modify") ",\"whole\":true,\"grants\":["
                                       "{\"grant\":\"g1\",\"permissions\":[\"seal:s1\"]},"
                                       "{\"grant\":\"g1\",\"permissions\":[]}]}",
                 "grants");
}

static void
other_wrong_members_are_named (void)
{
  check_refused (YQQ_ACT_GRANT_MODIFY,
                 HEAD ("grant-modify") ",\"whole\":true,\"grants\":[{\"grant\":\"g1\","
                                       "\"permissions\":[],\"years\":11}]}",
                 "years");
  check_refused (YQQ_ACT_GRANT_MODIFY,
                 HEAD ("grant-modify") ",\"whole\":true,\"grants\":[{\"grant\":\"g1\","
                                       "\"permissions\":[],\"years\":1,"
                                       "\"not_after\":\"2027-01-01T00:00:00.000Z\"}]}",
                 "not_after");
  check_refused (YQQ_ACT_GRANT_CANCEL,
                 HEAD ("grant-cancel") ",\"whole\":true,\"reason\":\"bored\",\"grants\":["
                                       "{\"grant\":\"g1\"}]}",
                 "reason");
  check_refused (YQQ_ACT_GRANT_CANCEL,
                 HEAD ("grant-cancel") ",\"whole\":true,\"reason\":\"left\",\"grants\":[]}",
                 "grants");
  check_refused (YQQ_ACT_GRANT_MODIFY,
                 HEAD ("grant-modify") ",\"whole\":true,\"grants\":[{\"grant\":\"g1\"}]}",
                 "permissions");
  check_refused (YQQ_ACT_GRANT_MODIFY,
                 HEAD ("grant-modify") ",\"whole\":true,\"grants\":[{\"grant\":\"../x\","
                                       "\"permissions\":[]}]}",
                 "grant");
  check_refused (YQQ_ACT_PROPOSAL_APPROVE,
                 HEAD ("proposal-approve") ",\"subject\":\"p1\",\"proposed_digest\":\"" BYTES_16
                                           "\"}",
                 "proposed_digest");
  check_refused (YQQ_ACT_SETTINGS_CHANGE, HEAD ("settings-undo") ",\"two_person\":true}", "act");
  check_refused (YQQ_ACT_SETTINGS_CHANGE, "{}", "act");
  /* What nobody knows, in the act and in its lines. */
  check_refused (YQQ_ACT_TRANSFER_ACCEPT,
                 HEAD ("transfer-accept") ",\"subject\":\"t1\",\"from\":\"g1\"}", "from");
  check_refused (YQQ_ACT_GRANT_CANCEL,
                 HEAD ("grant-cancel") ",\"whole\":true,\"reason\":\"left\",\"grants\":["
                                       "{\"grant\":\"g1\",\"permissions\":[]}]}",
                 NULL);
  check_refused (YQQ_ACT_GRANT_MODIFY,
                 HEAD ("grant-modify") ",\"whole\":true,\"grants\":["
                                       "{\"grant\":\"g1\",\"permissions\":[],\"x\":1}]}",
                 NULL);
}

/* An act that cancels n grants, as bytes. */
static GBytes *
make_cancellation (guint n)
{
  g_autoptr (YqqEnterpriseAct) act = yqq_enterprise_act_new (YQQ_ACT_GRANT_CANCEL, "e1");
  act->id = g_strdup ("a1");
  act->at_ms = 1;
  for (guint i = 0; i < n; i++) {
    YqqActItem *item = g_new0 (YqqActItem, 1);
    item->grant = g_strdup_printf ("g%u", i);
    g_ptr_array_add (act->items, item);
  }
  return yqq_enterprise_act_to_bytes (act);
}

static void
an_act_has_at_most_two_thousand_lines (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) full = make_cancellation (YQQ_ACT_MAX_ITEMS);
  g_autoptr (GBytes) over = make_cancellation (YQQ_ACT_MAX_ITEMS + 1);
  g_autoptr (YqqEnterpriseAct) act = yqq_enterprise_act_parse (full, NULL);
  g_assert_cmpuint (act->items->len, ==, YQQ_ACT_MAX_ITEMS);
  g_assert_null (yqq_enterprise_act_parse (over, &error));
  g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
  g_assert_cmpstr (yqq_protocol_error_get_member (error), ==, "grants");
}

static void
two_thousand_long_drafts_fit (void)
{
  g_autoptr (YqqEnterpriseAct) act = yqq_enterprise_act_new (YQQ_ACT_GRANT_ADD, "e1");
  act->id = g_strdup ("a1");
  act->at_ms = 1;
  for (guint i = 0; i < YQQ_ACT_MAX_ITEMS; i++) {
    YqqGrantDraft *draft = yqq_grant_draft_new ();
    draft->name = g_strdup ("阿卜杜热依木·买买提吐尔逊·伊斯马伊力·阿卜杜热合曼");
    draft->id_type = g_strdup ("hk-macao-taiwan-residence");
    draft->id_number = g_strdup ("810000199001010019");
    draft->phone = g_strdup ("13800138000");
    draft->not_after_ms = G_GINT64_CONSTANT (1800000000000);
    draft->permissions = g_strsplit ("enterprise-certificate seal:0123456789abcdef", " ", -1);
    g_ptr_array_add (act->drafts, draft);
  }
  g_autoptr (GBytes) payload = yqq_enterprise_act_to_bytes (act);
  g_autoptr (YqqEnterpriseAct) again = yqq_enterprise_act_parse (payload, NULL);
  g_assert_nonnull (again);
  /* and its JWS: base64url, a header and a signature around it */
  g_assert_cmpuint (g_bytes_get_size (payload) * 4 / 3 + 1024, <, YQQ_ACT_MAX_BYTES);
}

static void
bytes_that_are_no_act_are_refused (void)
{
  static const char *const texts[] = {"", "x", "[]", "{\"act\":\"grant-add\",\"act\":\"x\"}"};
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) payload = g_bytes_new (texts[i], strlen (texts[i]));
    g_assert_null (yqq_enterprise_act_parse (payload, &error));
    g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
  }
  g_autoptr (GError) error = NULL;
  g_autofree char *large = g_strnfill (YQQ_ACT_MAX_BYTES + 1, ' ');
  g_autoptr (GBytes) payload = g_bytes_new (large, YQQ_ACT_MAX_BYTES + 1);
  g_assert_null (yqq_enterprise_act_parse (payload, &error));
  g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_TOO_LARGE);
}

static void
a_copy_signs_the_same_bytes (void)
{
  for (guint i = 0; i < YQQ_ACT_KIND_COUNT; i++) {
    g_autoptr (JsonObject) object = message_parse (kinds[i].text);
    YqqEnterpriseAct *act = read_act (object, NULL);
    g_autoptr (YqqEnterpriseAct) copy = yqq_enterprise_act_copy (act);
    g_autoptr (GBytes) before = yqq_enterprise_act_to_bytes (act);
    yqq_enterprise_act_free (act);
    g_autoptr (GBytes) after = yqq_enterprise_act_to_bytes (copy);
    g_assert_true (g_bytes_equal (before, after));
  }
}

#define ADD(test) g_test_add_func ("/protocol/enterprise-act/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (every_act_comes_back);
  ADD (kinds_and_reasons_have_stable_names);
  ADD (only_adding_and_modifying_go_without_the_pin_for_a_while);
  ADD (a_draft_in_an_act_is_whole_and_well_formed);
  ADD (a_grant_stands_in_an_act_once);
  ADD (other_wrong_members_are_named);
  ADD (an_act_has_at_most_two_thousand_lines);
  ADD (two_thousand_long_drafts_fit);
  ADD (bytes_that_are_no_act_are_refused);
  ADD (a_copy_signs_the_same_bytes);
  return g_test_run ();
}
