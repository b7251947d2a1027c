/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/proposal-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/user-text.h"
#include "base/encoding.h"

YqqEnterpriseAct *
yqq_proposal_read (const YqqProposalView *proposal)
{
  const char *begin = proposal->act ? strchr (proposal->act, '.') : NULL;
  const char *end = begin ? strchr (begin + 1, '.') : NULL;
  if (!end)
    return NULL;
  g_autoptr (GBytes) payload = yqq_base64url_decode (begin + 1, end - begin - 1, NULL);
  return payload ? yqq_enterprise_act_parse (payload, NULL) : NULL;
}

char *
yqq_proposal_format_title (const YqqProposalView *proposal, const YqqEnterpriseAct *act)
{
  /* Translators: stands between the names of people */
  g_autofree char *names =
      proposal->subject_names ? g_strjoinv (C_ ("names", ", "), proposal->subject_names) : NULL;
  if (!proposal->act)
    return g_strdup_printf (_ ("A long act about %s"), names ? names : "");
  if (!act)
    return g_strdup (_ ("An act that this program cannot read"));
  switch (act->kind) {
  case YQQ_ACT_GRANT_CANCEL:
    return g_strdup_printf (_ ("Cancel for ever the grant of %s"), names ? names : "");
  case YQQ_ACT_TRANSFER_OFFER:
    return g_strdup_printf (_ ("Hand the administrator's office to %s"), names ? names : "");
  case YQQ_ACT_SETTINGS_CHANGE:
    return g_strdup (act->two_person ? _ ("Turn the two-person rule on")
                                     : _ ("Turn the two-person rule off"));
  default:
    return g_strdup_printf (_ ("Another act (%s)"), yqq_act_kind_to_nick (act->kind));
  }
}

char *
yqq_proposal_format_detail (const YqqEnterpriseAct *act)
{
  if (!act || act->kind != YQQ_ACT_GRANT_CANCEL)
    return NULL;
  const char *reason = yqq_cancel_reason_get_name (act->reason);
  return act->note ? g_strdup_printf ("%s · %s", reason, act->note) : g_strdup (reason);
}

GBytes *
yqq_proposal_digest (const YqqProposalView *proposal)
{
  guint8 digest[32];
  gsize size = sizeof digest;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *)proposal->act, -1);
  g_checksum_get_digest (checksum, digest, &size);
  return g_bytes_new (digest, size);
}
