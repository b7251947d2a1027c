/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cbor.h"

#include <string.h>

#define MAX_DEPTH 8

typedef struct {
  const guint8 *data;
  gsize left;
} Cursor;

static CborItem *parse_item (Cursor *cursor, guint depth);

void
cbor_item_free (CborItem *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

static gboolean
take_head (Cursor *cursor, CborItem *item)
{
  if (cursor->left < 1)
    return FALSE;
  item->major = cursor->data[0] >> 5;
  guint8 more = cursor->data[0] & 0x1f;
  gsize size = more < 24 ? 0 : more <= 27 ? (gsize)1 << (more - 24) : G_MAXSIZE;
  if (size > cursor->left - 1)
    return FALSE;
  item->value = size == 0 ? more : 0;
  for (gsize i = 0; i < size; i++)
    item->value = item->value << 8 | cursor->data[1 + i];
  cursor->data += 1 + size;
  cursor->left -= 1 + size;
  return TRUE;
}

static gboolean
take_items (Cursor *cursor, CborItem *item, guint depth)
{
  guint64 count = item->major == CBOR_MAP ? item->value * 2 : item->value;
  item->items = g_ptr_array_new_with_free_func ((GDestroyNotify)cbor_item_free);
  for (guint64 i = 0; i < count; i++) {
    CborItem *child = parse_item (cursor, depth + 1);
    if (child == NULL)
      return FALSE;
    g_ptr_array_add (item->items, child);
  }
  return TRUE;
}

static CborItem *
parse_item (Cursor *cursor, guint depth)
{
  g_autoptr (CborItem) item = g_new0 (CborItem, 1);
  if (depth > MAX_DEPTH || !take_head (cursor, item))
    return NULL;
  if (item->major == CBOR_BYTES || item->major == CBOR_TEXT) {
    if (item->value > cursor->left)
      return NULL;
    item->data = cursor->data;
    cursor->data += item->value;
    cursor->left -= item->value;
  } else if (item->major == CBOR_ARRAY || item->major == CBOR_MAP) {
    if (item->value > cursor->left || !take_items (cursor, item, depth))
      return NULL;
  }
  return g_steal_pointer (&item);
}

CborItem *
cbor_parse (const guint8 *data, gsize size)
{
  Cursor cursor = {data, size};
  g_autoptr (CborItem) item = parse_item (&cursor, 0);
  return cursor.left == 0 ? g_steal_pointer (&item) : NULL;
}

static const CborItem *
find (const CborItem *map, CborMajor major, guint64 value, const char *text)
{
  if (map == NULL || map->major != CBOR_MAP)
    return NULL;
  for (guint i = 0; i < map->items->len; i += 2) {
    const CborItem *key = g_ptr_array_index (map->items, i);
    if (key->major == major && key->value == value &&
        (text == NULL || memcmp (key->data, text, value) == 0))
      return g_ptr_array_index (map->items, i + 1);
  }
  return NULL;
}

const CborItem *
cbor_get (const CborItem *map, gint key)
{
  return key < 0 ? find (map, CBOR_NEGATIVE, (guint64)(-1 - key), NULL)
                 : find (map, CBOR_UNSIGNED, (guint64)key, NULL);
}

const CborItem *
cbor_get_named (const CborItem *map, const char *key)
{
  return find (map, CBOR_TEXT, strlen (key), key);
}

gboolean
cbor_is_true (const CborItem *item)
{
  return item != NULL && item->major == CBOR_SIMPLE && item->value == 21;
}

GBytes *
cbor_dup_bytes (const CborItem *item)
{
  if (item == NULL || (item->major != CBOR_BYTES && item->major != CBOR_TEXT))
    return g_bytes_new (NULL, 0);
  return g_bytes_new (item->data, item->value);
}

static void
put_head (GByteArray *to, CborMajor major, guint64 value)
{
  guint size = value < 24 ? 0 : value < 0x100 ? 1 : value < 0x10000 ? 2 : 4;
  guint8 head[5] = {(guint8)(major << 5)};
  head[0] |= size == 0 ? (guint8)value : size == 1 ? 24 : size == 2 ? 25 : 26;
  for (guint i = 0; i < size; i++)
    head[1 + i] = (guint8)(value >> (8 * (size - 1 - i)));
  g_byte_array_append (to, head, 1 + size);
}

void
cbor_put_map (GByteArray *to, guint pairs)
{
  put_head (to, CBOR_MAP, pairs);
}

void
cbor_put_array (GByteArray *to, guint length)
{
  put_head (to, CBOR_ARRAY, length);
}

void
cbor_put_int (GByteArray *to, gint value)
{
  put_head (to, value < 0 ? CBOR_NEGATIVE : CBOR_UNSIGNED,
            (guint64)(value < 0 ? -1 - value : value));
}

void
cbor_put_boolean (GByteArray *to, gboolean value)
{
  put_head (to, CBOR_SIMPLE, value ? 21 : 20);
}

void
cbor_put_text (GByteArray *to, const char *text)
{
  put_head (to, CBOR_TEXT, strlen (text));
  g_byte_array_append (to, (const guint8 *)text, (guint)strlen (text));
}

void
cbor_put_bytes (GByteArray *to, gconstpointer data, gsize size)
{
  put_head (to, CBOR_BYTES, size);
  g_byte_array_append (to, data, (guint)size);
}
