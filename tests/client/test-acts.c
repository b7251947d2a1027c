/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An administrator's acts and questions from a real wallet to a real authority. */
#include <string.h>

#include "../support/await.h"
#include "base/json.h"
#include "client/act-signer.h"
#include "client/check-grants.h"
#include "client/fetch-enterprise.h"
#include "client/fetch-me.h"
#include "client/fetch-users.h"
#include "client/reveal-user.h"
#include "client/send-act.h"
#include "real-authority.h"
#include "script-server.h"
#include "wallet/wallet-error.h"

typedef struct {
  Real real;
  YqqActSigner *signer;
  YqqEnterprise *enterprise;
} Office;

static void
find_enterprise (Office *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (Await) await = {0};
  yqq_fetch_me_async (self->real.connection, NULL, await_callback, &await);
  g_autoptr (YqqMe) me = yqq_fetch_me_finish (await_result (&await), &error);
  g_assert_no_error (error);
  const YqqMembership *first = g_ptr_array_index (me->memberships, 0);
  self->enterprise = g_object_ref (first->enterprise);
}

static void
set_up (Office *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  real_set_up (&self->real, NULL);
  real_log_in (&self->real, REAL_ADMINISTRATOR);
  real_set_pin (&self->real);
  find_enterprise (self);
  self->signer = yqq_act_signer_new (self->real.connection, self->real.wallet, self->real.gate);
  g_assert_null (yqq_act_signer_find_credential (self->signer, self->enterprise));
  g_autofree char *grant = real_find_grant (&self->real);
  for (guint i = 0; i < YQQ_ALGORITHM_COUNT; i++) {
    g_autoptr (YqqCredential) credential =
        real_try_install (&self->real, grant, i, REAL_PIN, &error);
    g_assert_no_error (error);
  }
}

static void
tear_down (Office *self, gconstpointer data)
{
  g_clear_object (&self->signer);
  g_clear_object (&self->enterprise);
  real_tear_down (&self->real, NULL);
}

static YqqGrantDraft *
make_draft (void)
{
  YqqGrantDraft *draft = yqq_grant_draft_new ();
  draft->name = g_strdup ("测试员工");
  draft->id_type = g_strdup ("passport");
  draft->id_number = g_strdup ("E12345678");
  draft->phone = g_strdup ("19812345678");
  draft->years = 1;
  draft->permissions = g_strsplit (YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, " ", -1);
  return draft;
}

static YqqEnterpriseAct *
make_add (Office *self)
{
  YqqEnterpriseAct *act =
      yqq_enterprise_act_new (YQQ_ACT_GRANT_ADD, yqq_enterprise_get_id (self->enterprise));
  act->whole = TRUE;
  act->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_grant_draft_free);
  g_ptr_array_add (act->drafts, make_draft ());
  return act;
}

static YqqEnterpriseAct *
make_change (Office *self, YqqActKind kind, const char *grant)
{
  YqqEnterpriseAct *act = yqq_enterprise_act_new (kind, yqq_enterprise_get_id (self->enterprise));
  YqqActItem *item = g_new0 (YqqActItem, 1);
  item->grant = g_strdup (grant);
  item->permissions = g_new0 (char *, 1);
  act->whole = TRUE;
  act->items = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_act_item_free);
  g_ptr_array_add (act->items, item);
  return act;
}

static YqqActResult *
try_perform (Office *self, YqqEnterpriseAct *act, const char *text, GError **error)
{
  g_autoptr (YqqSecretBytes) pin = text != NULL ? real_pin (text) : NULL;
  g_auto (Await) await = {0};
  yqq_act_signer_perform_async (self->signer, act, pin, NULL, await_callback, &await);
  return yqq_act_signer_perform_finish (self->signer, await_result (&await), error);
}

static YqqActResult *
perform (Office *self, YqqEnterpriseAct *act, const char *text)
{
  g_autoptr (GError) error = NULL;
  YqqActResult *result = try_perform (self, act, text, &error);
  g_assert_no_error (error);
  return result;
}

