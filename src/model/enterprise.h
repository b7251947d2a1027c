/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An enterprise: the name that stands largest wherever something is signed. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define YQQ_TYPE_ENTERPRISE (yqq_enterprise_get_type ())
G_DECLARE_FINAL_TYPE (YqqEnterprise, yqq_enterprise, YQQ, ENTERPRISE, GObject)

/* Properties "id", "name", "credit-code", "legal-representative" (may be NULL) and
 * "demonstration". */
YqqEnterprise *yqq_enterprise_new (const char *id,
                                   const char *name,
                                   const char *credit_code,
                                   const char *legal_representative,
                                   gboolean demonstration);

const char *yqq_enterprise_get_id (YqqEnterprise *self);
const char *yqq_enterprise_get_name (YqqEnterprise *self);
const char *yqq_enterprise_get_credit_code (YqqEnterprise *self);
const char *yqq_enterprise_get_legal_representative (YqqEnterprise *self);
gboolean yqq_enterprise_get_demonstration (YqqEnterprise *self);

G_END_DECLS
