/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The little CBOR (RFC 8949) that CTAP2 needs, for the software key. */
#pragma once

#include <glib.h>

typedef enum {
  CBOR_UNSIGNED,
  CBOR_NEGATIVE,
  CBOR_BYTES,
  CBOR_TEXT,
  CBOR_ARRAY,
  CBOR_MAP,
  CBOR_TAG,
  CBOR_SIMPLE,
} CborMajor;

typedef struct {
  CborMajor major;
  guint64 value;      /* a number, a length, a simple value */
  const guint8 *data; /* of bytes and texts; lives as long as what was parsed */
  GPtrArray *items;   /* of arrays, and of maps: key, value, key, value … */
} CborItem;

/* One item that fills size bytes; NULL where it is none. */
CborItem *cbor_parse (const guint8 *data, gsize size);
void cbor_item_free (CborItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CborItem, cbor_item_free)

/* Members of a map; NULL where there is none (also for a NULL map). */
const CborItem *cbor_get (const CborItem *map, gint key);
const CborItem *cbor_get_named (const CborItem *map, const char *key);
gboolean cbor_is_true (const CborItem *item);
GBytes *cbor_dup_bytes (const CborItem *item);

void cbor_put_map (GByteArray *to, guint pairs);
void cbor_put_array (GByteArray *to, guint length);
void cbor_put_int (GByteArray *to, gint value);
void cbor_put_boolean (GByteArray *to, gboolean value);
void cbor_put_text (GByteArray *to, const char *text);
void cbor_put_bytes (GByteArray *to, gconstpointer data, gsize size);
