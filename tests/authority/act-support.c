/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "act-support.h"

#include <string.h>

#include "base/encoding.h"
#include "crypto/digest.h"
#include "crypto/jws.h"
#include "crypto/random.h"
#include "protocol/pin.h"

guint
test_find_person (TestAuthority *authority, const char *name)
{
  g_autoptr (TestAnswer) answer = test_request (authority, "GET", "/v1/demonstration", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  JsonArray *people = json_object_get_array_member (answer->json, "people");
  for (guint i = 0; i < json_array_get_length (people); i++) {
    JsonObject *person = json_array_get_object_element (people, i);
    if (strstr (json_object_get_string_member (person, "name"), name) != NULL)
      return i;
  }
  g_error ("nobody of the demonstration is called %s", name);
}

gint64
test_now_ms (TestAuthority *authority)
{
  return yqq_clock_get_unix_ms (authority->clock != NULL ? authority->clock
                                                         : yqq_clock_get_system ());
}

static void
take_grant (TestActor *self)
{
  g_autoptr (TestAnswer) answer =
      test_device_request (self->device, self->authority, "GET", "/v1/me/grants", NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  JsonObject *grant =
      json_array_get_object_element (json_object_get_array_member (answer->json, "grants"), 0);
  self->grant = g_strdup (json_object_get_string_member (grant, "id"));
  self->enterprise = g_strdup (
      json_object_get_string_member (json_object_get_object_member (grant, "enterprise"), "id"));
}

/* Takes device over. */
static TestActor *
make_actor (TestAuthority *authority, TestDevice *device)
{
  TestActor *self = g_new0 (TestActor, 1);
  self->authority = authority;
  self->device = device;
  test_set_pin (self->device, authority);
  take_grant (self);
  self->key = yqq_key_generate (YQQ_ALGORITHM_P256_SHA256);
  g_autoptr (TestAnswer) installed = test_install (self->device, authority, self->grant, self->key);
  g_assert_cmpuint (installed->status, ==, 201);
  self->fingerprint = g_strdup (test_answer_get_text (installed, "fingerprint"));
  return self;
}

TestActor *
test_actor_new (TestAuthority *authority, const char *name)
{
  return make_actor (authority, test_log_in (authority, test_find_person (authority, name)));
}

TestActor *
test_actor_new_by_document (TestAuthority *authority, const char *name, const char *id_number)
{
  return make_actor (authority, test_log_in_by_document (authority, name, id_number));
}

void
test_actor_free (TestActor *self)
{
  test_device_free (self->device);
  yqq_key_unref (self->key);
  g_free (self->fingerprint);
  g_free (self->grant);
  g_free (self->enterprise);
  g_free (self);
}

TestDevice *
test_log_in_by_document (TestAuthority *authority, const char *name, const char *id_number)
{
  g_autofree char *code = NULL;
  g_autoptr (TestDevice) device = test_device_new ();
  test_device_follow_clock (device, authority);
  int status = test_run_program (&code, NULL, "person", "code", "--data", authority->data, "--id",
                                 id_number, NULL);
  g_assert_cmpint (status, ==, 0);
  g_autoptr (TestAnswer) challenge =
      test_request (authority, "POST", "/v1/identity/challenges", NULL, "{\"purpose\":\"log-in\"}");
  gsize size;
  gconstpointer spki = g_bytes_get_data (yqq_key_get_public (device->key), &size);
  g_autofree char *public_key = yqq_base64_encode (spki, size);
  g_autofree char *body = g_strdup_printf (
      "{\"challenge_id\":\"%s\",\"name\":\"%s\",\"id_type\":\"resident-id\",\"id_number\":\"%s\","
      "\"method\":\"staff-code\",\"evidence\":{\"code\":\"%s\"},\"public_key\":\"%s\","
      "\"label\":\"test\"}",
      test_answer_get_text (challenge, "challenge_id"), name, id_number, g_strstrip (code),
      public_key);
  g_autoptr (TestAnswer) answer =
      test_device_request (device, authority, "POST", "/v1/devices", body);
  g_assert_cmpuint (answer->status, ==, 201);
  device->id = g_strdup (test_answer_get_text (answer, "device_id"));
  return g_steal_pointer (&device);
}

/* Acts */

YqqEnterpriseAct *
test_act_new (TestActor *self, YqqActKind kind, gboolean whole)
{
  YqqEnterpriseAct *act = yqq_enterprise_act_new (kind, self->enterprise);
  g_free (act->id);
  act->id = yqq_random_id ();
  act->at_ms = test_now_ms (self->authority);
  act->whole = whole;
  return act;
}

char *
test_draft_name (guint number)
{
  return g_strdup_printf ("测试员工%u号", number);
}

/* Nobody was born in Guangzhou in 1901 and works today; GB 11643's check digit. */
char *
test_draft_id_number (guint number)
{
  static const int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  char digits[19];
  int sum = 0;
  g_assert_cmpuint (number, <, 28 * 999);
  g_snprintf (digits, sizeof digits, "440100190101%02u%03u", 1 + number / 999, 1 + number % 999);
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    sum += weights[i] * (digits[i] - '0');
  return g_strdup_printf ("%s%c", digits, "10X98765432"[sum % 11]);
}

YqqGrantDraft *
test_draft_new (guint number)
{
  YqqGrantDraft *draft = yqq_grant_draft_new ();
  draft->name = test_draft_name (number);
  draft->id_type = g_strdup ("resident-id");
  draft->id_number = test_draft_id_number (number);
  draft->phone = g_strdup_printf ("198%08u", number);
  draft->years = 1;
  draft->permissions = g_strsplit (YQQ_PERMISSION_ENTERPRISE_CERTIFICATE, " ", -1);
  return draft;
}

void
test_act_add_draft (YqqEnterpriseAct *act, YqqGrantDraft *draft)
{
  if (act->drafts == NULL)
    act->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_grant_draft_free);
  g_ptr_array_add (act->drafts, draft);
}

void
test_act_add_item (YqqEnterpriseAct *act, const char *grant, const char *permission)
{
  YqqActItem *item = g_new0 (YqqActItem, 1);
  item->grant = g_strdup (grant);
  item->permissions = permission != NULL ? g_strsplit (permission, " ", -1) : g_new0 (char *, 1);
  if (act->items == NULL)
    act->items = g_ptr_array_new_with_free_func ((GDestroyNotify)yqq_act_item_free);
  g_ptr_array_add (act->items, item);
}

char *
test_actor_sign (TestActor *self, const YqqEnterpriseAct *act)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) payload = yqq_enterprise_act_to_bytes (act);
  char *jws = yqq_jws_sign (self->key, YQQ_JWS_ACT, self->fingerprint, payload, &error);
  g_assert_no_error (error);
  return jws;
}

