/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a signature proves to this authority. */
#pragma once

#include "authority/issuer.h"
#include "protocol/verification.h"

G_BEGIN_DECLS

/* POST /v1/verify: every check's result as JSON; a signature that is none at all is malformed
 * (YQQ_PROBLEM_ERROR). */
JsonObject *yqq_verify_signature (YqqIssuer *issuer,
                                  const YqqVerifyRequest *request,
                                  gint64 now_ms,
                                  GError **error);

G_END_DECLS
