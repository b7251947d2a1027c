/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/identity-methods.h"

#include <string.h>

#include "authority/store/pin-confirmations.h"
#include "authority/store/pins.h"
#include "authority/store/staff-codes.h"
#include "identity/method.h"
#include "identity/staff-code.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* One verifier for both methods that need no evidence but what the authority has seen. */
#define YQQ_TYPE_OWN_METHOD (yqq_own_method_get_type ())
G_DECLARE_FINAL_TYPE (YqqOwnMethod, yqq_own_method, YQQ, OWN_METHOD, GObject)

struct _YqqOwnMethod {
  GObject parent;
  const char *method;
  YqqDatabase *database;
  char *device_id; /* NULL: not registered */
  YqqClock *clock;
  guint min_days; /* device */
};

static void verifier_iface_init (YqqIdentityVerifierInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YqqOwnMethod,
                               yqq_own_method,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (YQQ_TYPE_IDENTITY_VERIFIER,
                                                      verifier_iface_init))

static const char *
get_method (YqqIdentityVerifier *verifier)
{
  return YQQ_OWN_METHOD (verifier)->method;
}

/* *fits: the device is the person's, and has been for long enough. */
static gboolean
check_device (YqqDatabase *database,
              const char *person_id,
              const char *device_id,
              guint min_days,
              gint64 now_ms,
              gboolean *fits,
              GError **error)
{
  g_autoptr (YqqDevice) device = NULL;
  *fits = FALSE;
  if (device_id == NULL || person_id == NULL)
    return TRUE;
  if (!yqq_devices_find_by_id (database, device_id, &device, error))
    return FALSE;
  *fits = device != NULL && !device->revoked && strcmp (device->person_id, person_id) == 0 &&
          device->registered_at_ms + min_days * DAY_MS <= now_ms;
  return TRUE;
}

static gboolean
check (YqqOwnMethod *self, const YqqIdentityTask *task, gboolean *fits, GError **error)
{
  if (strcmp (self->method, YQQ_IDENTITY_METHOD_DEVICE) == 0)
    return check_device (self->database, task->person_id, self->device_id, self->min_days,
                         yqq_clock_get_unix_ms (self->clock), fits, error);
  *fits = FALSE;
  return self->device_id == NULL ||
         yqq_pin_confirmations_take (self->database, self->device_id, task->challenge_id,
                                     yqq_clock_get_unix_ms (self->clock), fits, error);
}

static YqqIdentityResult *
verify (YqqIdentityVerifier *verifier,
        const YqqIdentityTask *task,
        JsonObject *evidence,
        GError **error)
{
  YqqOwnMethod *self = YQQ_OWN_METHOD (verifier);
  gboolean fits = FALSE;
  if (!check (self, task, &fits, error))
    return NULL;
  if (fits)
    return yqq_identity_result_new (self->method, task->person_id, task->purpose, NULL,
                                    yqq_clock_get_unix_ms (self->clock));
  yqq_identity_error_set (error, YQQ_IDENTITY_ERROR_INVALID, -1,
                          strcmp (self->method, YQQ_IDENTITY_METHOD_PIN) == 0
                              ? "the PIN was not entered for this challenge"
                              : "the device is not this person's for long enough");
  return NULL;
}

static void
yqq_own_method_finalize (GObject *object)
{
  YqqOwnMethod *self = YQQ_OWN_METHOD (object);
  g_clear_object (&self->database);
  g_free (self->device_id);
  yqq_clock_unref (self->clock);
  G_OBJECT_CLASS (yqq_own_method_parent_class)->finalize (object);
}

static void
verifier_iface_init (YqqIdentityVerifierInterface *interface)
{
  interface->get_method = get_method;
  interface->verify = verify;
}

static void
yqq_own_method_class_init (YqqOwnMethodClass *class)
{
  G_OBJECT_CLASS (class)->finalize = yqq_own_method_finalize;
}

static void
yqq_own_method_init (YqqOwnMethod *self)
{
}

static YqqOwnMethod *
own_method_new (const char *method, YqqDatabase *database, const char *device_id, YqqClock *clock)
{
  YqqOwnMethod *self = g_object_new (YQQ_TYPE_OWN_METHOD, NULL);
  self->method = method;
  self->database = g_object_ref (database);
  self->device_id = g_strdup (device_id);
  self->clock = yqq_clock_ref (clock);
  return self;
}

static YqqIdentityVerifier *
make_staff_code (YqqDatabase *database,
                 const char *person_id,
                 const char *device_id,
                 YqqClock *clock,
                 gpointer user_data)
{
  g_autoptr (YqqStaffCodeStore) store = yqq_staff_codes_new (database, clock);
  return YQQ_IDENTITY_VERIFIER (yqq_staff_code_verifier_new (store, clock));
}

static YqqIdentityVerifier *
make_device (YqqDatabase *database,
             const char *person_id,
             const char *device_id,
             YqqClock *clock,
             gpointer desk)
{
  YqqOwnMethod *made = own_method_new (YQQ_IDENTITY_METHOD_DEVICE, database, device_id, clock);
  made->min_days = yqq_identity_policy_get_device_min_days (yqq_identity_desk_get_policy (desk));
  return YQQ_IDENTITY_VERIFIER (made);
}

static YqqIdentityVerifier *
make_pin (YqqDatabase *database,
          const char *person_id,
          const char *device_id,
          YqqClock *clock,
          gpointer user_data)
{
  return YQQ_IDENTITY_VERIFIER (
      own_method_new (YQQ_IDENTITY_METHOD_PIN, database, device_id, clock));
}

static JsonObject *
offer_device (YqqDatabase *database,
              const char *person_id,
              const char *device_id,
              gint64 now_ms,
              const char **unavailable,
              gpointer desk,
              GError **error)
{
  gboolean fits = FALSE;
  guint min_days = yqq_identity_policy_get_device_min_days (yqq_identity_desk_get_policy (desk));
  if (!check_device (database, person_id, device_id, min_days, now_ms, &fits, error))
    return NULL;
  *unavailable = fits ? NULL : "too-new";
  return fits ? json_object_new () : NULL;
}

static JsonObject *
offer_pin (YqqDatabase *database,
           const char *person_id,
           const char *device_id,
           gint64 now_ms,
           const char **unavailable,
           gpointer user_data,
           GError **error)
{
  g_autoptr (YqqPin) pin = NULL;
  if (device_id != NULL && !yqq_pins_find (database, device_id, &pin, error))
    return NULL;
  *unavailable = pin == NULL ? "not-set" : pin->tries_left == 0 ? "locked" : NULL;
  return *unavailable == NULL ? json_object_new () : NULL;
}

void
yqq_identity_methods_register (YqqIdentityDesk *desk)
{
  yqq_identity_desk_add_method (desk, YQQ_IDENTITY_METHOD_STAFF_CODE, make_staff_code, NULL, NULL);
  yqq_identity_desk_add_method (desk, YQQ_IDENTITY_METHOD_DEVICE, make_device, desk, NULL);
  yqq_identity_desk_add_offer (desk, YQQ_IDENTITY_METHOD_DEVICE, offer_device, desk);
  yqq_identity_desk_add_method (desk, YQQ_IDENTITY_METHOD_PIN, make_pin, NULL, NULL);
  yqq_identity_desk_add_offer (desk, YQQ_IDENTITY_METHOD_PIN, offer_pin, NULL);
}
