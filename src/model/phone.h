/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mobile phone number of the Chinese mainland. */
#pragma once

#include "model/error.h"

G_BEGIN_DECLS

/* Eleven digits that begin with 13 to 19. YQQ_MODEL_ERROR. */
gboolean yqq_phone_validate (const char *number, GError **error);

/* 138****5678; of anything that has not eleven characters nothing is left. */
char *yqq_phone_mask (const char *number);

/* A person's name with all but the first character masked: 张**. */
char *yqq_name_mask (const char *name);

G_END_DECLS
