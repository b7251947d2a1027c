/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity-support.h"

#include <string.h>

#include "authority/store/staff-codes.h"
#include "base/encoding.h"
#include "identity/method.h"
#include "identity/staff-code.h"
#include "protocol/problem.h"

/* Who has what, for the test's own methods; read on the writer's thread. */
static GMutex mutex;
static GHashTable *enrolled;

static void
remember (const char *id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  if (enrolled == NULL)
    enrolled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (enrolled, g_strdup (id));
}

static gboolean
is_remembered (const char *id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  return id != NULL && enrolled != NULL && g_hash_table_contains (enrolled, id);
}

void
test_identity_enrol (const char *device_id)
{
  remember (device_id);
}

void
test_identity_register (const char *person_id)
{
  remember (person_id);
}

void
test_identity_forget (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  g_clear_pointer (&enrolled, g_hash_table_unref);
}

/* A method whose evidence is the binding itself. */
#define TEST_TYPE_BOUND_METHOD (test_bound_method_get_type ())
G_DECLARE_FINAL_TYPE (TestBoundMethod, test_bound_method, TEST, BOUND_METHOD, GObject)

struct _TestBoundMethod {
  GObject parent;
  const char *method;
};

static void bound_iface_init (YqqIdentityVerifierInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestBoundMethod,
                               test_bound_method,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_VERIFIER, bound_iface_init))

static const char *
bound_get_method (YqqIdentityVerifier *verifier)
{
  return TEST_BOUND_METHOD (verifier)->method;
}

static YqqIdentityResult *
bound_verify (YqqIdentityVerifier *verifier,
              const YqqIdentityTask *task,
              JsonObject *evidence,
              GError **error)
{
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (task);
  g_autofree char *text = yqq_base64_encode (g_bytes_get_data (binding, NULL), 32);
  if (json_object_has_member (evidence, "locked"))
    yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_LOCKED, 0, "locked");
  else if (json_object_has_member (evidence, "late"))
    yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_NOT_READY, -1, "not ready");
  else if (g_strcmp0 (json_object_get_string_member_with_default (evidence, "binding", ""), text) !=
           0)
    yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_INVALID, 3, "another binding");
  else
    return yqq_identity_result_new (bound_get_method (verifier), task->person_id, task->purpose,
                                    NULL, 0);
  return NULL;
}

static void
bound_iface_init (YqqIdentityVerifierInterface *interface)
{
  interface->get_method = bound_get_method;
  interface->verify = bound_verify;
}

static void
test_bound_method_class_init (TestBoundMethodClass *class)
{
}

static void
test_bound_method_init (TestBoundMethod *self)
{
}

static YqqIdentityVerifier *
make_bound (YqqDatabase *database,
            const char *person_id,
            const char *device_id,
            YqqClock *clock,
            gpointer method)
{
  TestBoundMethod *self = g_object_new (TEST_TYPE_BOUND_METHOD, NULL);
  self->method = method;
  return YQQ_IDENTITY_VERIFIER (self);
}

static JsonObject *
offer_face (YqqDatabase *database,
            const char *person_id,
            const char *device_id,
            gint64 now_ms,
            const char **unavailable,
            gpointer user_data,
            GError **error)
{
  gboolean there = is_remembered (device_id);
  *unavailable = there ? NULL : "not-enrolled";
  return there ? json_object_new () : NULL;
}

static JsonObject *
offer_fido2 (YqqDatabase *database,
             const char *person_id,
             const char *device_id,
             gint64 now_ms,
             const char **unavailable,
             gpointer user_data,
             GError **error)
{
  gboolean there = is_remembered (person_id);
  *unavailable = there ? NULL : YQQ_IDENTITY_NEVER_REGISTERED;
  return there ? json_object_new () : NULL;
}

static void
add_methods (YqqIdentityDesk *desk)
{
  yqq_identity_desk_add_method (desk, "oidc", make_bound, (gpointer) "oidc", NULL);
  yqq_identity_desk_add_method (desk, "face", make_bound, (gpointer) "face", NULL);
  yqq_identity_desk_add_offer (desk, "face", offer_face, NULL);
  yqq_identity_desk_add_method (desk, "fido2", make_bound, (gpointer) "fido2", NULL);
  yqq_identity_desk_add_offer (desk, "fido2", offer_fido2, NULL);
}

void
test_identity_add_methods_to (YqqIdentityDesk *desk)
{
  add_methods (desk);
  yqq_identity_desk_add_method (desk, "pin", make_bound, (gpointer) "pin", NULL);
}

void
test_identity_add_methods (TestAuthority *self)
{
  add_methods (self->authority->identity);
}

TestAnswer *
test_identity_begin (TestAuthority *self,
                     TestDevice *device,
                     const char *purpose,
                     const char *subject)
{
  g_autofree char *body =
      subject != NULL
          ? g_strdup_printf ("{\"purpose\":\"%s\",\"subject\":\"%s\"}", purpose, subject)
          : g_strdup_printf ("{\"purpose\":\"%s\"}", purpose);
  return test_device_request (device, self, "POST", "/v1/identity/challenges", body);
}

