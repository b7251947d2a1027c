/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what was read to a claimed session: which code, whether it is ours, and what went wrong. */
#pragma once

#include "app/settings.h"
#include "app/workspace.h"
#include "scan/qr-reading.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_SCAN_LOOKING,
  YQQ_SCAN_CHOOSING, /* several codes of ours at once */
  YQQ_SCAN_CLAIMING,
  YQQ_SCAN_FAILED,
} YqqScanState;

/* Signal: changed. */
#define YQQ_TYPE_SCAN_FLOW (yqq_scan_flow_get_type ())
G_DECLARE_FINAL_TYPE (YqqScanFlow, yqq_scan_flow, YQQ, SCAN_FLOW, GObject)

YqqScanFlow *yqq_scan_flow_new (YqqWorkspace *workspace, YqqSettings *settings);

YqqScanState yqq_scan_flow_get_state (YqqScanFlow *self);
/* NULL unless it failed. */
const GError *yqq_scan_flow_get_error (YqqScanFlow *self);
/* The origins of the codes to choose from, in order; NULL-terminated. */
const char *const *yqq_scan_flow_get_choices (YqqScanFlow *self);

/* Codes that were read (YqqQrReading). Codes from a live camera that are not ours are ignored for a
 * while and told after that, for there may be another one beside them. */
void yqq_scan_flow_take_readings (YqqScanFlow *self, GPtrArray *readings, YqqClaimVia via);
/* A link or a code's text. */
void yqq_scan_flow_take_text (YqqScanFlow *self, const char *text, YqqClaimVia via);
void yqq_scan_flow_choose (YqqScanFlow *self, guint choice);
/* A way in did not work. */
void yqq_scan_flow_fail (YqqScanFlow *self, const GError *error);
/* Looks again. */
void yqq_scan_flow_restart (YqqScanFlow *self);
/* Gives up a claim on its way; one that has succeeded stays. */
void yqq_scan_flow_cancel (YqqScanFlow *self);

G_END_DECLS
