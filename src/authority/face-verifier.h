/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authority's half of the method face: counts tries, and believes the device the rest. */
#pragma once

#include "authority/store/faces.h"
#include "base/clock.h"
#include "identity/policy.h"
#include "identity/verifier.h"

G_BEGIN_DECLS

#define YQQ_TYPE_FACE_VERIFIER (yqq_face_verifier_get_type ())
G_DECLARE_FINAL_TYPE (YqqFaceVerifier, yqq_face_verifier, YQQ, FACE_VERIFIER, GObject)

/* device_id NULL: nothing is enrolled there. */
YqqFaceVerifier *yqq_face_verifier_new (YqqDatabase *database,
                                        const char *device_id,
                                        YqqIdentityPolicy *policy,
                                        YqqClock *clock);

/* When an enrolment that was made then ends. */
gint64 yqq_face_verifier_get_expiry (YqqIdentityPolicy *policy, gint64 enrolled_at_ms);

G_END_DECLS
