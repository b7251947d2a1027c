/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/grant-draft.h"

#include <string.h>

#include "base/shown-text.h"
#include "model/nick-table.h"
#include "model/phone.h"

static const char *const field_nicks[YQQ_GRANT_FIELD_COUNT] = {
    [YQQ_GRANT_FIELD_NAME] = "name",           [YQQ_GRANT_FIELD_ID_TYPE] = "id_type",
    [YQQ_GRANT_FIELD_ID_NUMBER] = "id_number", [YQQ_GRANT_FIELD_PHONE] = "phone",
    [YQQ_GRANT_FIELD_TERM] = "term",           [YQQ_GRANT_FIELD_PERMISSIONS] = "permissions",
};

static const char *const fault_nicks[YQQ_GRANT_FAULT_COUNT] = {
    [YQQ_GRANT_FAULT_NONE] = "none",
    [YQQ_GRANT_FAULT_MISSING] = "missing",
    [YQQ_GRANT_FAULT_INVALID] = "invalid",
    [YQQ_GRANT_FAULT_DUPLICATE] = "duplicate",
    [YQQ_GRANT_FAULT_REPEATED] = "repeated",
    [YQQ_GRANT_FAULT_OTHER_NAME] = "other-name",
    [YQQ_GRANT_FAULT_BEYOND_CERTIFICATE] = "beyond-certificate",
    [YQQ_GRANT_FAULT_NO_SEAL] = "no-seal",
    [YQQ_GRANT_FAULT_ROUNDED] = "rounded",
};

const char *
yqq_grant_field_to_nick (YqqGrantField field)
{
  g_return_val_if_fail ((guint)field < YQQ_GRANT_FIELD_COUNT, NULL);
  return field_nicks[field];
}

gboolean
yqq_grant_field_from_nick (const char *nick, YqqGrantField *field)
{
  return yqq_nick_table_find (field_nicks, YQQ_GRANT_FIELD_COUNT, nick, (guint *)field);
}

const char *
yqq_grant_fault_to_nick (YqqGrantFault fault)
{
  g_return_val_if_fail ((guint)fault < YQQ_GRANT_FAULT_COUNT, NULL);
  return fault_nicks[fault];
}

gboolean
yqq_grant_fault_from_nick (const char *nick, YqqGrantFault *fault)
{
  return yqq_nick_table_find (fault_nicks, YQQ_GRANT_FAULT_COUNT, nick, (guint *)fault);
}

static gboolean
fail (GError **error, YqqModelError code, const char *message)
{
  g_set_error_literal (error, YQQ_MODEL_ERROR, code, message);
  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

static gboolean
has_blanks_around (const char *text)
{
  const char *last = g_utf8_prev_char (text + strlen (text));
  return g_unichar_isspace (g_utf8_get_char (text)) || g_unichar_isspace (g_utf8_get_char (last));
}

gboolean
yqq_grant_name_validate (const char *name, GError **error)
{
  if (name == NULL || *name == '\0')
    return fail (error, YQQ_MODEL_ERROR_EMPTY, "the name is empty");
  if (!g_utf8_validate (name, -1, NULL) || !yqq_text_can_be_shown (name))
    return fail (error, YQQ_MODEL_ERROR_CHARACTER, "the name holds what cannot be shown");
  if (is_blank (name))
    return fail (error, YQQ_MODEL_ERROR_EMPTY, "the name is blank");
  if (g_utf8_strlen (name, -1) > YQQ_GRANT_NAME_MAX_LENGTH)
    return fail (error, YQQ_MODEL_ERROR_LENGTH, "a name has at most 60 characters");
  if (has_blanks_around (name))
    return fail (error, YQQ_MODEL_ERROR_CHARACTER, "a name has no blanks around it");
  return TRUE;
}

YqqGrantDraft *
yqq_grant_draft_new (void)
{
  return g_new0 (YqqGrantDraft, 1);
}

YqqGrantDraft *
yqq_grant_draft_copy (const YqqGrantDraft *self)
{
  YqqGrantDraft *copy = yqq_grant_draft_new ();
  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->id_type = g_strdup (self->id_type);
  copy->id_number = g_strdup (self->id_number);
  copy->phone = g_strdup (self->phone);
  copy->permissions = g_strdupv (self->permissions);
  return copy;
}

void
yqq_grant_draft_free (YqqGrantDraft *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->id_type);
  g_free (self->id_number);
  g_free (self->phone);
  g_strfreev (self->permissions);
  g_free (self);
}

static gint64
add_years (gint64 now_ms, gint64 years)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_ms / 1000);
  g_autoptr (GDateTime) end = g_date_time_add_years (now, (gint)years);
  return g_date_time_to_unix (end) * 1000 + now_ms % 1000;
}

