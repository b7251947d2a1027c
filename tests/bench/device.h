/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The signer's side for benchmarks: an embedded demonstration authority, and a person logged in
 * with a PIN and a certificate, all in a directory of their own. */
#pragma once

#include "client/authority-connection.h"
#include "client/embedded-authority.h"
#include "link/session-link.h"
#include "wallet/wallet.h"

typedef struct {
  char *directory;
  YqqEmbeddedAuthority *authority;
  YqqAuthorityConnection *connection;
  YqqWallet *wallet;
  YqqPinGate *gate;
  YqqSecretBytes *pin;
} Device;

Device *device_new (void);
void device_free (Device *self);
/* Installs the certificate of the person's first grant; its fingerprint is owned. */
char *device_install (Device *self, YqqAlgorithm algorithm);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Device, device_free)
