/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed to log in, what is wrong with it and what is still missing. */
#pragma once

#include "model/identity-document.h"

G_BEGIN_DECLS

typedef enum {
  YQQ_LOG_IN_NAME,
  YQQ_LOG_IN_ID_NUMBER,
  YQQ_LOG_IN_CODE,
  YQQ_LOG_IN_AGREED,
} YqqLogInField;
#define YQQ_LOG_IN_FIELD_COUNT 4

#define YQQ_STAFF_CODE_LENGTH 8

/* Texts are kept as they will be sent: without spaces around, numbers without any and in upper
 * case. */
typedef struct {
  char *name;
  YqqIdType id_type;
  char *id_number;
  char *code;
  gboolean agreed;
} YqqLogInForm;

YqqLogInForm *yqq_log_in_form_new (void);
void yqq_log_in_form_free (YqqLogInForm *self);

void yqq_log_in_form_set_name (YqqLogInForm *self, const char *name);
void yqq_log_in_form_set_id (YqqLogInForm *self, YqqIdType type, const char *number);
void yqq_log_in_form_set_code (YqqLogInForm *self, const char *code);

/* TRUE if nothing was entered there yet. */
gboolean yqq_log_in_form_is_empty (YqqLogInForm *self, YqqLogInField field);
/* What is wrong with a field and how to put it right; NULL if nothing is. Static. */
const char *yqq_log_in_form_check (YqqLogInForm *self, YqqLogInField field);
/* The first field that is empty or wrong; FALSE if none is. The second leaves out the staff code.
 */
gboolean yqq_log_in_form_find_missing (YqqLogInForm *self, YqqLogInField *field);
gboolean yqq_log_in_form_find_missing_without_code (YqqLogInForm *self, YqqLogInField *field);
/* What the button says: "Log in", or what it still waits for. Owned. */
char *yqq_log_in_form_format_button (YqqLogInForm *self);
/* The same where no staff code is asked for; complete: what it says once nothing is missing. */
char *yqq_log_in_form_format_button_without_code (YqqLogInForm *self, const char *complete);

/* What is wrong with the number of an identity document, by the error of yqq_id_number_validate.
 * Static. */
const char *yqq_id_error_get_sentence (const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqLogInForm, yqq_log_in_form_free)

G_END_DECLS
