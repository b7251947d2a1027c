/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the one form of a record's JSON apart, piece by piece; a general parser would take longer
 * than all the rest of verifying a record. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct {
  const char *at;
  const char *end;
} YqqRecordReader;

/* Each takes what stands next and is TRUE, or leaves the reader anywhere and is FALSE. */
gboolean yqq_record_reader_take (YqqRecordReader *self, const char *literal);
/* A whole number from 1. */
gboolean yqq_record_reader_take_number (YqqRecordReader *self, gint64 *number);
/* A string as yqq_canonical_json_text writes it, owned; null gives NULL. */
gboolean yqq_record_reader_take_text (YqqRecordReader *self, char **text);
/* An object as yqq_canonical_json_object writes it, owned, up to size bytes before the end; null
 * gives NULL. */
gboolean
yqq_record_reader_take_object (YqqRecordReader *self, gsize before_end, JsonObject **object);

G_END_DECLS
