/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq audit export: an enterprise's audit record, verified, into a file. */
#include <glib/gi18n.h>
#include <unistd.h>

#include "audit/error.h"
#include "cli/command.h"
#include "cli/failure.h"
#include "cli/wait.h"
#include "cli/workplace.h"
#include "client/export-audit.h"
#include "client/fetch-me.h"

#define ADMINISTERING (YQQ_ROLE_ADMINISTRATOR | YQQ_ROLE_LEGAL_REPRESENTATIVE)

static char *enterprise_code;

static const GOptionEntry entries[] = {
    {"enterprise", 'e', 0, G_OPTION_ARG_STRING, &enterprise_code,
     N_ ("The enterprise's credit code, where you administer several"), "CODE"},
    {NULL},
};

/* The one enterprise that is meant; NULL after having said why there is none. */
static YqqEnterprise *
choose_enterprise (YqqMe *me)
{
  YqqEnterprise *chosen = NULL;
  guint n = 0;
  for (guint i = 0; i < me->memberships->len; i++) {
    const YqqMembership *membership = g_ptr_array_index (me->memberships, i);
    const char *code = yqq_enterprise_get_credit_code (membership->enterprise);
    if ((membership->roles & ADMINISTERING) == 0 ||
        (enterprise_code != NULL && g_ascii_strcasecmp (code, enterprise_code) != 0))
      continue;
    chosen = membership->enterprise;
    n++;
  }
  if (n == 1)
    return chosen;
  if (n > 1)
    g_printerr (_ ("yqq: you administer several enterprises; name one with --enterprise\n"));
  else
    g_printerr (_ ("yqq: only the administrator and the legal representative of an enterprise may "
                   "export its audit record\n"));
  return NULL;
}

static YqqMe *
fetch_me (YqqWorkplace *workplace, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_fetch_me_async (workplace->connection, yqq_wait_get_cancellable (), yqq_wait_note_result,
                      &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  YqqMe *me = yqq_fetch_me_finish (result, &error);
  if (me == NULL)
    *exit_code = yqq_failure_report (error);
  return me;
}

static void
show_progress (gint64 done, gint64 total, gpointer user_data)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%" G_GINT64_FORMAT " / %" G_GINT64_FORMAT "%s", done, total,
                done == total ? "\n" : "");
}

static int
report (const GError *error)
{
  if (error->domain == YQQ_AUDIT_ERROR) {
    g_printerr (_ ("yqq: the record that the authority sent is not whole (%s). The file was not "
                   "written.\n"),
                error->message);
    return YQQ_EXIT_NO;
  }
  if (error->domain == G_IO_ERROR && error->code != G_IO_ERROR_CANCELLED) {
    g_printerr (_ ("yqq: the file could not be written: %s\n"), error->message);
    return YQQ_EXIT_UNAVAILABLE;
  }
  return yqq_failure_report (error);
}

static int export(YqqWorkplace *workplace, YqqEnterprise *enterprise, const char *path)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  yqq_export_audit_async (workplace->connection, yqq_enterprise_get_id (enterprise), file,
                          show_progress, NULL, yqq_wait_get_cancellable (), yqq_wait_note_result,
                          &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  if (!yqq_export_audit_finish (result, &error))
    return report (error);
  g_print (_ ("The audit record of %s was written to %s and verified. It names people: keep it "
              "safe.\n"),
           yqq_enterprise_get_name (enterprise), path);
  return YQQ_EXIT_OK;
}

int
yqq_command_audit_export (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_OK;
  if (!yqq_command_parse ("FILE",
                          N_ ("Writes the audit record of the enterprise that you administer to "
                              "FILE."),
                          entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc != 2) {
    g_printerr (_ ("yqq: name the file to write\n"));
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (YqqWorkplace) workplace = yqq_workplace_open (NULL, TRUE, &exit_code);
  g_autoptr (YqqMe) me = workplace != NULL ? fetch_me (workplace, &exit_code) : NULL;
  if (me == NULL)
    return exit_code;
  YqqEnterprise *enterprise = choose_enterprise (me);
  return enterprise != NULL ? export(workplace, enterprise, argv[1]) : YQQ_EXIT_NO;
}
