/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What setting, replacing and changing a PIN share. */
#pragma once

#include "authority/reply.h"
#include "authority/store/devices.h"
#include "authority/store/pins.h"
#include "protocol/notice.h"
#include "protocol/pin.h"
#include "protocol/session-state.h"

G_BEGIN_DECLS

/* malformed where it is no P-256 public key. */
gboolean yqq_pin_check_verifier (GBytes *spki, GError **error);

/* As it is asked for, with a fresh pepper and all tries. Owned. */
YqqPin *yqq_pin_make (const YqqPinRegistration *registration);

void
yqq_pin_answer_pepper (const YqqPin *pin, guint status, YqqSecretReply reply, gpointer user_data);

/* What follows where another PIN has taken the old one's place, in the same transaction: the
 * person's sessions end, the person is told on every device, and it is recorded as act. */
typedef struct {
  YqqNoticeKind notice;
  YqqSessionReason reason;
  const char *act;
} YqqPinRenewal;

gboolean yqq_pin_renewed (YqqDatabase *database,
                          const YqqPinRenewal *renewal,
                          const char *person_id,
                          const char *device_id,
                          const char *device_label,
                          gint64 now_ms,
                          GError **error);

G_END_DECLS
