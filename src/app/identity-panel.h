/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the identity page in which a person works with one method. */
#pragma once

#include <gtk/gtk.h>

#include "identity/task.h"

G_BEGIN_DECLS

/* Implemented by widgets. Signal: evidence (JsonObject *, borrowed), when there is some to give. A
 * panel tells its own troubles (no camera, no key plugged in) with the next step of each; leaving,
 * other ways and what the authority says of the evidence are the page's. */
#define YQQ_TYPE_IDENTITY_PANEL (yqq_identity_panel_get_type ())
G_DECLARE_INTERFACE (YqqIdentityPanel, yqq_identity_panel, YQQ, IDENTITY_PANEL, GtkWidget)

struct _YqqIdentityPanelInterface {
  GTypeInterface parent;

  /* Begins to work on a task (copied); also again after evidence was refused. Takes the focus to
   * where work begins. */
  void (*begin) (YqqIdentityPanel *self, const YqqIdentityTask *task);
  /* Stops whatever is under way (camera, key, browser); nothing is emitted after it. */
  void (*stop) (YqqIdentityPanel *self);
  /* May be NULL: see yqq_identity_panel_explain. */
  GError *(*explain) (YqqIdentityPanel *self, const GError *refusal);
};

void yqq_identity_panel_begin (YqqIdentityPanel *self, const YqqIdentityTask *task);
void yqq_identity_panel_stop (YqqIdentityPanel *self);
/* The authority has refused the evidence that was given last. What the person is told of it where
 * the panel knows more than the authority says; owned. NULL: what the authority says. */
GError *yqq_identity_panel_explain (YqqIdentityPanel *self, const GError *refusal);

/* For panels. */
void yqq_identity_panel_give (YqqIdentityPanel *self, JsonObject *evidence);

G_END_DECLS
