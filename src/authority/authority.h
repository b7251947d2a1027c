/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The running authority: its services, wired together, from the data directory to the listeners. */
#pragma once

#include "authority/account-desk.h"
#include "authority/acts/acts.h"
#include "authority/audit-desk.h"
#include "authority/audit-rounds.h"
#include "authority/authenticator-desk.h"
#include "authority/enrolment.h"
#include "authority/face-desk.h"
#include "authority/http/device-authentication.h"
#include "authority/http/event-sink.h"
#include "authority/http/rate-limit.h"
#include "authority/http/server.h"
#include "authority/identity-desk.h"
#include "authority/identity-oidc.h"
#include "authority/installation.h"
#include "authority/issuer.h"
#include "authority/people-inquiry.h"
#include "authority/pin-gate.h"
#include "authority/process-register.h"
#include "authority/questions.h"
#include "authority/relay/relay.h"
#include "authority/relying-party-desk.h"
#include "authority/reminders.h"
#include "authority/store/writer.h"
#include "authority/workers.h"

G_BEGIN_DECLS

#define YQQ_HOME_PROVINCE "44"

typedef struct {
  const char *data;        /* directory */
  const char *socket;      /* path, or NULL for none */
  const char *address;     /* numeric, or NULL for no TCP */
  int port;                /* 0: any free one; -1: the one used last time, else any */
  const char *origin;      /* what people's browsers and codes say; NULL: http://address:port */
  const char *certificate; /* PEM, with key: TLS on the TCP listener; or NULL */
  const char *key;
  gboolean behind_edge;
  gboolean shared;             /* let other processes that share serve the same data */
  gboolean demonstration;      /* make the demonstration's data if they are not there */
  YqqIdentityPolicy *identity; /* NULL: what is built in, for demonstration's data their own */
} YqqAuthorityOptions;

/* What handlers reach the services through; everything on the loop's thread. */
typedef struct _YqqAuthority {
  YqqClock *clock;
  YqqLoop *loop;
  YqqDatabase *reader;
  YqqWriter *writer;
  YqqIssuer *issuer;
  YqqDeviceAuthentication *devices;
  YqqEnrolment *enrolment;
  YqqPinGateService *gate;
  YqqIdentityDesk *identity;
  YqqAuthenticatorDesk *authenticators;
  YqqFaceDesk *faces;
  YqqWorkers *identity_workers; /* wait for a provider of identity, so that nothing else does */
  YqqAccountDesk *accounts;
  YqqIdentityOidc *identity_oidc; /* NULL where the policy has none */
  YqqInstallation *installation;
  YqqRelyingPartyDesk *relying_parties;
  YqqRelayRegistry *registry;
  YqqRelayJournal *journal;
  YqqRelay *relay;
  YqqWorkers *workers;     /* for signatures and the audit record's heads */
  YqqWorkers *act_workers; /* for acts, which share one connection */
  YqqActs *acts;
  YqqQuestions *questions;
  YqqAuditDesk *audit_desk;
  YqqInquiryLimits *limits;
  YqqPeopleInquiry people; /* made of the others */
  gint64 closing;          /* the newest of the closings that were carried out here */
  YqqReminders *reminders;
  YqqAuditRounds *audit_rounds;
  YqqEventSinks *sinks;
  YqqRateLimit *attempts; /* unsigned requests that cost something, an address */
  YqqHttpServer *server;
  char *origin;
  char *socket;
  gboolean behind_edge;
  gboolean demonstration;
  gboolean running;
  gboolean stopping; /* nothing new is begun; the loop's thread only */
  YqqProcessRegister *processes;
} YqqAuthority;

/* Opens the data, makes what is missing, listens, and runs. Fails with G_FILE_ERROR_EXIST where
 * another process has the data, and with the errors of store, crypto and http. */
YqqAuthority *
yqq_authority_start (const YqqAuthorityOptions *options, YqqClock *clock, GError **error);

/* Tells every session, writes what waits, and frees everything. */
void yqq_authority_stop (YqqAuthority *self);

/* Whether a browser's Origin header is this authority's own, or that of the page which the same
 * request's Host header (may be NULL) names; and whether a Host header is. */
gboolean yqq_authority_is_own_origin (YqqAuthority *self, const char *origin, const char *host);
gboolean yqq_authority_is_own_host (YqqAuthority *self, const char *host);

/* Closes the device's sessions at once: it is logging out. */
void yqq_authority_end_sessions_of_device (YqqAuthority *self, const char *device_id);

/* Ends the sessions that somebody's act, here or in another process, said have to end. */
void yqq_authority_carry_out_closings (gpointer authority);

/* Opens the database of a data directory (made if it is not there), at this program's schema. */
YqqDatabase *yqq_authority_open_database (const char *data, GError **error);

G_END_DECLS
