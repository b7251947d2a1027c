/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a number a person typed, or a sheet they filled in, cannot be right; the text beside a field
 * hangs on the code. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_MODEL_ERROR (yqq_model_error_quark ())
GQuark yqq_model_error_quark (void);

typedef enum {
  YQQ_MODEL_ERROR_EMPTY,
  YQQ_MODEL_ERROR_LENGTH,       /* too short or too long */
  YQQ_MODEL_ERROR_CHARACTER,    /* holds a character that cannot be there */
  YQQ_MODEL_ERROR_REGION,       /* the first digits name no place */
  YQQ_MODEL_ERROR_DATE,         /* the date of birth in it does not exist */
  YQQ_MODEL_ERROR_ORGANISATION, /* credit code: the inner check digit of GB 11714 is wrong */
  YQQ_MODEL_ERROR_CHECK_DIGIT,  /* the last character does not fit the others: a typing slip */

  /* Of a sheet as a whole (model/grant-sheet.h). */
  YQQ_MODEL_ERROR_SHEET_TOO_LARGE, /* its bytes, rows, columns or a field */
  YQQ_MODEL_ERROR_SHEET_NOT_TEXT,  /* neither UTF-8 nor GB18030: a spreadsheet's own format */
  YQQ_MODEL_ERROR_SHEET_QUOTE,     /* a quote never closed, or with text behind it */
  YQQ_MODEL_ERROR_SHEET_COLUMNS,   /* columns are missing or there twice */
} YqqModelError;

G_END_DECLS
