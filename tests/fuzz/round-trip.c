/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "round-trip.h"

#include "base/json.h"

#define MAX_BYTES (1024 * 1024)

static char *
write_text (const RoundTripKind *kind, gconstpointer message)
{
  g_autoptr (JsonObject) object = kind->write (message);
  return yqq_json_to_string (object);
}

void
round_trip_check (const RoundTripKind *kind, const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object =
      yqq_json_parse ((const char *)data, (gssize)size, MAX_BYTES, NULL);
  if (object == NULL)
    return;
  gpointer message = kind->read (object, &error);
  g_assert_true ((message == NULL) == (error != NULL));
  if (message == NULL)
    return;
  g_autofree char *text = write_text (kind, message);
  kind->free (message);
  g_autoptr (JsonObject) written = yqq_json_parse (text, -1, 4 * MAX_BYTES, &error);
  g_assert_no_error (error);
  gpointer again = kind->read (written, &error);
  g_assert_no_error (error);
  g_autofree char *same = write_text (kind, again);
  g_assert_cmpstr (text, ==, same);
  kind->free (again);
}
