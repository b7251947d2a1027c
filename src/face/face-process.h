/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The child that looks at faces, as the parent sees it: pictures go in, hints and results come out.
 *
 * The child has no network, opens no files and starts no programs after its start. Pictures are
 * forgotten as they are answered; the only thing kept of a face is the template that an enrolment
 * gives, which is for the caller to seal and to erase. */
#pragma once

#include <gio/gio.h>

#include "base/secret-bytes.h"
#include "face/face-challenge.h"
#include "face/face-error.h"
#include "face/face-frame.h"
#include "face/face-hint.h"

G_BEGIN_DECLS

#define YQQ_TYPE_FACE_PROCESS (yqq_face_process_get_type ())
G_DECLARE_FINAL_TYPE (YqqFaceProcess, yqq_face_process, YQQ, FACE_PROCESS, GObject)

/* Pictures that an enrolment takes: straight, a little to the left, a little to the right. */
#define YQQ_FACE_PICTURES 3

/* Of what a verification wants: the cosine of the angle between two faces, from -1 to 1. */
#define YQQ_FACE_THRESHOLD 0.55

/* Belongs to the main context it was started in. Signals, all from there:
 *   "hint" (guint YqqFaceHint): what the last picture was like; only when it changes
 *   "outline" (gdouble x, gdouble y, gdouble width, gdouble height): where the face is, in shares
 * of the picture, 0 to 1 (not mirrored); all 0 where there is none or several; for each picture
 *   "step" (guint YqqFaceChallenge, guint step, guint steps): what the person is to do now, in an
 *     enrolment (a turn is a little one there) or a verification; step counts from 0, and "look
 *     straight" before a challenge has the challenge's number. step == steps: nothing is left but
 *     to look straight for a last moment
 *   "exited" (GError of YQQ_FACE_ERROR_FAILED): the child ended unasked, or did not answer for
 *     30 s and was ended; it may be started again
 * Property "running" (boolean, read-only): between a start that succeeded and the end.
 *
 * directory: of the models; NULL: yqq_face_models_find_directory. Where the environment has
 * YQQ_FACE_PROGRAM, that program is started instead of yueqiqian-face. */
YqqFaceProcess *yqq_face_process_new (const char *directory);

/* Starts the child, which checks and loads the models (some 100 ms; 30 s at most). Fails with
 * YQQ_FACE_ERROR: NO_MODELS, MODELS_CHANGED, NO_PROGRAM, TIMED_OUT, FAILED (with what it said). */
void yqq_face_process_start_async (YqqFaceProcess *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean yqq_face_process_start_finish (YqqFaceProcess *self, GAsyncResult *result, GError **error);

gboolean yqq_face_process_get_running (YqqFaceProcess *self);

/* What the last picture was like; NO_FACE before the first. */
YqqFaceHint yqq_face_process_get_hint (YqqFaceProcess *self);

/* Shows the child a picture. FALSE: dropped, because it does not run, is busy with the one before
 * (a queue never grows: simply push every frame the camera gives), or the frame is malformed. The
 * pixels are copied, smaller where they are large. */
gboolean yqq_face_process_push (YqqFaceProcess *self, const YqqFaceFrame *frame);

/* Takes YQQ_FACE_PICTURES good pictures of one face from the frames pushed from now on. One
 * enrolment or verification at a time. Returns the template: bytes for
 * yqq_face_process_verify_async that carry the name of the models, a biometric secret. Fails with
 * YQQ_FACE_ERROR: TIMED_OUT (60 s of frames, or 30 s without one), FACE_CHANGED, FAILED; or
 * G_IO_ERROR_CANCELLED. */
void yqq_face_process_enrol_async (YqqFaceProcess *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
YqqSecretBytes *
yqq_face_process_enrol_finish (YqqFaceProcess *self, GAsyncResult *result, GError **error);

/* Asks for n_challenges challenges (0 to YQQ_FACE_MAX_CHALLENGES, none of them STRAIGHT) in the
 * order given, which the caller has drawn at random, and compares the face before, between and
 * after them with template. Returns TRUE and the score (YQQ_FACE_THRESHOLD to 1; may be NULL).
 * Fails with YQQ_FACE_ERROR: MISMATCH, CHALLENGE_FAILED, FACE_CHANGED, TIMED_OUT, BAD_TEMPLATE,
 * FAILED; or G_IO_ERROR_CANCELLED. Counting tries is the caller's: MISMATCH, CHALLENGE_FAILED and
 * FACE_CHANGED are failed ones. */
void yqq_face_process_verify_async (YqqFaceProcess *self,
                                    YqqSecretBytes *template,
                                    const YqqFaceChallenge *challenges,
                                    guint n_challenges,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean yqq_face_process_verify_finish (YqqFaceProcess *self,
                                         GAsyncResult *result,
                                         double *score,
                                         GError **error);

/* Ends the child; a running enrolment or verification fails with G_IO_ERROR_CANCELLED. It also ends
 * when this process dies, or when the last reference is dropped. */
void yqq_face_process_stop (YqqFaceProcess *self);

G_END_DECLS
