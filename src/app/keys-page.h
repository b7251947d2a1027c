/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's security keys. */
#pragma once

#include "app/page-factory.h"
#include "identity/fido2-bus.h"

G_BEGIN_DECLS

#define YQQ_TYPE_KEYS_PAGE (yqq_keys_page_get_type ())
G_DECLARE_FINAL_TYPE (YqqKeysPage, yqq_keys_page, YQQ, KEYS_PAGE, YqqPage)

YqqPage *yqq_keys_page_new (const YqqPageParts *parts);

/* Where new keys are plugged in; this machine's USB unless told otherwise. */
void yqq_keys_page_set_bus (YqqKeysPage *self, YqqFido2Bus *bus);

G_END_DECLS
