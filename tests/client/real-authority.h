/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real yqq-authority with demonstration data in a directory of its own, and a person of it with a
 * wallet in libsecret's file. */
#pragma once

#include "client/authority-connection.h"
#include "client/fetch-demonstration.h"
#include "wallet/wallet.h"

G_BEGIN_DECLS

#define REAL_PIN "274913"
#define REAL_ADMINISTRATOR "林晓"
#define REAL_EMPLOYEE "黄敏"

typedef struct {
  char *directory;
  char *socket;
  char *origin;
  GSubprocess *process;

  YqqAuthorityConnection *connection;
  YqqKeyring *keyring;
  YqqWallet *wallet;
  YqqPinGate *gate;
} Real;

/* Once before any test: chooses the keyring. */
void real_initialise (void);
void real_clean_up (void);

/* Starts the authority (the first time any port, afterwards the same); a connection to it over the
 * Unix socket; an empty wallet. */
void real_set_up (Real *self, gconstpointer data);
void real_tear_down (Real *self, gconstpointer data);
/* The same for somebody who is logged in as the employee, has set the PIN and installed
 * certificates of both algorithms. Made once; every test gets a copy. */
void real_set_up_signer (Real *self, gconstpointer data);

/* kill -9; in order; and again on the same data, socket and port. */
void real_kill (Real *self);
void real_stop (Real *self);
void real_start (Real *self);

/* Throws the wallet away and loads it from the keyring; connects anew. */
void real_restart_client (Real *self);

/* Logs in as the demonstration's person of that name; asserts success. */
void real_log_in (Real *self, const char *name);
gboolean real_try_log_in (Real *self,
                          const YqqDemonstrationPerson *person,
                          const char *code,
                          GError **error);
GPtrArray *real_fetch_people (Real *self);
void real_set_pin (Real *self);
/* The id of the first active grant. */
char *real_find_grant (Real *self);
YqqCredential *real_try_install (Real *self,
                                 const char *grant,
                                 YqqAlgorithm algorithm,
                                 const char *pin,
                                 GError **error);
/* Shows with a staff code that the employee is who they are. The id of the challenge, owned. */
char *real_prove (Real *self, const char *purpose);
YqqSecretBytes *real_pin (const char *text);
/* Runs the main loop until *flag or at most so long. */
gboolean real_wait_for (gboolean (*condition) (gpointer data), gpointer data, guint milliseconds);

G_END_DECLS
