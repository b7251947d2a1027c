/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reviewer at the service desk asks who stands there, by what their document says. */
#pragma once

#include "authority/people-inquiry.h"

G_BEGIN_DECLS

/* POST …/persons: body is a YqqPersonQuery. Whose name or number does not fit is not told from
 * nobody (person-unknown), and there are as few such answers as of the checks before adding. */
void yqq_service_desk_find (const YqqPeopleInquiry *self,
                            const YqqDevice *device,
                            const char *enterprise_id,
                            JsonObject *body,
                            YqqReply reply,
                            gpointer user_data);

G_END_DECLS
