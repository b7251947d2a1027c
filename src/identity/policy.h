/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which methods of identification, alone or together, count for which purpose. */
#pragma once

#include "identity/oidc-settings.h"

G_BEGIN_DECLS

#define YQQ_IDENTITY_PURPOSE_LOG_IN "log-in"
#define YQQ_IDENTITY_PURPOSE_NEW_PIN "new-pin"
#define YQQ_IDENTITY_PURPOSE_UNLOCK "unlock"
#define YQQ_IDENTITY_PURPOSE_TRANSFER "transfer"
#define YQQ_IDENTITY_PURPOSE_ENROL_FACE "enrol-face"
#define YQQ_IDENTITY_PURPOSE_ENROL_KEY "enrol-key"
#define YQQ_IDENTITY_PURPOSE_LINK_ACCOUNT "link-account"

/* NULL-terminated, static. */
const char *const *yqq_identity_purposes_list (void);
gboolean yqq_identity_purpose_is_known (const char *purpose);

/* Never changes once it is made, so every thread may read it. */
typedef struct _YqqIdentityPolicy YqqIdentityPolicy;

/* What holds where nobody has said otherwise: a staff code, and the PIN where something is
 * enrolled. */
YqqIdentityPolicy *yqq_identity_policy_new_default (void);
/* The demonstration's: a log in and a new PIN also with this device and the face together, from the
 * first day. */
YqqIdentityPolicy *yqq_identity_policy_new_demonstration (void);
YqqIdentityPolicy *yqq_identity_policy_ref (YqqIdentityPolicy *self);
void yqq_identity_policy_unref (YqqIdentityPolicy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqIdentityPolicy, yqq_identity_policy_unref)

/* The ways (identity/way.h) of a purpose, strongest first; without any for a purpose that is not
 * known, which can so never be satisfied. Borrowed. */
GPtrArray *yqq_identity_policy_get_ways (YqqIdentityPolicy *self, const char *purpose);

/* The methods that somebody who has registered for them has to use for the purpose as well, in
 * whichever way. Borrowed, NULL-terminated. */
const char *const *yqq_identity_policy_get_second_factors (YqqIdentityPolicy *self,
                                                           const char *purpose);

/* Since how many days a device has to be the person's for the method "device". */
guint yqq_identity_policy_get_device_min_days (YqqIdentityPolicy *self);
/* After how many days a face has to be enrolled anew; how many challenges it meets; after how many
 * tries it is locked, and for how long. */
guint yqq_identity_policy_get_face_max_age_days (YqqIdentityPolicy *self);
guint yqq_identity_policy_get_face_challenges (YqqIdentityPolicy *self);
guint yqq_identity_policy_get_face_tries (YqqIdentityPolicy *self);
guint yqq_identity_policy_get_face_lock_minutes (YqqIdentityPolicy *self);
/* For how many days a log in holds. */
guint yqq_identity_policy_get_log_in_days (YqqIdentityPolicy *self);
/* NULL where there is no provider. Borrowed. */
const YqqOidcSettings *yqq_identity_policy_get_oidc (YqqIdentityPolicy *self);

G_END_DECLS
