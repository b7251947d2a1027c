/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can go wrong with a face: each code is one thing a person can do something about. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_FACE_ERROR (yqq_face_error_quark ())
GQuark yqq_face_error_quark (void);

typedef enum {
  YQQ_FACE_ERROR_NO_MODELS,        /* the models are not installed: the message names the file */
  YQQ_FACE_ERROR_MODELS_CHANGED,   /* a model is not the pinned one */
  YQQ_FACE_ERROR_NO_PROGRAM,       /* yueqiqian-face is not installed, or cannot be started */
  YQQ_FACE_ERROR_FAILED,           /* the child ended, or said what it may not say */
  YQQ_FACE_ERROR_TIMED_OUT,        /* no picture good enough in time: see the last hint */
  YQQ_FACE_ERROR_MISMATCH,         /* a good picture, of somebody else */
  YQQ_FACE_ERROR_CHALLENGE_FAILED, /* what was asked was not done in time, or the face went away */
  YQQ_FACE_ERROR_FACE_CHANGED, /* not one and the same face from the first picture to the last */
  YQQ_FACE_ERROR_BAD_TEMPLATE, /* damaged, or made by other models: enrol anew */
} YqqFaceError;

/* "no-models", "mismatch" and so on. */
const char *yqq_face_error_to_nick (YqqFaceError code);
gboolean yqq_face_error_from_nick (const char *nick, YqqFaceError *code);

G_END_DECLS
