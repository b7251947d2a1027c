/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/enterprise-overview.h"

#include <string.h>

#include "message.h"
#include "model/grant.h"
#include "samples.h"

#define QUOTA "{\"total\":10,\"in_use\":3,\"suspended\":1,\"cancelled\":2}"
#define TRANSFER                                                                                   \
  "{\"id\":\"t1\",\"state\":\"waiting\",\"from_name\":\"张三\",\"to_name\":\"李四\","          \
  "\"offered_by_name\":\"王五\",\"to_me\":true,\"by_me\":false,\"offered_at\":\"" TIME             \
  "\",\"expires_at\":\"" LATER "\",\"ended_at\":\"" LATER "\"}"
#define PROPOSAL                                                                                   \
  "{\"id\":\"p1\",\"state\":\"timed-out\",\"by_name\":\"张三\",\"by_me\":true,"                  \
  "\"act\":\"a.b.c\",\"subject_names\":[\"李四\",\"王五\"],\"proposed_at\":\"" TIME                \
  "\",\"expires_at\":\"" LATER "\"}"
#define OVERVIEW(administrators, seals, transfers, proposals)                                      \
  "{\"enterprise\":" ENTERPRISE ",\"roles\":[\"administrator\"],\"quota\":" QUOTA                  \
  ",\"certificate\":{\"code\":\"YQ44-1\",\"not_after\":\"" LATER "\"},\"two_person\":true,"        \
  "\"can_have_two_person\":false,\"administrators\":[" administrators "],\"seals\":[" seals        \
  "],\"transfers\":[" transfers "],\"proposals\":[" proposals "]}"

static const MessageKind overview =
    MESSAGE (OVERVIEW ("{\"grant\":\"g1\",\"name\":\"张三\",\"me\":true},"
                       "{\"name\":\"李四\",\"me\":false}",
                       "{\"id\":\"s1\",\"name\":\"合同专用章\"}",
                       TRANSFER,
                       PROPOSAL),
             yqq_enterprise_overview,
             "certificate");

static void
it_comes_back (void)
{
  message_check (&overview);
}

static void
everything_in_it_is_read (void)
{
  g_autoptr (JsonObject) object = message_parse (overview.text);
  g_autoptr (YqqEnterpriseOverview) self = yqq_enterprise_overview_from_json (object, NULL);
  const YqqTransferView *transfer = g_ptr_array_index (self->transfers, 0);
  const YqqProposalView *proposal = g_ptr_array_index (self->proposals, 0);
  const YqqAdministratorView *second = g_ptr_array_index (self->administrators, 1);
  g_assert_cmpuint (self->roles, ==, YQQ_ROLE_ADMINISTRATOR);
  g_assert_cmpint (self->quota.cancelled, ==, 2);
  g_assert_cmpstr (self->certificate_code, ==, "YQ44-1");
  g_assert_true (transfer->to_me);
  g_assert_cmpint (transfer->ended_at_ms, >, transfer->offered_at_ms);
  g_assert_cmpint (proposal->state, ==, YQQ_TRANSFER_STATE_TIMED_OUT);
  g_assert_cmpint (proposal->ended_at_ms, ==, 0);
  g_assert_cmpuint (g_strv_length (proposal->subject_names), ==, 2);
  g_assert_null (second->grant);
}

static void
hostile_entries_are_refused (void)
{
  message_check_refused (&overview, OVERVIEW ("{\"name\":\"x\"}", "", "", ""), "me");
  message_check_refused (&overview, OVERVIEW ("{\"name\":\"\",\"me\":true}", "", "", ""), "name");
  message_check_refused (&overview, OVERVIEW ("", "{\"id\":\"a/b\",\"name\":\"x\"}", "", ""), "id");
  message_check_refused (&overview, OVERVIEW ("", "{\"id\":\"s1\"}", "", ""), "name");
  message_check_refused (&overview, OVERVIEW ("", "", "{\"id\":\"t1\",\"state\":\"lost\"}", ""),
                         "state");
  message_check_refused (&overview, OVERVIEW ("", "", "[]", ""), "transfers");
  message_check_refused (&overview, OVERVIEW ("", "", "", "{\"id\":7}"), "id");
}

/* An office may be without a grant or, on its way, without anybody who gives it up. */
static gboolean
may_be_missing (const char *member)
{
  static const char *const optional[] = {"ended_at", "grant", "from_name", "act", NULL};
  return g_strv_contains (optional, member);
}

/* Takes each member of a good entry away. */
static void
check_entry (const char *list, const char *good)
{
  g_autoptr (JsonObject) entry = message_parse (good);
  g_autoptr (GList) members = json_object_get_members (entry);
  for (GList *l = members; l != NULL; l = l->next) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonObject) object = message_parse (overview.text);
    JsonObject *changed =
        json_array_get_object_element (json_object_get_array_member (object, list), 0);
    json_object_remove_member (changed, l->data);
    g_autoptr (YqqEnterpriseOverview) self = yqq_enterprise_overview_from_json (object, &error);
    if (may_be_missing (l->data))
      g_assert_no_error (error);
    else
      g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
  }
}

static void
no_member_of_an_entry_may_be_missing (void)
{
  check_entry ("transfers", TRANSFER);
  check_entry ("proposals", PROPOSAL);
  check_entry ("seals", "{\"id\":\"s1\",\"name\":\"x\"}");
  check_entry ("administrators", "{\"grant\":\"g1\",\"name\":\"x\",\"me\":true}");
}

static void
lists_are_bounded (void)
{
  static const char *const lists[] = {"administrators", "seals", "transfers", "proposals"};
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonObject) object = message_parse (overview.text);
    JsonArray *array = json_object_get_array_member (object, lists[i]);
    for (guint j = json_array_get_length (array); j <= YQQ_OVERVIEW_MAX_ENTRIES; j++)
      json_array_add_object_element (array,
                                     json_object_ref (json_array_get_object_element (array, 0)));
    g_assert_null (yqq_enterprise_overview_from_json (object, &error));
    g_assert_error (error, YQQ_PROTOCOL_ERROR, YQQ_PROTOCOL_ERROR_MALFORMED);
    g_assert_cmpstr (yqq_protocol_error_get_member (error), ==, lists[i]);
  }
}

#define ADD(test) g_test_add_func ("/protocol/enterprise-overview/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (it_comes_back);
  ADD (everything_in_it_is_read);
  ADD (hostile_entries_are_refused);
  ADD (no_member_of_an_entry_may_be_missing);
  ADD (lists_are_bounded);
  return g_test_run ();
}
