/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can keep a QR code from being read: each code is one thing a person can do something about.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_SCAN_ERROR (yqq_scan_error_quark ())
GQuark yqq_scan_error_quark (void);

typedef enum {
  YQQ_SCAN_ERROR_NO_CODE,       /* the picture was looked at and holds no QR code */
  YQQ_SCAN_ERROR_NOT_A_PICTURE, /* not a picture, damaged, or of a kind that is not read */
  YQQ_SCAN_ERROR_TOO_LARGE,     /* more bytes or pixels than are taken */
  YQQ_SCAN_ERROR_NO_FILE,       /* the file is not there or may not be read */
  YQQ_SCAN_ERROR_NO_CAMERA,     /* there is none */
  YQQ_SCAN_ERROR_CAMERA_DENIED, /* the person or the system does not allow its use */
  YQQ_SCAN_ERROR_CAMERA_BUSY,   /* another program has it, or it gives no picture */
  YQQ_SCAN_ERROR_CAMERA_LOST,   /* it stopped giving pictures: unplugged, or its program ended */
  YQQ_SCAN_ERROR_NO_PORTAL,     /* this desktop takes no screenshot for us */
  YQQ_SCAN_ERROR_CANCELLED,     /* the person refused in the desktop's own dialog */
} YqqScanError;

G_END_DECLS
