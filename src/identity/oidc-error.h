/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a log in at an OpenID Connect provider came to nothing, as far as a caller acts on it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_OIDC_ERROR (yqq_oidc_error_quark ())
GQuark yqq_oidc_error_quark (void);

typedef enum {
  YQQ_OIDC_ERROR_OFFLINE,     /* the provider cannot be reached, or is not itself (TLS) */
  YQQ_OIDC_ERROR_BAD_ANSWER,  /* it answers what is no OpenID Connect, or what we did not ask */
  YQQ_OIDC_ERROR_UNSUPPORTED, /* it lacks what is asked for (PKCE, the device flow), or we do */
  YQQ_OIDC_ERROR_DENIED,      /* the person, or the provider for them, said no */
  YQQ_OIDC_ERROR_TIMED_OUT,   /* nobody logged in in time */
  YQQ_OIDC_ERROR_NO_LISTENER, /* this computer lets nobody listen for the browser's answer */
  YQQ_OIDC_ERROR_UNKNOWN_KEY, /* a token signed with a key that is not among those we hold */
  YQQ_OIDC_ERROR_EXPIRED,     /* a token that was good, but is too old */
  YQQ_OIDC_ERROR_INVALID,     /* a token that says nothing about this person, client and task */
  YQQ_OIDC_ERROR_NOT_LINKED,  /* a good token of an account that is linked to nobody */
} YqqOidcError;

G_END_DECLS
