/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which methods of identification count for which purpose. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_IDENTITY_PURPOSE_LOG_IN "log-in"
#define YQQ_IDENTITY_PURPOSE_NEW_PIN "new-pin"
#define YQQ_IDENTITY_PURPOSE_UNLOCK "unlock"
#define YQQ_IDENTITY_PURPOSE_TRANSFER "transfer"
#define YQQ_IDENTITY_PURPOSE_ENROL_FACE "enrol-face"
#define YQQ_IDENTITY_PURPOSE_ENROL_KEY "enrol-key"

/* The methods that count for purpose, strongest first, static and NULL-terminated; empty for a
 * purpose that nothing counts for. */
const char *const *yqq_identity_policy_get_methods (const char *purpose);

gboolean yqq_identity_policy_allows (const char *purpose, const char *method);

G_END_DECLS
