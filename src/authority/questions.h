/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers what takes the disk or the processor long, on threads that have a connection each. */
#pragma once

#include "authority/http/loop.h"
#include "authority/reply.h"
#include "authority/store/devices.h"
#include "base/clock.h"

G_BEGIN_DECLS

/* Questions answered at a time. More than one on any machine, so that a short question does not
 * wait for a long one; nobody else uses these threads and connections, so that no act and no
 * signature does either. */
#define YQQ_QUESTIONS_AT_ONCE 3

typedef struct _YqqQuestions YqqQuestions;

/* connections (YqqDatabase) are taken over; there are YQQ_QUESTIONS_AT_ONCE. The others are
 * borrowed. */
YqqQuestions *yqq_questions_new (YqqLoop *loop, YqqClock *clock, GPtrArray *connections);
/* Not while it is busy. */
void yqq_questions_free (YqqQuestions *self);

/* TRUE while a question is under way. On the loop's thread, like everything here. */
gboolean yqq_questions_is_busy (YqqQuestions *self);

/* NULL with a YQQ_PROBLEM_ERROR. database is for the time of the call only. */
typedef JsonObject *(*YqqAnswer) (YqqDatabase *database,
                                  const YqqDevice *device,
                                  const char *enterprise_id,
                                  gpointer data,
                                  gint64 now_ms,
                                  GError **error);
/* Replies with the answer. Takes data over. */
void yqq_questions_ask (YqqQuestions *self,
                        const YqqDevice *device,
                        const char *enterprise_id,
                        YqqAnswer answer,
                        gpointer data,
                        GDestroyNotify free_data,
                        YqqReply reply,
                        gpointer user_data);

/* Calls read in one of the threads and then done on the loop's, both with data. */
typedef void (*YqqQuestionRead) (YqqDatabase *database, gpointer data);
void
yqq_questions_run (YqqQuestions *self, YqqQuestionRead read, GSourceOnceFunc done, gpointer data);

G_END_DECLS
