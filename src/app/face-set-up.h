/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From consent to a face that is kept, and back to none. */
#pragma once

#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_FACE_SET_UP_LOADING,     /* what is kept is being looked at */
  YQQ_FACE_SET_UP_UNAVAILABLE, /* the models are not there: the error says which */
  YQQ_FACE_SET_UP_CONSENT,     /* nothing is kept: the person is asked */
  YQQ_FACE_SET_UP_PICTURES,    /* the person was verified: the camera may look */
  YQQ_FACE_SET_UP_WORKING,     /* keeping, or erasing */
  YQQ_FACE_SET_UP_ENROLLED,
  YQQ_FACE_SET_UP_FAILED,
} YqqFaceSetUpState;

/* Signal: changed. The subject of YQQ_PLACE_FACE. */
#define YQQ_TYPE_FACE_SET_UP (yqq_face_set_up_get_type ())
G_DECLARE_FINAL_TYPE (YqqFaceSetUp, yqq_face_set_up, YQQ, FACE_SET_UP, GObject)

/* Begins by looking at what is kept. */
YqqFaceSetUp *yqq_face_set_up_new (YqqWorkspace *workspace, YqqRouter *router);

YqqFaceSetUpState yqq_face_set_up_get_state (YqqFaceSetUp *self);
/* What failed, or why it is unavailable. Borrowed. */
const GError *yqq_face_set_up_get_error (YqqFaceSetUp *self);
/* When what is kept was made, and when it ends. */
gint64 yqq_face_set_up_get_made_ms (YqqFaceSetUp *self);
gint64 yqq_face_set_up_get_expires_ms (YqqFaceSetUp *self);

/* The person agrees: they are led to the identity page, and from there to the pictures. */
void yqq_face_set_up_agree (YqqFaceSetUp *self);
/* The camera has given a template. */
void yqq_face_set_up_take (YqqFaceSetUp *self, YqqSecretBytes *template);
/* Asks for the consent anew; what is kept stays until something new is. */
void yqq_face_set_up_renew (YqqFaceSetUp *self);
/* Consent is withdrawn: what is kept is erased. */
void yqq_face_set_up_erase (YqqFaceSetUp *self);
/* After FAILED or UNAVAILABLE: the same again. */
void yqq_face_set_up_retry (YqqFaceSetUp *self);

G_END_DECLS
