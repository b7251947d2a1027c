/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be read of a link. */
#include "link/session-link-private.h"

gboolean
yqq_session_link_get_ready (YqqSessionLink *self)
{
  return self->state == YQQ_SESSION_STATE_SCANNED && self->relying_party != NULL &&
         self->check_passed && !yqq_session_link_get_mismatched (self);
}

gboolean
yqq_session_link_get_mismatched (YqqSessionLink *self)
{
  return g_hash_table_size (self->mismatched) > 0;
}

const char *
yqq_session_link_get_session_id (YqqSessionLink *self)
{
  return self->session_id;
}

YqqSessionState
yqq_session_link_get_state (YqqSessionLink *self)
{
  return self->state;
}

YqqRelyingParty *
yqq_session_link_get_relying_party (YqqSessionLink *self)
{
  return self->relying_party;
}

const char *
yqq_session_link_get_purpose (YqqSessionLink *self)
{
  return self->purpose;
}

const char *
yqq_session_link_get_check_code (YqqSessionLink *self)
{
  return self->check_code;
}

gboolean
yqq_session_link_get_check_passed (YqqSessionLink *self)
{
  return self->check_passed;
}

GListModel *
yqq_session_link_get_documents (YqqSessionLink *self)
{
  return G_LIST_MODEL (self->documents);
}

GListModel *
yqq_session_link_get_signatures (YqqSessionLink *self)
{
  return G_LIST_MODEL (self->signatures);
}

gint64
yqq_session_link_get_expires_at (YqqSessionLink *self)
{
  return self->expires_at;
}

gint64
yqq_session_link_get_idle_at (YqqSessionLink *self)
{
  return self->idle_at;
}

gint64
yqq_session_link_get_absolute_at (YqqSessionLink *self)
{
  return self->absolute_at;
}

gint64
yqq_session_link_get_connected_at (YqqSessionLink *self)
{
  return self->connected_at;
}

guint
yqq_session_link_get_signature_count (YqqSessionLink *self)
{
  return self->signature_count;
}

guint
yqq_session_link_get_signature_limit (YqqSessionLink *self)
{
  return self->signature_limit;
}

const char *
yqq_session_link_get_close_reason (YqqSessionLink *self)
{
  return self->close_reason;
}

YqqApproval
yqq_session_link_get_approval (YqqSessionLink *self)
{
  return self->approval;
}

void
yqq_session_link_set_approval (YqqSessionLink *self, YqqApproval approval)
{
  if (self->approval == approval)
    return;
  self->approval = approval;
  yqq_session_link_notify (self, YQQ_LINK_PROP_APPROVAL);
}

gboolean
yqq_session_link_get_peer_present (YqqSessionLink *self)
{
  return self->peer_present;
}

gboolean
yqq_session_link_get_online (YqqSessionLink *self)
{
  return self->online;
}

gboolean
yqq_session_link_get_unlocked (YqqSessionLink *self)
{
  return self->vault != NULL;
}
