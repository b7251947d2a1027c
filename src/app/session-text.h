/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words, icons and tones for sessions and their signatures. Texts are static. */
#pragma once

#include "app/scan-session.h"
#include "app/status-pill.h"

G_BEGIN_DECLS

/* Why a session ended (a nick on the wire, NULL and unknown ones too), told after it has. */
typedef struct {
  const char *title;
  const char *sentence;
  const char *icon;
  YqqTone tone;
} YqqSessionEnd;

YqqSessionEnd yqq_session_end_get (YqqSessionState state, const char *reason);

const char *yqq_signature_state_get_word (YqqSignatureState state);
const char *yqq_signature_state_get_icon (YqqSignatureState state);
YqqTone yqq_signature_state_get_tone (YqqSignatureState state);

G_END_DECLS
