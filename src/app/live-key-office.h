/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The security keys at the authority that was reached. */
#pragma once

#include "app/authority-access.h"
#include "app/key-office.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LIVE_KEY_OFFICE (yqq_live_key_office_get_type ())
G_DECLARE_FINAL_TYPE (YqqLiveKeyOffice, yqq_live_key_office, YQQ, LIVE_KEY_OFFICE, GObject)

YqqKeyOffice *yqq_live_key_office_new (YqqAuthorityAccess *access);

G_END_DECLS
