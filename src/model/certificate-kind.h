/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For whom a certificate speaks: the enterprise or one of its employees. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  YQQ_CERTIFICATE_KIND_ENTERPRISE, /* 机构证书 */
  YQQ_CERTIFICATE_KIND_EMPLOYEE,   /* 员工证书 */
} YqqCertificateKind;

#define YQQ_CERTIFICATE_KIND_COUNT 2

/* The stable name on the wire and in files: "enterprise" or "employee". Static. */
const char *yqq_certificate_kind_to_nick (YqqCertificateKind kind);

/* Reads a nick; FALSE, and *kind untouched, if it is NULL or names no kind. */
gboolean yqq_certificate_kind_from_nick (const char *nick, YqqCertificateKind *kind);

G_END_DECLS
