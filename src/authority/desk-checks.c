/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "authority/desk-checks.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "authority/registration-desk.h"
#include "model/credit-code.h"
#include "model/phone.h"

#define MAX_NAME 64

gboolean
yqq_desk_fail (GError **error, int code, const char *format, const char *what)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, YQQ_DESK_ERROR, code, format, what);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
is_name (const char *name)
{
  if (name == NULL || name[0] == '\0' || !g_utf8_validate (name, -1, NULL) ||
      g_utf8_strlen (name, -1) > MAX_NAME)
    return FALSE;
  const char *last = g_utf8_find_prev_char (name, name + strlen (name));
  return !g_unichar_isspace (g_utf8_get_char (name)) && !g_unichar_isspace (g_utf8_get_char (last));
}

gboolean
yqq_desk_check_name (const char *name, const char *label, GError **error)
{
  return is_name (name) ||
         yqq_desk_fail (error, YQQ_DESK_ERROR_INVALID,
                        _ ("%s: a name of 1 to 64 characters without blanks around it is needed."),
                        label);
}

/* What the validators of model/ found, for the person who entered it. */
static const char *
explain (const GError *reason)
{
  switch (reason != NULL ? reason->code : YQQ_MODEL_ERROR_EMPTY) {
  case YQQ_MODEL_ERROR_EMPTY:
    return _ ("it is missing.");
  case YQQ_MODEL_ERROR_LENGTH:
    return _ ("it is too short or too long.");
  case YQQ_MODEL_ERROR_CHARACTER:
    return _ ("it has a character that cannot be there.");
  case YQQ_MODEL_ERROR_REGION:
    return _ ("its first digits name no region.");
  case YQQ_MODEL_ERROR_DATE:
    return _ ("the date of birth in it does not exist.");
  default:
    return _ ("its check digit does not fit: look for a slip.");
  }
}

gboolean
yqq_desk_check_document (const char *id_type,
                         const char *id_number,
                         YqqIdType *type,
                         GError **error)
{
  if (!yqq_id_type_from_nick (id_type, type))
    return yqq_desk_fail (error, YQQ_DESK_ERROR_INVALID,
                          _ ("“%s” is no kind of document. Known are resident-id, hk-macao-permit, "
                             "taiwan-permit, hk-macao-taiwan-residence and passport."),
                          id_type != NULL ? id_type : "");
  g_autoptr (GError) reason = NULL;
  if (id_number == NULL || !yqq_id_number_validate (*type, id_number, &reason))
    return yqq_desk_fail (error, YQQ_DESK_ERROR_INVALID,
                          _ ("The number of the document is not valid: %s"), explain (reason));
  return TRUE;
}

gboolean
yqq_desk_check_phone (const char *phone, GError **error)
{
  g_autoptr (GError) reason = NULL;
  if (phone == NULL || !yqq_phone_validate (phone, &reason))
    return yqq_desk_fail (error, YQQ_DESK_ERROR_INVALID, _ ("The phone number is not valid: %s"),
                          explain (reason));
  return TRUE;
}

gboolean
yqq_desk_check_years (gint64 years, GError **error)
{
  if (years < 1 || years > YQQ_DESK_MAX_YEARS)
    return yqq_desk_fail (error, YQQ_DESK_ERROR_INVALID, "%s",
                          _ ("The years must be between 1 and 10."));
  return TRUE;
}

gboolean
yqq_desk_check_credit_code (const char *code, GError **error)
{
  g_autoptr (GError) reason = NULL;
  if (code == NULL || !yqq_credit_code_validate (code, &reason))
    return yqq_desk_fail (error, YQQ_DESK_ERROR_INVALID, _ ("The credit code is not valid: %s"),
                          explain (reason));
  return TRUE;
}