static char *
add_one (Office *self)
{
  g_autoptr (YqqEnterpriseAct) act = make_add (self);
  g_autoptr (YqqActResult) result = perform (self, act, REAL_PIN);
  g_assert_true (result->done);
  const YqqActLine *line = g_ptr_array_index (result->lines, 0);
  return g_strdup (line->grant);
}

static void
acts_are_signed_with_the_enterprises_sm2_certificate (Office *self, gconstpointer data)
{
  g_autoptr (YqqCredential) credential =
      yqq_act_signer_find_credential (self->signer, self->enterprise);
  g_assert_nonnull (credential);
  g_assert_cmpint (yqq_credential_get_algorithm (credential), ==, YQQ_ALGORITHM_SM2_SM3);
  g_assert_cmpstr (yqq_credential_get_credit_code (credential), ==,
                   yqq_enterprise_get_credit_code (self->enterprise));
}

static void
one_pin_is_enough_for_adding_and_modifying_but_not_for_cancelling (Office *self, gconstpointer data)
{
  g_assert_true (yqq_act_signer_needs_pin (self->signer, YQQ_ACT_GRANT_ADD));
  g_autofree char *grant = add_one (self);
  g_assert_false (yqq_act_signer_needs_pin (self->signer, YQQ_ACT_GRANT_MODIFY));
  g_assert_true (yqq_act_signer_needs_pin (self->signer, YQQ_ACT_GRANT_CANCEL));
  g_autoptr (YqqEnterpriseAct) suspend = make_change (self, YQQ_ACT_GRANT_MODIFY, grant);
  g_autoptr (YqqActResult) suspended = perform (self, suspend, NULL);
  g_assert_true (suspended->done);
  g_assert_cmpint (suspended->quota.suspended, >, 0);
  g_autoptr (YqqEnterpriseAct) cancel = make_change (self, YQQ_ACT_GRANT_CANCEL, grant);
  g_autoptr (GError) closed = NULL;
  g_assert_null (try_perform (self, cancel, NULL, &closed));
  g_assert_error (closed, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_VAULT_CLOSED);
  g_autoptr (GError) wrong = NULL;
  g_assert_null (try_perform (self, cancel, "738291", &wrong));
  g_assert_error (wrong, YQQ_WALLET_ERROR, YQQ_WALLET_ERROR_WRONG_PIN);
  g_assert_cmpint (yqq_wallet_error_get_tries_left (wrong), ==, 4);
  g_autoptr (YqqActResult) cancelled = perform (self, cancel, REAL_PIN);
  g_assert_true (cancelled->done);
  yqq_act_signer_forget (self->signer);
  g_assert_true (yqq_act_signer_needs_pin (self->signer, YQQ_ACT_GRANT_MODIFY));
}

static void
the_same_act_performed_again_is_done_once (Office *self, gconstpointer data)
{
  g_autoptr (YqqEnterpriseAct) act = make_add (self);
  g_autoptr (YqqActResult) first = perform (self, act, REAL_PIN);
  yqq_act_signer_forget (self->signer);
  g_autoptr (YqqActResult) again = perform (self, act, NULL);
  const YqqActLine *line = g_ptr_array_index (first->lines, 0);
  const YqqActLine *same = g_ptr_array_index (again->lines, 0);
  g_assert_cmpstr (line->grant, ==, same->grant);
  g_assert_cmpint (first->quota.in_use, ==, again->quota.in_use);
}

static void
after_a_restart_of_the_authority_the_pin_is_asked_for_again (Office *self, gconstpointer data)
{
  g_autofree char *grant = add_one (self);
  real_kill (&self->real);
  real_start (&self->real);
  g_autoptr (YqqEnterpriseAct) suspend = make_change (self, YQQ_ACT_GRANT_MODIFY, grant);
  g_autoptr (GError) error = NULL;
  g_assert_null (try_perform (self, suspend, NULL, &error));
  g_assert_error (error, YQQ_PROBLEM_ERROR, YQQ_PROBLEM_PIN_REQUIRED);
  g_assert_true (yqq_act_signer_needs_pin (self->signer, YQQ_ACT_GRANT_MODIFY));
  g_autoptr (YqqActResult) suspended = perform (self, suspend, REAL_PIN);
  g_assert_true (suspended->done);
}

