/* SPDX-License-Identifier: GPL-3.0-or-later */
/* yqq connect: the whole main job in a terminal, from the code to the summary. */
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/command.h"
#include "cli/failure.h"
#include "cli/secret-prompt.h"
#include "cli/session-report.h"
#include "cli/wait.h"
#include "cli/workplace.h"
#include "link/receipt.h"
#include "scan/image.h"

static int pin_fd = -1;
static gboolean as_json;
static gboolean yes;

static const GOptionEntry entries[] = {
    {"pin-fd", 0, 0, G_OPTION_ARG_INT, &pin_fd,
     N_ ("Read the PIN from this file descriptor instead of asking"), "FD"},
    {"yes", 'y', 0, G_OPTION_ARG_NONE, &yes,
     N_ ("Do not ask whether to go on; sign only what the request announced"), NULL},
    {"json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object an event"), NULL},
    {NULL},
};

static YqqQrPayload *
read_payload (const char *argument, YqqClaimVia *via, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  gboolean is_file = g_file_test (argument, G_FILE_TEST_EXISTS);
  *via = is_file ? YQQ_CLAIM_VIA_IMAGE : YQQ_CLAIM_VIA_LINK;
  g_autoptr (GPtrArray) readings = is_file ? yqq_scan_image_file (argument, &error) : NULL;
  *exit_code = YQQ_EXIT_NO;
  if (is_file && readings == NULL) {
    g_printerr (_ ("yqq: there is no QR code in the picture that can be read\n"));
    return NULL;
  }
  const char *text = is_file ? ((YqqQrReading *)readings->pdata[0])->text : argument;
  if (is_file && readings->len > 1) {
    g_printerr (_ ("yqq: there are several QR codes in the picture; cut it down to one\n"));
    return NULL;
  }
  YqqQrPayload *payload = text != NULL ? yqq_qr_payload_parse (text, &error) : NULL;
  if (payload == NULL)
    g_printerr (_ ("yqq: this is not a code of 粤企签; scan the one that the PC page shows\n"));
  return payload;
}

static gboolean
claim (YqqSessionLink *link, YqqQrPayload *payload, YqqClaimVia via, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  yqq_session_link_claim_async (link, payload, via, yqq_wait_get_cancellable (),
                                yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  if (yqq_session_link_claim_finish (link, result, &error))
    return TRUE;
  *exit_code = yqq_failure_report (error);
  return FALSE;
}

/* Waits until the person may confirm: the request is there and the check code was typed. */
static gboolean
wait_until_ready (YqqSessionLink *link)
{
  GCancellable *cancellable = yqq_wait_get_cancellable ();
  if (yqq_session_link_get_check_code (link) != NULL)
    yqq_session_report_check_code (link, as_json);
  while (!yqq_session_link_get_ready (link)) {
    if (!yqq_session_state_is_open (yqq_session_link_get_state (link)) ||
        g_cancellable_is_cancelled (cancellable))
      return FALSE;
    g_main_context_iteration (NULL, TRUE);
  }
  return TRUE;
}

static gboolean
ask_whether_to_go_on (void)
{
  char answer[8] = "";
  if (yes)
    return TRUE;
  g_print ("%s", _ ("Go on? [y/N] "));
  return fgets (answer, sizeof answer, stdin) != NULL && (*answer == 'y' || *answer == 'Y');
}

static void
reject (YqqSessionLink *link)
{
  GAsyncResult *place = NULL;
  yqq_session_link_reject_async (link, NULL, yqq_wait_note_result, &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  yqq_session_link_reject_finish (link, result, NULL);
  g_printerr (_ ("yqq: rejected; nothing was signed\n"));
}

static int
confirm (YqqSessionLink *link)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (YqqSecretBytes) pin = yqq_secret_prompt (_ ("PIN:"), pin_fd);
  if (pin == NULL)
    return YQQ_EXIT_PIN;
  yqq_session_link_confirm_async (link, pin, yqq_wait_get_cancellable (), yqq_wait_note_result,
                                  &place);
  g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
  return yqq_session_link_confirm_finish (link, result, &error) ? YQQ_EXIT_OK
                                                                : yqq_failure_report (error);
}

/* A wrong PIN is asked for again while tries are left, unless nobody is there to type it. */
static int
confirm_with_tries (YqqSessionLink *link)
{
  int code = confirm (link);
  while (code == YQQ_EXIT_PIN && pin_fd < 0 && isatty (STDIN_FILENO) &&
         yqq_session_state_is_open (yqq_session_link_get_state (link)))
    code = confirm (link);
  return code;
}

static void
stay_connected (YqqSessionLink *link)
{
  GCancellable *cancellable = yqq_wait_get_cancellable ();
  while (yqq_session_state_is_open (yqq_session_link_get_state (link))) {
    if (g_cancellable_is_cancelled (cancellable)) {
      GAsyncResult *place = NULL;
      yqq_session_link_disconnect_async (link, "user", NULL, yqq_wait_note_result, &place);
      g_autoptr (GAsyncResult) result = yqq_wait_for (&place);
      yqq_session_link_disconnect_finish (link, result, NULL);
      return;
    }
    g_main_context_iteration (NULL, TRUE);
  }
}

static int
run_session (YqqSessionLink *link)
{
  if (!wait_until_ready (link)) {
    yqq_session_report_end (link, as_json);
    return YQQ_EXIT_NO;
  }
  yqq_session_report_request (link, as_json);
  if (!ask_whether_to_go_on ()) {
    reject (link);
    return YQQ_EXIT_NO;
  }
  int code = confirm_with_tries (link);
  if (code != YQQ_EXIT_OK) {
    reject (link);
    return code;
  }
  yqq_session_report_follow (link, as_json, yes);
  stay_connected (link);
  yqq_session_report_end (link, as_json);
  return YQQ_EXIT_OK;
}

int
yqq_command_connect (int argc, char **argv)
{
  int exit_code = YQQ_EXIT_OK;
  YqqClaimVia via;
  if (!yqq_command_parse (
          "IMAGE|LINK",
          N_ ("Connects to the PC whose QR code is in the picture or link, and signs "
              "what it asks for until either side disconnects (ctrl-C here)."),
          entries, &argc, &argv))
    return YQQ_EXIT_USAGE;
  if (argc != 2) {
    g_printerr (_ ("yqq: give one picture or link\n"));
    return YQQ_EXIT_USAGE;
  }
  g_autoptr (YqqQrPayload) payload = read_payload (argv[1], &via, &exit_code);
  g_autoptr (YqqWorkplace) workplace =
      payload != NULL ? yqq_workplace_open (NULL, TRUE, &exit_code) : NULL;
  if (workplace == NULL)
    return exit_code;
  g_autoptr (YqqSessionLink) link =
      yqq_session_link_new (workplace->connection, workplace->wallet, yqq_clock_get_system ());
  return claim (link, payload, via, &exit_code) ? run_session (link) : exit_code;
}
