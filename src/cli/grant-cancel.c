/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq grant cancel: ends authorised users' grants for good. */
#include <glib/gi18n.h>

#include "cli/act-options.h"
#include "cli/command.h"
#include "cli/grant-change.h"

static char *reason_nick;
static char *note;
static YqqCancelReason reason;

static const GOptionEntry entries[] = {
    {"reason", 0, 0, G_OPTION_ARG_STRING, &reason_nick,
     N_ ("Why: left, duty-changed, misuse or other"), "REASON"},
    {"note", 0, 0, G_OPTION_ARG_STRING, &note, N_ ("A remark for the audit record"), "TEXT"},
    {NULL},
};

static void
set_reason (YqqEnterpriseAct *act)
{
  act->reason = reason;
  act->note = g_strdup (note);
}

int
yqq_command_grant_cancel (int argc, char **argv)
{
  if (!yqq_act_options_parse (YQQ_ACT_OPTIONS_ACT, "CODE…",
                              N_ ("Cancels authorised users for good: their certificates are "
                                  "revoked, and their places are not given back."),
                              entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (!yqq_cancel_reason_from_nick (reason_nick, &reason)) {
    g_printerr (_ ("yqq: give --reason: left, duty-changed, misuse or other\n"));
    return YQQ_EXIT_USAGE;
  }
  if (note != NULL && (*note == '\0' || g_utf8_strlen (note, -1) > YQQ_ACT_NOTE_MAX_LENGTH)) {
    g_printerr (_ ("yqq: a note has 1 to 200 characters\n"));
    return YQQ_EXIT_USAGE;
  }
  return yqq_grant_change (argv + 1, YQQ_ACT_GRANT_CANCEL, NULL, set_reason,
                           _ ("This cannot be undone, and the places are not given back; “yqq "
                              "grant suspend” can be undone. Go on? [y/N]"));
}