static void
everything_about_an_enterprise_can_be_asked (Office *self, gconstpointer data)
{
  const char *enterprise = yqq_enterprise_get_id (self->enterprise);
  g_autofree char *grant = add_one (self);
  g_autoptr (GError) error = NULL;
  g_auto (Await) overview_asked = {0};
  yqq_fetch_enterprise_async (self->real.connection, enterprise, NULL, await_callback,
                              &overview_asked);
  g_autoptr (YqqEnterpriseOverview) overview =
      yqq_fetch_enterprise_finish (await_result (&overview_asked), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (overview->administrators->len, ==, 1);
  g_assert_nonnull (overview->certificate_code);

  g_auto (Await) page_asked = {0};
  yqq_fetch_users_async (self->real.connection, enterprise, NULL, 1, NULL, await_callback,
                         &page_asked);
  g_autoptr (YqqAuthorisedUsers) page = yqq_fetch_users_finish (await_result (&page_asked), &error);
  g_assert_no_error (error);
  const YqqAuthorisedUser *newest = g_ptr_array_index (page->users, 0);
  g_assert_cmpstr (newest->grant, ==, grant);
  g_auto (Await) next_asked = {0};
  yqq_fetch_users_async (self->real.connection, enterprise, page->next, 0, NULL, await_callback,
                         &next_asked);
  g_autoptr (YqqAuthorisedUsers) rest = yqq_fetch_users_finish (await_result (&next_asked), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rest->users->len, >, 1);
  g_assert_null (rest->next);

  g_autoptr (GPtrArray) drafts =
      g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_grant_draft_free);
  g_ptr_array_add (drafts, make_draft ());
  g_auto (Await) checked = {0};
  yqq_check_grants_async (self->real.connection, enterprise, drafts, NULL, await_callback,
                          &checked);
  g_autoptr (YqqActResult) check = yqq_check_grants_finish (await_result (&checked), &error);
  g_assert_no_error (error);
  const YqqActLine *line = g_ptr_array_index (check->lines, 0);
  g_assert_cmpint (line->faults[YQQ_GRANT_FIELD_ID_NUMBER], ==, YQQ_GRANT_FAULT_DUPLICATE);

  g_auto (Await) revealed = {0};
  yqq_reveal_user_async (self->real.connection, enterprise, grant, NULL, await_callback, &revealed);
  g_autoptr (YqqRevealedUser) user = yqq_reveal_user_finish (await_result (&revealed), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (user->id_number, ==, "E12345678");
}

static void
a_lost_answer_is_asked_for_again_with_the_same_bytes (void)
{
  g_autoptr (ScriptServer) server = script_server_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqAuthorityConnection) connection =
      yqq_authority_connection_new (script_server_get_address (server), &error);
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  yqq_authority_connection_set_device_key (connection, key);
  script_server_add (server, "", 0, SCRIPT_CLOSE);
  script_server_add (server, "HTTP/1.1 200 OK\r\nContent-", -1, SCRIPT_CLOSE);
  script_server_add_answer (server, "200 OK", "application/json",
                            "{\"act\":\"a\",\"done\":true,\"lines\":[],\"quota\":{\"total\":1,"
                            "\"in_use\":0,\"suspended\":0,\"cancelled\":0}}");
  g_auto (Await) await = {0};
  g_autoptr (YqqSecretBytes) jws = yqq_secret_bytes_new_copy ("a.b.c", sizeof "a.b.c");
  yqq_send_act_async (connection, "e", jws, NULL, await_callback, &await);
  g_autoptr (YqqActResult) result = yqq_send_act_finish (await_result (&await), &error);
  g_assert_no_error (error);
  g_assert_true (result->done);
  guint n = script_server_get_n_requests (server);
  g_assert_cmpuint (n, >=, 3);
  for (guint i = 0; i < n; i++) {
    g_autofree char *request = script_server_dup_request (server, i);
    g_assert_true (g_str_has_suffix (request, "{\"act\":\"a.b.c\"}"));
  }
}

