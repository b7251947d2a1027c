/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of every message: it comes back as it was, and bends nowhere. */
#pragma once

#include "base/json.h"
#include "protocol/error.h"

G_BEGIN_DECLS

typedef gpointer (*MessageReader) (JsonObject *object, GError **error);
typedef JsonObject *(*MessageWriter) (gconstpointer message);

typedef struct {
  const char *text; /* a good message, every member there */
  MessageReader read;
  MessageWriter write; /* NULL where nobody here writes it */
  GDestroyNotify free;
  const char *optional; /* members that may be absent, separated by spaces; NULL: none */
  gboolean closed;      /* a member that nobody knows is refused */
} MessageKind;

/* Reads the good message and writes it again without a difference; then takes each member away,
 * makes each of them something else, empty, and too long: refused as malformed or too large. A
 * member that nobody knows changes nothing, unless the kind is closed. */
void message_check (const MessageKind *kind);

/* The text is refused, and member (may be NULL) is to blame. */
void message_check_refused (const MessageKind *kind, const char *text, const char *member);

JsonObject *message_parse (const char *text);

#define MESSAGE(good, type, optionals)                                                             \
  {                                                                                                \
    .text = good, .read = (MessageReader)type##_from_json, .write = (MessageWriter)type##_to_json, \
    .free = (GDestroyNotify)type##_free, .optional = optionals                                     \
  }

G_END_DECLS
