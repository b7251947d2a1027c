/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes the PIN of a security key from the keyboard and shows it as dots only. */
#pragma once

#include <adwaita.h>

#include "base/secret-bytes.h"

G_BEGIN_DECLS

/* A key's PIN has 4 characters to 63 bytes (CTAP 6.5.1); letters too, so no pad of digits does. */
#define YQQ_KEY_PIN_MIN_CHARACTERS 4
#define YQQ_KEY_PIN_MAX_BYTES 63

/* What is typed lives in locked memory inside the widget: no entry, label, property or accessible
 * text ever holds it. Signals: changed, submitted (Enter was pressed with enough characters). */
#define YQQ_TYPE_KEY_PIN_ENTRY (yqq_key_pin_entry_get_type ())
G_DECLARE_FINAL_TYPE (YqqKeyPinEntry, yqq_key_pin_entry, YQQ, KEY_PIN_ENTRY, AdwBin)

gboolean yqq_key_pin_entry_get_complete (YqqKeyPinEntry *self);

/* The UTF-8 bytes (owned), and empties it; NULL while characters are missing. */
YqqSecretBytes *yqq_key_pin_entry_take (YqqKeyPinEntry *self);

/* Wipes what was typed. */
void yqq_key_pin_entry_clear (YqqKeyPinEntry *self);

G_END_DECLS
