/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protocol/session-state.h"

#include <string.h>

/* Written from data/authority-api.md and the security design, not from the table it tests: a line a
 * state, everything that may happen in it and what follows. What is not here must be refused. */
static const char *const allowed[] = {
    "created: claim>scanned time-out>expired close>closed end>closed",
    "scanned: request>scanned check-code>scanned tries-used-up>rejected confirm>confirmed "
    "reject>rejected time-out>expired close>closed disconnect>closed end>closed",
    "confirmed: open>connected reject>rejected time-out>expired close>closed disconnect>closed "
    "end>closed",
    "connected: sign>signing peer-absent>suspended close>closed disconnect>closed end>closed",
    "signing: sign>signing signed>signing refuse>signing all-answered>connected "
    "peer-absent>suspended close>closed disconnect>closed end>closed",
    "suspended: resume>connected resume-signing>signing close>closed disconnect>closed end>closed",
    "closed:",
    "expired:",
    "rejected:",
};

static const char *const message_names[YQQ_SESSION_MESSAGE_COUNT] = {
    [YQQ_SESSION_MESSAGE_REQUEST] = "request",
    [YQQ_SESSION_MESSAGE_CHECK_CODE] = "check-code",
    [YQQ_SESSION_MESSAGE_SIGN] = "sign",
    [YQQ_SESSION_MESSAGE_CLOSE] = "close",
    [YQQ_SESSION_MESSAGE_CLAIM] = "claim",
    [YQQ_SESSION_MESSAGE_CONFIRM] = "confirm",
    [YQQ_SESSION_MESSAGE_REJECT] = "reject",
    [YQQ_SESSION_MESSAGE_SIGNED] = "signed",
    [YQQ_SESSION_MESSAGE_REFUSE] = "refuse",
    [YQQ_SESSION_MESSAGE_DISCONNECT] = "disconnect",
    [YQQ_SESSION_MESSAGE_OPEN] = "open",
    [YQQ_SESSION_MESSAGE_ALL_ANSWERED] = "all-answered",
    [YQQ_SESSION_MESSAGE_PEER_ABSENT] = "peer-absent",
    [YQQ_SESSION_MESSAGE_RESUME] = "resume",
    [YQQ_SESSION_MESSAGE_RESUME_SIGNING] = "resume-signing",
    [YQQ_SESSION_MESSAGE_TIME_OUT] = "time-out",
    [YQQ_SESSION_MESSAGE_TRIES_USED_UP] = "tries-used-up",
    [YQQ_SESSION_MESSAGE_END] = "end",
};

/* The state that the list above wants, or NULL for a refusal. */
static char *
find_expected (const char *state, const char *message)
{
  g_autofree char *line_start = g_strconcat (state, ":", NULL);
  g_autofree char *entry_start = g_strconcat (message, ">", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++) {
    if (!g_str_has_prefix (allowed[i], line_start))
      continue;
    g_auto (GStrv) entries = g_strsplit (allowed[i] + strlen (line_start), " ", -1);
    for (guint j = 0; entries[j] != NULL; j++)
      if (g_str_has_prefix (entries[j], entry_start))
        return g_strdup (entries[j] + strlen (entry_start));
    return NULL;
  }
  g_assert_not_reached ();
}

static void
every_message_in_every_state_does_what_is_written (void)
{
  for (guint state = 0; state < YQQ_SESSION_STATE_COUNT; state++)
    for (guint message = 0; message < YQQ_SESSION_MESSAGE_COUNT; message++) {
      YqqSessionState next = YQQ_SESSION_STATE_COUNT;
      g_autofree char *expected =
          find_expected (yqq_session_state_to_nick (state), message_names[message]);
      gboolean accepted = yqq_session_state_accepts (state, message, &next);
      const char *got = accepted ? yqq_session_state_to_nick (next) : NULL;
      if (g_strcmp0 (got, expected) != 0)
        g_error ("%s in %s: %s instead of %s", message_names[message],
                 yqq_session_state_to_nick (state), got, expected);
      if (!accepted)
        g_assert_cmpint (next, ==, YQQ_SESSION_STATE_COUNT);
      g_assert_cmpint (yqq_session_state_accepts (state, message, NULL), ==, accepted);
    }
}

