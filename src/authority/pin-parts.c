/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/pin-parts.h"

#include "authority/store/audit.h"
#include "authority/store/closings.h"
#include "authority/store/notices.h"
#include "crypto/key.h"
#include "crypto/random.h"
#include "protocol/problem.h"

gboolean
yqq_pin_check_verifier (GBytes *spki, GError **error)
{
  g_autoptr (YqqPublicKey) key = yqq_public_key_new (spki, NULL);
  if (key != NULL && yqq_public_key_get_algorithm (key) == YQQ_ALGORITHM_P256_SHA256)
    return TRUE;
  yqq_problem_error_set (error, YQQ_PROBLEM_MALFORMED, "not a P-256 public key")->member =
      g_strdup ("verifier_key");
  return FALSE;
}

YqqPin *
yqq_pin_make (const YqqPinRegistration *registration)
{
  guint8 pepper[YQQ_PIN_PEPPER_SIZE];
  yqq_random_bytes (pepper, sizeof pepper);
  YqqPin *pin = g_new0 (YqqPin, 1);
  pin->verifier_key = g_bytes_ref (registration->verifier_key);
  pin->salt = g_bytes_ref (registration->salt);
  pin->pepper = g_bytes_new (pepper, sizeof pepper);
  pin->tries_left = YQQ_PIN_TRIES;
  yqq_wipe (pepper, sizeof pepper);
  return pin;
}

void
yqq_pin_answer_pepper (const YqqPin *pin, guint status, YqqSecretReply reply, gpointer user_data)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (pin->pepper, &size);
  g_autoptr (YqqSecretBytes) pepper = yqq_secret_bytes_new_copy (data, size);
  YqqPinOpened opened = {.pepper = pepper, .tries_left = YQQ_PIN_TRIES};
  g_autoptr (YqqSecretBytes) text = yqq_pin_opened_to_text (&opened);
  reply (status, text, NULL, user_data);
}

gboolean
yqq_pin_renewed (YqqDatabase *database,
                 const YqqPinRenewal *renewal,
                 const char *person_id,
                 const char *device_id,
                 const char *device_label,
                 gint64 now_ms,
                 GError **error)
{
  return yqq_closings_add (database, person_id, yqq_session_reason_to_nick (renewal->reason),
                           now_ms, error) &&
         yqq_notices_tell_person (database, person_id, renewal->notice, device_id, device_label,
                                  now_ms, error) &&
         yqq_audit_add (database, person_id, renewal->act, device_id, now_ms, error);
}
