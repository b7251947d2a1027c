/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much those who administer an enterprise can find out about people, a device and an enterprise
 * for itself. Belongs to the http thread. */
#pragma once

#include "base/clock.h"

G_BEGIN_DECLS

/* Lines that are checked before somebody is added: a long sheet can be read many times over. */
#define YQQ_CHECKS_OF_DEVICE 10000
#define YQQ_CHECKS_OF_ENTERPRISE 40000
/* Lines of checks and of additions that fail because the number belongs to another name: each tells
 * that somebody is known by that number, so there are few guesses. */
#define YQQ_MISMATCHES_OF_DEVICE 100
#define YQQ_MISMATCHES_OF_ENTERPRISE 300
/* People whose numbers are shown in full. */
#define YQQ_REVEALS_OF_DEVICE 30
#define YQQ_REVEALS_OF_ENTERPRISE 100

typedef struct _YqqInquiryLimits YqqInquiryLimits;

YqqInquiryLimits *yqq_inquiry_limits_new (YqqClock *clock);
void yqq_inquiry_limits_free (YqqInquiryLimits *self);

/* Each of these fails with YQQ_PROBLEM_RATE_LIMITED. Before lines are checked; before people are
 * added. */
gboolean yqq_inquiry_limits_check_lines (YqqInquiryLimits *self,
                                         const char *device_id,
                                         const char *enterprise_id,
                                         GError **error);
gboolean yqq_inquiry_limits_check_names (YqqInquiryLimits *self,
                                         const char *device_id,
                                         const char *enterprise_id,
                                         GError **error);
/* Takes one. */
gboolean yqq_inquiry_limits_take_reveal (YqqInquiryLimits *self,
                                         const char *device_id,
                                         const char *enterprise_id,
                                         GError **error);

/* Afterwards: so many lines were checked, and so many were of another name. */
void yqq_inquiry_limits_charge (YqqInquiryLimits *self,
                                const char *device_id,
                                const char *enterprise_id,
                                guint lines,
                                guint mismatches);

G_END_DECLS
