/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/user-text.h"

#include <glib/gi18n.h>

#include "model/grant.h"

typedef struct {
  const char *word;
  const char *icon;
  YqqTone tone;
} StateText;

static const StateText state_texts[YQQ_GRANT_STATE_COUNT] = {
    [YQQ_GRANT_STATE_PENDING_INSTALL] = {NC_ ("grant", "To be installed"),
                                         "folder-download-symbolic", YQQ_TONE_NEUTRAL},
    [YQQ_GRANT_STATE_ACTIVE] = {NC_ ("grant", "In use"), "emblem-ok-symbolic", YQQ_TONE_GOOD},
    [YQQ_GRANT_STATE_SUSPENDED] = {NC_ ("grant", "Suspended"), "media-playback-pause-symbolic",
                                   YQQ_TONE_NOTICE},
    [YQQ_GRANT_STATE_EXPIRING] = {NC_ ("grant", "Expiring soon"), "alarm-symbolic",
                                  YQQ_TONE_NOTICE},
    [YQQ_GRANT_STATE_EXPIRED] = {NC_ ("grant", "Expired"), "appointment-missed-symbolic",
                                 YQQ_TONE_BAD},
    [YQQ_GRANT_STATE_CANCELLED] = {NC_ ("grant", "Cancelled"), "action-unavailable-symbolic",
                                   YQQ_TONE_BAD},
    [YQQ_GRANT_STATE_REINSTALL_REQUIRED] = {NC_ ("grant", "Install again"), "view-refresh-symbolic",
                                            YQQ_TONE_NOTICE},
};

const char *
yqq_grant_state_get_word (YqqGrantState state)
{
  return g_dpgettext2 (NULL, "grant", state_texts[state].word);
}

const char *
yqq_grant_state_get_icon (YqqGrantState state)
{
  return state_texts[state].icon;
}

YqqTone
yqq_grant_state_get_tone (YqqGrantState state)
{
  return state_texts[state].tone;
}

const char *
yqq_users_choice_get_word (YqqUsersChoice choice)
{
  static const YqqGrantState states[YQQ_USERS_CHOICE_COUNT] = {
      [YQQ_USERS_IN_USE] = YQQ_GRANT_STATE_ACTIVE,
      [YQQ_USERS_PENDING] = YQQ_GRANT_STATE_PENDING_INSTALL,
      [YQQ_USERS_SUSPENDED] = YQQ_GRANT_STATE_SUSPENDED,
      [YQQ_USERS_EXPIRING] = YQQ_GRANT_STATE_EXPIRING,
      [YQQ_USERS_EXPIRED] = YQQ_GRANT_STATE_EXPIRED,
      [YQQ_USERS_CANCELLED] = YQQ_GRANT_STATE_CANCELLED,
  };
  return choice == YQQ_USERS_ALL ? _ ("All states") : yqq_grant_state_get_word (states[choice]);
}

const char *
yqq_users_order_get_word (YqqUsersOrder order)
{
  switch (order) {
  case YQQ_USERS_NEWEST:
    return _ ("Newest first");
  case YQQ_USERS_BY_NAME:
    return _ ("By name");
  case YQQ_USERS_BY_END:
    return _ ("By end of validity");
  case YQQ_USERS_BY_STATE:
    return _ ("By state");
  }
  g_return_val_if_reached ("");
}

const char *
yqq_permission_get_name (const char *permission, GPtrArray *seals)
{
  const char *seal = yqq_permission_get_seal (permission);
  if (!seal)
    return _ ("Enterprise certificate");
  for (guint i = 0; seals && i < seals->len; i++) {
    const YqqSealView *each = seals->pdata[i];
    if (g_str_equal (each->id, seal))
      return each->name;
  }
  return _ ("A seal");
}

char *
yqq_permissions_format (const char *const *permissions, GPtrArray *seals)
{
  if (!permissions || !permissions[0])
    return g_strdup (_ ("To be set later"));
  GString *text = g_string_new (NULL);
  for (guint i = 0; permissions[i]; i++) {
    if (i > 0)
      /* Translators: stands between permissions */
      g_string_append (text, C_ ("permissions", ", "));
    g_string_append (text, yqq_permission_get_name (permissions[i], seals));
  }
  return g_string_free (text, FALSE);
}

const char *
yqq_id_type_get_name (YqqIdType type)
{
  switch (type) {
  case YQQ_ID_TYPE_RESIDENT_ID:
    return _ ("Resident identity card");
  case YQQ_ID_TYPE_HK_MACAO_PERMIT:
    return _ ("Mainland travel permit for Hong Kong and Macao residents");
  case YQQ_ID_TYPE_TAIWAN_PERMIT:
    return _ ("Mainland travel permit for Taiwan residents");
  case YQQ_ID_TYPE_HK_MACAO_TAIWAN_RESIDENCE:
    return _ ("Residence permit for Hong Kong, Macao and Taiwan residents");
  case YQQ_ID_TYPE_PASSPORT:
    return _ ("Passport");
  }
  g_return_val_if_reached ("");
}

const char *
yqq_cancel_reason_get_name (YqqCancelReason reason)
{
  switch (reason) {
  case YQQ_CANCEL_REASON_LEFT:
    return _ ("Has left the enterprise");
  case YQQ_CANCEL_REASON_DUTY_CHANGED:
    return _ ("Has other duties now");
  case YQQ_CANCEL_REASON_MISUSE:
    return _ ("Has misused it");
  case YQQ_CANCEL_REASON_OTHER:
    return _ ("Another reason");
  }
  g_return_val_if_reached ("");
}

