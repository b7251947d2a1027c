/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The unified social credit code of an enterprise (GB 32100-2015). */
#pragma once

#include "model/error.h"

G_BEGIN_DECLS

#define YQQ_CREDIT_CODE_LENGTH 18

/* Checks length, alphabet, division digits, the inner organisation code's check digit (GB 11714)
 * and the last check character (GB 32100). YQQ_MODEL_ERROR with the first reason that applies. */
gboolean yqq_credit_code_validate (const char *code, GError **error);

/* TRUE if characters 3 and 4 of a valid code name the province (two digits, "44"). */
gboolean yqq_credit_code_is_in_province (const char *code, const char *province);

G_END_DECLS
