/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/notice-guide.h"

#include <glib/gi18n.h>

#include "app/face-set-up.h"
#include "app/notice-text.h"

static void
lead_to_certificate (YqqWorkspace *workspace, YqqRouter *router, const YqqNotice *notice)
{
  YqqCertificateEntry *entry =
      notice->subject ? yqq_workspace_find_certificate (workspace, notice->subject) : NULL;
  if (entry)
    yqq_router_push (router, YQQ_PLACE_CERTIFICATE, G_OBJECT (entry));
  else
    yqq_router_tell (router, _ ("This certificate is not among yours any more"));
}

/* What it is about may be news to the facade as well. */
static void
lead_to_office (YqqWorkspace *workspace, YqqRouter *router, const YqqNotice *notice, YqqPlace place)
{
  g_autoptr (YqqAdministration) administration =
      notice->enterprise ? yqq_workspace_dup_administration_of (workspace, notice->enterprise)
                         : NULL;
  if (!administration) {
    yqq_router_tell (router, _ ("You do not belong to this enterprise any more"));
    return;
  }
  if (notice->kind == YQQ_NOTICE_GRANTS_EXPIRING)
    yqq_administration_wish_users (administration, YQQ_USERS_EXPIRING);
  yqq_administration_refresh (administration);
  yqq_router_push (router, place, G_OBJECT (administration));
}

static void
lead_to_face (YqqWorkspace *workspace, YqqRouter *router)
{
  g_autoptr (YqqFaceSetUp) set_up = yqq_face_set_up_new (workspace, router);
  yqq_router_push (router, YQQ_PLACE_FACE, G_OBJECT (set_up));
}

void
yqq_notice_guide_lead (YqqWorkspace *workspace, YqqRouter *router, const YqqNotice *notice)
{
  switch (yqq_notice_get_goal (notice)) {
  case YQQ_NOTICE_GOAL_NOTHING:
    break;
  case YQQ_NOTICE_GOAL_CERTIFICATE:
    lead_to_certificate (workspace, router, notice);
    break;
  case YQQ_NOTICE_GOAL_USERS:
    lead_to_office (workspace, router, notice, YQQ_PLACE_USERS);
    break;
  case YQQ_NOTICE_GOAL_OFFER:
    lead_to_office (workspace, router, notice, YQQ_PLACE_TRANSFER);
    break;
  case YQQ_NOTICE_GOAL_PROPOSALS:
    lead_to_office (workspace, router, notice, YQQ_PLACE_PROPOSALS);
    break;
  case YQQ_NOTICE_GOAL_USAGE:
    yqq_router_push (router, YQQ_PLACE_HISTORY, NULL);
    break;
  case YQQ_NOTICE_GOAL_KEYS:
    yqq_router_push (router, YQQ_PLACE_KEYS, NULL);
    break;
  case YQQ_NOTICE_GOAL_ACCOUNTS:
    yqq_router_push (router, YQQ_PLACE_ACCOUNTS, NULL);
    break;
  case YQQ_NOTICE_GOAL_FACE:
    lead_to_face (workspace, router);
    break;
  case YQQ_NOTICE_GOAL_PIN:
    yqq_router_push (
        router, yqq_workspace_get_pin_set (workspace) ? YQQ_PLACE_PIN_SETTINGS : YQQ_PLACE_SET_PIN,
        NULL);
    break;
  case YQQ_NOTICE_GOAL_DISPUTE:
    yqq_router_push (router, YQQ_PLACE_NOTICES, NULL);
    break;
  }
}
