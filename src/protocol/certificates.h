/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking for a certificate under a grant, and the certificate that comes back. */
#pragma once

#include <json-glib/json-glib.h>

#include "model/certificate.h"
#include "protocol/error.h"

G_BEGIN_DECLS

#define YQQ_CERTIFICATE_MAX_BYTES (8 * 1024)
#define YQQ_CHAIN_MAX_LENGTH 4

/* POST /v1/grants/{grant}/certificates */
typedef struct {
  GBytes *request; /* PKCS#10, DER */
  YqqAlgorithm algorithm;
} YqqInstallRequest;

YqqInstallRequest *yqq_install_request_from_json (JsonObject *object, GError **error);
JsonObject *yqq_install_request_to_json (const YqqInstallRequest *self);
void yqq_install_request_free (YqqInstallRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqInstallRequest, yqq_install_request_free)

/* The answer: an active certificate of this device. In lists of grants it also carries "state" and
 * "this_device", which are read where they are there. */
YqqCertificate *yqq_certificate_from_json (JsonObject *object, GError **error);
JsonObject *yqq_certificate_to_json (YqqCertificate *certificate);

G_END_DECLS