const char *
yqq_grant_field_get_name (YqqGrantField field)
{
  switch (field) {
  case YQQ_GRANT_FIELD_NAME:
    return _ ("name");
  case YQQ_GRANT_FIELD_ID_TYPE:
    return _ ("document type");
  case YQQ_GRANT_FIELD_ID_NUMBER:
    return _ ("document number");
  case YQQ_GRANT_FIELD_PHONE:
    return _ ("mobile number");
  case YQQ_GRANT_FIELD_TERM:
    return _ ("years of validity");
  case YQQ_GRANT_FIELD_PERMISSIONS:
    return _ ("permissions");
  }
  g_return_val_if_reached ("");
}

static const char *
get_missing_text (YqqGrantField field)
{
  switch (field) {
  case YQQ_GRANT_FIELD_NAME:
    return _ ("Enter the name of the person to be authorised");
  case YQQ_GRANT_FIELD_ID_TYPE:
    return _ ("Choose the document type");
  case YQQ_GRANT_FIELD_ID_NUMBER:
    return _ ("Enter the document number");
  case YQQ_GRANT_FIELD_PHONE:
    return _ ("Enter the mobile number");
  case YQQ_GRANT_FIELD_TERM:
    return _ ("Choose the years of validity");
  case YQQ_GRANT_FIELD_PERMISSIONS:
    return _ ("Choose the permissions on the enterprise certificate and seals");
  }
  g_return_val_if_reached ("");
}

static const char *
get_invalid_text (YqqGrantField field)
{
  switch (field) {
  case YQQ_GRANT_FIELD_NAME:
    return _ ("The name holds something that cannot be in a name, or is too long.");
  case YQQ_GRANT_FIELD_ID_TYPE:
    return _ ("This document type is not known.");
  case YQQ_GRANT_FIELD_ID_NUMBER:
    return _ ("The number does not fit the document type. Compare it with the document.");
  case YQQ_GRANT_FIELD_PHONE:
    return _ ("A mobile number has eleven digits and begins with 13 to 19.");
  case YQQ_GRANT_FIELD_TERM:
    return _ ("It must be 1 to 10 years, or a day that is still to come.");
  case YQQ_GRANT_FIELD_PERMISSIONS:
    return _ ("One of the permissions is not known.");
  }
  g_return_val_if_reached ("");
}

const char *
yqq_grant_fault_get_text (YqqGrantField field, YqqGrantFault fault)
{
  switch (fault) {
  case YQQ_GRANT_FAULT_NONE:
    return NULL;
  case YQQ_GRANT_FAULT_MISSING:
    return get_missing_text (field);
  case YQQ_GRANT_FAULT_INVALID:
    return get_invalid_text (field);
  case YQQ_GRANT_FAULT_DUPLICATE:
    return _ ("This person is authorised here already. Change that authorisation instead.");
  case YQQ_GRANT_FAULT_REPEATED:
    return _ ("The same person stands in an earlier row.");
  case YQQ_GRANT_FAULT_OTHER_NAME:
    return _ ("This number can't be added under this name. Check the name and the number.");
  case YQQ_GRANT_FAULT_BEYOND_CERTIFICATE:
    return _ ("It would outlast the enterprise's certificate. Choose fewer years.");
  case YQQ_GRANT_FAULT_NO_SEAL:
    return _ ("The enterprise has no such seal yet. Generate it first, or choose without it.");
  case YQQ_GRANT_FAULT_ROUNDED:
    return field == YQQ_GRANT_FIELD_PHONE
               ? _ ("The spreadsheet has rounded this mobile number. Format its column as text, "
                    "enter the number again and save the sheet.")
               : _ ("The spreadsheet has rounded this document number to 15 digits. Format its "
                    "column as text, enter the number again and save the sheet.");
  }
  g_return_val_if_reached (NULL);
}

char *
yqq_quota_format (const YqqQuota *quota)
{
  return g_strdup_printf (_ ("Quota of %d, %d left"), (int)quota->total,
                          (int)yqq_quota_get_left (quota));
}

char *
yqq_quota_format_effect (const YqqQuota *quota, gint64 n)
{
  gint64 left = yqq_quota_get_left_after (quota, n);
  if (left >= 0)
    return g_strdup_printf (_ ("Will take %d of the quota, %d left"), (int)n, (int)left);
  return g_strdup_printf (_ ("The quota does not suffice: %d needed, %d left. Cancelled ones are "
                             "never given back; ask your service hall for more."),
                          (int)n, (int)yqq_quota_get_left (quota));
}

const char *
yqq_user_get_refusal (const YqqAuthorisedUser *user, YqqActKind kind)
{
  if (user->state == YQQ_GRANT_STATE_CANCELLED)
    return _ ("This authorisation was cancelled already. It can never be used again; add the "
              "person anew if they need one.");
  if (user->me)
    return kind == YQQ_ACT_GRANT_CANCEL
               ? _ ("This is your own authorisation: nobody cancels their own. Transfer the "
                    "administrator's office first.")
               : _ ("This is your own authorisation: nobody changes their own.");
  if (user->roles & YQQ_ROLE_ADMINISTRATOR)
    return _ ("This is an administrator's authorisation: it ends only when the office is "
              "transferred.");
  return NULL;
}