static void
nothing_leads_out_of_an_end (void)
{
  for (guint state = 0; state < YQQ_SESSION_STATE_COUNT; state++) {
    gboolean any = FALSE;
    for (guint message = 0; message < YQQ_SESSION_MESSAGE_COUNT; message++)
      any |= yqq_session_state_accepts (state, message, NULL);
    g_assert_cmpint (any, ==, yqq_session_state_is_open (state));
  }
}

static void
signatures_are_only_ever_made_after_a_confirmation (void)
{
  gboolean reached[YQQ_SESSION_STATE_COUNT] = {[YQQ_SESSION_STATE_CREATED] = TRUE};
  for (guint round = 0; round < YQQ_SESSION_STATE_COUNT; round++)
    for (guint state = 0; state < YQQ_SESSION_STATE_COUNT; state++)
      for (guint message = 0; reached[state] && message < YQQ_SESSION_MESSAGE_COUNT; message++) {
        YqqSessionState next;
        if (message != YQQ_SESSION_MESSAGE_CONFIRM &&
            yqq_session_state_accepts (state, message, &next))
          reached[next] = TRUE;
      }
  g_assert_false (reached[YQQ_SESSION_STATE_CONNECTED]);
  g_assert_false (reached[YQQ_SESSION_STATE_SIGNING]);
  g_assert_true (reached[YQQ_SESSION_STATE_SCANNED]);
}

static void
names_are_those_of_the_wire (void)
{
  static const char states[] = "created scanned confirmed connected signing suspended closed "
                               "expired rejected";
  static const char reasons[] =
      "user pc idle absolute limit lost grant-changed device-revoked pin-replaced pin-changed "
      "relying-party-withdrawn "
      "authority-restarted locked suspended exit done check-code code claim";
  static const char vias[] = "camera screen image paste drop link";
  g_auto (GStrv) state_names = g_strsplit (states, " ", -1);
  g_auto (GStrv) reason_names = g_strsplit (reasons, " ", -1);
  g_auto (GStrv) via_names = g_strsplit (vias, " ", -1);
  g_assert_cmpuint (g_strv_length (state_names), ==, YQQ_SESSION_STATE_COUNT);
  g_assert_cmpuint (g_strv_length (reason_names), ==, YQQ_SESSION_REASON_COUNT - 1);
  g_assert_cmpuint (g_strv_length (via_names), ==, YQQ_CLAIM_VIA_COUNT);
  for (guint i = 0; state_names[i] != NULL; i++) {
    YqqSessionState state;
    g_assert_true (yqq_session_state_from_nick (state_names[i], &state));
    g_assert_cmpstr (yqq_session_state_to_nick (state), ==, state_names[i]);
  }
  for (guint i = 0; reason_names[i] != NULL; i++) {
    YqqSessionReason reason;
    g_assert_true (yqq_session_reason_from_nick (reason_names[i], &reason));
    g_assert_cmpstr (yqq_session_reason_to_nick (reason), ==, reason_names[i]);
  }
  for (guint i = 0; via_names[i] != NULL; i++) {
    YqqClaimVia via;
    g_assert_true (yqq_claim_via_from_nick (via_names[i], &via));
    g_assert_cmpstr (yqq_claim_via_to_nick (via), ==, via_names[i]);
    g_assert_cmpint (yqq_claim_via_needs_check_code (via), ==, i != 0);
  }
  g_assert_null (yqq_session_reason_to_nick (YQQ_SESSION_REASON_NONE));
}

#define ADD(test) g_test_add_func ("/protocol/session-state/" #test, test)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (every_message_in_every_state_does_what_is_written);
  ADD (nothing_leads_out_of_an_end);
  ADD (signatures_are_only_ever_made_after_a_confirmation);
  ADD (names_are_those_of_the_wire);
  return g_test_run ();
}
