/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The PIN gate's open challenges and its confirmations: what only this process knows. */
#pragma once

#include "base/clock.h"
#include "protocol/pin.h"

G_BEGIN_DECLS

/* Open challenges a device may have at once; the oldest gives way. */
#define YQQ_PIN_MAX_CHALLENGES 8

typedef struct {
  GBytes *bytes;
  YqqPinPurpose purpose;
  char *subject;
  gint64 expires_at_ms;
} YqqOpenChallenge;

void yqq_open_challenge_free (YqqOpenChallenge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqOpenChallenge, yqq_open_challenge_free)

/* Used by one thread, but for the questions whether the PIN was right, which any may ask. A restart
 * makes challenges unknown and confirmations void, which costs a person one more PIN
 * entry and gives nobody anything. */
typedef struct _YqqPinChallenges YqqPinChallenges;

YqqPinChallenges *yqq_pin_challenges_new (YqqClock *clock);
void yqq_pin_challenges_free (YqqPinChallenges *self);

/* A fresh one for the device; borrowed until the next call. */
const YqqOpenChallenge *yqq_pin_challenges_add (YqqPinChallenges *self,
                                                const char *device_id,
                                                YqqPinPurpose purpose,
                                                const char *subject);

/* The device's challenge with these bytes, which is gone from now on: it is good for one opening.
 * NULL where it is unknown, used or too old. */
YqqOpenChallenge *
yqq_pin_challenges_take (YqqPinChallenges *self, const char *device_id, GBytes *bytes);

/* Remembers for YQQ_PIN_CONFIRMED_MS that the PIN was right. */
void yqq_pin_challenges_confirm (YqqPinChallenges *self,
                                 const char *device_id,
                                 const YqqOpenChallenge *challenge);
gboolean yqq_pin_challenges_is_confirmed (YqqPinChallenges *self,
                                          const char *device_id,
                                          YqqPinPurpose purpose,
                                          const char *subject);
/* Whether the PIN was right for any act of the device at most YQQ_PIN_RECENT_MS ago. */
gboolean yqq_pin_challenges_is_recent (YqqPinChallenges *self, const char *device_id);
/* Another PIN takes the old one's place: nothing that was asked or confirmed with that one holds.
 */
void yqq_pin_challenges_forget (YqqPinChallenges *self, const char *device_id);

G_END_DECLS
