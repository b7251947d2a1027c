/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames, events and the other messages of a session, the kind chosen by the first byte. */
#include "fuzz.h"
#include "protocol/device-frame.h"
#include "protocol/relying-party-frame.h"
#include "protocol/session-event.h"
#include "protocol/session-request.h"
#include "protocol/session.h"
#include "round-trip.h"

#define KIND(type) ROUND_TRIP_KIND (type, type##_free)

static const RoundTripKind kinds[] = {
    KIND (yqq_relying_party_frame), KIND (yqq_device_frame),    KIND (yqq_session_event),
    KIND (yqq_session_claim),       KIND (yqq_session_result),  KIND (yqq_session_view),
    KIND (yqq_pc_session_request),  KIND (yqq_session_claimed),
};

static void
check_request (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) payload = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (YqqSessionRequest) request = yqq_session_request_parse (payload, &error);
  g_assert_true ((request == NULL) == (error != NULL));
  if (request == NULL)
    return;
  g_autoptr (GBytes) written = yqq_session_request_to_bytes (request);
  if (g_bytes_get_size (written) > 12 * 1024)
    return;
  g_autoptr (YqqSessionRequest) again = yqq_session_request_parse (written, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->id, ==, request->id);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  guint chosen = data[0] % (G_N_ELEMENTS (kinds) + 1);
  if (chosen == G_N_ELEMENTS (kinds))
    check_request (data + 1, size - 1);
  else
    round_trip_check (&kinds[chosen], data + 1, size - 1);
  return 0;
}
