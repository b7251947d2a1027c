/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages of one kind from outside: what is taken can be written, and is taken again as the same.
 */
#pragma once

#include <json-glib/json-glib.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  gpointer (*read) (JsonObject *object, GError **error);
  JsonObject *(*write) (gconstpointer message);
  GDestroyNotify free;
} RoundTripKind;

/* Of a type whose functions have their usual names; end: free or unref. */
#define ROUND_TRIP_KIND(type, end)                                                                 \
  {                                                                                                \
    (gpointer (*) (JsonObject *, GError **)) type##_from_json,                                     \
        (JsonObject * (*)(gconstpointer)) type##_to_json, (GDestroyNotify)end                      \
  }

void round_trip_check (const RoundTripKind *kind, const uint8_t *data, size_t size);
