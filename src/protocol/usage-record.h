/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One document that was signed: 使用记录, for its signer and for the enterprise's administrators.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "model/algorithm.h"
#include "protocol/error.h"

G_BEGIN_DECLS

#define YQQ_USAGE_PAGE_DEFAULT 200
#define YQQ_USAGE_PAGE_MAX 1000
#define YQQ_USAGE_MAX_BYTES (1024 * 1024)
#define YQQ_USAGE_CURSOR_MAX_LENGTH 256 /* a time and three identifiers */

typedef struct {
  char *session;
  char *request;
  char *document;
  char *name; /* of the document */
  gint64 size;
  GBytes *digest; /* by the certificate's digest algorithm */
  YqqAlgorithm algorithm;
  gint64 signed_at_ms;
  char *relying_party; /* registered name */
  char *domain;
  char *purpose;
  char *enterprise; /* id */
  char *enterprise_name;
  char *signer;      /* name */
  char *certificate; /* fingerprint */
  char *serial;
} YqqUsageRecord;

YqqUsageRecord *yqq_usage_record_from_json (JsonObject *object, GError **error);
JsonObject *yqq_usage_record_to_json (const YqqUsageRecord *self);
YqqUsageRecord *yqq_usage_record_copy (const YqqUsageRecord *self);
void yqq_usage_record_free (YqqUsageRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqUsageRecord, yqq_usage_record_free)

/* GET /v1/me/history and GET /v1/enterprises/{id}/history, ?after=<cursor>&limit=n → newest first.
 */
typedef struct {
  GPtrArray *records; /* YqqUsageRecord */
  char *next;         /* NULL: this was the last page */
} YqqUsageRecords;

YqqUsageRecords *yqq_usage_records_from_json (JsonObject *object, GError **error);
JsonObject *yqq_usage_records_to_json (const YqqUsageRecords *self);
void yqq_usage_records_free (YqqUsageRecords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqUsageRecords, yqq_usage_records_free)

/* GET /v1/history/{session}/{request}/{document} → {"signature":<CMS>}, for the signer and the
 * administrators of the certificate's enterprise. */
GBytes *yqq_usage_signature_from_json (JsonObject *object, GError **error);
JsonObject *yqq_usage_signature_to_json (GBytes *signature);

G_END_DECLS
