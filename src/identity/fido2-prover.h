/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The device's half of the security key: it has one touched and brings what the key signed. */
#pragma once

#include "base/secret-bytes.h"
#include "identity/fido2-bus.h"
#include "identity/fido2-error.h"
#include "identity/prover.h"

G_BEGIN_DECLS

#define YQQ_FIDO2_METHOD "fido2"

/* How long to wait for each thing the person has to do. */
#define YQQ_FIDO2_PATIENCE_MS (120 * 1000)

#define YQQ_TYPE_FIDO2_PROVER (yqq_fido2_prover_get_type ())
G_DECLARE_FINAL_TYPE (YqqFido2Prover, yqq_fido2_prover, YQQ, FIDO2_PROVER, GObject)

/* Evidence: identity/fido2-evidence.h. Errors: YQQ_FIDO2_ERROR. States of "progress":
 * "insert-key"         no key is plugged in; one that comes is taken up
 * "other-key"          none that is plugged in is registered
 * "key-in-use"         another program holds the key; taken up when it lets go
 * "key-not-permitted"  the system does not let this person open the key
 * "key-unsupported"    the key is older than FIDO2
 * "choose-key"         several would do: the one that is touched is taken
 * "pin" (ib)           the key wants its own PIN: tries left (-1: not known), and whether the last
 *                      one was wrong; waits for yqq_fido2_prover_answer_pin
 * "touch"              the key waits to be touched */
YqqFido2Prover *yqq_fido2_prover_new (YqqFido2Bus *bus);

/* How long each wait may take, from the next proof on. */
void yqq_fido2_prover_set_patience (YqqFido2Prover *self, int patience_ms);

/* The key's own PIN (UTF-8), after "pin"; NULL gives up (G_IO_ERROR_CANCELLED). Ignored when none
 * was asked for. */
void yqq_fido2_prover_answer_pin (YqqFido2Prover *self, YqqSecretBytes *pin);

G_END_DECLS
