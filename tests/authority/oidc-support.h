/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole authority that believes a provider, whose keys lie in a file. */
#pragma once

#include "../identity/token-maker.h"
#include "identity-support.h"

G_BEGIN_DECLS

#define OIDC_START_MS G_GINT64_CONSTANT (1795334400000)

typedef struct {
  YqqClock *clock;
  char *directory;
  char *keys_file;
  YqqKey *key; /* the provider's */
  TestAuthority *authority;
  TestDevice *device; /* of person 0 */
} OidcFixture;

/* data: further members of the policy's section. */
void oidc_set_up (OidcFixture *self, gconstpointer data);
void oidc_tear_down (OidcFixture *self, gconstpointer data);
/* The provider's key is called so from now on. */
void oidc_write_keys (OidcFixture *self, const char *kid);
/* {"id_token":…} of a log in for the challenge. Owned. */
char *oidc_make_evidence (OidcFixture *self,
                          TestAnswer *challenge,
                          TestDevice *device,
                          const char *purpose,
                          const char *claim,
                          const char *account,
                          const char *kid);

G_END_DECLS
