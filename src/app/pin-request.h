/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question for the PIN: for whom and what, tries left, what went wrong; asked on the PIN page. */
#pragma once

#include <gio/gio.h>

#include "base/secret-bytes.h"

G_BEGIN_DECLS

/* Signals: submitted (YqqSecretBytes *, borrowed) for whoever asked; changed and refused (the PIN
 * was wrong) for the page; cancelled for whoever asked. */
#define YQQ_TYPE_PIN_REQUEST (yqq_pin_request_get_type ())
G_DECLARE_FINAL_TYPE (YqqPinRequest, yqq_pin_request, YQQ, PIN_REQUEST, GObject)

/* enterprise: the largest text of the page; sentence: what is about to happen. */
YqqPinRequest *yqq_pin_request_new (const char *enterprise, const char *sentence);

const char *yqq_pin_request_get_enterprise (YqqPinRequest *self);
const char *yqq_pin_request_get_sentence (YqqPinRequest *self);

/* -1: not known; none left: it is locked, and the error says so. */
int yqq_pin_request_get_tries_left (YqqPinRequest *self);
void yqq_pin_request_set_tries_left (YqqPinRequest *self, int tries_left);
/* TRUE while a PIN is being checked. */
gboolean yqq_pin_request_get_busy (YqqPinRequest *self);
/* The end of the time in which it must be entered, unix ms; 0: none. */
gint64 yqq_pin_request_get_until (YqqPinRequest *self);
void yqq_pin_request_set_until (YqqPinRequest *self, gint64 until_ms);
/* What went wrong last, or NULL. */
const GError *yqq_pin_request_get_error (YqqPinRequest *self);
/* TRUE if that was a wrong PIN with tries left. */
gboolean yqq_pin_request_get_wrong (YqqPinRequest *self);
/* TRUE once no PIN can help any more. */
gboolean yqq_pin_request_get_locked (YqqPinRequest *self);

/* The page has a PIN: busy until fail or done is called. Does nothing while busy or locked. */
void yqq_pin_request_submit (YqqPinRequest *self, YqqSecretBytes *pin);
/* The person goes back. */
void yqq_pin_request_cancel (YqqPinRequest *self);

/* Whoever asked: it did not work; the error's tries left are shown. A cancelled error shows
 * nothing. */
void yqq_pin_request_fail (YqqPinRequest *self, const GError *error);
void yqq_pin_request_done (YqqPinRequest *self);

G_END_DECLS
