/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every command of yqq is: a name, a sentence and a function; and the exit codes they share.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The exit codes of yqq, as its manual page lists them. */
typedef enum {
  YQQ_EXIT_OK = 0,
  YQQ_EXIT_NO = 1,          /* the answer is no: no code, a signature that is not valid, refused */
  YQQ_EXIT_USAGE = 2,       /* the command line is off */
  YQQ_EXIT_UNAVAILABLE = 3, /* keyring locked or absent, authority out of reach, not logged in */
  YQQ_EXIT_PIN = 4,         /* the PIN is wrong or locked */
} YqqExit;

typedef struct {
  const char *name;      /* one or two words: "scan", "certificate list" */
  const char *arguments; /* for the help line, not translated */
  const char *summary;   /* translated with gettext when shown */
  int (*run) (int argc, char **argv);
} YqqCommand;

/* One a file; argv[0] is the command's name. Each returns a YqqExit. */
int yqq_command_audit_export (int argc, char **argv);
int yqq_command_audit_verify (int argc, char **argv);
int yqq_command_scan (int argc, char **argv);
int yqq_command_qr (int argc, char **argv);
int yqq_command_verify (int argc, char **argv);
int yqq_command_log_in (int argc, char **argv);
int yqq_command_log_out (int argc, char **argv);
int yqq_command_certificate_list (int argc, char **argv);
int yqq_command_certificate_show (int argc, char **argv);
int yqq_command_certificate_install (int argc, char **argv);
int yqq_command_certificate_export (int argc, char **argv);
int yqq_command_pin_change (int argc, char **argv);
int yqq_command_pin_new (int argc, char **argv);
int yqq_command_connect (int argc, char **argv);
int yqq_command_grant_list (int argc, char **argv);
int yqq_command_grant_show (int argc, char **argv);
int yqq_command_grant_add (int argc, char **argv);
int yqq_command_grant_modify (int argc, char **argv);
int yqq_command_grant_suspend (int argc, char **argv);
int yqq_command_grant_resume (int argc, char **argv);
int yqq_command_grant_cancel (int argc, char **argv);
int yqq_command_grant_import (int argc, char **argv);
int yqq_command_grant_export (int argc, char **argv);
int yqq_command_grant_template (int argc, char **argv);
int yqq_command_grant_reveal (int argc, char **argv);
int yqq_command_transfer_show (int argc, char **argv);
int yqq_command_transfer_offer (int argc, char **argv);
int yqq_command_account_list (int argc, char **argv);
int yqq_command_account_link (int argc, char **argv);
int yqq_command_account_unlink (int argc, char **argv);
int yqq_command_key_list (int argc, char **argv);
int yqq_command_key_add (int argc, char **argv);
int yqq_command_key_rename (int argc, char **argv);
int yqq_command_key_remove (int argc, char **argv);
int yqq_command_staff_confirm (int argc, char **argv);
int yqq_command_staff_remove_key (int argc, char **argv);
int yqq_command_transfer_accept (int argc, char **argv);
int yqq_command_transfer_refuse (int argc, char **argv);
int yqq_command_transfer_withdraw (int argc, char **argv);
int yqq_command_history_list (int argc, char **argv);
int yqq_command_history_export (int argc, char **argv);
int yqq_command_history_verify (int argc, char **argv);

/* Parses options in place, with --help made from usage and summary. Returns FALSE after having said
 * what is wrong; arguments are left in argv. */
gboolean yqq_command_parse (const char *usage,
                            const char *summary,
                            const GOptionEntry *entries,
                            int *argc,
                            char ***argv);

G_END_DECLS