TestAnswer *
test_actor_ask (TestActor *self, const char *method, const char *rest, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/v1/enterprises/%s%s", self->enterprise, rest);
  test_device_follow_clock (self->device, self->authority);
  return test_device_request (self->device, self->authority, method, path, body);
}

TestAnswer *
test_actor_send (TestActor *self, const char *jws)
{
  g_autofree char *body = g_strdup_printf ("{\"act\":\"%s\"}", jws);
  return test_actor_ask (self, "POST", "/acts", body);
}

TestAnswer *
test_actor_try (TestActor *self, const YqqEnterpriseAct *act)
{
  g_autofree char *jws = test_actor_sign (self, act);
  return test_actor_send (self, jws);
}

void
test_actor_confirm (TestActor *self, const YqqEnterpriseAct *act)
{
  test_device_follow_clock (self->device, self->authority);
  g_autoptr (GBytes) payload = yqq_enterprise_act_to_bytes (act);
  g_autoptr (GBytes) digest = yqq_digest (YQQ_DIGEST_ALGORITHM_SHA256, payload);
  g_autofree char *subject = yqq_pin_act_subject (digest);
  g_autoptr (TestAnswer) opened =
      test_open_gate (self->device, self->authority, "act", subject, TRUE);
  g_assert_cmpuint (opened->status, ==, 200);
}

YqqActResult *
test_actor_perform (TestActor *self, const YqqEnterpriseAct *act)
{
  g_autoptr (GError) error = NULL;
  test_actor_confirm (self, act);
  g_autoptr (TestAnswer) answer = test_actor_try (self, act);
  g_assert_nonnull (answer->json);
  if (answer->status != 200)
    g_error ("the act was answered with %s", answer->body);
  YqqActResult *result = yqq_act_result_from_json (answer->json, &error);
  g_assert_no_error (error);
  return result;
}

const YqqActLine *
test_result_get_line (const YqqActResult *result, guint number)
{
  g_assert_cmpuint (number, <, result->lines->len);
  return g_ptr_array_index (result->lines, number);
}
