/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A certification authority with one certificate issued, as most tests of this folder want it. */
#pragma once

#include "crypto/certificate-authority.h"
#include "crypto/certificate.h"

/* The time of the tests, 2026-01-01T00:00:00Z. */
#define FIXTURE_NOW G_GINT64_CONSTANT (1767225600000)
#define FIXTURE_YEAR (G_GINT64_CONSTANT (86400000) * 365)

typedef struct {
  YqqCertificateAuthority *authority;
  GPtrArray *roots;         /* YqqX509 */
  GPtrArray *intermediates; /* YqqX509 */
  YqqKey *key;
  YqqX509 *leaf; /* of key */
} Fixture;

Fixture *fixture_new (YqqAlgorithm algorithm);
void fixture_free (Fixture *self);

/* Runs test, a function that takes a Fixture, once an algorithm. */
void fixture_with_each (gconstpointer test);

/* What fixture_new issued with: an employee's certificate, valid for a year from FIXTURE_NOW. */
YqqCertificateProfile fixture_profile (GBytes *serial);

/* Issues to key; fails the test if the authority won't. */
YqqX509 *fixture_issue (Fixture *self, YqqKey *key, const YqqCertificateProfile *profile);

/* The PKCS#8 of the issuing authority's key. */
YqqSecretBytes *fixture_issuing_secret (Fixture *self);

/* An SM2 key of a kind of its own: nothing of it can be kept, and it signs under id. */
YqqKey *fixture_key_with_id (const char *id);
YqqKey *fixture_key_from_secret_with_id (YqqSecretBytes *pkcs8, const char *id);

GBytes *fixture_hex (const char *text);
YqqSecretBytes *fixture_secret (const char *hex);

/* bytes with the bits of mask at offset (from the end if negative) turned. */
GBytes *fixture_tamper (GBytes *bytes, gssize offset, guint8 mask);

/* A new directory, and its removal with everything in it. */
char *fixture_directory_new (void);
void fixture_directory_remove (char *path);

/* Runs a program; returns its exit status, with what it printed in *output (may be NULL). */
int fixture_run (const char *const *argv, char **output);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)