/* An overview with two proposals that wait and whose acts it had no room for. */
static char *
make_overview_without_acts (void)
{
  char *nobody[] = {NULL};
  YqqProposalView proposals[] = {
      {.id = "first", .by_name = "林样例", .subject_names = nobody, .proposed_at_ms = 1000},
      {.id = "second", .by_name = "林样例", .subject_names = nobody, .proposed_at_ms = 1000},
  };
  g_autoptr (YqqEnterprise) enterprise =
      yqq_enterprise_new ("e", "样例公司", "91440101YQDEM0017N", "陈", FALSE);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) listed = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (proposals); i++) {
    proposals[i].expires_at_ms = 1000 + YQQ_TRANSFER_OFFER_MS;
    g_ptr_array_add (listed, &proposals[i]);
  }
  YqqEnterpriseOverview overview = {
      .enterprise = enterprise,
      .roles = YQQ_ROLE_ADMINISTRATOR,
      .administrators = none,
      .seals = none,
      .transfers = none,
      .proposals = listed,
  };
  g_autoptr (JsonObject) object = yqq_enterprise_overview_to_json (&overview);
  return yqq_json_to_string (object);
}

static void
acts_that_an_overview_had_no_room_for_are_asked_for_one_by_one (void)
{
  g_autoptr (ScriptServer) server = script_server_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqAuthorityConnection) connection =
      yqq_authority_connection_new (script_server_get_address (server), &error);
  g_autoptr (YqqKey) key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autofree char *overview = make_overview_without_acts ();
  yqq_authority_connection_set_device_key (connection, key);
  script_server_add_answer (server, "200 OK", "application/json", overview);
  script_server_add_answer (server, "404 Not Found", "application/problem+json",
                            "{\"type\":\"urn:yqq:problem:proposal-not-found\"}");
  script_server_add_answer (server, "200 OK", "application/json", "{\"act\":\"a.b.c\"}");
  g_auto (Await) await = {0};
  yqq_fetch_enterprise_async (connection, "e", NULL, await_callback, &await);
  g_autoptr (YqqEnterpriseOverview) whole =
      yqq_fetch_enterprise_finish (await_result (&await), &error);
  g_assert_no_error (error);
  const YqqProposalView *decided = whole->proposals->pdata[0];
  const YqqProposalView *waiting = whole->proposals->pdata[1];
  g_assert_null (decided->act);
  g_assert_cmpstr (waiting->act, ==, "a.b.c");
  g_autofree char *request = script_server_dup_request (server, 2);
  g_assert_nonnull (strstr (request, "GET /v1/enterprises/e/proposals/second "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  real_initialise ();
#define ADD(name) g_test_add ("/client/acts/" #name, Office, NULL, set_up, name, tear_down)
  ADD (acts_are_signed_with_the_enterprises_sm2_certificate);
  ADD (one_pin_is_enough_for_adding_and_modifying_but_not_for_cancelling);
  ADD (the_same_act_performed_again_is_done_once);
  ADD (after_a_restart_of_the_authority_the_pin_is_asked_for_again);
  ADD (everything_about_an_enterprise_can_be_asked);
  g_test_add_func ("/client/acts/a_lost_answer_is_asked_for_again_with_the_same_bytes",
                   a_lost_answer_is_asked_for_again_with_the_same_bytes);
  g_test_add_func ("/client/acts/acts_that_an_overview_had_no_room_for_are_asked_for_one_by_one",
                   acts_that_an_overview_had_no_room_for_are_asked_for_one_by_one);
  int result = g_test_run ();
  real_clean_up ();
  return result;
}
