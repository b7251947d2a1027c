/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/session-report.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "base/json.h"
#include "link/receipt.h"

/* A hundred signatures with their names and digests, and room to spare. */
#define RECEIPT_MAX_BYTES (1024 * 1024)

typedef struct {
  YqqSessionLink *link;
  gboolean as_json;
  gboolean refuse_others;
} Follower;

static void
print_object (JsonObject *object)
{
  g_autofree char *line = yqq_json_to_string (object);
  g_print ("%s\n", line);
  fflush (stdout);
}

void
yqq_session_report_check_code (YqqSessionLink *link, gboolean as_json)
{
  const char *code = yqq_session_link_get_check_code (link);
  if (!as_json) {
    g_print (_ ("Type %s on the PC page.\n"), code);
    fflush (stdout);
    return;
  }
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "event", "check-code");
  json_object_set_string_member (object, "code", code);
  print_object (object);
}

static void
print_document (YqqSessionDocument *document)
{
  g_autofree char *size = g_format_size (yqq_session_document_get_size (document));
  const char *digest = yqq_session_document_get_digest (document, YQQ_ALGORITHM_SM2_SM3);
  g_print ("  %s (%s)\n", yqq_session_document_get_name (document), size);
  if (digest != NULL)
    g_print ("    SM3 %s\n", digest);
}

static void
print_request (YqqSessionLink *link)
{
  YqqRelyingParty *party = yqq_session_link_get_relying_party (link);
  GListModel *documents = yqq_session_link_get_documents (link);
  g_autofree char *domains =
      g_strjoinv (", ", (char **)(gpointer)yqq_relying_party_get_domains (party));
  g_print (_ ("%s (%s) asks for signatures.\n"), yqq_relying_party_get_name (party), domains);
  g_print (_ ("Purpose: %s\n"), yqq_session_link_get_purpose (link));
  for (guint i = 0; i < g_list_model_get_n_items (documents); i++) {
    g_autoptr (YqqSessionDocument) document = g_list_model_get_item (documents, i);
    print_document (document);
  }
  if (yqq_relying_party_get_first_use (party))
    g_print (_ ("You have never connected with it before.\n"));
  fflush (stdout);
}

void
yqq_session_report_request (YqqSessionLink *link, gboolean as_json)
{
  if (!as_json) {
    print_request (link);
    return;
  }
  YqqRelyingParty *party = yqq_session_link_get_relying_party (link);
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "event", "request");
  json_object_set_string_member (object, "relying_party", yqq_relying_party_get_name (party));
  json_object_set_string_member (object, "purpose", yqq_session_link_get_purpose (link));
  json_object_set_int_member (object, "documents",
                              g_list_model_get_n_items (yqq_session_link_get_documents (link)));
  print_object (object);
}

static const char *
name_state (YqqSignatureState state)
{
  static const char *const names[] = {N_ ("waiting"), N_ ("signing"), N_ ("signed"), N_ ("refused"),
                                      N_ ("failed")};
  return _ (names[state]);
}

static void
report_record (Follower *self, YqqSignatureRecord *record)
{
  static const char *const nicks[] = {"waiting", "signing", "signed", "refused", "failed"};
  YqqSignatureState state = yqq_signature_record_get_state (record);
  if (!self->as_json) {
    g_print ("%s: %s (%s)\n", yqq_signature_record_get_document_name (record), name_state (state),
             yqq_signature_record_get_enterprise_name (record));
    fflush (stdout);
    return;
  }
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "event", "signature");
  json_object_set_string_member (object, "document",
                                 yqq_signature_record_get_document_name (record));
  json_object_set_string_member (object, "digest", yqq_signature_record_get_digest (record));
  json_object_set_string_member (object, "fingerprint",
                                 yqq_signature_record_get_fingerprint (record));
  json_object_set_string_member (object, "state", nicks[state]);
  print_object (object);
}

static gboolean
ask (YqqSignatureRecord *record)
{
  char answer[8] = "";
  g_print (_ ("This document was not announced: %s\n  digest %s\nSign it? [y/N] "),
           yqq_signature_record_get_document_name (record),
           yqq_signature_record_get_digest (record));
  fflush (stdout);
  return fgets (answer, sizeof answer, stdin) != NULL && (*answer == 'y' || *answer == 'Y');
}

/* The link signs by itself what was announced; whatever still waits then is asked about. */
static gboolean
decide (gpointer user_data)
{
  YqqSignatureRecord *record = user_data;
  Follower *self = g_object_get_data (G_OBJECT (record), "follower");
  if (yqq_signature_record_get_state (record) != YQQ_SIGNATURE_WAITING)
    return G_SOURCE_REMOVE;
  if (!self->refuse_others && ask (record))
    yqq_session_link_approve (self->link, record);
  else
    yqq_session_link_refuse (self->link, record);
  return G_SOURCE_REMOVE;
}

static void
on_state_changed (YqqSignatureRecord *record, GParamSpec *property, Follower *self)
{
  report_record (self, record);
}

static void
follow_record (Follower *self, YqqSignatureRecord *record)
{
  g_signal_connect (record, "notify::state", G_CALLBACK (on_state_changed), self);
  report_record (self, record);
  g_object_set_data (G_OBJECT (record), "follower", self);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, decide, g_object_ref (record), g_object_unref);
}

static void
on_records_changed (GListModel *records, guint position, guint removed, guint added, Follower *self)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (YqqSignatureRecord) record = g_list_model_get_item (records, i);
    follow_record (self, record);
  }
}

void
yqq_session_report_follow (YqqSessionLink *link, gboolean as_json, gboolean refuse_others)
{
  /* Lives as long as the process: one session a command. */
  static Follower self;
  GListModel *records = yqq_session_link_get_signatures (link);
  self = (Follower){link, as_json, refuse_others};
  g_signal_connect (records, "items-changed", G_CALLBACK (on_records_changed), &self);
  on_records_changed (records, 0, 0, g_list_model_get_n_items (records), &self);
}

/* One object in one line, like every event before it. */
static void
print_receipt_object (YqqSessionLink *link)
{
  g_autofree char *text = yqq_receipt_to_json (link);
  g_autoptr (JsonObject) receipt = yqq_json_parse (text, -1, RECEIPT_MAX_BYTES, NULL);
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "event", "end");
  if (receipt != NULL)
    json_object_set_object_member (object, "receipt", json_object_ref (receipt));
  print_object (object);
}

/* The receipt does not say why; whoever should not go back there has to be told. */
static void
warn_of_withdrawal (YqqSessionLink *link)
{
  YqqSessionReason reason;
  if (yqq_session_reason_from_nick (yqq_session_link_get_close_reason (link), &reason) &&
      reason == YQQ_SESSION_REASON_RELYING_PARTY_WITHDRAWN)
    g_printerr (_ ("yqq: the authority has withdrawn the web system, which ended the session; what "
                   "was signed is kept. Do not sign there, and ask its operator\n"));
}

void
yqq_session_report_end (YqqSessionLink *link, gboolean as_json)
{
  warn_of_withdrawal (link);
  if (as_json) {
    print_receipt_object (link);
    return;
  }
  g_autofree char *receipt = yqq_receipt_to_text (link);
  g_print ("%s\n", receipt);
}
