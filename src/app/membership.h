/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To which enterprises a person belongs, and which of them they look after. */
#pragma once

#include "protocol/me.h"

G_BEGIN_DECLS

/* me may be NULL. NULL where the person does not belong to that enterprise. Borrowed. */
const YqqMembership *yqq_membership_find (const YqqMe *me, const char *enterprise_id);
/* The enterprise that the person looks after as administrator or legal representative: the chosen
 * one, or where none is chosen (NULL) the only one there is. Borrowed or NULL. */
YqqEnterprise *yqq_membership_find_office (const YqqMe *me, const char *chosen);

/* The enterprise at whose service desk the person is a reviewer: the chosen one, or where none is
 * chosen the first. Borrowed or NULL. */
YqqEnterprise *yqq_membership_find_desk (const YqqMe *me, const char *chosen);

G_END_DECLS
