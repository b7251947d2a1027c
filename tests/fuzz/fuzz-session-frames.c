/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames, events and the other messages of a session, the kind chosen by the first byte: what is
 * taken can be written, and is taken again as the same. */
#include <string.h>

#include "base/json.h"
#include "fuzz.h"
#include "protocol/device-frame.h"
#include "protocol/relying-party-frame.h"
#include "protocol/session-event.h"
#include "protocol/session-request.h"
#include "protocol/session.h"

typedef struct {
  gpointer (*read) (JsonObject *object, GError **error);
  JsonObject *(*write) (gconstpointer message);
  GDestroyNotify free;
} Kind;

#define KIND(type)                                                                                 \
  {                                                                                                \
    (gpointer (*) (JsonObject *, GError **)) type##_from_json,                                     \
        (JsonObject * (*)(gconstpointer)) type##_to_json, (GDestroyNotify)type##_free              \
  }

static const Kind kinds[] = {
    KIND (yqq_relying_party_frame), KIND (yqq_device_frame),    KIND (yqq_session_event),
    KIND (yqq_session_claim),       KIND (yqq_session_result),  KIND (yqq_session_view),
    KIND (yqq_pc_session_request),  KIND (yqq_session_claimed),
};

static char *
write_text (const Kind *kind, gconstpointer message)
{
  g_autoptr (JsonObject) object = kind->write (message);
  return yqq_json_to_string (object);
}

static void
check_message (const Kind *kind, JsonObject *object)
{
  g_autoptr (GError) error = NULL;
  gpointer message = kind->read (object, &error);
  g_assert_true ((message == NULL) == (error != NULL));
  if (message == NULL)
    return;
  g_autofree char *text = write_text (kind, message);
  kind->free (message);
  g_autoptr (JsonObject) written = yqq_json_parse (text, -1, 4 * YQQ_JSON_MAX_BYTES, &error);
  g_assert_no_error (error);
  gpointer again = kind->read (written, &error);
  g_assert_no_error (error);
  g_autofree char *same = write_text (kind, again);
  g_assert_cmpstr (text, ==, same);
  kind->free (again);
}

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
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  guint chosen = data[0] % (G_N_ELEMENTS (kinds) + 1);
  if (chosen == G_N_ELEMENTS (kinds)) {
    check_request (data + 1, size - 1);
    return 0;
  }
  g_autoptr (JsonObject) object =
      yqq_json_parse ((const char *)data + 1, (gssize)size - 1, 0, NULL);
  if (object != NULL)
    check_message (&kinds[chosen], object);
  return 0;
}
