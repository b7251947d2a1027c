/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in the application the person is and how they came there. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  YQQ_PLACE_STARTING,
  YQQ_PLACE_KEYRING,
  YQQ_PLACE_WELCOME,
  YQQ_PLACE_AUTHORITY,
  YQQ_PLACE_LOG_IN,
  YQQ_PLACE_LOGGED_IN,   /* says so, after a log in */
  YQQ_PLACE_ENTERPRISES, /* whose certificates to show */
  YQQ_PLACE_HOME,
  YQQ_PLACE_CERTIFICATE,
  YQQ_PLACE_SET_PIN, /* subject: YqqNewPinFlow, NULL for the first PIN */
  YQQ_PLACE_NEW_PIN, /* subject: YqqNewPinFlow, at work */
  YQQ_PLACE_PIN,
  YQQ_PLACE_PIN_SETTINGS,
  YQQ_PLACE_CHANGE_PIN, /* subject: YqqChangePinFlow */
  YQQ_PLACE_INSTALL,
  YQQ_PLACE_SCAN,
  YQQ_PLACE_CONFIRM,
  YQQ_PLACE_CONNECTED,
  YQQ_PLACE_SUMMARY,
  YQQ_PLACE_DOCUMENT,
  YQQ_PLACE_ACT,      /* an act at work, or what kept it from being done */
  YQQ_PLACE_IDENTITY, /* subject: YqqIdentityFlow */
  YQQ_PLACE_LOCKED,
  YQQ_PLACE_KEYS,     /* the person's security keys */
  YQQ_PLACE_ACCOUNTS, /* the person's accounts at their organisation */
  YQQ_PLACE_FACE,     /* subject: YqqFaceSetUp */
  /* Of an enterprise; the subject is its YqqAdministration unless it says otherwise. */
  YQQ_PLACE_USERS,
  YQQ_PLACE_USER_ADD,
  YQQ_PLACE_USER_ADDED,  /* subject: YqqGrantForm */
  YQQ_PLACE_USER_MODIFY, /* subject: YqqAuthorisedUserEntry */
  YQQ_PLACE_USER_CANCEL, /* subject: YqqAuthorisedUserEntry */
  YQQ_PLACE_IMPORT,
  YQQ_PLACE_BULK,
  YQQ_PLACE_LEAVER, /* subject: YqqAuthorisedUserEntry, or the administration: to be chosen there */
  YQQ_PLACE_TRANSFER,
  YQQ_PLACE_PROPOSALS,
  YQQ_PLACE_HISTORY,        /* subject NULL: the person's own in every enterprise */
  YQQ_PLACE_NOTICES,        /* subject NULL: the person's */
  YQQ_PLACE_HISTORY_RECORD, /* subject: YqqUsageLook */
  YQQ_PLACE_SERVICE_DESK,   /* subject: the YqqAdministration whose desk it is */
} YqqPlace;
#define YQQ_PLACE_COUNT (YQQ_PLACE_SERVICE_DESK + 1)

/* A stack of places; it is never empty. Signals: moved (gboolean forwards), told (text for a
 * notice). A subject is what a place is about (a certificate, a PIN request, a session), kept while
 * the place is on the stack; NULL where a place needs none. */
#define YQQ_TYPE_ROUTER (yqq_router_get_type ())
G_DECLARE_FINAL_TYPE (YqqRouter, yqq_router, YQQ, ROUTER, GObject)

/* Begins at YQQ_PLACE_STARTING. */
YqqRouter *yqq_router_new (void);

YqqPlace yqq_router_get_place (YqqRouter *self);
/* Borrowed. */
GObject *yqq_router_get_subject (YqqRouter *self);
guint yqq_router_get_depth (YqqRouter *self);
/* The place steps before the present one (0: the present one); steps < depth. */
YqqPlace yqq_router_get_place_before (YqqRouter *self, guint steps);
gboolean yqq_router_holds (YqqRouter *self, YqqPlace place);
gboolean yqq_router_holds_subject (YqqRouter *self, YqqPlace place, GObject *subject);

/* Goes to a place from here. The same place with the same subject is not entered twice. */
void yqq_router_push (YqqRouter *self, YqqPlace place, GObject *subject);
/* Goes to a place instead of here, so that back does not lead here again. */
void yqq_router_replace (YqqRouter *self, YqqPlace place, GObject *subject);
/* The same for the last count places of the way. */
void yqq_router_replace_last (YqqRouter *self, guint count, YqqPlace place, GObject *subject);
/* Forgets the way and begins at a place. */
void yqq_router_reset (YqqRouter *self, YqqPlace place, GObject *subject);
/* One step back; FALSE at the beginning. */
gboolean yqq_router_back (YqqRouter *self);
/* Back until place is the present one; FALSE, and nothing done, if it is not on the way. */
gboolean yqq_router_back_to (YqqRouter *self, YqqPlace place);

/* Says something that needs no act. */
void yqq_router_tell (YqqRouter *self, const char *text);

/* TRUE where the header offers a scan: after log in, but not in the middle of a task. */
gboolean yqq_place_offers_scan (YqqPlace place);
/* TRUE for the places of an enterprise that stand on the administration of that enterprise. */
gboolean yqq_place_is_of_administration (YqqPlace place);
/* TRUE for the places of a scan session. */
gboolean yqq_place_is_of_session (YqqPlace place);

G_END_DECLS
