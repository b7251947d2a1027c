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

/* Writes <nick>-<name>.key, then <nick>-<name>.pem, which says that the pair is whole. */
gboolean yqq_certificate_authority_save_pair (YqqAlgorithm algorithm,
                                              const char *dir,
                                              const char *name,
                                              YqqX509 *certificate,
                                              YqqKey *key,
                                              YqqSecretBytes *passphrase,
                                              GError **error);
/* Reads them and checks that they belong together; G_FILE_ERROR_NOENT where there are none. */
gboolean yqq_certificate_authority_load_pair (YqqAlgorithm algorithm,
                                              const char *dir,
                                              const char *name,
                                              YqqSecretBytes *passphrase,
                                              YqqX509 **certificate,
                                              YqqKey **key,
                                              GError **error);

G_END_DECLS
