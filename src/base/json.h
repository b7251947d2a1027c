/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strict, bounded JSON (RFC 8259): what comes from outside is checked before json-glib sees it. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define YQQ_JSON_MAX_BYTES (16 * 1024)
#define YQQ_JSON_MAX_DEPTH 32

#define YQQ_JSON_ERROR (yqq_json_error_quark ())
GQuark yqq_json_error_quark (void);

typedef enum {
  YQQ_JSON_ERROR_TOO_LARGE,
  YQQ_JSON_ERROR_TOO_DEEP,
  YQQ_JSON_ERROR_MALFORMED, /* not RFC 8259, not UTF-8, a member twice, or not an object */
  YQQ_JSON_ERROR_MEMBER,    /* a member is missing, of another type, or out of bounds */
} YqqJsonError;

/* Parses one JSON object of at most max_bytes (0: YQQ_JSON_MAX_BYTES). length -1: up to the NUL. */
JsonObject *yqq_json_parse (const char *text, gssize length, gsize max_bytes, GError **error);

/* One line of JSON. */
char *yqq_json_to_string (JsonObject *object);

/* Each reader takes a required member and leaves *value untouched on failure; the message names the
 * member. Strings are borrowed from object and at most max_characters long. */
gboolean yqq_json_read_string (JsonObject *object,
                               const char *member,
                               gsize max_characters,
                               const char **value,
                               GError **error);
gboolean yqq_json_read_int (JsonObject *object,
                            const char *member,
                            gint64 minimum,
                            gint64 maximum,
                            gint64 *value,
                            GError **error);
gboolean
yqq_json_read_boolean (JsonObject *object, const char *member, gboolean *value, GError **error);
/* Bytes written as base64 with padding, at most max_bytes of them. The value is owned. */
gboolean yqq_json_read_bytes (JsonObject *object,
                              const char *member,
                              gsize max_bytes,
                              GBytes **value,
                              GError **error);
gboolean
yqq_json_read_object (JsonObject *object, const char *member, JsonObject **value, GError **error);
/* An array with at most max_length elements, each of them an object. */
gboolean yqq_json_read_objects (JsonObject *object,
                                const char *member,
                                guint max_length,
                                JsonArray **value,
                                GError **error);
/* An array with at most max_length strings. The value is owned (g_strfreev). */
gboolean yqq_json_read_strings (JsonObject *object,
                                const char *member,
                                guint max_length,
                                gsize max_characters,
                                char ***value,
                                GError **error);

/* TRUE if the member is there and not null; guards the readers above for optional members. */
gboolean yqq_json_has (JsonObject *object, const char *member);

/* Sets a member to the base64 of bytes. */
void yqq_json_set_bytes (JsonObject *object, const char *member, GBytes *bytes);

G_END_DECLS
