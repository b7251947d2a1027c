/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff enter, checked piece by piece; each refusal is a sentence for the person at the desk.
 */
#pragma once

#include "model/identity-document.h"

G_BEGIN_DECLS

/* Sets error (YQQ_DESK_ERROR, code) to format with what in it; always FALSE. */
gboolean yqq_desk_fail (GError **error, int code, const char *format, const char *what);

/* label: what the name is, for the sentence. Each fails with YQQ_DESK_ERROR_INVALID; NULL is a
 * missing entry. */
gboolean yqq_desk_check_name (const char *name, const char *label, GError **error);
gboolean yqq_desk_check_document (const char *id_type,
                                  const char *id_number,
                                  YqqIdType *type,
                                  GError **error);
gboolean yqq_desk_check_phone (const char *phone, GError **error);
gboolean yqq_desk_check_years (gint64 years, GError **error);
gboolean yqq_desk_check_credit_code (const char *code, GError **error);

G_END_DECLS
