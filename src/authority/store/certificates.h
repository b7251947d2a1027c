/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Issued certificates: under which grant, for which device, and whether they still stand. */
#pragma once

#include "authority/store/database.h"
#include "model/algorithm.h"
#include "model/certificate.h"

G_BEGIN_DECLS

typedef struct {
  char *fingerprint;
  char *grant_id;
  char *device_id;
  YqqAlgorithm algorithm;
  char *serial;
  char *key_thumbprint;
  GBytes *certificate; /* DER */
  gint64 not_before_ms;
  gint64 not_after_ms;
  YqqIssuedState state;
} YqqCertificateRecord;

void yqq_certificate_record_free (YqqCertificateRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqCertificateRecord, yqq_certificate_record_free)

/* *certificate is NULL where there is none. */
gboolean yqq_certificates_find (YqqDatabase *database,
                                const char *fingerprint,
                                YqqCertificateRecord **certificate,
                                GError **error);

/* The active certificate that this key already has under the grant on the device. */
gboolean yqq_certificates_find_by_key (YqqDatabase *database,
                                       const char *grant_id,
                                       const char *device_id,
                                       const char *key_thumbprint,
                                       YqqCertificateRecord **certificate,
                                       GError **error);

/* YqqCertificateRecord issued under a grant, oldest first. */
GPtrArray *yqq_certificates_list (YqqDatabase *database, const char *grant_id, GError **error);

/* Adds an active one; this device's active one of that algorithm under the grant becomes
 * superseded. CONFLICT where the key had a certificate under this grant before. */
gboolean yqq_certificates_add (YqqDatabase *database,
                               const YqqCertificateRecord *certificate,
                               gint64 now_ms,
                               GError **error);

/* Every active one of the device is superseded: its key is of no use any more. */
gboolean yqq_certificates_supersede_device (YqqDatabase *database,
                                            const char *device_id,
                                            gint64 now_ms,
                                            GError **error);

/* The same of a grant: they ended with its term. */
gboolean yqq_certificates_supersede_grant (YqqDatabase *database,
                                           const char *grant_id,
                                           gint64 now_ms,
                                           GError **error);

G_END_DECLS
