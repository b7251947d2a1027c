/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/staff-code.h"

#include <string.h>

#include "base/json.h"
#include "crypto/digest.h"
#include "crypto/random.h"

#define SALT_SIZE 16
#define CODES G_GUINT64_CONSTANT (100000000) /* ten to the power of the digits */

struct _YqqStaffCodeVerifier {
  GObject parent_instance;

  YqqStaffCodeStore *store;
  YqqClock *clock;
};

static void yqq_staff_code_verifier_iface_init (YqqIdentityVerifierInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqStaffCodeVerifier,
                               yqq_staff_code_verifier,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_VERIFIER,
                                                      yqq_staff_code_verifier_iface_init))

G_DEFINE_INTERFACE (YqqStaffCodeStore, yqq_staff_code_store, G_TYPE_OBJECT)

static void
yqq_staff_code_store_default_init (YqqStaffCodeStoreInterface *interface)
{
}

void
yqq_staff_code_record_free (YqqStaffCodeRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_free (self->purpose);
  g_free (self->confirmed_by);
  g_free (self);
}

/* Every code as likely as any other: numbers beyond the last whole round are drawn again. */
static char *
draw_code (void)
{
  const guint64 rounds = G_MAXUINT64 / CODES * CODES;
  guint64 number;
  do
    yqq_random_bytes (&number, sizeof number);
  while (number >= rounds);
  return g_strdup_printf ("%0*" G_GUINT64_FORMAT, YQQ_STAFF_CODE_DIGITS, number % CODES);
}

static GBytes *
digest_code (GBytes *salt, const char *code)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (salt, &size);
  g_autoptr (YqqSecretBytes) key = yqq_secret_bytes_new_copy (data, size);
  return yqq_hmac_sha256 (key, code, strlen (code));
}

static gboolean
matches (const YqqStaffCodeRecord *record, const char *code)
{
  g_autoptr (GBytes) digest = digest_code (record->salt, code);
  gsize size = g_bytes_get_size (digest);
  return g_bytes_get_size (record->digest) == size &&
         yqq_equal_constant_time (g_bytes_get_data (record->digest, NULL),
                                  g_bytes_get_data (digest, NULL), size);
}

/* A code for another purpose is none here. */
static gboolean
counts_for (const YqqStaffCodeRecord *record, const char *purpose)
{
  return record->purpose == NULL || strcmp (record->purpose, purpose) == 0;
}

/* Two codes may be the same digits by chance. */
static gboolean
is_better (const YqqStaffCodeRecord *record, const YqqStaffCodeRecord *than)
{
  return record->voided != than->voided ? than->voided
                                        : record->expires_at_ms > than->expires_at_ms;
}

static const YqqStaffCodeRecord *
find_match (GPtrArray *records, const char *purpose, const char *code)
{
  const YqqStaffCodeRecord *found = NULL;
  for (guint i = 0; i < records->len; i++) {
    const YqqStaffCodeRecord *record = g_ptr_array_index (records, i);
    if (counts_for (record, purpose) && matches (record, code) &&
        (found == NULL || is_better (record, found)))
      found = record;
  }
  return found;
}

static gint
count_left (guint wrong_tries)
{
  return YQQ_STAFF_CODE_TRIES - (gint)MIN (wrong_tries, YQQ_STAFF_CODE_TRIES);
}

static gboolean
is_well_formed (const char *code)
{
  return strlen (code) == YQQ_STAFF_CODE_DIGITS &&
         strspn (code, "0123456789") == YQQ_STAFF_CODE_DIGITS;
}

/* Refuses a wrong code after counting it. */
static YqqIdentityResult *
refuse_wrong (YqqStaffCodeVerifier *self, const char *person_id, GError **error)
{
  guint wrong_tries;
  if (YQQ_STAFF_CODE_STORE_GET_IFACE (self->store)
          ->count_wrong_try (self->store, person_id, &wrong_tries, error))
    yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_INVALID, count_left (wrong_tries),
                            "the staff code is wrong or used");
  return NULL;
}

static YqqIdentityResult *
accept (YqqStaffCodeVerifier *self,
        const char *person_id,
        const char *purpose,
        const YqqStaffCodeRecord *record,
        gint64 now_ms,
        GError **error)
{
  if (!YQQ_STAFF_CODE_STORE_GET_IFACE (self->store)
           ->consume (self->store, person_id, record->id, now_ms, error))
    return NULL;
  return yqq_identity_result_new (YQQ_STAFF_CODE_METHOD, person_id, purpose, record->confirmed_by,
                                  now_ms);
}

