/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/identity-panel.h"

G_DEFINE_INTERFACE (YqqIdentityPanel, yqq_identity_panel, GTK_TYPE_WIDGET)

static guint evidence_signal;

static void
yqq_identity_panel_default_init (YqqIdentityPanelInterface *interface)
{
  evidence_signal = g_signal_new ("evidence", YQQ_TYPE_IDENTITY_PANEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
}

void
yqq_identity_panel_begin (YqqIdentityPanel *self, const YqqIdentityTask *task)
{
  YQQ_IDENTITY_PANEL_GET_IFACE (self)->begin (self, task);
}

void
yqq_identity_panel_stop (YqqIdentityPanel *self)
{
  YQQ_IDENTITY_PANEL_GET_IFACE (self)->stop (self);
}

GError *
yqq_identity_panel_explain (YqqIdentityPanel *self, const GError *refusal)
{
  YqqIdentityPanelInterface *interface = YQQ_IDENTITY_PANEL_GET_IFACE (self);
  return interface->explain ? interface->explain (self, refusal) : NULL;
}

void
yqq_identity_panel_give (YqqIdentityPanel *self, JsonObject *evidence)
{
  g_signal_emit (self, evidence_signal, 0, evidence);
}
