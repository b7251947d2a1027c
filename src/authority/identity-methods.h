/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods that the authority decides by what it knows itself: staff code, device, PIN. */
#pragma once

#include "authority/identity-desk.h"

G_BEGIN_DECLS

void yqq_identity_methods_register (YqqIdentityDesk *desk);

G_END_DECLS
