/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One signature of a session as a row: document, certificate, state; asks where it has to. */
#pragma once

#include <adwaita.h>

#include "app/router.h"
#include "app/scan-session.h"

G_BEGIN_DECLS

#define YQQ_TYPE_SIGNATURE_ROW (yqq_signature_row_get_type ())
G_DECLARE_FINAL_TYPE (YqqSignatureRow, yqq_signature_row, YQQ, SIGNATURE_ROW, AdwExpanderRow)

/* Follows the record. With a router (NULL: the session is over) it offers to look at the document,
 * and to sign or refuse while the record waits. */
GtkWidget *
yqq_signature_row_new (YqqScanSession *session, YqqSignatureRecord *record, YqqRouter *router);

G_END_DECLS
