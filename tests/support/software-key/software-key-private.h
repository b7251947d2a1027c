/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the software key share. */
#pragma once

#include <gio/gio.h>
#include <openssl/evp.h>

#include "cbor.h"
#include "crypto/key.h"
#include "software-key.h"

typedef struct {
  GBytes *id;
  GBytes *rp_id;
  YqqKey *key;
} SoftwareCredential;

struct _SoftwareKey {
  char *name;
  GMutex lock; /* for everything below but the thread's own */
  SoftwareKeyTouch touch;
  char *pin;
  guint pin_tries;
  gboolean always_pin;
  gboolean counts;
  guint32 counter;
  gboolean old;
  guint cancelled;
  GPtrArray *credentials; /* SoftwareCredential */

  int finger; /* an eventfd that counts touches */
  int host;   /* the end that was given out, to take the key out; -1 */
  GThread *thread;

  /* The thread's own. */
  int link;
  guint8 channel[4];
  EVP_PKEY *agreement;
  guint8 pin_token[32];
  guint wrong_in_a_row;
};

/* software-key.c: a CTAP2 request; the answer begins with its status. */
GByteArray *software_key_answer (SoftwareKey *self, const guint8 *data, gsize size);

/* software-key-pin.c */
void software_key_begin_pin (SoftwareKey *self);
void software_key_end_pin (SoftwareKey *self);
guint8 software_key_client_pin (SoftwareKey *self, const CborItem *request, GByteArray *answer);
/* Whether a request's pinAuth is right for what it hashes. */
gboolean
software_key_check_pin_auth (SoftwareKey *self, const CborItem *hash, const CborItem *pin_auth);

/* software-key-link.c: waits for the finger, telling the host that it waits. A status of CTAP. */
guint8 software_key_wait_for_touch (SoftwareKey *self);
