/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan/scan-error.h"

G_DEFINE_QUARK (yqq - scan - error - quark, yqq_scan_error)
