/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Setting up a face: the consent, the pictures, what is kept, and erasing it. */
#pragma once

#include "app/face-set-up.h"
#include "app/page.h"
#include "app/settings.h"

G_BEGIN_DECLS

#define YQQ_TYPE_FACE_PAGE (yqq_face_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqFacePage, yqq_face_page, YQQ, FACE_PAGE, YqqPage)

YqqPage *yqq_face_page_new (YqqFaceSetUp *set_up, YqqSettings *settings);

G_END_DECLS
