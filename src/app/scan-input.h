/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways into the scanner besides the camera: screen, picture, clipboard, drop. */
#pragma once

#include <gtk/gtk.h>

#include "app/scan-flow.h"

G_BEGIN_DECLS

/* Each reads what it is given without holding the main loop and hands codes or the error to flow. A
 * cancelled one hands over nothing. */
void yqq_scan_input_take_screen (YqqScanFlow *flow, GtkWidget *widget, GCancellable *cancellable);
void yqq_scan_input_take_file (YqqScanFlow *flow,
                               GFile *file,
                               YqqClaimVia via,
                               GCancellable *cancellable);
void yqq_scan_input_take_texture (YqqScanFlow *flow,
                                  GdkTexture *texture,
                                  YqqClaimVia via,
                                  GCancellable *cancellable);
void yqq_scan_input_take_clipboard (YqqScanFlow *flow,
                                    GdkClipboard *clipboard,
                                    GCancellable *cancellable);
/* A file list, a texture or a text that was dropped; FALSE for anything else. */
gboolean yqq_scan_input_take_value (YqqScanFlow *flow,
                                    const GValue *value,
                                    YqqClaimVia via,
                                    GCancellable *cancellable);

G_END_DECLS