gint64
yqq_grant_draft_get_end_ms (const YqqGrantDraft *self, gint64 now_ms)
{
  if (self->years < 1 || self->years > YQQ_GRANT_MAX_YEARS)
    return self->not_after_ms;
  return add_years (now_ms, self->years);
}

/* What a validation's first reason is as a field's fault. */
static YqqGrantFault
get_fault (const GError *error)
{
  if (error == NULL)
    return YQQ_GRANT_FAULT_NONE;
  return g_error_matches (error, YQQ_MODEL_ERROR, YQQ_MODEL_ERROR_EMPTY) ? YQQ_GRANT_FAULT_MISSING
                                                                         : YQQ_GRANT_FAULT_INVALID;
}

static YqqGrantFault
check_name (const YqqGrantDraft *self)
{
  g_autoptr (GError) error = NULL;
  yqq_grant_name_validate (self->name, &error);
  return get_fault (error);
}

static YqqGrantFault
check_id_type (const YqqGrantDraft *self)
{
  YqqIdType type;
  if (self->id_type == NULL || *self->id_type == '\0')
    return YQQ_GRANT_FAULT_MISSING;
  return yqq_id_type_from_nick (self->id_type, &type) ? YQQ_GRANT_FAULT_NONE
                                                      : YQQ_GRANT_FAULT_INVALID;
}

/* A number cannot be judged where nobody knows of which kind it is; it can be missing. */
static YqqGrantFault
check_id_number (const YqqGrantDraft *self)
{
  g_autoptr (GError) error = NULL;
  YqqIdType type;
  if (self->id_number == NULL || *self->id_number == '\0')
    return YQQ_GRANT_FAULT_MISSING;
  if (!yqq_id_type_from_nick (self->id_type, &type))
    return YQQ_GRANT_FAULT_NONE;
  yqq_id_number_validate (type, self->id_number, &error);
  return get_fault (error);
}

static YqqGrantFault
check_phone (const YqqGrantDraft *self)
{
  g_autoptr (GError) error = NULL;
  yqq_phone_validate (self->phone, &error);
  return get_fault (error);
}

static YqqGrantFault
check_term (const YqqGrantDraft *self, gint64 certificate_not_after_ms, gint64 now_ms)
{
  if (self->years == 0 && self->not_after_ms == 0)
    return YQQ_GRANT_FAULT_MISSING;
  if (self->years < 0 || self->years > YQQ_GRANT_MAX_YEARS ||
      (self->years != 0 && self->not_after_ms != 0))
    return YQQ_GRANT_FAULT_INVALID;
  gint64 end_ms = yqq_grant_draft_get_end_ms (self, now_ms);
  if (end_ms <= now_ms)
    return YQQ_GRANT_FAULT_INVALID;
  gint64 slack_ms = self->years != 0 ? YQQ_GRANT_YEARS_SLACK_MS - 1 : 0;
  if (certificate_not_after_ms != 0 && end_ms - slack_ms > certificate_not_after_ms)
    return YQQ_GRANT_FAULT_BEYOND_CERTIFICATE;
  return end_ms > add_years (now_ms, YQQ_GRANT_MAX_YEARS) ? YQQ_GRANT_FAULT_INVALID
                                                          : YQQ_GRANT_FAULT_NONE;
}

static YqqGrantFault
check_permissions (const YqqGrantDraft *self)
{
  return yqq_permissions_validate ((const char *const *)self->permissions, NULL)
             ? YQQ_GRANT_FAULT_NONE
             : YQQ_GRANT_FAULT_INVALID;
}

gboolean
yqq_grant_draft_check (const YqqGrantDraft *self,
                       gint64 certificate_not_after_ms,
                       gint64 now_ms,
                       YqqGrantFault faults[YQQ_GRANT_FIELD_COUNT])
{
  gboolean good = TRUE;
  faults[YQQ_GRANT_FIELD_NAME] = check_name (self);
  faults[YQQ_GRANT_FIELD_ID_TYPE] = check_id_type (self);
  faults[YQQ_GRANT_FIELD_ID_NUMBER] = check_id_number (self);
  faults[YQQ_GRANT_FIELD_PHONE] = check_phone (self);
  faults[YQQ_GRANT_FIELD_TERM] = check_term (self, certificate_not_after_ms, now_ms);
  faults[YQQ_GRANT_FIELD_PERMISSIONS] = check_permissions (self);
  for (guint i = 0; i < YQQ_GRANT_FIELD_COUNT; i++)
    good &= faults[i] == YQQ_GRANT_FAULT_NONE;
  return good;
}
