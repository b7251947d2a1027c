/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every error a person can meet in words: what happened and what was kept, what to do next. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the person's language; static texts. */
typedef struct {
  const char *title;    /* a few words */
  const char *happened; /* what happened, and what was kept or not done */
  const char *remedy;   /* what to do next */
} YqqErrorText;

/* Never fails: an error of no domain known here gets a general text. */
YqqErrorText yqq_error_text_get (const GError *error);

/* FALSE if the error has no entry of its own (for the test of completeness). */
gboolean yqq_error_text_has_entry (GQuark domain, int code);

/* The stable code to tell a service desk, as "authority:code-expired". Owned. */
char *yqq_error_text_dup_code (const GError *error);

/* TRUE for an error that only says that the person cancelled; it is never shown. */
gboolean yqq_error_text_is_cancelled (const GError *error);

/* TRUE if the authority could not be reached at all. */
gboolean yqq_error_text_is_offline (const GError *error);

/* TRUE if only logging in again helps: the device is not registered any more, or the log in on it
 * has expired. */
gboolean yqq_error_text_needs_log_in (const GError *error);

G_END_DECLS
