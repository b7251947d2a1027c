/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choice of what an authorised user may use: the enterprise's certificate, each seal, or
 * 可稍后设置 (to be set later), which excludes all of them. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal: changed, by the person. */
#define YQQ_TYPE_PERMISSION_ROWS (yqq_permission_rows_get_type ())
G_DECLARE_FINAL_TYPE (YqqPermissionRows,
                      yqq_permission_rows,
                      YQQ,
                      PERMISSION_ROWS,
                      AdwPreferencesGroup)

/* seals: YqqSealView; the choice stays. */
void yqq_permission_rows_set_seals (YqqPermissionRows *self, GPtrArray *seals);
/* Where permissions are chosen or nothing is done. */
void yqq_permission_rows_omit_later (YqqPermissionRows *self);
/* None: later. */
void yqq_permission_rows_choose (YqqPermissionRows *self, const char *const *permissions);
void yqq_permission_rows_choose_later (YqqPermissionRows *self);

/* Owned; empty where none is chosen. */
GStrv yqq_permission_rows_dup (YqqPermissionRows *self);
gboolean yqq_permission_rows_get_later (YqqPermissionRows *self);

G_END_DECLS
