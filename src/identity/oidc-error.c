/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "identity/oidc-error.h"

G_DEFINE_QUARK (yqq - oidc - error - quark, yqq_oidc_error)
