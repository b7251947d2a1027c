/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Another PIN by who knows the old one: the old one, the new one, once more, done. */
#pragma once

#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_CHANGE_PIN_OLD,    /* the old one is asked for; with an error where it was wrong */
  YQQ_CHANGE_PIN_NEW,    /* the new one is asked for; with a refusal where it cannot be used */
  YQQ_CHANGE_PIN_REPEAT, /* once more */
  YQQ_CHANGE_PIN_WORKING,
  YQQ_CHANGE_PIN_FAILED,
  YQQ_CHANGE_PIN_LOCKED, /* only a new PIN without the old one helps */
  YQQ_CHANGE_PIN_DONE,
} YqqChangePinState;

/* Signal: changed. The subject of YQQ_PLACE_CHANGE_PIN. */
#define YQQ_TYPE_CHANGE_PIN_FLOW (yqq_change_pin_flow_get_type ())
G_DECLARE_FINAL_TYPE (YqqChangePinFlow, yqq_change_pin_flow, YQQ, CHANGE_PIN_FLOW, GObject)

void yqq_change_pin_flow_begin (YqqWorkspace *workspace, YqqRouter *router);

YqqChangePinState yqq_change_pin_flow_get_state (YqqChangePinFlow *self);
/* Why what was entered last was not taken, for the person; NULL. */
const char *yqq_change_pin_flow_get_refusal (YqqChangePinFlow *self);
/* NULL unless it failed or is locked. */
const GError *yqq_change_pin_flow_get_error (YqqChangePinFlow *self);

/* The person has entered what the state asks for. */
void yqq_change_pin_flow_take (YqqChangePinFlow *self, YqqSecretBytes *pin);
/* After a failure: tries the same again. */
void yqq_change_pin_flow_retry (YqqChangePinFlow *self);
/* Where it is locked: leads to the new PIN without the old one. */
void yqq_change_pin_flow_replace (YqqChangePinFlow *self);
/* One step back: to what was entered before, or out. While it is at work that cancels it. */
void yqq_change_pin_flow_back (YqqChangePinFlow *self);

G_END_DECLS
