/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a message's members one after the other and remembers the first that was wrong. */
#pragma once

#include <json-glib/json-glib.h>

#include "protocol/error.h"

G_BEGIN_DECLS

/* Start with { .object = object }. Once a member was wrong every further reader does nothing and
 * answers NULL, 0 or FALSE, so that a whole message can be read before looking. */
typedef struct {
  JsonObject *object; /* borrowed */
  GError *error;      /* the first failure */
} YqqMessageReader;

/* Ends the reading: TRUE if all was well, else the first failure as YQQ_PROTOCOL_ERROR_MALFORMED.
 */
gboolean yqq_message_reader_finish (YqqMessageReader *self, GError **error);

/* Marks member as wrong, unless something was wrong before. */
void yqq_message_reader_fail (YqqMessageReader *self, const char *member, const char *what);
/* Takes over a failure found elsewhere, with its member if it has one. */
void yqq_message_reader_take_error (YqqMessageReader *self, const char *member, GError *error);

/* Whether the optional member is there (and nothing failed before). */
gboolean yqq_message_reader_has (YqqMessageReader *self, const char *member);

/* All of these are owned by the caller. A text is not empty, can be shown and has at most
 * max_characters; an identifier is as protocol/identifier.h has it. */
char *
yqq_message_reader_dup_text (YqqMessageReader *self, const char *member, gsize max_characters);
/* NULL if the member is absent. */
char *yqq_message_reader_dup_optional_text (YqqMessageReader *self,
                                            const char *member,
                                            gsize max_characters);
char *yqq_message_reader_dup_identifier (YqqMessageReader *self, const char *member);
char *yqq_message_reader_dup_optional_identifier (YqqMessageReader *self, const char *member);
GBytes *yqq_message_reader_dup_bytes (YqqMessageReader *self,
                                      const char *member,
                                      gsize minimum,
                                      gsize maximum);
GStrv yqq_message_reader_dup_strings (YqqMessageReader *self,
                                      const char *member,
                                      guint max_length,
                                      gsize max_characters);
/* An array of at most max_length byte strings in base64. */
GPtrArray *yqq_message_reader_dup_bytes_array (YqqMessageReader *self,
                                               const char *member,
                                               guint max_length,
                                               gsize max_bytes);

gint64 yqq_message_reader_get_int (YqqMessageReader *self,
                                   const char *member,
                                   gint64 minimum,
                                   gint64 maximum);
gboolean yqq_message_reader_get_boolean (YqqMessageReader *self, const char *member);
/* Unix milliseconds. */
gint64 yqq_message_reader_get_time (YqqMessageReader *self, const char *member);
/* 0 if the member is absent or null. */
gint64 yqq_message_reader_get_optional_time (YqqMessageReader *self, const char *member);

/* Borrowed. */
JsonObject *yqq_message_reader_get_object (YqqMessageReader *self, const char *member);
JsonArray *
yqq_message_reader_get_objects (YqqMessageReader *self, const char *member, guint max_length);

/* Reads a nick through its enumeration's from_nick function: get_nick (&reader, "state",
 * (YqqNickReader) yqq_session_state_from_nick). */
typedef gboolean (*YqqNickReader) (const char *nick, gpointer value);
int yqq_message_reader_get_nick (YqqMessageReader *self, const char *member, YqqNickReader read);

/* FALSE for control characters, line ends and marks of direction. */
gboolean yqq_message_text_can_be_shown (const char *text);

/* Sets error with the member to blame; member may be NULL. */
void yqq_protocol_error_set (GError **error,
                             YqqProtocolError code,
                             const char *member,
                             const char *message);

/* Writers for what json-glib has no function for; nothing is set for NULL or 0. */
void yqq_message_set_time (JsonObject *object, const char *member, gint64 unix_ms);
void yqq_message_set_text (JsonObject *object, const char *member, const char *text);
void yqq_message_set_strings (JsonObject *object, const char *member, const char *const *texts);
void yqq_message_set_bytes_array (JsonObject *object, const char *member, GPtrArray *array);

G_END_DECLS
