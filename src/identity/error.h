/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why evidence did not show who a person is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_IDENTITY_ERROR (yqq_identity_error_quark ())
GQuark yqq_identity_error_quark (void);

typedef enum {
  YQQ_IDENTITY_ERROR_INVALID,   /* wrong, used before, or of a method that does not count here */
  YQQ_IDENTITY_ERROR_EXPIRED,   /* right, but too old */
  YQQ_IDENTITY_ERROR_LOCKED,    /* too many wrong tries; staff have to help */
  YQQ_IDENTITY_ERROR_NOT_READY, /* what the check needs is on its way; the same again a little later
                                 */
  YQQ_IDENTITY_ERROR_NOT_LINKED,   /* an account that is nobody's yet; staff have to vouch once */
  YQQ_IDENTITY_ERROR_NOT_ENROLLED, /* the person has no face, no such key here any more */
  YQQ_IDENTITY_ERROR_VOIDED,       /* right, but a newer one has taken its place */
} YqqIdentityError;

/* How many tries the person has left; -1 where tries are not counted. */
gint yqq_identity_error_get_tries_left (const GError *error);

/* Sets error like g_set_error; for the providers. */
void yqq_identity_error_set (GError **error,
                             YqqIdentityError code,
                             gint tries_left,
                             const char *message);

G_END_DECLS
