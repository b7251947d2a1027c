/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/client-error.h"

G_DEFINE_QUARK (yqq - client - error - quark, yqq_client_error)
