/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a security key made no evidence on this device, as far as the next step differs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_FIDO2_ERROR (yqq_fido2_error_quark ())
GQuark yqq_fido2_error_quark (void);

typedef enum {
  YQQ_FIDO2_ERROR_FAILED,        /* nothing else fits; trying again may help */
  YQQ_FIDO2_ERROR_NO_KEY,        /* no key was plugged in within the time */
  YQQ_FIDO2_ERROR_OTHER_KEY,     /* a key was there, but none that is registered */
  YQQ_FIDO2_ERROR_TIMED_OUT,     /* the key was not touched, or its PIN not entered, in time */
  YQQ_FIDO2_ERROR_REMOVED,       /* the key was taken out while it worked */
  YQQ_FIDO2_ERROR_DECLINED,      /* the person said no on the key itself */
  YQQ_FIDO2_ERROR_PIN_PAUSED,    /* three wrong PINs in a row: take the key out and in again */
  YQQ_FIDO2_ERROR_PIN_BLOCKED,   /* no tries left: only resetting the key helps, which empties it */
  YQQ_FIDO2_ERROR_REGISTERED,    /* the key to register is registered already */
  YQQ_FIDO2_ERROR_IN_USE,        /* another program holds the key */
  YQQ_FIDO2_ERROR_NOT_PERMITTED, /* the system does not let this person open the key */
  YQQ_FIDO2_ERROR_UNSUPPORTED,   /* a key older than FIDO2, or an offer of another kind */
  YQQ_FIDO2_ERROR_REFUSED,       /* the authority does not take what the key has signed */
} YqqFido2Error;

/* Sets error for a status of libfido2 (FIDO_ERR_…), or of CTAP (6.3), that ended a request. */
void yqq_fido2_error_set_from_status (GError **error, int status);

G_END_DECLS
