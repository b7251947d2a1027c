/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole small workspace without an authority: answers from memory, counts what it was asked. */
#pragma once

#include "app/workspace.h"
#include "fake-account-office.h"
#include "fake-administration.h"
#include "fake-face-office.h"
#include "fake-identity-office.h"
#include "fake-key-office.h"
#include "fake-session.h"

G_BEGIN_DECLS

#define FAKE_TYPE_WORKSPACE (fake_workspace_get_type ())
G_DECLARE_FINAL_TYPE (FakeWorkspace, fake_workspace, FAKE, WORKSPACE, YqqWorkspace)

/* 2026-03-01T00:00:00Z, at which all of it stands. */
#define FAKE_NOW_MS G_GINT64_CONSTANT (1772323200000)

/* The PIN that it takes once one was set. */
#define FAKE_PIN "246813"

/* The identifier of 粤演示科技有限公司, of which me is the administrator. */
#define FAKE_ENTERPRISE "enterprise-6bf8e64b"

FakeWorkspace *fake_workspace_new (void);

/* Logged in as the administrator of a demonstration enterprise who holds a certificate in every
 * state. */
void fake_workspace_fill (FakeWorkspace *self);
/* One certificate of those is to be made anew, because another PIN was set. */
void fake_workspace_leave_stale (FakeWorkspace *self);
/* What the person is in the one enterprise they belong to: YqqRole bits. */
void fake_workspace_set_roles (FakeWorkspace *self, guint roles);

/* The person belongs to this enterprise besides, as an employee. */
void fake_workspace_join (FakeWorkspace *self, const char *id, const char *name);

/* The next request that can fail does, with this error (copied). */
void fake_workspace_fail_next (FakeWorkspace *self, const GError *error);

/* What the last log in was asked with; borrowed. */
const char *fake_workspace_get_logged_in_name (FakeWorkspace *self);
guint fake_workspace_get_installed (FakeWorkspace *self);
/* Keeps back the next answer (of connecting, logging in or out, setting a PIN, an installation once
 * the PIN was right), and with FALSE gives it: nothing if that was cancelled meanwhile. */
void fake_workspace_hold (FakeWorkspace *self, gboolean hold);
/* The same for an installation while the PIN is still being checked. */
void fake_workspace_hold_pin (FakeWorkspace *self, gboolean hold);
/* What was asked of it last (refresh, restart, unlock, connect, log-in, log-out, log-out-here,
 * set-pin, change-pin, replace-pin, go-on, install, lock, unlock-app, reopen, enter); NULL for
 * nothing. */
const char *fake_workspace_get_asked (FakeWorkspace *self);

/* The desk that verifies who somebody is, to tell it what shall come; borrowed. */
FakeIdentityOffice *fake_workspace_get_desk (FakeWorkspace *self);
/* The person's security keys; borrowed. */
FakeKeyOffice *fake_workspace_get_keys (FakeWorkspace *self);
FakeAccountOffice *fake_workspace_get_accounts (FakeWorkspace *self);
/* Where the person's face is kept; borrowed. */
FakeFaceOffice *fake_workspace_get_faces (FakeWorkspace *self);

/* As before the authority was reached for the first time: there are no sessions. */
void fake_workspace_lose_authority (FakeWorkspace *self);
/* The session that the next scan opens; borrowed. */
FakeSession *fake_workspace_get_next_session (FakeWorkspace *self);

/* The administration of the chosen enterprise, to tell it what shall come; borrowed. */
FakeAdministration *fake_workspace_get_administration (FakeWorkspace *self);

/* A grant of a demonstration enterprise. */
YqqGrant *fake_grant_new (const char *id,
                          const char *enterprise,
                          YqqCertificateKind kind,
                          YqqGrantState state,
                          gint64 not_after_ms);

G_END_DECLS
