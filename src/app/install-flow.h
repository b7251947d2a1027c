/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Installing a certificate from the click to the end: PIN first, then key, request and storing. */
#pragma once

#include "app/pin-request.h"
#include "app/router.h"
#include "app/workspace.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_INSTALL_FLOW_ASKING, /* for the PIN */
  YQQ_INSTALL_FLOW_WORKING,
  YQQ_INSTALL_FLOW_DONE,
  YQQ_INSTALL_FLOW_FAILED,
} YqqInstallFlowState;

/* Signal: changed. Lives as long as its places are on the router's way. */
#define YQQ_TYPE_INSTALL_FLOW (yqq_install_flow_get_type ())
G_DECLARE_FINAL_TYPE (YqqInstallFlow, yqq_install_flow, YQQ, INSTALL_FLOW, GObject)

/* Begins: without a PIN at the page that sets one, else at the PIN page. */
void yqq_install_flow_begin (YqqWorkspace *workspace,
                             YqqRouter *router,
                             YqqCertificateEntry *item,
                             YqqAlgorithm algorithm);

YqqInstallFlowState yqq_install_flow_get_state (YqqInstallFlow *self);
YqqInstallStep yqq_install_flow_get_step (YqqInstallFlow *self);
YqqCertificateEntry *yqq_install_flow_get_item (YqqInstallFlow *self);
YqqAlgorithm yqq_install_flow_get_algorithm (YqqInstallFlow *self);
/* NULL unless it failed. */
const GError *yqq_install_flow_get_error (YqqInstallFlow *self);

/* Stops it; nothing half done stays behind. */
void yqq_install_flow_cancel (YqqInstallFlow *self);
/* After a failure: asks for the PIN again. */
void yqq_install_flow_retry (YqqInstallFlow *self);

G_END_DECLS
