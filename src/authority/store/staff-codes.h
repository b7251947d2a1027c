/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the identity layer's staff codes and wrong tries are kept. */
#pragma once

#include "authority/store/database.h"
#include "base/clock.h"
#include "identity/staff-code-store.h"

G_BEGIN_DECLS

/* Works on database, inside the caller's transactions. */
YqqStaffCodeStore *yqq_staff_codes_new (YqqDatabase *database, YqqClock *clock);

G_END_DECLS
