/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wallet on a real keyring (libsecret's file unless the daemon is asked for), with a gate and a
 * certification authority inside the test. */
#pragma once

#include "crypto/certificate-authority.h"
#include "fake-pin-gate.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

typedef struct {
  YqqKeyring *keyring;
  YqqWallet *wallet;
  FakePinGate *gate;
} Fixture;

/* To be called once before any test runs. argument "daemon": the Secret Service of the session. */
void fixture_choose_keyring (const char *argument);
void fixture_clean_up (void);

/* An empty keyring, a loaded wallet, nobody logged in. */
void fixture_set_up (Fixture *self, gconstpointer data);
void fixture_tear_down (Fixture *self, gconstpointer data);

/* Throws the wallet away and loads another from the same keyring, as a new start does. */
void fixture_restart (Fixture *self);
gboolean fixture_load (Fixture *self, GError **error);

/* Each asserts success. */
void fixture_log_in (Fixture *self);
void fixture_set_pin (Fixture *self, const char *pin);
YqqUnlockedVault *fixture_unlock (Fixture *self, const char *pin);
YqqKey *fixture_create_key (Fixture *self, YqqUnlockedVault *vault, const char *grant);
YqqCredential *fixture_install (Fixture *self, YqqUnlockedVault *vault, const char *grant);

gboolean fixture_try_set_pin (Fixture *self, const char *pin, GError **error);
YqqUnlockedVault *fixture_try_unlock (Fixture *self, const char *pin, GError **error);
YqqKey *fixture_try_create_key (Fixture *self,
                                YqqUnlockedVault *vault,
                                const char *grant,
                                GBytes **request,
                                GError **error);
YqqCredential *fixture_try_store (Fixture *self,
                                  const char *grant,
                                  GBytes *certificate,
                                  GPtrArray *chain,
                                  GError **error);
/* A certificate for a key of any origin, with its chain. */
GBytes *fixture_issue (GBytes *public_key, const char *enterprise, GPtrArray **chain);

/* Items of a kind in the keyring. */
GPtrArray *fixture_find_items (Fixture *self, const char *kind);
/* Replaces the secret of the only item of a kind. */
void fixture_damage (Fixture *self, const char *kind, const char *text);
void fixture_remove_kind (Fixture *self, const char *kind);

G_END_DECLS
