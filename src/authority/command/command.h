/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words after yqq-authority, and what each does. */
#pragma once

#include <glib.h>

#include "authority/store/database.h"
#include "identity/policy.h"

G_BEGIN_DECLS

/* Exit codes. */
#define YQQ_EXIT_OK 0
#define YQQ_EXIT_FAILED 1
#define YQQ_EXIT_USAGE 2
#define YQQ_EXIT_RUNNING 3 /* another authority has the data or the socket */

/* Runs the command that argv names, or the service where it names none. */
int yqq_command_run (int argc, char **argv);

/* One command; argv[0] is its name. Each returns an exit code. */
int yqq_command_serve (int argc, char **argv);
int yqq_command_audit_export (int argc, char **argv);
int yqq_command_enterprise_add (int argc, char **argv);
int yqq_command_enterprise_list (int argc, char **argv);
int yqq_command_enterprise_two_person (int argc, char **argv);
int yqq_command_grant_add (int argc, char **argv);
int yqq_command_identity_check (int argc, char **argv);
int yqq_command_administrator_add (int argc, char **argv);
int yqq_command_legal_representative_add (int argc, char **argv);
int yqq_command_person_code (int argc, char **argv);
int yqq_command_person_link (int argc, char **argv);
int yqq_command_person_trust (int argc, char **argv);
int yqq_command_person_unlink (int argc, char **argv);
int yqq_command_relying_party_invite (int argc, char **argv);
int yqq_command_relying_party_list (int argc, char **argv);
int yqq_command_relying_party_withdraw (int argc, char **argv);
int yqq_command_demonstration_create (int argc, char **argv);
int yqq_command_reviewer_add (int argc, char **argv);
int yqq_command_reviewer_list (int argc, char **argv);
int yqq_command_reviewer_remove (int argc, char **argv);
int yqq_command_seed (int argc, char **argv);

/* Reads entries and "--data"; FALSE after a sentence on stderr (*exit_code is then set). rest
 * receives what stands without an option where the command takes one such word, else NULL. */
gboolean yqq_command_parse (int argc,
                            char **argv,
                            const char *summary,
                            const GOptionEntry *entries,
                            char **data,
                            char **rest,
                            int *exit_code);

/* Opens the database in data (NULL: the default directory) and runs work in a transaction; says
 * what went wrong on stderr. Returns an exit code. */
int yqq_command_with_database (const char *data, YqqDatabaseWork work, gpointer user_data);

/* How people are verified, as file says, or identity-policy.json in data where file is NULL;
 * *policy stays NULL where there is no such file. FALSE after every fault was told on stderr. */
gboolean yqq_command_read_identity_policy (const char *file,
                                           const char *data,
                                           YqqIdentityPolicy **policy,
                                           int *exit_code);

/* $XDG_DATA_HOME/yueqiqian/authority */
char *yqq_command_default_data (void);

/* A sentence on stderr. */
void yqq_command_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
