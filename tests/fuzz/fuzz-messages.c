/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an authority and its devices say to each other before and beside a session: log in, PIN
 * gate, grants, installation, relying parties, verification, problems, an enterprise's
 * administration. The first byte chooses. */
#include <string.h>

#include "base/json.h"
#include "fuzz.h"
#include "protocol/account.h"
#include "protocol/act-result.h"
#include "protocol/authenticator.h"
#include "protocol/authorised-user.h"
#include "protocol/authority-info.h"
#include "protocol/certificates.h"
#include "protocol/enrolment.h"
#include "protocol/enterprise-act.h"
#include "protocol/enterprise-overview.h"
#include "protocol/face.h"
#include "protocol/me.h"
#include "protocol/notice.h"
#include "protocol/pin-replacement.h"
#include "protocol/problem.h"
#include "protocol/relying-party-registration.h"
#include "protocol/service-desk.h"
#include "protocol/session-result.h"
#include "protocol/usage-record.h"
#include "protocol/verification.h"
#include "round-trip.h"

#define KIND(type) ROUND_TRIP_KIND (type, type##_free)
#define OBJECT(type) ROUND_TRIP_KIND (type, g_object_unref)
#define ARRAY(type) ROUND_TRIP_KIND (type, g_ptr_array_unref)

/* An act is signed as bytes. */
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
                         16 * YQQ_ACT_MAX_BYTES, NULL);
}

/* In the order of the corpus's first bytes: new ones go to the end. */
static const RoundTripKind kinds[] = {
    KIND (yqq_identity_challenge_request),
    KIND (yqq_identity_challenge),
    KIND (yqq_device_registration),
    KIND (yqq_device_registered),
    KIND (yqq_me),
    ARRAY (yqq_grants),
    KIND (yqq_install_request),
    OBJECT (yqq_certificate),
    KIND (yqq_relying_party_registration),
    OBJECT (yqq_relying_party_registered),
    KIND (yqq_authority_info),
    ARRAY (yqq_demonstration_people),
    KIND (yqq_pin_registration),
    KIND (yqq_pin_replacement),
    KIND (yqq_pin_challenge_request),
    KIND (yqq_pin_challenge),
    KIND (yqq_pin_opening),
    KIND (yqq_verification),
    KIND (yqq_verify_request),
    ARRAY (yqq_session_certificates),
    OBJECT (yqq_person),
    OBJECT (yqq_enterprise),
    OBJECT (yqq_relying_party),
    {read_act, write_act, (GDestroyNotify)yqq_enterprise_act_free},
    KIND (yqq_act_result),
    ARRAY (yqq_grant_checks),
    KIND (yqq_enterprise_overview),
    KIND (yqq_authorised_users),
    KIND (yqq_revealed_user),
    KIND (yqq_notices),
    KIND (yqq_usage_records),
    ROUND_TRIP_KIND (yqq_usage_signature, g_bytes_unref),
    ROUND_TRIP_KIND (yqq_act_submission, g_free),
    KIND (yqq_identity_evidence),
    KIND (yqq_identity_answer),
    KIND (yqq_authenticator_view),
    KIND (yqq_authenticator_addition),
    KIND (yqq_person_query),
    KIND (yqq_found_person),
    KIND (yqq_face_enrolment),
    KIND (yqq_face_receipt),
    KIND (yqq_linked_accounts),
    KIND (yqq_account_linking),
};

/* First bytes with a reader of their own. */
#define PIN_OPENED 0xfe

/* What a PIN opened is written to secret bytes, never to a JsonObject. */
static void
check_pin_opened (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = yqq_json_parse ((const char *)data, (gssize)size, 0, NULL);
  if (object == NULL)
    return;
  g_autoptr (YqqPinOpened) opened = yqq_pin_opened_from_json (object, &error);
  g_assert_true ((opened == NULL) == (error != NULL));
  if (opened == NULL)
    return;
  g_autoptr (YqqSecretBytes) text = yqq_pin_opened_to_text (opened);
  g_autoptr (JsonObject) written =
      yqq_json_parse ((const char *)yqq_secret_bytes_get_data (text),
                      (gssize)yqq_secret_bytes_get_size (text), 0, &error);
  g_assert_no_error (error);
  g_autoptr (YqqPinOpened) again = yqq_pin_opened_from_json (written, &error);
  g_assert_no_error (error);
  g_assert_true (yqq_secret_bytes_equal (opened->pepper, again->pepper));
  g_assert_cmpuint (opened->tries_left, ==, again->tries_left);
}

/* Anything is a problem; one whose code is known comes back as the same. */
static void
check_problem (const uint8_t *data, size_t size)
{
  g_autoptr (JsonObject) object = yqq_json_parse ((const char *)data, (gssize)size, 0, NULL);
  g_autoptr (GError) error = yqq_problem_from_json (object, 400 + data[-1] % 100);
  g_assert_true (error->domain == YQQ_PROBLEM_ERROR);
  if (error->code == YQQ_PROBLEM_UNRECOGNISED)
    return;
  g_autoptr (JsonObject) written = yqq_problem_to_json (error);
  g_autoptr (GError) again = yqq_problem_from_json (written, 400);
  g_autoptr (JsonObject) same = yqq_problem_to_json (again);
  g_autofree char *first = yqq_json_to_string (written);
  g_autofree char *second = yqq_json_to_string (same);
  g_assert_cmpstr (first, ==, second);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  if (data[0] < G_N_ELEMENTS (kinds))
    round_trip_check (&kinds[data[0]], data + 1, size - 1);
  else if (data[0] == PIN_OPENED)
    check_pin_opened (data + 1, size - 1);
  else
    check_problem (data + 1, size - 1);
  return 0;
}
