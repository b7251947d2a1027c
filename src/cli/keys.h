/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's security keys, as the commands about them need them. */
#pragma once

#include "cli/prove.h"
#include "client/authenticators.h"

G_BEGIN_DECLS

/* YqqAuthenticatorView, oldest first; NULL after the failure was reported. Owned. */
GPtrArray *yqq_keys_fetch (YqqWorkplace *workplace, int *exit_code);

/* By its id or, where only one is called so, its name; NULL after having said what is there.
 * Borrowed from keys. */
const YqqAuthenticatorView *yqq_keys_find (GPtrArray *keys, const char *name);

/* A line a key: id, name, since when, last use; or a JSON object. */
void yqq_keys_print (GPtrArray *keys, gboolean as_json);

/* Whether a key may be called so; says what a name has to be where not. */
gboolean yqq_keys_check_label (const char *label);

/* The options of those that need an identity; what they read. */
extern YqqProveSources yqq_keys_sources;
#define YQQ_KEYS_IDENTITY_OPTIONS                                                                  \
  {"code-fd",                                                                                      \
   0,                                                                                              \
   0,                                                                                              \
   G_OPTION_ARG_INT,                                                                               \
   &yqq_keys_sources.code_fd,                                                                      \
   N_ ("Read the staff code from this file descriptor instead of asking"),                         \
   "FD"},                                                                                          \
  {                                                                                                \
    "pin-fd", 0, 0, G_OPTION_ARG_INT, &yqq_keys_sources.pin_fd,                                    \
        N_ ("Read the PIN from this file descriptor instead of asking"), "FD"                      \
  }

G_END_DECLS
