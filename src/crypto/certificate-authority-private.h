/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a certification authority, for the file that keeps it on disk. */
#pragma once

#include "crypto/certificate-authority.h"
#include "crypto/certificate.h"

G_BEGIN_DECLS

/* root_key may be NULL. */
YqqCertificateAuthority *yqq_certificate_authority_new (YqqX509 *root,
                                                        YqqX509 *issuing,
                                                        YqqKey *root_key,
                                                        YqqKey *issuing_key);

YqqX509 *yqq_certificate_authority_peek_root (YqqCertificateAuthority *self);
YqqX509 *yqq_certificate_authority_peek_issuing (YqqCertificateAuthority *self);
YqqKey *yqq_certificate_authority_peek_root_key (YqqCertificateAuthority *self);
YqqKey *yqq_certificate_authority_peek_issuing_key (YqqCertificateAuthority *self);

G_END_DECLS
