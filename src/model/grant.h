/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grant: the right of one person to use an enterprise's certificate, with the certificates issued
 * under it. */
#pragma once

#include <glib-object.h>

#include "model/certificate-kind.h"
#include "model/certificate-state.h"
#include "model/certificate.h"
#include "model/enterprise.h"
#include "model/permission.h"

G_BEGIN_DECLS

/* Bits: one person can have several roles in one enterprise. */
typedef enum {
  YQQ_ROLE_ADMINISTRATOR = 1 << 0,
  YQQ_ROLE_LEGAL_REPRESENTATIVE = 1 << 1,
  YQQ_ROLE_EMPLOYEE = 1 << 2,
  YQQ_ROLE_REVIEWER = 1 << 3, /* of the service desk: confirms who people are */
} YqqRole;
#define YQQ_ROLE_COUNT 4

/* "administrator", "legal-representative", "employee", "reviewer"; NULL for anything but one role.
 */
const char *yqq_role_to_nick (YqqRole role);
gboolean yqq_role_from_nick (const char *nick, YqqRole *role);

#define YQQ_TYPE_GRANT (yqq_grant_get_type ())
G_DECLARE_FINAL_TYPE (YqqGrant, yqq_grant, YQQ, GRANT, GObject)

/* roles: YqqRole bits. certificates: YqqCertificate objects, copied by reference; NULL for none.
 * Properties: "id", "code", "enterprise", "kind", "roles", "state", "not-after-ms". */
YqqGrant *yqq_grant_new (const char *id,
                         const char *code,
                         YqqEnterprise *enterprise,
                         YqqCertificateKind kind,
                         guint roles,
                         YqqGrantState state,
                         gint64 not_after_ms,
                         GPtrArray *certificates);

const char *yqq_grant_get_id (YqqGrant *self);
const char *yqq_grant_get_code (YqqGrant *self);
YqqEnterprise *yqq_grant_get_enterprise (YqqGrant *self);
YqqCertificateKind yqq_grant_get_kind (YqqGrant *self);
guint yqq_grant_get_roles (YqqGrant *self);
YqqGrantState yqq_grant_get_state (YqqGrant *self);
gint64 yqq_grant_get_not_after_ms (YqqGrant *self);
/* What it lets its holder use; the enterprise's certificate until something else is set. Never
 * NULL. Set right after it was made, before anybody else sees it. */
const char *const *yqq_grant_get_permissions (YqqGrant *self);
void yqq_grant_set_permissions (YqqGrant *self, const char *const *permissions);
/* Newest last; never NULL. */
GPtrArray *yqq_grant_get_certificates (YqqGrant *self);
/* The newest active certificate of this device with that algorithm, borrowed, or NULL. */
YqqCertificate *yqq_grant_find_certificate (YqqGrant *self, YqqAlgorithm algorithm);

G_END_DECLS
