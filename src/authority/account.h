/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person may see of themselves: memberships, PIN, grants and certificates. */
#pragma once

#include "authority/issuer.h"
#include "authority/store/devices.h"
#include "protocol/me.h"

G_BEGIN_DECLS

/* GET /v1/me */
JsonObject *yqq_account_describe (YqqDatabase *reader, const YqqDevice *device, GError **error);

/* GET /v1/me/grants */
JsonObject *yqq_account_list_grants (YqqDatabase *reader,
                                     const YqqDevice *device,
                                     YqqIssuer *issuer,
                                     gint64 now_ms,
                                     GError **error);

G_END_DECLS