typedef struct {
  TestAuthority *authority;
  const char *person_id;
  const char *purpose;
  char *code;
} Coding;

static gboolean
do_code (YqqDatabase *database, gpointer data, GError **error)
{
  Coding *coding = data;
  YqqClock *clock = coding->authority->clock;
  g_autoptr (YqqStaffCodeStore) store =
      yqq_staff_codes_new (database, clock != NULL ? clock : yqq_clock_get_system ());
  coding->code = yqq_staff_code_issue (
      store, coding->person_id, coding->purpose, "desk 3", YQQ_STAFF_CODE_MS,
      yqq_clock_get_unix_ms (clock != NULL ? clock : yqq_clock_get_system ()), error);
  return coding->code != NULL;
}

char *
test_identity_make_code (TestAuthority *self, const char *person_id, const char *purpose)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (self->data, &error);
  g_assert_no_error (error);
  Coding coding = {.authority = self, .person_id = person_id, .purpose = purpose};
  yqq_database_transact (database, do_code, &coding, &error);
  g_assert_no_error (error);
  return coding.code;
}

char *
test_identity_make (TestAuthority *self,
                    TestDevice *device,
                    TestAnswer *challenge,
                    const char *purpose,
                    const char *subject,
                    const char *method)
{
  const char *id = test_answer_get_text (challenge, "challenge_id");
  if (strcmp (method, "staff-code") == 0) {
    g_autofree char *code = test_identity_make_code (self, device->person_id, purpose);
    return g_strdup_printf ("{\"code\":\"%s\"}", code);
  }
  if (strcmp (method, "pin") == 0) {
    g_autoptr (TestAnswer) opened = test_open_gate (device, self, "identity", id, TRUE);
    g_assert_cmpuint (opened->status, ==, 200);
  }
  if (strcmp (method, "pin") == 0 || strcmp (method, "device") == 0)
    return g_strdup ("{}");
  g_autoptr (GBytes) nonce =
      yqq_base64_decode (test_answer_get_text (challenge, "nonce"), -1, NULL);
  g_autofree char *thumbprint = yqq_key_thumbprint (device->key);
  g_autoptr (YqqIdentityTask) task =
      yqq_identity_task_new (id, nonce, purpose, subject, NULL, thumbprint, NULL);
  g_autoptr (GBytes) binding = yqq_identity_task_dup_binding (task);
  g_autofree char *text = yqq_base64_encode (g_bytes_get_data (binding, NULL), 32);
  return g_strdup_printf ("{\"binding\":\"%s\"}", text);
}

TestAnswer *
test_identity_send (TestAuthority *self,
                    TestDevice *device,
                    const char *challenge_id,
                    const char *method,
                    const char *evidence)
{
  g_autofree char *body =
      g_strdup_printf ("{\"challenge_id\":\"%s\",\"method\":\"%s\",\"evidence\":%s}", challenge_id,
                       method, evidence);
  return test_device_request (device, self, "POST", "/v1/identity/evidence", body);
}

TestAnswer *
test_identity_prove (TestAuthority *self,
                     TestDevice *device,
                     TestAnswer *challenge,
                     const char *purpose,
                     const char *subject,
                     const char *method)
{
  g_autofree char *evidence =
      test_identity_make (self, device, challenge, purpose, subject, method);
  return test_identity_send (self, device, test_answer_get_text (challenge, "challenge_id"), method,
                             evidence);
}

typedef struct {
  TestAuthority *authority;
  TestDevice *device;
  const char *challenge_id;
  const char *purpose;
  const char *subject;
  GError *problem;
} Using;

static gboolean
do_use (YqqDatabase *database, gpointer data, GError **error)
{
  Using *job = data;
  return yqq_identity_desk_consume (
      job->authority->authority->identity, database, job->challenge_id, job->device->person_id,
      job->device->id, job->purpose, job->subject, yqq_clock_get_unix_ms (job->authority->clock),
      &job->problem, error);
}

char *
test_identity_use (TestAuthority *self,
                   TestDevice *device,
                   const char *challenge_id,
                   const char *purpose,
                   const char *subject)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqDatabase) database = yqq_authority_open_database (self->data, &error);
  g_assert_no_error (error);
  Using job = {self, device, challenge_id, purpose, subject, NULL};
  yqq_database_transact (database, do_use, &job, &error);
  g_assert_no_error (error);
  g_autoptr (GError) problem = job.problem;
  return problem != NULL ? g_strdup (yqq_problem_code_to_nick (problem->code)) : NULL;
}

void
test_assert_ways (TestAnswer *answer, const char *member, const char *expected)
{
  JsonArray *ways = json_object_get_array_member (answer->json, member);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (ways); i++) {
    JsonArray *way = json_array_get_array_element (ways, i);
    g_string_append (text, i > 0 ? " " : "");
    for (guint k = 0; k < json_array_get_length (way); k++)
      g_string_append_printf (text, "%s%s", k > 0 ? "+" : "",
                              json_array_get_string_element (way, k));
  }
  g_assert_cmpstr (text->str, ==, expected);
}
