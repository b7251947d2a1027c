/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and values as a query and a form have them (application/x-www-form-urlencoded), and what
 * a token endpoint answers to them. */
#pragma once

#include "identity/oidc-http.h"

G_BEGIN_DECLS

/* Takes name, value, name, value, … NULL; a NULL value is left out with its name. Owned. */
YqqSecretBytes *yqq_oidc_form_new (const char *first_name, ...) G_GNUC_NULL_TERMINATED;

/* The same as the query of an address. Owned. */
char *
yqq_oidc_address_new (const char *endpoint, const char *first_name, ...) G_GNUC_NULL_TERMINATED;

/* The id token in a token endpoint's answer, owned; whatever else is in it is not looked at, for
 * nobody here asks anything in the person's name. *refusal (static or borrowed from answer) is the
 * code of RFC 6749 5.2 where the answer is a refusal. Errors: BAD_ANSWER, DENIED. */
char *yqq_oidc_token_from_answer (YqqOidcAnswer *answer, const char **refusal, GError **error);

G_END_DECLS
