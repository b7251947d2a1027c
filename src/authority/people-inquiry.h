/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What those who administer an enterprise ask about people by their numbers: whether they could be
 * added, and how the numbers of their own people are in full. Limited, and recorded. */
#pragma once

#include "authority/inquiry-limits.h"
#include "authority/pin-gate.h"
#include "authority/questions.h"
#include "authority/reply.h"
#include "authority/store/devices.h"
#include "authority/store/writer.h"

G_BEGIN_DECLS

/* All borrowed. */
typedef struct {
  YqqQuestions *questions;
  YqqWriter *writer;
  YqqPinGateService *gate;
  YqqInquiryLimits *limits;
  YqqClock *clock;
} YqqPeopleInquiry;

/* POST …/checks: body is {"grants":[…]}. That a number belongs to another name is recorded before
 * it is told, without the number, and there are few such answers in a quarter of an hour. */
void yqq_people_inquiry_check (const YqqPeopleInquiry *self,
                               const YqqDevice *device,
                               const char *enterprise_id,
                               GBytes *body,
                               YqqReply reply,
                               gpointer user_data);

/* POST …/reveals: recorded before it is told; only where the PIN was entered a short while ago. */
void yqq_people_inquiry_reveal (const YqqPeopleInquiry *self,
                                const YqqDevice *device,
                                const char *enterprise_id,
                                const char *grant_id,
                                YqqReply reply,
                                gpointer user_data);

G_END_DECLS
