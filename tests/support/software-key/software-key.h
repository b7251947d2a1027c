/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole FIDO2 security key in software, for tests: CTAP 2.0 over CTAPHID, with a person's finger.
 */
#pragma once

#include <glib.h>

/* What the person does when the key waits for a touch. */
typedef enum {
  SOFTWARE_KEY_TOUCHED,   /* at once */
  SOFTWARE_KEY_WAITS,     /* until software_key_touch */
  SOFTWARE_KEY_UNTOUCHED, /* never: the key gives up */
  SOFTWARE_KEY_DECLINED,  /* says no on the key */
} SoftwareKeyTouch;

typedef struct _SoftwareKey SoftwareKey;

/* A key with an attestation of itself, that counts its signatures, without a PIN. */
SoftwareKey *software_key_new (const char *name);
void software_key_free (SoftwareKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SoftwareKey, software_key_free)

const char *software_key_get_name (SoftwareKey *self);

void software_key_set_touch (SoftwareKey *self, SoftwareKeyTouch touch);
/* One touch: of a request that waits, or of the next one. */
void software_key_touch (SoftwareKey *self);

/* pin NULL: none. tries: how many wrong ones it takes in all; three in a row stop it until it is
 * plugged in again (CTAP 6.5.5.7). */
void software_key_set_pin (SoftwareKey *self, const char *pin, guint tries);
/* Whether assertions need the PIN too (CTAP 7.2). */
void software_key_set_always_pin (SoftwareKey *self, gboolean always);

/* What it counts from; FALSE: it does not count at all. */
void software_key_set_counter (SoftwareKey *self, gboolean counts, guint32 counter);
/* A key of before FIDO2. */
void software_key_set_old (SoftwareKey *self, gboolean old);

/* How many credentials it made. */
guint software_key_count_credentials (SoftwareKey *self);
/* How many requests were cancelled (CTAPHID_CANCEL) while they waited. */
guint software_key_count_cancelled (SoftwareKey *self);

/* Plugs the key in: the other end carries reports as hidraw does. One end at a time. */
int software_key_connect (SoftwareKey *self);
/* Takes it out, in the middle of what it does. */
void software_key_disconnect (SoftwareKey *self);
