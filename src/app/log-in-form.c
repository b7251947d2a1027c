/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/log-in-form.h"

#include <glib/gi18n.h>
#include <string.h>

YqqLogInForm *
yqq_log_in_form_new (void)
{
  YqqLogInForm *self = g_new0 (YqqLogInForm, 1);
  self->name = g_strdup ("");
  self->id_number = g_strdup ("");
  self->code = g_strdup ("");
  return self;
}

void
yqq_log_in_form_free (YqqLogInForm *self)
{
  g_free (self->name);
  g_free (self->id_number);
  g_free (self->code);
  g_free (self);
}

void
yqq_log_in_form_set_name (YqqLogInForm *self, const char *name)
{
  g_free (self->name);
  self->name = g_strstrip (g_strdup (name));
}

/* Numbers are copied from letters and cards with spaces in them, and an x is an X. */
static char *
normalise_number (const char *text)
{
  GString *number = g_string_new (NULL);
  for (const char *each = text; *each; each++)
    if (!g_ascii_isspace (*each))
      g_string_append_c (number, g_ascii_toupper (*each));
  return g_string_free (number, FALSE);
}

void
yqq_log_in_form_set_id (YqqLogInForm *self, YqqIdType type, const char *number)
{
  g_free (self->id_number);
  self->id_type = type;
  self->id_number = normalise_number (number);
}

void
yqq_log_in_form_set_code (YqqLogInForm *self, const char *code)
{
  g_free (self->code);
  self->code = normalise_number (code);
}

gboolean
yqq_log_in_form_is_empty (YqqLogInForm *self, YqqLogInField field)
{
  switch (field) {
  case YQQ_LOG_IN_NAME:
    return !*self->name;
  case YQQ_LOG_IN_ID_NUMBER:
    return !*self->id_number;
  case YQQ_LOG_IN_CODE:
    return !*self->code;
  case YQQ_LOG_IN_AGREED:
    return !self->agreed;
  }
  g_return_val_if_reached (FALSE);
}

const char *
yqq_id_error_get_sentence (const GError *error)
{
  switch ((YqqModelError)error->code) {
  case YQQ_MODEL_ERROR_EMPTY:
    return _ ("Enter the number of your identity document.");
  case YQQ_MODEL_ERROR_LENGTH:
    return _ ("The number is too short or too long for this document type.");
  case YQQ_MODEL_ERROR_CHARACTER:
    return _ ("The number holds a character that cannot be in it.");
  case YQQ_MODEL_ERROR_REGION:
    return _ ("The first six digits name no place. Compare them with your document.");
  case YQQ_MODEL_ERROR_DATE:
    return _ ("The date of birth in the number does not exist. Compare it with your document.");
  case YQQ_MODEL_ERROR_ORGANISATION:
  case YQQ_MODEL_ERROR_CHECK_DIGIT:
    return _ ("The last character does not fit the others: one of them is mistyped.");
  default: /* of sheets, not of numbers */
    return _ ("The number cannot be right.");
  }
}

static const char *
check_id_number (YqqLogInForm *self)
{
  g_autoptr (GError) error = NULL;
  if (yqq_id_number_validate (self->id_type, self->id_number, &error))
    return NULL;
  return yqq_id_error_get_sentence (error);
}

static const char *
check_code (YqqLogInForm *self)
{
  if (!*self->code)
    return _ ("Enter the eight digits that the staff gave you.");
  gboolean digits_only = strspn (self->code, "0123456789") == strlen (self->code);
  if (!digits_only || strlen (self->code) != YQQ_STAFF_CODE_LENGTH)
    return _ ("The code is eight digits.");
  return NULL;
}

const char *
yqq_log_in_form_check (YqqLogInForm *self, YqqLogInField field)
{
  switch (field) {
  case YQQ_LOG_IN_NAME:
    return *self->name ? NULL : _ ("Enter your name.");
  case YQQ_LOG_IN_ID_NUMBER:
    return check_id_number (self);
  case YQQ_LOG_IN_CODE:
    return check_code (self);
  case YQQ_LOG_IN_AGREED:
    return self->agreed ? NULL : _ ("Without the agreement you cannot log in.");
  }
  g_return_val_if_reached (NULL);
}

static gboolean
find_missing (YqqLogInForm *self, gboolean with_code, YqqLogInField *field)
{
  for (guint i = 0; i < YQQ_LOG_IN_FIELD_COUNT; i++)
    if ((with_code || i != YQQ_LOG_IN_CODE) && yqq_log_in_form_check (self, (YqqLogInField)i)) {
      *field = (YqqLogInField)i;
      return TRUE;
    }
  return FALSE;
}

gboolean
yqq_log_in_form_find_missing (YqqLogInForm *self, YqqLogInField *field)
{
  return find_missing (self, TRUE, field);
}

gboolean
yqq_log_in_form_find_missing_without_code (YqqLogInForm *self, YqqLogInField *field)
{
  return find_missing (self, FALSE, field);
}

static const char *
get_field_name (YqqLogInField field)
{
  switch (field) {
  case YQQ_LOG_IN_NAME:
    return _ ("name");
  case YQQ_LOG_IN_ID_NUMBER:
    return _ ("document number");
  case YQQ_LOG_IN_CODE:
    return _ ("staff code");
  case YQQ_LOG_IN_AGREED:
    return _ ("agreement");
  }
  g_return_val_if_reached ("");
}

static char *
format_button (YqqLogInForm *self, gboolean with_code, const char *complete)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  for (guint i = 0; i < YQQ_LOG_IN_FIELD_COUNT; i++) {
    if ((i == YQQ_LOG_IN_CODE && !with_code) || !yqq_log_in_form_check (self, (YqqLogInField)i))
      continue;
    if (missing->len > 0)
      /* Translators: stands between the fields that are still missing */
      g_string_append (missing, C_ ("fields", ", "));
    g_string_append (missing, get_field_name ((YqqLogInField)i));
  }
  if (missing->len == 0)
    return g_strdup (complete);
  return g_strdup_printf (_ ("Still missing: %s"), missing->str);
}

char *
yqq_log_in_form_format_button (YqqLogInForm *self)
{
  return format_button (self, TRUE, _ ("Log in"));
}

char *
yqq_log_in_form_format_button_without_code (YqqLogInForm *self, const char *complete)
{
  return format_button (self, FALSE, complete);
}
