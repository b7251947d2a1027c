/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong on the way to the authority, as opposed to what the authority answers
 * (YQQ_PROBLEM_ERROR). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YQQ_CLIENT_ERROR (yqq_client_error_quark ())
GQuark yqq_client_error_quark (void);

typedef enum {
  YQQ_CLIENT_ERROR_OFFLINE,    /* nobody answers there: nothing was sent, or nothing came back */
  YQQ_CLIENT_ERROR_TIMED_OUT,  /* it takes too long */
  YQQ_CLIENT_ERROR_BAD_ANSWER, /* an answer that is not in the contract: not our authority */
  YQQ_CLIENT_ERROR_TLS,        /* the authority's certificate is not trusted here */
  YQQ_CLIENT_ERROR_ADDRESS,    /* the address itself cannot be used */
  YQQ_CLIENT_ERROR_NO_PROGRAM, /* yqq-authority is not installed beside this program */
  YQQ_CLIENT_ERROR_FAILED,     /* the embedded authority started and gave up */
} YqqClientError;

G_END_DECLS
