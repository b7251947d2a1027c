/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wallet's vault for a face, and the authority that was reached. */
#pragma once

#include "app/authority-access.h"
#include "app/face-office.h"

G_BEGIN_DECLS

#define YQQ_TYPE_LIVE_FACE_OFFICE (yqq_live_face_office_get_type ())
G_DECLARE_FINAL_TYPE (YqqLiveFaceOffice, yqq_live_face_office, YQQ, LIVE_FACE_OFFICE, GObject)

YqqFaceOffice *yqq_live_face_office_new (YqqAuthorityAccess *access, YqqWallet *wallet);

G_END_DECLS
