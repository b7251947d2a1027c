/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of all methods by which a person can be verified, on the wire and in the policy. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_IDENTITY_METHOD_STAFF_CODE "staff-code"
#define YQQ_IDENTITY_METHOD_OIDC "oidc"
#define YQQ_IDENTITY_METHOD_FIDO2 "fido2"
#define YQQ_IDENTITY_METHOD_FACE "face"
#define YQQ_IDENTITY_METHOD_DEVICE                                                                 \
  "device"                            /* the request is signed by a device known for a while */
#define YQQ_IDENTITY_METHOD_PIN "pin" /* the PIN gate was opened for purpose "identity" */

/* NULL-terminated, static. */
const char *const *yqq_identity_methods_list (void);
gboolean yqq_identity_method_is_known (const char *method);
/* The static text that equals method; NULL where it is not known. */
const char *yqq_identity_method_intern (const char *method);

G_END_DECLS
