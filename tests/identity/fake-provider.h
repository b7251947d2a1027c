/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small OpenID Connect provider inside the test, and the browser and the telephone that go to it;
 * it can be told to do each thing wrong. What a provider really does is test-oidc-chromium.py's. */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "crypto/key.h"

G_BEGIN_DECLS

typedef struct {
  SoupServer *server;
  SoupSession *browser;
  YqqKey *key;
  char *issuer;

  /* What it does: set between requests. Strings are borrowed. */
  const char *named_issuer;  /* what its description says; NULL: the truth */
  gboolean no_device_flow;   /* it has none */
  const char *refusal;       /* the error that the browser brings back; NULL: none */
  gboolean no_code;          /* the browser brings nothing back */
  const char *answer_issuer; /* "iss" in the browser's answer; NULL: the truth, "": not there */
  guint token_status;        /* 0: 200 */
  const char *token_answer;  /* the whole body; NULL: a good token */
  const char *const *polls;  /* errors that polls get first, NULL-terminated */
  guint code_seconds;        /* how long a user code is good */
  gboolean no_nonce;         /* its tokens have none */

  /* What it saw. */
  GHashTable *asked; /* the query of the last authorization request */
  GHashTable *form;  /* the last form at the token endpoint */
  GPtrArray *pages;  /* what the browser showed at its ends (char *) */
  guint n_polls;
  gint64 last_poll_us, last_gap_us;
} FakeProvider;

FakeProvider *fake_provider_new (void);
void fake_provider_free (FakeProvider *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeProvider, fake_provider_free)

/* Opens an address as the person's browser does, redirects and all. */
void fake_provider_browse (FakeProvider *self, const char *address);

G_END_DECLS
