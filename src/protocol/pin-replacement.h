/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PUT /v1/pin/replacement: a new PIN for who has shown who they are, without the old one. */
#pragma once

#include "protocol/pin.h"

G_BEGIN_DECLS

typedef struct {
  YqqPinRegistration *registration;
  char *identity; /* id of the identity challenge that was satisfied for it */
} YqqPinReplacement;

YqqPinReplacement *yqq_pin_replacement_from_json (JsonObject *object, GError **error);
JsonObject *yqq_pin_replacement_to_json (const YqqPinReplacement *self);
void yqq_pin_replacement_free (YqqPinReplacement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqPinReplacement, yqq_pin_replacement_free)

G_END_DECLS
