/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a verified signature says, as the authority tells it. */
#pragma once

#include <json-glib/json-glib.h>

#include "protocol/error.h"

G_BEGIN_DECLS

typedef struct {
  gboolean valid; /* all of the four */
  gboolean signature;
  gboolean digest;
  gboolean chain;
  gboolean validity;
  char *signer_name;
  char *signer_enterprise;
  char *signer_credit_code;
  char *signer_serial;      /* hexadecimal */
  char *signer_fingerprint; /* lower-case hexadecimal SHA-256 */
  gint64 signed_at_ms;      /* 0 where the signature does not say */
} YqqVerification;

YqqVerification *yqq_verification_from_json (JsonObject *object, GError **error);
JsonObject *yqq_verification_to_json (const YqqVerification *self);
YqqVerification *yqq_verification_copy (const YqqVerification *self);
void yqq_verification_free (YqqVerification *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqVerification, yqq_verification_free)

/* POST /v1/verify */
typedef struct {
  GBytes *signature; /* CMS, at most YQQ_DEVICE_FRAME_MAX_SIGNATURE bytes */
  GBytes *digest;    /* 32 bytes */
} YqqVerifyRequest;

YqqVerifyRequest *yqq_verify_request_from_json (JsonObject *object, GError **error);
JsonObject *yqq_verify_request_to_json (const YqqVerifyRequest *self);
void yqq_verify_request_free (YqqVerifyRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqVerifyRequest, yqq_verify_request_free)

G_END_DECLS
