/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new PIN in the place of one that is forgotten or locked: chosen, verified, certificates anew.
 */
#pragma once

#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_NEW_PIN_CHOOSING, /* the person chooses one, or is being verified */
  YQQ_NEW_PIN_WORKING,
  YQQ_NEW_PIN_FAILED,
  YQQ_NEW_PIN_DONE,
} YqqNewPinState;

/* Signal: changed. The subject of YQQ_PLACE_SET_PIN and YQQ_PLACE_NEW_PIN. */
#define YQQ_TYPE_NEW_PIN_FLOW (yqq_new_pin_flow_get_type ())
G_DECLARE_FINAL_TYPE (YqqNewPinFlow, yqq_new_pin_flow, YQQ, NEW_PIN_FLOW, GObject)

/* Leads to the page where the new PIN is chosen; where none was ever set, to the one that sets the
 * first. */
void yqq_new_pin_flow_begin (YqqWorkspace *workspace, YqqRouter *router);

/* Goes on where a run before, perhaps of this program's before, has left certificates: asks for the
 * PIN that was set, then leads to the page of progress. */
void yqq_new_pin_flow_resume (YqqWorkspace *workspace, YqqRouter *router);

YqqNewPinState yqq_new_pin_flow_get_state (YqqNewPinFlow *self);
/* TRUE once the new PIN is the one that counts, whatever fails afterwards. */
gboolean yqq_new_pin_flow_get_set (YqqNewPinFlow *self);
/* Certificates made anew, those that are left as they are because their grant is not in force, and
 * all; 0 before that is known. */
guint yqq_new_pin_flow_get_done (YqqNewPinFlow *self);
guint yqq_new_pin_flow_get_left (YqqNewPinFlow *self);
guint yqq_new_pin_flow_get_all (YqqNewPinFlow *self);
/* NULL unless it failed. */
const GError *yqq_new_pin_flow_get_error (YqqNewPinFlow *self);

/* The person has chosen and repeated it: their identity is verified now. */
void yqq_new_pin_flow_take (YqqNewPinFlow *self, YqqSecretBytes *pin);
/* After a failure: goes on where it stopped. */
void yqq_new_pin_flow_retry (YqqNewPinFlow *self);
/* The person leaves the page of progress. */
void yqq_new_pin_flow_leave (YqqNewPinFlow *self);

G_END_DECLS
