/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scan session over the link to the real authority. */
#pragma once

#include "app/scan-session.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LINK_SESSION (yqq_link_session_get_type ())
G_DECLARE_FINAL_TYPE (YqqLinkSession, yqq_link_session, YQQ, LINK_SESSION, YqqScanSession)

YqqScanSession *yqq_link_session_new (YqqAuthorityConnection *connection, YqqWallet *wallet);

G_END_DECLS
