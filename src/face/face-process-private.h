/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parent's side of the child, shared by the files that make it up. */
#pragma once

#include "face/face-channel.h"
#include "face/face-process.h"

G_BEGIN_DECLS

#define YQQ_FACE_PROGRAM "yueqiqian-face"

struct _YqqFaceProcess {
  GObject parent;

  char *directory;
  GSubprocess *child;
  YqqFaceChannel *channel;
  gboolean running;
  gboolean is_busy; /* with a picture */
  guint patience_s; /* for an answer, and for a picture while something is being done */
  guint patience;
  YqqFaceHint hint;

  GTask *start;
  guint start_limit;
  GSource *start_cancellation;

  GTask *task; /* an enrolment or a verification */
  gint64 task_number;
  GSource *cancellation;
  YqqSecretBytes *template; /* that an enrolment has given */
};

typedef enum {
  YQQ_FACE_SIGNAL_HINT,
  YQQ_FACE_SIGNAL_OUTLINE,
  YQQ_FACE_SIGNAL_STEP,
  YQQ_FACE_SIGNAL_EXITED,
  YQQ_FACE_N_SIGNALS,
} YqqFaceSignal;

extern guint yqq_face_process_signals[YQQ_FACE_N_SIGNALS];

void yqq_face_process_set_running (YqqFaceProcess *self, gboolean running);

/* Closes the pipes and ends the child, which keeps nothing that could be lost. */
void yqq_face_process_let_go (YqqFaceProcess *self);

/* The child is of no more use: tells whoever waits, and that it ended where it ran. */
void yqq_face_process_give_up (YqqFaceProcess *self, const GError *error);

/* Whoever waits for a start: it has succeeded, or failed. */
void yqq_face_process_end_start (YqqFaceProcess *self, const GError *error);

/* What the child says, in face-process-answers.c: FALSE with the error where it is nonsense. */
gboolean
yqq_face_process_take_text (YqqFaceProcess *self, const guint8 *bytes, gsize size, GError **error);
gboolean yqq_face_process_take_template (YqqFaceProcess *self,
                                         const guint8 *bytes,
                                         gsize size,
                                         GError **error);

/* The enrolment or verification, in face-process-tasks.c. Whoever takes it answers it. */
GTask *yqq_face_process_take_task (YqqFaceProcess *self);
void yqq_face_process_fail_task (YqqFaceProcess *self, const GError *error);
gboolean yqq_face_process_is_enrolling (YqqFaceProcess *self);
/* A picture was shown or looked at, or a task has begun or ended: waits anew for what is to come.
 */
void yqq_face_process_restart_patience (YqqFaceProcess *self);

G_END_DECLS
