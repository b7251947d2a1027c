/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One way of finding out that somebody is the person they say: the interface of every provider. */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

#include "identity/error.h"
#include "identity/task.h"

G_BEGIN_DECLS

/* That a person was verified: what stands in the record. */
typedef struct {
  char *method; /* nick of the provider */
  char *person_id;
  char *purpose;
  char *confirmed_by; /* who vouched (a member of staff), NULL where nobody did */
  gint64 at_ms;       /* unix milliseconds */
} YqqIdentityResult;

YqqIdentityResult *yqq_identity_result_new (const char *method,
                                            const char *person_id,
                                            const char *purpose,
                                            const char *confirmed_by,
                                            gint64 at_ms);
void yqq_identity_result_free (YqqIdentityResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqIdentityResult, yqq_identity_result_free)

#define YQQ_TYPE_IDENTITY_VERIFIER (yqq_identity_verifier_get_type ())
G_DECLARE_INTERFACE (YqqIdentityVerifier, yqq_identity_verifier, YQQ, IDENTITY_VERIFIER, GObject)

struct _YqqIdentityVerifierInterface {
  GTypeInterface parent;
  const char *(*get_method) (YqqIdentityVerifier *self);
  YqqIdentityResult *(*verify) (YqqIdentityVerifier *self,
                                const YqqIdentityTask *task,
                                JsonObject *evidence,
                                GError **error);
};

/* The stable name of the method on the wire: "staff-code". */
const char *yqq_identity_verifier_get_method (YqqIdentityVerifier *self);

/* Checks evidence that was made for exactly this task (its person is known by now). May write
 * through the provider's store: whatever it returns, the caller commits those writes before
 * answering, so that no wrong try is free. Errors: YQQ_IDENTITY_ERROR, or whatever the store failed
 * with (then nothing was decided).
 */
YqqIdentityResult *yqq_identity_verifier_verify (YqqIdentityVerifier *self,
                                                 const YqqIdentityTask *task,
                                                 JsonObject *evidence,
                                                 GError **error);

G_END_DECLS
