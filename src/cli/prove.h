/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows at the terminal who somebody is, as far as a terminal can: staff code, PIN, this device,
 * a security key, a log in at their organisation. */
#pragma once

#include "cli/workplace.h"
#include "client/identity.h"

G_BEGIN_DECLS

/* Where secrets are read from; -1: asked for. */
typedef struct {
  int code_fd;
  int pin_fd;
  int key_pin_fd; /* of a security key; 0 is as -1 */
} YqqProveSources;

/* Evidence (YqqIdentityProof) for the first of the ways that can be gone here; empty where nothing
 * is asked. NULL after having said what is needed, with *exit_code set. Owned. */
GPtrArray *yqq_prove_collect (YqqWorkplace *workplace,
                              YqqIdentityCase *identity,
                              const YqqProveSources *sources,
                              int *exit_code);

/* Whole: asks the authority, brings the evidence. The satisfied challenge, owned; NULL after having
 * said why not, with *exit_code set. */
YqqIdentityCase *yqq_prove_case (YqqWorkplace *workplace,
                                 const char *purpose,
                                 const char *subject,
                                 const YqqProveSources *sources,
                                 int *exit_code);

/* The same, and only its id. */
char *yqq_prove_identity (YqqWorkplace *workplace,
                          const char *purpose,
                          const char *subject,
                          const YqqProveSources *sources,
                          int *exit_code);

G_END_DECLS
