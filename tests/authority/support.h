/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real authority for tests, in this process or in one of its own, and a small client. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "authority/authority.h"
#include "crypto/key.h"

typedef struct {
  char *directory; /* data and socket; removed in the end */
  char *data;
  char *socket;
  char *origin;
  YqqClock *clock;         /* in this process only */
  YqqAuthority *authority; /* in this process only */
  GSubprocess *process;    /* in one of its own only */
  gboolean shared;         /* with others on the same data */
  char *policy;            /* of who has to prove what; NULL: what is built in */
} TestAuthority;

/* With a clock: in this process; NULL: the program itself. Both with the demonstration's data, on a
 * Unix socket and a free port of 127.0.0.1. */
TestAuthority *test_authority_new (YqqClock *clock);
/* The program, on data of its own or on those of another one that was made so; data go with the
 * first, which is freed last. */
TestAuthority *test_authority_new_shared (TestAuthority *beside);
/* The same as test_authority_new, with this identity policy (JSON). */
TestAuthority *test_authority_new_with_policy (YqqClock *clock, const char *policy);
/* Stops and starts again on the same data. */
void test_authority_restart (TestAuthority *self);
/* The program only: SIGKILL, no start after it. */
void test_authority_kill (TestAuthority *self);
void test_authority_start (TestAuthority *self);
void test_authority_free (TestAuthority *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestAuthority, test_authority_free)

/* The directory with everything in it. */
void test_remove_all (const char *path);

guint16 test_authority_get_port (TestAuthority *self);

/* Runs yqq-authority with these words and waits; *output (may be NULL) receives stdout, *errors
 * stderr. Returns the exit code. */
int test_run_program (char **output, char **errors, const char *first, ...) G_GNUC_NULL_TERMINATED;

typedef struct {
  guint status; /* 0: the connection gave no answer */
  char *head;   /* all header lines */
  char *body;
  gsize size;
  JsonObject *json; /* NULL where the body is none */
} TestAnswer;

void test_answer_free (TestAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestAnswer, test_answer_free)

const char *test_answer_get_text (TestAnswer *self, const char *member);
gint64 test_answer_get_int (TestAnswer *self, const char *member);
/* The answer is this problem, with the status that belongs to it. */
void test_assert_problem (TestAnswer *self, const char *code);

/* Sends these bytes over TCP and reads until the end of the connection. */
TestAnswer *test_send_raw (TestAuthority *self, const char *bytes, gssize size);

/* An unsigned request over the Unix socket; headers: further lines, each ended by \r\n, or NULL. */
TestAnswer *test_request (TestAuthority *self,
                          const char *method,
                          const char *path,
                          const char *headers,
                          const char *body);

typedef struct {
  YqqKey *key;
  char *id;         /* after log in */
  char *person_id;  /* after log in */
  YqqKey *verifier; /* of the right PIN, after it is set */
  gint64 created;   /* of the signatures; 0: now */
  char *nonce;      /* of the signatures; NULL: a fresh one */
} TestDevice;

TestDevice *test_device_new (void);
void test_device_free (TestDevice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestDevice, test_device_free)

/* A signed request over the Unix socket; body may be NULL. */
TestAnswer *test_device_request (TestDevice *self,
                                 TestAuthority *authority,
                                 const char *method,
                                 const char *path,
                                 const char *body);

/* The header lines that sign such a request. */
char *test_device_sign (TestDevice *self, const char *method, const char *path, const char *body);

/* Person of the demonstration by number (0: the administrator). These give NULL or FALSE where the
 * authority has died meanwhile; every other failure is the test's. */
char *test_make_registration (TestAuthority *authority,
                              TestDevice *device,
                              guint person,
                              const char *code,
                              const char *name);
/* Signs from now on at the time of the authority, where that stands still. */
void test_device_follow_clock (TestDevice *self, TestAuthority *authority);
TestDevice *test_log_in (TestAuthority *authority, guint person);

gboolean test_set_pin (TestDevice *self, TestAuthority *authority);
/* Opens the gate with the right PIN's key, or another one. */
TestAnswer *test_open_gate (TestDevice *self,
                            TestAuthority *authority,
                            const char *purpose,
                            const char *subject,
                            gboolean right);

/* The id of the device's first grant. Owned. */
char *test_get_grant (TestDevice *self, TestAuthority *authority);
/* Installs a certificate for key under grant, with PIN. */
TestAnswer *
test_install (TestDevice *self, TestAuthority *authority, const char *grant, YqqKey *key);
