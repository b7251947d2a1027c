/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/user-text.h"

#include <glib/gi18n.h>

#include "model/permission.h"

const char *
yqq_user_text_state (YqqGrantState state)
{
  static const char *const texts[YQQ_GRANT_STATE_COUNT] = {
      [YQQ_GRANT_STATE_PENDING_INSTALL] = N_ ("To be installed"),
      [YQQ_GRANT_STATE_ACTIVE] = N_ ("In use"),
      [YQQ_GRANT_STATE_SUSPENDED] = N_ ("Suspended"),
      [YQQ_GRANT_STATE_EXPIRING] = N_ ("Expires soon"),
      [YQQ_GRANT_STATE_EXPIRED] = N_ ("Expired"),
      [YQQ_GRANT_STATE_CANCELLED] = N_ ("Cancelled"),
      [YQQ_GRANT_STATE_REINSTALL_REQUIRED] = N_ ("Must be reinstalled"),
  };
  return _ (texts[state]);
}

const char *
yqq_user_text_id_type (YqqIdType type)
{
  static const char *const texts[YQQ_ID_TYPE_COUNT] = {
      [YQQ_ID_TYPE_RESIDENT_ID] = N_ ("Resident identity card"),
      [YQQ_ID_TYPE_HK_MACAO_PERMIT] =
          N_ ("Mainland travel permit for Hong Kong and Macao residents"),
      [YQQ_ID_TYPE_TAIWAN_PERMIT] = N_ ("Mainland travel permit for Taiwan residents"),
      [YQQ_ID_TYPE_HK_MACAO_TAIWAN_RESIDENCE] =
          N_ ("Residence permit for Hong Kong, Macao and Taiwan residents"),
      [YQQ_ID_TYPE_PASSPORT] = N_ ("Passport"),
  };
  return _ (texts[type]);
}

const char *
yqq_user_text_kind (YqqCertificateKind kind)
{
  return kind == YQQ_CERTIFICATE_KIND_ENTERPRISE ? _ ("Enterprise certificate")
                                                 : _ ("Employee certificate");
}

char *
yqq_user_text_dup_day (gint64 unix_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (unix_ms / 1000);
  return g_date_time_format (time, "%Y-%m-%d");
}

char *
yqq_user_text_dup_permissions (const char *const *permissions)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; permissions[i] != NULL; i++) {
    gboolean certificate = g_str_equal (permissions[i], YQQ_PERMISSION_ENTERPRISE_CERTIFICATE);
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            certificate ? _ ("Enterprise certificate") : permissions[i]);
  }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE)
                       : g_strdup (_ ("Set later"));
}

char *
yqq_user_text_dup_label (const YqqAuthorisedUser *user)
{
  return g_strdup_printf ("%s %s", user->code, user->name);
}
