/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares the face before the camera with the one that is kept on this computer. */
#pragma once

#include "app/face-office.h"
#include "app/identity-methods.h"

G_BEGIN_DECLS

#define YQQ_TYPE_FACE_PANEL (yqq_face_panel_get_type ())
G_DECLARE_FINAL_TYPE (YqqFacePanel, yqq_face_panel, YQQ, FACE_PANEL, AdwBin)

YqqIdentityPanel *yqq_face_panel_new (const YqqPageParts *parts, YqqIdentityFlow *flow);

/* "no-models" where this computer cannot look at faces at all; NULL where it can. */
const char *yqq_face_panel_find_obstacle (void);

G_END_DECLS