static const char *
yqq_staff_code_verifier_get_method (YqqIdentityVerifier *verifier)
{
  return YQQ_STAFF_CODE_METHOD;
}

/* The challenge and the device are bound by the caller: it takes the challenge out of use in the
 * same transaction in which the code is consumed, in a request signed by the device's key. */
static YqqIdentityResult *
yqq_staff_code_verifier_verify (YqqIdentityVerifier *verifier,
                                const YqqIdentityTask *task,
                                JsonObject *evidence,
                                GError **error)
{
  YqqStaffCodeVerifier *self = YQQ_STAFF_CODE_VERIFIER (verifier);
  YqqStaffCodeStoreInterface *store = YQQ_STAFF_CODE_STORE_GET_IFACE (self->store);
  gint64 now_ms = yqq_clock_get_unix_ms (self->clock);
  const char *code = "";
  guint wrong_tries;
  if (!store->get_wrong_tries (self->store, task->person_id, &wrong_tries, error))
    return NULL;
  if (wrong_tries >= YQQ_STAFF_CODE_TRIES) {
    yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_LOCKED, 0, "too many wrong staff codes");
    return NULL;
  }
  if (!yqq_json_read_string (evidence, "code", YQQ_STAFF_CODE_DIGITS, &code, NULL) ||
      !is_well_formed (code)) {
    yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_INVALID, count_left (wrong_tries),
                            "a staff code has eight digits");
    return NULL;
  }
  g_autoptr (GPtrArray) records = store->list_unused (self->store, task->person_id, error);
  if (records == NULL)
    return NULL;
  const YqqStaffCodeRecord *record = find_match (records, task->purpose, code);
  if (record == NULL)
    return refuse_wrong (self, task->person_id, error);
  if (record->voided) {
    yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_VOIDED, count_left (wrong_tries),
                            "a newer staff code has taken its place");
    return NULL;
  }
  if (record->expires_at_ms <= now_ms) {
    yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_EXPIRED, count_left (wrong_tries),
                            "the staff code is too old");
    return NULL;
  }
  return accept (self, task->person_id, task->purpose, record, now_ms, error);
}

static void
yqq_staff_code_verifier_finalize (GObject *object)
{
  YqqStaffCodeVerifier *self = YQQ_STAFF_CODE_VERIFIER (object);
  g_clear_object (&self->store);
  g_clear_pointer (&self->clock, yqq_clock_unref);
  G_OBJECT_CLASS (yqq_staff_code_verifier_parent_class)->finalize (object);
}

static void
yqq_staff_code_verifier_class_init (YqqStaffCodeVerifierClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_staff_code_verifier_finalize;
}

static void
yqq_staff_code_verifier_iface_init (YqqIdentityVerifierInterface *interface)
{
  interface->get_method = yqq_staff_code_verifier_get_method;
  interface->verify = yqq_staff_code_verifier_verify;
}

static void
yqq_staff_code_verifier_init (YqqStaffCodeVerifier *self)
{
}

YqqStaffCodeVerifier *
yqq_staff_code_verifier_new (YqqStaffCodeStore *store, YqqClock *clock)
{
  YqqStaffCodeVerifier *self = g_object_new (YQQ_TYPE_STAFF_CODE_VERIFIER, NULL);
  self->store = g_object_ref (store);
  self->clock = yqq_clock_ref (clock);
  return self;
}

char *
yqq_staff_code_issue (YqqStaffCodeStore *store,
                      const char *person_id,
                      const char *purpose,
                      const char *confirmed_by,
                      gint64 duration_ms,
                      gint64 now_ms,
                      GError **error)
{
  guint8 salt[SALT_SIZE];
  yqq_random_bytes (salt, sizeof salt);
  g_autofree char *code = draw_code ();
  g_autofree char *id = yqq_random_id ();
  g_autoptr (GBytes) salt_bytes = g_bytes_new (salt, sizeof salt);
  g_autoptr (GBytes) digest = digest_code (salt_bytes, code);
  const YqqStaffCodeRecord record = {
      .id = id,
      .salt = salt_bytes,
      .digest = digest,
      .purpose = (char *)purpose,
      .confirmed_by = (char *)confirmed_by,
      .expires_at_ms = now_ms + duration_ms,
  };
  if (!YQQ_STAFF_CODE_STORE_GET_IFACE (store)->add (store, person_id, &record, error))
    return NULL;
  return g_steal_pointer (&code);
}
