/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's security keys, on the wire. */
#pragma once

#include <json-glib/json-glib.h>

#include "protocol/error.h"

G_BEGIN_DECLS

#define YQQ_AUTHENTICATORS_MAX_COUNT 16
#define YQQ_AUTHENTICATOR_LABEL_MAX_LENGTH 40

/* One registered key. */
typedef struct {
  char *id;
  char *label;
  GBytes *credential;
  gint64 added_at_ms;
  gint64 used_at_ms; /* 0: never yet */
} YqqAuthenticatorView;

YqqAuthenticatorView *yqq_authenticator_view_from_json (JsonObject *object, GError **error);
JsonObject *yqq_authenticator_view_to_json (const YqqAuthenticatorView *self);
void yqq_authenticator_view_free (YqqAuthenticatorView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuthenticatorView, yqq_authenticator_view_free)

/* GET /v1/me/authenticators → {"authenticators": […]}, oldest first: YqqAuthenticatorView. */
GPtrArray *yqq_authenticators_from_json (JsonObject *object, GError **error);
JsonObject *yqq_authenticators_to_json (GPtrArray *authenticators);

/* POST /v1/me/authenticators */
typedef struct {
  char *label;
  char *identity;           /* a satisfied challenge of purpose enrol-key */
  JsonObject *registration; /* identity/fido2-evidence.h, made for that challenge */
} YqqAuthenticatorAddition;

YqqAuthenticatorAddition *yqq_authenticator_addition_from_json (JsonObject *object, GError **error);
JsonObject *yqq_authenticator_addition_to_json (const YqqAuthenticatorAddition *self);
void yqq_authenticator_addition_free (YqqAuthenticatorAddition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YqqAuthenticatorAddition, yqq_authenticator_addition_free)

/* PUT /v1/me/authenticators/{id} {"label"}. Owned. */
char *yqq_authenticator_label_from_json (JsonObject *object, GError **error);
JsonObject *yqq_authenticator_label_to_json (const char *label);

G_END_DECLS
