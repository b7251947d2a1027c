/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person was told, as one of their devices reads it. */
#pragma once

#include "protocol/notice.h"
#include "support.h"

G_BEGIN_DECLS

/* How many notices of the kind there are. */
guint test_count_told (TestDevice *device, TestAuthority *authority, YqqNoticeKind kind);

/* The newest of the kind says just this; what is NULL must not be there. */
void test_assert_told (TestDevice *device,
                       TestAuthority *authority,
                       YqqNoticeKind kind,
                       const char *enterprise,
                       const char *subject,
                       const char *person,
                       const char *detail);

G_END_DECLS
