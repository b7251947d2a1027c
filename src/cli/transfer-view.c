/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/transfer-view.h"

#include <glib/gi18n.h>

#include "base/json.h"
#include "cli/act-options.h"
#include "cli/act-report.h"
#include "cli/command.h"
#include "cli/enterprise-desk.h"
#include "cli/question.h"
#include "model/grant.h"
#include "protocol/time-text.h"

static const char *
get_state_text (YqqTransferState state)
{
  static const char *const texts[YQQ_TRANSFER_STATE_COUNT] = {
      [YQQ_TRANSFER_STATE_WAITING] = N_ ("Waiting"),
      [YQQ_TRANSFER_STATE_ACCEPTED] = N_ ("Transferred"),
      [YQQ_TRANSFER_STATE_REFUSED] = N_ ("Refused"),
      [YQQ_TRANSFER_STATE_WITHDRAWN] = N_ ("Withdrawn"),
      [YQQ_TRANSFER_STATE_TIMED_OUT] = N_ ("Timed out"),
  };
  return _ (texts[state]);
}

static void
print_json (const YqqTransferView *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *expires = yqq_time_text_format (self->expires_at_ms);
  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "state", yqq_transfer_state_to_nick (self->state));
  json_object_set_string_member (object, "from_name", self->from_name);
  json_object_set_string_member (object, "to_name", self->to_name);
  json_object_set_string_member (object, "offered_by_name", self->offered_by_name);
  json_object_set_boolean_member (object, "to_me", self->to_me);
  json_object_set_boolean_member (object, "by_me", self->by_me);
  json_object_set_string_member (object, "expires_at", expires);
  g_autofree char *line = yqq_json_to_string (object);
  g_print ("%s\n", line);
}

void
yqq_transfer_view_print (const YqqTransferView *self)
{
  if (yqq_act_options_get ()->as_json) {
    print_json (self);
    return;
  }
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_local (self->expires_at_ms / 1000);
  g_autofree char *text = g_date_time_format (end, "%Y-%m-%d %H:%M");
  g_print ("%s\t%s\t%s → %s\t%s\n", self->id, get_state_text (self->state), self->from_name,
           self->to_name, text);
}

static YqqTransferView *
find (GPtrArray *transfers, const char *id, YqqTransferFilter filter)
{
  for (guint i = 0; i < transfers->len; i++) {
    YqqTransferView *transfer = transfers->pdata[i];
    if (id != NULL ? g_str_equal (transfer->id, id)
                   : transfer->state == YQQ_TRANSFER_STATE_WAITING && filter (transfer))
      return transfer;
  }
  g_printerr (_ ("yqq: there is no such offer waiting; “yqq transfer show” lists them\n"));
  return NULL;
}

static int
answer (YqqEnterpriseDesk *desk,
        const YqqTransferView *transfer,
        YqqActKind kind,
        const char *question)
{
  int exit_code;
  g_printerr (_ ("%s: the offer to pass the office of certificate administrator from %s to %s\n"),
              yqq_enterprise_get_name (desk->enterprise), transfer->from_name, transfer->to_name);
  if (!yqq_question_ask (question))
    return YQQ_EXIT_NO;
  g_autoptr (YqqEnterpriseAct) act =
      yqq_enterprise_act_new (kind, yqq_enterprise_desk_get_id (desk));
  act->subject = g_strdup (transfer->id);
  g_autoptr (YqqActResult) result = yqq_enterprise_desk_perform (desk, act, &exit_code);
  return result != NULL ? yqq_act_report (result, NULL) : exit_code;
}

int
yqq_transfer_view_answer (const char *id,
                          YqqTransferFilter filter,
                          YqqActKind kind,
                          const char *question)
{
  int exit_code = YQQ_EXIT_NO;
  g_autoptr (YqqEnterpriseDesk) desk =
      yqq_enterprise_desk_open (YQQ_TRANSFER_VIEW_ANY_ROLE, &exit_code);
  g_autoptr (YqqEnterpriseOverview) overview =
      desk != NULL ? yqq_enterprise_desk_fetch_overview (desk, &exit_code) : NULL;
  if (overview == NULL)
    return exit_code;
  const YqqTransferView *transfer = find (overview->transfers, id, filter);
  return transfer != NULL ? answer (desk, transfer, kind, question) : YQQ_EXIT_NO;
}
